#include "ui/render/color_bar.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>

namespace fovea::ui
{

namespace
{

constexpr double kLabelSpace = 0.6; // between bar and text, in pixels of ordinary text

// Of the steps 1, 2, 5 times a power of ten the smallest with at most seven intervals, one that divides the range
// first.
double tickStep(const ValueRange &range)
{
    const double span = range.maximum - range.minimum;
    const double power = std::pow(10.0, std::floor(std::log10(span)) - 1);
    for (const bool even : {true, false})
        for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0}) {
            const double intervals = span / (factor * power);
            if (intervals < 7.01 && (!even || std::abs(intervals - std::round(intervals)) < 1e-6))
                return factor * power;
        }
    return span;
}

/// Every how many of the intervals ends with a text: one where all have room, else as many as divide them evenly and
/// have, else all of them. `gap` is that of the texts at the ends, which are moved inwards by `shift`.
std::size_t textStride(std::size_t intervals, double height, double gap, double shift)
{
    for (std::size_t stride = 1; stride < intervals; ++stride)
        if (intervals % stride == 0 &&
            height * static_cast<double>(stride) / static_cast<double>(intervals) - shift >= gap)
            return stride;
    return std::max<std::size_t>(1, intervals);
}

} // namespace

double roundUpForScale(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double digits : {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0})
        if (value <= digits * power * (1 + 1e-6))
            return digits * power;
    return 10 * power;
}

ColorBarTicks colorBarTicks(const ValueRange &range)
{
    ColorBarTicks ticks;
    double step = range.maximum / 2;
    if (range.minimum == -range.maximum) {
        ticks.values = {range.minimum, -step, 0.0, step, range.maximum};
    } else {
        step = tickStep(range);
        for (double k = std::ceil(range.minimum / step - 1e-6); k <= range.maximum / step + 1e-6; ++k)
            ticks.values.push_back(k * step);
    }
    int decimals = 2;
    for (double scaled = step * 100; decimals < 12 && std::abs(scaled - std::round(scaled)) > 1e-3; scaled *= 10)
        ++decimals;
    for (const double value : ticks.values)
        ticks.texts << (value < -step / 2 ? QString(QChar(0x2212)) : QString()) +
                           QString::number(std::abs(value), 'f', decimals);
    return ticks;
}

QFont colorBarFont(const QFont &text)
{
    QFont font = text;
    font.setPixelSize(std::max(8, static_cast<int>(std::lround(0.85 * basePixels(text)))));
    return font;
}

double colorBarLabelWidth(const QStringList &texts, const QFont &text)
{
    const QFontMetricsF metrics(colorBarFont(text));
    double width = 0;
    for (const QString &label : texts)
        width = std::max(width, metrics.horizontalAdvance(label));
    return std::ceil(width + kLabelSpace * basePixels(text) + 1);
}

int drawColorBar(QPainter &painter, const QRectF &bar, const ColorMap &map, const ValueRange &range,
                 const ColorBarTicks &ticks, const Style &style, const QFont &text)
{
    constexpr int kStops = 64;
    QLinearGradient gradient(bar.bottomLeft(), bar.topLeft());
    for (int i = 0; i <= kStops; ++i)
        gradient.setColorAt(static_cast<double>(i) / kStops, map.color(static_cast<double>(i) / kStops));
    const bool faint = looksAlike(map.rgb(0), style.background.rgb()) || looksAlike(map.rgb(1), style.background.rgb());
    painter.setPen(faint ? QPen(style.gridLine, 1) : QPen(Qt::NoPen));
    painter.setBrush(gradient);
    painter.drawRoundedRect(bar, 2, 2);

    if (ticks.values.empty())
        return 0;
    const QFont font = colorBarFont(text);
    const QFontMetricsF metrics(font);
    const double half = (metrics.ascent() - metrics.descent()) / 2;
    painter.setFont(font);
    painter.setPen(style.mutedText);
    const std::size_t stride = textStride(ticks.values.size() - 1, bar.height(), metrics.height(), half);
    int texts = 0;
    for (std::size_t i = 0; i < ticks.values.size(); i += stride, ++texts) {
        const double y = bar.bottom() - range.position(ticks.values[i]) * bar.height();
        // The first and the last text stay within the bar's ends.
        const double baseline = std::clamp(y + half, bar.top() + 2 * half, bar.bottom());
        painter.drawText(QPointF(bar.right() + kLabelSpace * basePixels(text), baseline),
                         ticks.texts.at(static_cast<qsizetype>(i)));
    }
    return texts;
}

} // namespace fovea::ui
