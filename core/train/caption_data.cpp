#include "core/train/caption_data.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <unordered_map>

#include "core/io/checksum.h"
#include "core/io/file_access.h"
#include "core/io/half.h"
#include "core/io/text_lines.h"
#include "core/text/plain_text.h"
#include "core/text/tokenizer.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

constexpr std::size_t kPicturesForStatistics = 1000;

std::size_t wordsOf(const EncodedCaptions &picture)
{
    std::size_t words = 0;
    for (const std::vector<int> &caption : picture.captions)
        words += caption.size();
    return words;
}

/// "a.jpg" of "a.jpg#0", as Flickr8k and Flickr30k number the captions of a picture; a picture that is called so has
/// its name.
std::string pictureName(const std::filesystem::path &folder, const std::string &name)
{
    const std::size_t mark = name.rfind('#');
    const bool numbered = mark != std::string::npos && mark > 0 && mark + 1 < name.size() &&
                          name.find_first_not_of("0123456789", mark + 1) == std::string::npos;
    return numbered && !is_regular_file(folder / name) ? name.substr(0, mark) : name;
}

} // namespace

std::vector<CaptionedPicture> readCaptions(const TrainConfig::CaptionFiles &files, bool plain)
{
    std::vector<CaptionedPicture> pictures;
    std::unordered_map<std::string, std::size_t> places;
    long long number = 0;
    for (const std::string &line : readTextLines(files.captions)) {
        ++number;
        if (isBlankLine(line))
            continue;
        const std::string where = "line " + std::to_string(number) + ": ";
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos || tab == 0)
            throw FileError(files.captions.string(), where + "not a picture, a tab and its caption");
        const auto [place, isNew] =
            places.try_emplace(pictureName(files.pictures, line.substr(0, tab)), pictures.size());
        if (isNew) {
            pictures.push_back({files.pictures / place->first, {}});
            if (!is_regular_file(pictures.back().picture))
                throw FileError(files.captions.string(),
                                where + "there is no picture " + pictures.back().picture.string());
        }
        const std::string caption = line.substr(tab + 1);
        pictures[place->second].captions.push_back(plain ? plainText(caption) : normalizeLine(caption));
    }
    return pictures;
}

std::vector<EncodedCaptions> encodeCaptions(std::span<const CaptionedPicture> pictures, std::span<const int> records,
                                            int maxTokens, const Tokenizer &target)
{
    std::vector<EncodedCaptions> encoded;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        EncodedCaptions picture{records[i], {}};
        for (const std::string &caption : pictures[i].captions) {
            std::vector<int> ids = target.encode(caption);
            if (ids.empty() || ids.size() >= static_cast<std::size_t>(maxTokens))
                continue;
            ids.push_back(target.endId());
            picture.captions.push_back(std::move(ids));
        }
        if (!picture.captions.empty())
            encoded.push_back(std::move(picture));
    }
    return encoded;
}

std::uint64_t fingerprint(const std::vector<EncodedCaptions> &pictures)
{
    Fnv1a hash;
    for (const EncodedCaptions &picture : pictures) {
        hash.add(picture.captions.size());
        for (const std::vector<int> &caption : picture.captions) {
            hash.add(caption.size());
            hash.add(caption.data(), caption.size() * sizeof(int));
        }
    }
    return hash.value();
}

