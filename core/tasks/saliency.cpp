#include "core/tasks/saliency.h"

#include <limits>
#include <vector>

#include "core/metrics/rank_correlation.h"
#include "core/nn/saliency.h"
#include "core/text/tokenizer.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

std::vector<int> sourceIds(const Translator &translator, const AttentionTrace &trace)
{
    if (trace.model.name != translator.info().name)
        throw InputError("the trace is of the model \"" + trace.model.name + "\", not of \"" + translator.info().name +
                         "\"");
    std::vector<int> ids = translator.sourceTokenizer().encode(trace.sourceText);
    ids.push_back(translator.sourceTokenizer().endId());
    if (static_cast<Index>(ids.size()) != trace.source.size())
        throw InputError("the trace has " + std::to_string(trace.source.size()) + " source positions, its text has " +
                         std::to_string(ids.size()));
    return ids;
}

std::vector<int> targetIds(const Translator &translator, const AttentionTrace &trace)
{
    std::vector<int> ids;
    for (const AttentionStep &step : trace.steps) {
        if (step.id < 0 || step.id >= translator.targetTokenizer().size())
            throw InputError("step " + std::to_string(ids.size() + 1) +
                             " has no word of the model: saliency needs a trace that was just decoded, with its "
                             "subwords not merged");
        ids.push_back(step.id);
    }
    return ids;
}

/// n x T: the weights of overridden steps, NaN in the others.
Matrix replacedWeights(const AttentionTrace &trace)
{
    Matrix weights = Matrix::Constant(trace.source.size(), static_cast<Index>(trace.steps.size()),
                                      std::numeric_limits<Scalar>::quiet_NaN());
    for (std::size_t t = 0; t < trace.steps.size(); ++t)
        if (const AttentionStep &step = trace.steps[t]; step.overridden && step.weights.size() == trace.source.size())
            weights.col(static_cast<Index>(t)) = step.weights;
    return weights;
}

} // namespace

Saliency saliency(const Translator &translator, const AttentionTrace &trace, const RunControl &control)
{
    const std::vector<int> source = sourceIds(translator, trace);
    const std::vector<int> targets = targetIds(translator, trace);
    std::vector<int> inputs{translator.targetTokenizer().beginId()};
    inputs.insert(inputs.end(), targets.begin(), targets.end());
    const Matrix replaced = replacedWeights(trace);
    const SaliencyInput input{source, std::span(inputs).first(targets.size()), targets, &replaced};
    Saliency result{gradientTimesInput(translator.model(), input, control), {}};
    for (Index t = 0; t < result.values.rows(); ++t) {
        if (const Scalar sum = result.values.row(t).sum(); sum > 0)
            result.values.row(t) /= sum;
        result.rankCorrelation.push_back(
            rankCorrelation(trace.steps[static_cast<std::size_t>(t)].weights, result.values.row(t).transpose()));
    }
    return result;
}

AttentionTrace withSaliency(const AttentionTrace &trace, const Saliency &saliency)
{
    if (saliency.values.rows() != static_cast<Index>(trace.steps.size()) ||
        saliency.values.cols() != trace.source.size())
        throw InputError("the saliency is of another trace");
    AttentionTrace shown = trace;
    for (std::size_t t = 0; t < shown.steps.size(); ++t) {
        shown.steps[t].weights = saliency.values.row(static_cast<Index>(t)).transpose();
        shown.steps[t].energies.resize(0);
    }
    return shown;
}

} // namespace fovea
