#include "core/autograd/ops.h"

#include <cmath>

namespace fovea
{

Var crossEntropy(Tape &tape, Var logits, std::span<const int> targets, Scalar smoothing, Scalar normalizer)
{
    const Var loss = tape.make(1, 1);
    const MatrixMap in = tape.value(logits);
    const Scalar perWord = smoothing / static_cast<Scalar>(in.rows());
    MatrixMap logSum = tape.scratch(1, in.cols());
    double total = 0;
    for (Index j = 0; j < in.cols(); ++j) {
        const int target = targets[static_cast<std::size_t>(j)];
        if (target < 0)
            continue;
        const Scalar largest = in.col(j).maxCoeff();
        logSum(0, j) = largest + std::log((in.col(j).array() - largest).exp().sum());
        // -sum_k q_k log p_k with log p_k = x_k - logSum and sum_k q_k = 1
        total += logSum(0, j) - (1 - smoothing) * in(target, j);
        if (smoothing > 0)
            total -= perWord * in.col(j).sum();
    }
    tape.value(loss)(0, 0) = static_cast<Scalar>(total) / normalizer;
    if (tape.recording())
        tape.record(loss, [&tape, logits, loss, logSum, smoothing, perWord, normalizer,
                           kept = std::vector<int>(targets.begin(), targets.end())] {
            const Scalar scale = tape.gradient(loss)(0, 0) / normalizer;
            const MatrixMap x = tape.value(logits);
            MatrixMap dx = tape.assignGradient(logits);
            for (Index j = 0; j < x.cols(); ++j) {
                const int target = kept[static_cast<std::size_t>(j)];
                if (target < 0) {
                    dx.col(j).setZero();
                    continue;
                }
                dx.col(j).array() = scale * ((x.col(j).array() - logSum(0, j)).exp() - perWord);
                dx(target, j) -= scale * (1 - smoothing);
            }
        });
    return loss;
}

namespace
{

constexpr Scalar kLeast = Scalar(1e-12); // a weight that underflowed has no gradient either

/// Calls visit(column, positions) for the columns of `weights`, the first of which is column `first` of the links.
template <typename Visit>
void forLinkedColumns(const ColumnLinks &links, std::size_t first, Index columns, const Visit &visit)
{
    for (Index b = 0; b < columns; ++b) {
        const std::size_t column = first + static_cast<std::size_t>(b);
        const auto start = static_cast<std::size_t>(links.starts[column]);
        const auto end = static_cast<std::size_t>(links.starts[column + 1]);
        if (end > start)
            visit(b, links.positions.subspan(start, end - start));
    }
}

} // namespace

Var linkCrossEntropy(Tape &tape, std::span<const Var> weights, const ColumnLinks &links, Scalar scale)
{
    const Var loss = tape.make(1, 1);
    double total = 0;
    std::size_t first = 0;
    for (const Var step : weights) {
        const MatrixMap a = tape.value(step);
        forLinkedColumns(links, first, a.cols(), [&](Index b, std::span<const int> positions) {
            double sum = 0;
            for (const int i : positions)
                sum += std::log(std::max(a(i, b), kLeast));
            total -= sum / static_cast<double>(positions.size());
        });
        first += static_cast<std::size_t>(a.cols());
    }
    tape.value(loss)(0, 0) = scale * static_cast<Scalar>(total);
    if (tape.recording())
        tape.record(loss, [&tape, loss, links, scale, kept = std::vector<Var>(weights.begin(), weights.end())] {
            // da_ij = - scale / (|L_j| a_ij)
            const Scalar factor = -scale * tape.gradient(loss)(0, 0);
            std::size_t column = 0;
            for (const Var step : kept) {
                const MatrixMap a = tape.value(step);
                MatrixMap da = tape.gradient(step);
                forLinkedColumns(links, column, a.cols(), [&](Index b, std::span<const int> positions) {
                    const Scalar share = factor / static_cast<Scalar>(positions.size());
                    for (const int i : positions)
                        da(i, b) += share / std::max(a(i, b), kLeast);
                });
                column += static_cast<std::size_t>(a.cols());
            }
        });
    return loss;
}

void logSoftmaxColumns(Eigen::Ref<Matrix> logits)
{
    for (Index j = 0; j < logits.cols(); ++j) {
        const Scalar largest = logits.col(j).maxCoeff();
        const Scalar logSum = largest + std::log((logits.col(j).array() - largest).exp().sum());
        logits.col(j).array() -= logSum;
    }
}

} // namespace fovea
