#include <vector>

#include "core/autograd/grid_ops.h"
#include "core/autograd/ops.h"

namespace fovea
{

namespace
{

/// The hypotheses of every grid, so that a grid's annotations are gone through once for all of them.
std::vector<std::vector<Index>> hypothesesOfGrids(const GridOwners &at, Index grids)
{
    std::vector<std::vector<Index>> all(static_cast<std::size_t>(grids));
    for (std::size_t b = 0; b < at.owners.size(); ++b)
        all[static_cast<std::size_t>(at.owners[b])].push_back(static_cast<Index>(b));
    return all;
}

/// The columns `from` of x side by side.
Matrix gathered(const MatrixMap &x, const std::vector<Index> &from)
{
    Matrix result(x.rows(), static_cast<Index>(from.size()));
    for (std::size_t j = 0; j < from.size(); ++j)
        result.col(static_cast<Index>(j)) = x.col(from[j]);
    return result;
}

template <class Work>
void forEachGrid(const GridOwners &at, Index grids, const Work &work)
{
    const auto all = hypothesesOfGrids(at, grids);
    for (Index s = 0; s < grids; ++s)
        if (const auto &mine = all[static_cast<std::size_t>(s)]; !mine.empty())
            work(s, mine);
}

/// The part of position i: x = de v (1 - t^2), dk += x, dq += x, dv += de t.
void additiveBackward(Index a, Scalar de, const Scalar *__restrict v, const Scalar *__restrict t, Scalar *__restrict dk,
                      Scalar *__restrict dq, Scalar *__restrict dv)
{
    for (Index r = 0; r < a; ++r) {
        const Scalar x = de * v[r] * (1 - t[r] * t[r]);
        dk[r] += x;
        dq[r] += x;
        dv[r] += de * t[r];
    }
}

} // namespace

Var additiveEnergies(Tape &tape, Var keys, Var query, const Parameter &v, const GridOwners &owners)
{
    const Index n = owners.positions;
    const Index a = tape.rows(query);
    const Index grids = tape.cols(keys) / n;
    const Var energies = tape.make(n, tape.cols(query));
    MatrixMap e = tape.value(energies);
    // One matrix of tanh values per hypothesis: the backward pass needs them again.
    MatrixMap activation = tape.scratch(a, n * tape.cols(query));
    const MatrixMap q = tape.value(query);
    const MatrixMap key = tape.value(keys);
    forEachGrid(owners, grids, [&](Index s, const std::vector<Index> &mine) {
        for (Index i = 0; i < n; ++i)
            for (const Index b : mine) {
                auto t = activation.col(b * n + i);
                t.array() = (key.col(s * n + i) + q.col(b)).array().tanh();
                e(i, b) = t.dot(v.value.col(0));
            }
    });
    if (tape.recording())
        tape.record(energies, [&tape, keys, query, &v, owners, energies, activation, n, a, grids] {
            const MatrixMap de = tape.gradient(energies);
            MatrixMap dq = tape.gradient(query);
            MatrixMap dKeys = tape.gradient(keys);
            Scalar *dv = tape.parameterGradient(v).data();
            forEachGrid(owners, grids, [&](Index s, const std::vector<Index> &mine) {
                for (Index i = 0; i < n; ++i)
                    for (const Index b : mine)
                        additiveBackward(a, de(i, b), v.value.data(), activation.col(b * n + i).data(),
                                         dKeys.col(s * n + i).data(), dq.col(b).data(), dv);
            });
        });
    return energies;
}

Var dotEnergies(Tape &tape, Var keys, Var query, const GridOwners &owners)
{
    const Index n = owners.positions;
    const Index grids = tape.cols(keys) / n;
    const Var energies = tape.make(n, tape.cols(query));
    MatrixMap e = tape.value(energies);
    forEachGrid(owners, grids, [&](Index s, const std::vector<Index> &mine) {
        const Matrix all = tape.value(keys).middleCols(s * n, n).transpose() * gathered(tape.value(query), mine);
        for (std::size_t j = 0; j < mine.size(); ++j)
            e.col(mine[j]) = all.col(static_cast<Index>(j));
    });
    if (tape.recording())
        tape.record(energies, [&tape, keys, query, owners, energies, n, grids] {
            const MatrixMap de = tape.gradient(energies);
            MatrixMap dq = tape.gradient(query);
            MatrixMap dKeys = tape.gradient(keys);
            forEachGrid(owners, grids, [&](Index s, const std::vector<Index> &mine) {
                const Matrix d = gathered(de, mine);
                const Matrix all = tape.value(keys).middleCols(s * n, n) * d;
                for (std::size_t j = 0; j < mine.size(); ++j)
                    dq.col(mine[j]) += all.col(static_cast<Index>(j));
                dKeys.middleCols(s * n, n).noalias() += gathered(tape.value(query), mine) * d.transpose();
            });
        });
    return energies;
}

Var softmax(Tape &tape, Var energies)
{
    const std::vector<int> lengths(static_cast<std::size_t>(tape.cols(energies)),
                                   static_cast<int>(tape.rows(energies)));
    return maskedSoftmax(tape, energies, lengths); // whose derivative does not ask for the lengths
}

Var weightedSum(Tape &tape, Var values, Var weights, const GridOwners &owners)
{
    const Index n = owners.positions;
    const Index grids = tape.cols(values) / n;
    const Var context = tape.make(tape.rows(values), tape.cols(weights));
    MatrixMap c = tape.value(context);
    forEachGrid(owners, grids, [&](Index s, const std::vector<Index> &mine) {
        const Matrix all = tape.value(values).middleCols(s * n, n) * gathered(tape.value(weights), mine);
        for (std::size_t j = 0; j < mine.size(); ++j)
            c.col(mine[j]) = all.col(static_cast<Index>(j));
    });
    if (tape.recording())
        tape.record(context, [&tape, values, weights, owners, context, n, grids] {
            const MatrixMap dc = tape.gradient(context);
            MatrixMap da = tape.gradient(weights);
            MatrixMap dValues = tape.gradient(values);
            forEachGrid(owners, grids, [&](Index s, const std::vector<Index> &mine) {
                const Matrix d = gathered(dc, mine);
                const Matrix all = tape.value(values).middleCols(s * n, n).transpose() * d;
                for (std::size_t j = 0; j < mine.size(); ++j)
                    da.col(mine[j]) += all.col(static_cast<Index>(j));
                dValues.middleCols(s * n, n).noalias() += d * gathered(tape.value(weights), mine).transpose();
            });
        });
    return context;
}

Var meanOfGrids(Tape &tape, Var x, Index positions)
{
    const Index grids = tape.cols(x) / positions;
    const Var y = tape.make(tape.rows(x), grids);
    for (Index s = 0; s < grids; ++s)
        tape.value(y).col(s) = tape.value(x).middleCols(s * positions, positions).rowwise().mean();
    if (tape.recording())
        tape.record(y, [&tape, x, y, positions, grids] {
            MatrixMap dx = tape.gradient(x);
            const Matrix dy = tape.gradient(y) / static_cast<Scalar>(positions);
            for (Index s = 0; s < grids; ++s)
                dx.middleCols(s * positions, positions).colwise() += dy.col(s);
        });
    return y;
}

Var doublyStochastic(Tape &tape, std::span<const Var> weights, Scalar scale)
{
    // missing = 1 - sum_t a_t, n x B_0
    MatrixMap missing = tape.scratch(tape.rows(weights.front()), tape.cols(weights.front()));
    missing.setOnes();
    for (const Var step : weights)
        missing.leftCols(tape.cols(step)) -= tape.value(step);
    const Var loss = tape.make(1, 1);
    const Scalar perPosition = scale / static_cast<Scalar>(missing.rows());
    tape.value(loss)(0, 0) = perPosition * missing.squaredNorm();
    if (tape.recording())
        tape.record(loss, [&tape, loss, missing, perPosition, kept = std::vector<Var>(weights.begin(), weights.end())] {
            const Scalar d = -2 * perPosition * tape.gradient(loss)(0, 0);
            for (const Var step : kept)
                tape.gradient(step) += d * missing.leftCols(tape.cols(step));
        });
    return loss;
}

Var add(Tape &tape, Var x1, Var x2)
{
    const Var y = tape.make(tape.rows(x1), tape.cols(x1));
    tape.value(y) = tape.value(x1) + tape.value(x2);
    if (tape.recording())
        tape.record(y, [&tape, x1, x2, y] {
            tape.gradient(x1) += tape.gradient(y);
            tape.gradient(x2) += tape.gradient(y);
        });
    return y;
}

} // namespace fovea
