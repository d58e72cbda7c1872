#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "app/caption/captioning_model.h"
#include "support/fake_extractor.h"
#include "support/fake_translation_model.h"

namespace fovea::test
{

/// A caption model over a grid of 1 x 3 cells that says w2 w3 w4 ⟨end⟩ of any picture.
class FakeCaptioningModel final : public app::CaptioningModel
{
public:
    explicit FakeCaptioningModel(const std::string &name = "fake", std::shared_ptr<StepLog> log = nullptr)
        : info_{name, "/models/" + name, "captioning", MatchFunction::Additive}, words_(name, std::move(log))
    {
    }

    const ModelInfo &info() const override { return info_; }
    GridFeatures features(const Image &image) const override
    {
        ++*extractions_;
        return extractor_.extract(image);
    }
    GridGeometry geometry(int width, int height) const override { return extractor_.geometry(width, height); }
    std::unique_ptr<HypothesisTree> begin(const GridFeatures &features) const override
    {
        if (features.rows != 1 || features.columns != 3)
            throw InputError("the features are not of this model's extractor");
        return words_.begin("picture");
    }
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view picture) const override
    {
        AttentionTrace trace = words_.trace(tree, leaf, picture);
        trace.model = info_;
        trace.source = {SourceAxis::Kind::Grid, {}, 1, 1, 3};
        return trace;
    }
    std::vector<int> targetIds(std::string_view text) const override { return words_.targetIds(text); }
    std::string display(int id) const override { return words_.display(id); }

    /// How often features() ran.
    int extractions() const { return *extractions_; }

private:
    ModelInfo info_;
    FakeTranslationModel words_;
    FakeExtractor extractor_{1, 3, 5};
    std::shared_ptr<std::atomic<int>> extractions_ = std::make_shared<std::atomic<int>>(0);
};

} // namespace fovea::test
