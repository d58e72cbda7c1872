#pragma once

#include <filesystem>

#include "core/train/parallel_corpus.h"
#include "core/train/train_config.h"
#include "core/train/training_task.h"

namespace fovea
{

class Tokenizer;

/// The loss of a translation model on sentence pairs: item i is pairs[i].
class TranslationLoss : public BatchLoss
{
public:
    /// All of them must outlive the object. The normalizer of `options` is set per batch.
    TranslationLoss(Seq2Seq &model, const std::vector<EncodedPair> &pairs, int beginId, const LossOptions &options)
        : model_(model), pairs_(pairs), beginId_(beginId), options_(options)
    {
    }

    ParameterSet &parameters() override { return model_.parameters(); }
    std::unique_ptr<Part> makePart() const override;
    /// The weight of the links in the updates to come.
    void setGuide(Scalar weight) { options_.guide = weight; }

private:
    Seq2Seq &model_;
    const std::vector<EncodedPair> &pairs_;
    int beginId_;
    LossOptions options_;
};

/// Translation as the Trainer sees it. Throws on construction what readParallelLines throws, and InputError for an
/// empty dev set; prepare() throws InputError when no pair can be used.
std::unique_ptr<TrainingTask> makeTranslationTask(const TrainConfig &config);

} // namespace fovea
