#include "ui/text/text_block.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

namespace fovea::ui
{

double TextBlock::height() const { return static_cast<double>(lines.size()) * QFontMetricsF(font).height(); }

double TextBlock::width() const
{
    const QFontMetricsF metrics(font);
    double widest = 0;
    for (const QString &line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line));
    return widest;
}

TextBlock wrapText(const QString &text, const QFont &font, const QColor &color, double width, int mostLines)
{
    TextBlock block{{}, font, color};
    QTextLayout layout(text.simplified(), font);
    if (layout.text().isEmpty())
        return block;
    layout.beginLayout();
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const bool last = block.lines.size() + 1 == mostLines;
        const QString rest = layout.text().mid(line.textStart(), last ? -1 : line.textLength());
        block.lines << QFontMetricsF(font).elidedText(rest.trimmed(), Qt::ElideRight, width);
        if (last)
            break;
    }
    layout.endLayout();
    return block;
}

void drawTextBlock(QPainter &painter, const TextBlock &block, QPointF topLeft)
{
    const QFontMetricsF metrics(block.font);
    painter.setFont(block.font);
    painter.setPen(block.color);
    double y = topLeft.y();
    for (const QString &line : block.lines) {
        painter.drawText(QPointF(topLeft.x(), y + metrics.ascent()), line);
        y += metrics.height();
    }
}

} // namespace fovea::ui
