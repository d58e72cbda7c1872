#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/commands/caption_evaluation.h"
#include "app/commands/commands.h"
#include "app/commands/progress_line.h"
#include "app/support/ordered_map.h"
#include "core/decode/beam_search.h"
#include "core/io/bundle.h"
#include "core/metrics/alignment.h"
#include "core/metrics/attention_metrics.h"
#include "core/metrics/bleu.h"
#include "core/tasks/caption_bundle.h"
#include "core/tasks/translation_bundle.h"
#include "core/tasks/translator.h"
#include "core/text/tokenizer.h"

namespace fovea::app
{

namespace
{

using Json = nlohmann::ordered_json;

CommandSyntax syntax()
{
    return {
        "evaluate",
        "Translate or caption a test set and compare it with references; JSON on standard output.",
        {},
        {{"model", 'm', "BUNDLE", "folder of the model", true},
         {"source", 0, "FILE", "sentences to translate, one a line; for captions the folder of the pictures", true},
         {"reference", 0, "FILE", "their translations, one a line; for captions lines of picture, tab, caption", true},
         {"alignment", 0, "GOLD", "word links, one line a sentence: i-j sure, i-j-P or ipj possible, source first"},
         {"one-based", 0, "", "the links count words from 1"},
         {"beam", 0, "N", "hypotheses that the search keeps; 1 is greedy (default 5)"},
         {"length-penalty", 0, "X", "exponent of the length normalization (default 0.6)"},
         {"threads", 0, "N", "threads to use (default: one for every processor)"}},
        "bleu       corpus BLEU as sacreBLEU defines it: 13a tokens, case-sensitive, exponential smoothing\n"
        "alignment  error rate of the links that the attention gives while the reference is forced; the words are\n"
        "           split at spaces\n"
        "bleu1To4   for captions: BLEU with the orders up to 1, 2, 3, 4 and all references of a picture, lower case,\n"
        "           without punctuation and smoothing, 13a tokens, Chinese by character\n"
        "seconds    time of the search alone, without opening the model and without the alignment\n"
        "\n"
        "A sentence that the model cannot read counts as an empty translation, is named on standard error, and makes\n"
        "the exit status 1.\n"};
}

/// Sentences with up to `last` source tokens (the end symbol not counted), from one more than the bucket before.
struct Bucket {
    std::size_t first;
    std::size_t last; ///< 0: no limit
};
constexpr std::array kBuckets{Bucket{1, 10}, Bucket{11, 20}, Bucket{21, 30}, Bucket{31, 50}, Bucket{51, 0}};

struct Sentence {
    std::size_t index = 0;
    std::string hypothesis;
    std::size_t sourceTokens = 0;
    double entropySum = 0; ///< of the normalized entropies of all steps
    long long steps = 0;
    bool complete = true;
    std::string problem;
};

struct Aligned {
    std::size_t index = 0;
    std::vector<Link> links;
    std::string problem;
};

Json bleuJson(const BleuScore &bleu)
{
    return {{"score", bleu.score},
            {"precisions", bleu.precisions},
            {"brevityPenalty", bleu.brevityPenalty},
            {"hypothesisLength", bleu.hypothesisLength},
            {"referenceLength", bleu.referenceLength},
            {"signature", "case:mixed|tok:13a|smooth:exp"}};
}

/// What the translations of a test set add up to.
class Scores
{
public:
    void add(const Sentence &sentence, const std::string &reference)
    {
        all_.add(sentence.hypothesis, reference);
        for (std::size_t i = 0; i < kBuckets.size(); ++i) {
            const Bucket &bucket = kBuckets[i];
            const std::size_t length = std::max<std::size_t>(sentence.sourceTokens, 1);
            if (length >= bucket.first && (bucket.last == 0 || length <= bucket.last)) {
                buckets_[i].add(sentence.hypothesis, reference);
                ++bucketSentences_[i];
            }
        }
        entropySum_ += sentence.entropySum;
        steps_ += sentence.steps;
        incomplete_ += sentence.complete ? 0 : 1;
        failed_ += sentence.problem.empty() ? 0 : 1;
    }

