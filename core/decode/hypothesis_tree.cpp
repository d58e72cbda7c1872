#include "core/decode/hypothesis_tree.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/decode/edited_weights.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

bool changesWeights(NodeChange::Kind kind)
{
    return kind != NodeChange::Kind::None && kind != NodeChange::Kind::ForcedWord;
}

} // namespace

HypothesisTree::HypothesisTree(std::unique_ptr<StepModel> model, int maxSteps)
    : model_(std::move(model)), maxSteps_(maxSteps)
{
    if (!model_)
        throw ModelError("there is no model to decode with");
    if (maxSteps < 1)
        throw InputError("an output needs room for at least 1 word, got a limit of " + std::to_string(maxSteps));
    Record root;
    root.node.token = model_->beginId();
    records_.push_back(std::move(root));
}

const HypothesisTree::Record &HypothesisTree::record(NodeId id) const
{
    if (id < 0 || id >= size())
        throw InputError("there is no step " + std::to_string(id) + " in this decode");
    return records_[static_cast<std::size_t>(id)];
}

std::vector<NodeId> HypothesisTree::path(NodeId leaf) const
{
    std::vector<NodeId> nodes(static_cast<std::size_t>(node(leaf).depth));
    for (auto at = nodes.rbegin(); at != nodes.rend(); ++at) {
        *at = leaf;
        leaf = node(leaf).parent;
    }
    return nodes;
}

std::vector<int> HypothesisTree::tokens(NodeId leaf) const
{
    std::vector<int> ids = path(leaf);
    for (int &id : ids)
        id = node(id).token;
    return ids;
}

NodeId HypothesisTree::back(NodeId id) const
{
    const NodeId parent = node(id).parent;
    return parent == kNoNode ? id : parent;
}

bool HypothesisTree::canStep(NodeId from) const
{
    const HypothesisNode &at = node(from);
    return !at.finished && at.depth < maxSteps_;
}

void HypothesisTree::requireStep(NodeId from) const
{
    if (canStep(from))
        return;
    if (node(from).finished)
        throw InputError("the output has ended: there is no step after the end symbol");
    throw InputError("the limit of " + std::to_string(maxSteps_) + " words is reached");
}

void HypothesisTree::requireWord(int id) const
{
    if (id < 0 || id >= model_->vocabularySize())
        throw InputError("word " + std::to_string(id) + " is outside the vocabulary of " +
                         std::to_string(model_->vocabularySize()));
}

void HypothesisTree::requireAttention() const
{
    if (!model_->attends())
        throw InputError("this model has no attention weights to change");
}

void HypothesisTree::runModel(std::span<const NodeId> nodes, const Matrix *weights)
{
    const Vector &initial = model_->initialState();
    states_.resize(initial.size(), static_cast<Index>(nodes.size()));
    previous_.resize(nodes.size());
    for (std::size_t b = 0; b < nodes.size(); ++b) {
        const HypothesisNode &from = node(nodes[b]);
        if (from.expansion)
            states_.col(static_cast<Index>(b)) = from.expansion->state();
        else
            states_.col(static_cast<Index>(b)) = initial;
        previous_[b] = from.token;
    }
    model_->step({.states = states_, .previous = previous_, .weights = weights}, outputs_);
}

void HypothesisTree::runMasked(std::span<const NodeId> nodes, std::span<const std::vector<int> *const> masks)
{
    runModel(nodes, nullptr); // for the energies
    givenWeights_.resize(outputs_.energies.rows(), outputs_.energies.cols());
    for (std::size_t b = 0; b < nodes.size(); ++b)
        maskedWeights(outputs_.energies.col(static_cast<Index>(b)), *masks[b],
                      givenWeights_.col(static_cast<Index>(b)));
    runModel(nodes, &givenWeights_);
}

void HypothesisTree::expandAll(std::span<const NodeId> nodes)
{
    pending_.clear();
    pendingMasked_.clear();
    masks_.clear();
    for (const NodeId id : nodes) {
        requireStep(id);
        const Record &at = record(id);
        std::vector<NodeId> &pending = at.node.masked.empty() ? pending_ : pendingMasked_;
        if (at.ahead || std::find(pending.begin(), pending.end(), id) != pending.end())
            continue;
        pending.push_back(id);
        if (!at.node.masked.empty())
            masks_.push_back(&at.node.masked);
    }
    const auto keep = [this](const std::vector<NodeId> &expanded, bool overridden) {
        for (std::size_t b = 0; b < expanded.size(); ++b)
            records_[static_cast<std::size_t>(expanded[b])].ahead =
                std::make_shared<const Expansion>(outputs_, static_cast<Index>(b), overridden);
    };
    if (!pending_.empty()) {
        runModel(pending_, nullptr);
        keep(pending_, false);
    }
    if (!pendingMasked_.empty()) {
        runMasked(pendingMasked_, masks_);
        keep(pendingMasked_, true);
    }
}

void HypothesisTree::releaseExpansion(NodeId leaf)
{
    record(leaf);
    Record &at = records_[static_cast<std::size_t>(leaf)];
    if (at.children.empty())
        at.ahead.reset();
}

std::shared_ptr<const Expansion> HypothesisTree::expand(NodeId from)
{
    expandAll({&from, 1});
    return record(from).ahead;
}

