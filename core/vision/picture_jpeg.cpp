#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include <jerror.h>

#include "core/vision/picture_decoders.h"

namespace fovea
{
namespace
{

/// A progressive file may decode every pixel anew in each scan; pictures have about ten.
constexpr int kMostScans = 100;

// libjpeg leaves by longjmp: nothing with a destructor may live in a frame it jumps over.
struct Reading {
    jpeg_decompress_struct codec;
    jpeg_error_mgr errors;
    jpeg_progress_mgr progress;
    std::jmp_buf failed;
    char problem[JMSG_LENGTH_MAX];
    bool several; ///< the picture comes in several scans
};

Reading &of(j_common_ptr codec) { return *static_cast<Reading *>(codec->client_data); }

[[noreturn]] void fail(Reading &reading, const char *problem)
{
    std::snprintf(reading.problem, sizeof reading.problem, "%s", problem);
    std::longjmp(reading.failed, 1);
}

void onError(j_common_ptr codec)
{
    char text[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, text);
    Reading &reading = of(codec);
    std::snprintf(reading.problem, sizeof reading.problem, "is not a JPEG picture that can be read (%.150s)", text);
    std::longjmp(reading.failed, 1);
}

/// Warnings that mean lost pixels are errors. A file without an end marker is complete unless a scan needs more.
void onMessage(j_common_ptr codec, int level)
{
    if (level >= 0)
        return;
    const int code = codec->err->msg_code;
    if (code == JWRN_HIT_MARKER || (code == JWRN_JPEG_EOF && of(codec).several))
        fail(of(codec), kEndsTooEarly);
    if (code == JWRN_HUFF_BAD_CODE || code == JWRN_ARITH_BAD_CODE || code == JWRN_MUST_RESYNC)
        fail(of(codec), "is damaged");
}

void onProgress(j_common_ptr codec)
{
    if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number > kMostScans)
        fail(of(codec), "has more scans than a picture needs");
}

void open(Reading &reading, std::string_view bytes)
{
    jpeg_std_error(&reading.errors);
    reading.errors.error_exit = &onError;
    reading.errors.emit_message = &onMessage;
    reading.codec.err = &reading.errors;
    reading.codec.client_data = &reading;
    jpeg_create_decompress(&reading.codec);
    reading.progress.progress_monitor = &onProgress;
    reading.codec.progress = &reading.progress;
    jpeg_mem_src(&reading.codec, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
    constexpr unsigned kLongestMarker = 0xffff;
    jpeg_save_markers(&reading.codec, JPEG_APP0 + 1, kLongestMarker);
}

int orientationOf(const jpeg_decompress_struct &codec)
{
    using namespace std::string_view_literals;
    for (const jpeg_marker_struct *marker = codec.marker_list; marker; marker = marker->next) {
        const std::string_view data(reinterpret_cast<const char *>(marker->data), marker->data_length);
        if (marker->marker == JPEG_APP0 + 1 && data.substr(0, 6) == "Exif\0\0"sv)
            if (const int orientation = exifOrientation(data.substr(6)); orientation != 1)
                return orientation;
    }
    return 1;
}

/// Red = (1 - cyan) (1 - key), where the file holds 1 - cyan and so on: always with Adobe's marker, and so read by
/// Pillow, OpenCV and ImageMagick where a tool has stripped the marker.
void fromCmyk(const std::uint8_t *cmyk, std::uint8_t *rgb, int width)
{
    for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3)
        for (int c = 0; c < 3; ++c)
            rgb[c] = times255(cmyk[c], cmyk[3]);
}

/// False when it failed; reading.problem says why.
bool readHeader(Reading &reading, std::string_view bytes)
{
    if (setjmp(reading.failed))
        return false;
    open(reading, bytes);
    jpeg_read_header(&reading.codec, TRUE);
    reading.several = jpeg_has_multiple_scans(&reading.codec) != 0;
    const int channels = reading.codec.num_components;
    if (channels != 1 && channels != 3 && channels != 4)
        fail(reading, "has colour channels that no JPEG picture has");
    reading.codec.out_color_space = channels == 4 ? JCS_CMYK : JCS_RGB;
    return true;
}

bool readRows(Reading &reading, Image &image, std::uint8_t *cmyk)
{
    if (setjmp(reading.failed))
        return false;
    jpeg_start_decompress(&reading.codec);
    while (reading.codec.output_scanline < reading.codec.output_height) {
        const int y = static_cast<int>(reading.codec.output_scanline);
        JSAMPROW row = cmyk ? cmyk : image.row(y);
        jpeg_read_scanlines(&reading.codec, &row, 1);
        if (cmyk)
            fromCmyk(cmyk, image.row(y), image.width);
    }
    return true;
}

struct Closing {
    Reading &reading;
    ~Closing() { jpeg_destroy_decompress(&reading.codec); }
};

} // namespace

StoredPicture decodeJpeg(std::string_view bytes)
{
    Reading reading{};
    const Closing closing{reading};
    if (!readHeader(reading, bytes))
        throw PictureProblem{reading.problem};
    StoredPicture picture;
    picture.orientation = orientationOf(reading.codec);
    picture.image = blankPicture(reading.codec.image_width, reading.codec.image_height);
    std::vector<std::uint8_t> cmyk;
    if (reading.codec.out_color_space == JCS_CMYK)
        cmyk.resize(4 * static_cast<std::size_t>(picture.image.width));
    if (!readRows(reading, picture.image, cmyk.empty() ? nullptr : cmyk.data()))
        throw PictureProblem{reading.problem};
    return picture;
}

} // namespace fovea
