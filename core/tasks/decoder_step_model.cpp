#include "core/tasks/decoder_step_model.h"

#include <utility>

namespace fovea
{

DecoderStepModel::DecoderStepModel(std::shared_ptr<const Decoder> decoder, int positions, const Remember &remember,
                                   int beginId, int endId)
    : decoder_(std::move(decoder)), beginId_(beginId), endId_(endId), lengths_{positions},
      memory_(remember(tape_, lengths_)), initialState_(tape_.value(memory_.initialState)),
      annotations_(tape_.value(memory_.values))
{
    if (!attends() || positions <= decoder_->sizes().annotation / 6)
        decoder_->projectContexts(tape_, memory_);
    afterMemory_ = tape_.mark();
}

void DecoderStepModel::step(const Inputs &inputs, Outputs &outputs)
{
    tape_.rewind(afterMemory_);
    const Var state = tape_.make(inputs.states.rows(), inputs.states.cols());
    tape_.value(state) = inputs.states;
    const Var embedded = decoder_->embed(tape_, inputs.previous);
    const Var words = decoder_->projectWords(tape_, embedded);
    const Decoder::Step step = decoder_->step(tape_, memory_, state, words, inputs.weights);
    const Var logits = decoder_->readout(tape_, memory_, step, embedded);

    const auto copy = [this](Var x, Matrix &out, Index columns) {
        if (x.valid())
            out = tape_.value(x);
        else
            out.resize(0, columns);
    };
    const Index columns = inputs.states.cols();
    copy(step.energies, outputs.energies, columns);
    copy(step.weights, outputs.weights, columns);
    copy(step.context, outputs.contexts, columns);
    copy(step.state, outputs.states, columns);
    copy(logits, outputs.logProbabilities, columns);
    logSoftmaxColumns(outputs.logProbabilities);
}

} // namespace fovea
