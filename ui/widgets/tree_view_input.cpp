#include <cmath>
#include <utility>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/widgets/tree_view.h"

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

void HypothesisTreeView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        TraceView::mousePressEvent(event);
        return;
    }
    pressed_ = event->position().toPoint();
    pressedScroll_ = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
    panning_ = false;
    doubleClicked_ = false;
}

void HypothesisTreeView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    const QPoint moved = event->position().toPoint() - pressed_;
    const bool scrolls = horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0;
    if (!panning_ && scrolls && moved.manhattanLength() >= QApplication::startDragDistance()) {
        panning_ = true;
        setHovered(-1);
        QToolTip::hideText();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (panning_) {
        horizontalScrollBar()->setValue(pressedScroll_.x() - moved.x());
        verticalScrollBar()->setValue(pressedScroll_.y() - moved.y());
    }
}

void HypothesisTreeView::mouseReleaseEvent(QMouseEvent *event)
{
    if (panning_) {
        panning_ = false;
        viewport()->unsetCursor();
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    const QPoint moved = event->position().toPoint() - pressed_;
    if (std::exchange(doubleClicked_, false))
        return;
    if (event->button() != Qt::LeftButton || moved.manhattanLength() >= QApplication::startDragDistance())
        return;
    if (const int toggle = layout_.toggleAt(event->position()); toggle >= 0) {
        setCollapsed(toggle, !isCollapsed(toggle));
        return;
    }
    if (const int node = layout_.nodeAt(event->position()); node >= 0) {
        select(node);
        emit nodeSelected(node);
    }
}

void HypothesisTreeView::mouseDoubleClickEvent(QMouseEvent *event)
{
    pressed_ = event->position().toPoint();
    panning_ = false;
    if (event->button() != Qt::LeftButton || layout_.toggleAt(event->position()) >= 0)
        return;
    doubleClicked_ = true;
    if (const int node = layout_.nodeAt(event->position()); node >= 0)
        setCollapsed(node, !isCollapsed(node));
}

void HypothesisTreeView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        TraceView::wheelEvent(event);
        return;
    }
    // 120 units are one notch of a wheel.
    zoomTo(zoom_ * std::pow(1.15, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

bool HypothesisTreeView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        setHovered(-1);
    } else if (event->type() == QEvent::ToolTip) {
        return true; // shown as the pointer moves
    } else if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomTo(zoom_ * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    return TraceView::viewportEvent(event);
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

void HypothesisTreeView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (!plain || painter_.nodes() == 0) {
        TraceView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_0:
        resetZoom();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (exists(selected_))
            emit nodeSelected(selected_);
        return;
    case Qt::Key_Space:
        setCollapsed(selected_, !isCollapsed(selected_));
        return;
    default:
        break;
    }
    const int node = nodeForKey(event->key());
    if (node < 0) {
        TraceView::keyPressEvent(event);
        return;
    }
    if (event->key() == Qt::Key_Right && isCollapsed(selected_)) {
        setCollapsed(selected_, false);
        return;
    }
    expandTo(node);
    select(node);
}

void HypothesisTreeView::focusInEvent(QFocusEvent *event)
{
    TraceView::focusInEvent(event);
    viewport()->update();
}

void HypothesisTreeView::focusOutEvent(QFocusEvent *event)
{
    TraceView::focusOutEvent(event);
    viewport()->update();
}

void HypothesisTreeView::changeEvent(QEvent *event)
{
    TraceView::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        updateStyle();
        break;
    case QEvent::LanguageChange:
        // Built-in words are measured anew.
        painter_ = TreePainter(snapshot());
        relayout();
        updateTexts();
        break;
    default:
        break;
    }
}

} // namespace fovea::ui
