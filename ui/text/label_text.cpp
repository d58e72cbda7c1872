#include "ui/text/label_text.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>

#include "ui/style/style.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr int kMeasurePixels = 20;

QFont fontOf(const QString &label, const LabelLook &look)
{
    QFont font = look.font;
    font.setWeight(look.bold ? kStrong : QFont::Normal);
    if (isSpecialSymbol(label))
        font.setPixelSize(std::max(7, static_cast<int>(std::lround(font.pixelSize() * kSymbolScale))));
    return font;
}

// Distance from the middle of the letters to their baseline.
double baselineOffset(const QFontMetricsF &metrics) { return (metrics.ascent() - metrics.descent()) / 2; }

void drawRun(QPainter &painter, const QString &text, const LabelLook &look, QPointF baseline, const QRectF &box)
{
    if (look.background.isValid()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.background);
        painter.drawRoundedRect(box, 4, 4);
    }
    painter.setPen(look.color);
    painter.drawText(baseline, text);
}

QStringList graphemes(const QString &label)
{
    QStringList parts;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, label);
    qsizetype start = 0;
    while (finder.toNextBoundary() > 0) {
        parts << label.mid(start, finder.position() - start);
        start = finder.position();
    }
    return parts;
}

QRectF drawStacked(QPainter &painter, const QString &label, const LabelLook &look, QPointF foot, double length)
{
    const QFont font = fontOf(label, look);
    const QFontMetricsF metrics(font);
    const double step = font.pixelSize() * kStackStep;
    QStringList parts = graphemes(label);
    const auto room = std::max<qsizetype>(1, static_cast<qsizetype>(length / step + 0.01));
    if (parts.size() > room) {
        parts = parts.mid(0, room);
        parts.last() = QChar(0x22ee); // vertical ellipsis
    }
    const double height = step * static_cast<double>(parts.size());
    const QRectF box(foot.x() - step / 2 - 1, foot.y() - height, step + 2, height);
    if (look.background.isValid()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.background);
        painter.drawRoundedRect(box, 4, 4);
    }
    painter.setFont(font);
    painter.setPen(look.color);
    double centre = box.top() + step / 2;
    for (const QString &part : parts) {
        painter.drawText(QPointF(foot.x() - metrics.horizontalAdvance(part) / 2, centre + baselineOffset(metrics)),
                         part);
        centre += step;
    }
    return box;
}

QRectF drawTurned(QPainter &painter, const QString &label, const LabelLook &look, QPointF foot, double length,
                  double degrees)
{
    const QFont font = fontOf(label, look);
    const QFontMetricsF metrics(font);
    const QString text = metrics.elidedText(label, Qt::ElideRight, length);
    const double width = metrics.horizontalAdvance(text);
    painter.save();
    painter.translate(foot);
    painter.rotate(-degrees);
    painter.setFont(font);
    const QRectF box(-2, -metrics.height() / 2, width + 4, metrics.height());
    drawRun(painter, text, look, QPointF(0, baselineOffset(metrics)), box);
    painter.restore();
    return QTransform().translate(foot.x(), foot.y()).rotate(-degrees).mapRect(box);
}

QRectF drawLevel(QPainter &painter, const QString &label, const LabelLook &look, double left, double centre,
                 double anchor, double width)
{
    const QFont font = fontOf(label, look);
    const QFontMetricsF metrics(font);
    const QString text = metrics.elidedText(label, Qt::ElideRight, width);
    const double advance = metrics.horizontalAdvance(text);
    const double x = left - anchor * advance;
    const QRectF box(x - 4, centre - metrics.height() / 2, advance + 8, metrics.height());
    painter.setFont(font);
    drawRun(painter, text, look, QPointF(x, centre + baselineOffset(metrics)), box);
    return box;
}

} // namespace

bool isCjk(char32_t c)
{
    return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff);
}

bool isUpright(const QString &label)
{
    const auto characters = label.toUcs4();
    return !characters.isEmpty() && std::all_of(characters.begin(), characters.end(), [](uint c) { return isCjk(c); });
}

LabelExtent measureLabels(const std::vector<QString> &labels, const QFont &font)
{
    LabelLook look;
    look.font = font;
    look.font.setPixelSize(kMeasurePixels);
    look.bold = true;
    const QFontMetricsF words(fontOf({}, look));
    const QFontMetricsF symbols(fontOf(QStringLiteral("\u27e8x\u27e9"), look));
    LabelExtent extent;
    std::size_t upright = 0;
    std::size_t counted = 0;
    for (const QString &label : labels) {
        const bool special = isSpecialSymbol(label);
        const bool stands = isUpright(label);
        const double width = (special ? symbols : words).horizontalAdvance(label) / kMeasurePixels;
        const double height = stands ? static_cast<double>(graphemes(label).size()) * kStackStep : width;
        extent.widest = std::max(extent.widest, width);
        extent.tallest = std::max(extent.tallest, height);
        counted += special ? 0 : 1;
        upright += stands ? 1 : 0;
    }
    extent.mostlyUpright = counted > 0 && 2 * upright > counted;
    return extent;
}

QRectF drawTargetLabel(QPainter &painter, const QString &label, const LabelLook &look, double right, double centre,
                       double width)
{
    return drawLevel(painter, label, look, right, centre, 1.0, width);
}

QRectF drawSourceLabel(QPainter &painter, const QString &label, const LabelLook &look, LabelMode mode, QPointF foot,
                       double length)
{
    switch (mode) {
    case LabelMode::Slanted:
        return drawTurned(painter, label, look, foot, length, 45);
    case LabelMode::Vertical:
        return drawTurned(painter, label, look, foot, length, 90);
    case LabelMode::Stacked:
        return isUpright(label) ? drawStacked(painter, label, look, foot, length)
                                : drawTurned(painter, label, look, foot, length, 90);
    case LabelMode::Horizontal:
        break;
    }
    const double half = QFontMetricsF(fontOf(label, look)).height() / 2;
    return drawLevel(painter, label, look, foot.x(), foot.y() - half, 0.5, length);
}

} // namespace fovea::ui
