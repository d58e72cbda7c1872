#include "core/nn/caption_model.h"

#include "core/nn/initializer.h"

namespace fovea
{

CaptionModel::CaptionModel(const Sizes &sizes, Index mostScalars)
    : sizes_(sizes), parameters_(mostScalars),
      weight_(&parameters_.add("annotation.weight", sizes.annotation, sizes.features)),
      bias_(&parameters_.add("annotation.bias", sizes.annotation, 1)),
      decoder_({sizes.match, sizes.vocabulary, sizes.embedding, sizes.annotation, sizes.decoder, sizes.attention,
                sizes.kind},
               parameters_)
{
}

void CaptionModel::initialize(std::mt19937 &random)
{
    glorot(weight_->value, random);
    decoder_.initialize(random);
}

void CaptionModel::foldNormalization(const Vector &mean, const Vector &deviation)
{
    weight_->value = weight_->value * deviation.cwiseInverse().asDiagonal();
    bias_->value.col(0) -= weight_->value * mean;
}

Var CaptionModel::annotations(Tape &tape, const Eigen::Ref<const Matrix> &features) const
{
    return tanh(tape, affine(tape, *weight_, bias_, tape.constant(features)));
}

Decoder::Memory CaptionModel::remember(Tape &tape, const Eigen::Ref<const Matrix> &features,
                                       std::span<const int> lengths) const
{
    const Var values = annotations(tape, features);
    return decoder_.remember(tape, values, meanOfGrids(tape, values, features.cols()), lengths);
}

Var CaptionModel::loss(Tape &tape, const CaptionBatch &batch, const CaptionLoss &options, std::mt19937 &random) const
{
    const Var values = dropout(tape, annotations(tape, batch.features), options.dropout, random);
    Decoder::Memory memory = decoder_.remember(tape, values, meanOfGrids(tape, values, batch.positions), {});
    memory.grids = {batch.positions, batch.owners};
    const Var embedded = dropout(tape, decoder_.embed(tape, batch.inputs), options.dropout, random);
    const Var words = decoder_.projectWords(tape, embedded);
    std::vector<Var> states, contexts, weights;
    Var state = gatherColumns(tape, memory.initialState, batch.owners);
    Index word = 0;
    for (const int active : batch.active) {
        if (tape.cols(state) > active)
            state = tape.columns(state, 0, active);
        const Decoder::Step step = decoder_.step(tape, memory, state, tape.columns(words, word, active));
        state = step.state;
        word += active;
        states.push_back(step.state);
        contexts.push_back(step.context);
        if (step.weights.valid())
            weights.push_back(step.weights);
    }
    const Var logits = decoder_.readout(tape, concatColumns(tape, states), concatColumns(tape, contexts), embedded,
                                        options.dropout, random);
    Var loss = crossEntropy(tape, logits, batch.targets, options.smoothing, options.normalizer);
    if (weights.empty())
        return loss;
    if (options.doublyStochastic > 0)
        loss = add(tape, loss, doublyStochastic(tape, weights, options.doublyStochastic / options.normalizer));
    return loss;
}

} // namespace fovea
