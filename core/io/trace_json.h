#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/types/attention.h"

// Used by core/io only: one trace as a JSON text, without files.

namespace fovea
{

/// Throws InputError (what is wrong with which field, or JsonError's text).
AttentionTrace traceFromJson(std::string_view text);
AttentionTrace traceFromJson(const nlohmann::json &document);

/// Throws InputError naming the field, as the format calls it, that a trace file cannot hold.
void checkTrace(const AttentionTrace &trace);

/// Match none, and no step has weights or energies.
bool hasNoWeights(const AttentionTrace &trace);

std::string_view kindName(SourceAxis::Kind kind) noexcept;

/// The shortest text that reads back as the same number; "null" if not finite.
void appendNumber(std::string &text, float value);
void appendNumber(std::string &text, double value);

} // namespace fovea
