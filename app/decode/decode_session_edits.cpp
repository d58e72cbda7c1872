// What-if: the part of DecodeSession that changes the weights of a step.
#include <algorithm>
#include <cmath>

#include "app/decode/decode_session.h"
#include "app/decode/decode_stopwatch.h"
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

/// What the change masks for its own step and for those after it.
std::vector<int> maskedFromHere(const NodeChange &change)
{
    return change.kind == NodeChange::Kind::MaskedStep ? std::vector<int>() : change.positions;
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
    const HypothesisNode &now = tree().node(nodeAt(path, step));
    // A mask from here on stays, but for what the person gave a weight again.
    std::vector<int> masked = maskedFromHere(now.change);
    std::erase_if(masked, [&weights](int position) { return position >= weights.size() || weights[position] > 0; });
    const NodeId changed = tree().overrideWeights(now.parent, weights, masked);
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
    // What was masked in this step stays so, as long as it was.
    std::vector<int> fromHere = maskedFromHere(now.change);
    std::vector<int> stepOnly =
        now.change.kind == NodeChange::Kind::MaskedStep ? now.change.positions : now.change.stepPositions;
    std::vector<int> &extended = reach == MaskReach::FromHere ? fromHere : stepOnly;
    extended.insert(extended.end(), positions.begin(), positions.end());
    const NodeId changed = fromHere.empty() ? words.maskPositions(now.parent, stepOnly, MaskReach::ThisStep)
                                            : words.maskPositions(now.parent, fromHere, MaskReach::FromHere, stepOnly);
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
