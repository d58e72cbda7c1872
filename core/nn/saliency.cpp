#include "core/nn/saliency.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/types/error.h"

namespace fovea
{

namespace
{

constexpr Index kTapeScalars = 16'000'000;     // wanted on one tape, gradients not counted
constexpr Index kMostTapeScalars = 64'000'000; // a single copy of the sentence may need
constexpr Index kMostCopies = 32;

/// Scalars that one copy of the sentence keeps on the tape, about.
Index scalarsPerCopy(const Seq2Seq::Sizes &sizes, Index n, Index steps)
{
    const Index match = sizes.match == MatchFunction::Additive ? n * sizes.attention : 0;
    return steps * (match + 4 * n + Index{16} * sizes.decoder) + n * Index{32} * sizes.encoder;
}

std::vector<int> repeated(std::span<const int> ids, Index copies)
{
    std::vector<int> all;
    all.reserve(ids.size() * static_cast<std::size_t>(copies));
    for (const int id : ids)
        all.insert(all.end(), static_cast<std::size_t>(copies), id);
    return all;
}

/// The saliency of words first, first + 1, ...: each has a copy of the sentence for itself, so that one pass backward
/// over the sum of their log-probabilities gives the gradient of each.
class Words
{
public:
    Words(const Seq2Seq &model, const SaliencyInput &input, Tape &tape) : model_(model), input_(input), tape_(tape) {}

    void add(Index first, Index copies, Matrix &saliency)
    {
        const auto n = static_cast<Index>(input_.source.size());
        const std::vector<int> ids = repeated(input_.source, copies);
        const std::vector<int> lengths(static_cast<std::size_t>(copies), static_cast<int>(n));
        tape_.rewind();
        const Encoder::Output encoded = model_.encoder().encode(tape_, ids, lengths, 0, unused_);
        const Decoder::Memory memory = model_.decoder().remember(tape_, encoded.annotations, encoded.last, lengths);
        const std::vector<int> words = repeated(input_.inputs.first(static_cast<std::size_t>(first + copies)), copies);
        const Var logits = logitsOfWords(memory, words, first, copies);
        const auto targets = input_.targets.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(copies));
        tape_.backward(crossEntropy(tape_, logits, targets, 0, 1)); // - sum_b log p(y_{first + b})
        const MatrixMap gradient = tape_.gradient(encoded.embedded);
        const MatrixMap embedded = tape_.value(encoded.embedded);
        for (Index b = 0; b < copies; ++b)
            for (Index i = 0; i < n; ++i) {
                const Index column = i * copies + b;
                saliency(first + b, i) = gradient.col(column).cwiseProduct(embedded.col(column)).norm();
            }
    }

private:
    /// Teacher-forced logits, V x copies: column b is step first + b of copy b.
    Var logitsOfWords(const Decoder::Memory &memory, std::span<const int> words, Index first, Index copies)
    {
        const Decoder &decoder = model_.decoder();
        const Var embedded = decoder.embed(tape_, words);
        const Var projected = decoder.projectWords(tape_, embedded);
        std::vector<Var> states, contexts, previous;
        Var state = memory.initialState;
        for (Index t = 0; t < first + copies; ++t) {
            const Matrix replaced = replacedWeights(t, copies);
            const Decoder::Step step = decoder.step(tape_, memory, state, tape_.columns(projected, t * copies, copies),
                                                    replaced.size() > 0 ? &replaced : nullptr);
            state = step.state;
            if (t < first)
                continue;
            states.push_back(tape_.columns(step.state, t - first, 1));
            contexts.push_back(tape_.columns(step.context, t - first, 1));
            previous.push_back(tape_.columns(embedded, t * copies + t - first, 1));
        }
        return decoder.readout(tape_, concatColumns(tape_, states), concatColumns(tape_, contexts),
                               concatColumns(tape_, previous), 0, unused_);
    }

    /// n x copies, or nothing when step t keeps its own weights.
    Matrix replacedWeights(Index t, Index copies) const
    {
        if (!input_.replaced || std::isnan((*input_.replaced)(0, t)))
            return {};
        return input_.replaced->col(t).replicate(1, copies);
    }

    const Seq2Seq &model_;
    const SaliencyInput &input_;
    Tape &tape_;
    std::mt19937 unused_; ///< dropout is off
};

} // namespace

Matrix gradientTimesInput(const Seq2Seq &model, const SaliencyInput &input, const RunControl &control)
{
    const auto n = static_cast<Index>(input.source.size());
    const auto steps = static_cast<Index>(input.targets.size());
    Matrix saliency = Matrix::Zero(steps, n);
    const Index need = std::max<Index>(1, scalarsPerCopy(model.sizes(), n, steps));
    if (need > kMostTapeScalars)
        throw InputError("the sentences are too long for gradients: " + std::to_string(n) + " source and " +
                         std::to_string(steps) + " target tokens");
    const Index copies = std::clamp<Index>(kTapeScalars / need, 1, kMostCopies);
    Gradients gradients(model.parameters());
    Tape tape(&gradients);
    Words words(model, input, tape);
    for (Index first = 0; first < steps; first += copies) {
        if (control.stopRequested())
            throw Cancelled();
        const Index count = std::min(copies, steps - first);
        words.add(first, count, saliency);
        control.report(first + count, steps);
    }
    return saliency;
}

} // namespace fovea
