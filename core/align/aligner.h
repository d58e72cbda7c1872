#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/align/markov_parameters.h"
#include "core/types/link.h"
#include "core/types/run_control.h"

namespace fovea
{

struct AlignerOptions {
    int diagonalIterations = 3; ///< EM of IBM model 2 with the diagonal prior
    int hmmIterations = 3;      ///< EM of the hidden Markov model that starts from its lexicon
    double emptyWord = 0.08;    ///< prior probability that a target word rests on no source word
    double alpha = 0.01;        ///< Dirichlet prior of a lexicon row
    int threads = 2;            ///< the result is the same for any number
};

/// One direction of a statistical word aligner: which source position, or none, a target word comes from.
///
/// First IBM model 2 with the prior of fast_align (Dyer et al. 2013), for target position j of n over source positions
/// i of m, p_0 the empty word's:
///   p(a_j = i) = (1 - p_0) exp(-tension |i / m - j / n|) / Z_j,   p(y_j | x, a_j = i) = t(y_j | x_i)
/// with the tension learned along with t. Then a hidden Markov model (Vogel et al. 1996), where a word's position
/// depends on the jump from the last word's, p(a_j | a_{j-1}) = (1 - p_0) c(a_j - a_{j-1}) / sum_i c(i - a_{j-1}), and
/// the empty word remembers the position before it (Och and Ney 2003).
class AlignmentModel
{
public:
    /// EM over the pairs; empty sides take no part. `control.progress` counts iterations.
    /// Throws Cancelled, and InputError when no pair has both sides.
    static AlignmentModel train(std::span<const IdPair> pairs, const AlignerOptions &options,
                                const RunControl &control = {});

    /// Throws InputError when they do not fit together.
    explicit AlignmentModel(MarkovParameters parameters);
    const MarkovParameters &parameters() const { return parameters_; }

    /// For every target position the source position of largest posterior probability; -1 for the empty word.
    std::vector<int> align(const IdPair &pair) const;

private:
    MarkovParameters parameters_;
};

enum class Symmetrization { Intersection, Union, GrowDiag, GrowDiagFinalAnd };

inline constexpr std::array kSymmetrizations{Symmetrization::Intersection, Symmetrization::Union,
                                             Symmetrization::GrowDiag, Symmetrization::GrowDiagFinalAnd};

constexpr const char *name(Symmetrization symmetrization)
{
    switch (symmetrization) {
    case Symmetrization::Intersection:
        return "intersection";
    case Symmetrization::Union:
        return "union";
    case Symmetrization::GrowDiag:
        return "grow-diag";
    case Symmetrization::GrowDiagFinalAnd:
        return "grow-diag-final-and";
    }
    return "intersection";
}

std::optional<Symmetrization> symmetrizationFromName(std::string_view text);

/// One set of links from two directions (Koehn et al. 2003), sorted by target, then source position.
/// forward: a source position or -1 for every target position; backward: the other way round.
std::vector<Link> symmetrize(std::span<const int> forward, std::span<const int> backward, Symmetrization how);

/// Both directions of one corpus.
struct BidirectionalAligner {
    AlignmentModel forward;  ///< targets from sources
    AlignmentModel backward; ///< sources from targets

    static BidirectionalAligner train(std::span<const IdPair> pairs, const AlignerOptions &options,
                                      const RunControl &control = {});
    std::vector<Link> links(const IdPair &pair, Symmetrization how) const;
};

} // namespace fovea
