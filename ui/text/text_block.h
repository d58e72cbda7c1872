#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QStringList>

class QPainter;

namespace fovea::ui
{

/// Lines of one look, for titles and captions of figures.
struct TextBlock {
    QStringList lines;
    QFont font;
    QColor color;

    double height() const; ///< 0 without lines
    double width() const;  ///< of the widest line
};

/// Breaks a text into lines of this width, at most `mostLines`; the last one is elided. A blank text has no lines.
TextBlock wrapText(const QString &text, const QFont &font, const QColor &color, double width, int mostLines = 3);
/// Draws the lines below each other from their common top left corner.
void drawTextBlock(QPainter &painter, const TextBlock &block, QPointF topLeft);

} // namespace fovea::ui
