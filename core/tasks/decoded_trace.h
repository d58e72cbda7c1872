#pragma once

#include "core/decode/hypothesis_tree.h"
#include "core/types/attention.h"

namespace fovea
{

class Tokenizer;

/// The words from the root to `leaf` with display texts, and the memory they looked at; `model`, `source` and
/// `sourceText` stay for the task to fill in. The score is of greedy decoding.
AttentionTrace decodedTrace(const HypothesisTree &tree, NodeId leaf, const Tokenizer &target);

} // namespace fovea
