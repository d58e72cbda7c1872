#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "core/types/decoder_kind.h"
#include "core/types/match_function.h"

// Used by .cpp files of core/tasks only: fields of a bundle's config.json. All throw FileError naming `path`.

namespace fovea::bundlefields
{

inline constexpr int kMaxSize = 1 << 16;
inline constexpr int kMaxVocabulary = 1 << 20;

nlohmann::json parseObject(const std::string &text, const std::filesystem::path &path);
int sizeField(const nlohmann::json &sizes, const char *field, int most, const std::filesystem::path &path);
std::string textField(const nlohmann::json &object, const char *field, const std::filesystem::path &path);
MatchFunction matchField(const nlohmann::json &config, const std::filesystem::path &path);
/// "decoder"; plain when it is not there.
DecoderKind decoderField(const nlohmann::json &config, const std::filesystem::path &path);
const nlohmann::json &sizesField(const nlohmann::json &config, const std::filesystem::path &path);

} // namespace fovea::bundlefields
