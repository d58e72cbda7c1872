#include "app/caption/captioning_model.h"

#include "core/tasks/captioner.h"
#include "core/text/tokenizer.h"

namespace fovea::app
{

namespace
{

class CaptionerModel final : public CaptioningModel
{
public:
    explicit CaptionerModel(std::shared_ptr<const Captioner> captioner) : captioner_(std::move(captioner)) {}

    const ModelInfo &info() const override { return captioner_->info(); }
    GridFeatures features(const Image &image) const override { return captioner_->features(image); }
    GridGeometry geometry(int width, int height) const override
    {
        return captioner_->extractor().geometry(width, height);
    }
    std::unique_ptr<HypothesisTree> begin(const GridFeatures &features) const override
    {
        return captioner_->begin(features);
    }
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view picture) const override
    {
        return captioner_->trace(tree, leaf, picture);
    }
    std::vector<int> targetIds(std::string_view text) const override { return captioner_->targetIds(text); }
    std::string display(int id) const override { return captioner_->targetTokenizer().display(id); }

private:
    std::shared_ptr<const Captioner> captioner_;
};

} // namespace

std::unique_ptr<HypothesisTree> PictureInput::begin() const
{
    if (forWindow_)
        picture_->load();
    const auto features = picture_->features(model_, [this](const Image &image) { return model_->features(image); });
    return model_->begin(*features);
}

std::shared_ptr<const CaptioningModel> openCaptioningModel(const std::filesystem::path &bundle)
{
    return std::make_shared<CaptionerModel>(Captioner::open(bundle));
}

} // namespace fovea::app
