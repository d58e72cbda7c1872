#pragma once

#include <array>
#include <random>
#include <span>

#include "core/autograd/ops.h"

namespace fovea
{

/// Bidirectional GRU over source tokens (Bahdanau et al. 2015).
class Encoder
{
public:
    struct Sizes {
        int vocabulary = 0;
        int embedding = 0;
        int state = 0; ///< per direction; an annotation has 2 * state features
    };
    struct Output {
        Var annotations; ///< 2k x (n S), h_i of sequence b in column i * S + b; rows: forward, then backward
        Var last;        ///< 2k x S, the last forward and the last backward state: the fixed vector of the baseline
        Var embedded;    ///< embedding x (n S), x_i
    };

    /// Adds its parameters to the set.
    Encoder(const Sizes &sizes, ParameterSet &parameters);
    void initialize(std::mt19937 &random);

    /// ids: n x S source ids, sequence b in entries i * S + b; entries past lengths[b] are ignored.
    /// `dropoutRate` applies to the embeddings and the annotations.
    /// ids and lengths must outlive backward().
    Output encode(Tape &tape, std::span<const int> ids, std::span<const int> lengths, Scalar dropoutRate,
                  std::mt19937 &random) const;

    /// Packs the weights in half precision, where that loses nothing. For a model whose parameters are final.
    void pack();

private:
    struct Direction {
        Parameter *input;         ///< 3k x embedding
        Parameter *inputBias;     ///< 3k
        Parameter *recurrent;     ///< 3k x k
        Parameter *recurrentBias; ///< 3k
    };

    std::vector<Var> run(Tape &tape, const Direction &direction, Var embedded, std::span<const int> lengths,
                         bool backward) const;

    Sizes sizes_;
    Parameter *embedding_; ///< embedding x vocabulary
    std::array<Direction, 2> directions_;
};

} // namespace fovea
