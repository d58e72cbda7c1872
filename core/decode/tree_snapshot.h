#pragma once

#include <functional>
#include <string>

#include "core/decode/beam_search.h"
#include "core/types/hypothesis_snapshot.h"

namespace fovea
{

/// The tree as a value, every node scored for the penalties of `options` (its width plays no part). The model does not
/// run: call it again for other penalties.
/// `display`: the text of a vocabulary index, as Tokenizer::display. Throws InputError for options out of range and
/// when there is no node `current`.
HypothesisSnapshot snapshot(const HypothesisTree &tree, NodeId current, const BeamOptions &options,
                            const std::function<std::string(int id)> &display);

} // namespace fovea
