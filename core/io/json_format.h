#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/types/attention.h"

namespace fovea
{

/// What a JSON file says it is.
struct JsonFormat {
    std::string format;                   ///< of its first object: "fovea-trace", "fovea-session", ...
    std::optional<SourceAxis::Kind> axis; ///< of the first trace in it
};

/// Reads as far as it must to know, wherever the fields stand: a file that breaks off later has said what it is.
/// Nothing where the file does not begin with a JSON object that names a format, or cannot be read.
std::optional<JsonFormat> jsonFormat(const std::filesystem::path &path) noexcept;

} // namespace fovea
