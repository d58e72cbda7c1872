#pragma once

#include <span>

#include "core/align/lexicon.h"
#include "core/parallel/workers.h"

namespace fovea
{

/// How far source position i of m is from target position j of n along the diagonal, 0-based: |(i+1)/m - (j+1)/n|.
double diagonalDistance(int i, int m, int j, int n);

/// The mean of -distance under the prior exp(-tension distance) / Z_j of a pair of these lengths, summed over j:
/// d log prod_j Z_j / d tension.
double expectedDiagonal(int m, int n, double tension);

/// IBM model 2 whose prior prefers the diagonal (aligner.h has the equations), one EM iteration at a time.
class DiagonalModel
{
public:
    DiagonalModel(std::span<const IdPair> pairs, double emptyWord, double alpha);

    /// The tension is learned from the second iteration on, when the lexicon means something.
    void iterate(Workers &workers, bool learnTension);

    double tension() const { return tension_; }
    const Lexicon &lexicon() const { return lexicon_; }

private:
    void learnTension(double empirical);

    std::span<const IdPair> pairs_;
    double emptyWord_;
    double alpha_;
    double tension_ = 4;
    double targetWords_ = 0;
    Lexicon lexicon_;
    struct Lengths {
        int source, target;
        double pairs;
    };
    std::vector<Lengths> lengths_; ///< how many pairs have them
};

} // namespace fovea
