#include "core/train/translation_training.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "core/io/bundle.h"
#include "core/io/checksum.h"
#include "core/io/file_access.h"
#include "core/tasks/translation_bundle.h"
#include "core/tasks/translator.h"
#include "core/text/tokenizer.h"
#include "core/train/checkpoint.h"
#include "core/train/dev_bleu.h"
#include "core/train/training_folder.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

class TranslationPart : public BatchLoss::Part
{
public:
    /// `options` may change between updates.
    TranslationPart(const Seq2Seq &model, const std::vector<EncodedPair> &pairs, int beginId,
                    const LossOptions &options)
        : model_(model), pairs_(pairs), beginId_(beginId), options_(options)
    {
    }

    Index load(std::span<const int> items) override
    {
        batch_ = padBatch(pairs_, items, beginId_);
        return batch_.targetWords;
    }

    Var loss(Tape &tape, Scalar normalizer, std::mt19937 &random) override
    {
        LossOptions options = options_;
        options.normalizer = normalizer;
        return batch_.size() == 0 ? Var{} : model_.loss(tape, batch_, options, random);
    }

private:
    const Seq2Seq &model_;
    const std::vector<EncodedPair> &pairs_;
    int beginId_;
    const LossOptions &options_;
    TranslationBatch batch_;
};

class TranslationTask : public TrainingTask
{
public:
    explicit TranslationTask(const TrainConfig &config);

    bool prepare(const TrainingFolder &folder, Workers &workers, const std::stop_token &stop, const Report &) override;
    ParameterSet &parameters() override { return loss_->parameters(); }
    void beginEpoch(int epoch) override
    {
        loss_->setGuide(static_cast<Scalar>(config_.guide.weight * std::pow(config_.guide.decay, epoch)));
    }
    std::unique_ptr<Part> makePart() const override { return loss_->makePart(); }
    std::uint64_t fingerprint() const override { return fingerprint_; }
    std::vector<std::vector<int>> batches(int epoch) const override
    {
        return makeBatches(pairs_, config_.batchTokens, config_.batchSentences, config_.seed, epoch);
    }
    const char *measure() const override { return "devBleuGreedy"; }
    std::optional<double> evaluate(const Gradients &averages, Workers &workers,
                                   const std::stop_token &stop) const override;
    void save(const Gradients &averages, const TrainingFolder &folder, const std::string &record,
              bool first) const override;

private:
    void encode(Workers &workers, const std::stop_token &stop);
    Seq2Seq::Sizes sizes() const;
    std::unique_ptr<Seq2Seq> averaged(const Gradients &averages) const;

    const TrainConfig &config_;
    std::vector<ParallelLines> data_; ///< until prepare()
    ParallelLines dev_;
    std::shared_ptr<const Tokenizer> source_;
    std::shared_ptr<const Tokenizer> target_;
    std::vector<EncodedPair> pairs_;
    std::uint64_t fingerprint_ = 0;
    std::unique_ptr<Seq2Seq> model_;
    std::unique_ptr<TranslationLoss> loss_;
};

TranslationTask::TranslationTask(const TrainConfig &config) : config_(config)
{
    for (const TrainConfig::ParallelFiles &files : config_.train)
        data_.push_back(readParallelLines(files));
    dev_ = readParallelLines(config_.dev);
    if (dev_.source.empty())
        throw InputError(config_.dev.source.string() + ": no sentence to evaluate on");
}

/// The lines as ids, with the links that guide them; each as often as an epoch sees it.
void TranslationTask::encode(Workers &workers, const std::stop_token &stop)
{
    std::vector<EncodedPair> pairs;
    std::vector<int> times;
    for (std::size_t i = 0; i < data_.size(); ++i) {
        encodePairs(data_[i], 1, config_.maxTokens, *source_, *target_, pairs);
        times.resize(pairs.size(), config_.train[i].times);
    }
    data_.clear();
    if (config_.guide.weight > 0)
        addAlignerLinks(pairs, workers.size(), stop);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs_.insert(pairs_.end(), static_cast<std::size_t>(times[i]), pairs[i]);
}

