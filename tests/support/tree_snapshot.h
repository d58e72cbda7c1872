#pragma once

#include <cmath>
#include <memory>
#include <string>

#include "core/types/hypothesis_snapshot.h"

namespace fovea::test
{

/// Appends a node below `parent` and returns its index; the score is its log-probability by its depth.
inline int addNode(HypothesisSnapshot &tree, int parent, const std::string &token, double probability)
{
    HypothesisSnapshot::Node node;
    if (!tree.nodes.empty()) {
        const auto &above = tree.nodes[static_cast<std::size_t>(parent)];
        node.parent = parent;
        node.id = static_cast<int>(tree.nodes.size()) + 3;
        node.token = token;
        node.probability = probability;
        node.depth = above.depth + 1;
        node.totalLogProbability = above.totalLogProbability + std::log(probability);
        node.score = node.totalLogProbability / node.depth;
        node.finished = token == "⟨end⟩";
    }
    tree.nodes.push_back(node);
    return static_cast<int>(tree.nodes.size()) - 1;
}

/// Two hypotheses of a search and a branch with a chosen word:
///
///     0 start - 1 we - 2 are - 3 learning - 4 machine - 5 translation - 6 end (best)
///                    |                    \ 7 robot (chosen, masks position 4) - 8 end
///                    \ 9 learn - 10 end
inline HypothesisSnapshot smallTree()
{
    HypothesisSnapshot tree;
    addNode(tree, -1, "", 1);
    const int we = addNode(tree, 0, "we", 0.8);
    const int are = addNode(tree, we, "are", 0.6);
    const int learning = addNode(tree, are, "learning", 0.9);
    const int machine = addNode(tree, learning, "machine", 0.85);
    const int translation = addNode(tree, machine, "translation", 0.9);
    tree.best = addNode(tree, translation, "⟨end⟩", 0.95);
    const int robot = addNode(tree, learning, "robot", 0.02);
    tree.nodes[static_cast<std::size_t>(robot)].forced = true;
    tree.nodes[static_cast<std::size_t>(robot)].edit = {NodeChange::Kind::MaskedStep, {4}};
    tree.nodes[static_cast<std::size_t>(robot)].change = "forced “robot”";
    addNode(tree, robot, "⟨end⟩", 0.5);
    const int learn = addNode(tree, we, "learn", 0.3);
    addNode(tree, learn, "⟨end⟩", 0.7);
    tree.current = machine;
    return tree;
}

/// A search's tree: `branches` hypotheses of `length` words that part at the root.
inline HypothesisSnapshot wideTree(int branches, int length)
{
    HypothesisSnapshot tree;
    addNode(tree, -1, "", 1);
    for (int b = 0; b < branches; ++b) {
        int node = 0;
        for (int i = 0; i < length; ++i)
            node = addNode(tree, node, "word" + std::to_string(b) + "." + std::to_string(i), 0.5);
    }
    return tree;
}

inline std::shared_ptr<const HypothesisSnapshot> shared(HypothesisSnapshot tree)
{
    return std::make_shared<const HypothesisSnapshot>(std::move(tree));
}

} // namespace fovea::test
