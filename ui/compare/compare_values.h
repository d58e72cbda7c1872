#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include <QString>

#include "core/types/attention.h"
#include "core/types/attention_report.h"

namespace fovea::ui
{

inline constexpr int kMostCompared = 4;

/// One of the outputs that the compare page shows side by side.
struct CompareColumn {
    enum class State {
        Empty,   ///< there is no sentence
        Working, ///< `activity` tells what runs; a trace may be there already
        Ready,
        Failed, ///< `problem` tells why there is no trace
    };

    QString title;       ///< name of the model or of the branch
    QString modelPath;   ///< the bundle; empty for a branch
    bool branch = false; ///< a path through a tree that was decoded elsewhere: its model is not chosen here
    State state = State::Empty;
    QString activity;
    QString problem;                             ///< of the decode, or of the saliency when there is a trace
    bool stopped = false;                        ///< the problem is that the person stopped it
    std::shared_ptr<const AttentionTrace> trace; ///< null: none yet
    std::optional<TraceSummary> summary;         ///< of the trace
    /// The trace with the saliency in place of the weights; null: not computed.
    std::shared_ptr<const AttentionTrace> saliency;
    /// Of attention and saliency, one per step; NaN where it is undefined.
    std::vector<double> rankCorrelation;

    /// Mean over the steps where it is defined; NaN when there is none.
    double overallCorrelation() const
    {
        double sum = 0;
        int count = 0;
        for (const double value : rankCorrelation)
            if (value == value) {
                sum += value;
                ++count;
            }
        return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
    }
};

/// The weights of one output minus those of another.
struct CompareDifference {
    int a = 0; ///< columns of the page
    int b = 1;
    TraceDifference difference;                    ///< rows and weights
    std::shared_ptr<const AttentionTrace> picture; ///< differenceTrace() of it; null: there is nothing to draw
    QString problem;                               ///< why there is nothing to draw
};

/// A, B, C, D: the short name of a column.
inline QString columnLetter(int column) { return QString(QChar(u'A' + static_cast<char16_t>(column))); }

} // namespace fovea::ui
