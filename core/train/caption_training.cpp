#include "core/train/caption_training.h"

#include "core/io/atomic_file.h"
#include "core/io/bundle.h"
#include "core/io/checksum.h"
#include "core/io/file_access.h"
#include "core/metrics/bleu.h"
#include "core/tasks/caption_bundle.h"
#include "core/tasks/captioner.h"
#include "core/text/plain_text.h"
#include "core/text/tokenizer.h"
#include "core/train/checkpoint.h"
#include "core/train/feature_cache.h"
#include "core/train/train_progress.h"
#include "core/train/training_folder.h"
#include "core/types/error.h"
#include "core/vision/sha256.h"

namespace fovea
{

class CaptionTrainingLoss::CaptionPart : public BatchLoss::Part
{
public:
    explicit CaptionPart(const CaptionTrainingLoss &loss) : loss_(loss), options_(loss.options_) {}

    Index load(std::span<const int> items) override
    {
        items_.assign(items.begin(), items.end());
        CaptionBatch batch = captionBatch(loss_.pictures_, items, loss_.beginId_);
        batch.features.swap(batch_.features); // keeps the memory
        batch.positions = loss_.positions_;
        batch_ = std::move(batch);
        return batch_.targetWords();
    }

    Var loss(Tape &tape, Scalar normalizer, std::mt19937 &random) override
    {
        if (items_.empty())
            return {};
        loss_.read_(items_, random, batch_.features);
        options_.normalizer = normalizer;
        return loss_.model_.loss(tape, batch_, options_, random);
    }

private:
    const CaptionTrainingLoss &loss_;
    CaptionLoss options_;
    std::vector<int> items_;
    CaptionBatch batch_;
};

std::unique_ptr<BatchLoss::Part> CaptionTrainingLoss::makePart() const { return std::make_unique<CaptionPart>(*this); }

namespace
{

constexpr std::uint64_t kMaxExtractorBytes = 1U << 30;

class CaptionTask : public TrainingTask
{
public:
    explicit CaptionTask(const TrainConfig &config);

    bool prepare(const TrainingFolder &folder, Workers &workers, const std::stop_token &stop,
                 const Report &report) override;
    ParameterSet &parameters() override { return loss_->parameters(); }
    std::unique_ptr<Part> makePart() const override { return loss_->makePart(); }
    std::uint64_t fingerprint() const override { return fingerprint_; }
    std::vector<std::vector<int>> batches(int epoch) const override
    {
        return makeCaptionBatches(pictures_, config_.batchTokens, config_.batchSentences, config_.seed, epoch);
    }
    const char *measure() const override { return "devBleu4Greedy"; }
    std::optional<double> evaluate(const Gradients &averages, Workers &workers,
                                   const std::stop_token &stop) const override;
    void save(const Gradients &averages, const TrainingFolder &folder, const std::string &record,
              bool first) const override;

private:
    void shareExtractor(const TrainingFolder &folder) const;
    bool readPictures(const TrainingFolder &folder, Workers &workers, const std::stop_token &stop,
                      const Report &report);
    void makeModel();
    CaptionModel::Sizes sizes() const;
    std::unique_ptr<CaptionModel> averaged(const Gradients &averages) const;
    GridFeatures featuresOf(int record) const;

