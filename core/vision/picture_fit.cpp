#include "core/vision/picture_fit.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace fovea
{
namespace
{

/// INTER_AREA averages only where both axes shrink, so an axis that shrinks goes alone when the other one grows.
cv::Mat resized(const cv::Mat &picture, int width, int height)
{
    cv::Mat result = picture;
    const bool narrower = width < picture.cols;
    const bool lower = height < picture.rows;
    if (narrower && lower) {
        cv::resize(picture, result, {width, height}, 0, 0, cv::INTER_AREA);
        return result;
    }
    if (narrower)
        cv::resize(picture, result, {width, picture.rows}, 0, 0, cv::INTER_AREA);
    else if (lower)
        cv::resize(picture, result, {picture.cols, height}, 0, 0, cv::INTER_AREA);
    if (result.cols == width && result.rows == height)
        return result;
    cv::Mat enlarged;
    cv::resize(result, enlarged, {width, height}, 0, 0, cv::INTER_LINEAR);
    return enlarged;
}

} // namespace

PixelRect seenPart(int width, int height, const ExtractorConfig &config)
{
    if (config.fit == PictureFit::Squash)
        return {0, 0, width, height};
    const double scale =
        std::min(static_cast<double>(width) / config.inputWidth, static_cast<double>(height) / config.inputHeight);
    const int w = std::clamp(static_cast<int>(std::lround(config.inputWidth * scale)), 1, width);
    const int h = std::clamp(static_cast<int>(std::lround(config.inputHeight * scale)), 1, height);
    return {(width - w) / 2, (height - h) / 2, w, h};
}

void fitPicture(const Image &image, const PixelRect &seen, const ExtractorConfig &config, float *blob)
{
    // OpenCV has no read-only Mat; nothing here writes to it.
    const cv::Mat picture(image.height, image.width, CV_8UC3, const_cast<std::uint8_t *>(image.rgb.data()));
    const cv::Mat input =
        resized(picture(cv::Rect(seen.left, seen.top, seen.width, seen.height)), config.inputWidth, config.inputHeight);
    const std::size_t plane =
        static_cast<std::size_t>(config.inputWidth) * static_cast<std::size_t>(config.inputHeight);
    for (std::size_t colour = 0; colour < 3; ++colour) {
        float *out = blob + plane * (config.order == ChannelOrder::Rgb ? colour : 2 - colour);
        for (int y = 0; y < input.rows; ++y) {
            const std::uint8_t *in = input.ptr<std::uint8_t>(y) + colour;
            for (int x = 0; x < input.cols; ++x)
                *out++ = (static_cast<float>(in[3 * x]) - config.mean[colour]) * config.scale[colour];
        }
    }
}

} // namespace fovea
