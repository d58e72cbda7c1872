#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace fovea
{

/// Which state the match compares the annotations with.
///
///   plain        z_t, which has not seen the word just said:
///                e_i = match(h_i, z_t),  z_{t+1} = GRU(z_t, [y_t; c_t])                       (Bahdanau et al. 2015)
///   conditional  z', which has:
///                z' = GRU_1(z_t, y_t),  e_i = match(h_i, z'),  z_{t+1} = GRU_2(z', c_t)       (Sennrich et al. 2017)
enum class DecoderKind { Plain, Conditional };

inline constexpr std::array kDecoderKinds{DecoderKind::Plain, DecoderKind::Conditional};

/// The name used in config.json.
constexpr std::string_view name(DecoderKind kind) noexcept
{
    return kind == DecoderKind::Conditional ? "conditional" : "plain";
}

constexpr std::optional<DecoderKind> decoderKindFromName(std::string_view text) noexcept
{
    for (const DecoderKind kind : kDecoderKinds)
        if (name(kind) == text)
            return kind;
    return std::nullopt;
}

} // namespace fovea
