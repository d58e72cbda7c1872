#include "ui/text/finding_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

class FindingText
{
    Q_DECLARE_TR_FUNCTIONS(FindingText)

public:
    FindingText(const Finding &finding, const AttentionTrace &trace)
        : finding_(finding), trace_(trace), picture_(trace.source.kind != SourceAxis::Kind::Sequence),
          one_(finding.rows.size() == 1)
    {
    }

    static QString name(Finding::Kind kind)
    {
        switch (kind) {
        case Finding::Kind::Collapsed:
            return tr("collapsed");
        case Finding::Kind::Uniform:
            return tr("uniform");
        case Finding::Kind::EndSink:
            return tr("rests on the end symbol");
        case Finding::Kind::Shifted:
            return tr("shifted by one");
        case Finding::Kind::ZeroRow:
            return tr("no weight");
        case Finding::Kind::NotNormalizedRow:
            return tr("does not sum to 1");
        case Finding::Kind::UncoveredSource:
            return tr("source word left out");
        case Finding::Kind::RepeatedPhrase:
            return tr("repeated phrase");
        }
        return {};
    }

    QString text() const
    {
        switch (finding_.kind) {
        case Finding::Kind::Collapsed:
            return collapsed();
        case Finding::Kind::Uniform:
            return uniform();
        case Finding::Kind::EndSink:
            return one_ ? tr("%1 puts %2 of its weight on the end symbol, although words follow: the attention rests "
                             "there.")
                              .arg(steps(), percent())
                        : tr("%1 put up to %2 of their weight on the end symbol, although words follow: the attention "
                             "rests there.")
                              .arg(steps(), percent());
        case Finding::Kind::Shifted:
            return finding_.value > 0 ? tr("The attention is shifted by one: every step looks where the next one "
                                           "should (one word ahead).")
                                      : tr("The attention is shifted by one: every step looks where the one before "
                                           "should (one word behind).");
        case Finding::Kind::ZeroRow:
            return one_ ? tr("%1 has no weight at all.").arg(steps()) : tr("%1 have no weight at all.").arg(steps());
        case Finding::Kind::NotNormalizedRow:
            return one_ ? tr("The weights of %1 do not sum to 1: their sum is %2.").arg(stepInside(), number())
                        : tr("%1 do not sum to 1: the sum farthest from it is %2.").arg(steps(), number());
        case Finding::Kind::UncoveredSource:
            return uncovered();
        case Finding::Kind::RepeatedPhrase:
            return tr("The output says “%1” %2 times in a row (steps %3 to %4).")
                .arg(QString::fromStdString(finding_.phrase), formatNumber(finding_.value, 0),
                     QString::number(finding_.rows.empty() ? 0 : finding_.rows.front() + 1),
                     QString::number(finding_.rows.empty() ? 0 : finding_.rows.back() + 1));
        }
        return {};
    }

private:
    static constexpr qsizetype kNamed = 5; ///< steps or words named in a sentence

    QString collapsed() const
    {
        return (picture_ ? tr("All %1 steps look at the same places of the picture (none differs from their mean by "
                              "more than %2): the attention has collapsed.")
                         : tr("All %1 steps look at the same source words (none differs from their mean by more than "
                              "%2): the attention has collapsed."))
            .arg(finding_.rows.size())
            .arg(percent());
    }

    QString uniform() const
    {
        if (picture_)
            return (one_ ? tr("%1 looks at the whole picture nearly alike (normalized entropy %2).")
                         : tr("%1 look at the whole picture nearly alike (normalized entropy %2)."))
                .arg(steps(), number());
        return (one_ ? tr("%1 looks at all source words nearly alike (normalized entropy %2).")
                     : tr("%1 look at all source words nearly alike (normalized entropy %2)."))
            .arg(steps(), number());
    }

    QString uncovered() const
    {
        QStringList words;
        for (const int column : finding_.columns)
            words << tr("“%1”").arg(sourceLabel(trace_, column));
        return words.size() == 1 ? tr("The source word %1 was hardly looked at (total weight %2): the output may "
                                      "leave it out.")
                                       .arg(words.front(), number())
                                 : tr("The source words %1 were hardly looked at (total weight down to %2): the "
                                      "output may leave them out.")
                                       .arg(listed(words), number());
    }

    /// "Step 3 (“the”)", "Steps 3 and 5": the beginning of a sentence.
    QString steps() const
    {
        if (one_)
            return tr("Step %1 (“%2”)", "at the beginning of a sentence").arg(firstStep(), firstWord());
        QStringList numbers;
        for (const int row : finding_.rows)
            numbers << QString::number(row + 1);
        return tr("Steps %1", "at the beginning of a sentence").arg(listed(numbers));
    }

    QString stepInside() const { return tr("step %1 (“%2”)", "inside a sentence").arg(firstStep(), firstWord()); }

    QString firstStep() const { return QString::number(finding_.rows.front() + 1); }
    QString firstWord() const { return targetLabel(trace_, finding_.rows.front()); }

    /// "3", "3 and 5", "3, 5 and 7", "3, 5, 7, 8, 9 and 4 more".
    static QString listed(const QStringList &names)
    {
        const QString separator = tr(", ", "between the parts of a list");
        if (names.size() > kNamed + 1)
            return tr("%1 and %2 more").arg(names.first(kNamed).join(separator)).arg(names.size() - kNamed);
        if (names.size() < 2)
            return names.join(separator);
        return tr("%1 and %2").arg(names.first(names.size() - 1).join(separator), names.back());
    }

    QString percent() const { return tr("%1 %", "share").arg(formatNumber(100 * finding_.value, 0)); }
    QString number() const { return formatNumber(finding_.value, 2); }

    const Finding &finding_;
    const AttentionTrace &trace_;
    const bool picture_;
    const bool one_;
};

} // namespace

QString findingName(Finding::Kind kind) { return FindingText::name(kind); }
QString findingText(const Finding &finding, const AttentionTrace &trace) { return FindingText(finding, trace).text(); }

} // namespace fovea::ui
