#pragma once

#include "core/types/attention.h"
#include "core/types/attention_report.h"

namespace fovea
{

/// Compares two outputs for one source: target words (AttentionStep::token) are aligned by their longest common
/// subsequence, the earliest of equals in A. Throws InputError when the sources differ in kind, positions or labels, or
/// when a step's weights do not fit its axis. Outputs too long to compare every pair (16 million pairs after the common
/// begin and end) are aligned by their common begin and end only.
TraceDifference traceDifference(const AttentionTrace &a, const AttentionTrace &b);

TraceSummary summarize(const AttentionTrace &trace);

} // namespace fovea
