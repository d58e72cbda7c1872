#pragma once

#include <string>
#include <vector>

#include "core/types/tree_action.h"

namespace fovea
{

/// The hypothesis tree as a value: what a view may show without touching the tree. Nodes are in the tree's order,
/// so a parent comes before its children, nodes[0] is the root and an index is the tree's NodeId.
struct HypothesisSnapshot {
    struct Node {
        int parent = -1;                ///< index into nodes; -1 at the root
        int id = -1;                    ///< emitted vocabulary index; -1 at the root
        std::string token;              ///< as shown to a person; empty at the root
        double probability = 0;         ///< of the word, in [0, 1]
        double totalLogProbability = 0; ///< natural log, summed from the root
        double score = 0;               ///< normalized by the penalties in force
        int depth = 0;                  ///< words from the root
        bool finished = false;          ///< the word is the end symbol
        bool forced = false;            ///< the person chose the word
        bool overridden = false;        ///< the person changed the weights it followed from, here or by a mask above
        NodeChange edit;                ///< what the person changed to get here
        std::string
            change; ///< `edit` in words, e.g. "forced “robot”": the app's, which can translate; core leaves it empty
    };

    std::vector<Node> nodes;
    int current = 0; ///< the node that the other views show
    int best = -1;   ///< the finished node with the highest score, the first of equals; -1 when none has finished
};

} // namespace fovea
