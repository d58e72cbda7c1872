#pragma once

#include <vector>

#include "core/decode/hypothesis_tree.h"
#include "core/types/run_control.h"

namespace fovea
{

/// Beam search with the scores of Wu et al. 2016 (GNMT), equation 14:
///   score(Y) = log p(Y) / lp(Y) + cp(Y)
///   lp = ((5 + |Y|) / 6)^lengthPenalty               |Y| words, the end symbol included
///   cp = coveragePenalty sum_i log min(sum_t a_ti, 1)   0 for match none
struct BeamOptions {
    int width = 1;              ///< hypotheses kept, in [1, kMaxBeamWidth]; 1 is greedy
    double lengthPenalty = 0.6; ///< >= 0; 0 ranks by the plain log-probability
    double coveragePenalty = 0; ///< >= 0
    int maxSteps = 0;           ///< most words of an output, the end symbol included; 0: the tree's own limit
};

inline constexpr int kMaxBeamWidth = 128;

struct BeamHypothesis {
    NodeId leaf = kRootNode;
    double score = 0;      ///< normalized, see BeamOptions
    bool finished = false; ///< it emitted the end symbol
};

struct BeamResult {
    /// Best first and never empty. Finished ones only; when none has finished, what was alive at the limit or stop.
    std::vector<BeamHypothesis> hypotheses;
    /// Finished: the best one emitted the end symbol and the search was not stopped.
    DecodeOutcome outcome = DecodeOutcome::Finished;

    const BeamHypothesis &best() const { return hypotheses.front(); }
    bool complete() const noexcept { return outcome == DecodeOutcome::Finished; }
};

/// Searches from `from` (words already on its path are kept and count) and adds what it keeps to the tree.
/// All live hypotheses advance in one StepModel::step. A hypothesis that emits the end symbol keeps its place in
/// the beam, so the search ends when all have ended; before that only when no live one can beat the best
/// finished one. Width 1 takes the same words as runToEnd() whatever the penalties. Progress is (words, limit).
/// Throws InputError for options out of range. A finished `from` is its own result.
BeamResult beamSearch(HypothesisTree &tree, NodeId from, const BeamOptions &options, const RunControl &control = {});

/// The score of the path from the root to `leaf`.
double beamScore(const HypothesisTree &tree, NodeId leaf, const BeamOptions &options);

} // namespace fovea
