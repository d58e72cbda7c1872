#include <cmath>

#include <QAccessible>
#include <QCoreApplication>

#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"
#include "ui/views/overlay_view.h"

namespace fovea::ui
{

namespace
{

QString tableRow(const QString &name, const QString &value)
{
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

} // namespace

QString cellName(int cell, int columns)
{
    return QCoreApplication::translate("OverlayView", "row %1, column %2")
        .arg(cell / std::max(1, columns) + 1)
        .arg(cell % std::max(1, columns) + 1);
}

QString OverlayView::toolTipFor(int cell) const
{
    const double weight = painter_.weight(step_, cell);
    if (cell < 0 || painter_.cells() == 0)
        return {};
    QString heading = cellName(cell, painter_.grid().columns);
    if (step_ >= 0 && step_ < painter_.steps() && !std::isnan(weight))
        heading += QStringLiteral(" \u2192 ") + targetLabel(*trace(), step_);
    QString rows;
    if (!std::isnan(weight)) {
        rows += tableRow(tr("weight"), formatNumber(weight, 4));
        // 1 / n is what every region would get if the step looked everywhere alike.
        rows += tableRow(tr("times the mean"), formatNumber(weight * painter_.cells(), 1));
    }
    const double energy = painter_.energy(step_, cell);
    if (!std::isnan(energy))
        rows += tableRow(tr("energy"), formatNumber(energy, 3));
    return QStringLiteral("<p style=\"white-space:pre\"><b>%1</b></p><table>%2</table>")
        .arg(heading.toHtmlEscaped(), rows);
}

QString OverlayView::description() const
{
    if (painter_.isEmpty())
        return tr("No picture yet");
    const QString size = picture() ? tr("%1, %2 by %3 pixels")
                                         .arg(picture()->name())
                                         .arg(picture()->size().width())
                                         .arg(picture()->size().height())
                                   : tr("A grid without its picture");
    const Vector *weights = painter_.weights(step_);
    const int columns = painter_.grid().columns;
    if (!weights)
        return size;
    const QString word = targetLabel(*trace(), step_);
    if (hasFocus() && selected_ >= 0 && selected_ < painter_.cells())
        return tr("\u201c%1\u201d looks at %2 with weight %3")
            .arg(word, cellName(selected_, columns), formatNumber(painter_.weight(step_, selected_), 4));
    const int strongest = painter_.strongestCell(step_);
    return size + QStringLiteral(". ") +
           tr("\u201c%1\u201d looks most at %2, weight %3; %4 % of the weight on 10 % of the cells")
               .arg(word, cellName(strongest, columns), formatNumber(painter_.weight(step_, strongest), 3),
                    formatNumber(100 * shareOfLargest(*weights, 0.1), 0));
}

void OverlayView::updateTexts()
{
    setAccessibleName(tr("Attention over the picture"));
    const QString text = description();
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace fovea::ui
