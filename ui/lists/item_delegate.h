#pragma once

#include <QStyledItemDelegate>

namespace fovea::ui
{

/// A cell of an item list: quiet lines between the rows, failed items and findings marked.
class ItemDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace fovea::ui
