#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>

#include "ui/inspector/weight_bars.h"

namespace fovea::ui
{

void WeightBars::choose(int position)
{
    setSelected(position);
    emit positionChosen(position);
}

void WeightBars::mousePressEvent(QMouseEvent *event)
{
    const int position = positionAt(event->position());
    if (event->button() != Qt::LeftButton || position < 0) {
        QWidget::mousePressEvent(event);
        return;
    }
    choose(position); // may change the weights: the second word of a swap
    drag_ = Drag{position, event->position().y(), draft_.weight(position), false};
}

void WeightBars::mouseMoveEvent(QMouseEvent *event)
{
    if (drag_) {
        drag(event->position().y());
        return;
    }
    const int position = positionAt(event->position());
    if (position == hovered_)
        return;
    setHighlighted(position);
    setToolTip(position < 0 ? QString() : toolTipFor(position));
    const bool movable = position >= 0 && !draft_.isMaskedAbove(position);
    setCursor(movable ? Qt::SizeVerCursor : Qt::ArrowCursor);
    emit positionHovered(position);
}

void WeightBars::drag(double y)
{
    constexpr double kSlack = 3; // pixels: a click must not change anything
    if (!drag_->moved && std::abs(y - drag_->y) < kSlack)
        return;
    const bool starts = !drag_->moved;
    drag_->moved = true;
    const double weight = std::clamp(drag_->weight + (drag_->y - y) / plot().height() * top_, 0.0, 1.0);
    emit weightDragged(drag_->position, weight, starts);
}

void WeightBars::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !drag_)
        return;
    drag_.reset();
    chooseTop();
    update();
}

void WeightBars::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    setHighlighted(-1);
    emit positionHovered(-1);
}

void WeightBars::keyPressEvent(QKeyEvent *event)
{
    const int n = draft_.size();
    const int at = selected_;
    const auto nudge = [&](double by) {
        if (at >= 0)
            emit weightNudged(at, std::clamp(draft_.weight(at) + by, 0.0, 1.0));
    };
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (n == 0 || !plain) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        choose(std::max(0, at - 1));
        break;
    case Qt::Key_Right:
        choose(std::min(n - 1, at + 1));
        break;
    case Qt::Key_Home:
        choose(0);
        break;
    case Qt::Key_End:
        choose(n - 1);
        break;
    case Qt::Key_Up:
        nudge(0.01);
        break;
    case Qt::Key_Down:
        nudge(-0.01);
        break;
    case Qt::Key_PageUp:
        nudge(0.1);
        break;
    case Qt::Key_PageDown:
        nudge(-0.1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace fovea::ui
