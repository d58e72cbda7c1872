#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/caption/picture_source.h"
#include "app/decode/decode_input.h"

namespace fovea::app
{

/// What the caption page's controller needs of a model. Immutable: shared between threads.
class CaptioningModel : public DecodeModel
{
public:
    /// The slow part, once for each picture.
    virtual GridFeatures features(const Image &image) const = 0;
    /// Where the grid lies on a picture of this size.
    virtual GridGeometry geometry(int width, int height) const = 0;
    /// The tree holds only its root.
    virtual std::unique_ptr<HypothesisTree> begin(const GridFeatures &features) const = 0;
    /// The words from the root to `leaf` with display texts; `picture` is the picture's name.
    virtual AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view picture) const = 0;
    /// Target ids of a typed text (no end symbol).
    virtual std::vector<int> targetIds(std::string_view text) const = 0;
    /// A target word as a person reads it.
    virtual std::string display(int id) const = 0;
};

/// A caption model and a picture for it. Its features are computed at most once, however often it is decoded.
class PictureInput final : public DecodeInput
{
public:
    /// `forWindow`: encoding also prepares what the window shows of the picture.
    PictureInput(std::shared_ptr<const CaptioningModel> model, std::shared_ptr<const PictureSource> picture,
                 bool forWindow = false)
        : model_(std::move(model)), picture_(std::move(picture)), forWindow_(forWindow)
    {
    }

    const std::shared_ptr<const CaptioningModel> &model() const { return model_; }
    const std::shared_ptr<const PictureSource> &picture() const { return picture_; }

    const ModelInfo &info() const override { return model_->info(); }
    std::unique_ptr<HypothesisTree> begin() const override;
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf) const override
    {
        return model_->trace(tree, leaf, picture_->name().toStdString());
    }
    std::vector<int> targetIds(std::string_view text) const override { return model_->targetIds(text); }
    std::string display(int id) const override { return model_->display(id); }

private:
    std::shared_ptr<const CaptioningModel> model_;
    std::shared_ptr<const PictureSource> picture_;
    bool forWindow_;
};

/// Opens a bundle on a worker thread. Throws FileError or ModelError.
using CaptioningModelOpener =
    std::function<std::shared_ptr<const CaptioningModel>(const std::filesystem::path &bundle)>;

/// The real one: Captioner::open.
std::shared_ptr<const CaptioningModel> openCaptioningModel(const std::filesystem::path &bundle);

} // namespace fovea::app
