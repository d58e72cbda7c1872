#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fovea
{

/// One code point read from UTF-8. An ill-formed sequence reads as U+FFFD with valid = false and the length of
/// its maximal well-formed prefix (at least 1), as the Unicode standard recommends.
struct CodePoint {
    char32_t value = 0xFFFD;
    std::size_t length = 1;
    bool valid = false;
};

/// Reads the code point at text[at]; at < text.size().
constexpr CodePoint codePointAt(std::string_view text, std::size_t at) noexcept
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    if (first < 0x80)
        return {first, 1, true};
    if (first < 0xC2 || first > 0xF4)
        return {};
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    // The second byte's range excludes overlong forms, surrogates and values above U+10FFFF.
    const unsigned low = first == 0xE0 ? 0xA0u : first == 0xF0 ? 0x90u : 0x80u;
    const unsigned high = first == 0xED ? 0x9Fu : first == 0xF4 ? 0x8Fu : 0xBFu;
    char32_t value = first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= text.size())
            return {0xFFFD, i, false};
        const unsigned next = byte(at + i);
        if (next < (i == 1 ? low : 0x80u) || next > (i == 1 ? high : 0xBFu))
            return {0xFFFD, i, false};
        value = (value << 6) | (next & 0x3Fu);
    }
    return {value, length, true};
}

/// Appends a Unicode scalar value as UTF-8.
inline void appendUtf8(std::string &text, char32_t value)
{
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0 | (value >> 6));
        put(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        put(0xE0 | (value >> 12));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    } else {
        put(0xF0 | (value >> 18));
        put(0x80 | ((value >> 12) & 0x3F));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    }
}

/// Unicode White_Space, the set that Python's str.split() uses for printable text.
constexpr bool isWhitespace(char32_t c) noexcept
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Blank and tab: all that separates words for awk, fast_align, Moses and others who number them.
constexpr bool isBlank(char32_t c) noexcept { return c == ' ' || c == '\t'; }

/// The words between characters of which isSeparator is true; none for a line of nothing else.
inline std::vector<std::string> wordsBetween(std::string_view text, bool (*isSeparator)(char32_t))
{
    std::vector<std::string> words;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const bool space = isSeparator(point.value);
        if (!space && !inside)
            words.emplace_back();
        if (!space)
            words.back().append(text.substr(at, point.length));
        inside = !space;
        at += point.length;
    }
    return words;
}

/// The words between Unicode whitespace.
inline std::vector<std::string> wordsOf(std::string_view text)
{
    return wordsBetween(text, [](char32_t c) { return isWhitespace(c); });
}

/// The words as Pharaoh links number them.
inline std::vector<std::string> blankSeparated(std::string_view text)
{
    return wordsBetween(text, [](char32_t c) { return isBlank(c); });
}

} // namespace fovea
