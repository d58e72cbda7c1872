#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/types/matrix.h"

namespace fovea
{

// The safetensors layout (https://github.com/huggingface/safetensors): the header's length in 8 bytes, the header in
// JSON padded with spaces to a multiple of 8, then the tensors' values, little endian, without gaps.

struct Tensor {
    std::vector<Index> shape; ///< empty for a scalar
    std::vector<float> data;  ///< row-major as in the file; as many values as the product of the shape
};

/// How values are stored. F16 rounds to nearest even.
enum class TensorType { F16, F32 };

using TensorMap = std::map<std::string, Tensor>;

struct TensorInfo {
    TensorType type = TensorType::F32;
    std::vector<Index> shape;
    std::uint64_t begin = 0; ///< first byte, counted from the end of the header
    std::uint64_t end = 0;   ///< one past the last byte
};

struct SafetensorsHeader {
    std::map<std::string, TensorInfo> tensors;
    std::map<std::string, std::string> metadata;
    std::uint64_t dataBytes = 0;
};

/// Nothing larger is read: the header's bytes, the file's bytes, the number of tensors and of a tensor's dimensions.
inline constexpr std::uint64_t kMaxSafetensorsHeader = 16U << 20;
inline constexpr std::uint64_t kMaxSafetensorsFile = 512U << 20;
inline constexpr std::size_t kMaxTensors = 10000;
inline constexpr std::size_t kMaxTensorRank = 8;

/// The header alone, fully checked against the file's size: types, shapes, offsets, overlaps, gaps.
/// Throws FileError naming the tensor.
SafetensorsHeader readSafetensorsHeader(const std::filesystem::path &path);

/// All tensors; every value is finite. Throws FileError naming the tensor.
TensorMap readSafetensors(const std::filesystem::path &path);

/// Replaces the file atomically; tensors are sorted by name and contiguous.
/// Throws ModelError for a tensor whose shape and data disagree or whose values the type cannot hold, and FileError.
void writeSafetensors(const std::filesystem::path &path, const TensorMap &tensors, TensorType type,
                      const std::map<std::string, std::string> &metadata = {});

} // namespace fovea
