#include <algorithm>
#include <cmath>

#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/views/links_view.h"

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

void LinksView::pointAway() { setHovered({}); }

void LinksView::clickAt(QPointF position)
{
    const HeatmapCell word = layout_.wordAt(position);
    if (word.row >= painter_.steps())
        return;
    select(word);
    if (word.row >= 0)
        emit stepSelected(word.row);
}

void LinksView::zoomAt(double factor, QPointF) { setZoom(zoom_ * factor); }

void LinksView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        TraceView::wheelEvent(event);
        return;
    }
    // There is one direction to go: both wheels go there. 120 units are one notch of a wheel.
    const QPoint delta = event->angleDelta();
    const int units = std::abs(delta.x()) > std::abs(delta.y()) ? delta.x() : delta.y();
    QScrollBar *bar = horizontalScrollBar();
    bar->setValue(bar->value() - units * bar->singleStep() / 120);
    event->accept();
}

void LinksView::languageChanged()
{
    updateTexts();
    viewport()->update();
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

bool LinksView::moveByKey(int key)
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

} // namespace fovea::ui
