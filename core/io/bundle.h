#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/io/safetensors.h"

namespace fovea
{

/// A model bundle: a folder with config.json, model.safetensors and what else the task needs (source.spm, target.spm,
/// README.md, ...).
struct Bundle {
    std::filesystem::path folder; ///< where it was read from; empty for a new one
    std::string name;             ///< the folder's own name, e.g. "zh-en-additive"
    std::string configText;       ///< config.json: one JSON object
    TensorMap tensors;            ///< model.safetensors
};

inline constexpr std::uint64_t kMaxConfigBytes = 4U << 20;
inline constexpr std::uint64_t kMaxBundleFileBytes = 256U << 20;

/// What is wrong with the text of a config, which must be a JSON object within the limits; empty when nothing.
std::string configProblem(const std::string &text);

/// True when the folder has a config.json and a model.safetensors; says nothing about what is in them.
bool isBundle(const std::filesystem::path &folder) noexcept;

/// Reads and checks the config (a JSON object, UTF-8, bounded) and the tensors. Throws FileError.
Bundle readBundle(const std::filesystem::path &folder);

/// The config alone, checked as readBundle does it: fast enough to list many bundles. Throws FileError.
std::string readBundleConfig(const std::filesystem::path &folder);

/// The path of another file of the bundle, e.g. "source.spm". Throws FileError if it is missing, empty, too large or
/// not in the bundle's own folder (the name may come from a config nobody vouches for).
std::filesystem::path requireFile(const Bundle &bundle, const std::string &fileName);

/// Writes a bundle as one atomic change: a new folder beside the old one is filled, synced and swapped in.
/// The other files come from `files` (name -> content) and, where not given there, from bundle.folder if that exists.
/// An existing bundle is replaced; files in it that no bundle has by name are kept. A folder that is not a bundle and
/// not empty is refused. Throws FileError, and ModelError for a config or tensors that cannot be stored.
void writeBundle(const std::filesystem::path &folder, const Bundle &bundle, TensorType type,
                 const std::map<std::string, std::string> &files = {});

} // namespace fovea
