#include <utility>

#include <QMouseEvent>
#include <QToolTip>

#include "ui/views/tree_view.h"

namespace fovea::ui
{

void HypothesisTreeView::pointAt(QPointF position, QPoint global)
{
    const int toggle = layout_.toggleAt(position);
    const int node = toggle >= 0 ? -1 : layout_.nodeAt(position);
    viewport()->setCursor(toggle >= 0 || node >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (toggle >= 0) {
        QToolTip::showText(global, isCollapsed(toggle) ? tr("Expand") : tr("Collapse"), viewport());
        setHovered(-1);
        return;
    }
    if (node == options_.hovered && node >= 0)
        return;
    setHovered(node);
    const QString text = toolTipFor(node);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, text, viewport());
}

void HypothesisTreeView::pointAway() { setHovered(-1); }

void HypothesisTreeView::mousePressEvent(QMouseEvent *event)
{
    doubleClicked_ = false;
    TraceView::mousePressEvent(event);
}

void HypothesisTreeView::clickAt(QPointF position)
{
    if (std::exchange(doubleClicked_, false))
        return;
    if (const int toggle = layout_.toggleAt(position); toggle >= 0) {
        setCollapsed(toggle, !isCollapsed(toggle));
        return;
    }
    if (const int node = layout_.nodeAt(position); node >= 0) {
        select(node);
        emit nodeSelected(node);
    }
}

void HypothesisTreeView::languageChanged()
{
    // Built-in words are measured anew.
    painter_ = TreePainter(snapshot());
    relayout();
    updateTexts();
}

void HypothesisTreeView::mouseDoubleClickEvent(QMouseEvent *event)
{
    TraceView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton || layout_.toggleAt(event->position()) >= 0)
        return;
    doubleClicked_ = true;
    if (const int node = layout_.nodeAt(event->position()); node >= 0)
        setCollapsed(node, !isCollapsed(node));
}

// Where a key leads from the selected node; -1: it is not a key that moves.
int HypothesisTreeView::nodeForKey(int key) const
{
    const int from = exists(selected_) ? selected_ : exists(options_.currentNode) ? options_.currentNode : 0;
    int to = -1;
    switch (key) {
    case Qt::Key_Left:
        to = painter_.parent(from);
        break;
    case Qt::Key_Right:
        to = painter_.mainChild(from);
        break;
    case Qt::Key_Up:
        to = layout_.neighbour(from, -1);
        break;
    case Qt::Key_Down:
        to = layout_.neighbour(from, 1);
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = snapshot()->best;
        break;
    default:
        return -1;
    }
    return exists(to) ? to : from;
}

bool HypothesisTreeView::moveByKey(int key)
{
    if (painter_.nodes() == 0)
        return false;
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (exists(selected_))
            emit nodeSelected(selected_);
        return true;
    }
    if (key == Qt::Key_Space) {
        setCollapsed(selected_, !isCollapsed(selected_));
        return true;
    }
    const int node = nodeForKey(key);
    if (node < 0)
        return false;
    if (key == Qt::Key_Right && isCollapsed(selected_)) {
        setCollapsed(selected_, false);
        return true;
    }
    expandTo(node);
    select(node);
    return true;
}

} // namespace fovea::ui
