#include "ui/render/overlay/gallery_painter.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "ui/style/style.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr double kGap = 12;
constexpr double kRim = 6; // of the frame around the picture
constexpr double kBarWidth = 14;
// A panel's box: wide panoramas and tall strips are fitted into one that still makes rows.
constexpr double kFlattest = 0.2;
constexpr double kTallest = 1.5;

QFont numberFont(const QFont &text)
{
    QFont font = text;
    font.setPixelSize(std::max(8, static_cast<int>(std::lround(0.85 * basePixels(text)))));
    return font;
}

QFont wordFont(const QFont &text, bool bold)
{
    QFont font = text;
    font.setWeight(bold ? kStrong : QFont::Normal);
    return font;
}

} // namespace

int GalleryLayout::stepAt(QPointF point, int steps) const
{
    if (!area.contains(point))
        return -1;
    for (const Panel &panel : panels)
        if (panel.step >= 0 && panel.step < steps && panel.frame.contains(point + QPointF(0, scroll)))
            return panel.step;
    return -1;
}

GalleryPainter::GalleryPainter(std::shared_ptr<const AttentionTrace> trace, std::shared_ptr<const Picture> picture,
                               const GridGeometry &grid)
    : overlay_(std::move(trace), std::move(picture), grid)
{
}

QSizeF GalleryPainter::pictureBox(double width) const
{
    const QSizeF size = overlay_.pictureSize();
    const double aspect = size.isEmpty() ? 1 : size.height() / size.width();
    return {width, std::round(width * std::clamp(aspect, kFlattest, kTallest))};
}

// The whole picture inside a box, on whole pixels.
QRectF GalleryPainter::fitted(const QRectF &box) const
{
    const QSizeF size = overlay_.pictureSize().scaled(box.size(), Qt::KeepAspectRatio);
    const QSizeF pixels(std::max(1.0, std::round(size.width())), std::max(1.0, std::round(size.height())));
    return {std::round(box.center().x() - pixels.width() / 2), std::round(box.center().y() - pixels.height() / 2),
            pixels.width(), pixels.height()};
}

GalleryLayout GalleryPainter::layout(const QRectF &area, double width, const GalleryOptions &options) const
{
    GalleryLayout layout;
    layout.area = area;
    if (overlay_.isEmpty())
        return layout;
    const double base = basePixels(options.overlay.font);
    if (options.overlay.showColorBar) {
        const double labels = colorBarLabelWidth(ticks(options).texts, options.overlay.font);
        layout.area.setRight(area.right() - base - kBarWidth - labels);
        layout.colorBar = QRectF(layout.area.right() + base, area.top() + kRim, kBarWidth,
                                 std::min(area.height() - 2 * kRim, 16 * base));
        layout.colorBarLabels =
            QRectF(layout.colorBar.right(), layout.colorBar.top(), labels, layout.colorBar.height());
    }
    const QSizeF box = pictureBox(width);
    const double wordHeight = std::ceil(QFontMetricsF(wordFont(options.overlay.font, true)).height()) + 2;
    const double numberHeight =
        options.showProbabilities ? std::ceil(QFontMetricsF(numberFont(options.overlay.font)).height()) : 0;
    const QSizeF frame(box.width() + 2 * kRim, box.height() + wordHeight + numberHeight + 2 * kRim);
    layout.columns = std::max(1, static_cast<int>((layout.area.width() + kGap) / (frame.width() + kGap)));

    std::vector<int> shown;
    if (options.showOriginal && overlay_.picture())
        shown.push_back(-1);
    for (int step = 0; step < steps(); ++step)
        shown.push_back(step);
    if (overlay_.trace() && !overlay_.trace()->complete)
        shown.push_back(steps());
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const int column = static_cast<int>(i) % layout.columns;
        const int row = static_cast<int>(i) / layout.columns;
        GalleryLayout::Panel panel;
        panel.step = shown[i];
        panel.frame = QRectF(QPointF(layout.area.left() + column * (frame.width() + kGap),
                                     layout.area.top() + row * (frame.height() + kGap)),
                             frame);
        const QRectF place(panel.frame.topLeft() + QPointF(kRim, kRim), box);
        panel.picture = fitted(place);
        panel.word = QRectF(place.left(), place.bottom() + 2, place.width(), wordHeight);
        if (options.showProbabilities)
            panel.number = QRectF(place.left(), panel.word.bottom(), place.width(), numberHeight);
        layout.panels.push_back(panel);
    }
    const int count = static_cast<int>(shown.size());
    const int across = std::min(count, layout.columns);
    const int down = (count + layout.columns - 1) / layout.columns;
    layout.content = QSizeF(std::max(0.0, across * (frame.width() + kGap) - kGap),
                            std::max(0.0, down * (frame.height() + kGap) - kGap));
    return layout;
}

double GalleryPainter::fittingWidth(QSizeF area, double minimum, double maximum, const GalleryOptions &options) const
{
    double low = minimum;
    double high = maximum;
    const auto fits = [&](double width) {
        const GalleryLayout tried = layout(QRectF(QPointF(), area), std::floor(width), options);
        return tried.content.height() <= area.height() && tried.content.width() <= tried.area.width();
    };
    if (!fits(low))
        return low;
    while (high - low > 1) {
        const double middle = std::floor((low + high) / 2);
        (fits(middle) ? low : high) = middle;
    }
    return std::floor(low);
}

