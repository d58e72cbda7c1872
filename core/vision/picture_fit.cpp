#include "core/vision/picture_fit.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace fovea
{
namespace
{

/// The pixels that make one pixel of the result, along one axis.
struct Taps {
    int first = 0;
    std::vector<float> weights; ///< sum 1
};

/// Shrinking averages the area that a pixel of the result covers; growing interpolates between the two nearest centres.
std::vector<Taps> tapsFor(int from, int to)
{
    std::vector<Taps> taps(static_cast<std::size_t>(to));
    const double scale = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        Taps &tap = taps[static_cast<std::size_t>(i)];
        if (to < from) {
            const double start = i * scale;
            const double end = std::min<double>(from, start + scale);
            tap.first = static_cast<int>(start);
            for (int at = tap.first; at < from && at < end; ++at)
                tap.weights.push_back(
                    static_cast<float>((std::min(end, at + 1.0) - std::max<double>(start, at)) / scale));
        } else {
            const double centre = std::clamp((i + 0.5) * scale - 0.5, 0.0, from - 1.0);
            tap.first = static_cast<int>(centre);
            const auto second = static_cast<float>(centre - tap.first);
            tap.weights = {1 - second};
            if (second > 0)
                tap.weights.push_back(second);
        }
    }
    return taps;
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
    const std::vector<Taps> columns = tapsFor(seen.width, config.inputWidth);
    const std::vector<Taps> rows = tapsFor(seen.height, config.inputHeight);
    const std::size_t plane = columns.size() * rows.size();
    // Rows first: that is the pass over all pixels, and it runs along them.
    std::vector<float> row(3 * static_cast<std::size_t>(seen.width));
    for (std::size_t y = 0; y < rows.size(); ++y) {
        std::fill(row.begin(), row.end(), 0.0F);
        for (std::size_t k = 0; k < rows[y].weights.size(); ++k) {
            const float weight = rows[y].weights[k];
            const std::uint8_t *in = image.row(seen.top + rows[y].first + static_cast<int>(k)) + 3 * seen.left;
            float *sum = row.data();
            for (std::size_t i = 0; i < row.size(); ++i)
                sum[i] += weight * static_cast<float>(in[i]);
        }
        for (std::size_t x = 0; x < columns.size(); ++x)
            for (std::size_t c = 0; c < 3; ++c) {
                const float *in = row.data() + 3 * static_cast<std::size_t>(columns[x].first) + c;
                float value = 0;
                for (std::size_t k = 0; k < columns[x].weights.size(); ++k)
                    value += columns[x].weights[k] * in[3 * k];
                const std::size_t channel = config.order == ChannelOrder::Rgb ? c : 2 - c;
                // Whole numbers, as the networks were trained on pictures that were resized before.
                blob[plane * channel + columns.size() * y + x] =
                    (std::nearbyintf(value) - config.mean[c]) * config.scale[c];
            }
    }
}

} // namespace fovea
