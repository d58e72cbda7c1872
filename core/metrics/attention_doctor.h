#pragma once

#include <string>
#include <vector>

#include "core/types/attention.h"
#include "core/types/attention_report.h"

namespace fovea
{

// All functions throw InputError when a step's weights do not fit the source axis.

/// Every number about an output and its steps.
AttentionReport attentionReport(const AttentionTrace &trace);
/// The same without the steps, for a table of many sentences.
SentenceMetrics sentenceMetrics(const AttentionTrace &trace);

/// What looks broken; rows that are no distribution come first, since they make the rest doubtful.
///   collapsed     3 rows or more, none further than 0.1 from their mean (half the sum of absolute differences)
///   uniform       normalized entropy > 0.95
///   end sink      weight > 0.6 on the end symbol in a row before the last; only when the source has an end symbol
///   shifted       5 rows or more: moved by one row, the weights lie closer to the diagonal, by 0.4 rows at least and
///                 within 0.6 rows of it
///   zero row, not normalized row   a sum of 0, or further than 0.02 from 1 (files round to few digits)
///   uncovered     total weight < 0.1 on a source word; not judged while a decode is unfinished
///   repeated      a word 3 times in a row or a phrase twice in a row (repeated_phrases.h)
/// On pictures only the findings about rows and words apply; without weights (match none) only the last one.
std::vector<Finding> diagnose(const AttentionTrace &trace);

/// One plain English sentence that names the rows (from 1), the words and the number.
std::string describe(const Finding &finding, const AttentionTrace &trace);

} // namespace fovea
