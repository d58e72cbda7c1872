#include "app/commands/caption_evaluation.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/commands/progress_line.h"
#include "app/support/ordered_map.h"
#include "core/decode/beam_search.h"
#include "core/metrics/attention_metrics.h"
#include "core/metrics/bleu.h"
#include "core/tasks/captioner.h"
#include "core/text/plain_text.h"
#include "core/text/tokenizer.h"
#include "core/train/caption_data.h"
#include "core/vision/picture_file.h"

namespace fovea::app
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr double kLargestShare = 0.1;

struct Captioned {
    std::size_t index = 0;
    AttentionTrace trace;
    std::string problem;
};

/// What the attention of all steps before the end symbol adds up to.
struct AttentionSums {
    double entropy = 0;
    double largest = 0;
    long long steps = 0;

    void add(const AttentionTrace &trace)
    {
        const std::size_t words = trace.steps.size() - (trace.complete && !trace.steps.empty() ? 1 : 0);
        for (std::size_t t = 0; t < words; ++t)
            if (const Vector &weights = trace.steps[t].weights; weights.size() > 0) {
                entropy += normalizedEntropy(weights);
                largest += weightOfLargest(weights, kLargestShare);
                ++steps;
            }
    }

    Json mean(double sum) const { return steps > 0 ? Json(sum / static_cast<double>(steps)) : Json(); }
};

/// Chinese is compared character by character.
bool isChinese(const std::vector<CaptionedPicture> &pictures)
{
    std::size_t wide = 0;
    std::size_t all = 0;
    for (const CaptionedPicture &picture : pictures)
        for (const std::string &caption : picture.captions)
            for (const char c : caption) {
                ++all;
                wide += static_cast<unsigned char>(c) >= 0xe3 && static_cast<unsigned char>(c) <= 0xe9 ? 3 : 0;
            }
    return 2 * wide > all;
}

class CaptionEvaluation
{
public:
    CaptionEvaluation(const Options &options, Console &console)
        : console_(console), sourcePath_(options.text("source")), referencePath_(options.text("reference")),
          threads_(threadCount(options))
    {
        beam_.width = options.integer("beam", 5, 1, kMaxBeamWidth);
        beam_.lengthPenalty = options.number("length-penalty", 0.6, 0, 10);
        if (options.has("alignment") || options.has("one-based"))
            throw UsageError("--alignment is for translation models");
        captioner_ = Captioner::open(options.text("model"));
        pictures_ = readCaptions({sourcePath_, referencePath_}, true);
        if (pictures_.empty())
            throw InputError(referencePath_ + ": the file has no caption");
        chinese_ = isChinese(pictures_);
    }

    int run()
    {
        const auto start = std::chrono::steady_clock::now();
        captionAll();
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        writeResult(seconds.count());
        return bad_ ? kBad : kDone;
    }

private:
    void captionAll()
    {
        ProgressLine progress(console_.err, console_.errTerminal);
        std::size_t next = 0;
        OrderedMap<Captioned> map(threads_, console_.stop,
                                  {[&]() -> std::optional<Captioned> {
                                       if (next == pictures_.size())
                                           return std::nullopt;
                                       Captioned item;
                                       item.index = next++;
                                       return item;
                                   },
                                   [this](Captioned &item) { caption(item); },
                                   [&](Captioned &item) {
                                       collect(item, progress);
                                       if (progress.due())
                                           progress.show("captioning " + std::to_string(item.index + 1) + " of " +
                                                         std::to_string(pictures_.size()));
                                   }});
        map.run();
        if (console_.stop.stop_requested())
            throw Cancelled();
    }

    void caption(Captioned &item) const
    {
        RunControl control;
        control.stop = console_.stop.get_token();
        try {
            const Image image = readPicture(pictures_[item.index].picture);
            item.trace = captioner_->caption(image, "", beam_, control);
        } catch (const Cancelled &) {
            throw;
        } catch (const Error &error) {
            item.problem = error.what();
        }
    }

    void collect(const Captioned &item, ProgressLine &progress)
    {
        if (!item.problem.empty()) {
            bad_ = true;
            progress.clear();
            console_.err << "fovea: " << item.problem << std::endl;
        }
        hypotheses_.push_back(plainText(item.trace.targetText));
        attention_.add(item.trace);
        incomplete_ += item.trace.complete ? 0 : 1;
    }

    void writeResult(double seconds)
    {
        std::vector<std::vector<std::string>> references;
        for (const CaptionedPicture &picture : pictures_)
            references.push_back(picture.captions);
        const BleuScore bleu =
            corpusBleu(hypotheses_, references, chinese_ ? BleuTokenizer::Character : BleuTokenizer::V13a);
        Json orders = Json::array();
        for (int n = 1; n <= 4; ++n)
            orders.push_back(cumulativeBleu(bleu, n));
        const Json json{{"model", captioner_->info().name},
                        {"match", name(captioner_->info().match)},
                        {"source", sourcePath_},
                        {"reference", referencePath_},
                        {"beam", beam_.width},
                        {"lengthPenalty", beam_.lengthPenalty},
                        {"pictures", pictures_.size()},
                        {"bleu1To4", orders},
                        {"brevityPenalty", bleu.brevityPenalty},
                        {"hypothesisLength", bleu.hypothesisLength},
                        {"referenceLength", bleu.referenceLength},
                        {"signature", std::string("refs:all|case:lower|punctuation:no|tok:") +
                                          (chinese_ ? "char" : "13a") + "|smooth:none"},
                        {"meanNormalizedEntropy", attention_.mean(attention_.entropy)},
                        {"weightOfLargestTenth", attention_.mean(attention_.largest)},
                        {"incomplete", incomplete_},
                        {"seconds", seconds},
                        {"picturesPerSecond", static_cast<double>(pictures_.size()) / seconds},
                        {"threads", threads_}};
        console_.out << json.dump(2) << std::endl;
        requireGood(console_.out);
    }

    Console &console_;
    std::string sourcePath_, referencePath_;
    int threads_;
    BeamOptions beam_;
    std::shared_ptr<const Captioner> captioner_;
    std::vector<CaptionedPicture> pictures_;
    bool chinese_ = false;
    std::vector<std::string> hypotheses_;
    AttentionSums attention_;
    long long incomplete_ = 0;
    bool bad_ = false; ///< a picture could not be read
};

} // namespace

int evaluateCaptions(const Options &options, Console &console) { return CaptionEvaluation(options, console).run(); }

} // namespace fovea::app