    void writeTo(Json &json) const
    {
        json["bleu"] = bleuJson(all_.score());
        json["bleuBySourceTokens"] = Json::array();
        for (std::size_t i = 0; i < kBuckets.size(); ++i)
            json["bleuBySourceTokens"].push_back(
                {{"from", kBuckets[i].first},
                 {"to", kBuckets[i].last > 0 ? Json(kBuckets[i].last) : Json()},
                 {"sentences", bucketSentences_[i]},
                 {"bleu", bucketSentences_[i] > 0 ? Json(buckets_[i].score().score) : Json()}});
        json["meanNormalizedEntropy"] = steps_ > 0 ? Json(entropySum_ / static_cast<double>(steps_)) : Json();
        json["incomplete"] = incomplete_;
        json["failed"] = failed_;
    }

private:
    BleuCounter all_;
    std::array<BleuCounter, kBuckets.size()> buckets_;
    std::array<long long, kBuckets.size()> bucketSentences_{};
    double entropySum_ = 0;
    long long steps_ = 0; ///< that have weights
    long long incomplete_ = 0;
    long long failed_ = 0;
};

class Evaluation
{
public:
    Evaluation(const Options &options, Console &console)
        : console_(console), sourcePath_(options.text("source")), referencePath_(options.text("reference")),
          alignmentPath_(options.text("alignment")), oneBased_(options.has("one-based")), threads_(threadCount(options))
    {
        beam_.width = options.integer("beam", 5, 1, kMaxBeamWidth);
        beam_.lengthPenalty = options.number("length-penalty", 0.6, 0, 10);
        if (oneBased_ && alignmentPath_.empty())
            throw UsageError("--one-based needs --alignment");
        translator_ = Translator::open(options.text("model"));
        sources_ = readTextLines(sourcePath_, console.stop.get_token());
        references_ = readTextLines(referencePath_, console.stop.get_token());
        dropSurplusBlanks(sources_, references_);
        requireEqualLines(sourcePath_, countOf(sources_), referencePath_, countOf(references_));
        if (sources_.empty())
            throw InputError(sourcePath_ + ": the file has no sentence");
        if (!alignmentPath_.empty())
            readGold();
    }

    int run()
    {
        Json json{{"model", translator_->info().name},
                  {"match", name(translator_->info().match)},
                  {"source", sourcePath_},
                  {"reference", referencePath_},
                  {"beam", beam_.width},
                  {"lengthPenalty", beam_.lengthPenalty},
                  {"sentences", sources_.size()}};
        const auto start = std::chrono::steady_clock::now();
        Scores scores = translateAll();
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        scores.writeTo(json);
        json["seconds"] = seconds.count();
        json["sentencesPerSecond"] = static_cast<double>(sources_.size()) / seconds.count();
        json["threads"] = threads_;
        if (!alignmentPath_.empty())
            json["alignment"] = alignAll();
        console_.out << json.dump(2) << std::endl;
        requireGood(console_.out);
        return bad_ ? kBad : kDone;
    }

private:
    template <typename Line>
    static LineCount countOf(const std::vector<Line> &lines)
    {
        return {std::ssize(lines), std::ssize(lines)};
    }

    void readGold()
    {
        gold_ = readGoldAlignments(alignmentPath_, oneBased_);
        while (gold_.size() > sources_.size() && gold_.back().possible.empty())
            gold_.pop_back();
        requireEqualLines(sourcePath_, countOf(sources_), alignmentPath_, countOf(gold_));
        for (std::size_t i = 0; i < gold_.size(); ++i) {
            const std::size_t sourceWords = blankSeparated(sources_[i]).size();
            const std::size_t targetWords = blankSeparated(references_[i]).size();
            for (const Link &link : gold_[i].possible)
                if (static_cast<std::size_t>(link.source) >= sourceWords ||
                    static_cast<std::size_t>(link.target) >= targetWords)
                    throw FileError(alignmentPath_ + ":" + std::to_string(i + 1),
                                    "link " + linkText(link) + " is outside the sentences of " +
                                        std::to_string(sourceWords) + " and " + std::to_string(targetWords) + " words");
        }
    }

