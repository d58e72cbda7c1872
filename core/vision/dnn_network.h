#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace fovea
{

/// A network that OpenCV's dnn module runs. Not thread-safe. All members throw std::bad_alloc, or std::runtime_error
/// with OpenCV's words.
///
/// The code behind it lives in a module of its own (dnn_module.cpp): Debian's opencv_dnn needs libprotobuf, whose names
/// Debian's libsentencepiece exports too, from another version. In one namespace of symbols neither order of the two
/// survives the start of the program, so the module is opened when it is first needed and keeps its names to itself.
class DnnNetwork
{
public:
    using InputShape = std::array<int, 4>; ///< (1, 3, height, width)

    struct Output {
        std::vector<int> shape;
        std::vector<float> values; ///< row-major; empty when they are not 32-bit floats
    };

    virtual ~DnnNetwork() = default;
    /// Bytes of all maps for an input.
    virtual std::size_t mapBytes(const InputShape &shape) const = 0;
    virtual Output forward(const float *input, const InputShape &shape) = 0;
};

/// Throws std::runtime_error when the module cannot be opened or OpenCV cannot read the bytes of an ONNX file.
std::unique_ptr<DnnNetwork> openDnnNetwork(const std::string &onnx);

/// What the module exports: a new network; owned by the caller. Throws like openDnnNetwork.
inline constexpr const char *kOpenDnnNetworkSymbol = "foveaOpenDnnNetwork";
using OpenDnnNetwork = DnnNetwork *(*)(const char *onnx, std::size_t bytes);

} // namespace fovea
