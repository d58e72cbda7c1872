#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fovea::onnx
{

/// What is wrong with an ONNX file, without its name.
struct Unfit {
    std::string problem;
};

/// A name from the file between quotes, short and without control characters.
std::string inQuotes(std::string_view name);

struct TensorHead {
    std::string name;
    std::vector<std::int64_t> shape;
    std::optional<float> scalar; ///< of a tensor of one float
};

struct Attribute {
    std::string name;
    std::vector<std::int64_t> integers;
    std::optional<float> scalar; ///< of a tensor of one float
};

struct Node {
    std::string name;
    std::string op;
    std::string domain;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
    std::vector<Attribute> attributes;
    std::string_view whole; ///< as it stands in the graph

    std::string label() const
    {
        std::string text = op;
        if (!name.empty())
            text.append(1, ' ').append(inQuotes(name));
        return text;
    }
    const std::vector<std::int64_t> *integers(std::string_view attribute) const
    {
        for (const Attribute &a : attributes)
            if (a.name == attribute)
                return &a.integers;
        return nullptr;
    }
};

struct ValueHead {
    std::string name;
    std::vector<std::int64_t> shape;
};

struct Tensor {
    TensorHead head;
    std::string_view whole; ///< as it stands in the graph
};

struct Graph {
    std::vector<Node> nodes;
    std::map<std::string, Tensor> tensors;
    std::map<std::string, ValueHead> inputs;
    std::vector<std::string> outputs;
    std::map<std::string, std::size_t> writer; ///< value -> node
};

/// Reads a GraphProto: every tensor is as long as its shape says, and no value is written twice. The graph refers to
/// the bytes. Throws Unfit and proto::Damaged.
Graph readGraph(std::string_view message);

} // namespace fovea::onnx
