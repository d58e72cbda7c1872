#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/types/image.h"

namespace fovea
{

/// Why a picture cannot be read, for a person; the caller adds the file's name.
struct PictureProblem {
    std::string text;
};

/// A picture as its file stores it, and how it has to be turned.
struct StoredPicture {
    Image image;
    int orientation = 1; ///< EXIF tag 274, 1 to 8
};

// Each checks the size in the header with checkPictureSize before it decodes, and throws PictureProblem.
StoredPicture decodeJpeg(std::string_view bytes);
StoredPicture decodePng(std::string_view bytes);
StoredPicture decodeWebp(std::string_view bytes);
StoredPicture decodeTiff(std::string_view bytes);
StoredPicture decodeBmp(std::string_view bytes);

/// Throws PictureProblem for a picture without pixels or with more than kMaxPicturePixels.
void checkPictureSize(long long width, long long height);

/// An opaque image of that size whose pixels are still to be written; checks the size.
Image blankPicture(long long width, long long height);

/// The text when a file ends before its picture does.
extern const char *const kEndsTooEarly;

/// EXIF tag 274 of a TIFF-structured block ("II*" or "MM*" first); 1 when it is missing or makes no sense.
int exifOrientation(std::string_view block) noexcept;

/// Turns and mirrors a stored picture upright.
Image upright(StoredPicture picture);

/// One row of straight (not premultiplied) red, green, blue, alpha on white: c' = c a + 255 (1 - a).
void overWhite(const std::uint8_t *rgba, std::uint8_t *rgb, int width);

/// a * b / 255, rounded.
inline std::uint8_t times255(unsigned a, unsigned b)
{
    const unsigned product = a * b + 128;
    return static_cast<std::uint8_t>((product + (product >> 8)) >> 8);
}

} // namespace fovea
