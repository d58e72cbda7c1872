#include <cmath>

#include <QAccessible>

#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"
#include "ui/views/diagram_view.h"

namespace fovea::ui
{

namespace
{

QString tableRow(const QString &name, const QString &value)
{
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

QString table(const QString &title, const QString &rows)
{
    return QStringLiteral("<p style=\"white-space:pre\"><b>%1</b></p><table>%2</table>")
        .arg(title.toHtmlEscaped(), rows);
}

} // namespace

QString DiagramView::description() const
{
    if (!trace() || painter_.columns() == 0)
        return tr("No sentence yet");
    const DiagramText text(*trace(), options_.step);
    if (!text.step())
        return tr("%n source word(s), before the first step", nullptr, painter_.columns());
    QStringList parts{tr("Step %1, “%2” with probability %3")
                          .arg(options_.step + 1)
                          .arg(text.nextWord(), formatProbability(text.step()->logProbability))};
    const int column = options_.selectedColumn >= 0 ? options_.selectedColumn : painter_.strongestColumn(options_.step);
    const double weight = column >= 0 ? painter_.weight(options_.step, column) : std::nan("");
    if (trace()->model.match == MatchFunction::None)
        parts << DiagramText::matchEquation(MatchFunction::None);
    else if (!std::isnan(weight))
        parts << (options_.selectedColumn >= 0 ? tr("source word %1: weight %2") : tr("looks most at %1: weight %2"))
                     .arg(painter_.sourceLabel(column), formatNumber(weight, 3));
    if (options_.stage)
        parts << tr("stage %1: %2")
                     .arg(DiagramText::stageName(*options_.stage),
                          text.equation(*options_.stage, painter_.explainedColumn(options_)));
    return parts.join(QStringLiteral("; "));
}

void DiagramView::updateTexts()
{
    setAccessibleName(tr("Diagram of a decoder step"));
    const QString now = description();
    if (now == accessibleDescription())
        return;
    setAccessibleDescription(now);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

QString DiagramView::columnToolTip(int column) const
{
    QString rows = tableRow(tr("source word"), QString::number(column + 1));
    const double weight = painter_.weight(options_.step, column);
    const double energy = painter_.energy(options_.step, column);
    if (!std::isnan(weight) && hasAttention(*trace()))
        rows += tableRow(tr("weight"), formatNumber(weight, 4));
    if (!std::isnan(energy))
        rows += tableRow(tr("energy"), formatNumber(energy, 3));
    if (column < trace()->annotations.cols())
        rows += tableRow(QStringLiteral("‖h%1‖").arg(subscript(column + 1)),
                         formatNumber(static_cast<double>(trace()->annotations.col(column).norm()), 3));
    return table(painter_.sourceLabel(column), rows);
}

QString DiagramView::vectorToolTip(const QString &name, const Vector &values) const
{
    if (values.size() == 0)
        return table(name, tableRow(tr("values"), tr("not in this trace")));
    return table(name,
                 tableRow(tr("values"), QString::number(values.size())) +
                     tableRow(QStringLiteral("‖%1‖").arg(name), formatNumber(static_cast<double>(values.norm()), 3)));
}

QString DiagramView::toolTipFor(const DiagramHit &hit) const
{
    if (!trace() || painter_.columns() == 0)
        return {};
    if (hit.column >= 0)
        return hit.column < painter_.columns() ? columnToolTip(hit.column) : QString();
    const DiagramText text(*trace(), options_.step);
    const AttentionStep *step = text.step();
    const Vector none;
    switch (hit.part) {
    case DiagramPart::Context:
        return vectorToolTip(text.contextSymbol(), step ? step->context : none);
    case DiagramPart::PreviousState:
        return vectorToolTip(text.previousStateSymbol(), text.previousState());
    case DiagramPart::NextState:
        return vectorToolTip(text.nextStateSymbol(), step ? step->state : none);
    case DiagramPart::PreviousWord:
        return table(text.previousWord(), tableRow(tr("previous word"), text.previousWordSymbol()));
    case DiagramPart::Update:
        return plainToolTip(text.equation(Stage::StateUpdate, -1));
    case DiagramPart::Output: {
        if (!step)
            return {};
        QString rows = tableRow(tr("probability"), formatProbability(step->logProbability, 4)) +
                       tableRow(tr("log probability"), formatNumber(step->logProbability, 3));
        if (step->candidates.size() > 1)
            rows += tableRow(tr("next best: %1").arg(displayToken(step->candidates[1].token)),
                             formatNumber(step->candidates[1].probability, 4));
        return table(text.nextWord(), rows);
    }
    default:
        return {};
    }
}

} // namespace fovea::ui
