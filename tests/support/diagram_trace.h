#pragma once

#include <random>

#include "support/heatmap_trace.h"

namespace fovea::test
{

/// Adds annotations, contexts and states of size d = m to a trace, as a model would: entries in (-1, 1), each context
/// the weighted sum of the annotations.
inline AttentionTrace withStates(AttentionTrace trace, Index size = 48)
{
    std::mt19937 random(7);
    std::normal_distribution<double> normal(0, 0.6);
    const auto entry = [&] { return static_cast<Scalar>(std::tanh(normal(random))); };
    trace.annotations = Matrix::NullaryExpr(size, trace.source.size(), entry);
    trace.initialState = Vector::NullaryExpr(size, entry);
    for (AttentionStep &step : trace.steps) {
        step.state = Vector::NullaryExpr(size, entry);
        if (step.weights.size() == trace.annotations.cols())
            step.context = trace.annotations * step.weights;
        else
            step.context = trace.annotations.col(0);
    }
    return trace;
}

/// The fixed-vector baseline: no energies, no weights, the same context at every step.
inline AttentionTrace withoutMatch(AttentionTrace trace)
{
    trace.model.match = MatchFunction::None;
    for (AttentionStep &step : trace.steps) {
        step.energies.resize(0);
        step.weights.resize(0);
    }
    return withStates(std::move(trace));
}

} // namespace fovea::test
