#pragma once

#include "core/tasks/translator.h"
#include "core/types/attention_report.h"

namespace fovea
{

/// How much each source position mattered to each word of a translation, by gradient x input (core/nn/saliency.h),
/// each row normalized to sum 1, and its rank correlation with the attention of the same step.
///
/// The words of the trace are fed as they are, forced words included. Where weights were overridden or masked
/// (AttentionStep::overridden) the trace's weights are used as constants: what mattered through them is counted, how
/// the match would have moved them is not.
/// Throws InputError when the trace is not this translator's (no ids, another source), or too long; Cancelled on a
/// stop. Takes about as long as T decodes; progress is (words, T).
Saliency saliency(const Translator &translator, const AttentionTrace &trace, const RunControl &control = {});

/// The trace with the saliency in place of the weights, for every view and export that draws weights, and for
/// mergeSubwords. Energies are left out. Throws InputError when the sizes disagree.
AttentionTrace withSaliency(const AttentionTrace &trace, const Saliency &saliency);

} // namespace fovea
