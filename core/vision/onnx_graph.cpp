#include "core/vision/onnx_graph.h"

#include <set>

#include "core/types/error.h"
#include "core/vision/onnx_operators.h"
#include "core/vision/onnx_reader.h"
#include "core/vision/proto_wire.h"

namespace fovea
{
namespace
{

using namespace onnx;
using proto::Damaged;
using proto::Field;
using proto::Reader;

/// The output that is asked for, and that it can be found.
std::string chooseOutput(const Graph &graph, const std::string &asked)
{
    if (asked.empty() && graph.outputs.size() != 1)
        throw Unfit{"has " + std::to_string(graph.outputs.size()) + " outputs: say which one in config.json"};
    const std::string &name = asked.empty() ? graph.outputs.front() : asked;
    if (graph.writer.find(name) == graph.writer.end())
        throw Unfit{"has no value named " + inQuotes(name)};
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

/// The only input that is not a tensor of the file.
const ValueHead &pictureInput(const Graph &graph, const std::set<std::size_t> &needed)
{
    std::set<std::string> open;
    std::set<std::string> written;
    for (const std::size_t i : needed) {
        for (const std::string &input : graph.nodes[i].inputs) {
            if (input.empty() || graph.tensors.count(input) || written.count(input))
                continue;
            if (!graph.inputs.count(input))
                throw Unfit{graph.nodes[i].label() + " reads " + inQuotes(input) + ", which nothing before it writes"};
            open.insert(input);
        }
        written.insert(graph.nodes[i].outputs.begin(), graph.nodes[i].outputs.end());
    }
    if (open.size() != 1)
        throw Unfit{"takes " + std::to_string(open.size()) + " inputs, not one picture"};
    return graph.inputs.at(*open.begin());
}

/// (1, 3, height, width), where the file says a size.
void checkInput(const std::vector<std::int64_t> &declared, const std::vector<std::int64_t> &expected)
{
    bool fits = declared.empty() || declared.size() == expected.size();
    for (std::size_t i = 0; fits && i < declared.size(); ++i)
        fits = declared[i] < 0 || declared[i] == expected[i];
    if (!fits)
        throw Unfit{"its input is " + shapeText(declared) + ", config.json expects " + shapeText(expected)};
}

/// ValueInfoProto of floats; see readValue().
std::string writeValue(const std::string &name, const std::vector<std::int64_t> &shape)
{
    std::string dims;
    for (const std::int64_t size : shape) {
        std::string dim;
        proto::writeInteger(dim, 1, size);
        proto::writeBytes(dims, 1, dim);
    }
    std::string tensor;
    constexpr int kFloat = 1;
    proto::writeInteger(tensor, 1, kFloat);
    proto::writeBytes(tensor, 2, dims);
    std::string type;
    proto::writeBytes(type, 1, tensor);
    std::string value;
    proto::writeBytes(value, 1, name);
    proto::writeBytes(value, 2, type);
    return value;
}

/// The constant that an optional input stands for.
std::optional<float> constantInput(const Graph &graph, const Node &node, std::size_t input)
{
    if (input >= node.inputs.size() || node.inputs[input].empty())
        return std::nullopt;
    const std::string &name = node.inputs[input];
    std::optional<float> value;
    if (const auto tensor = graph.tensors.find(name); tensor != graph.tensors.end())
        value = tensor->second.head.scalar;
    else if (const auto writer = graph.writer.find(name); writer != graph.writer.end())
        for (const Attribute &attribute : graph.nodes[writer->second].attributes)
            if (attribute.name == "value")
                value = attribute.scalar;
    if (!value)
        throw Unfit{node.label() + ": its limits are not constants"};
    return value;
}

/// NodeProto of a Clip with its limits as attributes, as before opset 11: OpenCV 4.6 knows no others.
std::string writeClip(const Graph &graph, const Node &node)
{
    constexpr int kFloat = 1; // AttributeProto.AttributeType
    std::string clip;
    proto::writeBytes(clip, 1, node.inputs[0]);
    proto::writeBytes(clip, 2, node.outputs[0]);
    proto::writeBytes(clip, 3, node.name);
    proto::writeBytes(clip, 4, node.op);
    for (std::size_t i = 1; i <= 2; ++i)
        if (const auto limit = constantInput(graph, node, i)) {
            std::string attribute;
            proto::writeBytes(attribute, 1, i == 1 ? "min" : "max");
            proto::writeFloat(attribute, 2, *limit);
            proto::writeInteger(attribute, 20, kFloat);
            proto::writeBytes(clip, 5, attribute);
        }
    std::string field;
    proto::writeBytes(field, 1, clip);
    return field;
}

OnnxPart select(std::string_view bytes, const ExtractorConfig &config)
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
    const std::string output = chooseOutput(graph, config.output);
    const std::set<std::size_t> needed = nodesFor(graph, output);
    std::int64_t padding = 0;
    for (const std::size_t i : needed)
        checkNode(graph, graph.nodes[i], padding);
    const ValueHead &input = pictureInput(graph, needed);
    const std::vector<std::int64_t> shape{1, 3, config.inputHeight, config.inputWidth};
    checkInput(input.shape, shape);

    std::string part;
    std::set<std::string> kept;
    for (const std::size_t i : needed) {
        const Node &node = graph.nodes[i];
        part += node.op == "Clip" && node.inputs.size() > 1 ? writeClip(graph, node) : std::string(node.whole);
        for (const std::string &name : node.inputs)
            if (const auto tensor = graph.tensors.find(name); tensor != graph.tensors.end() && kept.insert(name).second)
                part += tensor->second.whole;
    }
    proto::writeBytes(part, 2, "part");
    proto::writeBytes(part, 11, writeValue(input.name, shape));
    proto::writeBytes(part, 12, writeValue(output, {}));
    proto::writeBytes(head, 7, part);
    return {std::move(head), output};
}

} // namespace

std::string shapeText(const std::vector<std::int64_t> &shape)
{
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : " x ") + (size < 0 ? std::string("any") : std::to_string(size));
    return text.empty() ? "a single number" : text;
}

OnnxPart selectOnnx(std::string_view bytes, const ExtractorConfig &config, const std::string &path)
{
    try {
        return select(bytes, config);
    } catch (const Damaged &) {
        throw FileError(path, "is damaged or not an ONNX file");
    } catch (const Unfit &unfit) {
        throw FileError(path, unfit.problem);
    }
}

} // namespace fovea
