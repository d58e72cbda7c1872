#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "core/decode/hypothesis_tree.h"
#include "core/types/attention.h"

namespace fovea::app
{

/// What the translate page's controller needs of a model. Immutable: shared between threads.
class TranslationModel
{
public:
    virtual ~TranslationModel() = default;

    virtual const ModelInfo &info() const = 0;
    /// Encodes the sentence; the tree holds only its root. Throws InputError for a blank or too long sentence.
    virtual std::unique_ptr<HypothesisTree> begin(std::string_view sentence) const = 0;
    /// The words from the root to `leaf` with display texts.
    virtual AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view sentence) const = 0;
    /// Target ids of a typed text (no end symbol).
    virtual std::vector<int> targetIds(std::string_view text) const = 0;
};

/// Opens a bundle on a worker thread. Throws FileError or ModelError.
using ModelOpener = std::function<std::shared_ptr<const TranslationModel>(const std::filesystem::path &bundle)>;

/// The real one: Translator::open.
std::shared_ptr<const TranslationModel> openTranslationModel(const std::filesystem::path &bundle);

} // namespace fovea::app
