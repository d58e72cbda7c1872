#include "core/train/trainer.h"

#include <chrono>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "core/io/atomic_file.h"
#include "core/io/bundle.h"
#include "core/metrics/bleu.h"
#include "core/tasks/translation_bundle.h"
#include "core/tasks/translator.h"
#include "core/text/tokenizer.h"
#include "core/train/checkpoint.h"
#include "core/train/train_step.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string readFile(const std::filesystem::path &path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

class Trainer
{
public:
    Trainer(const TrainConfig &config, const TrainOptions &options, const RunControl &control,
            const TrainReport &report);
    TrainResult run();

private:
    std::filesystem::path file(const char *name) const { return folder_ / name; }
    void claimFolder() const;
    void openTokenizers();
    void loadData();
    Seq2Seq::Sizes sizes() const;
    bool trainEpoch(const std::vector<std::vector<int>> &batches);
    void evaluate();
    double devBleu();
    std::unique_ptr<Seq2Seq> averagedModel();
    void saveBest();
    void save();
    void sendReport(bool evaluated);

    const TrainConfig &config_;
    TrainOptions options_;
    const RunControl &control_;
    const TrainReport &report_;
    std::filesystem::path folder_;
    std::shared_ptr<const Tokenizer> source_;
    std::shared_ptr<const Tokenizer> target_;
    std::vector<EncodedPair> pairs_;
    ParallelLines dev_;
    Workers workers_;
    std::unique_ptr<Seq2Seq> model_;
    std::unique_ptr<TrainStep> step_;
    TrainState state_;
    long long totalSteps_ = 0;

    // Since the last report or checkpoint.
    Clock::time_point reported_ = Clock::now();
    Clock::time_point saved_ = Clock::now();
    double secondsSinceReport_ = 0; ///< of training alone, without evaluation
    double loss_ = 0;
    Index words_ = 0;
    double secondsPerStep_ = 0; ///< running average
};

Trainer::Trainer(const TrainConfig &config, const TrainOptions &options, const RunControl &control,
                 const TrainReport &report)
    : config_(config), options_(options), control_(control), report_(report), workers_(std::max(1, options.threads))
{
    while (!options_.output.has_filename() && options_.output.has_parent_path())
        options_.output = options_.output.parent_path();
    folder_ = options_.output;
    folder_ += ".training";
    claimFolder();
    openTokenizers();
    loadData();
    model_ = std::make_unique<Seq2Seq>(sizes());
    std::mt19937 random(config.seed);
    model_->initialize(random);
    TrainStep::Options step;
    step.loss.dropout = static_cast<Scalar>(config.dropout);
    step.loss.smoothing = static_cast<Scalar>(config.labelSmoothing);
    step.clip = config.clip;
    step.averaging = config.averaging;
    step.seed = config.seed;
    step_ = std::make_unique<TrainStep>(*model_, workers_, step);
    if (exists(file("checkpoint.safetensors")))
        state_ = loadCheckpoint(file("checkpoint.safetensors"), model_->parameters(), step_->adam());
}

void Trainer::claimFolder() const
{
    if (exists(file("checkpoint.safetensors")) && !options_.resume)
        throw FileError(folder_.string(), "holds a started run: go on with --resume, or remove the folder");
    if (exists(file("config.json"))) {
        if (readFile(file("config.json")) != config_.text)
            throw FileError(folder_.string(),
                            "holds a run with another configuration: remove the folder to start anew");
        return;
    }
    std::error_code error;
    create_directories(folder_, error);
    if (error)
        throw FileError(folder_.string(), "cannot be created: " + error.message());
    writeFileAtomically(file("config.json"), config_.text);
}

void Trainer::openTokenizers()
{
    const auto open = [this](const char *name, const TokenizerTraining &options, auto side) {
        if (!exists(file(name))) {
            std::vector<std::filesystem::path> files;
            for (const TrainConfig::ParallelFiles &part : config_.train)
                files.push_back(part.*side);
            trainSentencePiece(files, options, file(name));
        }
        return openSentencePiece(file(name));
    };
    source_ = open("source.spm", config_.source, &TrainConfig::ParallelFiles::source);
    target_ = open("target.spm", config_.target, &TrainConfig::ParallelFiles::target);
}

void Trainer::loadData()
{
    for (const TrainConfig::ParallelFiles &files : config_.train)
        encodePairs(readParallelLines(files), files.times, config_.maxTokens, *source_, *target_, pairs_);
    if (pairs_.empty())
        throw InputError(config_.train.front().source.string() + ": no sentence pair that can be used");
    dev_ = readParallelLines(config_.dev);
}

Seq2Seq::Sizes Trainer::sizes() const
{
    const TrainConfig::Model &model = config_.model;
    return {model.match,   source_->size(), target_->size(), model.embedding,
            model.encoder, model.decoder,   model.attention};
}

TrainResult Trainer::run()
{
    bool stopped = false;
    while (!stopped && state_.epoch < config_.epochs) {
        const auto batches =
            makeBatches(pairs_, config_.batchTokens, config_.batchSentences, config_.seed, state_.epoch);
        totalSteps_ = static_cast<long long>(batches.size()) * config_.epochs;
        stopped = !trainEpoch(batches);
    }
    return {state_.bestBleu, state_.step, state_.seconds, stopped};
}

