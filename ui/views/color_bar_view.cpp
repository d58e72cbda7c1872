#include "ui/views/color_bar_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QPainter>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kMargin = kGrid;

} // namespace

ColorBarView::ColorBarView(QWidget *parent) : QWidget(parent), ticks_(colorBarTicks(range_))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    updateTexts();
}

void ColorBarView::showScaleOf(const HeatmapPainter &heatmap, const HeatmapOptions &options)
{
    map_ = ColorMap(options.colorMap);
    range_ = heatmap.range(options);
    ticks_ = heatmap.ticks(options);
    updateTexts();
    updateGeometry();
    update();
}

QFont ColorBarView::textSize() const
{
    QFont font = this->font();
    font.setPixelSize(basePixels(font));
    return font;
}

QSize ColorBarView::sizeHint() const
{
    const QFont font = textSize();
    const double width = std::ceil(1.1 * basePixels(font)) + colorBarLabelWidth(ticks_.texts, font);
    return {static_cast<int>(width) + 2 * kMargin, 20 * basePixels(font)};
}

QSize ColorBarView::minimumSizeHint() const { return {sizeHint().width(), 6 * basePixels(textSize())}; }

void ColorBarView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(Qt::LeftToRight);
    const QFont font = textSize();
    const double base = basePixels(font);
    const double tall = std::min(23.0 * base, height() - 4.0 * kMargin);
    const QRectF bar(kMargin, 2.0 * kMargin + std::max(0.0, (height() - 4.0 * kMargin - tall) / 3),
                     std::ceil(1.1 * base), tall);
    drawColorBar(painter, bar, map_, range_, ticks_, Style::fromPalette(palette()), font);
}

void ColorBarView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateTexts();
    else if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void ColorBarView::updateTexts()
{
    setToolTip(tr("One colour scale for all matrices"));
    setAccessibleName(
        tr("Colour scale from %1 to %2").arg(ticks_.texts.value(0), ticks_.texts.value(ticks_.texts.size() - 1)));
}

} // namespace fovea::ui
