#include "core/align/aligner.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/align/diagonal_model.h"
#include "core/align/hidden_markov_model.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

/// The pairs that say something: both sides have words.
std::vector<IdPair> usable(std::span<const IdPair> pairs)
{
    std::vector<IdPair> kept;
    for (const IdPair &pair : pairs)
        if (!pair.source.empty() && !pair.target.empty())
            kept.push_back(pair);
    if (kept.empty())
        throw InputError("there is no sentence pair to align words in");
    return kept;
}

/// Jumps decay with their length until they are counted, as the diagonal prior has it.
std::vector<double> firstJumps()
{
    std::vector<double> jumps;
    for (int jump = -MarkovParameters::kMostJump; jump <= MarkovParameters::kMostJump; ++jump)
        jumps.push_back(std::exp(-0.5 * std::abs(jump - 1)));
    return jumps;
}

} // namespace

AlignmentModel::AlignmentModel(MarkovParameters parameters) : parameters_(std::move(parameters))
{
    const Lexicon &lexicon = parameters_.lexicon;
    const auto isProbability = [](double p) { return p >= 0 && p <= 1.001; };
    if (lexicon.probabilities().size() != lexicon.table().size() ||
        !std::all_of(lexicon.probabilities().begin(), lexicon.probabilities().end(), isProbability))
        throw InputError("the lexicon has no probability for each of its pairs");
    if (parameters_.jumps.size() != 2 * MarkovParameters::kMostJump + 1 ||
        !std::all_of(parameters_.jumps.begin(), parameters_.jumps.end(),
                     [](double p) { return p > 0 && std::isfinite(p); }))
        throw InputError("the jumps have no probabilities");
    if (!(parameters_.emptyWord > 0 && parameters_.emptyWord < 1))
        throw InputError("the empty word has no probability");
}

AlignmentModel AlignmentModel::train(std::span<const IdPair> all, const AlignerOptions &options,
                                     const RunControl &control)
{
    const std::vector<IdPair> pairs = usable(all);
    const int iterations = options.diagonalIterations + options.hmmIterations;
    Workers workers(std::max(1, options.threads));
    const auto next = [&](int iteration) {
        control.report(iteration, iterations);
        if (control.stopRequested())
            throw Cancelled();
    };
    MarkovParameters parameters{{}, firstJumps(), options.emptyWord};
    {
        DiagonalModel diagonal(pairs, options.emptyWord, options.alpha);
        for (int i = 0; i < options.diagonalIterations; ++i) {
            next(i);
            diagonal.iterate(workers, i > 0);
        }
        parameters.lexicon = diagonal.lexicon();
    }
    for (int i = 0; i < options.hmmIterations; ++i) {
        next(options.diagonalIterations + i);
        iterateMarkovModel(pairs, parameters, options.alpha, workers);
    }
    control.report(iterations, iterations);
    return AlignmentModel(std::move(parameters));
}

std::vector<int> AlignmentModel::align(const IdPair &pair) const
{
    std::vector<int> positions(pair.target.size(), -1);
    if (pair.source.empty() || pair.target.empty())
        return positions;
    MarkovPosteriors posteriors(parameters_);
    posteriors.compute(pair);
    for (Index j = 0; j < posteriors.words().cols(); ++j) {
        Index best = 0;
        if (posteriors.words().col(j).maxCoeff(&best) > posteriors.emptyWord()(j))
            positions[static_cast<std::size_t>(j)] = static_cast<int>(best);
    }
    return positions;
}

BidirectionalAligner BidirectionalAligner::train(std::span<const IdPair> pairs, const AlignerOptions &options,
                                                 const RunControl &control)
{
    const auto half = [&control](int which) {
        RunControl part{control.stop, {}};
        if (control.progress)
            part.progress = [&control, which](long long done, long long total) {
                control.progress(done + which * total, 2 * total);
            };
        return part;
    };
    AlignmentModel forward = AlignmentModel::train(pairs, options, half(0));
    std::vector<IdPair> swapped;
    swapped.reserve(pairs.size());
    for (const IdPair &pair : pairs)
        swapped.push_back({pair.target, pair.source});
    return {std::move(forward), AlignmentModel::train(swapped, options, half(1))};
}

std::vector<Link> BidirectionalAligner::links(const IdPair &pair, Symmetrization how) const
{
    return symmetrize(forward.align(pair), backward.align({pair.target, pair.source}), how);
}

} // namespace fovea
