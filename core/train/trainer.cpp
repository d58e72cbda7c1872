#include "core/train/trainer.h"

#include <chrono>

#include <nlohmann/json.hpp>

#include "core/train/caption_training.h"
#include "core/train/checkpoint.h"
#include "core/train/train_step.h"
#include "core/train/training_folder.h"
#include "core/train/translation_training.h"

namespace fovea
{

namespace
{

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::unique_ptr<TrainingTask> makeTask(const TrainConfig &config)
{
    return config.task == TrainConfig::Task::Captioning ? makeCaptionTask(config) : makeTranslationTask(config);
}

class Trainer
{
public:
    Trainer(const TrainConfig &config, const TrainOptions &options, const RunControl &control,
            const TrainReport &report);
    TrainResult run();

private:
    bool prepare();
    bool trainEpoch(const std::vector<std::vector<int>> &batches);
    void trainBatch(const std::vector<int> &batch);
    bool isEvaluationDue(long long batches) const;
    bool evaluate();
    void saveBest(bool first);
    void save();
    void sendReport(bool evaluated);

    const TrainConfig &config_;
    const RunControl &control_;
    const TrainReport &report_;
    TrainingFolder folder_;
    std::unique_ptr<TrainingTask> task_;
    Workers workers_;
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
      task_(makeTask(config)), // reads the data first of all: nothing is written for files that do not fit
      workers_(std::max(1, options.threads))
{
    folder_.claim(config, options.resume, options.overwrite);
}

/// Goes on from the checkpoint if there is one. False when it was stopped.
bool Trainer::prepare()
{
    if (!task_->prepare(
            folder_, workers_, control_.stop, report_ ? report_ : [](const TrainProgress &) {}))
        return false;
    step_ = std::make_unique<TrainStep>(*task_, workers_,
                                        TrainStep::Options{config_.clip, config_.averaging, config_.seed});
    if (!exists(folder_.checkpoint()))
        return true;
    state_ = loadCheckpoint(folder_.checkpoint(), task_->parameters(), step_->adam());
    if (state_.inputs != 0 && state_.inputs != task_->fingerprint())
        folder_.fail("holds a run with other training data: start anew with --overwrite");
    return true;
}

TrainResult Trainer::run()
{
    bool stopped = !prepare();
    while (!stopped && state_.epoch < config_.epochs) {
        task_->beginEpoch(state_.epoch);
        const auto batches = task_->batches(state_.epoch);
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
    const TrainStep::Result result = step_->run(batch, state_.step + 1, rate);
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
    const std::optional<double> score = task_->evaluate(step_->adam().averages(), workers_, control_.stop);
    if (!score)
        return false;
    state_.evaluatedStep = state_.step;
    state_.lastBleu = *score;
    if (state_.lastBleu > state_.bestBleu) {
        const bool first = state_.bestBleu < 0;
        state_.bestBleu = state_.lastBleu;
        state_.bestStep = state_.step;
        saveBest(first);
    }
    sendReport(true);
    return true;
}

void Trainer::saveBest(bool first)
{
    const nlohmann::json record{
        {"step", state_.step},
        {"epochs", static_cast<double>(state_.step) * config_.epochs / static_cast<double>(std::max(1LL, totalSteps_))},
        {"targetTokens", state_.targetWords},
        {"seconds", std::llround(state_.seconds)},
        {task_->measure(), state_.bestBleu},
        {"configuration", nlohmann::json::parse(config_.text)}};
    task_->save(step_->adam().averages(), folder_, record.dump(), first);
}

void Trainer::save()
{
    state_.inputs = task_->fingerprint();
    saveCheckpoint(folder_.checkpoint(), task_->parameters(), step_->adam(), state_);
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
