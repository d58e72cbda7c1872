#pragma once

#include <span>
#include <vector>

#include "core/align/expected_counts.h"
#include "core/align/markov_parameters.h"
#include "core/parallel/workers.h"
#include "core/types/matrix.h"

namespace fovea
{

/// The posteriors of one sentence pair under a hidden Markov model (aligner.h has the equations), by the
/// forward-backward algorithm in O(n m^2). The buffers are used for every pair.
class MarkovPosteriors
{
public:
    using Array = Eigen::ArrayXXd;

    explicit MarkovPosteriors(const MarkovParameters &model) : model_(model) {}

    /// Both sides have words.
    void compute(const IdPair &pair);

    const Array &words() const { return words_; }                        ///< m x n, p(a_j = i)
    const Eigen::ArrayXd &emptyWord() const { return empty_; }           ///< n
    const std::vector<std::size_t> &entries() const { return entries_; } ///< (m + 1) x n, the empty word's last
    /// The expected number of steps from each source position to each, m x m.
    Array transitions() const;

private:
    void emissions(const IdPair &pair);
    void forward();
    void backward();

    const MarkovParameters &model_;
    std::vector<std::size_t> entries_;
    Array transition_;          ///< m x m, from row to column, the step to the empty word not counted
    Array emission_;            ///< m x n
    Eigen::ArrayXd noEmission_; ///< n, of the empty word
    Array at_;                  ///< m x n, forward: on a position
    Array past_;                ///< m x n, forward: on the empty word after a position
    Array future_;              ///< m x n, backward
    Eigen::ArrayXd scale_;      ///< n
    Array words_;
    Eigen::ArrayXd empty_;
};

/// One EM iteration.
void iterateMarkovModel(std::span<const IdPair> pairs, MarkovParameters &model, double alpha, Workers &workers);

} // namespace fovea
