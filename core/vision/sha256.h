#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace fovea
{

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Of a whole file. Throws FileError.
std::string sha256OfFile(const std::filesystem::path &path);

} // namespace fovea
