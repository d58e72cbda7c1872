#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/widgets/heatmap_view.h"

namespace fovea::ui
{

void HeatmapView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        TraceView::mousePressEvent(event);
        return;
    }
    pressed_ = event->position().toPoint();
    pressedScroll_ = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
    panning_ = false;
}

void HeatmapView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    const QPoint moved = event->position().toPoint() - pressed_;
    const bool scrolls = horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0;
    if (!panning_ && scrolls && moved.manhattanLength() >= QApplication::startDragDistance()) {
        panning_ = true;
        setHovered({});
        QToolTip::hideText();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (panning_) {
        horizontalScrollBar()->setValue(pressedScroll_.x() - moved.x());
        verticalScrollBar()->setValue(pressedScroll_.y() - moved.y());
    }
}

void HeatmapView::mouseReleaseEvent(QMouseEvent *event)
{
    if (panning_) {
        panning_ = false;
        viewport()->unsetCursor();
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    const HeatmapCell cell = cellUnder(event->position());
    const bool samePlace =
        (event->position().toPoint() - pressed_).manhattanLength() < QApplication::startDragDistance();
    if (samePlace && cell.row >= 0 && cell.row < painter_.rows() && !painter_.isRowToCome(cell.row)) {
        if (cell.column >= 0)
            select(cell);
        emit stepSelected(cell.row);
    }
}

void HeatmapView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        TraceView::wheelEvent(event);
        return;
    }
    // 120 units are one notch of a wheel.
    const double notches = event->angleDelta().y() / 120.0;
    zoomBy(std::pow(1.15, notches), event->position());
    event->accept();
}

bool HeatmapView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        setHovered({});
    } else if (event->type() == QEvent::ToolTip) {
        return true; // shown as the pointer moves
    } else if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + gesture->value(), gesture->position());
            return true;
        }
    }
    return TraceView::viewportEvent(event);
}

void HeatmapView::keyPressEvent(QKeyEvent *event)
{
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
    default:
        break;
    }
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (!plain || !moveSelection(event->key()))
        TraceView::keyPressEvent(event);
}

bool HeatmapView::moveSelection(int key)
{
    const int steps = trace() ? static_cast<int>(trace()->steps.size()) : 0;
    if (steps == 0 || painter_.columns() == 0)
        return false;
    const int page = std::max(1, static_cast<int>(layout_.matrix.height() / layout_.cell.height()) - 1);
    const auto strongest = painter_.strongestColumns(options_.currentRow);
    const bool first = !options_.selected.valid();
    HeatmapCell cell = options_.selected;
    if (first)
        cell = {std::clamp(options_.currentRow, 0, steps - 1), strongest.empty() ? 0 : strongest.front()};
    switch (key) {
    case Qt::Key_Up:
        --cell.row;
        break;
    case Qt::Key_Down:
        ++cell.row;
        break;
    case Qt::Key_Left:
        cell.column -= first ? 0 : 1;
        break;
    case Qt::Key_Right:
        cell.column += first ? 0 : 1;
        break;
    case Qt::Key_Home:
        cell.row = 0;
        break;
    case Qt::Key_End:
        cell.row = steps - 1;
        break;
    case Qt::Key_PageUp:
        cell.row -= page;
        break;
    case Qt::Key_PageDown:
        cell.row += page;
        break;
    default:
        return false;
    }
    cell.row = std::clamp(cell.row, 0, steps - 1);
    cell.column = std::clamp(cell.column, 0, painter_.columns() - 1);
    select(cell);
    if (cell.row != options_.currentRow)
        emit stepSelected(cell.row);
    return true;
}

void HeatmapView::select(HeatmapCell cell)
{
    if (cell == options_.selected)
        return;
    updateCross(options_.selected);
    options_.selected = cell;
    updateCross(cell);
    ensureVisible(cell);
    updateTexts();
    if (cell != options_.hovered) {
        emit cellHovered(cell.row, cell.column);
        emit sourceHovered(cell.column);
    }
}

void HeatmapView::focusOutEvent(QFocusEvent *event)
{
    viewport()->update();
    TraceView::focusOutEvent(event);
}

void HeatmapView::changeEvent(QEvent *event)
{
    TraceView::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        updateStyle();
        break;
    case QEvent::LanguageChange:
        updateTexts();
        relayout();
        break;
    default:
        break;
    }
}

} // namespace fovea::ui
