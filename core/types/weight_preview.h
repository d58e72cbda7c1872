#pragma once

#include <vector>

#include "core/types/attention.h"

namespace fovea
{

/// What a step would become with other weights; nothing of it is in the tree.
struct WeightPreview {
    int step = -1;              ///< row of the trace
    AttentionStep result;       ///< as after the edit: its word is then the most probable one
    std::vector<double> before; ///< p of result.candidates[k] as the step is now
};

} // namespace fovea
