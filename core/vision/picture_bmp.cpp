#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "core/vision/picture_decoders.h"

namespace fovea
{
namespace
{

// Windows and OS/2 bitmaps: a file header of 14 bytes, an info header of 12 to 124, channel masks, a palette, rows
// padded to 4 bytes, bottom to top unless the height is negative.
constexpr std::size_t kFileHeader = 14;
constexpr std::size_t kCoreHeader = 12;
constexpr std::size_t kInfoHeader = 40;
enum Compression : std::uint32_t { Rgb = 0, Rle8 = 1, Rle4 = 2, Masks = 3, MasksWithAlpha = 6 };

using Colour = std::array<std::uint8_t, 3>;

class Bytes
{
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    std::uint32_t number(std::size_t at, std::size_t count) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value |= static_cast<std::uint32_t>(byte(at + i)) << 8 * i;
        return value;
    }
    std::uint8_t byte(std::size_t at) const
    {
        if (at >= bytes_.size())
            throw PictureProblem{kEndsTooEarly};
        return static_cast<std::uint8_t>(bytes_[at]);
    }
    std::size_t size() const { return bytes_.size(); }

private:
    std::string_view bytes_;
};

/// A channel within a pixel of 16 or 32 bits.
struct Mask {
    std::uint32_t bits = 0;

    /// 0 to 255; 255 for a channel that is not there.
    std::uint8_t of(std::uint32_t pixel) const
    {
        if (bits == 0)
            return 255;
        const int shift = std::countr_zero(bits);
        const std::uint64_t most = bits >> shift;
        return static_cast<std::uint8_t>((((pixel & bits) >> shift) * std::uint64_t{255} + most / 2) / most);
    }
};

struct Header {
    std::size_t pixels = 0; ///< where the rows begin
    std::size_t size = 0;   ///< of the info header
    long long width = 0;
    long long height = 0;
    bool topDown = false;
    std::uint32_t bits = 0; ///< per pixel
    std::uint32_t compression = Rgb;
    std::size_t colours = 0;        ///< in the palette
    std::array<Mask, 4> masks = {}; ///< red, green, blue, alpha
};

void readMasks(const Bytes &file, Header &header)
{
    if (header.compression == Masks || header.compression == MasksWithAlpha) {
        constexpr std::size_t kHeaderWithAlpha = 56;
        const bool alpha = header.compression == MasksWithAlpha || header.size >= kHeaderWithAlpha;
        for (std::size_t i = 0; i < (alpha ? 4U : 3U); ++i)
            header.masks[i].bits = file.number(kFileHeader + kInfoHeader + 4 * i, 4);
        for (std::size_t i = 0; i < 3; ++i)
            if (header.masks[i].bits == 0)
                throw PictureProblem{"is damaged (a colour has no bits)"};
    } else if (header.bits == 16) {
        header.masks = {Mask{0x7c00}, Mask{0x03e0}, Mask{0x001f}, Mask{0}};
    } else {
        header.masks = {Mask{0xff0000}, Mask{0x00ff00}, Mask{0x0000ff}, Mask{0}};
    }
}

bool isKnown(const Header &header)
{
    switch (header.compression) {
    case Rgb:
        return header.bits == 1 || header.bits == 2 || header.bits == 4 || header.bits == 8 || header.bits == 16 ||
               header.bits == 24 || header.bits == 32;
    case Rle8:
        return header.bits == 8 && !header.topDown;
    case Rle4:
        return header.bits == 4 && !header.topDown;
    case Masks:
    case MasksWithAlpha:
        return header.bits == 16 || header.bits == 32;
    default:
        return false;
    }
}

Header readHeader(const Bytes &file)
{
    Header header;
    header.pixels = file.number(10, 4);
    header.size = file.number(kFileHeader, 4);
    if (header.size == kCoreHeader) {
        header.width = file.number(kFileHeader + 4, 2);
        header.height = file.number(kFileHeader + 6, 2);
        header.bits = file.number(kFileHeader + 10, 2);
    } else if (header.size >= kInfoHeader && header.size <= 124) {
        header.width = static_cast<std::int32_t>(file.number(kFileHeader + 4, 4));
        header.height = static_cast<std::int32_t>(file.number(kFileHeader + 8, 4));
        header.topDown = header.height < 0;
        header.height = std::llabs(header.height);
        header.bits = file.number(kFileHeader + 14, 2);
        header.compression = file.number(kFileHeader + 16, 4);
        header.colours = file.number(kFileHeader + 32, 4);
    } else {
        throw PictureProblem{"is not a BMP picture that can be read"};
    }
    checkPictureSize(header.width, header.height);
    if (!isKnown(header))
        throw PictureProblem{"is a BMP picture of a kind that is not read (" + std::to_string(header.bits) +
                             " bits a pixel, compression " + std::to_string(header.compression) + ")"};
    const std::size_t most = header.bits <= 8 ? std::size_t{1} << header.bits : 0;
    header.colours = header.colours == 0 ? most : std::min(header.colours, most);
    readMasks(file, header);
    return header;
}

/// Indices without a colour are black.
std::vector<Colour> readPalette(const Bytes &file, const Header &header)
{
    std::vector<Colour> palette(header.bits <= 8 ? std::size_t{1} << header.bits : 0);
    const std::size_t entry = header.size == kCoreHeader ? 3 : 4;
    const std::size_t start =
        kFileHeader + header.size + (header.compression == Masks && header.size == kInfoHeader ? 12 : 0);
    const std::size_t room = header.pixels > start ? (header.pixels - start) / entry : 0;
    for (std::size_t i = 0; i < std::min(header.colours, room); ++i)
        for (std::size_t c = 0; c < 3; ++c)
            palette[i][c] = file.byte(start + entry * i + 2 - c);
    return palette;
}

std::uint8_t *rowOf(Image &image, const Header &header, int y)
{
    return image.row(header.topDown ? y : image.height - 1 - y);
}

void put(std::uint8_t *rgb, const Colour &colour) { std::copy(colour.begin(), colour.end(), rgb); }

void readIndexed(const Bytes &file, const Header &header, const std::vector<Colour> &palette, Image &image)
{
    const std::size_t stride = (static_cast<std::size_t>(image.width) * header.bits + 31) / 32 * 4;
    const unsigned mask = (1U << header.bits) - 1;
    for (int y = 0; y < image.height; ++y) {
        const std::size_t start = header.pixels + stride * static_cast<std::size_t>(y);
        std::uint8_t *out = rowOf(image, header, y);
        for (std::size_t x = 0; x < static_cast<std::size_t>(image.width); ++x, out += 3) {
            const std::size_t bit = x * header.bits;
            const unsigned shift = 8 - header.bits - static_cast<unsigned>(bit % 8);
            put(out, palette[file.byte(start + bit / 8) >> shift & mask]);
        }
    }
}

/// 32 bits with an alpha mask of which every pixel is 0 are opaque in practice: writers leave it blank.
bool hasAlpha(const Bytes &file, const Header &header, std::size_t stride, const Image &image)
{
    if (header.masks[3].bits == 0)
        return false;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y)
        for (std::size_t x = 0; x < static_cast<std::size_t>(image.width); ++x)
            if (header.masks[3].of(file.number(header.pixels + stride * y + x * header.bits / 8, header.bits / 8)) != 0)
                return true;
    return false;
}

