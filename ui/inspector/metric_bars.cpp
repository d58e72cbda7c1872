#include "ui/inspector/metric_bars.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr int kBarHeight = 40;
constexpr int kLeastPitch = 3;
constexpr int kMostPitch = 28;
constexpr int kLargestCell = 18;

} // namespace

MetricBars::MetricBars(Worst worst, QWidget *parent) : QWidget(parent), worst_(worst)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void MetricBars::setValues(std::vector<double> values, QStringList labels, double ceiling)
{
    values_ = std::move(values);
    labels_ = std::move(labels);
    ceiling_ = ceiling > 0 ? ceiling : 1;
    cursor_ = std::min(cursor_, count() - 1);
    measureLabels();
    updateGeometry();
    update();
}

void MetricBars::setLabelsShown(bool shown)
{
    labelsShown_ = shown;
    updateGeometry();
    update();
}

void MetricBars::setReference(double value)
{
    reference_ = value;
    update();
}

void MetricBars::setColumns(int columns)
{
    columns_ = std::max(0, columns);
    updateGeometry();
    update();
}

void MetricBars::setCurrent(int item)
{
    current_ = item;
    update();
}

void MetricBars::setMarked(std::vector<int> items)
{
    marked_ = std::move(items);
    update();
}

void MetricBars::setHighlighted(int item)
{
    highlighted_ = item;
    update();
}

bool MetricBars::isMarked(int item) const { return std::binary_search(marked_.begin(), marked_.end(), item); }

// --- geometry

int MetricBars::slotsFor(int width) const
{
    return columns_ > 0 ? count() : std::min(count(), std::max(1, width / kLeastPitch));
}

/// Width of a bar's room or a cell.
double MetricBars::pitchFor(int width) const
{
    const double room = width;
    return columns_ > 0 ? std::min<double>(kLargestCell, room / columns_)
                        : std::min<double>(kMostPitch, room / std::max(1, slotsFor(width)));
}

int MetricBars::slotOf(int item) const
{
    // The slot s holds the items [s n / S, (s + 1) n / S).
    const long long slotNumber = ((item + 1LL) * slotCount() - 1) / std::max(1, count());
    return static_cast<int>(slotNumber);
}

int MetricBars::itemOf(int slot) const
{
    const long long n = count();
    const long long slotNumber = slot;
    const int first = static_cast<int>(slotNumber * n / slotCount());
    const int end = std::max(first + 1, static_cast<int>((slotNumber + 1) * n / slotCount()));
    int best = first;
    for (int item = first + 1; item < end; ++item) {
        if (isMarked(item) != isMarked(best)
                ? isMarked(item)
                : (worst_ == Worst::Lowest ? value(item) < value(best) : value(item) > value(best)))
            best = item;
    }
    return best;
}

QRectF MetricBars::rectOf(int slot) const
{
    if (columns_ > 0) {
        const double cell = pitchFor(width());
        return {(slot % columns_) * cell, 1 + (slot / columns_) * cell, cell, cell};
    }
    const double pitch = pitchFor(width());
    return {slot * pitch, 1, pitch, static_cast<double>(kBarHeight)};
}

QRectF MetricBars::slotRect(int item) const { return rectOf(slotOf(item)); }

int MetricBars::itemAt(const QPoint &point) const
{
    if (count() == 0 || !rect().contains(point))
        return -1;
    const QRectF first = rectOf(0);
    const int column = static_cast<int>(point.x() / first.width());
    if (columns_ == 0)
        return column < slotCount() ? itemOf(column) : -1;
    const int row = static_cast<int>(std::max(0, point.y() - 1) / first.height());
    const int item = row * columns_ + column;
    return column < columns_ && item < count() ? item : -1;
}

int MetricBars::barHeight(int width) const
{
    if (columns_ == 0)
        return kBarHeight + 2;
    const int rows = (count() + columns_ - 1) / columns_;
    return qCeil(rows * pitchFor(width)) + 2;
}

int MetricBars::heightForWidth(int width) const { return barHeight(width) + labelsHeight(width); }

QSize MetricBars::sizeHint() const { return {240, heightForWidth(std::max(width(), 240))}; }
QSize MetricBars::minimumSizeHint() const { return {80, barHeight(width())}; }

// --- painting

QColor MetricBars::barColor(int item) const
{
    const Colors c = colors(palette());
    if (item == current_)
        return c.accent;
    return isMarked(item) ? c.errorLine : c.neutralBar;
}

void MetricBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (count() == 0)
        return;
    if (columns_ > 0)
        paintCells(painter);
    else
        paintBars(painter);
    if (hasRoomForLabels(width()))
        paintLabels(painter);
    if (hasFocus() && cursor_ >= 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colors(palette()).focus, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(slotRect(cursor_).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }
}

void MetricBars::paintBars(QPainter &painter) const
{
    const Colors c = colors(palette());
    const auto height = [this](double value) {
        const double share = std::isfinite(value) ? std::clamp(value / ceiling_, 0.0, 1.0) : 0;
        return share * (kBarHeight - 1);
    };
    for (int slot = 0; slot < slotCount(); ++slot) {
        const int item = itemOf(slot);
        const QRectF room = rectOf(slot);
        const double gap = room.width() >= 6 ? 2 : room.width() > 3 ? 1 : 0;
        if (highlighted_ >= 0 && slotOf(highlighted_) == slot)
            painter.fillRect(room, c.hover);
        else if (isMarked(item))
            painter.fillRect(room, c.errorSurface);
        const double tall = std::max(1.0, height(value(item))); // nothing at all is a line, not a gap
        painter.fillRect(QRectF(room.left() + gap / 2, room.bottom() - tall, room.width() - gap, tall), barColor(item));
    }
    painter.setPen(c.gridLine);
    const double right = rectOf(slotCount() - 1).right();
    painter.drawLine(QPointF(0, kBarHeight + 1), QPointF(right, kBarHeight + 1));
    if (reference_ > 0 && reference_ <= ceiling_) {
        const double y = kBarHeight + 0.5 - height(reference_);
        painter.setPen(QPen(c.mutedText, 1, Qt::DotLine));
        painter.drawLine(QPointF(0, y), QPointF(right, y));
    }
}

void MetricBars::paintCells(QPainter &painter) const
{
    const Colors c = colors(palette());
    for (int item = 0; item < count(); ++item) {
        const QRectF cell = rectOf(item).adjusted(0.5, 0.5, -0.5, -0.5);
        const double share = std::isfinite(value(item)) ? std::clamp(value(item) / ceiling_, 0.0, 1.0) : 0;
        painter.fillRect(cell, c.background);
        QColor fill = barColor(item);
        fill.setAlphaF(static_cast<float>(isMarked(item) ? 1 : share));
        painter.fillRect(cell, fill);
        if (item == highlighted_) {
            painter.setPen(QPen(c.text, 1));
            painter.drawRect(cell);
        }
    }
}

// --- input

QString MetricBars::itemText(int item) const
{
    return item < 0 || item >= count() ? QString()
                                       : tr("“%1”: %2").arg(labels_.value(item), formatNumber(value(item), 2));
}

void MetricBars::setCursorItem(int item)
{
    if (count() == 0)
        return;
    cursor_ = std::clamp(item, 0, count() - 1);
    setAccessibleDescription(itemText(cursor_));
    emit itemHovered(cursor_);
    update();
}

void MetricBars::mouseMoveEvent(QMouseEvent *event) { emit itemHovered(itemAt(event->position().toPoint())); }

void MetricBars::leaveEvent(QEvent *event)
{
    emit itemHovered(-1);
    QWidget::leaveEvent(event);
}

void MetricBars::mousePressEvent(QMouseEvent *event)
{
    const int item = event->button() == Qt::LeftButton ? itemAt(event->position().toPoint()) : -1;
    if (item < 0) {
        QWidget::mousePressEvent(event);
        return;
    }
    setCursorItem(item);
    emit itemChosen(item);
}

void MetricBars::keyPressEvent(QKeyEvent *event)
{
    const int line = columns_ > 0 ? columns_ : 0;
    switch (event->key()) {
    case Qt::Key_Left:
        return setCursorItem(cursor_ - 1);
    case Qt::Key_Right:
        return setCursorItem(cursor_ + 1);
    case Qt::Key_Home:
        return setCursorItem(0);
    case Qt::Key_End:
        return setCursorItem(count() - 1);
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (line > 0) {
            const int next = cursor_ + (event->key() == Qt::Key_Up ? -line : line);
            return setCursorItem(next >= 0 && next < count() ? next : cursor_);
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (cursor_ >= 0)
            emit itemChosen(cursor_);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void MetricBars::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && count() > 0)
        setCursorItem(std::max(0, cursor_));
    update();
}

void MetricBars::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    emit itemHovered(-1);
    update();
}

void MetricBars::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        measureLabels();
        updateGeometry();
    }
}

bool MetricBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int item = itemAt(help->pos());
        if (item < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), plainToolTip(itemText(item)), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace fovea::ui
