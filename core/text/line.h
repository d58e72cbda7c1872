#pragma once

#include <string>
#include <string_view>

#include "core/types/utf8.h" // wordsOf

namespace fovea
{

/// One line of text, safe to show and to tokenize: ill-formed UTF-8 becomes U+FFFD, control characters (NUL and
/// newlines among them) become spaces, byte order marks vanish, whitespace at both ends is trimmed. Idempotent.
std::string normalizeLine(std::string_view text);

/// `text` without the whitespace that touches a Chinese or Japanese character or full-width sign, as that writing
/// has none: segmented and plain Chinese become the same, while "deep learning" keeps its space. Expects valid UTF-8.
std::string withoutCjkSpaces(std::string_view text);

} // namespace fovea
