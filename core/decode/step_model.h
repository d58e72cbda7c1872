#pragma once

#include <span>

#include "core/types/matrix.h"

namespace fovea
{

/// One encoded input, ready to be attended: the only way decoding reaches a model.
/// B hypotheses advance together, one column each; n annotations of size d, decoder state of size m, V words.
/// Not thread-safe: step() uses buffers of its own. One object per decoding job.
class StepModel
{
public:
    struct Inputs {
        Eigen::Ref<const Matrix> states; ///< m x B, z_t
        std::span<const int> previous;   ///< B target ids, y_t; beginId() at the first step
        /// n x B weights that replace the softmax output, or null. A column whose first entry is NaN is not replaced.
        /// The others are finite, non-negative and sum to 1 (HypothesisTree sees to that).
        const Matrix *weights = nullptr;
    };

    struct Outputs {
        Matrix energies;         ///< n x B; 0 rows when the match is none
        Matrix weights;          ///< n x B; columns sum to 1; for none: 1/n everywhere has no meaning, so 0 rows
        Matrix contexts;         ///< d x B, c_t
        Matrix states;           ///< m x B, z_{t+1}
        Matrix logProbabilities; ///< V x B, natural log
    };

    virtual ~StepModel() = default;

    virtual Index sourceLength() const = 0;   ///< n
    virtual Index vocabularySize() const = 0; ///< V
    virtual int beginId() const = 0;
    virtual int endId() const = 0;
    virtual const Vector &initialState() const = 0; ///< m, z_0
    virtual const Matrix &annotations() const = 0;  ///< d x n, h_i
    /// True when weights can be looked at and replaced (every match but none).
    virtual bool attends() const = 0;

    /// e = match(h, z), a = softmax(e), c = sum a h, z' = GRU(z, [y; c]), log p = log softmax(readout(z', c, y)).
    /// Deterministic; column b depends on column b of the inputs only. Resizes the outputs; with unchanged sizes
    /// nothing is allocated.
    virtual void step(const Inputs &inputs, Outputs &outputs) = 0;
};

} // namespace fovea
