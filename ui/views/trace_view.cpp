#include "ui/views/trace_view.h"

#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

namespace fovea::ui
{

TraceView::TraceView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
}

void TraceView::mousePressEvent(QMouseEvent *event)
{
    panning_ = false;
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    pressed_ = event->position().toPoint();
    pressedScroll_ = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

void TraceView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    const QPoint moved = event->position().toPoint() - pressed_;
    const bool scrolls = horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0;
    if (!panning_ && scrolls && moved.manhattanLength() >= QApplication::startDragDistance()) {
        panning_ = true;
        pointAway();
        QToolTip::hideText();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (panning_) {
        horizontalScrollBar()->setValue(pressedScroll_.x() - moved.x());
        verticalScrollBar()->setValue(pressedScroll_.y() - moved.y());
    }
}

void TraceView::mouseReleaseEvent(QMouseEvent *event)
{
    if (panning_) {
        panning_ = false;
        viewport()->unsetCursor();
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    const QPoint moved = event->position().toPoint() - pressed_;
    if (event->button() == Qt::LeftButton && moved.manhattanLength() < QApplication::startDragDistance())
        clickAt(event->position());
}

void TraceView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    // 120 units are one notch of a wheel.
    zoomAt(std::pow(1.15, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void TraceView::keyPressEvent(QKeyEvent *event)
{
    const bool held = event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    switch (held ? 0 : event->key()) {
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
    default:
        break;
    }
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (!plain || !moveByKey(event->key()))
        QAbstractScrollArea::keyPressEvent(event);
}

void TraceView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TraceView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TraceView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        styleChanged();
        break;
    case QEvent::LanguageChange:
        languageChanged();
        break;
    default:
        break;
    }
}

bool TraceView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        pointAway();
    } else if (event->type() == QEvent::ToolTip) {
        return true; // shown as the pointer moves
    } else if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAt(1 + gesture->value(), gesture->position());
            return true;
        }
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace fovea::ui
