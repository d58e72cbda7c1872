#include "core/text/line.h"

#include <algorithm>

#include "core/types/utf8.h"

namespace fovea
{

namespace
{

constexpr char32_t kByteOrderMark = 0xFEFF;

bool isControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/// Scripts written without spaces: CJK signs, kana, bopomofo, ideographs, compatibility and full-width forms.
bool isCjk(char32_t c)
{
    return (c >= 0x2E80 && c <= 0x2FFF) || (c >= 0x3001 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x4DBF) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFD);
}

/// [begin, end) of text without whitespace at the ends. Expects valid UTF-8.
std::string_view trimmed(std::string_view text)
{
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (!isWhitespace(point.value)) {
            begin = std::min(begin, at);
            end = at + point.length;
        }
        at += point.length;
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

} // namespace

std::string normalizeLine(std::string_view text)
{
    std::string line;
    line.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (isControl(point.value))
            line.push_back(' ');
        else if (point.value != kByteOrderMark)
            appendUtf8(line, point.value);
        at += point.length;
    }
    return std::string(trimmed(line));
}

std::string withoutCjkSpaces(std::string_view text)
{
    std::string joined;
    joined.reserve(text.size());
    std::size_t pendingFrom = 0; // whitespace since the last other character
    std::size_t pendingTo = 0;
    bool afterCjk = false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (isWhitespace(point.value)) {
            if (pendingFrom == pendingTo)
                pendingFrom = at;
            pendingTo = at + point.length;
        } else {
            const bool cjk = isCjk(point.value);
            if (!cjk && !afterCjk)
                joined.append(text.substr(pendingFrom, pendingTo - pendingFrom));
            pendingFrom = pendingTo = 0;
            joined.append(text.substr(at, point.length));
            afterCjk = cjk;
        }
        at += point.length;
    }
    return joined;
}

} // namespace fovea
