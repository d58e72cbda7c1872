#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/nn/caption_model.h"
#include "core/train/feature_cache.h"
#include "core/train/train_config.h"

namespace fovea
{

class Tokenizer;

/// A picture and what people say about it.
struct CaptionedPicture {
    std::filesystem::path picture;
    std::vector<std::string> captions;
};

/// Reads `picture<TAB>caption` lines, also with `picture#0`, `picture#1`, ... ; blank ones are skipped. Pictures in the
/// order in which they are first named, each with all its captions. `plain`: captions as plainText() writes them.
/// Throws FileError naming the file and the line, and for a picture that does not exist.
std::vector<CaptionedPicture> readCaptions(const TrainConfig::CaptionFiles &files, bool plain);

/// A picture's record in the feature cache and its captions as ids with the end symbol.
struct EncodedCaptions {
    int record = 0;
    std::vector<std::vector<int>> captions;
};

/// Captions that are blank or longer than maxTokens are left out, and pictures without any.
std::vector<EncodedCaptions> encodeCaptions(std::span<const CaptionedPicture> pictures, std::span<const int> records,
                                            int maxTokens, const Tokenizer &target);

/// A number that other captions, or the same in another order, do not have.
std::uint64_t fingerprint(const std::vector<EncodedCaptions> &pictures);

/// The pictures of each batch of one epoch, in random order: batches of about the same number of words, at most
/// `batchTokens` on average, and of at most `batchSentences` captions on average; a picture's captions stay together.
/// The same number of batches in every epoch; the same seed and epoch give the same batches.
std::vector<std::vector<int>> makeCaptionBatches(const std::vector<EncodedCaptions> &pictures, int batchTokens,
                                                 int batchSentences, unsigned seed, int epoch);

/// All but the features. `beginId` starts the decoder's input.
CaptionBatch captionBatch(const std::vector<EncodedCaptions> &pictures, std::span<const int> chosen, int beginId);

/// Mean and deviation of each feature over at most 1,000 of the pictures; a feature that never varies has deviation 1.
struct FeatureStatistics {
    Vector mean;      ///< d
    Vector deviation; ///< d
};
FeatureStatistics featureStatistics(const FeatureCache &cache, const std::vector<EncodedCaptions> &pictures);

/// (x - mean) / deviation of a picture into d x (rows * columns); mirrored: left and right exchanged, which is about
/// what the extractor would give for the mirrored picture.
void readFeatures(const FeatureCache &cache, int record, const FeatureStatistics &statistics, bool mirrored,
                  Eigen::Ref<Matrix> out);

} // namespace fovea
