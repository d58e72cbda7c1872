#pragma once

#include <span>

#include "core/nn/seq2seq.h"
#include "core/types/run_control.h"

namespace fovea
{

/// One output for one source, teacher-forced: what the gradients are taken of.
struct SaliencyInput {
    std::span<const int> source;  ///< n ids, the end symbol included
    std::span<const int> inputs;  ///< T ids fed to the decoder: begin, y_1, ..., y_{T-1}
    std::span<const int> targets; ///< T ids: y_1, ..., y_T
    /// n x T weights that replaced the softmax output, or null; a column whose first entry is NaN was not replaced.
    /// Replaced weights are constants: no gradient flows through the match of such a step.
    const Matrix *replaced = nullptr;
};

/// Gradient x input, T x n:  s_ti = | (d log p(y_t | y_<t, x) / d x_i) * x_i |_2  with * elementwise and x_i the source
/// embedding of position i (Denil et al. 2014; Li et al. 2016). Not normalized.
/// The T gradients are taken together, a few words at a time, so that the tape stays within some hundred MB.
/// Throws InputError when the sentences are too long for that, Cancelled on a stop. Progress is (words, T).
Matrix gradientTimesInput(const Seq2Seq &model, const SaliencyInput &input, const RunControl &control = {});

} // namespace fovea