void readColours(const Bytes &file, const Header &header, Image &image)
{
    const std::size_t bytes = header.bits / 8;
    const std::size_t stride = (static_cast<std::size_t>(image.width) * bytes + 3) / 4 * 4;
    const bool alpha = hasAlpha(file, header, stride, image);
    for (int y = 0; y < image.height; ++y) {
        const std::size_t start = header.pixels + stride * static_cast<std::size_t>(y);
        std::uint8_t *out = rowOf(image, header, y);
        for (std::size_t x = 0; x < static_cast<std::size_t>(image.width); ++x, out += 3) {
            const std::uint32_t pixel = file.number(start + x * bytes, bytes);
            const std::uint8_t rgba[4] = {header.masks[0].of(pixel), header.masks[1].of(pixel),
                                          header.masks[2].of(pixel),
                                          alpha ? header.masks[3].of(pixel) : std::uint8_t{255}};
            overWhite(rgba, out, 1);
        }
    }
}

/// Runs of (count, index) or 0 and an escape: end of row, end of picture, a jump, or indices as they are.
/// What no run reaches keeps the palette's first colour.
void readRuns(const Bytes &file, const Header &header, const std::vector<Colour> &palette, Image &image)
{
    for (std::size_t i = 0; i < image.rgb.size(); i += 3)
        put(image.rgb.data() + i, palette[0]);
    std::size_t at = header.pixels;
    int x = 0;
    int y = 0;
    const auto draw = [&](unsigned index) {
        if (x < image.width && y < image.height)
            put(rowOf(image, header, y) + 3 * static_cast<std::ptrdiff_t>(x), palette[index]);
        x = std::min(x + 1, image.width);
    };
    const auto indexAt = [&](unsigned i, std::size_t start) {
        if (header.bits == 8)
            return static_cast<unsigned>(file.byte(start + i));
        return static_cast<unsigned>(file.byte(start + i / 2)) >> (i % 2 == 0 ? 4 : 0) & 15U;
    };
    while (y < image.height) {
        const unsigned count = file.byte(at);
        const unsigned second = file.byte(at + 1);
        at += 2;
        if (count > 0) {
            const unsigned pair[2] = {header.bits == 8 ? second : second >> 4,
                                      header.bits == 8 ? second : second & 15U};
            for (unsigned i = 0; i < count; ++i)
                draw(pair[i % 2]);
        } else if (second == 0) {
            x = 0;
            ++y;
        } else if (second == 1) {
            return;
        } else if (second == 2) {
            x = std::min(x + file.byte(at), image.width);
            y += file.byte(at + 1);
            at += 2;
        } else {
            for (unsigned i = 0; i < second; ++i)
                draw(indexAt(i, at));
            const std::size_t bytes = header.bits == 8 ? second : (second + 1) / 2;
            at += (bytes + 1) / 2 * 2;
        }
    }
}

} // namespace

StoredPicture decodeBmp(std::string_view bytes)
{
    const Bytes file(bytes);
    const Header header = readHeader(file);
    const std::vector<Colour> palette = readPalette(file, header);
    // A file too short for its rows is refused before memory is taken for them. Runs may be short for any size.
    const std::size_t rowBytes = (static_cast<std::size_t>(header.width) * header.bits + 31) / 32 * 4;
    if (header.compression != Rle8 && header.compression != Rle4 &&
        (header.pixels > file.size() ||
         rowBytes * static_cast<std::size_t>(header.height) > file.size() - header.pixels + 3))
        throw PictureProblem{kEndsTooEarly};
    StoredPicture picture;
    picture.image = blankPicture(header.width, header.height);
    if (header.compression == Rle8 || header.compression == Rle4)
        readRuns(file, header, palette, picture.image);
    else if (header.bits <= 8)
        readIndexed(file, header, palette, picture.image);
    else
        readColours(file, header, picture.image);
    return picture;
}

} // namespace fovea
