#include "core/autograd/ops.h"

namespace fovea
{

namespace
{

/// Where the positions of one sequence stand in a memory of S sequences.
struct Positions {
    std::span<const int> lengths;
    Index sequences;

    Positions(std::span<const int> lengths_) : lengths(lengths_), sequences(static_cast<Index>(lengths_.size())) {}

    Index sequence(Index hypothesis) const { return sequences == 1 ? 0 : hypothesis; }
    Index length(Index hypothesis) const { return lengths[static_cast<std::size_t>(sequence(hypothesis))]; }

    using Strided = Eigen::Map<Matrix, 0, Eigen::OuterStride<>>;
    /// The annotations of one hypothesis: rows x length.
    Strided of(MatrixMap memory, Index hypothesis) const
    {
        return {memory.data() + sequence(hypothesis) * memory.rows(), memory.rows(), length(hypothesis),
                Eigen::OuterStride<>(memory.rows() * sequences)};
    }
};

} // namespace

Var additiveEnergies(Tape &tape, Var keys, Var query, const Parameter &v, std::span<const int> lengths)
{
    const Positions at(lengths);
    const Index n = tape.cols(keys) / at.sequences;
    const Index a = tape.rows(query);
    const Index hypotheses = tape.cols(query);
    const Var energies = tape.make(n, hypotheses);
    MatrixMap e = tape.value(energies);
    e.setZero();
    // One matrix of tanh values per hypothesis: the backward pass needs them again.
    MatrixMap activation = tape.scratch(a, n * hypotheses);
    const MatrixMap q = tape.value(query);
    for (Index b = 0; b < hypotheses; ++b) {
        const auto key = at.of(tape.value(keys), b);
        auto t = activation.middleCols(b * n, at.length(b));
        for (Index i = 0; i < key.cols(); ++i)
            t.col(i).array() = (key.col(i) + q.col(b)).array().tanh();
        e.col(b).head(key.cols()).noalias() = t.transpose() * v.value.col(0);
    }
    if (tape.recording())
        tape.record(energies, [&tape, keys, query, &v, lengths, energies, activation, n, hypotheses] {
            const Positions where(lengths);
            const MatrixMap de = tape.gradient(energies);
            MatrixMap dq = tape.gradient(query);
            MatrixMap dKeys = tape.gradient(keys);
            Matrix &dv = tape.parameterGradient(v);
            for (Index b = 0; b < hypotheses; ++b) {
                auto dk = where.of(dKeys, b);
                const auto t = activation.middleCols(b * n, where.length(b));
                dv.col(0).noalias() += t * de.col(b).head(t.cols());
                for (Index i = 0; i < t.cols(); ++i) {
                    auto d = (de(i, b) * v.value.col(0).array() * (1 - t.col(i).array().square())).matrix();
                    dk.col(i) += d;
                    dq.col(b) += d;
                }
            }
        });
    return energies;
}

Var dotEnergies(Tape &tape, Var keys, Var query, std::span<const int> lengths)
{
    const Positions at(lengths);
    const Index n = tape.cols(keys) / at.sequences;
    const Index hypotheses = tape.cols(query);
    const Var energies = tape.make(n, hypotheses);
    MatrixMap e = tape.value(energies);
    e.setZero();
    for (Index b = 0; b < hypotheses; ++b)
        e.col(b).head(at.length(b)).noalias() = at.of(tape.value(keys), b).transpose() * tape.value(query).col(b);
    if (tape.recording())
        tape.record(energies, [&tape, keys, query, lengths, energies, hypotheses] {
            const Positions where(lengths);
            const MatrixMap de = tape.gradient(energies);
            MatrixMap dq = tape.gradient(query);
            MatrixMap dKeys = tape.gradient(keys);
            for (Index b = 0; b < hypotheses; ++b) {
                const auto d = de.col(b).head(where.length(b));
                dq.col(b).noalias() += where.of(tape.value(keys), b) * d;
                where.of(dKeys, b).noalias() += tape.value(query).col(b) * d.transpose();
            }
        });
    return energies;
}

Var maskedSoftmax(Tape &tape, Var energies, std::span<const int> lengths)
{
    const Positions at(lengths);
    const Var weights = tape.make(tape.rows(energies), tape.cols(energies));
    MatrixMap a = tape.value(weights);
    const MatrixMap e = tape.value(energies);
    a.setZero();
    for (Index b = 0; b < e.cols(); ++b) {
        const auto in = e.col(b).head(at.length(b)).array();
        auto out = a.col(b).head(at.length(b)).array();
        out = (in - in.maxCoeff()).exp();
        out /= out.sum();
    }
    if (tape.recording())
        tape.record(weights, [&tape, energies, weights] {
            // de = a * (da - a . da)
            MatrixMap de = tape.gradient(energies);
            const MatrixMap da = tape.gradient(weights);
            const MatrixMap w = tape.value(weights);
            for (Index b = 0; b < w.cols(); ++b)
                de.col(b).array() += w.col(b).array() * (da.col(b).array() - w.col(b).dot(da.col(b)));
        });
    return weights;
}

Var weightedSum(Tape &tape, Var values, Var weights, std::span<const int> lengths, Var addend)
{
    const Positions at(lengths);
    const Index hypotheses = tape.cols(weights);
    const Var context = tape.make(tape.rows(values), hypotheses);
    MatrixMap c = tape.value(context);
    if (addend.valid())
        c = tape.value(addend);
    else
        c.setZero();
    for (Index b = 0; b < hypotheses; ++b)
        c.col(b).noalias() += at.of(tape.value(values), b) * tape.value(weights).col(b).head(at.length(b));
    if (tape.recording())
        tape.record(context, [&tape, values, weights, lengths, addend, context, hypotheses] {
            const Positions where(lengths);
            const MatrixMap dc = tape.gradient(context);
            if (addend.valid())
                tape.gradient(addend) += dc;
            MatrixMap da = tape.gradient(weights);
            MatrixMap dValues = tape.gradient(values);
            for (Index b = 0; b < hypotheses; ++b) {
                const Index length = where.length(b);
                da.col(b).head(length).noalias() += where.of(tape.value(values), b).transpose() * dc.col(b);
                where.of(dValues, b).noalias() += dc.col(b) * tape.value(weights).col(b).head(length).transpose();
            }
        });
    return context;
}

} // namespace fovea
