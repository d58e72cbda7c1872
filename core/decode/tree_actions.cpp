#include "core/decode/tree_actions.h"

#include <string>

#include "core/types/error.h"

namespace fovea
{

namespace
{

NodeId editedChild(HypothesisTree &tree, NodeId parent, const TreeAction &action)
{
    switch (action.change.kind) {
    case NodeChange::Kind::OverriddenWeights:
        return tree.overrideWeights(parent, action.weights, action.change.positions);
    case NodeChange::Kind::MaskedStep:
        return tree.maskPositions(parent, action.change.positions, MaskReach::ThisStep);
    case NodeChange::Kind::MaskedFromHere:
        return tree.maskPositions(parent, action.change.positions, MaskReach::FromHere, action.change.stepPositions);
    default:
        return kNoNode;
    }
}

NodeId replay(HypothesisTree &tree, NodeId parent, const TreeAction &action)
{
    if (const NodeId edited = editedChild(tree, parent, action); edited != kNoNode)
        return tree.node(edited).token == action.token ? edited : tree.replaceToken(edited, action.token);
    return action.forced ? tree.force(parent, action.token) : tree.extend(parent, action.token);
}

} // namespace

std::vector<TreeAction> recordActions(const HypothesisTree &tree)
{
    std::vector<TreeAction> actions;
    actions.reserve(static_cast<std::size_t>(tree.size()) - 1);
    for (NodeId id = kRootNode + 1; id < tree.size(); ++id) {
        const HypothesisNode &node = tree.node(id);
        TreeAction action{node.parent, node.token, node.forced, node.change, {}};
        if (node.change.kind == NodeChange::Kind::OverriddenWeights)
            action.weights = node.expansion->weights();
        actions.push_back(std::move(action));
    }
    return actions;
}

std::vector<NodeId> replayActions(HypothesisTree &tree, std::span<const TreeAction> actions, const RunControl &control)
{
    std::vector<NodeId> nodes{kRootNode};
    nodes.reserve(actions.size() + 1);
    const auto count = static_cast<long long>(actions.size());
    long long reported = -1;
    for (const TreeAction &action : actions) {
        if (control.stopRequested())
            throw Cancelled();
        const std::string name = "action " + std::to_string(nodes.size());
        if (action.parent < 0 || static_cast<std::size_t>(action.parent) >= nodes.size())
            throw InputError(name + " follows node " + std::to_string(action.parent) + ", which is not made before it");
        try {
            nodes.push_back(replay(tree, nodes[static_cast<std::size_t>(action.parent)], action));
        } catch (const InputError &problem) {
            throw InputError(name + ": " + problem.what());
        }
        const auto done = static_cast<long long>(nodes.size()) - 1;
        if (const long long mille = done * 1000 / count; mille != reported) {
            reported = mille;
            control.report(done, count);
        }
    }
    nodes.erase(nodes.begin());
    return nodes;
}

} // namespace fovea
