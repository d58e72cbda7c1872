#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/io/safetensors.h"
#include "core/nn/seq2seq.h"

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

// Tensors are stored as PyTorch would: a weight as (output, input), a table as (vocabulary, features), a bias as a
// vector.

TensorMap toTensors(const ParameterSet &parameters);
/// Throws FileError naming `path` and the tensor where the stored shapes do not fit the sizes: to be asked before a
/// model of these sizes is made, so that a hostile config cannot make it allocate more than the file holds.
void checkSizes(const Seq2Seq::Sizes &sizes, const TensorMap &tensors, const std::filesystem::path &path);
/// Fills the parameters. Throws FileError naming `path` and the tensor when one is missing, unknown or of another
/// shape.
void fromTensors(ParameterSet &parameters, const TensorMap &tensors, const std::filesystem::path &path);

} // namespace fovea
