#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/decode/beam_search.h"
#include "core/decode/hypothesis_tree.h"
#include "core/types/attention.h"
#include "core/types/image.h"
#include "core/types/run_control.h"
#include "core/vision/feature_extractor.h"

namespace fovea
{

class CaptionModel;
class Tokenizer;

/// A caption bundle opened for decoding. Immutable and shared between threads; every begin() makes its own decoding
/// state.
class Captioner
{
public:
    /// Throws FileError or ModelError (another task, missing or changed extractor, sizes that disagree).
    static std::shared_ptr<const Captioner> open(const std::filesystem::path &bundle);
    /// From parts in memory. Throws ModelError when the sizes disagree. `plainText`: the captions were trained on as
    /// plainText() writes them.
    static std::shared_ptr<const Captioner> assemble(ModelInfo info, std::unique_ptr<const CaptionModel> model,
                                                     std::shared_ptr<const Tokenizer> target,
                                                     std::shared_ptr<const FeatureExtractor> extractor, bool plainText);
    ~Captioner();

    const ModelInfo &info() const;
    const FeatureExtractor &extractor() const;
    const Tokenizer &targetTokenizer() const;
    const CaptionModel &model() const;

    /// Most words of a caption: decoding that never ends stops there with complete = false.
    static int maxTargetTokens();

    /// The slow part, once per picture. Throws InputError for an empty image.
    GridFeatures features(const Image &image) const { return extractor().extract(image); }

    /// The tree holds only its root, and keeps the model alive. Throws InputError when the features are not of this
    /// model's extractor.
    std::unique_ptr<HypothesisTree> begin(const GridFeatures &features) const;

    /// The words from the root to `leaf` with display texts; the source axis is the extractor's grid and sourceText is
    /// `picture`, the picture's name.
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view picture) const;

    /// Target ids of a typed text, for forcing one word or a whole caption (no end symbol).
    std::vector<int> targetIds(std::string_view text) const;

    /// begin + beam search (width 1 = greedy) + trace of the best hypothesis.
    AttentionTrace caption(const GridFeatures &features, std::string_view picture, const BeamOptions &options,
                           const RunControl &control = {}) const;
    AttentionTrace caption(const Image &image, std::string_view picture, const BeamOptions &options,
                           const RunControl &control = {}) const
    {
        return caption(features(image), picture, options, control);
    }

private:
    struct Parts;
    explicit Captioner(std::shared_ptr<const Parts> parts);

    std::shared_ptr<const Parts> parts_;
};

} // namespace fovea
