#include "core/tasks/decoded_trace.h"

#include "core/decode/beam_search.h"
#include "core/text/tokenizer.h"

namespace fovea
{

namespace
{

constexpr int kCandidates = 10;

AttentionStep decodedStep(const HypothesisNode &node, const Tokenizer &target)
{
    const Expansion &expansion = *node.expansion;
    AttentionStep step;
    step.id = node.token;
    step.token = target.display(node.token);
    step.piece = target.piece(node.token);
    step.energies = expansion.energies();
    step.weights = expansion.weights();
    step.context = expansion.context();
    step.state = expansion.state();
    step.logProbability = node.logProbability;
    step.forced = node.forced;
    step.overridden = expansion.overridden();
    step.candidates = topCandidates(expansion, kCandidates);
    for (Candidate &candidate : step.candidates)
        candidate.token = target.display(candidate.id);
    return step;
}

} // namespace

AttentionTrace decodedTrace(const HypothesisTree &tree, NodeId leaf, const Tokenizer &target)
{
    AttentionTrace trace;
    trace.annotations = tree.model().annotations();
    trace.initialState = tree.model().initialState();
    std::vector<int> words;
    for (const NodeId id : tree.path(leaf)) {
        const HypothesisNode &node = tree.node(id);
        trace.steps.push_back(decodedStep(node, target));
        if (!node.finished)
            words.push_back(node.token);
        trace.complete = node.finished;
    }
    trace.targetText = target.decode(words);
    const BeamOptions plain;
    trace.decoding = {plain.width, plain.lengthPenalty, beamScore(tree, leaf, plain)};
    return trace;
}

} // namespace fovea
