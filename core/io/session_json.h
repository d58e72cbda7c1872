#pragma once

#include <string_view>

#include "core/io/session_file.h"

// Used by core/io only: what reading and writing a session share.

namespace fovea
{

/// Throws InputError naming the field, as the format calls it, that a session file cannot hold.
void checkSession(const Session &session);

/// "none", "word", "weights", "maskedStep" or "maskedFromHere".
std::string_view changeName(NodeChange::Kind kind) noexcept;

/// Throws InputError unless the text is a small JSON object; returns it on one line.
std::string checkedView(const std::string &viewJson);

} // namespace fovea
