#include <algorithm>
#include <array>
#include <chrono>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/commands/loaded_core.h"
#include "app/commands/progress_line.h"
#include "core/decode/beam_search.h"
#include "core/tasks/translator.h"
#include "core/text/line.h"
#include "core/text/tokenizer.h"

namespace fovea::app
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr int kOpenings = 5;
constexpr int kBeam = 5;
constexpr std::size_t kMostSentences = 200;
/// A measurement goes through the sentences again until it has run so long.
constexpr double kShortestSeconds = 1;

CommandSyntax syntax()
{
    return {"bench",
            "Measure the speed of a model on this computer; JSON on standard output.",
            {},
            {{"model", 'm', "BUNDLE", "folder of the model", true},
             {"input", 0, "FILE", "sentences to translate, the first 200 are used (default: a few built-in ones)"}},
            "All times are of one thread. Opening and encoding are medians; a step is one greedy decoder step.\n"};
}

/// Everyday sentences in the languages of the bundled models.
const std::vector<std::vector<std::string>> kSamples{
    {"机器学习", "我昨天在图书馆遇见了一位老朋友。", "一个男人站在街上，手里拿着一把红色的雨伞。",
     "这个问题没有我们想象的那么简单，我们需要更多的时间。"},
    {"Ein Mann mit einem orangefarbenen Hut, der etwas anstarrt.", "Zwei Kinder spielen im Park mit einem Ball.",
     "Eine Frau in einem roten Kleid steht vor einem alten Haus und telefoniert.",
     "Ein brauner Hund läuft über eine grüne Wiese."},
    {"A man in an orange hat is looking at something.", "Two children are playing with a ball in the park.",
     "A woman in a red dress is standing in front of an old house.", "A brown dog runs across a green meadow."}};

double unknownShare(const Tokenizer &tokenizer, const std::vector<std::string> &sentences)
{
    std::size_t tokens = 0;
    std::ptrdiff_t unknown = 0;
    for (const std::string &sentence : sentences) {
        const std::vector<int> ids = tokenizer.encode(sentence);
        tokens += ids.size();
        unknown += std::count(ids.begin(), ids.end(), tokenizer.unknownId());
    }
    return tokens > 0 ? static_cast<double>(unknown) / static_cast<double>(tokens) : 1;
}

/// The samples in the language that the model knows best.
const std::vector<std::string> &samplesFor(const Tokenizer &tokenizer)
{
    return *std::min_element(kSamples.begin(), kSamples.end(), [&](const auto &one, const auto &other) {
        return unknownShare(tokenizer, one) < unknownShare(tokenizer, other);
    });
}

std::vector<std::string> readSentences(const std::string &path, const std::stop_token &stop)
{
    InputStream in(path, stop);
    LineReader lines(in, path);
    std::vector<std::string> sentences;
    while (sentences.size() < kMostSentences) {
        std::optional<std::string> line = lines.next();
        if (!line)
            break;
        if (!normalizeLine(*line).empty())
            sentences.push_back(std::move(*line));
    }
    if (sentences.empty())
        throw InputError(path + ": the file has no sentence");
    return sentences;
}

/// The value below which `share` of the samples lie.
double quantile(std::vector<double> samples, double share)
{
    const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(samples.size() - 1) + 0.5);
    std::nth_element(samples.begin(), samples.begin() + rank, samples.end());
    return samples[static_cast<std::size_t>(rank)];
}

nlohmann::ordered_json buildInformation()
{
    const std::string library = loadedLibrary("libfovea_core.so");
    nlohmann::ordered_json build{{"simd", instructionSetOf(library)},
                                 {"type", FOVEA_BUILD_TYPE},
                                 {"compiler", __VERSION__},
                                 {"version", FOVEA_VERSION}};
    if (!library.empty())
        build["library"] = library;
    return build;
}

