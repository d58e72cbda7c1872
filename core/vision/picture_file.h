#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/types/image.h"

namespace fovea
{

/// Most pixels that a picture may have: 100 megapixels, 300 MB as an Image. Read off the header before anything is
/// decoded, so that a small file cannot ask for more.
inline constexpr long long kMaxPicturePixels = 100'000'000;

/// JPEG, PNG, WebP, BMP or TIFF, told by the first bytes and not by the name; the first page or frame of several.
/// The result is upright (EXIF orientation applied), grey is spread over the channels, transparent pixels lie on white,
/// 16 bits are rounded to 8 and CMYK is converted. Colour profiles are not applied.
/// Throws FileError for what cannot be read in full: nothing is guessed of a picture that ends too early.
Image readPicture(const std::filesystem::path &path);

/// The same from memory, e.g. the clipboard; `name` stands for the file in errors.
Image readPicture(std::string_view bytes, const std::string &name);

/// Whether a file begins like one of the formats above: for listing a folder. False if it cannot be read.
bool isPicture(const std::filesystem::path &path) noexcept;

/// The name of a format that is not read, where a file begins like one: "GIF", "HEIC", ... Else empty.
std::string_view otherPictureFormat(const std::filesystem::path &path) noexcept;

} // namespace fovea
