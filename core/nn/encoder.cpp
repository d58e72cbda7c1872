#include "core/nn/encoder.h"

#include <cmath>
#include <string>

#include "core/nn/initializer.h"

namespace fovea
{

Encoder::Encoder(const Sizes &sizes, ParameterSet &parameters) : sizes_(sizes)
{
    embedding_ = &parameters.add("encoder.embedding", sizes.embedding, sizes.vocabulary);
    for (std::size_t i = 0; i < directions_.size(); ++i) {
        const std::string prefix = i == 0 ? "encoder.forward." : "encoder.backward.";
        directions_[i] = {&parameters.add(prefix + "input", 3 * sizes.state, sizes.embedding),
                          &parameters.add(prefix + "input_bias", 3 * sizes.state, 1),
                          &parameters.add(prefix + "recurrent", 3 * sizes.state, sizes.state),
                          &parameters.add(prefix + "recurrent_bias", 3 * sizes.state, 1)};
    }
}

void Encoder::initialize(std::mt19937 &random)
{
    normal(embedding_->value, 1 / std::sqrt(static_cast<Scalar>(sizes_.embedding)), random);
    for (const Direction &direction : directions_) {
        glorot(direction.input->value, random);
        orthogonal(direction.recurrent->value, random);
    }
}

void Encoder::pack()
{
    for (const Direction &direction : directions_)
        for (Parameter *weight : {direction.input, direction.recurrent})
            weight->half = HalfMatrix::pack(weight->value);
}

std::vector<Var> Encoder::run(Tape &tape, const Direction &direction, Var embedded, std::span<const int> lengths,
                              bool backward) const
{
    const Index sequences = static_cast<Index>(lengths.size());
    const int n = static_cast<int>(tape.cols(embedded) / sequences);
    const Var projected = affine(tape, *direction.input, direction.inputBias, embedded);
    Var state = tape.constant(Matrix::Zero(sizes_.state, sequences));
    std::vector<Var> states(static_cast<std::size_t>(n));
    for (int step = 0; step < n; ++step) {
        const int position = backward ? n - 1 - step : step;
        state = gruCell(tape, tape.columns(projected, position * sequences, sequences), *direction.recurrent,
                        *direction.recurrentBias, state, lengths, position);
        states[static_cast<std::size_t>(position)] = state;
    }
    return states;
}

Encoder::Output Encoder::encode(Tape &tape, std::span<const int> ids, std::span<const int> lengths, Scalar dropoutRate,
                                std::mt19937 &random) const
{
    const Var embedded = dropout(tape, lookup(tape, *embedding_, ids), dropoutRate, random);
    const std::vector<Var> forward = run(tape, directions_[0], embedded, lengths, false);
    const std::vector<Var> backward = run(tape, directions_[1], embedded, lengths, true);
    const Var sides[] = {concatColumns(tape, forward), concatColumns(tape, backward)};
    // Past its end a sequence keeps its state, so the last column is the last forward state of every sequence.
    const Var ends[] = {forward.back(), backward.front()};
    return {dropout(tape, concatRows(tape, sides), dropoutRate, random), concatRows(tape, ends), embedded};
}

} // namespace fovea
