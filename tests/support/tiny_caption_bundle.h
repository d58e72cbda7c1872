#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/io/bundle.h"
#include "core/tasks/caption_bundle.h"
#include "core/tasks/captioner.h"
#include "core/text/tokenizer.h"
#include "core/vision/sha256.h"
#include "support/fake_extractor.h"
#include "support/tiny_bundle.h"

// A small caption model with random parameters, made by the program's own code: captions nonsense, deterministically.
// Links: fovea_tasks fovea_vision.

namespace fovea::test
{

inline const std::vector<std::string> &tinyCaptionLines()
{
    static const std::vector<std::string> lines{"a black dog runs through the snow", "two children play in the water",
                                                "a man rides a bicycle on a dirt road",
                                                "a girl in a red dress jumps over a ball"};
    return lines;
}

struct TinyCaptionOptions {
    MatchFunction match = MatchFunction::Additive;
    unsigned seed = 1;
    float endBias = 0; ///< as TinyBundleOptions
};

/// A model whose features are those of an extractor; `end`: the tokenizer's end symbol.
inline std::unique_ptr<CaptionModel> tinyCaptionModel(const TinyCaptionOptions &options, int features, int vocabulary,
                                                      int end)
{
    auto model =
        std::make_unique<CaptionModel>(CaptionModel::Sizes{options.match, features, vocabulary, 10, 12, 16, 9});
    std::mt19937 random(options.seed);
    model->initialize(random);
    // Random parameters of the usual size are nearly indifferent between words; larger ones have opinions.
    for (int id = 0; id < model->parameters().size(); ++id) {
        Parameter &parameter = model->parameters()[id];
        if (parameter.name.ends_with("embedding") || parameter.name.starts_with("match."))
            parameter.value *= 4;
        if (parameter.name == "output.bias")
            parameter.value(end) += static_cast<Scalar>(options.endBias);
    }
    return model;
}

/// In memory, with the fake extractor; `folder` is for its tokenizer's file.
inline std::shared_ptr<const Captioner> tinyCaptioner(const std::filesystem::path &folder,
                                                      const TinyCaptionOptions &options = {})
{
    const std::filesystem::path file = folder / "tiny_caption.spm";
    trainSentencePiece(tinyCaptionLines(), {TokenizerTraining::Kind::Bpe, 70, 1.0}, file);
    auto target = openSentencePiece(file);
    auto extractor = std::make_shared<const FakeExtractor>();
    auto model = tinyCaptionModel(options, extractor->size(), target->size(), target->endId());
    return Captioner::assemble({"tiny-caption", "", "caption", options.match}, std::move(model), std::move(target),
                               std::move(extractor), true);
}

/// Writes a bundle into `folder`, whose parent exists, with the project's own backbone beside it as all bundles have
/// it.
inline std::filesystem::path writeTinyCaptionBundle(const std::filesystem::path &folder,
                                                    const TinyCaptionOptions &options = {})
{
    const std::filesystem::path backbone = std::filesystem::path(FOVEA_SOURCE_DIR) / "resources/models/backbone";
    const std::filesystem::path shared = folder.parent_path() / "backbone";
    std::filesystem::create_directories(shared);
    std::filesystem::copy_file(backbone / "backbone.onnx", shared / "backbone.onnx",
                               std::filesystem::copy_options::overwrite_existing);
    const std::filesystem::path file = folder.string() + ".target.spm";
    trainSentencePiece(tinyCaptionLines(), {TokenizerTraining::Kind::Bpe, 70, 1.0}, file);
    const std::shared_ptr<const Tokenizer> target = openSentencePiece(file);
    constexpr int kBackboneFeatures = 256;
    const auto model = tinyCaptionModel(options, kBackboneFeatures, target->size(), target->endId());
    CaptionConfig config;
    config.sizes = model->sizes();
    config.extractor.file = "../backbone/backbone.onnx";
    config.extractor.config.sha256 = sha256OfFile(shared / "backbone.onnx");
    const Bundle bundle{{}, folder.filename().string(), toJson(config), toTensors(model->parameters())};
    writeBundle(folder, bundle, TensorType::F32, {{"target.spm", fileText(file)}});
    std::filesystem::remove(file);
    return folder;
}

/// A picture of some colours, `seed` after `seed`.
inline Image somePicture(unsigned seed, int width = 40, int height = 30)
{
    Image image;
    image.width = width;
    image.height = height;
    image.rgb.resize(static_cast<std::size_t>(3) * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    std::mt19937 random(seed);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                image.row(y)[3 * x + c] =
                    static_cast<std::uint8_t>((x / 10 * 60 + y / 10 * 90 * c + random() % 40) % 256);
    return image;
}

} // namespace fovea::test
