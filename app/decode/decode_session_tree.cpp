// The tree of a DecodeSession: as a value, ranked, and its nodes shown.
#include <algorithm>

#include "app/decode/branch_names.h"
#include "app/decode/decode_session.h"
#include "core/decode/tree_snapshot.h"

namespace fovea::app
{

void DecodeSession::setRanking(double lengthPenalty, double coveragePenalty)
{
    const std::lock_guard lock(mutex_);
    ranking_.lengthPenalty = lengthPenalty;
    ranking_.coveragePenalty = coveragePenalty;
}

std::shared_ptr<const HypothesisSnapshot> DecodeSession::snapshotAt(NodeId current, const AttentionTrace &trace) const
{
    auto tree = std::make_shared<HypothesisSnapshot>(
        snapshot(*tree_, current, ranking_, [this](int id) { return input_->display(id); }));
    nameBranches(*tree, trace, names_);
    return tree;
}

/// The best finished node below `node`; where none has ended, the end of its most probable words.
NodeId DecodeSession::bestBelow(NodeId node) const
{
    NodeId best = kNoNode;
    double bestScore = 0;
    std::vector<NodeId> open{node};
    while (!open.empty()) {
        const NodeId here = open.back();
        open.pop_back();
        if (tree_->node(here).finished) {
            const double score = beamScore(*tree_, here, ranking_);
            if (best == kNoNode || score > bestScore) {
                best = here;
                bestScore = score;
            }
        }
        const auto children = tree_->children(here);
        open.insert(open.end(), children.begin(), children.end());
    }
    if (best != kNoNode)
        return best;
    for (auto children = tree_->children(node); !children.empty(); children = tree_->children(node))
        node = *std::max_element(children.begin(), children.end(), [this](NodeId a, NodeId b) {
            return tree_->node(a).logProbability < tree_->node(b).logProbability;
        });
    return node;
}

DecodeReply DecodeSession::select(DecodePath path, NodeId node)
{
    const std::lock_guard lock(mutex_);
    const HypothesisTree &words = tree();
    const int depth = words.node(node).depth;
    if (node == kRootNode) {
        path.shown = 0;
    } else if (std::find(path.nodes.begin(), path.nodes.end(), node) != path.nodes.end()) {
        path.shown = std::max(path.shown, depth);
    } else {
        path.nodes = words.path(bestBelow(node));
        path.shown = static_cast<int>(path.nodes.size());
    }
    return reply(std::move(path), DecodeOutcome::Finished, options_, nullptr);
}

} // namespace fovea::app
