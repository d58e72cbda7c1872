#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "core/vision/picture_decoders.h"

namespace fovea
{
namespace
{

constexpr int kPixel = 3;

/// Where the pixels of an upright picture lie in the stored one: (x, y) is at `first` + x * right + y * down.
struct Walk {
    std::ptrdiff_t first = 0;
    std::ptrdiff_t right = 0;
    std::ptrdiff_t down = 0;
};

/// EXIF: 1 as it is, 2 mirrored left-right, 3 turned by half, 4 mirrored top-bottom, 5 transposed, 6 to be turned
/// clockwise, 7 transposed along the other diagonal, 8 to be turned counter-clockwise.
Walk walkOf(int orientation, std::ptrdiff_t width, std::ptrdiff_t height)
{
    const std::ptrdiff_t row = kPixel * width;
    const std::ptrdiff_t lastColumn = kPixel * (width - 1);
    const std::ptrdiff_t lastRow = row * (height - 1);
    switch (orientation) {
    case 2:
        return {lastColumn, -kPixel, row};
    case 3:
        return {lastRow + lastColumn, -kPixel, -row};
    case 4:
        return {lastRow, kPixel, -row};
    case 5:
        return {0, row, kPixel};
    case 6:
        return {lastRow, -row, kPixel};
    case 7:
        return {lastRow + lastColumn, -row, -kPixel};
    case 8:
        return {lastColumn, row, -kPixel};
    default:
        return {0, kPixel, row};
    }
}

} // namespace

Image upright(StoredPicture picture)
{
    if (picture.orientation <= 1 || picture.orientation > 8)
        return std::move(picture.image);
    const Image &stored = picture.image;
    const bool turned = picture.orientation >= 5;
    Image result = turned ? blankPicture(stored.height, stored.width) : blankPicture(stored.width, stored.height);
    const Walk walk = walkOf(picture.orientation, stored.width, stored.height);
    constexpr int kBlock = 32; // pixels; a block of both pictures fits the cache
    for (int top = 0; top < result.height; top += kBlock)
        for (int left = 0; left < result.width; left += kBlock)
            for (int y = top; y < std::min(top + kBlock, result.height); ++y) {
                std::uint8_t *out = result.row(y) + kPixel * left;
                const std::uint8_t *in = stored.rgb.data() + walk.first + walk.right * left + walk.down * y;
                for (int x = left; x < std::min(left + kBlock, result.width); ++x, out += kPixel, in += walk.right)
                    std::memcpy(out, in, kPixel);
            }
    return result;
}

void overWhite(const std::uint8_t *rgba, std::uint8_t *rgb, int width)
{
    for (int x = 0; x < width; ++x, rgba += 4, rgb += kPixel)
        for (int c = 0; c < kPixel; ++c)
            rgb[c] = static_cast<std::uint8_t>(255 - times255(255U - rgba[c], rgba[3]));
}

int exifOrientation(std::string_view block) noexcept
{
    constexpr unsigned kOrientation = 274;
    // The standard says SHORT; cameras write the others, too.
    constexpr std::array<std::size_t, 5> kBytesOfType{0, 1, 0, 2, 4}; // BYTE, SHORT, LONG
    if (block.size() < 8 || (block.substr(0, 2) != "II" && block.substr(0, 2) != "MM"))
        return 1;
    const bool little = block[0] == 'I';
    const auto number = [&](std::size_t at, std::size_t bytes) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) {
            const auto byte = static_cast<unsigned char>(block[little ? at + bytes - 1 - i : at + i]);
            value = value << 8 | byte;
        }
        return value;
    };
    const std::size_t start = number(4, 4);
    if (number(2, 2) != 42 || start > block.size() - 2)
        return 1;
    const std::size_t entries = std::min(number(start, 2), (block.size() - start - 2) / 12);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = start + 2 + 12 * i;
        if (number(entry, 2) != kOrientation)
            continue;
        const std::size_t type = number(entry + 2, 2);
        const std::size_t value = type < kBytesOfType.size() ? number(entry + 8, kBytesOfType[type]) : 0;
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

} // namespace fovea
