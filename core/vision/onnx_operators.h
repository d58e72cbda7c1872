#pragma once

#include <string_view>

namespace fovea
{

/// How many values an operator takes and gives.
struct OnnxOperator {
    std::string_view name;
    int fewestInputs;
    int mostInputs;
    int mostOutputs;
};

/// What a picture encoder is made of: ONNX operators without control flow, without shapes that depend on data and
/// without results much larger than what goes in. nullptr for any other name.
const OnnxOperator *findOnnxOperator(std::string_view name) noexcept;

} // namespace fovea