bool TranslationTask::prepare(const TrainingFolder &folder, Workers &workers, const std::stop_token &stop,
                              const Report &)
{
    const auto tokenizer = [&](const char *name, const TokenizerTraining &training,
                               std::filesystem::path TrainConfig::ParallelFiles::*file,
                               std::vector<std::string> ParallelLines::*side) {
        return folder.tokenizer(name, training, config_.train.front().*file, [&] {
            std::vector<std::string> lines;
            for (const ParallelLines &part : data_)
                lines.insert(lines.end(), (part.*side).begin(), (part.*side).end());
            return lines;
        });
    };
    source_ = tokenizer("source", config_.source, &TrainConfig::ParallelFiles::source, &ParallelLines::source);
    target_ = tokenizer("target", config_.target, &TrainConfig::ParallelFiles::target, &ParallelLines::target);
    encode(workers, stop);
    if (stop.stop_requested())
        return false;
    if (pairs_.empty())
        throw InputError(config_.train.front().source.string() + ": no sentence pair that can be used");
    Fnv1a inputs;
    inputs.add(fovea::fingerprint(pairs_));
    for (const auto *side : {&dev_.source, &dev_.target})
        for (const std::string &line : *side)
            inputs.add(line);
    fingerprint_ = inputs.value();
    model_ = std::make_unique<Seq2Seq>(sizes(), kMostTrainedParameters);
    std::mt19937 random(config_.seed);
    model_->initialize(random);
    LossOptions options;
    options.dropout = static_cast<Scalar>(config_.dropout);
    options.smoothing = static_cast<Scalar>(config_.labelSmoothing);
    loss_ = std::make_unique<TranslationLoss>(*model_, pairs_, target_->beginId(), options);
    return true;
}

Seq2Seq::Sizes TranslationTask::sizes() const
{
    const TrainConfig::Model &model = config_.model;
    return {model.match,   source_->size(), target_->size(), model.embedding,
            model.encoder, model.decoder,   model.attention, config_.decoder};
}

std::unique_ptr<Seq2Seq> TranslationTask::averaged(const Gradients &averages) const
{
    auto model = std::make_unique<Seq2Seq>(sizes());
    for (int id = 0; id < averages.size(); ++id)
        model->parameters()[id].value = averages[id];
    return model;
}

std::optional<double> TranslationTask::evaluate(const Gradients &averages, Workers &workers,
                                                const std::stop_token &stop) const
{
    const auto translator = Translator::assemble({"", "", std::string(kTranslationTask), config_.model.match},
                                                 averaged(averages), source_, target_);
    return greedyBleu(*translator, dev_, workers, stop);
}

void TranslationTask::save(const Gradients &averages, const TrainingFolder &folder, const std::string &record,
                           bool first) const
{
    TranslationConfig bundle;
    bundle.sizes = sizes();
    bundle.training = record;
    Bundle out;
    if (!first)
        out.folder = folder.bundle();
    out.configText = toJson(bundle);
    out.tensors = toTensors(averaged(averages)->parameters());
    writeBundle(folder.bundle(), out, TensorType::F16,
                {{"source.spm", readFile(folder.file("source.spm"), kMaxBundleFileBytes)},
                 {"target.spm", readFile(folder.file("target.spm"), kMaxBundleFileBytes)}});
}

} // namespace

std::unique_ptr<BatchLoss::Part> TranslationLoss::makePart() const
{
    return std::make_unique<TranslationPart>(model_, pairs_, beginId_, options_);
}

std::unique_ptr<TrainingTask> makeTranslationTask(const TrainConfig &config)
{
    return std::make_unique<TranslationTask>(config);
}

} // namespace fovea
