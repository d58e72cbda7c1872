// A shared library of its own: see dnn_network.h.

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>

#include "core/vision/dnn_network.h"

namespace fovea
{
namespace
{

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

/// No exception of OpenCV may leave the module: its type is not known outside.
template <class Work>
auto translated(const Work &work)
{
    try {
        return work();
    } catch (const cv::Exception &error) {
        throw std::runtime_error(problemOf(error));
    }
}

class OpenCvNetwork final : public DnnNetwork
{
public:
    OpenCvNetwork(const char *onnx, std::size_t bytes) : net_(cv::dnn::readNetFromONNX(onnx, bytes))
    {
        net_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        net_.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    }

    std::size_t mapBytes(const InputShape &shape) const override
    {
        return translated([&] {
            std::size_t weights = 0;
            std::size_t maps = 0;
            net_.getMemoryConsumption(cv::dnn::MatShape(shape.begin(), shape.end()), weights, maps);
            return maps;
        });
    }

    Output forward(const float *input, const InputShape &shape) override
    {
        return translated([&] {
            // OpenCV does not write to its input.
            net_.setInput(cv::Mat(4, shape.data(), CV_32F, const_cast<float *>(input)));
            const cv::Mat result = net_.forward();
            Output output;
            for (int i = 0; i < result.dims; ++i)
                output.shape.push_back(result.size[i]);
            if (result.type() == CV_32F && result.isContinuous())
                output.values.assign(result.ptr<float>(), result.ptr<float>() + result.total());
            return output;
        });
    }

private:
    cv::dnn::Net net_;
};

} // namespace
} // namespace fovea

extern "C" __attribute__((visibility("default"))) fovea::DnnNetwork *foveaOpenDnnNetwork(const char *onnx,
                                                                                         std::size_t bytes)
{
    // Every problem is reported by an exception; OpenCV would print it to stderr as well.
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    return fovea::translated([&] { return static_cast<fovea::DnnNetwork *>(new fovea::OpenCvNetwork(onnx, bytes)); });
}
