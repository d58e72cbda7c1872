#pragma once

#include <QString>
#include <QStringList>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "core/types/attention.h"
#include "core/types/attention_report.h"
#include "ui/translate/sentence_bar.h"

namespace fovea::app
{

/// A path through a tree that another page decoded, as its caller hands it over.
struct CompareBranch {
    QString title; ///< what was changed to get there
    std::shared_ptr<const AttentionTrace> trace;
};

/// What a column of the comparison is made from.
struct CompareSource {
    QString path;  ///< the bundle; of a branch where its model was opened from, which may be empty
    QString title; ///< shown name
    std::shared_ptr<const AttentionTrace> branch; ///< null: the bundle decodes the sentence

    bool operator==(const CompareSource &) const = default;
};

/// A column: its source and what is known of it so far.
struct ComparedOutput {
    CompareSource source;
    std::shared_ptr<const AttentionTrace> trace;
    std::optional<TraceSummary> summary;
    std::shared_ptr<const AttentionTrace> saliency; ///< the trace with saliency for weights
    std::vector<double> rankCorrelation;            ///< per step
    QString problem;                                ///< why there is no trace, or no saliency
    bool stopped = false;                           ///< the problem is that the person stopped it

    // The same over whole words; null until it is looked at that way.
    std::shared_ptr<const AttentionTrace> words;
    std::shared_ptr<const AttentionTrace> wordSaliency;
    std::vector<double> wordCorrelation;
};

/// What a session keeps of a comparison. The traces are there for the case that a model is gone when it is opened.
struct ComparisonRecord {
    struct Column {
        CompareSource source;
        std::shared_ptr<const AttentionTrace> trace; ///< null: not decoded yet
    };

    QString sentence;
    ui::DecodingChoice decoding;
    std::vector<Column> columns;
    int a = 0; ///< the pair of the difference
    int b = 1;
    int view = 0; ///< ui::ComparePage::View
    int step = -1;
    QStringList missing; ///< names of models that are not there when it is opened: their columns are recorded traces

    /// The same outputs: where one looks does not count.
    bool sameOutputs(const ComparisonRecord &other) const
    {
        return sentence == other.sentence && decoding == other.decoding &&
               std::equal(columns.begin(), columns.end(), other.columns.begin(), other.columns.end(),
                          [](const Column &x, const Column &y) { return x.source == y.source; });
    }
};

/// Everything the compare page shows, as a value: undo takes an old one back, with its results.
struct Comparison {
    QString sentence;
    ui::DecodingChoice decoding;
    std::vector<ComparedOutput> outputs;
    int a = 0; ///< the pair of the difference
    int b = 1;
    bool suggested = false; ///< the page began with it: nothing of it is the person's
};

} // namespace fovea::app