double millisecondsOf(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

struct StepTimes {
    std::vector<double> encodings; ///< ms, one a sentence
    std::vector<double> steps;     ///< ms
};

class Bench
{
public:
    Bench(const Options &options, Console &console)
        : console_(console), path_(options.text("model")), progress_(console.err, console.errTerminal)
    {
        const std::vector<double> openings = measureOpening();
        sentences_ = options.has("input") ? readSentences(options.text("input"), console.stop.get_token())
                                          : samplesFor(translator_->sourceTokenizer());
        const StepTimes times = measureSteps();
        const double greedy = tokensPerSecond(1);
        const double beam = tokensPerSecond(kBeam);
        progress_.clear();

        result_ = {{"model", translator_->info().name},
                   {"sentences", sentences_.size()},
                   {"openMilliseconds", quantile(openings, 0.5)},
                   {"encodeMilliseconds", quantile(times.encodings, 0.5)},
                   {"stepMilliseconds",
                    {{"median", quantile(times.steps, 0.5)},
                     {"p95", quantile(times.steps, 0.95)},
                     {"steps", times.steps.size()}}},
                   {"tokensPerSecond", {{"greedy", greedy}, {"beam5", beam}}},
                   {"hardwareThreads", std::thread::hardware_concurrency()},
                   {"build", buildInformation()}};
    }

    std::string text() const { return result_.dump(2) + "\n"; }

private:
    void checkStop() const
    {
        if (console_.stop.stop_requested())
            throw Cancelled();
    }

    std::vector<double> measureOpening()
    {
        std::vector<double> times;
        for (int i = 0; i < kOpenings; ++i) {
            checkStop();
            progress_.show("opening");
            const auto start = Clock::now();
            translator_ = Translator::open(path_);
            times.push_back(millisecondsOf(Clock::now() - start));
        }
        return times;
    }

    /// Runs `once` on every sentence until enough time has gone by; the first round warms up and is not counted.
    template <typename Function>
    void repeat(const std::string &what, const Function &once)
    {
        double seconds = 0;
        for (int round = 0; seconds < kShortestSeconds; ++round) {
            for (const std::string &sentence : sentences_) {
                checkStop();
                progress_.show(what);
                const auto start = Clock::now();
                once(sentence, round > 0);
                if (round > 0)
                    seconds += std::chrono::duration<double>(Clock::now() - start).count();
            }
        }
    }

    StepTimes measureSteps()
    {
        StepTimes times;
        repeat("measuring steps", [&](const std::string &sentence, bool counts) {
            auto start = Clock::now();
            const std::unique_ptr<HypothesisTree> tree = translator_->begin(sentence);
            if (counts)
                times.encodings.push_back(millisecondsOf(Clock::now() - start));
            for (NodeId node = kRootNode; tree->canStep(node);) {
                start = Clock::now();
                node = tree->step(node);
                if (counts)
                    times.steps.push_back(millisecondsOf(Clock::now() - start));
            }
        });
        return times;
    }

    /// Target tokens of whole translations, encoding and trace included.
    double tokensPerSecond(int width)
    {
        BeamOptions options;
        options.width = width;
        std::size_t tokens = 0;
        double seconds = 0;
        repeat("measuring beam " + std::to_string(width), [&](const std::string &sentence, bool counts) {
            const auto start = Clock::now();
            const AttentionTrace trace = translator_->translate(sentence, options);
            if (!counts)
                return;
            seconds += std::chrono::duration<double>(Clock::now() - start).count();
            tokens += trace.steps.size();
        });
        return static_cast<double>(tokens) / seconds;
    }

    Console &console_;
    std::string path_;
    ProgressLine progress_;
    std::shared_ptr<const Translator> translator_;
    std::vector<std::string> sentences_;
    nlohmann::ordered_json result_;
};

int run(const Options &options, Console &console)
{
    console.out << Bench(options, console).text() << std::flush;
    requireGood(console.out);
    return kDone;
}

} // namespace

Command benchCommand() { return {syntax(), run}; }

} // namespace fovea::app
