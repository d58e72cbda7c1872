#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace fovea
{

/// A picture as a person sees it: upright, opaque, 8 bits a channel.
struct Image {
    int width = 0;                 ///< pixels
    int height = 0;                ///< pixels
    std::vector<std::uint8_t> rgb; ///< 3 * width * height: red, green, blue; rows top to bottom, no padding

    bool empty() const noexcept { return rgb.empty(); }
    const std::uint8_t *row(int y) const
    {
        return rgb.data() + 3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(y);
    }
    std::uint8_t *row(int y) { return rgb.data() + 3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(y); }
};

} // namespace fovea
