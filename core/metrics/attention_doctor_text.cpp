#include <algorithm>
#include <array>
#include <charconv>

#include "core/metrics/attention_doctor.h"

namespace fovea
{

namespace
{

constexpr std::size_t kNamed = 5; // rows or words named in a sentence

std::string fixed(double value, int digits)
{
    std::array<char, 40> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits);
    return end.ec == std::errc{} ? std::string(text.data(), end.ptr) : std::string("?");
}

std::string percent(double share) { return fixed(100 * share, 0) + " %"; }

/// "3", "3 and 5", "3, 5 and 7", "3, 5, 7, 8, 9 and 4 more".
std::string listed(const std::vector<std::string> &names)
{
    const std::size_t shown = names.size() > kNamed + 1 ? kNamed : names.size();
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0)
            text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    if (shown < names.size())
        text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

/// "Row 3 (“the”)", "Rows 3 and 5".
std::string rowsOf(const Finding &finding, const AttentionTrace &trace)
{
    std::vector<std::string> names;
    for (const int row : finding.rows)
        names.push_back(std::to_string(row + 1));
    if (names.size() != 1)
        return "Rows " + listed(names);
    const auto row = static_cast<std::size_t>(finding.rows.front());
    return "Row " + names.front() + (row < trace.steps.size() ? " (“" + trace.steps[row].token + "”)" : "");
}

std::string columnsOf(const Finding &finding, const AttentionTrace &trace)
{
    std::vector<std::string> names;
    for (const int column : finding.columns) {
        const auto i = static_cast<std::size_t>(column);
        names.push_back(i < trace.source.labels.size() ? "“" + trace.source.labels[i] + "”"
                                                       : std::to_string(column + 1));
    }
    return listed(names);
}

} // namespace

std::string describe(const Finding &finding, const AttentionTrace &trace)
{
    const bool one = finding.rows.size() == 1;
    const std::string value = fixed(finding.value, 2);
    switch (finding.kind) {
    case Finding::Kind::Collapsed:
        return "All " + std::to_string(finding.rows.size()) +
               " rows look at the same source words (none differs from their mean by more than " +
               percent(finding.value) + "): the attention has collapsed.";
    case Finding::Kind::Uniform:
        return rowsOf(finding, trace) + (one ? " looks" : " look") +
               " at all source words nearly alike (normalized entropy " + value + ").";
    case Finding::Kind::EndSink:
        return rowsOf(finding, trace) + (one ? " puts " : " put up to ") + percent(finding.value) +
               (one ? " of its weight" : " of their weight") +
               " on the end symbol, although words follow: the attention rests there.";
    case Finding::Kind::Shifted:
        return finding.value > 0
                   ? "The attention is shifted by one: every row looks where the next one should (one word ahead)."
                   : "The attention is shifted by one: every row looks where the one before should (one word behind).";
    case Finding::Kind::ZeroRow:
        return rowsOf(finding, trace) + (one ? " has" : " have") + " no weight at all.";
    case Finding::Kind::NotNormalizedRow:
        return rowsOf(finding, trace) +
               (one ? " does not sum to 1: its sum is " : " do not sum to 1: the sum farthest from it is ") + value +
               ".";
    case Finding::Kind::UncoveredSource:
        return std::string(finding.columns.size() == 1 ? "The source word " : "The source words ") +
               columnsOf(finding, trace) + (finding.columns.size() == 1 ? " was" : " were") +
               " hardly looked at (total weight " + (finding.columns.size() == 1 ? "" : "down to ") + value +
               "): the output may leave " + (finding.columns.size() == 1 ? "it" : "them") + " out.";
    case Finding::Kind::RepeatedPhrase:
        return "The output says “" + finding.phrase + "” " + fixed(finding.value, 0) + " times in a row (rows " +
               std::to_string(finding.rows.empty() ? 0 : finding.rows.front() + 1) + " to " +
               std::to_string(finding.rows.empty() ? 0 : finding.rows.back() + 1) + ").";
    }
    return {};
}

} // namespace fovea
