#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fovea
{

/// What words are aligned over: the words between blanks and tabs, as Pharaoh links count them; text without blanks
/// (Chinese, Japanese) by character. A run of other letters inside such text is one unit.
enum class AlignmentUnit {
    Word,      ///< between blanks and tabs
    Character, ///< a word's Han characters and kana each for itself
};

std::vector<std::string> alignmentUnits(std::string_view line, AlignmentUnit unit);

/// Character when Han characters and kana are more than a third of the letters of these lines.
AlignmentUnit alignmentUnitOf(std::span<const std::string> lines);

/// What of a unit is counted: lower case, without the punctuation at its ends; all of it when it is nothing else.
std::string unitKey(std::string_view unit);

/// Numbers the keys of one language, in the order in which they come.
class UnitVocabulary
{
public:
    /// Adds what is new.
    std::vector<int> number(std::span<const std::string> units);
    /// Unknown units get numbers that no known one has.
    std::vector<int> find(std::span<const std::string> units) const;

    /// In the order of their numbers.
    const std::vector<std::string> &keys() const { return keys_; }

private:
    std::unordered_map<std::string, int> numbers_;
    std::vector<std::string> keys_;
};

} // namespace fovea
