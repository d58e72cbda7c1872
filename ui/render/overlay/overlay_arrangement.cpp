#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/render/overlay/overlay_painter.h"

namespace fovea::ui
{

namespace
{

constexpr double kCornerRadius = 6;
constexpr double kBarWidth = 14;

// Two significant digits, at least two decimals.
QString scaleText(double value)
{
    if (value == 0)
        return QStringLiteral("0");
    const int decimals = std::max(2, 1 - static_cast<int>(std::floor(std::log10(std::abs(value)))));
    QString text = QString::number(std::abs(value), 'f', decimals);
    while (text.endsWith(QLatin1Char('0')) && text.size() - text.indexOf(QLatin1Char('.')) > 3)
        text.chop(1);
    return value < 0 ? QChar(0x2212) + text : text;
}

} // namespace

ColorBarTicks OverlayPainter::ticks(const OverlayOptions &options, int step) const
{
    const ValueRange ends = range(options, step);
    const double middle = (ends.minimum + ends.maximum) / 2;
    return {
        {ends.minimum, middle, ends.maximum},
        {scaleText(ends.minimum), ends.minimum < 0 ? QStringLiteral("0") : tr("a per cell"), scaleText(ends.maximum)}};
}

QString OverlayPainter::note(const OverlayOptions &options, int step) const
{
    QStringList lines;
    if (!options.caption.isEmpty())
        lines << options.caption;
    if (options.showNote && trace_ && trace_->model.match == MatchFunction::None)
        lines << tr("No attention (match: none): every word sees the same vector, the mean of all regions.");
    else if (options.showNote && trace_ && step >= 0 && step < steps() && !weights(step))
        lines << tr("This step has no weights on the picture.");
    return lines.join(QLatin1Char('\n'));
}

OverlayLayout OverlayPainter::layout(const QRectF &area, const OverlayOptions &options, double zoom, QPointF focus,
                                     int step) const
{
    OverlayLayout layout;
    layout.original = size_;
    layout.grid = grid_;
    layout.radius = kCornerRadius;
    if (isEmpty())
        return layout;
    const double base = basePixels(options.font);
    QRectF room = area;
    if (options.showColorBar) {
        const QStringList texts{tr("a per cell"), scaleText(0.0001)};
        room.setRight(room.right() - base - kBarWidth - colorBarLabelWidth(texts, options.font));
    }
    const QString text = note(options, step);
    const QRectF wide(0, 0, std::max(10 * base, room.width()), room.height() / 2);
    const double lines =
        text.isEmpty() ? 0 : QFontMetricsF(options.font).boundingRect(wide, Qt::TextWordWrap, text).height();
    const double noteHeight = text.isEmpty() ? 0 : std::ceil(std::min(lines, wide.height()) + base);
    room.setBottom(room.bottom() - noteHeight);
    room.setSize(room.size().expandedTo({1, 1}));

    const double fit = std::min(room.width() / size_.width(), room.height() / size_.height());
    const QSizeF drawn(std::max(1.0, std::round(size_.width() * fit * zoom)),
                       std::max(1.0, std::round(size_.height() * fit * zoom)));
    const QSizeF shown(std::min(drawn.width(), std::floor(room.width())),
                       std::min(drawn.height(), std::floor(room.height())));
    // Upper left, as one reads: the picture does not jump when the window grows.
    layout.viewport = QRectF(QPointF(std::round(room.left()), std::round(room.top())), shown);
    const auto place = [](double start, double room1, double all, double middle) {
        return std::round(start - std::clamp(middle * all - room1 / 2, 0.0, all - room1));
    };
    layout.picture = QRectF(QPointF(place(layout.viewport.left(), shown.width(), drawn.width(), focus.x()),
                                    place(layout.viewport.top(), shown.height(), drawn.height(), focus.y())),
                            drawn);
    if (options.showColorBar) {
        const double height = std::min(room.height(), std::max(shown.height(), 8 * base));
        layout.colorBar =
            QRectF(std::round(layout.viewport.right() + 1.5 * base), layout.viewport.top(), kBarWidth, height);
        const double width = colorBarLabelWidth({tr("a per cell"), scaleText(0.0001)}, options.font);
        layout.colorBarLabels = QRectF(layout.colorBar.right(), layout.colorBar.top(), width, height);
    }
    if (!text.isEmpty())
        layout.note =
            QRectF(layout.viewport.left(), layout.viewport.bottom() + base / 2, wide.width(), noteHeight - base / 2);
    return layout;
}

OverlayLayout OverlayPainter::panel(const QRectF &rectangle) const
{
    OverlayLayout layout;
    layout.original = size_;
    layout.grid = grid_;
    layout.picture = layout.viewport = rectangle;
    layout.radius = kCornerRadius - 2;
    return layout;
}

} // namespace fovea::ui
