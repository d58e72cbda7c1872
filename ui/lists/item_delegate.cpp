#include "ui/lists/item_delegate.h"

#include <QPainter>

#include "ui/lists/item_list_model.h"
#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kMark = 16;
constexpr int kPadding = 6;

} // namespace

void ItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors c = colors(option.palette);
    const auto state = static_cast<Item::State>(index.data(ItemListModel::StateRole).toInt());
    const int column = index.column();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    if (selected)
        painter->fillRect(option.rect, c.accentSoft);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, c.hover);
    painter->setPen(c.gridLine);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect text = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    const bool failed = state == Item::State::Failed && column == ItemListModel::OutputColumn;
    const bool found =
        column == ItemListModel::columnOf(ItemMetric::Findings) && index.data(ItemListModel::MetricRole).toDouble() > 0;
    if (failed || found) {
        const QRectF mark(text.left(), text.center().y() - kMark / 2.0 + 0.5, kMark, kMark);
        paintIcon(painter, mark, failed ? QStringLiteral("error") : QStringLiteral("warning"), c.mutedText);
        text.setLeft(text.left() + kMark + 4);
    }
    const bool quiet = column == ItemListModel::NumberColumn || failed;
    painter->setPen(quiet ? c.mutedText : c.text);
    const auto alignment = static_cast<int>(index.data(Qt::TextAlignmentRole).toInt());
    painter->setFont(option.font);
    const QString shown = index.data(Qt::DisplayRole).toString();
    painter->drawText(text, alignment | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(shown.left(400), Qt::ElideRight, text.width()));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(c.focus, 1.5));
        painter->drawRect(QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -1.75));
    }
    painter->restore();
}

} // namespace fovea::ui
