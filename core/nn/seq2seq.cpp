#include "core/nn/seq2seq.h"

#include "core/autograd/grid_ops.h"

namespace fovea
{

Seq2Seq::Seq2Seq(const Sizes &sizes, Index mostScalars)
    : sizes_(sizes), parameters_(mostScalars),
      encoder_({sizes.sourceVocabulary, sizes.embedding, sizes.encoder}, parameters_),
      decoder_({sizes.match, sizes.targetVocabulary, sizes.embedding, 2 * sizes.encoder, sizes.decoder, sizes.attention,
                sizes.kind},
               parameters_)
{
}

void Seq2Seq::initialize(std::mt19937 &random)
{
    encoder_.initialize(random);
    decoder_.initialize(random);
}

Decoder::Memory Seq2Seq::remember(Tape &tape, std::span<const int> ids, std::span<const int> lengths,
                                  const LossOptions &options, std::mt19937 &random) const
{
    const Encoder::Output encoded = encoder_.encode(tape, ids, lengths, options.dropout, random);
    return decoder_.remember(tape, encoded.annotations, encoded.last, lengths);
}

Var Seq2Seq::logits(Tape &tape, const TranslationBatch &batch, const LossOptions &options, std::mt19937 &random,
                    std::vector<Var> *weights) const
{
    const Index sentences = batch.size();
    const Index steps = static_cast<Index>(batch.inputs.size()) / sentences;
    const Decoder::Memory memory = remember(tape, batch.source, batch.sourceLengths, options, random);
    const Var embedded = dropout(tape, decoder_.embed(tape, batch.inputs), options.dropout, random);
    const Var words = decoder_.projectWords(tape, embedded);
    std::vector<Var> states;
    std::vector<Var> contexts;
    Var state = memory.initialState;
    for (Index t = 0; t < steps; ++t) {
        const Decoder::Step step = decoder_.step(tape, memory, state, tape.columns(words, t * sentences, sentences));
        state = step.state;
        states.push_back(step.state);
        contexts.push_back(step.context);
        if (weights && step.weights.valid())
            weights->push_back(step.weights);
    }
    return decoder_.readout(tape, concatColumns(tape, states), concatColumns(tape, contexts), embedded, options.dropout,
                            random);
}

Var Seq2Seq::loss(Tape &tape, const TranslationBatch &batch, const LossOptions &options, std::mt19937 &random) const
{
    std::vector<Var> weights;
    const Var out = logits(tape, batch, options, random, &weights);
    const Var loss = crossEntropy(tape, out, batch.targets, options.smoothing, options.normalizer);
    if (options.guide <= 0 || batch.linkStarts.empty() || weights.empty())
        return loss;
    const ColumnLinks links{batch.linkStarts, batch.linkPositions};
    return add(tape, loss, linkCrossEntropy(tape, weights, links, options.guide / options.normalizer));
}

} // namespace fovea
