#pragma once

#include <compare>

namespace fovea
{

/// One aligned pair of words, 0-based.
struct Link {
    int source = 0;
    int target = 0;
    auto operator<=>(const Link &) const = default;
};

} // namespace fovea
