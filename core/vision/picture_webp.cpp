#include <algorithm>
#include <memory>

#include <webp/decode.h>
#include <webp/demux.h>

#include "core/vision/picture_decoders.h"

namespace fovea
{
namespace
{

constexpr std::uint8_t kWhite = 255;

int orientationOf(WebPDemuxer *file)
{
    WebPChunkIterator chunk{};
    int orientation = 1;
    if (WebPDemuxGetChunk(file, "EXIF", 1, &chunk)) {
        std::string_view exif(reinterpret_cast<const char *>(chunk.chunk.bytes), chunk.chunk.size);
        if (exif.substr(0, 4) == "Exif") // some writers keep JPEG's prefix
            exif.remove_prefix(std::min<std::size_t>(6, exif.size()));
        orientation = exifOrientation(exif);
    }
    WebPDemuxReleaseChunkIterator(&chunk);
    return orientation;
}

struct Frame {
    WebPIterator at{};
    ~Frame() { WebPDemuxReleaseIterator(&at); }
};

/// The first frame where it lies on the canvas; the rest of the canvas stays white.
void drawFrame(const WebPIterator &frame, Image &image)
{
    checkPictureSize(frame.width, frame.height);
    if (frame.x_offset < 0 || frame.y_offset < 0 || frame.width > image.width - frame.x_offset ||
        frame.height > image.height - frame.y_offset)
        throw PictureProblem{"is damaged (a frame lies outside of its picture)"};
    const auto stride = 3 * image.width;
    std::uint8_t *corner = image.row(frame.y_offset) + 3 * static_cast<std::ptrdiff_t>(frame.x_offset);
    if (!frame.has_alpha) {
        const std::size_t room = static_cast<std::size_t>(image.rgb.data() + image.rgb.size() - corner);
        if (!WebPDecodeRGBInto(frame.fragment.bytes, frame.fragment.size, corner, room, stride))
            throw PictureProblem{"is damaged"};
        return;
    }
    const std::size_t width = static_cast<std::size_t>(frame.width);
    std::vector<std::uint8_t> rgba(4 * width * static_cast<std::size_t>(frame.height));
    if (!WebPDecodeRGBAInto(frame.fragment.bytes, frame.fragment.size, rgba.data(), rgba.size(), 4 * frame.width))
        throw PictureProblem{"is damaged"};
    for (int y = 0; y < frame.height; ++y)
        overWhite(rgba.data() + 4 * width * static_cast<std::size_t>(y),
                  corner + static_cast<std::ptrdiff_t>(stride) * y, frame.width);
}

} // namespace

StoredPicture decodeWebp(std::string_view bytes)
{
    const WebPData data{reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()};
    WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
    const std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> file(WebPDemuxPartial(&data, &state),
                                                                        &WebPDemuxDelete);
    if (!file || state == WEBP_DEMUX_PARSE_ERROR)
        throw PictureProblem{"is not a WebP picture that can be read"};
    if (state != WEBP_DEMUX_DONE)
        throw PictureProblem{kEndsTooEarly};
    StoredPicture picture;
    const auto width = WebPDemuxGetI(file.get(), WEBP_FF_CANVAS_WIDTH);
    const auto height = WebPDemuxGetI(file.get(), WEBP_FF_CANVAS_HEIGHT);
    picture.image = blankPicture(width, height);
    std::fill(picture.image.rgb.begin(), picture.image.rgb.end(), kWhite);
    Frame frame;
    if (!WebPDemuxGetFrame(file.get(), 1, &frame.at) || !frame.at.complete)
        throw PictureProblem{"has no picture in it"};
    drawFrame(frame.at, picture.image);
    picture.orientation = orientationOf(file.get());
    return picture;
}

} // namespace fovea
