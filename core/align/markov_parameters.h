#pragma once

#include <vector>

#include "core/align/lexicon.h"

namespace fovea
{

/// What a hidden Markov model of alignments is made of.
struct MarkovParameters {
    static constexpr int kMostJump = 20; ///< longer jumps count as this one

    Lexicon lexicon;
    std::vector<double> jumps; ///< 2 kMostJump + 1 probabilities of jumps -kMostJump .. kMostJump
    double emptyWord = 0.08;
};

} // namespace fovea
