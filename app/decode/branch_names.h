#pragma once

#include <map>
#include <string>

#include "core/types/attention.h"
#include "core/types/hypothesis_snapshot.h"

namespace fovea::app
{

/// Writes into every node's `change` what the person changed there, in the program's language: "forced “robot”",
/// "masked “雨” from here on", or the name that an edit of the weights was given (by node). `trace`: any of the same
/// input, for the words of the source.
void nameBranches(HypothesisSnapshot &snapshot, const AttentionTrace &trace, const std::map<int, std::string> &given);

} // namespace fovea::app
