#include "core/vision/onnx_operators.h"

#include <algorithm>
#include <array>

namespace fovea
{
namespace
{

constexpr int kMany = 4096;

constexpr std::array kOperators{
    OnnxOperator{"Abs", 1, 1, 1},         OnnxOperator{"Add", 2, 2, 1},
    OnnxOperator{"AveragePool", 1, 1, 1}, OnnxOperator{"BatchNormalization", 5, 5, 1},
    OnnxOperator{"Clip", 1, 3, 1},        OnnxOperator{"Concat", 1, kMany, 1},
    OnnxOperator{"Constant", 0, 0, 1},    OnnxOperator{"Conv", 2, 3, 1},
    OnnxOperator{"Div", 2, 2, 1},         OnnxOperator{"Dropout", 1, 3, 1},
    OnnxOperator{"Elu", 1, 1, 1},         OnnxOperator{"Erf", 1, 1, 1},
    OnnxOperator{"Exp", 1, 1, 1},         OnnxOperator{"GlobalAveragePool", 1, 1, 1},
    OnnxOperator{"HardSigmoid", 1, 1, 1}, OnnxOperator{"HardSwish", 1, 1, 1},
    OnnxOperator{"Identity", 1, 1, 1},    OnnxOperator{"InstanceNormalization", 3, 3, 1},
    OnnxOperator{"LRN", 1, 1, 1},         OnnxOperator{"LeakyRelu", 1, 1, 1},
    OnnxOperator{"MaxPool", 1, 1, 1},     OnnxOperator{"Mish", 1, 1, 1},
    OnnxOperator{"Mul", 2, 2, 1},         OnnxOperator{"PRelu", 2, 2, 1},
    OnnxOperator{"Pad", 1, 3, 1},         OnnxOperator{"Pow", 2, 2, 1},
    OnnxOperator{"ReduceMean", 1, 1, 1},  OnnxOperator{"Relu", 1, 1, 1},
    OnnxOperator{"Reshape", 2, 2, 1},     OnnxOperator{"Sigmoid", 1, 1, 1},
    OnnxOperator{"Softmax", 1, 1, 1},     OnnxOperator{"Softplus", 1, 1, 1},
    OnnxOperator{"Sqrt", 1, 1, 1},        OnnxOperator{"Sub", 2, 2, 1},
    OnnxOperator{"Tanh", 1, 1, 1},        OnnxOperator{"Transpose", 1, 1, 1},
};

} // namespace

const OnnxOperator *findOnnxOperator(std::string_view name) noexcept
{
    const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                    [name](const OnnxOperator &known) { return known.name == name; });
    return found == kOperators.end() ? nullptr : &*found;
}

} // namespace fovea