    std::string linkText(const Link &link) const
    {
        const int first = oneBased_ ? 1 : 0;
        return std::to_string(link.source + first) + "-" + std::to_string(link.target + first);
    }

    /// Sends the sentence numbers through the threads and hands the results to `collect` in order.
    template <typename Item>
    void forAll(const char *what, const std::function<void(Item &)> &work, const std::function<void(Item &)> &collect)
    {
        ProgressLine progress(console_.err, console_.errTerminal);
        std::size_t next = 0;
        OrderedMap<Item> map(threads_, console_.stop,
                             {[&]() -> std::optional<Item> {
                                  if (next == sources_.size())
                                      return std::nullopt;
                                  Item item;
                                  item.index = next++;
                                  return item;
                              },
                              work,
                              [&](Item &item) {
                                  if (!item.problem.empty()) {
                                      bad_ = true;
                                      progress.clear();
                                      console_.err << "fovea: " << sourcePath_ << ":" << item.index + 1 << ": "
                                                   << item.problem << std::endl;
                                  }
                                  collect(item);
                                  if (progress.due())
                                      progress.show(std::string(what) + " " + std::to_string(item.index + 1) + " of " +
                                                    std::to_string(sources_.size()));
                              }});
        map.run();
        if (console_.stop.stop_requested())
            throw Cancelled();
    }

    Scores translateAll()
    {
        Scores scores;
        forAll<Sentence>(
            "translating", [this](Sentence &sentence) { translate(sentence); },
            [&](Sentence &sentence) { scores.add(sentence, references_[sentence.index]); });
        return scores;
    }

    void translate(Sentence &sentence) const
    {
        const std::string &source = sources_[sentence.index];
        sentence.sourceTokens = translator_->sourceTokenizer().encode(source).size();
        if (sentence.sourceTokens == 0)
            return;
        RunControl control;
        control.stop = console_.stop.get_token();
        try {
            const AttentionTrace trace = translator_->translate(source, beam_, control);
            sentence.hypothesis = trace.targetText;
            sentence.complete = trace.complete;
            for (const AttentionStep &step : trace.steps) {
                if (step.weights.size() == 0)
                    continue;
                sentence.entropySum += normalizedEntropy(step.weights);
                ++sentence.steps;
            }
        } catch (const InputError &error) {
            sentence.problem = error.what();
        }
    }

    /// Null for a model without weights.
    Json alignAll()
    {
        if (translator_->info().match == MatchFunction::None)
            return nullptr;
        AlignmentErrors errors;
        forAll<Aligned>(
            "aligning", [this](Aligned &aligned) { align(aligned); },
            [&](Aligned &aligned) { errors.add(aligned.links, gold_[aligned.index]); });
        return {{"gold", alignmentPath_},    {"errorRate", errors.errorRate()}, {"precision", errors.precision()},
                {"recall", errors.recall()}, {"links", errors.links()},         {"sureLinks", errors.sureLinks()}};
    }

    void align(Aligned &aligned) const
    {
        const std::string source = normalizeLine(sources_[aligned.index]);
        const std::string reference = normalizeLine(references_[aligned.index]);
        try {
            const AttentionTrace trace = translator_->force(source, reference);
            aligned.links = hardLinks(wordWeights(trace, blankSeparated(source), blankSeparated(reference)));
        } catch (const InputError &error) {
            aligned.problem = error.what();
        }
    }

    Console &console_;
    std::string sourcePath_, referencePath_, alignmentPath_;
    bool oneBased_;
    int threads_;
    BeamOptions beam_;
    std::shared_ptr<const Translator> translator_;
    std::vector<std::string> sources_, references_;
    std::vector<GoldAlignment> gold_;
    bool bad_ = false; ///< a sentence could not be used
};

bool isCaptionBundle(const std::filesystem::path &bundle)
{
    return bundleTask(readBundleConfig(bundle), bundle / "config.json") == kCaptioningTask;
}

int run(const Options &options, Console &console)
{
    if (isCaptionBundle(options.text("model")))
        return evaluateCaptions(options, console);
    return Evaluation(options, console).run();
}

} // namespace

Command evaluateCommand() { return {syntax(), run}; }

} // namespace fovea::app
