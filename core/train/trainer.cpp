#include "core/train/trainer.h"

#include <chrono>

#include <nlohmann/json.hpp>

#include "core/io/bundle.h"
#include "core/io/file_access.h"
#include "core/tasks/translation_bundle.h"
#include "core/tasks/translator.h"
#include "core/text/tokenizer.h"
#include "core/train/checkpoint.h"
#include "core/train/dev_bleu.h"
#include "core/train/train_step.h"
#include "core/train/training_folder.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

using Clock = std::chrono::steady_clock;

/// A checkpoint has four values of 4 bytes for each, and a megabyte for its header; a larger one could not be read
/// again.
constexpr Index kMostParameters = (kMaxSafetensorsFile - (1U << 20)) / 16;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class Trainer
{
public:
    Trainer(const TrainConfig &config, const TrainOptions &options, const RunControl &control,
            const TrainReport &report);
    TrainResult run();

private:
    std::vector<ParallelLines> readData();
    void encodeData(const std::vector<ParallelLines> &data);
    void makeModel();
    void goOn();
    Seq2Seq::Sizes sizes() const;
    bool trainEpoch(const std::vector<std::vector<int>> &batches);
    void trainBatch(const std::vector<int> &batch);
    bool isEvaluationDue(long long batches) const;
    bool evaluate();
    std::unique_ptr<Seq2Seq> averagedModel();
    void saveBest();
    void save();
    void sendReport(bool evaluated);

    const TrainConfig &config_;
    const RunControl &control_;
    const TrainReport &report_;
    TrainingFolder folder_;
    std::shared_ptr<const Tokenizer> source_;
    std::shared_ptr<const Tokenizer> target_;
    std::vector<EncodedPair> pairs_;
    std::uint64_t fingerprint_ = 0; ///< of the pairs
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
    double secondsPerStep_ = 0;   ///< running average
    long long reportedMille_ = 0; ///< of all steps, to RunControl
};

Trainer::Trainer(const TrainConfig &config, const TrainOptions &options, const RunControl &control,
                 const TrainReport &report)
    : config_(config), control_(control), report_(report), folder_(options.output),
      workers_(std::max(1, options.threads))
{
    const std::vector<ParallelLines> data = readData(); // first of all: nothing is written for files that do not fit
    folder_.claim(config, options.resume);
    source_ = folder_.tokenizer("source.spm", config, config.source, &TrainConfig::ParallelFiles::source);
    target_ = folder_.tokenizer("target.spm", config, config.target, &TrainConfig::ParallelFiles::target);
    encodeData(data);
    makeModel();
    if (exists(folder_.checkpoint()))
        goOn();
}

std::vector<ParallelLines> Trainer::readData()
{
    std::vector<ParallelLines> data;
    for (const TrainConfig::ParallelFiles &files : config_.train)
        data.push_back(readParallelLines(files));
    dev_ = readParallelLines(config_.dev);
    if (dev_.source.empty())
        throw InputError(config_.dev.source.string() + ": no sentence to evaluate on");
    return data;
}

void Trainer::encodeData(const std::vector<ParallelLines> &data)
{
    for (std::size_t i = 0; i < data.size(); ++i)
        encodePairs(data[i], config_.train[i].times, config_.maxTokens, *source_, *target_, pairs_);
    if (pairs_.empty())
        throw InputError(config_.train.front().source.string() + ": no sentence pair that can be used");
    fingerprint_ = fingerprint(pairs_);
}

void Trainer::makeModel()
{
    model_ = std::make_unique<Seq2Seq>(sizes(), kMostParameters);
    std::mt19937 random(config_.seed);
    model_->initialize(random);
    TrainStep::Options step;
    step.loss.dropout = static_cast<Scalar>(config_.dropout);
    step.loss.smoothing = static_cast<Scalar>(config_.labelSmoothing);
    step.clip = config_.clip;
    step.averaging = config_.averaging;
    step.seed = config_.seed;
    step_ = std::make_unique<TrainStep>(*model_, workers_, step);
}

