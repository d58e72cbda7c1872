#pragma once

#include <cstdint>

#include "core/vision/onnx_reader.h"

namespace fovea::onnx
{

/// Checks that a node is one that a picture encoder is made of: an operator without control flow, without shapes that
/// depend on data and without results much larger than what goes in, with as many inputs as it takes, sane windows and
/// weights that fit. `padding` sums up by how many cells the nodes so far enlarge their maps. Throws Unfit.
void checkNode(const Graph &graph, const Node &node, std::int64_t &padding);

} // namespace fovea::onnx
