#pragma once

#include <span>
#include <vector>

#include "core/decode/hypothesis_tree.h"
#include "core/types/tree_action.h"

namespace fovea
{

/// The tree as what has to be done to get it again: action k - 1 makes node k.
std::vector<TreeAction> recordActions(const HypothesisTree &tree);

/// The actions on the nodes of a tree whose root stands for node 0: with the same model on the same input the same
/// nodes with the same bytes; with another model the same words and weights with its own numbers.
/// Returns the node of every action. Nodes that are there already are used and not made again.
/// Throws InputError that names the action (an unknown parent, a word or weights that do not fit this model, past the
/// end); what was done before stays in the tree. Throws Cancelled on a stop. Progress is (actions, all).
std::vector<NodeId> replayActions(HypothesisTree &tree, std::span<const TreeAction> actions,
                                  const RunControl &control = {});

} // namespace fovea
