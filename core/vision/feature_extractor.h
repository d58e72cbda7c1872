#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "core/types/grid_geometry.h"
#include "core/types/image.h"
#include "core/types/matrix.h"

namespace fovea
{

/// The annotation vectors of a picture: a CNN's last feature map, one vector per cell.
struct GridFeatures {
    Matrix values; ///< d x (rows * columns); the cell of row r, column c is column r * columns + c
    int rows = 0;
    int columns = 0;
};

/// Turns pictures into annotation vectors. Immutable to the caller and safe to use from several threads at once.
class FeatureExtractor
{
public:
    virtual ~FeatureExtractor() = default;

    /// Throws InputError for an empty image and ModelError when the network's output is not finite.
    virtual GridFeatures extract(const Image &image) const = 0;

    /// Where the grid lies on a picture of this size.
    virtual GridGeometry geometry(int width, int height) const = 0;

    virtual int rows() const = 0;
    virtual int columns() const = 0;
    /// d, numbers in an annotation vector.
    virtual int size() const = 0;
};

/// How a picture becomes the network's input.
enum class PictureFit {
    Squash, ///< the whole picture, its aspect changed to the input's
    Crop,   ///< the largest centred part that has the input's aspect
};

enum class ChannelOrder { Rgb, Bgr };

/// What stands in a bundle's config.json about its picture encoder.
/// The network's input is (1, 3, inputHeight, inputWidth) with (pixel - mean) * scale, pixel in [0, 255].
struct ExtractorConfig {
    int inputWidth = 224;
    int inputHeight = 224;
    std::array<float, 3> mean{0, 0, 0};  ///< of red, green, blue, whatever the channel order
    std::array<float, 3> scale{1, 1, 1}; ///< of red, green, blue
    ChannelOrder order = ChannelOrder::Rgb;
    PictureFit fit = PictureFit::Squash;
    std::string output; ///< name of the ONNX value to read, (1, d, rows, columns); empty: the network's own output
    std::string sha256; ///< of the ONNX file, 64 hexadecimal digits; empty: not checked
};

/// A picture encoder from an ONNX file, run on the CPU. Throws FileError, which names the file and what does not fit:
/// another hash, a damaged file, an operator that cannot be run, an output that is missing or has no rows and columns.
std::shared_ptr<const FeatureExtractor> openOnnxExtractor(const std::filesystem::path &path,
                                                          const ExtractorConfig &config);

} // namespace fovea
