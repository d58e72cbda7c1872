#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <stop_token>
#include <string>
#include <vector>

#include "core/nn/seq2seq.h"
#include "core/train/train_config.h"
#include "core/types/link.h"

namespace fovea
{

class Tokenizer;

struct ParallelLines {
    std::vector<std::string> source;
    std::vector<std::string> target;
};

/// Reads both files. Throws FileError for an unreadable file or unequal line counts (it names both and says the
/// counts).
ParallelLines readParallelLines(const TrainConfig::ParallelFiles &files);

/// One sentence pair as ids; both sides end with the end symbol.
struct EncodedPair {
    std::vector<int> source;
    std::vector<int> target;
    std::vector<Link> links = {}; ///< that guide the attention: sorted by target position
};

/// Encodes the pairs whose sides are not blank and have at most maxTokens tokens, each `times` times.
void encodePairs(const ParallelLines &lines, int times, int maxTokens, const Tokenizer &source, const Tokenizer &target,
                 std::vector<EncodedPair> &pairs);

/// Gives every pair the links of a statistical aligner trained on all of them, both directions symmetrized by
/// grow-diag-final-and, and links the end symbols.
/// Nothing when it was stopped.
void addAlignerLinks(std::vector<EncodedPair> &pairs, int threads, const std::stop_token &stop);

/// A number that other pairs, or the same in another order, do not have. Links follow from them.
std::uint64_t fingerprint(const std::vector<EncodedPair> &pairs);

/// The pairs of each batch of one epoch: pairs of similar length together, at most `batchTokens` target tokens
/// (padding included) and `batchSentences` pairs a batch, in random order. The same seed and epoch give the same
/// batches.
std::vector<std::vector<int>> makeBatches(const std::vector<EncodedPair> &pairs, int batchTokens, int batchSentences,
                                          unsigned seed, int epoch);

/// Pads the given pairs. `beginId` starts the decoder's input.
TranslationBatch padBatch(const std::vector<EncodedPair> &pairs, std::span<const int> chosen, int beginId);

} // namespace fovea
