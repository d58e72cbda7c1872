#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/vision/feature_extractor.h"

namespace fovea
{

/// The part of an ONNX model that one value depends on.
struct OnnxPart {
    std::string bytes;  ///< a complete ONNX file with that part and nothing else
    std::string output; ///< name of the value, the file's only output
};

/// Reads an ONNX file without trusting it and cuts out what config.output needs (empty: the file's own output, which
/// must then be the only one). What is kept consists of operators of convolutional networks with sane attributes,
/// tensors as long as their shapes say and values that are written before they are read; its input has the size that
/// the config says. Files elsewhere are never opened. So the library that runs it is given a graph it can trust.
/// Throws FileError with `path`.
OnnxPart selectOnnx(std::string_view bytes, const ExtractorConfig &config, const std::string &path);

/// "1 x 3 x 224 x 224", -1 as "any".
std::string shapeText(const std::vector<std::int64_t> &shape);

} // namespace fovea
