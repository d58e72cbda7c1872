#include "core/decode/tree_snapshot.h"

#include <cmath>

#include "core/metrics/attention_metrics.h"

namespace fovea
{

namespace
{

/// The coverage of every node, n x nodes: its parent's and its own weights. As beamScore() sums it.
Matrix coverages(const HypothesisTree &tree)
{
    Matrix sums = Matrix::Zero(tree.model().sourceLength(), tree.size());
    for (NodeId id = kRootNode + 1; id < tree.size(); ++id)
        sums.col(id) = sums.col(tree.node(id).parent) + tree.node(id).expansion->weights();
    return sums;
}

HypothesisSnapshot::Node describe(const HypothesisNode &node, const std::function<std::string(int)> &display)
{
    HypothesisSnapshot::Node shown;
    shown.totalLogProbability = node.totalLogProbability;
    shown.probability = 1;
    if (!node.expansion)
        return shown;
    shown.parent = node.parent;
    shown.id = node.token;
    shown.token = display(node.token);
    shown.probability = std::exp(node.logProbability);
    shown.depth = node.depth;
    shown.finished = node.finished;
    shown.forced = node.forced;
    shown.overridden = node.expansion->overridden();
    shown.edit = node.change;
    return shown;
}

} // namespace

HypothesisSnapshot snapshot(const HypothesisTree &tree, NodeId current, const BeamOptions &options,
                            const std::function<std::string(int)> &display)
{
    beamScore(tree, kRootNode, options); // refuses bad options
    tree.node(current);                  // refuses what is no node
    HypothesisSnapshot result;
    result.current = current;
    const bool covers = options.coveragePenalty > 0 && tree.model().attends();
    const Matrix sums = covers ? coverages(tree) : Matrix();
    for (NodeId id = kRootNode; id < tree.size(); ++id) {
        HypothesisSnapshot::Node node = describe(tree.node(id), display);
        node.score = node.totalLogProbability / lengthPenalty(node.depth, options.lengthPenalty);
        if (covers && id != kRootNode)
            node.score -= options.coveragePenalty * coveragePenalty(sums.col(id));
        if (node.finished &&
            (result.best < 0 || node.score > result.nodes[static_cast<std::size_t>(result.best)].score))
            result.best = id;
        result.nodes.push_back(std::move(node));
    }
    return result;
}

} // namespace fovea
