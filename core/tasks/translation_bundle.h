#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/nn/seq2seq.h"
#include "core/tasks/model_tensors.h"

namespace fovea
{

/// config.json of a translation bundle.
struct TranslationConfig {
    Seq2Seq::Sizes sizes;
    std::string sourceTokenizer = "source.spm"; ///< file in the bundle
    std::string targetTokenizer = "target.spm";
    std::string training =
        "{}"; ///< JSON object: data, steps, metrics; for the reader of the bundle, not for the program
};

inline constexpr std::string_view kBundleFormat = "fovea-bundle";
inline constexpr std::string_view kTranslationTask = "translation";

/// The "task" of a bundle's config. Throws FileError naming `path` when it is not a Fovea bundle's.
std::string bundleTask(const std::string &configText, const std::filesystem::path &path);

/// Throws FileError naming `path` and the field.
TranslationConfig parseTranslationConfig(const std::string &configText, const std::filesystem::path &path);
std::string toJson(const TranslationConfig &config);

/// A model of these sizes with the parameters of a file, never larger than the file, whatever a hostile config says.
/// Throws FileError naming `path` and the tensor when one is missing, unknown or of another shape.
std::unique_ptr<Seq2Seq> makeModel(const Seq2Seq::Sizes &sizes, const TensorMap &tensors,
                                   const std::filesystem::path &path);

} // namespace fovea
