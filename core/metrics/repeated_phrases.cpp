#include "core/metrics/repeated_phrases.h"

#include <algorithm>
#include <string_view>

#include "core/metrics/special_tokens.h"
#include "core/metrics/subwords.h"
#include "core/types/utf8.h"

namespace fovea
{

namespace
{

constexpr std::size_t kLongestPhrase = 50;

struct Word {
    std::string text;
    int firstRow = 0;
    int endRow = 0; ///< one past its last
};

/// The words of the output without control symbols.
std::vector<Word> outputWords(const AttentionTrace &trace)
{
    const SubwordOptions rowsOnly{.source = false, .target = true, .marks = SubwordMarks::Automatic};
    const std::vector<int> groups = subwordGroups(trace, rowsOnly).target;
    const AttentionTrace merged = mergeSubwords(trace, rowsOnly);
    std::vector<Word> words;
    for (std::size_t t = 0; t < groups.size(); ++t) {
        const AttentionStep &step = merged.steps[static_cast<std::size_t>(groups[t])];
        const int row = static_cast<int>(t);
        if (t > 0 && groups[t] == groups[t - 1] && !words.empty() && words.back().endRow == row)
            ++words.back().endRow;
        else if (!isControlSymbol(step.token) && !isControlSymbol(step.piece))
            words.push_back({step.token, row, row + 1});
    }
    return words;
}

/// Letters of any script: everything beyond Latin-1's signs but punctuation and full-width forms.
bool hasLetter(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const char32_t c = point.value;
        at += point.length;
        const bool ascii = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
        const bool sign = c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
                          (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF20);
        if (ascii || (!sign && point.valid))
            return true;
    }
    return false;
}

/// How often the `length` words from `first` on stand there one after the other.
int repeats(const std::vector<Word> &words, std::size_t first, std::size_t length)
{
    int times = 1;
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(first);
    const auto same = [](const Word &a, const Word &b) { return a.text == b.text; };
    for (std::size_t next = first + length; next + length <= words.size(); next += length, ++times)
        if (!std::equal(begin, begin + static_cast<std::ptrdiff_t>(length),
                        words.begin() + static_cast<std::ptrdiff_t>(next), same))
            break;
    return times;
}

bool endsUnspaced(std::string_view text)
{
    char32_t last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        last = point.value;
    }
    return isUnspaced(last);
}

RepeatedPhrase makePhrase(const std::vector<Word> &words, std::size_t first, std::size_t length, int times)
{
    RepeatedPhrase phrase;
    phrase.times = times;
    const std::size_t end = first + length * static_cast<std::size_t>(times);
    for (int row = words[first].firstRow; row < words[end - 1].endRow; ++row)
        phrase.rows.push_back(row);
    for (std::size_t w = first; w < first + length; ++w) {
        if (w > first && !endsUnspaced(words[w - 1].text))
            phrase.phrase += ' ';
        phrase.phrase += words[w].text;
    }
    return phrase;
}

} // namespace

std::vector<RepeatedPhrase> repeatedPhrases(const AttentionTrace &trace)
{
    const std::vector<Word> words = outputWords(trace);
    std::vector<RepeatedPhrase> found;
    for (std::size_t first = 0; first < words.size();) {
        std::size_t next = first + 1;
        for (std::size_t length = 1; length <= kLongestPhrase && first + 2 * length <= words.size(); ++length) {
            const int times = repeats(words, first, length);
            const bool letters = std::any_of(words.begin() + static_cast<std::ptrdiff_t>(first),
                                             words.begin() + static_cast<std::ptrdiff_t>(first + length),
                                             [](const Word &word) { return hasLetter(word.text); });
            if (times < (length == 1 ? 3 : 2) || !letters)
                continue;
            found.push_back(makePhrase(words, first, length, times));
            next = first + length * static_cast<std::size_t>(times);
            break;
        }
        first = next;
    }
    return found;
}

} // namespace fovea
