#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fovea
{

/// The part of an ONNX model that one value depends on.
struct OnnxPart {
    std::string bytes;                    ///< a complete ONNX file with that part and nothing else
    std::string output;                   ///< name of the value, the file's only output
    std::vector<std::int64_t> inputShape; ///< as declared; -1 where it is free; empty when nothing is declared
};

/// Reads an ONNX file without trusting it and cuts out what `output` needs (empty: the file's own output, which must
/// then be the only one). What is kept consists of operators of convolutional networks with sane attributes, tensors
/// as long as their shapes say and values that are written before they are read; files elsewhere are never opened.
/// So the library that runs it is given a graph it can trust. Throws FileError with `path`.
OnnxPart selectOnnx(std::string_view bytes, const std::string &output, const std::string &path);

} // namespace fovea
