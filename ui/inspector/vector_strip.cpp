#include "ui/inspector/vector_strip.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr int kMinimumCellWidth = 5;
constexpr int kCellHeight = 4;

} // namespace

VectorStrip::VectorStrip(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void VectorStrip::setValues(const Vector &values, const QString &symbol)
{
    const bool resized = values.size() != values_.size();
    values_ = values;
    symbol_ = symbol;
    largest_ = 0;
    for (const Scalar value : values_)
        if (std::isfinite(value))
            largest_ = std::max(largest_, std::abs(static_cast<double>(value)));
    setAccessibleName(tr("%1: %n value(s)", nullptr, static_cast<int>(values_.size())).arg(symbol));
    if (resized)
        updateGeometry();
    update();
}

QColor VectorStrip::cellColor(Index entry) const
{
    const Colors c = colors(palette());
    const double value = static_cast<double>(values_[entry]);
    const double strength = largest_ > 0 && std::isfinite(value) ? std::abs(value) / largest_ : 0;
    const QColor end = value < 0 ? c.negative : c.positive;
    const auto mix = [&](int from, int to) { return qRound(from + strength * (to - from)); };
    return QColor(mix(c.background.red(), end.red()), mix(c.background.green(), end.green()),
                  mix(c.background.blue(), end.blue()));
}

int VectorStrip::columnsFor(int width) const
{
    const int most = std::clamp(width / kMinimumCellWidth, 1, std::max(1, static_cast<int>(values_.size())));
    const int rows = (static_cast<int>(values_.size()) + most - 1) / most;
    // Even rows: 384 values in 8 rows of 48 rather than 7 rows of 53 and a rest.
    return rows > 0 ? (static_cast<int>(values_.size()) + rows - 1) / rows : 1;
}

int VectorStrip::heightForWidth(int width) const
{
    const int columns = columnsFor(width);
    return (static_cast<int>(values_.size()) + columns - 1) / columns * kCellHeight;
}

QSize VectorStrip::sizeHint() const { return {240, heightForWidth(std::max(width(), 240))}; }

QRectF VectorStrip::cellRect(Index entry) const
{
    const int columns = columnsFor(width());
    const double cell = static_cast<double>(width()) / columns;
    return {static_cast<double>(entry % columns) * cell, static_cast<double>(entry / columns) * kCellHeight, cell,
            kCellHeight};
}

Index VectorStrip::entryAt(const QPoint &point) const
{
    if (values_.size() == 0 || !rect().contains(point))
        return -1;
    const int columns = columnsFor(width());
    const Index entry = static_cast<Index>(point.y() / kCellHeight) * columns + point.x() * columns / width();
    return entry < values_.size() ? entry : -1;
}

void VectorStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (Index i = 0; i < values_.size(); ++i)
        painter.fillRect(cellRect(i).adjusted(0, 0, -0.5, -0.5), cellColor(i));
}

bool VectorStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Index entry = entryAt(help->pos());
        if (entry < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("%1[%2] = %3")
                                   .arg(symbol_)
                                   .arg(entry + 1)
                                   .arg(formatNumber(static_cast<double>(values_[entry]), 4)),
                               this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace fovea::ui
