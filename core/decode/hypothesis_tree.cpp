#include "core/decode/hypothesis_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/types/error.h"

namespace fovea
{

namespace
{

/// Index of the largest value, the first of equals. Throws ModelError when a probability does not exist.
int firstMaximum(const Expansion::View &logProbabilities)
{
    Scalar best = -std::numeric_limits<Scalar>::infinity();
    int argmax = -1;
    for (Index id = 0; id < logProbabilities.size(); ++id) {
        const Scalar value = logProbabilities[id];
        if (std::isnan(value))
            throw ModelError("the model gave a word a probability that is not a number");
        if (value > best) {
            best = value;
            argmax = static_cast<int>(id);
        }
    }
    if (argmax < 0)
        throw ModelError("the model gave every word the probability zero");
    return argmax;
}

std::string ofCount(Index position, Index count)
{
    return "weight " + std::to_string(position + 1) + " of " + std::to_string(count);
}

/// Writes weights / sum into column 0 of `normalized` (n x 1).
void normalizeWeights(const Eigen::Ref<const Vector> &weights, Index n, Matrix &normalized)
{
    if (weights.size() != n)
        throw InputError("expected " + std::to_string(n) + " weights, got " + std::to_string(weights.size()));
    double sum = 0;
    for (Index i = 0; i < n; ++i) {
        if (!std::isfinite(weights[i]))
            throw InputError(ofCount(i, n) + " is not a finite number");
        if (weights[i] < 0)
            throw InputError(ofCount(i, n) + " is negative");
        sum += static_cast<double>(weights[i]);
    }
    if (!(sum > 0))
        throw InputError("the weights are all zero: at least one must be positive");
    normalized.resize(n, 1);
    for (Index i = 0; i < n; ++i)
        normalized(i, 0) = static_cast<Scalar>(static_cast<double>(weights[i]) / sum);
}

} // namespace

Expansion::Expansion(const StepModel::Outputs &outputs, Index column, bool overridden)
    : energies_(outputs.energies.rows()), weights_(outputs.weights.rows()), context_(outputs.contexts.rows()),
      state_(outputs.states.rows()), words_(outputs.logProbabilities.rows()), overridden_(overridden)
{
    values_.reserve(static_cast<std::size_t>(wordsAt() + words_));
    for (const Matrix *part :
         {&outputs.energies, &outputs.weights, &outputs.contexts, &outputs.states, &outputs.logProbabilities}) {
        if (part->rows() == 0)
            continue;
        const Scalar *first = part->data() + column * part->rows();
        values_.insert(values_.end(), first, first + part->rows());
    }
    argmax_ = firstMaximum(logProbabilities());
}

std::vector<int> topWords(const Expansion &expansion, int k)
{
    const auto words = expansion.logProbabilities();
    const auto better = [&words](int a, int b) { return words[a] != words[b] ? words[a] > words[b] : a < b; };
    const auto count = static_cast<std::size_t>(std::clamp<Index>(k, 0, words.size()));
    std::vector<int> top; // a heap whose front is the worst kept word
    if (count == 0)
        return top;
    top.reserve(count);
    for (int id = 0; id < static_cast<int>(words.size()); ++id) {
        if (top.size() < count) {
            top.push_back(id);
            std::push_heap(top.begin(), top.end(), better);
        } else if (better(id, top.front())) {
            std::pop_heap(top.begin(), top.end(), better);
            top.back() = id;
            std::push_heap(top.begin(), top.end(), better);
        }
    }
    std::sort_heap(top.begin(), top.end(), better);
    return top;
}

std::vector<Candidate> topCandidates(const Expansion &expansion, int k)
{
    std::vector<Candidate> candidates;
    for (const int id : topWords(expansion, k))
        candidates.push_back({.id = id, .token = {}, .probability = std::exp(expansion.logProbability(id))});
    return candidates;
}

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

void HypothesisTree::expandAll(std::span<const NodeId> nodes)
{
    pending_.clear();
    for (const NodeId id : nodes) {
        requireStep(id);
        if (!record(id).ahead && std::find(pending_.begin(), pending_.end(), id) == pending_.end())
            pending_.push_back(id);
    }
    if (pending_.empty())
        return;
    runModel(pending_, nullptr);
    for (std::size_t b = 0; b < pending_.size(); ++b)
        records_[static_cast<std::size_t>(pending_[b])].ahead =
            std::make_shared<const Expansion>(outputs_, static_cast<Index>(b), false);
}

std::shared_ptr<const Expansion> HypothesisTree::expand(NodeId from)
{
    expandAll({&from, 1});
    return record(from).ahead;
}

NodeId HypothesisTree::child(NodeId from, const std::shared_ptr<const Expansion> &expansion, int token, bool forced)
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
    const NodeId id = size();
    records_.push_back(std::move(added));
    parent.children.push_back(id);
    return id;
}

NodeId HypothesisTree::step(NodeId from)
{
    const auto expansion = expand(from);
    return child(from, expansion, expansion->argmax(), false);
}

NodeId HypothesisTree::force(NodeId from, int id)
{
    requireStep(from);
    requireWord(id);
    const auto expansion = expand(from);
    return child(from, expansion, id, id != expansion->argmax());
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
    return child(from, expand(from), id, false);
}

NodeId HypothesisTree::overrideWeights(NodeId from, const Eigen::Ref<const Vector> &weights)
{
    requireStep(from);
    if (!model_->attends())
        throw InputError("this model has no attention weights to change");
    normalizeWeights(weights, model_->sourceLength(), givenWeights_);
    for (const NodeId id : record(from).children) {
        const auto &known = node(id).expansion;
        if (known->overridden() && known->weights() == givenWeights_.col(0))
            return child(from, known, known->argmax(), false);
    }
    runModel({&from, 1}, &givenWeights_);
    const auto expansion = std::make_shared<const Expansion>(outputs_, 0, true);
    return child(from, expansion, expansion->argmax(), false);
}

NodeId HypothesisTree::replaceToken(NodeId id, int token)
{
    const HypothesisNode &chosen = node(id);
    if (!chosen.expansion)
        throw InputError("nothing was emitted yet, so there is no word to replace");
    return child(chosen.parent, chosen.expansion, token, token != chosen.expansion->argmax());
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
