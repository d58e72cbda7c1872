#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/types/attention.h"

namespace fovea::test
{

/// A trace as a model would make it, with numbers that a test can compute again: step t looks at position t of the
/// source most (weight 0.6) and at all others alike; its word has probability 0.5 and the vocabulary index 10 + t; its
/// other candidates are "other0".."other8" with the indices 100..108.
inline std::shared_ptr<AttentionTrace> sampleTrace(const std::vector<std::string> &source,
                                                   const std::vector<std::string> &target,
                                                   MatchFunction match = MatchFunction::Additive)
{
    auto trace = std::make_shared<AttentionTrace>();
    trace->model = {"sample", "", "translation", match};
    trace->source.labels = source;
    const auto n = static_cast<Index>(source.size());
    for (std::size_t t = 0; t < target.size(); ++t) {
        AttentionStep step;
        step.id = 10 + static_cast<int>(t);
        step.token = target[t];
        step.piece = "▁" + target[t];
        step.logProbability = std::log(0.5);
        if (match != MatchFunction::None) {
            step.weights = Vector::Constant(n, n > 1 ? Scalar(0.4) / static_cast<Scalar>(n - 1) : Scalar(1));
            step.weights[static_cast<Index>(t) % n] = n > 1 ? Scalar(0.6) : Scalar(1);
            step.energies = step.weights.array().log() + Scalar(2);
        }
        step.state = Vector::LinSpaced(24, -1, 1);
        step.context = Vector::LinSpaced(32, -2, 2);
        step.candidates.push_back({step.id, step.token, 0.5});
        for (int i = 0; i < 9; ++i)
            step.candidates.push_back({100 + i, "other" + std::to_string(i), 0.1 / (i + 1)});
        trace->steps.push_back(step);
    }
    trace->complete = !target.empty() && target.back() == "⟨end⟩";
    return trace;
}

} // namespace fovea::test
