#pragma once

#include <string>
#include <vector>

#include "core/types/attention.h"

namespace fovea
{

/// A stretch of the output that says one phrase again and again.
struct RepeatedPhrase {
    std::vector<int> rows; ///< all steps of the stretch, increasing
    int times = 0;         ///< how often the phrase stands there
    std::string phrase;    ///< as a person reads it
};

/// A word 3 times in a row, or a phrase of 2 to 50 words twice in a row; subwords are merged to words first. A phrase
/// without a letter or ideograph ("...", "0 0 0") does not count. In the order of the output, without overlaps.
std::vector<RepeatedPhrase> repeatedPhrases(const AttentionTrace &trace);

} // namespace fovea
