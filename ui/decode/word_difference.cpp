#include "ui/decode/word_difference.h"

#include <algorithm>
#include <cstdint>

namespace fovea::ui
{

namespace
{

using Kind = WordChange::Kind;

constexpr qsizetype kMostPairs = 4'000'000;

/// longest[i * width + j]: length of the longest common subsequence of a[i..] and b[j..].
std::vector<std::uint16_t> longestCommon(const QStringList &a, const QStringList &b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<std::uint16_t> longest((static_cast<std::size_t>(a.size()) + 1) * width, 0);
    for (qsizetype i = a.size(); i-- > 0;)
        for (qsizetype j = b.size(); j-- > 0;) {
            const std::size_t at = static_cast<std::size_t>(i) * width + static_cast<std::size_t>(j);
            longest[at] = a[i] == b[j] ? static_cast<std::uint16_t>(longest[at + width + 1] + 1)
                                       : std::max(longest[at + width], longest[at + 1]);
        }
    return longest;
}

void addAll(std::vector<WordChange> &row, const QStringList &words, Kind kind)
{
    for (const QString &word : words)
        row.push_back({kind, word});
}

void compareMiddle(const QStringList &a, const QStringList &b, std::vector<WordChange> &row)
{
    if (a.size() * b.size() > kMostPairs) {
        addAll(row, a, Kind::Removed);
        addAll(row, b, Kind::Added);
        return;
    }
    const std::vector<std::uint16_t> longest = longestCommon(a, b);
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    qsizetype i = 0, j = 0;
    QStringList removed, added;
    const auto flush = [&] {
        addAll(row, std::exchange(removed, {}), Kind::Removed);
        addAll(row, std::exchange(added, {}), Kind::Added);
    };
    while (i < a.size() && j < b.size()) {
        const std::size_t at = static_cast<std::size_t>(i) * width + static_cast<std::size_t>(j);
        if (a[i] == b[j]) {
            flush();
            row.push_back({Kind::Kept, a[i++]});
            ++j;
        } else if (longest[at + width] >= longest[at + 1]) {
            removed << a[i++];
        } else {
            added << b[j++];
        }
    }
    removed << a.mid(i);
    added << b.mid(j);
    flush();
}

} // namespace

std::vector<WordChange> wordDifference(const QStringList &before, const QStringList &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype begin = 0, end = 0;
    while (begin < shorter && before[begin] == after[begin])
        ++begin;
    while (end < shorter - begin && before[before.size() - 1 - end] == after[after.size() - 1 - end])
        ++end;
    std::vector<WordChange> row;
    addAll(row, before.mid(0, begin), Kind::Kept);
    compareMiddle(before.mid(begin, before.size() - begin - end), after.mid(begin, after.size() - begin - end), row);
    addAll(row, before.mid(before.size() - end), Kind::Kept);
    return row;
}

} // namespace fovea::ui
