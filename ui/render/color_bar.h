#pragma once

#include <vector>

#include <QFont>
#include <QRectF>
#include <QStringList>

#include "ui/style/color_map.h"
#include "ui/style/style.h"

class QPainter;

namespace fovea::ui
{

/// Marks of a colour bar: values inside the range and their texts.
struct ColorBarTicks {
    std::vector<double> values;
    QStringList texts;
};

/// The next number, not below `value` > 0, that a colour bar divides evenly.
double roundUpForScale(double value);
/// At most eight round values, zero and the ends included where the range is round; at least two decimals.
ColorBarTicks colorBarTicks(const ValueRange &range);

/// The font of tick texts, derived from ordinary text.
QFont colorBarFont(const QFont &text);
/// Pixels that the texts need right of the bar, the space between included.
double colorBarLabelWidth(const QStringList &texts, const QFont &text);
/// A vertical bar, the largest value on top, with its texts to the right. Returns how many texts were drawn.
int drawColorBar(QPainter &painter, const QRectF &bar, const ColorMap &map, const ValueRange &range,
                 const ColorBarTicks &ticks, const Style &style, const QFont &text);

} // namespace fovea::ui
