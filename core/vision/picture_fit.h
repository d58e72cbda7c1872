#pragma once

#include "core/types/image.h"
#include "core/vision/feature_extractor.h"

namespace fovea
{

/// A rectangle of whole pixels.
struct PixelRect {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
};

/// The part of a picture that the network sees. Squash: all of it. Crop: the largest centred rectangle with the input's
/// aspect, to the pixel, and at least one pixel.
PixelRect seenPart(int width, int height, const ExtractorConfig &config);

/// The part `seen` of a picture as the network's input, (3, inputHeight, inputWidth) in row-major order into `blob`.
/// Enlarged bilinearly, made smaller by averaging over areas, each axis for itself.
void fitPicture(const Image &image, const PixelRect &seen, const ExtractorConfig &config, float *blob);

} // namespace fovea
