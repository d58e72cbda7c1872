// What-if: the part of DecodeSession that changes the weights of a step.
#include <algorithm>
#include <cmath>

#include "app/decode_session.h"
#include "app/decode_stopwatch.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

constexpr int kCandidates = 10;

NodeId nodeAt(const DecodePath &path, int step)
{
    if (step < 0 || step >= static_cast<int>(path.nodes.size()))
        throw InputError("there is no step " + std::to_string(step + 1) + " in this output");
    return path.nodes[static_cast<std::size_t>(step)];
}

bool isMask(NodeChange::Kind kind)
{
    return kind == NodeChange::Kind::MaskedStep || kind == NodeChange::Kind::MaskedFromHere;
}

} // namespace

WeightPreview DecodeSession::preview(const DecodePath &path, int step, const Vector &weights)
{
    const std::lock_guard lock(mutex_);
    HypothesisTree &words = tree();
    const HypothesisNode &now = words.node(nodeAt(path, step));
    const auto tried = words.previewWeights(now.parent, weights);
    WeightPreview preview;
    preview.step = step;
    AttentionStep &result = preview.result;
    result.id = tried->argmax();
    result.token = input_->display(result.id);
    result.energies = tried->energies();
    result.weights = tried->weights();
    result.context = tried->context();
    result.state = tried->state();
    result.logProbability = tried->logProbability(result.id);
    result.overridden = true;
    result.candidates = topCandidates(*tried, kCandidates);
    for (Candidate &candidate : result.candidates) {
        candidate.token = input_->display(candidate.id);
        preview.before.push_back(std::exp(now.expansion->logProbability(candidate.id)));
    }
    return preview;
}

DecodeReply DecodeSession::overrideWeights(DecodePath path, int step, const Vector &weights, const std::string &name,
                                           const BeamOptions &options, Extent extent, const RunControl &control)
{
    const std::lock_guard lock(mutex_);
    Stopwatch watch(tree());
    const NodeId changed = tree().overrideWeights(tree().node(nodeAt(path, step)).parent, weights);
    names_[changed] = name;
    return branch(std::move(path), step, changed, options, extent, control, watch);
}

DecodeReply DecodeSession::maskPositions(DecodePath path, int step, const std::vector<int> &positions, MaskReach reach,
                                         const BeamOptions &options, Extent extent, const RunControl &control)
{
    const std::lock_guard lock(mutex_);
    HypothesisTree &words = tree();
    Stopwatch watch(words);
    const HypothesisNode &now = words.node(nodeAt(path, step));
    std::vector<int> all = positions;
    if (isMask(now.change.kind)) { // what was masked in this step stays masked
        if (now.change.kind == NodeChange::Kind::MaskedFromHere && reach == MaskReach::ThisStep)
            throw InputError("other positions are masked from this step on: mask this one from here on too, or undo "
                             "that first");
        all.insert(all.end(), now.change.positions.begin(), now.change.positions.end());
    }
    const NodeId changed = words.maskPositions(now.parent, all, reach);
    return branch(std::move(path), step, changed, options, extent, control, watch);
}

DecodeReply DecodeSession::branch(DecodePath path, int step, NodeId changed, const BeamOptions &options, Extent extent,
                                  const RunControl &control, Stopwatch &watch)
{
    HypothesisTree &words = tree();
    if (path.nodes[static_cast<std::size_t>(step)] == changed)
        return reply(std::move(path), DecodeOutcome::Finished, options_, nullptr);
    const int shown = std::max(path.shown, step + 1);
    auto outcome = DecodeOutcome::Finished;
    std::vector<NodeId> nodes = words.path(changed);
    if (words.canStep(changed) && (extent == Extent::WholeOutput || options.width > 1)) {
        outcome = runOn(changed, options, control, nodes);
    } else if (words.canStep(changed)) {
        const DecodeResult result = words.runToEnd(changed, shown, control);
        nodes = words.path(result.leaf);
        if (result.outcome == DecodeOutcome::Stopped)
            outcome = result.outcome;
    }
    path.nodes = std::move(nodes);
    const auto known = static_cast<int>(path.nodes.size());
    path.shown = extent == Extent::WholeOutput ? known : std::min(shown, known);
    watch.stop(known - step);
    return reply(std::move(path), outcome, options, &watch);
}

} // namespace fovea::app
