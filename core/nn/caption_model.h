#pragma once

#include <limits>
#include <random>
#include <span>
#include <vector>

#include "core/nn/decoder.h"

namespace fovea
{

/// Captions of S pictures. Captions are sorted by length, the longest first, so that those which still have a word at
/// step t are the first active[t]; words stand step by step without padding: those of step 0, then those of step 1, ...
struct CaptionBatch {
    Matrix features;          ///< f x (n S), normalized; cell i of picture s in column s * n + i
    Index positions = 0;      ///< n
    std::vector<int> owners;  ///< B, the picture of each caption
    std::vector<int> active;  ///< T, not increasing
    std::vector<int> inputs;  ///< the words fed to the decoder: begin, y_1, ...
    std::vector<int> targets; ///< the words to predict: y_1, ..., end

    Index targetWords() const { return static_cast<Index>(targets.size()); }
};

struct CaptionLoss {
    Scalar dropout = 0;          ///< of annotations, embeddings and readout
    Scalar smoothing = 0;        ///< label smoothing
    Scalar doublyStochastic = 0; ///< lambda: for each caption + lambda / n sum_i (1 - sum_t a_ti)^2
    Scalar normalizer = 1;       ///< the loss is a sum over words and captions divided by this
};

/// The caption model: a layer that makes annotations of a CNN's features, and the decoder.
///
///   h_i = tanh(W x_i + b),  x_i: the features of cell i
class CaptionModel
{
public:
    struct Sizes {
        MatchFunction match = MatchFunction::Additive;
        int features = 256; ///< f
        int vocabulary = 0;
        int annotation = 256; ///< d
        int embedding = 256;
        int decoder = 512;
        int attention = 192;
        DecoderKind kind = DecoderKind::Plain; ///< of the decoder
    };

    /// Throws ModelError when the sizes do not fit the match, or need more than `mostScalars` parameters.
    explicit CaptionModel(const Sizes &sizes, Index mostScalars = std::numeric_limits<Index>::max());

    const Sizes &sizes() const { return sizes_; }
    ParameterSet &parameters() { return parameters_; }
    const ParameterSet &parameters() const { return parameters_; }
    const Decoder &decoder() const { return decoder_; }
    void initialize(std::mt19937 &random);
    /// Makes decoding faster; for a model whose parameters are final.
    void pack() { decoder_.pack(); }

    /// From features x to features of mean 0 and deviation 1: afterwards the model takes x as it took (x - mean) /
    /// deviation.
    void foldNormalization(const Vector &mean, const Vector &deviation);

    /// The memory of one picture. features: f x n; lengths: its n alone.
    Decoder::Memory remember(Tape &tape, const Eigen::Ref<const Matrix> &features, std::span<const int> lengths) const;

    /// Loss of a batch, 1 x 1: cross entropy and regularisation. The batch must outlive backward().
    Var loss(Tape &tape, const CaptionBatch &batch, const CaptionLoss &options, std::mt19937 &random) const;

private:
    Var annotations(Tape &tape, const Eigen::Ref<const Matrix> &features) const;

    Sizes sizes_;
    ParameterSet parameters_;
    Parameter *weight_, *bias_; ///< d x f, d
    Decoder decoder_;
};

} // namespace fovea
