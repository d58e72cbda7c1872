#pragma once

#include "ui/decode/merged_trace.h"

namespace fovea::app
{

/// The trace over words (core/metrics/subwords.h). A trace without weights, or with none that fit, stays as it is.
ui::MergedTrace mergeToWords(const std::shared_ptr<const AttentionTrace> &trace);

} // namespace fovea::app
