#include "core/vision/feature_extractor.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <mutex>
#include <utility>
#include <vector>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>

#include "core/io/file_access.h"
#include "core/types/error.h"
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

/// An OpenCV error as one short line: of "> Node [Clip@ai.onnx]:(name) parse error: …" the operator and its name.
std::string problemOf(const cv::Exception &error)
{
    std::string text = error.err.empty() ? error.what() : error.err;
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c) != 0; }, ' ');
    text = text.substr(0, text.find(" parse error"));
    text.erase(0, text.find_first_not_of("> "));
    constexpr std::size_t kLongest = 160;
    return text.size() > kLongest ? text.substr(0, kLongest) + "…" : text;
}

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

    cv::dnn::Net take() const
    {
        {
            const std::scoped_lock lock(mutex_);
            if (!idle_.empty()) {
                cv::dnn::Net net = std::move(idle_.back());
                idle_.pop_back();
                return net;
            }
        }
        return read();
    }

    void giveBack(cv::dnn::Net net) const
    {
        const std::scoped_lock lock(mutex_);
        idle_.push_back(std::move(net));
    }

    const std::string &path() const { return path_; }

private:
    cv::dnn::Net read() const
    {
        try {
            cv::dnn::Net net = cv::dnn::readNetFromONNX(onnx_.data(), onnx_.size());
            net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
            net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
            return net;
        } catch (const cv::Exception &error) {
            throw FileError(path_, "cannot be run: " + problemOf(error));
        } catch (const std::exception &error) {
            throw FileError(path_, std::string("cannot be run: ") + error.what());
        }
    }

    std::string onnx_;
    std::string path_;
    mutable std::mutex mutex_;
    mutable std::vector<cv::dnn::Net> idle_;
};

class OnnxExtractor final : public FeatureExtractor
{
public:
    OnnxExtractor(std::string onnx, const std::string &path, ExtractorConfig config)
        : config_(std::move(config)), networks_(std::move(onnx), path)
    {
        checkMemory();
        // A black picture tells the output's shape and prepares the first network for its first real picture.
        const cv::Mat output = forward(cv::Mat(4, inputShape().data(), CV_32F, cv::Scalar(0)));
        checkGrid(output);
        size_ = output.size[1];
        rows_ = output.size[2];
        columns_ = output.size[3];
    }

    GridFeatures extract(const Image &image) const override
    {
        if (image.width < 1 || image.height < 1 ||
            image.rgb.size() != 3 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
            throw InputError("there is no picture");
        cv::Mat blob(4, inputShape().data(), CV_32F);
        fitPicture(image, seenPart(image.width, image.height, config_), config_, blob.ptr<float>());
        const cv::Mat output = forward(blob);
        if (output.dims != 4 || output.size[1] != size_ || output.size[2] != rows_ || output.size[3] != columns_)
            throw ModelError(networks_.path() + ": its output changes its shape");
        // (1, d, rows, columns) in row-major order -> d x (rows * columns) in column-major order.
        using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
        const Eigen::Map<const RowMajor> planes(output.ptr<float>(), size_, static_cast<Index>(rows_) * columns_);
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
    std::array<int, 4> inputShape() const { return {1, 3, config_.inputHeight, config_.inputWidth}; }

    void checkMemory() const
    {
        const std::array<int, 4> shape = inputShape();
        std::size_t weights = 0;
        std::size_t maps = 0;
        cv::dnn::Net net = networks_.take();
        try {
            net.getMemoryConsumption(cv::dnn::MatShape(shape.begin(), shape.end()), weights, maps);
        } catch (const cv::Exception &error) {
            throw FileError(networks_.path(), "cannot be run: " + problemOf(error));
        }
        if (maps > kMostMemory)
            throw FileError(networks_.path(), "needs " + byteCount(maps) + " of memory for one picture, at most " +
                                                  byteCount(kMostMemory) + " are allowed");
        networks_.giveBack(std::move(net));
    }

    cv::Mat forward(const cv::Mat &blob) const
    {
        cv::dnn::Net net = networks_.take();
        try {
            net.setInput(blob);
            cv::Mat output = net.forward().clone();
            networks_.giveBack(std::move(net));
            return output;
        } catch (const cv::Exception &error) {
            throw FileError(networks_.path(), "cannot be run: " + problemOf(error));
        } catch (const std::bad_alloc &) {
            throw FileError(networks_.path(), "needs more memory than there is");
        }
    }

    void checkGrid(const cv::Mat &output) const
    {
        std::vector<std::int64_t> shape;
        for (int i = 0; i < output.dims; ++i)
            shape.push_back(output.size[i]);
        if (shape.size() == 4 && shape[0] == 1 && output.type() == CV_32F && output.total() > 0 &&
            shape[1] <= kLargestSize && shape[2] <= kLargestGrid && shape[3] <= kLargestGrid)
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
    // Every problem is reported by an exception; OpenCV would print it to stderr as well.
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    return std::make_shared<const OnnxExtractor>(std::move(part.bytes), name, config);
}

} // namespace fovea
