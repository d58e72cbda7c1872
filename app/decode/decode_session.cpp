#include "app/decode/decode_session.h"

#include <algorithm>
#include <iterator>

#include "app/decode/decode_stopwatch.h"
#include "core/types/error.h"

namespace fovea::app
{

DecodeSession::DecodeSession(std::shared_ptr<const DecodeInput> input) : input_(std::move(input)) {}

HypothesisTree &DecodeSession::tree()
{
    if (!tree_)
        tree_ = input_->begin();
    return *tree_;
}

NodeId DecodeSession::leaf(const DecodePath &path) const { return path.nodes.empty() ? kRootNode : path.nodes.back(); }

DecodeReply DecodeSession::begin(const BeamOptions &options, Extent extent, const RunControl &control)
{
    const std::lock_guard lock(mutex_);
    HypothesisTree &words = tree();
    Stopwatch watch(words);
    DecodePath path;
    auto outcome = DecodeOutcome::Finished;
    if (extent == Extent::WholeOutput || options.width > 1)
        outcome = runOn(kRootNode, options, control, path.nodes);
    else
        path.nodes = {words.step(kRootNode)};
    path.shown = static_cast<int>(path.nodes.size());
    watch.stop(path.shown);
    if (extent == Extent::FirstWord)
        path.shown = std::min(path.shown, 1);
    return reply(std::move(path), outcome, options, &watch);
}

DecodeReply DecodeSession::step(DecodePath path)
{
    const std::lock_guard lock(mutex_);
    HypothesisTree &words = tree();
    Stopwatch watch(words);
    if (path.shown < static_cast<int>(path.nodes.size())) {
        ++path.shown;
        return reply(std::move(path), DecodeOutcome::Finished, options_, nullptr);
    }
    path.nodes.push_back(words.step(leaf(path)));
    watch.stop(1);
    ++path.shown;
    return reply(std::move(path), DecodeOutcome::Finished, options_, &watch);
}

DecodeReply DecodeSession::finish(DecodePath path, const BeamOptions &options, const RunControl &control)
{
    const std::lock_guard lock(mutex_);
    HypothesisTree &words = tree();
    Stopwatch watch(words);
    const auto before = static_cast<int>(path.nodes.size());
    auto outcome = DecodeOutcome::Finished;
    if (words.canStep(leaf(path)))
        outcome = runOn(leaf(path), options, control, path.nodes);
    path.shown = static_cast<int>(path.nodes.size());
    watch.stop(path.shown - before);
    return reply(std::move(path), outcome, options, &watch);
}

DecodeReply DecodeSession::show(DecodePath path, int shown)
{
    const std::lock_guard lock(mutex_);
    path.shown = std::clamp(shown, 0, static_cast<int>(path.nodes.size()));
    return reply(std::move(path), DecodeOutcome::Finished, options_, nullptr);
}

DecodeReply DecodeSession::force(DecodePath path, int step, const std::vector<int> &ids, const BeamOptions &options,
                                 Extent extent, const RunControl &control)
{
    const std::lock_guard lock(mutex_);
    HypothesisTree &words = tree();
    Stopwatch watch(words);
    const auto known = static_cast<int>(path.nodes.size());
    const auto at = static_cast<std::size_t>(std::clamp(step, 0, known));
    std::vector<NodeId> nodes(path.nodes.begin(), path.nodes.begin() + static_cast<std::ptrdiff_t>(at));
    NodeId last = nodes.empty() ? kRootNode : nodes.back();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        // A word that stands there already is replaced by a sibling, so that overridden weights stay in force.
        const bool replaces = i == 0 && at < path.nodes.size();
        last = replaces ? words.replaceToken(path.nodes[at], ids[i]) : words.force(last, ids[i]);
        nodes.push_back(last);
    }
    if (nodes.size() <= path.nodes.size() && std::equal(nodes.begin(), nodes.end(), path.nodes.begin())) {
        path.shown = std::max(path.shown, static_cast<int>(nodes.size())); // the same words: nothing changes
        return reply(std::move(path), DecodeOutcome::Finished, options_, nullptr);
    }
    auto outcome = DecodeOutcome::Finished;
    if (extent == Extent::WholeOutput && words.canStep(last))
        outcome = runOn(last, options, control, nodes);
    path.nodes = std::move(nodes);
    path.shown = static_cast<int>(path.nodes.size());
    watch.stop(path.shown - static_cast<int>(at));
    return reply(std::move(path), outcome, options, &watch);
}

DecodeReply DecodeSession::forceText(DecodePath path, int step, const std::string &text, const BeamOptions &options,
                                     Extent extent, const RunControl &control)
{
    const std::vector<int> ids = input_->targetIds(text);
    if (ids.empty())
        throw InputError("there is no word in this text");
    return force(std::move(path), step, ids, options, extent, control);
}

DecodeOutcome DecodeSession::runOn(NodeId from, const BeamOptions &options, const RunControl &control,
                                   std::vector<NodeId> &nodes)
{
    HypothesisTree &words = tree();
    if (options.width > 1) {
        const BeamResult result = beamSearch(words, from, options, control);
        nodes = words.path(result.best().leaf);
        return result.outcome;
    }
    const DecodeResult result = words.runToEnd(from, control);
    nodes = words.path(result.leaf);
    return result.outcome;
}

DecodeReply DecodeSession::reply(DecodePath path, DecodeOutcome outcome, const BeamOptions &options,
                                 const Stopwatch *watch)
{
    HypothesisTree &words = tree();
    options_ = options;
    DecodeReply answer;
    answer.outcome = outcome;
    if (watch)
        watch->writeTo(answer);
    answer.finished = !path.nodes.empty() && words.node(path.nodes.back()).finished;
    answer.canExtend = words.canStep(leaf(path));

    const NodeId shown = path.shown > 0 ? path.nodes[static_cast<std::size_t>(path.shown - 1)] : kRootNode;
    AttentionTrace trace = input_->trace(words, shown);
    trace.decoding.beam = options.width;
    trace.decoding.lengthPenalty = options.lengthPenalty;
    trace.decoding.score = beamScore(words, shown, options);
    answer.trace = std::make_shared<const AttentionTrace>(std::move(trace));
    for (int t = 0; t < path.shown; ++t)
        answer.masked.push_back(words.node(words.back(path.nodes[static_cast<std::size_t>(t)])).masked);
    answer.tree = snapshotAt(shown, *answer.trace);
    answer.path = std::move(path);
    return answer;
}

} // namespace fovea::app
