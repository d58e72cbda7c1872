#include "core/vision/onnx_graph.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/types/error.h"
#include "core/vision/onnx_operators.h"
#include "core/vision/proto_wire.h"

namespace fovea
{
namespace
{

using proto::Damaged;
using proto::Field;
using proto::Reader;

constexpr std::size_t kMostNodes = 20000;
constexpr std::int64_t kLargestDimension = 1 << 24;
constexpr std::int64_t kLargestWindow = 64; ///< kernel sizes, strides, dilations, pads
constexpr std::int64_t kMostPadding = 2048; ///< of all nodes together, so that maps cannot grow without end

/// A problem without the file's name.
struct Unfit {
    std::string problem;
};

std::string quoted(std::string_view name)
{
    std::string text = "\"";
    for (const char c : name.substr(0, 80))
        text += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    return text + "\"";
}

struct TensorHead {
    std::string name;
    std::vector<std::int64_t> shape;
};

/// Bytes a number of this TensorProto.DataType takes in raw_data; 0 for types that no picture encoder has.
std::int64_t bytesPerNumber(std::int64_t type)
{
    switch (type) {
    case 1: // FLOAT
    case 6: // INT32
        return 4;
    case 7:  // INT64
    case 11: // DOUBLE
        return 8;
    case 10: // FLOAT16
        return 2;
    case 2: // UINT8
    case 3: // INT8
    case 9: // BOOL
        return 1;
    default:
        return 0;
    }
}

std::int64_t packedCount(const Field &field, std::int64_t bytesEach)
{
    if (field.wire != Field::Wire::Bytes)
        return 1;
    if (bytesEach == 0) {
        std::vector<std::int64_t> values;
        proto::appendIntegers(field, values);
        return static_cast<std::int64_t>(values.size());
    }
    if (static_cast<std::int64_t>(field.bytes.size()) % bytesEach != 0)
        throw Damaged{};
    return static_cast<std::int64_t>(field.bytes.size()) / bytesEach;
}

std::int64_t productOf(const std::vector<std::int64_t> &shape)
{
    std::int64_t product = 1;
    for (const std::int64_t size : shape) {
        if (size < 1 || size > kLargestDimension || product > (std::int64_t{1} << 32) / size)
            throw Damaged{};
        product *= size;
    }
    return product;
}

/// TensorProto: dims 1, data_type 2, float_data 4, int32_data 5, string_data 6, int64_data 7, name 8, raw_data 9,
/// double_data 10, uint64_data 11, external_data 13, data_location 14.
TensorHead readTensor(std::string_view message)
{
    TensorHead tensor;
    std::int64_t type = 0;
    std::int64_t numbers = 0;
    std::int64_t rawBytes = -1;
    Field field;
    for (Reader reader(message); reader.next(field);) {
        switch (field.number) {
        case 1:
            proto::appendIntegers(field, tensor.shape);
            break;
        case 2:
            type = field.integer();
            break;
        case 4:
            numbers += packedCount(field, 4);
            break;
        case 5:
        case 7:
            numbers += packedCount(field, 0);
            break;
        case 8:
            tensor.name = field.text();
            break;
        case 9:
            rawBytes = static_cast<std::int64_t>(field.message().size());
            break;
        case 10:
            numbers += packedCount(field, 8);
            break;
        case 13:
        case 14:
            if (field.number == 13 || field.integer() != 0)
                throw Unfit{"keeps numbers in another file, which is not supported"};
            break;
        case 3:
        case 6:
        case 11:
            throw Damaged{};
        default:
            break;
        }
    }
    if (bytesPerNumber(type) == 0)
        throw Unfit{"tensor " + quoted(tensor.name) + " has a number type that is not supported"};
    if (tensor.shape.size() > 6)
        throw Damaged{};
    const std::int64_t expected = productOf(tensor.shape);
    if (rawBytes >= 0 ? numbers != 0 || rawBytes != expected * bytesPerNumber(type) : numbers != expected)
        throw Unfit{"tensor " + quoted(tensor.name) + " is not as long as its shape says"};
    return tensor;
}

struct Attribute {
    std::string name;
    std::vector<std::int64_t> integers;
};

/// AttributeProto: name 1, f 2, i 3, s 4, t 5, g 6, floats 7, ints 8, strings 9, tensors 10, graphs 11, type 20.
Attribute readAttribute(std::string_view message)
{
    Attribute attribute;
    Field field;
    for (Reader reader(message); reader.next(field);) {
        switch (field.number) {
        case 1:
            attribute.name = field.text();
            break;
        case 3:
        case 8:
            proto::appendIntegers(field, attribute.integers);
            break;
        case 5:
            readTensor(field.message());
            break;
        case 6:
        case 10:
        case 11:
        case 22:
            throw Unfit{"has operators inside operators, which is not supported"};
        case 7:
            packedCount(field, 4);
            break;
        default:
            break;
        }
    }
    return attribute;
}

struct Node {
    std::string name;
    std::string op;
    std::string domain;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
    std::vector<Attribute> attributes;
    std::string_view whole;

