#pragma once

#include <bit>
#include <cstdint>

namespace fovea
{

// IEEE 754 binary16 <-> binary32 without F16C; loops over these vectorize.

/// Exact for every binary16, subnormals, infinities and NaN included.
constexpr float floatFromHalf(std::uint16_t half) noexcept
{
    constexpr std::uint32_t kBias = 112U << 23; // (127 - 15) in the exponent field
    const std::uint32_t sign = (half & 0x8000U) << 16;
    const std::uint32_t magnitude = (half & 0x7fffU) << 13;
    // Selecting by masks and not by conditions lets compilers vectorize the subtraction below.
    const std::uint32_t special = 0U - static_cast<std::uint32_t>(magnitude >= 0x0f800000U);
    const std::uint32_t tiny = 0U - static_cast<std::uint32_t>(magnitude < (1U << 23));
    const std::uint32_t normal = magnitude + kBias + (special & kBias);
    // Subnormal: with the implicit one set the value is 2^-14 (1 + m/1024); subtracting 2^-14 is exact.
    const float subnormal = std::bit_cast<float>(magnitude + kBias + (1U << 23)) - std::bit_cast<float>(113U << 23);
    const std::uint32_t bits = (tiny & std::bit_cast<std::uint32_t>(subnormal)) | (~tiny & normal);
    return std::bit_cast<float>(bits | sign);
}

/// Rounds to nearest, ties to even; 65520 and beyond become infinity, NaN a quiet NaN.
constexpr std::uint16_t halfFromFloat(float value) noexcept
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7fffffffU;
    std::uint32_t half = 0;
    if (magnitude >= 0x47800000U) { // 2^16 and beyond, infinity, NaN
        half = magnitude > 0x7f800000U ? 0x7e00U : 0x7c00U;
    } else if (magnitude < 0x38800000U) { // below 2^-14: adding 0.5 makes the unit of the last place 2^-24
        half = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + 0.5F) - 0x3f000000U;
    } else { // half of the dropped bits, less one unless the kept part is odd
        half = (magnitude - (112U << 23) + 0xfffU + ((magnitude >> 13) & 1U)) >> 13;
    }
    return static_cast<std::uint16_t>(sign | half);
}

} // namespace fovea
