#include "core/vision/feature_extractor.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "core/io/file_access.h"
#include "core/types/error.h"
#include "core/vision/dnn_network.h"
#include "core/vision/onnx_graph.h"
#include "core/vision/picture_fit.h"
#include "core/vision/sha256.h"

namespace fovea
{
namespace
{

constexpr std::uint64_t kLargestFile = 512ULL << 20;
constexpr std::size_t kMostMemory = 2ULL << 30; ///< bytes of one network's maps
constexpr int kLargestInput = 2048;
constexpr int kLargestGrid = 128;
constexpr int kLargestSize = 16384;

bool sameDigits(const std::string &a, const std::string &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

void checkConfig(const ExtractorConfig &config, const std::string &path)
{
    if (config.inputWidth < 1 || config.inputHeight < 1 || config.inputWidth > kLargestInput ||
        config.inputHeight > kLargestInput)
        throw FileError(path, "an input of " + std::to_string(config.inputWidth) + " x " +
                                  std::to_string(config.inputHeight) + " pixels is out of range (1 to " +
                                  std::to_string(kLargestInput) + ")");
    for (std::size_t i = 0; i < 3; ++i)
        if (!std::isfinite(config.mean[i]) || !std::isfinite(config.scale[i]))
            throw FileError(path, "mean and scale of its input must be finite");
}

/// OpenCV's networks are not thread-safe: each extraction borrows one of its own. There are as many as were ever in
/// use at once; all are read from the same bytes.
class NetworkPool
{
public:
    NetworkPool(std::string onnx, std::string path) : onnx_(std::move(onnx)), path_(std::move(path)) {}

    /// Runs something of a network; its problems become FileErrors of the file.
    template <class Work>
    auto guarded(const Work &work) const
    {
        try {
            return work();
        } catch (const std::bad_alloc &) {
            throw FileError(path_, "needs more memory than there is");
        } catch (const std::exception &error) {
            throw FileError(path_, std::string("cannot be run: ") + error.what());
        }
    }

    std::unique_ptr<DnnNetwork> take() const
    {
        {
            const std::scoped_lock lock(mutex_);
            if (!idle_.empty()) {
                auto network = std::move(idle_.back());
                idle_.pop_back();
                return network;
            }
        }
        return guarded([this] { return openDnnNetwork(onnx_); });
    }

    void giveBack(std::unique_ptr<DnnNetwork> network) const
    {
        const std::scoped_lock lock(mutex_);
        idle_.push_back(std::move(network));
    }

    const std::string &path() const { return path_; }

private:
    std::string onnx_;
    std::string path_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<DnnNetwork>> idle_;
};

class OnnxExtractor final : public FeatureExtractor
{
public:
    OnnxExtractor(std::string onnx, const std::string &path, ExtractorConfig config)
        : config_(std::move(config)), networks_(std::move(onnx), path)
    {
        checkMemory();
        // A black picture tells the output's shape and prepares the first network for its first real picture.
        const DnnNetwork::Output output = forward(std::vector<float>(inputSize(), 0.0F));
        checkGrid(output);
        size_ = output.shape[1];
        rows_ = output.shape[2];
        columns_ = output.shape[3];
    }

    GridFeatures extract(const Image &image) const override
    {
        if (image.width < 1 || image.height < 1 ||
            image.rgb.size() != 3 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
            throw InputError("there is no picture");
        std::vector<float> input(inputSize());
        fitPicture(image, seenPart(image.width, image.height, config_), config_, input.data());
        const DnnNetwork::Output output = forward(input);
        if (output.values.empty() || output.shape != std::vector<int>{1, size_, rows_, columns_})
            throw ModelError(networks_.path() + ": its output changes its shape");
        // (1, d, rows, columns) in row-major order -> d x (rows * columns) in column-major order.
        using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
        const Eigen::Map<const RowMajor> planes(output.values.data(), size_, static_cast<Index>(rows_) * columns_);
        if (!planes.allFinite())
            throw ModelError(networks_.path() + ": gives values that are not finite for this picture");
        return {planes.cast<Scalar>(), rows_, columns_};
    }

    GridGeometry geometry(int width, int height) const override
    {
        const PixelRect seen = seenPart(width, height, config_);
        GridGeometry geometry;
        geometry.left = seen.left;
        geometry.top = seen.top;
        geometry.width = seen.width;
        geometry.height = seen.height;
        geometry.rows = rows_;
        geometry.columns = columns_;
        return geometry;
    }

    int rows() const override { return rows_; }
    int columns() const override { return columns_; }
    int size() const override { return size_; }

private:
    DnnNetwork::InputShape inputShape() const { return {1, 3, config_.inputHeight, config_.inputWidth}; }
    std::size_t inputSize() const
    {
        return 3 * static_cast<std::size_t>(config_.inputHeight) * static_cast<std::size_t>(config_.inputWidth);
    }

    void checkMemory() const
    {
        std::unique_ptr<DnnNetwork> network = networks_.take();
        const std::size_t maps = networks_.guarded([&] { return network->mapBytes(inputShape()); });
        if (maps > kMostMemory)
            throw FileError(networks_.path(), "needs " + byteCount(maps) + " of memory for one picture, at most " +
                                                  byteCount(kMostMemory) + " are allowed");
        networks_.giveBack(std::move(network));
    }

    DnnNetwork::Output forward(const std::vector<float> &input) const
    {
        std::unique_ptr<DnnNetwork> network = networks_.take();
        DnnNetwork::Output output = networks_.guarded([&] { return network->forward(input.data(), inputShape()); });
        networks_.giveBack(std::move(network));
        return output;
    }

    void checkGrid(const DnnNetwork::Output &output) const
    {
        const std::vector<std::int64_t> shape(output.shape.begin(), output.shape.end());
        if (shape.size() == 4 && shape[0] == 1 && !output.values.empty() && shape[1] <= kLargestSize &&
            shape[2] <= kLargestGrid && shape[3] <= kLargestGrid)
            return;
        throw FileError(networks_.path(), "its output is " + shapeText(shape) +
                                              ", not 1 x features x rows x columns (at most " +
                                              std::to_string(kLargestGrid) + " x " + std::to_string(kLargestGrid) +
                                              " cells): choose another output in config.json");
    }

    ExtractorConfig config_;
    NetworkPool networks_;
    int rows_ = 0;
    int columns_ = 0;
    int size_ = 0;
};

} // namespace

std::shared_ptr<const FeatureExtractor> openOnnxExtractor(const std::filesystem::path &path,
                                                          const ExtractorConfig &config)
{
    const std::string name = path.string();
    checkConfig(config, name);
    const std::string bytes = readFile(path, kLargestFile);
    if (!config.sha256.empty() && !sameDigits(sha256(bytes), config.sha256))
        throw FileError(name, "is not the file that config.json names: its SHA-256 differs");
    OnnxPart part = selectOnnx(bytes, config, name);
    return std::make_shared<const OnnxExtractor>(std::move(part.bytes), name, config);
}

} // namespace fovea
