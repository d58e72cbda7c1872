#pragma once

#include <memory>

#include "core/train/caption_data.h"
#include "core/train/train_config.h"
#include "core/train/training_task.h"

namespace fovea
{

/// The loss of a caption model: item i is pictures[i] with its captions.
class CaptionTrainingLoss : public BatchLoss
{
public:
    /// Of a batch's features: fills f x (n S) for the chosen items.
    using ReadFeatures = std::function<void(std::span<const int> items, std::mt19937 &random, Matrix &features)>;

    /// All of them must outlive the object. The normalizer of `options` is set per batch.
    CaptionTrainingLoss(CaptionModel &model, const std::vector<EncodedCaptions> &pictures, Index positions, int beginId,
                        const CaptionLoss &options, ReadFeatures read)
        : model_(model), pictures_(pictures), positions_(positions), beginId_(beginId), options_(options),
          read_(std::move(read))
    {
    }

    ParameterSet &parameters() override { return model_.parameters(); }
    std::unique_ptr<Part> makePart() const override;

private:
    class CaptionPart;

    CaptionModel &model_;
    const std::vector<EncodedCaptions> &pictures_;
    Index positions_;
    int beginId_;
    CaptionLoss options_;
    ReadFeatures read_;
};

/// Captioning as the Trainer sees it. Throws on construction what readCaptions and openOnnxExtractor throw, and
/// InputError for an empty dev set; prepare() throws FileError for the pictures, the feature cache and the place of the
/// shared extractor, InputError when no caption can be used.
std::unique_ptr<TrainingTask> makeCaptionTask(const TrainConfig &config);

} // namespace fovea
