#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/types/attention.h"

namespace fovea::test
{

/// A trace from its words and its weights[target][source]; energies are the weights' logarithms.
inline AttentionTrace makeTrace(std::vector<std::string> source, const std::vector<std::string> &target,
                                const std::vector<std::vector<double>> &weights, bool complete = true)
{
    AttentionTrace trace;
    trace.model = {"zh-en-additive", "", "translation", MatchFunction::Additive};
    trace.source.labels = std::move(source);
    trace.complete = complete;
    for (std::size_t t = 0; t < target.size(); ++t) {
        AttentionStep step;
        step.token = target[t];
        step.piece = "\u2581" + target[t];
        step.id = static_cast<int>(t) + 10;
        step.logProbability = -0.1 * static_cast<double>(t + 1);
        step.weights.resize(static_cast<Index>(weights[t].size()));
        for (std::size_t i = 0; i < weights[t].size(); ++i)
            step.weights[static_cast<Index>(i)] = static_cast<Scalar>(weights[t][i]);
        step.energies = (step.weights.array() + Scalar(1e-4)).log().matrix();
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

/// 我们学习机器翻译。 -> we are learning machine translation . <end>, 7 rows x 10 columns, with plausible weights.
inline AttentionTrace translationTrace()
{
    AttentionTrace trace = makeTrace({"我", "们", "学", "习", "机", "器", "翻", "译", "。", "⟨end⟩"},
                                     {"we", "are", "learning", "machine", "translation", ".", "⟨end⟩"},
                                     {{0.44, 0.40, 0.04, 0.03, 0.02, 0.02, 0.01, 0.01, 0.02, 0.01},
                                      {0.20, 0.18, 0.29, 0.20, 0.03, 0.02, 0.02, 0.02, 0.02, 0.02},
                                      {0.03, 0.03, 0.45, 0.38, 0.03, 0.02, 0.02, 0.01, 0.02, 0.01},
                                      {0.01, 0.01, 0.04, 0.03, 0.47, 0.38, 0.03, 0.02, 0.005, 0.005},
                                      {0.01, 0.01, 0.02, 0.01, 0.04, 0.05, 0.45, 0.38, 0.02, 0.01},
                                      {0.01, 0.01, 0.01, 0.01, 0.01, 0.02, 0.03, 0.05, 0.62, 0.23},
                                      {0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.02, 0.03, 0.27, 0.62}});
    trace.sourceText = "我们学习机器翻译。";
    trace.targetText = "we are learning machine translation .";
    return trace;
}

/// The translation after `count` steps, not complete.
inline AttentionTrace translationTraceAfter(std::size_t count)
{
    AttentionTrace trace = translationTrace();
    trace.steps.resize(count);
    trace.complete = false;
    return trace;
}

/// n x n with a soft diagonal: row t looks most at column t. Words s0 ... and t0 ...
inline AttentionTrace diagonalTrace(int n)
{
    AttentionTrace trace;
    trace.complete = true;
    for (int i = 0; i < n; ++i)
        trace.source.labels.push_back("s" + std::to_string(i));
    for (int t = 0; t < n; ++t) {
        AttentionStep step;
        step.token = "t" + std::to_string(t);
        step.weights = Vector::Constant(n, Scalar(0.4) / static_cast<Scalar>(n));
        step.weights[t] += Scalar(0.6);
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

inline std::shared_ptr<const AttentionTrace> shared(AttentionTrace trace)
{
    return std::make_shared<const AttentionTrace>(std::move(trace));
}

} // namespace fovea::test
