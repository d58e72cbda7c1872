#pragma once

#include <vector>

#include "core/types/matrix.h"

namespace fovea
{

/// How long a mask lasts.
enum class MaskReach {
    ThisStep, ///< the weights of one step
    FromHere, ///< that step and every one after it
};

/// What a person changed on the way from a node of the hypothesis tree to its child.
struct NodeChange {
    enum class Kind {
        None,              ///< nothing: the model's or a search's own word
        ForcedWord,        ///< another word than the most probable one
        OverriddenWeights, ///< all weights of the step were given
        MaskedStep,        ///< source positions took no part in the step
        MaskedFromHere,    ///< source positions take no part from this step on
    };

    Kind kind = Kind::None;
    /// The positions masked here, increasing, without those inherited from above: for the step (MaskedStep), from here
    /// on (MaskedFromHere, and OverriddenWeights where such a mask goes with the weights). Empty otherwise.
    std::vector<int> positions;
    /// MaskedFromHere: those that take no part in this step only, increasing, none of them in `positions`.
    std::vector<int> stepPositions = {};

    /// Where the weights were changed the word may have been chosen too: the node's `forced` says so.
    bool operator==(const NodeChange &) const = default;
};

/// One node of a hypothesis tree as what has to be done to get it again (core/decode/tree_actions.h).
struct TreeAction {
    int parent = 0;      ///< node in the recorded tree: 0 the root, k the node of the k-th action counted from 1
    int token = -1;      ///< emitted vocabulary index
    bool forced = false; ///< the person chose the word
    NodeChange change;
    Vector weights; ///< n, sums to 1, for OverriddenWeights; empty otherwise
};

} // namespace fovea
