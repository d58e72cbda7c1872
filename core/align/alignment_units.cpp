#include "core/align/alignment_units.h"

#include "core/types/utf8.h"

namespace fovea
{

namespace
{

bool isCharacterScript(char32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool isWide(char32_t c) { return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF); }

/// ASCII punctuation, general punctuation and the wide marks of Chinese text.
bool isPunctuation(char32_t c)
{
    const bool letterOrDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return (c > 0x20 && c < 0x7F && !letterOrDigit) || (c >= 0xA1 && c <= 0xBF) || (c >= 0x2010 && c <= 0x205E) ||
           (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
           (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65);
}

/// Of Latin, Greek and Cyrillic letters; the languages of the bundles need no more.
char32_t lowerCase(char32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 0x20;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177))
        return c | 1U;
    return c;
}

} // namespace

std::vector<std::string> alignmentUnits(std::string_view line, AlignmentUnit unit)
{
    std::vector<std::string> units;
    bool inside = false; // a unit that may go on
    for (std::size_t at = 0; at < line.size();) {
        const CodePoint point = codePointAt(line, at);
        const std::string_view bytes = line.substr(at, point.length);
        at += point.length;
        const bool space = point.value == ' ' || point.value == '\t' ||
                           (unit == AlignmentUnit::Character && isWhitespace(point.value));
        if (space) {
            inside = false;
            continue;
        }
        const bool alone = unit == AlignmentUnit::Character && (isCharacterScript(point.value) || isWide(point.value));
        if (!inside || alone)
            units.emplace_back();
        units.back() += bytes;
        inside = !alone;
    }
    return units;
}

AlignmentUnit alignmentUnitOf(std::span<const std::string> lines)
{
    long long characters = 0;
    long long letters = 0;
    for (const std::string &line : lines)
        for (std::size_t at = 0; at < line.size();) {
            const CodePoint point = codePointAt(line, at);
            at += point.length;
            characters += isCharacterScript(point.value) ? 1 : 0;
            letters += !isWhitespace(point.value) && !isPunctuation(point.value) ? 1 : 0;
        }
    return 3 * characters > letters ? AlignmentUnit::Character : AlignmentUnit::Word;
}

std::string unitKey(std::string_view unit)
{
    std::string key;
    std::size_t end = 0; // of the key without the punctuation at its end
    for (std::size_t at = 0; at < unit.size();) {
        const CodePoint point = codePointAt(unit, at);
        at += point.length;
        const bool mark = isPunctuation(point.value);
        if (mark && key.empty())
            continue;
        appendUtf8(key, lowerCase(point.value));
        if (!mark)
            end = key.size();
    }
    key.resize(end);
    return key.empty() ? std::string(unit) : key;
}

std::vector<int> UnitVocabulary::number(std::span<const std::string> units)
{
    std::vector<int> ids;
    for (const std::string &unit : units) {
        const auto [at, isNew] = numbers_.try_emplace(unitKey(unit), static_cast<int>(keys_.size()));
        if (isNew)
            keys_.push_back(at->first);
        ids.push_back(at->second);
    }
    return ids;
}

std::vector<int> UnitVocabulary::find(std::span<const std::string> units) const
{
    std::vector<int> ids;
    for (const std::string &unit : units) {
        const auto at = numbers_.find(unitKey(unit));
        ids.push_back(at == numbers_.end() ? static_cast<int>(keys_.size()) : at->second);
    }
    return ids;
}

} // namespace fovea
