#include <QAccessible>

#include "ui/text/text_format.h"
#include "ui/views/tree_view.h"

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

QString HypothesisTreeView::textOf(int node) const
{
    const HypothesisSnapshot::Node &here = snapshot()->nodes[static_cast<std::size_t>(node)];
    QString text = node == 0 ? tr("Start of the sentence")
                             : tr("Word %1, \u201c%2\u201d, probability %3")
                                   .arg(here.depth)
                                   .arg(painter_.word(node), formatNumber(here.probability, 2));
    if (here.finished)
        text += QStringLiteral(", ") +
                (node == snapshot()->best ? tr("the best finished one, score %1") : tr("finished, score %1"))
                    .arg(formatNumber(here.score, 3));
    if (const QString change = painter_.change(node); !change.isEmpty())
        text += QStringLiteral(", ") + change;
    if (isCollapsed(node))
        text += QStringLiteral(", ") + tr("collapsed");
    return text;
}

void HypothesisTreeView::updateTexts()
{
    setAccessibleName(tr("Hypothesis tree"));
    QString description = tr("No hypotheses yet");
    const int node = exists(selected_) ? selected_ : options_.currentNode;
    if (exists(node))
        description = textOf(node);
    else if (painter_.nodes() > 0)
        description = tr("Nodes: %1").arg(painter_.nodes());
    if (description != accessibleDescription()) {
        setAccessibleDescription(description);
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

QString HypothesisTreeView::toolTipFor(int node) const
{
    if (!exists(node))
        return {};
    const HypothesisSnapshot::Node &here = snapshot()->nodes[static_cast<std::size_t>(node)];
    QString rows;
    if (node > 0)
        rows = tableRow(tr("probability"), formatNumber(here.probability, 4)) +
               tableRow(tr("log-probability from the start"), formatNumber(here.totalLogProbability, 3)) +
               tableRow(tr("normalized score"), formatNumber(here.score, 3));
    if (const QString change = painter_.change(node); !change.isEmpty())
        rows += tableRow(tr("your change"), change);
    if (isCollapsed(node))
        rows += tableRow(tr("hidden"), QString::number(layout_.places[static_cast<std::size_t>(node)].hidden));
    return QStringLiteral("<p style=\"white-space:pre\"><b>%1</b></p><table>%2</table>")
        .arg(painter_.word(node).toHtmlEscaped(), rows);
}

} // namespace fovea::ui
