#include <cmath>

#include <QAccessible>

#include "ui/text/text_format.h"
#include "ui/views/heatmap_view.h"

namespace fovea::ui
{

namespace
{

QString number(double value, int decimals)
{
    const QString text = QString::number(std::abs(value), 'f', decimals);
    return value < 0 ? QChar(0x2212) + text : text;
}

QString tableRow(const QString &name, const QString &value)
{
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

} // namespace

void HeatmapView::updateTexts()
{
    setAccessibleName(name_.isEmpty() ? tr("Attention matrix") : name_);
    QString description = tr("No sentence yet");
    const HeatmapCell cell = options_.selected;
    const int step = options_.currentRow;
    if (cell.valid() && cell.row < painter_.rows() && cell.column < painter_.columns())
        description = tr("%1 looks at %2 with weight %3")
                          .arg(painter_.targetLabel(cell.row), painter_.sourceLabel(cell.column),
                               number(painter_.weight(cell.row, cell.column), 3));
    else if (trace() && step >= 0 && step < static_cast<int>(trace()->steps.size()))
        description = tr("%1 target words by %2 source words, at step %3, \u201c%4\u201d")
                          .arg(trace()->steps.size())
                          .arg(painter_.columns())
                          .arg(step + 1)
                          .arg(painter_.targetLabel(step));
    else if (trace())
        description = tr("%1 target words by %2 source words").arg(trace()->steps.size()).arg(painter_.columns());
    if (description != accessibleDescription()) {
        setAccessibleDescription(description);
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

QString HeatmapView::toolTipFor(HeatmapCell cell) const
{
    if (cell.row >= painter_.rows() || cell.column >= painter_.columns() || painter_.isRowToCome(cell.row))
        return {};
    const auto bold = [](const QString &text) { return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped()); };
    QString rows;
    if (cell.valid()) {
        const CellNumbers numbers = cellNumbers_
                                        ? cellNumbers_(cell)
                                        : CellNumbers{{tr("weight"), painter_.weight(cell.row, cell.column)},
                                                      {tr("energy"), painter_.energy(cell.row, cell.column), 3}};
        for (const CellNumber &item : numbers)
            if (!std::isnan(item.value))
                rows += tableRow(item.name, number(item.value, item.decimals));
        // Left-to-right marks: from source to target in Arabic, too.
        return QStringLiteral("<p style=\"white-space:pre\">\u200e%1\u200e \u2192 %2</p><table>%3</table>")
            .arg(bold(painter_.sourceLabel(cell.column)), bold(painter_.targetLabel(cell.row)), rows);
    }
    if (cell.column >= 0)
        return QStringLiteral("<p style=\"white-space:pre\">%1</p><table>%2</table>")
            .arg(bold(painter_.sourceLabel(cell.column)),
                 tableRow(tr("source word"), QString::number(cell.column + 1)));
    if (cell.row < 0)
        return {};
    const double logProbability = trace()->steps[static_cast<std::size_t>(cell.row)].logProbability;
    return QStringLiteral("<p style=\"white-space:pre\">%1</p><table>%2%3</table>")
        .arg(bold(painter_.targetLabel(cell.row)), tableRow(tr("step"), QString::number(cell.row + 1)),
             tableRow(tr("probability"), formatProbability(logProbability, 3)));
}

} // namespace fovea::ui