std::vector<std::vector<int>> makeCaptionBatches(const std::vector<EncodedCaptions> &pictures, int batchTokens,
                                                 int batchSentences, unsigned seed, int epoch)
{
    std::seed_seq mixed{seed, static_cast<unsigned>(epoch)};
    std::mt19937 random(mixed);
    std::vector<int> order(pictures.size());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    std::size_t words = 0;
    std::size_t captions = 0;
    for (const EncodedCaptions &picture : pictures) {
        words += wordsOf(picture);
        captions += picture.captions.size();
    }
    const auto parts = [](std::size_t all, int most) {
        return (all + static_cast<std::size_t>(most) - 1) / static_cast<std::size_t>(most);
    };
    // Every batch has a picture; batch k ends where (k + 1) / count of all words have been seen.
    const std::size_t count =
        std::min(pictures.size(), std::max(parts(words, batchTokens), parts(captions, batchSentences)));
    std::vector<std::vector<int>> batches;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool due = batches.empty() || seen * count >= words * batches.size();
        if (batches.size() < count && (due || order.size() - i <= count - batches.size()))
            batches.emplace_back();
        batches.back().push_back(order[i]);
        seen += wordsOf(pictures[static_cast<std::size_t>(order[i])]);
    }
    return batches;
}

CaptionBatch captionBatch(const std::vector<EncodedCaptions> &pictures, std::span<const int> chosen, int beginId)
{
    struct Caption {
        int owner;
        const std::vector<int> *ids;
    };
    std::vector<Caption> captions;
    for (std::size_t s = 0; s < chosen.size(); ++s)
        for (const std::vector<int> &ids : pictures[static_cast<std::size_t>(chosen[s])].captions)
            captions.push_back({static_cast<int>(s), &ids});
    std::stable_sort(captions.begin(), captions.end(),
                     [](const Caption &a, const Caption &b) { return a.ids->size() > b.ids->size(); });
    CaptionBatch batch;
    for (const Caption &caption : captions)
        batch.owners.push_back(caption.owner);
    const std::size_t steps = captions.empty() ? 0 : captions.front().ids->size();
    for (std::size_t t = 0; t < steps; ++t) {
        int active = 0;
        for (const Caption &caption : captions) {
            if (caption.ids->size() <= t)
                break;
            ++active;
            batch.inputs.push_back(t == 0 ? beginId : (*caption.ids)[t - 1]);
            batch.targets.push_back((*caption.ids)[t]);
        }
        batch.active.push_back(active);
    }
    return batch;
}

FeatureStatistics featureStatistics(const FeatureCache &cache, const std::vector<EncodedCaptions> &pictures)
{
    const std::size_t stride = std::max<std::size_t>(1, pictures.size() / kPicturesForStatistics);
    const Index d = cache.size();
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(d);
    Eigen::ArrayXd squares = Eigen::ArrayXd::Zero(d);
    double cells = 0;
    for (std::size_t i = 0; i < pictures.size(); i += stride) {
        const auto values = cache[pictures[i].record];
        for (std::size_t at = 0; at < values.size(); at += static_cast<std::size_t>(d), ++cells)
            for (Index k = 0; k < d; ++k) {
                const double x = static_cast<double>(floatFromHalf(values[at + static_cast<std::size_t>(k)]));
                sum[k] += x;
                squares[k] += x * x;
            }
    }
    const Eigen::ArrayXd mean = sum / cells;
    const Eigen::ArrayXd variance = squares / cells - mean.square();
    FeatureStatistics statistics{mean.matrix().cast<Scalar>(), Vector::Ones(d)};
    for (Index k = 0; k < d; ++k)
        if (variance[k] > 1e-10)
            statistics.deviation[k] = static_cast<Scalar>(std::sqrt(variance[k]));
    return statistics;
}

void readFeatures(const FeatureCache &cache, int record, const FeatureStatistics &statistics, bool mirrored,
                  Eigen::Ref<Matrix> out)
{
    const std::uint16_t *values = cache[record].data();
    const Index d = cache.size();
    const Vector scale = statistics.deviation.cwiseInverse();
    for (Index row = 0; row < cache.rows(); ++row)
        for (Index column = 0; column < cache.columns(); ++column, values += d) {
            auto cell = out.col(row * cache.columns() + (mirrored ? cache.columns() - 1 - column : column));
            for (Index k = 0; k < d; ++k)
                cell[k] = (static_cast<Scalar>(floatFromHalf(values[k])) - statistics.mean[k]) * scale[k];
        }
}

} // namespace fovea