void Trainer::goOn()
{
    state_ = loadCheckpoint(folder_.checkpoint(), model_->parameters(), step_->adam());
    if (state_.data != 0 && state_.data != fingerprint_)
        folder_.fail("holds a run with other training data: remove the folder to start anew");
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
    for (;;) {
        // A run that was stopped in an evaluation goes on with it.
        const bool stopped = isEvaluationDue(count) ? !evaluate() : control_.stopRequested();
        const bool finished = state_.batch >= count;
        if (finished && !stopped) {
            ++state_.epoch;
            state_.batch = 0;
        }
        if (finished || stopped || secondsSince(saved_) > config_.checkpointSeconds)
            save();
        if (finished || stopped)
            return !stopped;
        trainBatch(batches[static_cast<std::size_t>(state_.batch)]);
        if (secondsSince(reported_) > 2 && !isEvaluationDue(count))
            sendReport(false);
    }
}

void Trainer::trainBatch(const std::vector<int> &batch)
{
    const auto start = Clock::now();
    const double rate =
        learningRate(state_.step + 1, config_.learningRate, config_.warmupSteps, totalSteps_, config_.finalRate);
    const TrainStep::Result result = step_->run(pairs_, batch, target_->beginId(), state_.step + 1, rate);
    ++state_.step;
    ++state_.batch;
    state_.targetWords += result.targetWords;
    loss_ += result.loss;
    words_ += result.targetWords;
    const double seconds = secondsSince(start);
    state_.seconds += seconds;
    secondsSinceReport_ += seconds;
    secondsPerStep_ = secondsPerStep_ > 0 ? 0.99 * secondsPerStep_ + 0.01 * seconds : seconds;
    if (const long long mille = state_.step * 1000 / totalSteps_; mille != reportedMille_) {
        reportedMille_ = mille;
        control_.report(state_.step, totalSteps_);
    }
}

/// After every `batches / evaluationsPerEpoch` batches, the last time at the end of the epoch.
bool Trainer::isEvaluationDue(long long batches) const
{
    if (state_.batch == 0 || state_.evaluatedStep == state_.step)
        return false;
    const long long interval = std::max(1LL, batches / config_.evaluationsPerEpoch);
    return state_.batch == batches || (state_.batch % interval == 0 && batches - state_.batch >= interval);
}

/// False when it was stopped.
bool Trainer::evaluate()
{
    const auto translator = Translator::assemble(
        {folder_.bundle().filename().string(), "", std::string(kTranslationTask), config_.model.match}, averagedModel(),
        source_, target_);
    const std::optional<double> bleu = greedyBleu(*translator, dev_, workers_, control_.stop);
    if (!bleu)
        return false;
    state_.evaluatedStep = state_.step;
    state_.lastBleu = *bleu;
    if (state_.lastBleu > state_.bestBleu) {
        state_.bestBleu = state_.lastBleu;
        state_.bestStep = state_.step;
        saveBest();
    }
    sendReport(true);
    return true;
}

std::unique_ptr<Seq2Seq> Trainer::averagedModel()
{
    auto averaged = std::make_unique<Seq2Seq>(sizes());
    for (int id = 0; id < averaged->parameters().size(); ++id)
        averaged->parameters()[id].value = step_->adam().averages()[id];
    return averaged;
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
    out.folder = folder_.bundle();
    out.configText = toJson(bundle);
    out.tensors = toTensors(averagedModel()->parameters());
    writeBundle(folder_.bundle(), out, TensorType::F16,
                {{"source.spm", readFile(folder_.file("source.spm"), kMaxBundleFileBytes)},
                 {"target.spm", readFile(folder_.file("target.spm"), kMaxBundleFileBytes)}});
}

void Trainer::save()
{
    state_.data = fingerprint_;
    saveCheckpoint(folder_.checkpoint(), model_->parameters(), step_->adam(), state_);
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
