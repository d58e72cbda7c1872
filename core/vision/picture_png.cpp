#include <cstdio>
#include <cstring>

#include <png.h>

#include "core/vision/picture_decoders.h"

namespace fovea
{
namespace
{

// libpng leaves by longjmp: nothing with a destructor may live in a frame it jumps over.
struct Reading {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::string_view left;
    char problem[200] = {};

    ~Reading() { png_destroy_read_struct(&png, &info, nullptr); }
};

void onError(png_structp png, png_const_charp text)
{
    auto &reading = *static_cast<Reading *>(png_get_error_ptr(png));
    if (reading.problem[0] == '\0')
        std::snprintf(reading.problem, sizeof reading.problem, "is not a PNG picture that can be read (%.150s)", text);
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep out, std::size_t count)
{
    auto &reading = *static_cast<Reading *>(png_get_io_ptr(png));
    if (count > reading.left.size()) {
        std::snprintf(reading.problem, sizeof reading.problem, "%s", kEndsTooEarly);
        png_error(png, kEndsTooEarly);
    }
    std::memcpy(out, reading.left.data(), count);
    reading.left.remove_prefix(count);
}

/// Everything becomes 8 bits of red, green, blue and, where anything may be transparent, alpha.
bool readHeader(Reading &reading)
{
    if (setjmp(png_jmpbuf(reading.png)))
        return false;
    png_set_read_fn(reading.png, &reading, &onRead);
    png_read_info(reading.png, reading.info);
    png_set_scale_16(reading.png);
    png_set_expand(reading.png);
    png_set_gray_to_rgb(reading.png);
    return true;
}

/// Interlaced pictures are written in passes over all rows, so all rows of `pixels` must exist: `stride` is then the
/// bytes of a row; otherwise each row is finished at once.
bool readAlpha(Reading &reading, Image &image, std::uint8_t *pixels, std::size_t stride, int passes)
{
    if (setjmp(png_jmpbuf(reading.png)))
        return false;
    for (int pass = 0; pass < passes; ++pass)
        for (int y = 0; y < image.height; ++y) {
            std::uint8_t *row = pixels + (passes > 1 ? stride * static_cast<std::size_t>(y) : 0);
            png_read_row(reading.png, row, nullptr);
            if (pass + 1 == passes)
                overWhite(row, image.row(y), image.width);
        }
    png_read_end(reading.png, reading.info);
    return true;
}

bool readOpaque(Reading &reading, Image &image, int passes)
{
    if (setjmp(png_jmpbuf(reading.png)))
        return false;
    for (int pass = 0; pass < passes; ++pass)
        for (int y = 0; y < image.height; ++y)
            png_read_row(reading.png, image.row(y), nullptr);
    png_read_end(reading.png, reading.info);
    return true;
}

bool prepareRows(Reading &reading, int &passes)
{
    if (setjmp(png_jmpbuf(reading.png)))
        return false;
    passes = png_set_interlace_handling(reading.png);
    png_read_update_info(reading.png, reading.info);
    return true;
}

int orientationOf(Reading &reading)
{
    png_uint_32 size = 0;
    png_bytep exif = nullptr;
    if (png_get_eXIf_1(reading.png, reading.info, &size, &exif) == 0)
        return 1;
    return exifOrientation({reinterpret_cast<const char *>(exif), size});
}

void require(const Reading &reading, bool done)
{
    if (!done)
        throw PictureProblem{reading.problem};
}

} // namespace

StoredPicture decodePng(std::string_view bytes)
{
    Reading reading;
    reading.left = bytes;
    reading.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, &onError, &onWarning);
    reading.info = reading.png ? png_create_info_struct(reading.png) : nullptr;
    if (!reading.info)
        throw std::bad_alloc();
    png_set_user_limits(reading.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX); // blankPicture() decides
    require(reading, readHeader(reading));

    StoredPicture picture;
    picture.image =
        blankPicture(png_get_image_width(reading.png, reading.info), png_get_image_height(reading.png, reading.info));
    int passes = 1;
    require(reading, prepareRows(reading, passes));
    const std::size_t stride = png_get_rowbytes(reading.png, reading.info);
    if (png_get_channels(reading.png, reading.info) == 4) {
        const std::size_t rows = passes > 1 ? static_cast<std::size_t>(picture.image.height) : 1;
        std::vector<std::uint8_t> rgba(stride * rows);
        require(reading, readAlpha(reading, picture.image, rgba.data(), stride, passes));
    } else {
        require(reading, readOpaque(reading, picture.image, passes));
    }
    picture.orientation = orientationOf(reading);
    return picture;
}

} // namespace fovea
