#pragma once

#include <limits>
#include <random>
#include <span>
#include <vector>

#include "core/nn/decoder.h"
#include "core/nn/encoder.h"

namespace fovea
{

/// Source and target ids of S sentence pairs, padded to the longest of each side.
struct TranslationBatch {
    std::vector<int> source;        ///< n x S, token i of sentence b at i * S + b
    std::vector<int> sourceLengths; ///< S
    std::vector<int> inputs;        ///< T x S, the words fed to the decoder: begin, y_1, ..., y_{T-1}
    std::vector<int> targets;       ///< T x S, the words to predict: y_1, ..., end; -1 is padding
    Index targetWords = 0;          ///< targets that are not padding
    std::vector<int> linkStarts;    ///< T S + 1, as ColumnLinks; empty: the attention is not guided
    std::vector<int> linkPositions; ///< source positions that a target word should rest on

    Index size() const { return static_cast<Index>(sourceLengths.size()); }
};

struct LossOptions {
    Scalar dropout = 0;    ///< of embeddings, annotations and readout
    Scalar smoothing = 0;  ///< label smoothing
    Scalar normalizer = 1; ///< the loss is a sum over target words divided by this
    Scalar guide = 0;      ///< weight of the cross entropy between attention and links
};

/// The translation model: encoder and decoder with one set of parameters.
class Seq2Seq
{
public:
    struct Sizes {
        MatchFunction match = MatchFunction::Additive;
        int sourceVocabulary = 0;
        int targetVocabulary = 0;
        int embedding = 192;
        int encoder = 192; ///< per direction
        int decoder = 384;
        int attention = 192;
        DecoderKind kind = DecoderKind::Plain; ///< of the decoder
    };

    /// Throws ModelError when the sizes do not fit the match, or need more than `mostScalars` parameters.
    explicit Seq2Seq(const Sizes &sizes, Index mostScalars = std::numeric_limits<Index>::max());

    const Sizes &sizes() const { return sizes_; }
    ParameterSet &parameters() { return parameters_; }
    const ParameterSet &parameters() const { return parameters_; }
    const Encoder &encoder() const { return encoder_; }
    const Decoder &decoder() const { return decoder_; }
    void initialize(std::mt19937 &random);
    /// Makes decoding faster; for a model whose parameters are final.
    void pack()
    {
        encoder_.pack();
        decoder_.pack();
    }

    /// Encodes and prepares a memory. ids: n x S as in TranslationBatch.
    Decoder::Memory remember(Tape &tape, std::span<const int> ids, std::span<const int> lengths,
                             const LossOptions &options, std::mt19937 &random) const;

    /// Teacher-forced logits V x (T S) of a batch. `weights`: null, or takes the weights of every step.
    Var logits(Tape &tape, const TranslationBatch &batch, const LossOptions &options, std::mt19937 &random,
               std::vector<Var> *weights = nullptr) const;

    /// Cross entropy of a batch, 1 x 1, and that of its links. The batch must outlive backward().
    Var loss(Tape &tape, const TranslationBatch &batch, const LossOptions &options, std::mt19937 &random) const;

private:
    Sizes sizes_;
    ParameterSet parameters_;
    Encoder encoder_;
    Decoder decoder_;
};

} // namespace fovea
