#include "core/vision/onnx_operators.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace fovea::onnx
{
namespace
{

constexpr std::int64_t kLargestWindow = 64; ///< kernel sizes, strides, dilations, pads
constexpr std::int64_t kMostPadding = 2048; ///< of all nodes together, so that maps cannot grow without end

constexpr int kMany = 4096;

/// How many values an operator takes and gives.
struct Operator {
    std::string_view name;
    int fewestInputs;
    int mostInputs;
};

constexpr std::array kOperators{
    Operator{"Abs", 1, 1},         Operator{"Add", 2, 2},
    Operator{"AveragePool", 1, 1}, Operator{"BatchNormalization", 5, 5},
    Operator{"Clip", 1, 3},        Operator{"Concat", 1, kMany},
    Operator{"Constant", 0, 0},    Operator{"Conv", 2, 3},
    Operator{"Div", 2, 2},         Operator{"Dropout", 1, 3},
    Operator{"Elu", 1, 1},         Operator{"Erf", 1, 1},
    Operator{"Exp", 1, 1},         Operator{"GlobalAveragePool", 1, 1},
    Operator{"HardSigmoid", 1, 1}, Operator{"HardSwish", 1, 1},
    Operator{"Identity", 1, 1},    Operator{"InstanceNormalization", 3, 3},
    Operator{"LRN", 1, 1},         Operator{"LeakyRelu", 1, 1},
    Operator{"MaxPool", 1, 1},     Operator{"Mish", 1, 1},
    Operator{"Mul", 2, 2},         Operator{"PRelu", 2, 2},
    Operator{"Pad", 1, 3},         Operator{"Pow", 2, 2},
    Operator{"ReduceMean", 1, 1},  Operator{"Relu", 1, 1},
    Operator{"Reshape", 2, 2},     Operator{"Sigmoid", 1, 1},
    Operator{"Softmax", 1, 1},     Operator{"Softplus", 1, 1},
    Operator{"Sqrt", 1, 1},        Operator{"Sub", 2, 2},
    Operator{"Tanh", 1, 1},        Operator{"Transpose", 1, 1},
};

const Operator *findOperator(std::string_view name) noexcept
{
    const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                    [name](const Operator &known) { return known.name == name; });
    return found == kOperators.end() ? nullptr : &*found;
}

void checkWindow(const Node &node, std::int64_t &padding)
{
    for (const char *name : {"kernel_shape", "strides", "dilations"})
        if (const auto *values = node.integers(name))
            for (const std::int64_t value : *values)
                if (values->size() != 2 || value < 1 || value > kLargestWindow)
                    throw Unfit{node.label() + ": " + name + " out of range"};
    if (const auto *values = node.integers("pads"))
        for (const std::int64_t value : *values) {
            if (value < 0 || value > kLargestWindow || (node.op != "Pad" && values->size() != 4))
                throw Unfit{node.label() + ": pads out of range"};
            padding += value;
        }
    if (padding > kMostPadding)
        throw Unfit{"pads its maps by more than " + std::to_string(kMostPadding) + " cells"};
}

void checkConvolution(const Graph &graph, const Node &node)
{
    const auto found = graph.tensors.find(node.inputs[1]);
    if (found == graph.tensors.end())
        throw Unfit{node.label() + ": its weights are not in the file"};
    const std::vector<std::int64_t> &shape = found->second.head.shape;
    const auto *kernel = node.integers("kernel_shape");
    if (shape.size() != 4 || shape[2] > kLargestWindow || shape[3] > kLargestWindow ||
        (kernel && (kernel->size() != 2 || (*kernel)[0] != shape[2] || (*kernel)[1] != shape[3])))
        throw Unfit{node.label() + ": its weights are not (out, in, height, width)"};
    const auto *groups = node.integers("group");
    const std::int64_t group = groups && groups->size() == 1 ? (*groups)[0] : 1;
    if (group < 1 || shape[0] % group != 0)
        throw Unfit{node.label() + ": its groups do not divide its channels"};
    if (node.inputs.size() < 3 || node.inputs[2].empty())
        return;
    const auto bias = graph.tensors.find(node.inputs[2]);
    if (bias == graph.tensors.end() || bias->second.head.shape != std::vector<std::int64_t>{shape[0]})
        throw Unfit{node.label() + ": its bias does not fit its weights"};
}

} // namespace

void checkNode(const Graph &graph, const Node &node, std::int64_t &padding)
{
    const Operator *op = node.domain.empty() || node.domain == "ai.onnx" ? findOperator(node.op) : nullptr;
    if (!op)
        throw Unfit{"uses the operator " + inQuotes(node.op) + ", which a picture encoder cannot have here"};
    const auto inputs = static_cast<int>(node.inputs.size());
    const bool written = !node.outputs.empty() && !node.outputs[0].empty();
    if (inputs < op->fewestInputs || inputs > op->mostInputs || !written)
        throw Unfit{node.label() + ": has the wrong number of inputs or outputs"};
    for (int i = 0; i < op->fewestInputs; ++i)
        if (node.inputs[static_cast<std::size_t>(i)].empty())
            throw Unfit{node.label() + ": an input is missing"};
    std::set<std::string> names;
    for (const Attribute &attribute : node.attributes)
        if (!names.insert(attribute.name).second)
            throw Unfit{node.label() + ": has the attribute " + inQuotes(attribute.name) + " twice"};
    checkWindow(node, padding);
    if (node.op == "MaxPool" || node.op == "AveragePool" ? !node.integers("kernel_shape") : false)
        throw Unfit{node.label() + ": has no kernel_shape"};
    if (node.op == "Conv")
        checkConvolution(graph, node);
}

} // namespace fovea::onnx
