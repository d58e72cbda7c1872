#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/widgets/links_view.h"

namespace fovea::ui
{

void LinksView::pointAt(QPointF position, QPoint global)
{
    HeatmapCell cell = layout_.wordAt(position);
    if (cell.row >= painter_.steps())
        cell = {};
    if (cell == HeatmapCell{})
        cell = painter_.linkAt(layout_, options_, position);
    if (cell == hovered_)
        return;
    setHovered(cell);
    viewport()->setCursor(cell.row >= 0 && cell.column < 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const QString text = toolTipFor(cell);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, text, viewport());
}

void LinksView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        TraceView::mousePressEvent(event);
        return;
    }
    pressed_ = event->position().toPoint();
    pressedScroll_ = horizontalScrollBar()->value();
    panning_ = false;
}

void LinksView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    const QPoint moved = event->position().toPoint() - pressed_;
    if (!panning_ && horizontalScrollBar()->maximum() > 0 &&
        moved.manhattanLength() >= QApplication::startDragDistance()) {
        panning_ = true;
        setHovered({});
        QToolTip::hideText();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (panning_)
        horizontalScrollBar()->setValue(pressedScroll_ - moved.x());
}

void LinksView::mouseReleaseEvent(QMouseEvent *event)
{
    if (panning_) {
        panning_ = false;
        viewport()->unsetCursor();
        pointAt(event->position(), event->globalPosition().toPoint());
        return;
    }
    const QPoint moved = event->position().toPoint() - pressed_;
    if (event->button() != Qt::LeftButton || moved.manhattanLength() >= QApplication::startDragDistance())
        return;
    const HeatmapCell word = layout_.wordAt(event->position());
    if (word.row >= painter_.steps())
        return;
    select(word);
    if (word.row >= 0)
        emit stepSelected(word.row);
}

void LinksView::wheelEvent(QWheelEvent *event)
{
    // 120 units are one notch of a wheel.
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(zoom_ * std::pow(1.15, event->angleDelta().y() / 120.0));
    } else {
        // There is one direction to go: both wheels go there.
        const QPoint delta = event->angleDelta();
        const int units = std::abs(delta.x()) > std::abs(delta.y()) ? delta.x() : delta.y();
        QScrollBar *bar = horizontalScrollBar();
        bar->setValue(bar->value() - units * bar->singleStep() / 120);
    }
    event->accept();
}

bool LinksView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered({});
    else if (event->type() == QEvent::ToolTip)
        return true; // shown as the pointer moves
    return TraceView::viewportEvent(event);
}

void LinksView::keyPressEvent(QKeyEvent *event)
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

// The word of the other line below or above.
HeatmapCell LinksView::across(HeatmapCell word) const
{
    const bool source = word.column >= 0;
    const double x = (source ? layout_.sourceRect(word.column) : layout_.targetRect(word.row)).center().x();
    int nearest = 0;
    double distance = 1e9;
    for (int i = 0; i < (source ? painter_.steps() : painter_.sources()); ++i) {
        const double away = std::abs((source ? layout_.targetRect(i) : layout_.sourceRect(i)).center().x() - x);
        if (away < distance) {
            distance = away;
            nearest = i;
        }
    }
    return source ? HeatmapCell{nearest, -1} : HeatmapCell{-1, nearest};
}

HeatmapCell LinksView::clampToLine(HeatmapCell word) const
{
    if (word.column >= 0)
        return {-1, std::min(word.column, painter_.sources() - 1)};
    return {std::clamp(word.row, 0, painter_.steps() - 1), -1};
}

bool LinksView::moveSelection(int key)
{
    if (painter_.steps() == 0 || painter_.sources() == 0)
        return false;
    const bool none = selected_ == HeatmapCell{};
    // From the current step on; the first key press reaches its neighbour.
    HeatmapCell word = none ? clampToLine({options_.currentStep, -1}) : selected_;
    int &place = word.column >= 0 ? word.column : word.row;
    switch (key) {
    case Qt::Key_Left:
        place = std::max(0, place - 1);
        break;
    case Qt::Key_Right:
        ++place;
        break;
    case Qt::Key_Home:
        place = 0;
        break;
    case Qt::Key_End:
        place = std::max(painter_.steps(), painter_.sources());
        break;
    case Qt::Key_Up:
        word = word.row >= 0 ? across(word) : word;
        break;
    case Qt::Key_Down:
        word = word.column >= 0 ? across(word) : word;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (word.row < 0)
            return false;
        select(word);
        emit stepSelected(word.row);
        return true;
    case Qt::Key_Escape:
        if (none)
            return false;
        select({});
        return true;
    default:
        return false;
    }
    const bool lineChanged = (key == Qt::Key_Up || key == Qt::Key_Down);
    word = clampToLine(word);
    select(word);
    if (!lineChanged && word.row >= 0 && word.row != options_.currentStep)
        emit stepSelected(word.row);
    return true;
}

void LinksView::focusInEvent(QFocusEvent *event)
{
    TraceView::focusInEvent(event);
    changed();
}

void LinksView::focusOutEvent(QFocusEvent *event)
{
    TraceView::focusOutEvent(event);
    changed();
}

void LinksView::changeEvent(QEvent *event)
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
        viewport()->update();
        break;
    default:
        break;
    }
}

} // namespace fovea::ui
