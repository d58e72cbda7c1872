#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

#include <tiffio.h>

#include "core/vision/picture_decoders.h"

namespace fovea
{
namespace
{

constexpr tmsize_t kLargestBlock = tmsize_t{1} << 30; ///< bytes libtiff may take at once

/// A file in memory, and the first thing libtiff said against it.
struct Source {
    std::string_view bytes;
    std::size_t at = 0;
    std::string problem;
};

tmsize_t readSome(thandle_t handle, void *out, tmsize_t count)
{
    auto &source = *static_cast<Source *>(handle);
    const std::size_t left = source.at < source.bytes.size() ? source.bytes.size() - source.at : 0;
    const std::size_t taken = std::min(left, static_cast<std::size_t>(std::max<tmsize_t>(count, 0)));
    std::memcpy(out, source.bytes.data() + source.at, taken);
    source.at += taken;
    return static_cast<tmsize_t>(taken);
}

toff_t seek(thandle_t handle, toff_t offset, int whence)
{
    auto &source = *static_cast<Source *>(handle);
    const toff_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? source.at : source.bytes.size();
    source.at = static_cast<std::size_t>(base + offset);
    return source.at;
}

tmsize_t writeNone(thandle_t, void *, tmsize_t) { return 0; }
int closeNone(thandle_t) { return 0; }
toff_t sizeOf(thandle_t handle) { return static_cast<Source *>(handle)->bytes.size(); }

int onError(TIFF *, void *user, const char *, const char *format, va_list arguments)
{
    auto &source = *static_cast<Source *>(user);
    char text[160];
    std::vsnprintf(text, sizeof text, format, arguments);
    if (source.problem.empty())
        source.problem = text;
    return 1;
}

int onWarning(TIFF *, void *, const char *, const char *, va_list) { return 1; }

using Tiff = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

[[noreturn]] void fail(const Source &source)
{
    throw PictureProblem{"is not a TIFF picture that can be read" +
                         (source.problem.empty() ? "" : " (" + source.problem + ")")};
}

/// Handlers and limits of this file alone: libtiff's global ones belong to the process.
Tiff open(Source &source)
{
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   &TIFFOpenOptionsFree);
    if (!options)
        throw std::bad_alloc();
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &onError, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &onWarning, &source);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kLargestBlock);
    Tiff tiff(TIFFClientOpenExt("picture", "rm", &source, &readSome, &writeNone, &seek, &closeNone, &sizeOf, nullptr,
                                nullptr, options.get()),
              &TIFFClose);
    if (!tiff)
        fail(source);
    return tiff;
}

/// One row of premultiplied colour, alpha in the highest byte, on white.
void toRgb(const std::uint32_t *raster, std::uint8_t *rgb, int width)
{
    for (int x = 0; x < width; ++x, rgb += 3) {
        const unsigned clear = 255 - TIFFGetA(raster[x]);
        rgb[0] = static_cast<std::uint8_t>(std::min(255U, TIFFGetR(raster[x]) + clear));
        rgb[1] = static_cast<std::uint8_t>(std::min(255U, TIFFGetG(raster[x]) + clear));
        rgb[2] = static_cast<std::uint8_t>(std::min(255U, TIFFGetB(raster[x]) + clear));
    }
}

} // namespace

StoredPicture decodeTiff(std::string_view bytes)
{
    Source source{bytes, 0, {}};
    const Tiff tiff = open(source);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    checkPictureSize(width, height);
    char text[1024] = {};
    if (!TIFFRGBAImageOK(tiff.get(), text)) {
        source.problem = text;
        fail(source);
    }
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_ORIENTATION, &orientation);
    if (orientation < 1 || orientation > 8)
        orientation = ORIENTATION_TOPLEFT;

    StoredPicture picture;
    picture.orientation = orientation;
    picture.image = blankPicture(width, height);
    std::vector<std::uint32_t> raster(static_cast<std::size_t>(width) * height);
    // Asked for in its own orientation it comes as it is stored; libtiff itself would mirror but not turn.
    if (!TIFFReadRGBAImageOriented(tiff.get(), width, height, raster.data(), orientation, 1))
        fail(source);
    for (int y = 0; y < picture.image.height; ++y)
        toRgb(raster.data() + static_cast<std::size_t>(width) * static_cast<std::size_t>(y), picture.image.row(y),
              picture.image.width);
    return picture;
}

} // namespace fovea
