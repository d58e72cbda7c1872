#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/nn/caption_model.h"
#include "core/tasks/model_tensors.h"
#include "core/vision/feature_extractor.h"

namespace fovea
{

/// The picture encoder of a caption bundle: an ONNX file that several bundles may share.
struct ExtractorReference {
    std::string file; ///< relative to the bundle: in it ("backbone.onnx") or beside it ("../backbone/backbone.onnx")
    ExtractorConfig config;
};

/// config.json of a caption bundle.
struct CaptionConfig {
    CaptionModel::Sizes sizes;
    std::string targetTokenizer = "target.spm"; ///< file in the bundle
    bool plainText = true;                      ///< the captions were trained on as plainText() writes them
    ExtractorReference extractor;
    std::string training = "{}"; ///< JSON object: data, steps, metrics; for the reader of the bundle
};

inline constexpr std::string_view kCaptioningTask = "captioning";

/// Throws FileError naming `path` and the field.
CaptionConfig parseCaptionConfig(const std::string &configText, const std::filesystem::path &path);
std::string toJson(const CaptionConfig &config);

/// The JSON object "extractor" of a config.json or of a training configuration. Throws FileError naming `path` and the
/// field.
ExtractorReference parseExtractor(const std::string &json, const std::filesystem::path &path);
std::string toJson(const ExtractorReference &extractor);

/// Opens the extractor of a bundle. Throws FileError when the file is missing, lies elsewhere than in the bundle or in
/// a folder beside it, has another hash, or cannot be run; ModelError when its features are not those of the model.
std::shared_ptr<const FeatureExtractor> openExtractor(const std::filesystem::path &bundle, const CaptionConfig &config);

/// As makeModel of core/tasks/translation_bundle.h.
std::unique_ptr<CaptionModel> makeCaptionModel(const CaptionModel::Sizes &sizes, const TensorMap &tensors,
                                               const std::filesystem::path &path);

} // namespace fovea
