#pragma once

#include <vector>

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

namespace fovea::ui
{

/// How the source words stand above a matrix.
enum class LabelMode {
    Horizontal,
    Slanted,  ///< 45 degrees, Latin
    Vertical, ///< 90 degrees, Latin in narrow columns
    Stacked,  ///< upright characters one below the other (Chinese); Latin words among them are turned by 90 degrees
};

/// True for characters that stand upright one below the other: Han, kana, Hangul and their punctuation.
bool isCjk(char32_t character);
/// True when all of a label is such characters.
bool isUpright(const QString &label);

/// Sizes of a set of labels in em (multiples of the font's pixel size).
struct LabelExtent {
    double widest = 0;  ///< on one line
    double tallest = 0; ///< stacked; labels that are not upright turned by 90 degrees
    bool mostlyUpright = false;
};

/// Measures in bold, so that a label fits in either weight.
LabelExtent measureLabels(const std::vector<QString> &labels, const QFont &font);

/// How one label is drawn.
struct LabelLook {
    QFont font; ///< size and family
    QColor color;
    bool bold = false;
    QColor background; ///< a rounded box behind the text; invalid: none
};

/// Line height and step of stacked characters, in em.
inline constexpr double kLineHeight = 1.3;
inline constexpr double kStackStep = 1.14;
/// Special symbols are drawn smaller than words.
inline constexpr double kSymbolScale = 0.85;

/// A target word: ends at `right`, its middle at `centre`, elided to `width`. Returns where its ink is.
QRectF drawTargetLabel(QPainter &painter, const QString &label, const LabelLook &look, double right, double centre,
                       double width);
/// A source word above `foot`, the middle of the lower end, elided to `length` along its direction.
QRectF drawSourceLabel(QPainter &painter, const QString &label, const LabelLook &look, LabelMode mode, QPointF foot,
                       double length);

} // namespace fovea::ui