    const TrainConfig &config_;
    ExtractorReference extractorReference_; ///< as the bundle says it
    std::shared_ptr<const FeatureExtractor> extractor_;
    std::vector<CaptionedPicture> data_; ///< until prepare()
    std::vector<CaptionedPicture> dev_;
    std::vector<int> devRecords_;
    std::shared_ptr<const Tokenizer> target_;
    std::unique_ptr<FeatureCache> cache_;
    std::vector<EncodedCaptions> pictures_;
    std::uint64_t fingerprint_ = 0;
    FeatureStatistics statistics_;
    std::unique_ptr<CaptionModel> model_;
    std::unique_ptr<CaptionTrainingLoss> loss_;
};

CaptionTask::CaptionTask(const TrainConfig &config) : config_(config)
{
    const TrainConfig::Captions &captions = config.captions;
    for (const TrainConfig::CaptionFiles &files : captions.train) {
        const std::vector<CaptionedPicture> part = readCaptions(files, captions.plainText);
        data_.insert(data_.end(), part.begin(), part.end());
    }
    dev_ = readCaptions(captions.dev, captions.plainText);
    if (dev_.empty())
        throw InputError(captions.dev.captions.string() + ": no caption to evaluate on");
    extractorReference_ = {"../backbone/" + captions.backbone.filename().string(), captions.extractor};
    extractor_ = openOnnxExtractor(captions.backbone, captions.extractor);
    extractorReference_.config.sha256 = sha256OfFile(captions.backbone);
}

bool CaptionTask::prepare(const TrainingFolder &folder, Workers &workers, const std::stop_token &stop,
                          const Report &report)
{
    shareExtractor(folder);
    target_ = folder.tokenizer("target", config_.target, config_.captions.train.front().captions, [&] {
        std::vector<std::string> lines;
        for (const CaptionedPicture &picture : data_)
            lines.insert(lines.end(), picture.captions.begin(), picture.captions.end());
        return lines;
    });
    if (!readPictures(folder, workers, stop, report))
        return false;
    makeModel();
    return true;
}

/// Bundles share one extractor, in the folder beside them.
void CaptionTask::shareExtractor(const TrainingFolder &folder) const
{
    const std::filesystem::path shared = (folder.bundle() / extractorReference_.file).lexically_normal();
    if (exists(shared)) {
        if (sha256OfFile(shared) != extractorReference_.config.sha256)
            throw FileError(shared.string(), "is another extractor than " + config_.captions.backbone.string() +
                                                 ": bundles beside it may need it, so it is not replaced");
        return;
    }
    std::error_code error;
    create_directories(shared.parent_path(), error);
    if (error)
        throw FileError(shared.parent_path().string(), "cannot be created: " + error.message());
    writeFileAtomically(shared, readFile(config_.captions.backbone, kMaxExtractorBytes));
}

bool CaptionTask::readPictures(const TrainingFolder &folder, Workers &workers, const std::stop_token &stop,
                               const Report &report)
{
    ExtractorReference identity = extractorReference_; // all that features depend on, and no file name
    identity.file.clear();
    const std::filesystem::path &wanted = config_.captions.featureCache;
    cache_ = std::make_unique<FeatureCache>(wanted.empty() ? folder.file("features.bin") : wanted, *extractor_,
                                            toJson(identity),
                                            wanted.empty() ? FeatureCache::Owner::Run : FeatureCache::Owner::Shared);
    std::vector<std::filesystem::path> files;
    for (const auto *part : {&data_, &dev_})
        for (const CaptionedPicture &picture : *part)
            files.push_back(picture.picture);
    const std::vector<int> records =
        cache_->records(files, *extractor_, workers, stop, [&](std::size_t done, std::size_t total) {
            TrainProgress progress;
            progress.prepared = static_cast<long long>(done);
            progress.toPrepare = static_cast<long long>(total);
            report(progress);
        });
    if (records.empty())
        return false;
    pictures_ = encodeCaptions(data_, std::span(records).first(data_.size()), config_.maxTokens, *target_);
    devRecords_.assign(records.begin() + static_cast<std::ptrdiff_t>(data_.size()), records.end());
    data_.clear();
    if (pictures_.empty())
        throw InputError(config_.captions.train.front().captions.string() + ": no caption that can be used");
    Fnv1a inputs;
    inputs.add(fovea::fingerprint(pictures_));
    inputs.add(toJson(identity));
    for (const int record : records)
        inputs.add(cache_->picture(record));
    for (const CaptionedPicture &picture : dev_)
        for (const std::string &caption : picture.captions)
            inputs.add(caption);
    fingerprint_ = inputs.value();
    statistics_ = featureStatistics(*cache_, pictures_);
    return true;
}

void CaptionTask::makeModel()
{
    model_ = std::make_unique<CaptionModel>(sizes(), kMostTrainedParameters);
    std::mt19937 random(config_.seed);
    model_->initialize(random);
    CaptionLoss options;
    options.dropout = static_cast<Scalar>(config_.dropout);
    options.smoothing = static_cast<Scalar>(config_.labelSmoothing);
    options.doublyStochastic = static_cast<Scalar>(config_.captions.doublyStochastic);
    const Index positions = Index{cache_->rows()} * cache_->columns();
    const auto read = [this, positions](std::span<const int> items, std::mt19937 &draw, Matrix &features) {
        features.resize(cache_->size(), positions * static_cast<Index>(items.size()));
        Index column = 0;
        for (const int item : items) {
            const bool mirrored = config_.captions.mirror && (draw() & 1U) != 0;
            readFeatures(*cache_, pictures_[static_cast<std::size_t>(item)].record, statistics_, mirrored,
                         features.middleCols(column, positions));
            column += positions;
        }
    };
    loss_ = std::make_unique<CaptionTrainingLoss>(*model_, pictures_, positions, target_->beginId(), options, read);
}

CaptionModel::Sizes CaptionTask::sizes() const
{
    const TrainConfig::Model &model = config_.model;
    return {model.match,     cache_->size(), target_->size(), model.annotation,
            model.embedding, model.decoder,  model.attention, config_.decoder};
}

/// Of features as the extractor gives them.
std::unique_ptr<CaptionModel> CaptionTask::averaged(const Gradients &averages) const
{
    auto model = std::make_unique<CaptionModel>(sizes());
    for (int id = 0; id < averages.size(); ++id)
        model->parameters()[id].value = averages[id];
    model->foldNormalization(statistics_.mean, statistics_.deviation);
    return model;
}

GridFeatures CaptionTask::featuresOf(int record) const
{
    const FeatureStatistics none{Vector::Zero(cache_->size()), Vector::Ones(cache_->size())};
    GridFeatures features{Matrix(cache_->size(), Index{cache_->rows()} * cache_->columns()), cache_->rows(),
                          cache_->columns()};
    readFeatures(*cache_, record, none, false, features.values);
    return features;
}

/// Corpus BLEU-4 of greedy captions with all references of a picture.
std::optional<double> CaptionTask::evaluate(const Gradients &averages, Workers &workers,
                                            const std::stop_token &stop) const
{
    const auto captioner = Captioner::assemble({"", "", "caption", config_.model.match}, averaged(averages), target_,
                                               extractor_, config_.captions.plainText);
    std::vector<std::string> outputs(dev_.size());
    workers.run([&](int index) {
        const auto threads = static_cast<std::size_t>(workers.size());
        for (auto i = static_cast<std::size_t>(index); i < outputs.size() && !stop.stop_requested(); i += threads)
            outputs[i] = captioner->caption(featuresOf(devRecords_[i]), "", {}).targetText;
    });
    if (stop.stop_requested())
        return std::nullopt;
    std::vector<std::vector<std::string>> references;
    for (const CaptionedPicture &picture : dev_)
        references.push_back(picture.captions);
    const bool characters = config_.target.kind == TokenizerTraining::Kind::Character;
    return corpusBleu(outputs, references, characters ? BleuTokenizer::Character : BleuTokenizer::V13a).score;
}

void CaptionTask::save(const Gradients &averages, const TrainingFolder &folder, const std::string &record,
                       bool first) const
{
    CaptionConfig bundle;
    bundle.sizes = sizes();
    bundle.plainText = config_.captions.plainText;
    bundle.extractor = extractorReference_;
    bundle.training = record;
    Bundle out;
    if (!first)
        out.folder = folder.bundle();
    out.configText = toJson(bundle);
    out.tensors = toTensors(averaged(averages)->parameters());
    writeBundle(folder.bundle(), out, TensorType::F16,
                {{"target.spm", readFile(folder.file("target.spm"), kMaxBundleFileBytes)}});
}

} // namespace

std::unique_ptr<TrainingTask> makeCaptionTask(const TrainConfig &config)
{
    return std::make_unique<CaptionTask>(config);
}

} // namespace fovea
