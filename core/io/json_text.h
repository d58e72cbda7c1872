#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/types/error.h"

// Used by core/io only: JSON from files nobody vouches for.

namespace fovea
{

/// What a document may hold at most, so that a small hostile file cannot take all memory.
struct JsonLimits {
    std::size_t depth = 16;
    std::size_t values = 1'000'000; ///< scalars, texts included, 16 bytes each
    std::size_t objects = 200'000;  ///< lists, objects and texts, about 64 bytes more each
};

/// The text is not JSON, not UTF-8, has a key twice in an object, or exceeds the limits.
class JsonError : public Error
{
public:
    using Error::Error;
};

/// Throws JsonError; its text says where in `text` (line and column, from 1) a syntax error is.
nlohmann::json parseJson(std::string_view text, const JsonLimits &limits = {});

/// The text as a JSON string literal, on one line, shortened to about 60 bytes: for names in error texts.
std::string inQuotes(std::string_view text);

/// The text as a JSON string literal; invalid UTF-8 becomes U+FFFD.
std::string jsonString(std::string_view text);

} // namespace fovea
