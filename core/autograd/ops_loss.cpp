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

void logSoftmaxColumns(Eigen::Ref<Matrix> logits)
{
    for (Index j = 0; j < logits.cols(); ++j) {
        const Scalar largest = logits.col(j).maxCoeff();
        const Scalar logSum = largest + std::log((logits.col(j).array() - largest).exp().sum());
        logits.col(j).array() -= logSum;
    }
}

} // namespace fovea