    std::string label() const { return op + (name.empty() ? "" : " " + quoted(name)); }
    const std::vector<std::int64_t> *integers(std::string_view attribute) const
    {
        for (const Attribute &a : attributes)
            if (a.name == attribute)
                return &a.integers;
        return nullptr;
    }
};

/// NodeProto: input 1, output 2, name 3, op_type 4, attribute 5, domain 7.
Node readNode(const Field &whole)
{
    Node node;
    node.whole = whole.whole;
    Field field;
    for (Reader reader(whole.message()); reader.next(field);) {
        switch (field.number) {
        case 1:
            node.inputs.push_back(field.text());
            break;
        case 2:
            node.outputs.push_back(field.text());
            break;
        case 3:
            node.name = field.text();
            break;
        case 4:
            node.op = field.text();
            break;
        case 5:
            node.attributes.push_back(readAttribute(field.message()));
            break;
        case 7:
            node.domain = field.text();
            break;
        default:
            break;
        }
    }
    return node;
}

struct ValueHead {
    std::string name;
    std::vector<std::int64_t> shape;
};

/// Calls `visit` with each message that a chain of field numbers leads to.
template <class Visit>
void walk(std::string_view message, std::initializer_list<int> path, const Visit &visit)
{
    const int *number = path.begin();
    Field field;
    for (Reader reader(message); reader.next(field);) {
        if (field.number != *number)
            continue;
        if (path.size() == 1)
            visit(field);
        else if (path.size() == 2)
            walk(field.message(), {number[1]}, visit);
        else
            walk(field.message(), {number[1], number[2]}, visit);
    }
}

/// ValueInfoProto: name 1, type 2 { tensor_type 1 { shape 2 { dim 1 { dim_value 1 } } } }.
ValueHead readValue(std::string_view message)
{
    ValueHead value;
    walk(message, {1}, [&](const Field &field) { value.name = field.text(); });
    walk(message, {2, 1, 2}, [&](const Field &shape) {
        walk(shape.message(), {1}, [&](const Field &dim) {
            std::int64_t size = -1;
            walk(dim.message(), {1}, [&](const Field &field) { size = field.integer(); });
            value.shape.push_back(size > 0 ? size : -1);
        });
    });
    return value;
}

struct Tensor {
    TensorHead head;
    std::string_view whole;
};

struct Graph {
    std::vector<Node> nodes;
    std::map<std::string, Tensor> tensors;
    std::map<std::string, std::pair<ValueHead, std::string_view>> inputs;
    std::vector<std::string> outputs;
    std::map<std::string, std::size_t> writer; ///< value -> node
};

/// GraphProto: node 1, initializer 5, input 11, output 12.
Graph readGraph(std::string_view message)
{
    Graph graph;
    Field field;
    for (Reader reader(message); reader.next(field);) {
        if (field.number == 1) {
            graph.nodes.push_back(readNode(field));
            for (const std::string &output : graph.nodes.back().outputs)
                if (!output.empty() && !graph.writer.emplace(output, graph.nodes.size() - 1).second)
                    throw Unfit{"writes the value " + quoted(output) + " twice"};
        } else if (field.number == 5) {
            TensorHead head = readTensor(field.message());
            const std::string name = head.name;
            if (!graph.tensors.emplace(name, Tensor{std::move(head), field.whole}).second)
                throw Unfit{"has two tensors named " + quoted(name)};
        } else if (field.number == 11) {
            ValueHead value = readValue(field.message());
            const std::string name = value.name;
            if (!graph.inputs.emplace(name, std::pair{std::move(value), field.whole}).second)
                throw Unfit{"has two inputs named " + quoted(name)};
        } else if (field.number == 12) {
            graph.outputs.push_back(readValue(field.message()).name);
        } else if (field.number == 15) {
            throw Unfit{"has sparse tensors, which is not supported"};
        }
        if (graph.nodes.size() > kMostNodes)
            throw Unfit{"has more than " + std::to_string(kMostNodes) + " operators"};
    }
    return graph;
}

/// The output that is asked for, and that it can be found.
std::string chooseOutput(const Graph &graph, const std::string &asked)
{
    if (asked.empty() && graph.outputs.size() != 1)
        throw Unfit{"has " + std::to_string(graph.outputs.size()) + " outputs: say which one in config.json"};
    const std::string &name = asked.empty() ? graph.outputs.front() : asked;
    if (graph.writer.find(name) == graph.writer.end())
        throw Unfit{"has no value named " + quoted(name)};
    return name;
}

/// The nodes a value depends on, in the file's order.
std::set<std::size_t> nodesFor(const Graph &graph, const std::string &output)
{
    std::set<std::size_t> needed;
    std::vector<std::string> open{output};
    while (!open.empty()) {
        const auto writer = graph.writer.find(open.back());
        open.pop_back();
        if (writer == graph.writer.end() || !needed.insert(writer->second).second)
            continue;
        for (const std::string &input : graph.nodes[writer->second].inputs)
            open.push_back(input);
    }
    return needed;
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

void checkNode(const Graph &graph, const Node &node, std::int64_t &padding)
{
    const OnnxOperator *op = node.domain.empty() || node.domain == "ai.onnx" ? findOnnxOperator(node.op) : nullptr;
    if (!op)
        throw Unfit{"uses the operator " + quoted(node.op) + ", which a picture encoder cannot have here"};
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
            throw Unfit{node.label() + ": has the attribute " + quoted(attribute.name) + " twice"};
    checkWindow(node, padding);
    if (node.op == "MaxPool" || node.op == "AveragePool" ? !node.integers("kernel_shape") : false)
        throw Unfit{node.label() + ": has no kernel_shape"};
    if (node.op == "Conv")
        checkConvolution(graph, node);
}

/// The only input that is not a tensor of the file, as a field of the graph.
const std::pair<ValueHead, std::string_view> &pictureInput(const Graph &graph, const std::set<std::size_t> &needed)
{
    std::set<std::string> open;
    std::set<std::string> written;
    for (const std::size_t i : needed) {
        for (const std::string &input : graph.nodes[i].inputs) {
            if (input.empty() || graph.tensors.count(input) || written.count(input))
                continue;
            if (!graph.inputs.count(input))
                throw Unfit{graph.nodes[i].label() + " reads " + quoted(input) + ", which nothing before it writes"};
            open.insert(input);
        }
        written.insert(graph.nodes[i].outputs.begin(), graph.nodes[i].outputs.end());
    }
    if (open.size() != 1)
        throw Unfit{"takes " + std::to_string(open.size()) + " inputs, not one picture"};
    return graph.inputs.at(*open.begin());
}

OnnxPart select(std::string_view bytes, const std::string &asked)
{
    // ModelProto: ir_version 1, graph 7, opset_import 8.
    std::string head;
    std::string_view graphBytes;
    Field field;
    for (Reader reader(bytes); reader.next(field);) {
        if (field.number == 1 || field.number == 8)
            head += field.whole;
        else if (field.number == 7 && graphBytes.empty())
            graphBytes = field.message();
        else if (field.number == 7 || field.number == 25)
            throw Unfit{"has more than one graph"};
    }
    if (graphBytes.empty())
        throw Unfit{"is not an ONNX file"};
    const Graph graph = readGraph(graphBytes);
    const std::string output = chooseOutput(graph, asked);
    const std::set<std::size_t> needed = nodesFor(graph, output);
    std::int64_t padding = 0;
    for (const std::size_t i : needed)
        checkNode(graph, graph.nodes[i], padding);
    const auto &[input, inputField] = pictureInput(graph, needed);

    std::string part;
    std::set<std::string> kept;
    for (const std::size_t i : needed) {
        part += graph.nodes[i].whole;
        for (const std::string &name : graph.nodes[i].inputs)
            if (const auto tensor = graph.tensors.find(name); tensor != graph.tensors.end() && kept.insert(name).second)
                part += tensor->second.whole;
    }
    proto::writeBytes(part, 2, "part");
    part += inputField;
    std::string value;
    proto::writeBytes(value, 1, output);
    proto::writeBytes(part, 12, value);
    proto::writeBytes(head, 7, part);
    return {std::move(head), output, input.shape};
}

} // namespace

OnnxPart selectOnnx(std::string_view bytes, const std::string &output, const std::string &path)
{
    try {
        return select(bytes, output);
    } catch (const Damaged &) {
        throw FileError(path, "is damaged or not an ONNX file");
    } catch (const Unfit &unfit) {
        throw FileError(path, unfit.problem);
    }
}

} // namespace fovea
