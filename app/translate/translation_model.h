#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/decode/decode_input.h"

namespace fovea::app
{

/// What the translate page's controller needs of a model. Immutable: shared between threads.
class TranslationModel : public DecodeModel
{
public:
    /// Encodes the sentence; the tree holds only its root. Throws InputError for a blank or too long sentence.
    virtual std::unique_ptr<HypothesisTree> begin(std::string_view sentence) const = 0;
    /// The words from the root to `leaf` with display texts.
    virtual AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view sentence) const = 0;
    /// Target ids of a typed text (no end symbol).
    virtual std::vector<int> targetIds(std::string_view text) const = 0;
    /// A target word as a person reads it.
    virtual std::string display(int id) const = 0;
};

/// A translation model and a sentence for it.
class SentenceInput final : public DecodeInput
{
public:
    SentenceInput(std::shared_ptr<const TranslationModel> model, std::string sentence)
        : model_(std::move(model)), sentence_(std::move(sentence))
    {
    }

    const TranslationModel &model() const { return *model_; }
    const std::string &sentence() const { return sentence_; }

    const ModelInfo &info() const override { return model_->info(); }
    std::unique_ptr<HypothesisTree> begin() const override { return model_->begin(sentence_); }
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf) const override
    {
        return model_->trace(tree, leaf, sentence_);
    }
    std::vector<int> targetIds(std::string_view text) const override { return model_->targetIds(text); }
    std::string display(int id) const override { return model_->display(id); }

private:
    std::shared_ptr<const TranslationModel> model_;
    std::string sentence_;
};

/// Opens a bundle on a worker thread. Throws FileError or ModelError.
using ModelOpener = std::function<std::shared_ptr<const TranslationModel>(const std::filesystem::path &bundle)>;

/// The real one: Translator::open.
std::shared_ptr<const TranslationModel> openTranslationModel(const std::filesystem::path &bundle);

} // namespace fovea::app
