#include "ui/widgets/flow_layout.h"

#include <QWidget>

namespace fovea::ui
{

FlowLayout::FlowLayout(int spacing, QWidget *parent) : QLayout(parent)
{
    setSpacing(spacing);
    setContentsMargins({});
}

FlowLayout::~FlowLayout() { qDeleteAll(items_); }

void FlowLayout::insertWidget(int index, QWidget *widget)
{
    addChildWidget(widget);
    items_.insert(index, new QWidgetItem(widget));
    invalidate();
}

void FlowLayout::addItem(QLayoutItem *item)
{
    items_ << item;
    invalidate();
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= items_.size())
        return nullptr;
    invalidate();
    return items_.takeAt(index);
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

void FlowLayout::setWrapping(bool wrapping)
{
    wrapping_ = wrapping;
    invalidate();
}

void FlowLayout::setLead(const QWidget *widget, int pixels)
{
    leadWidget_ = widget;
    lead_ = pixels;
    invalidate();
}

int FlowLayout::lead(const QLayoutItem *item) const
{
    return leadWidget_ && const_cast<QLayoutItem *>(item)->widget() == leadWidget_ ? lead_ : 0;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    int row = 0;
    for (const QLayoutItem *item : items_) {
        if (!wrapping_ && item->isEmpty())
            continue;
        const QSize least = wrapping_ ? item->minimumSize() : item->sizeHint();
        row += (row > 0 ? spacing() : 0) + least.width();
        size = size.expandedTo(least + QSize(0, lead(item)));
    }
    return wrapping_ ? size : QSize(row, size.height());
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    int x = rect.x();
    int y = rect.y();
    int rowHeight = 0;
    for (QLayoutItem *item : items_) {
        if (item->isEmpty())
            continue;
        QSize size = item->sizeHint();
        size.setWidth(std::min(size.width(), std::max(1, rect.width())));
        const int above = lead(item);
        if (wrapping_ && x > rect.x() && x + size.width() > rect.right() + 1) {
            x = rect.x();
            y += rowHeight + spacing();
            rowHeight = 0;
        }
        if (apply)
            item->setGeometry(QRect(QPoint(x, y + above), size));
        x += size.width() + spacing();
        rowHeight = std::max(rowHeight, above + size.height());
    }
    return y + rowHeight - rect.y();
}

} // namespace fovea::ui
