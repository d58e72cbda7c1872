#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <QString>

#include "core/types/attention_report.h"

namespace fovea::ui
{

/// What a list is of.
enum class ItemKind { Sentences, Pictures };

/// One of many inputs (a line of a file, a picture of a folder), its output, and how good its attention looks.
struct Item {
    enum class State : std::uint8_t {
        Waiting,
        Blank, ///< there is nothing to decode
        Done,
        Failed,
    };

    QString input;   ///< the line, or the picture's file name
    QString output;  ///< Done
    QString problem; ///< Failed: why, in one line
    State state = State::Waiting;
    bool complete = false; ///< the output ends with the end symbol
    SentenceMetrics metrics;
    std::uint16_t findings = 0;     ///< of the attention doctor
    std::uint16_t findingKinds = 0; ///< bit k: there is one of Finding::Kind(k)
    // Where to look first; -1: nowhere.
    int findingStep = -1;      ///< of the first finding about steps
    int improbableStep = -1;   ///< whose word is the least probable
    int absentmindedStep = -1; ///< whose weights have the largest normalized entropy

    bool has(Finding::Kind kind) const { return (findingKinds >> static_cast<unsigned>(kind) & 1U) != 0; }
    void setFindings(const std::vector<Finding> &found);
};

/// By what outputs can be compared.
enum class ItemMetric {
    LogProbability,
    MeanLogProbability,
    Entropy,
    Coverage,
    CoverageDeviation,
    AbsentmindednessOut,
    AbsentmindednessIn,
    Confidence,
    Findings,
};

inline constexpr std::array kItemMetrics{
    ItemMetric::LogProbability,     ItemMetric::MeanLogProbability, ItemMetric::Entropy,
    ItemMetric::Coverage,           ItemMetric::CoverageDeviation,  ItemMetric::AbsentmindednessOut,
    ItemMetric::AbsentmindednessIn, ItemMetric::Confidence,         ItemMetric::Findings};

/// Nothing for an item without an output, and for a metric of weights where there are none.
std::optional<double> metricOf(const Item &item, ItemMetric metric);
/// Whether a larger value is the worse one.
bool largerIsWorse(ItemMetric metric);
/// The step to look at in an item that is bad by this metric; -1: none is special.
int worstStep(const Item &item, ItemMetric metric);

/// As a column's title.
QString metricName(ItemMetric metric);
/// What it means, in a sentence.
QString metricDescription(ItemMetric metric);

/// How many of a list's items are how.
struct ItemCounts {
    int all = 0;
    int decided = 0; ///< not waiting any more
    int blank = 0;
    int failed = 0;
    int withFindings = 0;
    bool operator==(const ItemCounts &) const = default;
};

/// What happens to a list of items.
struct ItemListStatus {
    enum class Phase { Empty, Reading, Decoding, Paused, Stopped, Done };

    Phase phase = Phase::Empty;
    QString name;            ///< of the file or folder
    QString model;           ///< that decodes, and how: "zh-en-additive · beam 5"
    double seconds = 0;      ///< of decoding so far
    double secondsLeft = -1; ///< Decoding; negative: not known yet
    bool writing = false;    ///< figures of the items are being written
};

} // namespace fovea::ui
