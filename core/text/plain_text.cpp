#include "core/text/plain_text.h"

#include <algorithm>
#include <array>

#include "core/text/line.h"

namespace fovea
{

namespace
{

constexpr std::array<std::string_view, 24> kWideMarks{"。", "，", "、", "；", "：", "？", "！", "“",
                                                      "”",  "‘",  "’",  "（", "）", "《", "》", "…",
                                                      "—",  "·",  "「", "」", "【", "】", "．", "～"};

bool isOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Whether the mark at `at` stands inside a word or number and belongs to it.
bool insideWord(std::string_view text, std::size_t at)
{
    if (at == 0 || at + 1 >= text.size())
        return false;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const char before = text[at - 1];
    const char after = text[at + 1];
    if (isOneOf(text[at], "'-"))
        return (letter(before) || digit(before)) && (letter(after) || digit(after));
    return isOneOf(text[at], ".,:") && digit(before) && digit(after);
}

} // namespace

std::string plainText(std::string_view utf8)
{
    const std::string line = normalizeLine(utf8);
    const std::string_view text = line;
    std::string plain;
    const auto space = [&plain] {
        if (!plain.empty() && plain.back() != ' ')
            plain += ' ';
    };
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const auto wide = std::find_if(kWideMarks.begin(), kWideMarks.end(),
                                       [&](std::string_view mark) { return text.substr(at).starts_with(mark); });
        if (wide != kWideMarks.end()) {
            space();
            at += wide->size();
            continue;
        }
        if (c == ' ' || (isOneOf(c, ".,;:!?\"()[]{}`'-~_*|/\\") && !insideWord(text, at)))
            space();
        else
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        ++at;
    }
    if (!plain.empty() && plain.back() == ' ')
        plain.pop_back();
    return plain;
}

} // namespace fovea