/// False when it was stopped.
bool Trainer::trainEpoch(const std::vector<std::vector<int>> &batches)
{
    const auto count = static_cast<long long>(batches.size());
    const long long interval = std::max(1LL, count / config_.evaluationsPerEpoch);
    while (state_.batch < count) {
        if (control_.stopRequested()) {
            save();
            return false;
        }
        const auto start = Clock::now();
        const double rate =
            learningRate(state_.step + 1, config_.learningRate, config_.warmupSteps, totalSteps_, config_.finalRate);
        const TrainStep::Result result = step_->run(pairs_, batches[static_cast<std::size_t>(state_.batch)],
                                                    target_->beginId(), state_.step + 1, rate);
        ++state_.step;
        ++state_.batch;
        state_.targetWords += result.targetWords;
        loss_ += result.loss;
        words_ += result.targetWords;
        const double seconds = secondsSince(start);
        state_.seconds += seconds;
        secondsSinceReport_ += seconds;
        secondsPerStep_ = secondsPerStep_ > 0 ? 0.99 * secondsPerStep_ + 0.01 * seconds : seconds;
        control_.report(state_.step, totalSteps_);
        if (secondsSince(reported_) > 2)
            sendReport(false);
        const bool last = state_.batch == count;
        if (last || (state_.batch % interval == 0 && count - state_.batch >= interval))
            evaluate();
        if (last) {
            ++state_.epoch;
            state_.batch = 0;
        }
        if (last || secondsSince(saved_) > config_.checkpointSeconds)
            save();
        if (last)
            return true;
    }
    return true;
}

void Trainer::evaluate()
{
    state_.lastBleu = devBleu();
    if (state_.lastBleu > state_.bestBleu) {
        state_.bestBleu = state_.lastBleu;
        state_.bestStep = state_.step;
        saveBest();
    }
    sendReport(true);
}

std::unique_ptr<Seq2Seq> Trainer::averagedModel()
{
    auto averaged = std::make_unique<Seq2Seq>(sizes());
    for (int id = 0; id < averaged->parameters().size(); ++id)
        averaged->parameters()[id].value = step_->adam().averages()[id];
    return averaged;
}

double Trainer::devBleu()
{
    const auto translator = Translator::assemble(
        {options_.output.filename().string(), "", std::string(kTranslationTask), config_.model.match}, averagedModel(),
        source_, target_);
    std::vector<std::string> outputs(dev_.source.size());
    workers_.run([&](int index) {
        for (std::size_t i = static_cast<std::size_t>(index); i < outputs.size();
             i += static_cast<std::size_t>(workers_.size()))
            if (!source_->encode(dev_.source[i]).empty())
                outputs[i] = translator->translate(dev_.source[i], {}).targetText;
    });
    return corpusBleu(outputs, dev_.target).score;
}

void Trainer::saveBest()
{
    TranslationConfig bundle;
    bundle.sizes = sizes();
    bundle.training = nlohmann::json{{"step", state_.step},
                                     {"epochs", static_cast<double>(state_.step) * config_.epochs /
                                                    static_cast<double>(std::max(1LL, totalSteps_))},
                                     {"targetTokens", state_.targetWords},
                                     {"seconds", std::llround(state_.seconds)},
                                     {"devBleuGreedy", state_.bestBleu},
                                     {"configuration", nlohmann::json::parse(config_.text)}}
                          .dump();
    Bundle out;
    out.folder = options_.output;
    out.configText = toJson(bundle);
    out.tensors = toTensors(averagedModel()->parameters());
    writeBundle(options_.output, out, TensorType::F16,
                {{"source.spm", readFile(file("source.spm"))}, {"target.spm", readFile(file("target.spm"))}});
}

void Trainer::save()
{
    saveCheckpoint(file("checkpoint.safetensors"), model_->parameters(), step_->adam(), state_);
    saved_ = Clock::now();
}

void Trainer::sendReport(bool evaluated)
{
    TrainProgress progress;
    progress.epoch = std::min(state_.epoch + 1, config_.epochs);
    progress.epochs = config_.epochs;
    progress.step = state_.step;
    progress.steps = totalSteps_;
    progress.loss = words_ > 0 ? loss_ / static_cast<double>(words_) : 0;
    progress.bleu = state_.lastBleu;
    progress.bestBleu = state_.bestBleu;
    progress.tokensPerSecond = secondsSinceReport_ > 0 ? static_cast<double>(words_) / secondsSinceReport_ : 0;
    progress.secondsLeft = secondsPerStep_ * static_cast<double>(totalSteps_ - state_.step);
    progress.evaluated = evaluated;
    if (report_)
        report_(progress);
    reported_ = Clock::now();
    secondsSinceReport_ = 0;
    loss_ = 0;
    words_ = 0;
}

} // namespace

TrainResult train(const TrainConfig &config, const TrainOptions &options, const RunControl &control,
                  const TrainReport &report)
{
    return Trainer(config, options, control, report).run();
}

} // namespace fovea
