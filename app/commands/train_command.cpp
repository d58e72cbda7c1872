#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "app/commands/commands.h"
#include "app/commands/progress_line.h"
#include "core/train/trainer.h"

namespace fovea::app
{

namespace
{

/// Between the lines of a log that nobody watches; every evaluation has a line too.
constexpr std::chrono::seconds kLogInterval{30};

CommandSyntax syntax()
{
    return {"train",
            "Train a model of translation or of captioning, as the configuration says.",
            {"CONFIG.json"},
            {{"output", 'o', "BUNDLE", "folder of the model: always the best one so far", true},
             {"resume", 0, "", "go on with a run that was stopped or killed"},
             {"overwrite", 0, "", "start anew over a model or a run that is there"},
             {"threads", 0, "N", "threads to use (default: one for every processor)"}},
            "What a resumed run needs is kept in the folder BUNDLE.training, which can be removed when all is done.\n"
            "Ctrl-C writes a checkpoint there and ends with exit status 130.\n"};
}

std::string progressText(const TrainProgress &progress)
{
    if (progress.toPrepare > 0)
        return "features of picture " + std::to_string(progress.prepared) + " of " + std::to_string(progress.toPrepare);
    std::array<char, 256> text{};
    std::snprintf(text.data(), text.size(), "epoch %d/%d  step %lld/%lld  loss %.3f", progress.epoch, progress.epochs,
                  progress.step, progress.steps, progress.loss);
    std::string line = text.data();
    if (progress.bleu >= 0) {
        std::snprintf(text.data(), text.size(), "  BLEU %.2f (best %.2f)", progress.bleu, progress.bestBleu);
        line += text.data();
    }
    std::snprintf(text.data(), text.size(), "  %.0f tokens/s  %s left", progress.tokensPerSecond,
                  durationText(progress.secondsLeft).c_str());
    return line + text.data();
}

/// Shows progress on a terminal, and writes what is to stay on standard output.
class TrainLog
{
public:
    explicit TrainLog(Console &console) : console_(console), line_(console.err, console.errTerminal) {}

    void report(const TrainProgress &progress)
    {
        const auto now = std::chrono::steady_clock::now();
        const bool watched = console_.errTerminal;
        if (progress.evaluated || (!watched && now - loggedAt_ >= kLogInterval)) {
            write(progressText(progress) + (progress.evaluated ? "  evaluated" : ""));
            loggedAt_ = now;
        } else {
            line_.show(progressText(progress));
        }
    }

    void write(const std::string &text)
    {
        line_.clear();
        console_.out << text << std::endl;
        requireGood(console_.out);
    }

private:
    Console &console_;
    ProgressLine line_;
    std::chrono::steady_clock::time_point loggedAt_{};
};

std::string summary(const TrainResult &result, const std::string &output)
{
    std::array<char, 128> text{};
    std::snprintf(text.data(), text.size(), "%lld steps in %s, best BLEU %.2f: ", result.steps,
                  durationText(result.seconds).c_str(), result.bestBleu);
    return text.data() + output;
}

int run(const Options &options, Console &console)
{
    if (options.has("resume") && options.has("overwrite"))
        throw UsageError("--resume and --overwrite exclude each other");
    const TrainOptions training{options.text("output"), options.has("resume"), threadCount(options),
                                options.has("overwrite")};
    const TrainConfig config = readTrainConfig(options.argument(0));

    TrainLog log(console);
    RunControl control;
    control.stop = console.stop.get_token();
    const TrainResult result =
        train(config, training, control, [&](const TrainProgress &progress) { log.report(progress); });
    if (result.stopped) {
        log.write("stopped after " + std::to_string(result.steps) + " steps; --resume goes on");
        throw Cancelled();
    }
    log.write(summary(result, training.output.string()));
    return kDone;
}

} // namespace

Command trainCommand() { return {syntax(), run}; }

} // namespace fovea::app
