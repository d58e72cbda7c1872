#include "core/nn/decoder.h"

#include <cmath>

#include "core/nn/initializer.h"
#include "core/types/error.h"

namespace fovea
{

Decoder::Decoder(const Sizes &sizes, ParameterSet &parameters) : sizes_(sizes)
{
    const int d = sizes.annotation;
    const int m = sizes.state;
    const int e = sizes.embedding;
    embedding_ = &parameters.add("decoder.embedding", e, sizes.vocabulary);
    initial_ = &parameters.add("decoder.initial", m, d);
    initialBias_ = &parameters.add("decoder.initial_bias", m, 1);
    switch (sizes.match) {
    case MatchFunction::None:
        break;
    case MatchFunction::Cosine:
        logScale_ = &parameters.add("match.log_scale", 1, 1);
        [[fallthrough]];
    case MatchFunction::Dot:
        if (d != m)
            throw ModelError("the " + std::string(name(sizes.match)) +
                             " match compares annotations and states directly: they must have the same size, not " +
                             std::to_string(d) + " and " + std::to_string(m));
        break;
    case MatchFunction::Additive:
        key_ = &parameters.add("match.key", sizes.attention, d);
        keyBias_ = &parameters.add("match.key_bias", sizes.attention, 1);
        query_ = &parameters.add("match.query", sizes.attention, m);
        v_ = &parameters.add("match.v", sizes.attention, 1);
        break;
    case MatchFunction::Bilinear:
        key_ = &parameters.add("match.key", m, d);
        break;
    }
    word_ = &parameters.add("decoder.word", 3 * m, e);
    inputBias_ = &parameters.add("decoder.input_bias", 3 * m, 1);
    context_ = &parameters.add("decoder.context", 3 * m, d);
    recurrent_ = &parameters.add("decoder.recurrent", 3 * m, m);
    recurrentBias_ = &parameters.add("decoder.recurrent_bias", 3 * m, 1);
    if (sizes.kind == DecoderKind::Conditional) {
        contextBias_ = &parameters.add("decoder.context_bias", 3 * m, 1);
        update_ = &parameters.add("decoder.update", 3 * m, m);
        updateBias_ = &parameters.add("decoder.update_bias", 3 * m, 1);
    }
    readout_ = &parameters.add("readout.weight", e, m + d + e);
    readoutBias_ = &parameters.add("readout.bias", e, 1);
    outputBias_ = &parameters.add("output.bias", sizes.vocabulary, 1);
}

void Decoder::initialize(std::mt19937 &random)
{
    normal(embedding_->value, 1 / std::sqrt(static_cast<Scalar>(sizes_.embedding)), random);
    for (Parameter *weight : {initial_, key_, query_, v_, word_, context_, readout_})
        if (weight)
            glorot(weight->value, random);
    orthogonal(recurrent_->value, random);
    if (update_)
        orthogonal(update_->value, random);
    if (logScale_)
        logScale_->value.setConstant(2); // energies within +-e^2
}

Decoder::Memory Decoder::remember(Tape &tape, Var values, Var summary, std::span<const int> lengths) const
{
    Memory memory;
    memory.values = values;
    memory.fixed = summary;
    memory.lengths = lengths;
    memory.initialState = tanh(tape, affine(tape, *initial_, initialBias_, summary));
    switch (sizes_.match) {
    case MatchFunction::None:
        break;
    case MatchFunction::Dot:
        memory.keys = values;
        break;
    case MatchFunction::Cosine:
        memory.keys = normalizeColumns(tape, values);
        break;
    case MatchFunction::Additive:
    case MatchFunction::Bilinear:
        memory.keys = affine(tape, *key_, keyBias_, values);
        break;
    }
    return memory;
}

Var Decoder::embed(Tape &tape, std::span<const int> ids) const { return lookup(tape, *embedding_, ids); }

Var Decoder::projectWords(Tape &tape, Var embedded) const { return affine(tape, *word_, inputBias_, embedded); }

Var Decoder::energies(Tape &tape, const Memory &memory, Var state) const
{
    const GridOwners &grids = memory.grids;
    const auto dot = [&](Var query) {
        return grids.shared() ? dotEnergies(tape, memory.keys, query, grids.first(tape.cols(query)))
                              : dotEnergies(tape, memory.keys, query, memory.lengths);
    };
    switch (sizes_.match) {
    case MatchFunction::Additive: {
        const Var query = affine(tape, *query_, nullptr, state);
        return grids.shared() ? additiveEnergies(tape, memory.keys, query, *v_, grids.first(tape.cols(query)))
                              : additiveEnergies(tape, memory.keys, query, *v_, memory.lengths);
    }
    case MatchFunction::Cosine:
        return scaleByExp(tape, *logScale_, dot(normalizeColumns(tape, state)));
    default:
        return dot(state);
    }
}

void Decoder::projectContexts(Tape &tape, Memory &memory) const
{
    const Var contexts = sizes_.match == MatchFunction::None ? memory.fixed : memory.values;
    // The bias goes along: weights sum to 1.
    memory.contextInput = affine(tape, *context_, contextBias_, contexts);
    const Var zero = tape.make(sizes_.embedding, tape.cols(contexts));
    tape.value(zero).setZero();
    memory.contextReadout = affineColumns(tape, *readout_, sizes_.state, contexts, zero);
}

Var Decoder::imageOfContext(Tape &tape, const Memory &memory, Var images, const Step &step, Var addend) const
{
    if (step.weights.valid())
        return weightedSum(tape, images, step.weights, memory.lengths, addend);
    const Var one = tape.make(tape.rows(images), tape.cols(step.query));
    if (addend.valid())
        tape.value(one) = tape.value(addend);
    else
        tape.value(one).setZero();
    tape.value(one).colwise() += tape.value(images).col(0);
    return one;
}

Var Decoder::context(Tape &tape, const Memory &memory, Var weights, Index hypotheses) const
{
    const GridOwners grids = memory.grids.shared() ? memory.grids.first(hypotheses) : GridOwners{};
    if (sizes_.match != MatchFunction::None)
        return grids.shared() ? weightedSum(tape, memory.values, weights, grids)
                              : weightedSum(tape, memory.values, weights, memory.lengths);
    if (grids.shared())
        return gatherColumns(tape, memory.fixed, grids.owners);
    if (hypotheses == tape.cols(memory.fixed))
        return memory.fixed;
    return gatherColumns(tape, memory.fixed, std::vector<int>(static_cast<std::size_t>(hypotheses), 0));
}

Var Decoder::updateInput(Tape &tape, const Memory &memory, const Step &step, Var words) const
{
    const Var addend = sizes_.kind == DecoderKind::Conditional ? Var{} : words;
    if (memory.contextInput.valid())
        return imageOfContext(tape, memory, memory.contextInput, step, addend);
    return affine(tape, *context_, contextBias_, step.context, addend);
}

Decoder::Step Decoder::step(Tape &tape, const Memory &memory, Var state, Var words, const Matrix *replaced) const
{
    const bool conditional = sizes_.kind == DecoderKind::Conditional;
    Step step;
    step.query = conditional ? gruCell(tape, words, *recurrent_, *recurrentBias_, state) : state;
    if (sizes_.match != MatchFunction::None) {
        step.energies = energies(tape, memory, step.query);
        const bool constant = replaced && tape.recording();
        if (constant)
            step.weights = tape.constant(*replaced);
        else
            step.weights = memory.grids.shared() ? softmax(tape, step.energies)
                                                 : maskedSoftmax(tape, step.energies, memory.lengths);
        if (replaced && !constant)
            for (Index b = 0; b < replaced->cols(); ++b)
                if (!std::isnan((*replaced)(0, b)))
                    tape.value(step.weights).col(b) = replaced->col(b);
    }
    step.context = context(tape, memory, step.weights, tape.cols(state));
    const Var input = updateInput(tape, memory, step, words);
    step.state = conditional ? gruCell(tape, input, *update_, *updateBias_, step.query)
                             : gruCell(tape, input, *recurrent_, *recurrentBias_, state);
    return step;
}

Var Decoder::readout(Tape &tape, Var states, Var contexts, Var embedded, Scalar dropoutRate, std::mt19937 &random) const
{
    const Var parts[] = {states, contexts, embedded};
    const Var hidden = tanh(tape, affine(tape, *readout_, readoutBias_, concatRows(tape, parts)));
    return transposedAffine(tape, *embedding_, *outputBias_, dropout(tape, hidden, dropoutRate, random));
}

Var Decoder::readout(Tape &tape, const Memory &memory, const Step &step, Var embedded) const
{
    const Index m = sizes_.state;
    const Index d = sizes_.annotation;
    Var sum = tape.make(sizes_.embedding, tape.cols(step.state));
    tape.value(sum).colwise() = readoutBias_->value.col(0);
    sum = affineColumns(tape, *readout_, 0, step.state, sum);
    sum = affineColumns(tape, *readout_, m + d, embedded, sum);
    if (memory.contextReadout.valid())
        sum = imageOfContext(tape, memory, memory.contextReadout, step, sum);
    else
        sum = affineColumns(tape, *readout_, m, step.context, sum);
    return transposedAffine(tape, *embedding_, *outputBias_, tanh(tape, sum));
}

void Decoder::pack()
{
    for (Parameter *weight : {key_, query_, word_, context_, recurrent_, update_, readout_})
        if (weight)
            weight->half = HalfMatrix::pack(weight->value);
    embedding_->halfTransposed = HalfMatrix::pack(embedding_->value.transpose());
}

} // namespace fovea
