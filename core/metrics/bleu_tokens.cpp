#include <iterator>
#include <utility>

#include "core/metrics/bleu.h"
#include "core/types/utf8.h"

namespace fovea
{

namespace
{

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isStop(char c) { return c == '.' || c == ','; }

/// ASCII signs that 13a always sets apart: all but ' , - . and letters and digits.
bool isSign(char c)
{
    return (c >= '{' && c <= '~') || (c >= '[' && c <= '`') || (c >= ' ' && c <= '&') || (c >= '(' && c <= '+') ||
           (c >= ':' && c <= '@') || c == '/';
}

void replaceAll(std::string &text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// Writes `before` and `after` as given where two neighbouring bytes match, left to right without overlap, as
/// a regular expression substitution does. A byte of a multi-byte character behaves as that character would.
template <typename Matches>
std::string separate(const std::string &text, Matches matches, std::string_view before, std::string_view between,
                     std::string_view after)
{
    std::string out;
    out.reserve(text.size() * 2);
    for (std::size_t i = 0; i < text.size();) {
        if (i + 1 < text.size() && matches(text[i], text[i + 1])) {
            out.append(before).append(1, text[i]).append(between).append(1, text[i + 1]).append(after);
            i += 2;
        } else {
            out.push_back(text[i++]);
        }
    }
    return out;
}

/// The language-dependent part of mteval-v13a.
std::vector<std::string> separateSigns(const std::string &text)
{
    std::string line;
    line.reserve(text.size() * 2);
    for (const char c : text) {
        if (isSign(c))
            line.append({' ', c, ' '});
        else
            line.push_back(c);
    }
    line = separate(
        line, [](char a, char b) { return !isDigit(a) && isStop(b); }, "", " ", " ");
    line = separate(
        line, [](char a, char b) { return isStop(a) && !isDigit(b); }, " ", " ", "");
    line = separate(
        line, [](char a, char b) { return isDigit(a) && b == '-'; }, "", " ", " ");
    return wordsOf(line);
}

/// Exactly sacreBLEU's ranges. U+2001-2A6D and U+2F81-2FA1 are what its '\u20000' and '\u2f800' (meant for the
/// supplementary planes) compare as; they set curly quotes, dashes and arrows apart. Characters beyond U+FFFF are not.
bool isChineseForBleu(char32_t c)
{
    constexpr std::pair<char32_t, char32_t> ranges[] = {
        {0x3400, 0x4DB5}, {0x4E00, 0x9FA5}, {0x9FA6, 0x9FBB}, {0xF900, 0xFA2D}, {0xFA30, 0xFA6A}, {0xFA70, 0xFAD9},
        {0x2001, 0x2A6D}, {0x2F81, 0x2FA1}, {0xFF00, 0xFFEF}, {0x2E80, 0x2EFF}, {0x3000, 0x303F}, {0x31C0, 0x31EF},
        {0x2F00, 0x2FDF}, {0x2FF0, 0x2FFF}, {0x3100, 0x312F}, {0x31A0, 0x31BF}, {0xFE10, 0xFE1F}, {0xFE30, 0xFE4F},
        {0x2600, 0x26FF}, {0x2700, 0x27BF}, {0x3200, 0x32FF}, {0x3300, 0x33FF}};
    for (const auto &[first, last] : ranges)
        if (c >= first && c <= last)
            return true;
    return false;
}

std::vector<std::string> tokens13a(std::string_view text)
{
    std::size_t end = 0; // trailing whitespace goes before the line rules are applied
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        if (!isWhitespace(point.value))
            end = at;
    }
    std::string line(text.substr(0, end));
    replaceAll(line, "<skipped>", "");
    replaceAll(line, "-\n", "");
    replaceAll(line, "\n", " ");
    replaceAll(line, "&quot;", "\"");
    replaceAll(line, "&amp;", "&");
    replaceAll(line, "&lt;", "<");
    replaceAll(line, "&gt;", ">");
    return separateSigns(" " + line + " ");
}

std::vector<std::string> tokensChinese(std::string_view text)
{
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const bool apart = isChineseForBleu(point.value);
        line.append(apart ? " " : "").append(text.substr(at, point.length)).append(apart ? " " : "");
        at += point.length;
    }
    const auto isNotSpace = [](char c) { return !isWhitespace(static_cast<unsigned char>(c)) || (c & 0x80); };
    std::size_t begin = 0;
    while (begin < line.size() && !isNotSpace(line[begin]))
        ++begin;
    return separateSigns(line.substr(begin));
}

} // namespace

std::vector<std::string> bleuTokens(std::string_view text, BleuTokenizer tokenizer)
{
    if (tokenizer == BleuTokenizer::V13a)
        return tokens13a(text);
    if (tokenizer == BleuTokenizer::Chinese)
        return tokensChinese(text);
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (!isWhitespace(point.value))
            characters.emplace_back(text.substr(at, point.length));
        at += point.length;
    }
    return characters;
}

} // namespace fovea
