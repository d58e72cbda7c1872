#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace fovea
{

/// How an annotation h_i is compared with the decoder state z_t.
///
///   none      no match: every step sees the same fixed vector (the baseline)
///   dot       e_i = h_i^T z                   needs d = m (Luong et al. 2015, "dot")
///   cosine    e_i = s cos(h_i, z), s > 0      needs d = m; s is learned: a cosine alone cannot make a sharp softmax
///   additive  e_i = v^T tanh(W h_i + U z + b)  the small neural network (Bahdanau et al. 2015)
///   bilinear  e_i = h_i^T W z                 (Luong et al. 2015, "general")
enum class MatchFunction { None, Dot, Cosine, Additive, Bilinear };

inline constexpr std::array kMatchFunctions{MatchFunction::None, MatchFunction::Dot, MatchFunction::Cosine,
                                            MatchFunction::Additive, MatchFunction::Bilinear};

/// The name used in config.json, on the command line and in file names.
constexpr std::string_view name(MatchFunction match) noexcept
{
    switch (match) {
    case MatchFunction::None:
        return "none";
    case MatchFunction::Dot:
        return "dot";
    case MatchFunction::Cosine:
        return "cosine";
    case MatchFunction::Additive:
        return "additive";
    case MatchFunction::Bilinear:
        return "bilinear";
    }
    return "none";
}

constexpr std::optional<MatchFunction> matchFunctionFromName(std::string_view text) noexcept
{
    for (const MatchFunction match : kMatchFunctions)
        if (name(match) == text)
            return match;
    return std::nullopt;
}

} // namespace fovea