ColorBarTicks GalleryPainter::ticks(const GalleryOptions &options) const
{
    if (options.overlay.scale != ScaleMode::PerRow)
        return overlay_.ticks(options.overlay, 0);
    const ValueRange ends = overlay_.range(options.overlay, -1);
    ColorBarTicks ticks{{0.0, ends.maximum}, {QStringLiteral("0"), tr("word max")}};
    if (ends.minimum < 0) {
        ticks.values.insert(ticks.values.begin(), ends.minimum);
        ticks.texts.prepend(QChar(0x2212) + tr("word max"));
    }
    return ticks;
}

int GalleryPainter::paint(QPainter &painter, const GalleryLayout &layout, const GalleryOptions &options,
                          const QRectF &exposed) const
{
    int drawn = 0;
    painter.save();
    const bool clipped = layout.maximumScroll() > 0;
    if (clipped)
        painter.setClipRect(layout.area, Qt::IntersectClip);
    painter.translate(0, -layout.scroll);
    const QRectF seen = (exposed & layout.area).translated(0, layout.scroll);
    for (const GalleryLayout::Panel &panel : layout.panels)
        if (panel.frame.intersects(clipped ? seen : exposed)) {
            paintPanel(painter, panel, options);
            ++drawn;
        }
    painter.restore();
    const OverlayMode mode = options.overlay.choice.mode;
    const bool colored = mode == OverlayMode::Smooth || mode == OverlayMode::Cells;
    const bool attends = overlay_.trace() && steps() > 0 && hasAttention(*overlay_.trace());
    if (!layout.colorBar.isNull() && colored && attends &&
        exposed.intersects(layout.colorBar | layout.colorBarLabels)) {
        const int step = options.overlay.scale == ScaleMode::PerRow ? -1 : 0;
        painter.save();
        drawColorBar(painter, layout.colorBar, ColorMap(options.overlay.colorMap),
                     overlay_.range(options.overlay, step), ticks(options), options.overlay.style,
                     options.overlay.font);
        painter.restore();
    }
    return drawn;
}

void GalleryPainter::paintPanel(QPainter &painter, const GalleryLayout::Panel &panel,
                                const GalleryOptions &options) const
{
    const Style &style = options.overlay.style;
    const bool current = panel.step >= 0 && panel.step == options.currentStep;
    const bool hovered = panel.step >= 0 && panel.step == options.hoveredStep;
    OverlayOptions inside = options.overlay;
    if (current || hovered) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(current ? QPen(style.accent, 2) : QPen(Qt::NoPen));
        painter.setBrush(current ? style.accentSoft : style.gridLine);
        painter.drawRoundedRect(panel.frame.adjusted(1, 1, -1, -1), kRim, kRim);
        painter.setRenderHint(QPainter::Antialiasing, false);
        inside.style.background = current ? style.accentSoft : style.gridLine;
    }
    if (panel.step == steps()) {
        painter.setPen(QPen(style.gridLine, 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(panel.picture.adjusted(0.5, 0.5, -0.5, -0.5));
    } else {
        overlay_.paintPanel(painter, overlay_.panel(panel.picture), inside, panel.step);
    }
    paintTexts(painter, panel, options);
}

void GalleryPainter::paintTexts(QPainter &painter, const GalleryLayout::Panel &panel,
                                const GalleryOptions &options) const
{
    const Style &style = options.overlay.style;
    const bool current = panel.step >= 0 && panel.step == options.currentStep;
    const QFont word = wordFont(options.overlay.font, current);
    QString text = panel.step < 0 ? tr("picture") : QStringLiteral("\u2026");
    const bool isWord = panel.step >= 0 && panel.step < steps();
    if (isWord)
        text = targetLabel(*overlay_.trace(), panel.step);
    painter.setFont(word);
    painter.setPen(!isWord || isSpecialSymbol(text) ? style.mutedText : style.text);
    painter.drawText(panel.word, Qt::AlignHCenter | Qt::AlignTop,
                     QFontMetricsF(word).elidedText(text, Qt::ElideRight, panel.word.width()));
    if (panel.number.isNull() || !isWord)
        return;
    const double logProbability = overlay_.trace()->steps[static_cast<std::size_t>(panel.step)].logProbability;
    painter.setFont(numberFont(options.overlay.font));
    painter.setPen(style.mutedText);
    painter.drawText(panel.number, Qt::AlignHCenter | Qt::AlignTop, formatProbability(logProbability));
}

QImage GalleryPainter::thumbnail(const OverlayOptions &options, int step, QSize device) const
{
    const QRectF rect = fitted(QRectF(QPointF(), QSizeF(device)));
    QImage image(rect.size().toSize(), QImage::Format_RGB32);
    image.fill(options.style.background);
    QPainter painter(&image);
    OverlayLayout layout = overlay_.panel(QRectF(QPointF(), rect.size()));
    overlay_.paintPanel(painter, layout, options, step);
    return image;
}

} // namespace fovea::ui
