#include <algorithm>
#include <cstring>
#include <utility>

#include "core/vision/picture_decoders.h"

namespace fovea
{
namespace
{

constexpr int kPixel = 3;

/// Pixel (x, y) of the result is pixel (y, x) of the source, by blocks that fit the cache.
Image transposed(const Image &source)
{
    Image result = blankPicture(source.height, source.width);
    constexpr int kBlock = 32;
    for (int top = 0; top < result.height; top += kBlock)
        for (int left = 0; left < result.width; left += kBlock)
            for (int y = top; y < std::min(top + kBlock, result.height); ++y) {
                std::uint8_t *out = result.row(y) + kPixel * left;
                for (int x = left; x < std::min(left + kBlock, result.width); ++x, out += kPixel)
                    std::memcpy(out, source.row(x) + kPixel * y, kPixel);
            }
    return result;
}

void mirrorRows(Image &image)
{
    for (int y = 0; y < image.height; ++y) {
        std::uint8_t *row = image.row(y);
        for (int a = 0, b = image.width - 1; a < b; ++a, --b)
            std::swap_ranges(row + kPixel * a, row + kPixel * (a + 1), row + kPixel * b);
    }
}

void turnUpsideDown(Image &image)
{
    for (int a = 0, b = image.height - 1; a < b; ++a, --b)
        std::swap_ranges(image.row(a), image.row(a) + kPixel * static_cast<std::ptrdiff_t>(image.width), image.row(b));
}

} // namespace

Image upright(StoredPicture picture)
{
    // EXIF: 1 as it is, 2 mirrored left-right, 3 turned by half, 4 mirrored top-bottom, 5 transposed,
    // 6 to be turned clockwise, 7 transposed along the other diagonal, 8 to be turned counter-clockwise.
    const int orientation = picture.orientation;
    Image image = std::move(picture.image);
    if (orientation >= 5 && orientation <= 8)
        image = transposed(image);
    if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7)
        mirrorRows(image);
    if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8)
        turnUpsideDown(image);
    return image;
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
    constexpr unsigned kShort = 3;
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
        const std::size_t value = number(entry + 8, 2);
        return number(entry + 2, 2) == kShort && value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

} // namespace fovea
