#include "core/vision/onnx_reader.h"

#include <cstring>
#include <initializer_list>

#include "core/vision/proto_wire.h"

namespace fovea::onnx
{
namespace
{

using proto::Damaged;
using proto::Field;
using proto::Reader;

constexpr std::size_t kMostNodes = 20000;
constexpr std::int64_t kLargestDimension = 1 << 24;
constexpr std::int64_t kFloat = 1; ///< TensorProto.DataType

/// Bytes a number of this TensorProto.DataType takes in raw_data; 0 for types that no picture encoder has.
std::int64_t bytesPerNumber(std::int64_t type)
{
    switch (type) {
    case kFloat:
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
    std::string_view raw;
    std::string_view floats;
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
            floats = field.wire == Field::Wire::Bytes ? field.bytes : field.whole.substr(field.whole.size() - 4);
            break;
        case 5:
        case 7:
            numbers += packedCount(field, 0);
            break;
        case 8:
            tensor.name = field.text();
            break;
        case 9:
            raw = field.message();
            rawBytes = static_cast<std::int64_t>(raw.size());
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
        throw Unfit{"tensor " + inQuotes(tensor.name) + " has a number type that is not supported"};
    if (tensor.shape.size() > 6)
        throw Damaged{};
    const std::int64_t expected = productOf(tensor.shape);
    if (rawBytes >= 0 ? numbers != 0 || rawBytes != expected * bytesPerNumber(type) : numbers != expected)
        throw Unfit{"tensor " + inQuotes(tensor.name) + " is not as long as its shape says"};
    const std::string_view number = rawBytes >= 0 ? raw : floats;
    if (type == kFloat && expected == 1 && number.size() == sizeof(float)) {
        float value = 0;
        std::memcpy(&value, number.data(), sizeof value); // both are little-endian
        tensor.scalar = value;
    }
    return tensor;
}

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
            attribute.scalar = readTensor(field.message()).scalar;
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

} // namespace

std::string inQuotes(std::string_view name)
{
    std::string text = "\"";
    for (const char c : name.substr(0, 80))
        text += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    return text + "\"";
}

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
                    throw Unfit{"writes the value " + inQuotes(output) + " twice"};
        } else if (field.number == 5) {
            TensorHead head = readTensor(field.message());
            const std::string name = head.name;
            if (!graph.tensors.emplace(name, Tensor{std::move(head), field.whole}).second)
                throw Unfit{"has two tensors named " + inQuotes(name)};
        } else if (field.number == 11) {
            ValueHead value = readValue(field.message());
            const std::string name = value.name;
            if (!graph.inputs.emplace(name, std::move(value)).second)
                throw Unfit{"has two inputs named " + inQuotes(name)};
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

} // namespace fovea::onnx