NodeId HypothesisTree::child(NodeId from, const std::shared_ptr<const Expansion> &expansion, int token, bool forced,
                             const NodeChange &change)
{
    requireWord(token);
    Record &parent = records_[static_cast<std::size_t>(from)];
    for (const NodeId id : parent.children) {
        const HypothesisNode &existing = node(id);
        if (existing.expansion == expansion && existing.token == token && existing.forced == forced)
            return id;
    }
    Record added;
    added.node.parent = from;
    added.node.token = token;
    added.node.expansion = expansion;
    added.node.logProbability = expansion->logProbability(token);
    added.node.totalLogProbability = parent.node.totalLogProbability + added.node.logProbability;
    added.node.depth = parent.node.depth + 1;
    added.node.forced = forced;
    added.node.finished = token == model_->endId();
    if (changesWeights(change.kind))
        added.node.change = change;
    else if (forced)
        added.node.change.kind = NodeChange::Kind::ForcedWord;
    added.node.masked = parent.node.masked;
    if (change.kind != NodeChange::Kind::MaskedStep)
        added.node.masked = united(parent.node.masked, change.positions);
    const NodeId id = size();
    records_.push_back(std::move(added));
    parent.children.push_back(id);
    return id;
}

NodeId HypothesisTree::step(NodeId from)
{
    const auto expansion = expand(from);
    return child(from, expansion, expansion->argmax(), false, {});
}

NodeId HypothesisTree::force(NodeId from, int id)
{
    requireStep(from);
    requireWord(id);
    const auto expansion = expand(from);
    return child(from, expansion, id, id != expansion->argmax(), {});
}

NodeId HypothesisTree::forceAll(NodeId from, std::span<const int> ids)
{
    for (const int id : ids)
        from = force(from, id);
    return from;
}

NodeId HypothesisTree::extend(NodeId from, int id)
{
    requireStep(from);
    requireWord(id);
    return child(from, expand(from), id, false, {});
}

void HypothesisTree::prepareWeights(NodeId from, const Eigen::Ref<const Vector> &weights,
                                    const std::vector<int> &masked)
{
    requireStep(from);
    requireAttention();
    normalizeWeights(weights, model_->sourceLength(), united(node(from).masked, masked), givenWeights_);
}

NodeId HypothesisTree::overrideWeights(NodeId from, const Eigen::Ref<const Vector> &weights,
                                       std::span<const int> maskedFromHere)
{
    NodeChange change{NodeChange::Kind::OverriddenWeights, {}};
    if (!maskedFromHere.empty())
        change.positions = checkedPositions(maskedFromHere, model_->sourceLength());
    prepareWeights(from, weights, change.positions);
    for (const NodeId id : record(from).children) {
        const auto &known = node(id).expansion;
        if (node(id).change == change && known->weights() == givenWeights_.col(0))
            return child(from, known, known->argmax(), false, change);
    }
    runModel({&from, 1}, &givenWeights_);
    const auto expansion = std::make_shared<const Expansion>(outputs_, 0, true);
    return child(from, expansion, expansion->argmax(), false, change);
}

std::shared_ptr<const Expansion> HypothesisTree::previewWeights(NodeId from, const Eigen::Ref<const Vector> &weights)
{
    prepareWeights(from, weights, {});
    runModel({&from, 1}, &givenWeights_);
    return std::make_shared<const Expansion>(outputs_, 0, true);
}

NodeId HypothesisTree::maskPositions(NodeId from, std::span<const int> positions, MaskReach reach,
                                     std::span<const int> stepOnly)
{
    requireStep(from);
    requireAttention();
    const Index n = model_->sourceLength();
    const NodeChange change = maskChange(positions, reach, stepOnly, n);
    for (const NodeId id : record(from).children)
        if (node(id).change == change)
            return child(from, node(id).expansion, node(id).expansion->argmax(), false, change);
    const std::vector<int> masked = united(united(node(from).masked, change.positions), change.stepPositions);
    if (static_cast<Index>(masked.size()) == n)
        throw InputError("every source position would be masked: at least one must stay");
    const std::vector<int> *const mask = &masked;
    runMasked({&from, 1}, {&mask, 1});
    const auto expansion = std::make_shared<const Expansion>(outputs_, 0, true);
    return child(from, expansion, expansion->argmax(), false, change);
}

NodeId HypothesisTree::replaceToken(NodeId id, int token)
{
    const HypothesisNode &chosen = node(id);
    if (!chosen.expansion)
        throw InputError("nothing was emitted yet, so there is no word to replace");
    return child(chosen.parent, chosen.expansion, token, token != chosen.expansion->argmax(), chosen.change);
}

DecodeResult HypothesisTree::runToEnd(NodeId from, int limit, const RunControl &control)
{
    limit = std::min(limit, maxSteps_);
    long long reported = -1;
    while (!node(from).finished) {
        if (node(from).depth >= limit)
            return {from, DecodeOutcome::LimitReached};
        if (control.stopRequested())
            return {from, DecodeOutcome::Stopped};
        from = step(from);
        const long long done = node(from).depth;
        if (const long long mille = done * 1000 / limit; mille != reported) {
            reported = mille;
            control.report(done, limit);
        }
    }
    return {from, DecodeOutcome::Finished};
}

} // namespace fovea
