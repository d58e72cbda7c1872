#include <algorithm>
#include <cmath>

#include <QPaintEngine>
#include <QPainter>

#include "ui/render/overlay/overlay_painter.h"

namespace fovea::ui
{

namespace
{

// A picture scaled to at most this many pixels is kept whole, so that panning only copies it.
constexpr double kMostKept = 1.2e7;
// Grid lines closer than this would hide the picture.
constexpr double kSmallestGridCell = 6;
// Pixels of an embedded image for a pixel of a figure, and the longest side of an embedded map.
constexpr double kVectorScale = 2;
constexpr double kLongestMap = 1600;

bool isRaster(const QPainter &painter)
{
    return painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Raster;
}

// A rectangle whose edges lie on device pixels: neighbours share an edge and leave no seam.
QRectF snapped(const QPainter &painter, const QRectF &rect)
{
    const QTransform &device = painter.deviceTransform();
    bool invertible = false;
    const QTransform back = device.inverted(&invertible);
    if (device.type() > QTransform::TxScale || !invertible)
        return rect;
    const QRectF mapped = device.mapRect(rect);
    const QPointF topLeft(std::round(mapped.left()), std::round(mapped.top()));
    const QPointF bottomRight(std::round(mapped.right()), std::round(mapped.bottom()));
    return back.mapRect(QRectF(topLeft, bottomRight));
}

// Visible on any picture: white inside, dark around.
void drawCasedRect(QPainter &painter, const QRectF &rect, double width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 150), width + 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(rect);
    painter.setPen(QPen(Qt::white, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(rect);
}

// Rounds the corners of what was drawn by painting the background around them: cheaper than a clip, and a file format
// without clips can do it.
void roundCorners(QPainter &painter, const QRectF &rect, double radius, const QColor &background)
{
    if (radius <= 0 || rect.width() < 4 * radius || rect.height() < 4 * radius)
        return;
    QPainterPath corner;
    corner.moveTo(0, 0);
    corner.lineTo(radius, 0);
    corner.arcTo(QRectF(0, 0, 2 * radius, 2 * radius), 90, 90);
    corner.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF corners[] = {rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()};
    const QTransform place = painter.worldTransform();
    for (int i = 0; i < 4; ++i) {
        painter.setWorldTransform(QTransform().translate(corners[i].x(), corners[i].y()).rotate(90 * i) * place);
        painter.fillPath(corner, background);
    }
    painter.restore();
}

} // namespace

void OverlayPainter::paint(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options, int step,
                           const QRectF &exposed) const
{
    if (isEmpty())
        return;
    painter.save();
    if (exposed.intersects(layout.visible())) {
        painter.save();
        if (!layout.viewport.contains(layout.picture))
            painter.setClipRect(layout.viewport, Qt::IntersectClip);
        paintPicture(painter, layout, options);
        paintWeights(painter, layout, options, step);
        paintUnseen(painter, layout, options);
        if (options.choice.showGrid)
            paintGrid(painter, layout);
        paintMarks(painter, layout, options);
        painter.restore();
        roundCorners(painter, layout.visible(), layout.radius, options.style.background);
    }
    const bool colored = options.choice.mode == OverlayMode::Smooth || options.choice.mode == OverlayMode::Cells;
    if (!layout.colorBar.isNull() && colored && weights(step) &&
        exposed.intersects(layout.colorBar | layout.colorBarLabels))
        drawColorBar(painter, layout.colorBar, ColorMap(options.colorMap), range(options, step), ticks(options, step),
                     options.style, options.font);
    if (!layout.note.isNull() && exposed.intersects(layout.note)) {
        painter.setFont(options.font);
        painter.setPen(options.caption.isEmpty() ? options.style.mutedText : options.style.text);
        painter.drawText(layout.note, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, note(options, step));
    }
    painter.restore();
}

void OverlayPainter::paintPanel(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options,
                                int step) const
{
    if (isEmpty())
        return;
    painter.save();
    paintPicture(painter, layout, options);
    paintWeights(painter, layout, options, step);
    paintUnseen(painter, layout, options);
    paintMarks(painter, layout, options);
    roundCorners(painter, layout.visible(), layout.radius, options.style.background);
    painter.restore();
}

void OverlayPainter::paintPicture(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options) const
{
    if (!picture_) {
        painter.setPen(Qt::NoPen);
        painter.fillRect(layout.visible(), options.style.surface);
        return;
    }
    const QSizeF original = picture_->size();
    if (!isRaster(painter)) {
        QImage image = picture_->original();
        const QSize wanted = (layout.picture.size() * kVectorScale).toSize();
        if (!options.fullPicture && (wanted.width() < image.width() || wanted.height() < image.height()))
            image = picture_->scaled(QRectF(QPointF(), original), wanted.expandedTo({1, 1}));
        painter.drawImage(layout.picture, image);
        return;
    }
    const double deviceX = std::abs(painter.deviceTransform().m11());
    const double deviceY = std::abs(painter.deviceTransform().m22());
    const QRectF visible = layout.visible();
    const bool whole = layout.picture.width() * deviceX * layout.picture.height() * deviceY <= kMostKept;
    QRectF kept = layout.picture;
    if (!whole)
        kept &=
            visible.adjusted(-visible.width() / 2, -visible.height() / 2, visible.width() / 2, visible.height() / 2);
    const auto sourceOf = [&](const QRectF &rect) {
        const QPointF from = layout.toPicture(rect.topLeft());
        return QRectF(from, layout.toPicture(rect.bottomRight()));
    };
    const auto targetOf = [&](const QRectF &source) { return layout.fromPicture(source); };
    const auto devicePixels = [&](const QRectF &rect) {
        return QSize(static_cast<int>(std::lround(rect.width() * deviceX)),
                     static_cast<int>(std::lround(rect.height() * deviceY)))
            .expandedTo({1, 1});
    };
    // What is kept still serves while it has the same scale and covers what is in sight.
    const QRectF served = scaledSource_.isNull() ? QRectF() : targetOf(scaledSource_);
    const bool serves = !scaled_.isNull() && !served.isNull() && devicePixels(served) == scaled_.size() &&
                        served.adjusted(-0.01, -0.01, 0.01, 0.01).contains(visible);
    if (!serves) {
        kept = whole ? kept : QRectF(kept.toAlignedRect()) & layout.picture;
        scaledSource_ = sourceOf(kept);
        scaled_ = picture_->scaled(scaledSource_ & QRectF(QPointF(), original), devicePixels(kept));
    }
    QRectF target = targetOf(scaledSource_);
    target = QRectF(std::round(target.left()), std::round(target.top()), std::round(target.width()),
                    std::round(target.height()));
    painter.drawImage(target, scaled_);
}

void OverlayPainter::paintWeights(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options,
                                  int step) const
{
    if (!weights(step))
        return;
    switch (options.choice.mode) {
    case OverlayMode::Smooth:
    case OverlayMode::Spotlight:
        return paintMap(painter, layout, options, step);
    case OverlayMode::Cells:
        return paintCells(painter, layout, options, step);
    case OverlayMode::Contour:
        return paintContour(painter, layout, options, step);
    }
}

void OverlayPainter::paintMap(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options,
                              int step) const
{
    QImage image = map(options, step).image;
    const QRectF grid = layout.gridRect();
    if (!isRaster(painter)) {
        // A viewer may enlarge an embedded image without interpolation: it gets one that is large enough.
        const double longest = std::max(grid.width(), grid.height());
        const double scale = std::min(kVectorScale, kLongestMap / std::max(1.0, longest));
        const QSize size = (grid.size() * scale).toSize().expandedTo(image.size());
        image = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    const QRectF target = grid & layout.picture;
    const double perX = image.width() / grid.width();
    const double perY = image.height() / grid.height();
    const QRectF source((target.left() - grid.left()) * perX, (target.top() - grid.top()) * perY, target.width() * perX,
                        target.height() * perY);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, image, source);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
}

void OverlayPainter::paintCells(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options,
                                int step) const
{
    const ValueRange ends = range(options, step);
    const ColorMap colors(options.colorMap);
    const bool antialiased = painter.testRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int cell = 0; cell < cells(); ++cell) {
        const QRgb color = mapColor(options, colors, ends.position(weight(step, cell)));
        if (qAlpha(color) > 0)
            painter.fillRect(snapped(painter, layout.cellRect(cell)), QColor::fromRgba(qUnpremultiply(color)));
    }
    painter.setRenderHint(QPainter::Antialiasing, antialiased);
}

void OverlayPainter::paintContour(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options,
                                  int step) const
{
    const QRectF grid = layout.gridRect();
    const QTransform place(grid.width() / grid_.columns, 0, 0, grid.height() / grid_.rows, grid.left(), grid.top());
    const QPainterPath line = place.map(map(options, step).line);
    if (line.isEmpty())
        return;
    if (options.choice.sigma > 0)
        paintMap(painter, layout, options, step);
    else
        paintDimmedCells(painter, layout, options, step);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 170), 4, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPath(line);
    painter.setPen(QPen(Qt::white, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPath(line);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void OverlayPainter::paintDimmedCells(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options,
                                      int step) const
{
    const QImage &cells = map(options, step).image;
    const bool antialiased = painter.testRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = 0; row < grid_.rows; ++row)
        for (int column = 0; column < grid_.columns; ++column)
            if (const QRgb color = cells.pixel(column, row); qAlpha(color) > 0)
                painter.fillRect(snapped(painter, layout.cellRect(row * grid_.columns + column)),
                                 QColor::fromRgba(color));
    painter.setRenderHint(QPainter::Antialiasing, antialiased);
}

// What a crop left out: the network does not see it.
void OverlayPainter::paintUnseen(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options) const
{
    const QRectF grid = snapped(painter, layout.gridRect());
    const QRectF picture = layout.picture;
    if (cells() == 0 || grid.adjusted(-0.5, -0.5, 0.5, 0.5).contains(picture))
        return;
    const double darkness = options.choice.mode == OverlayMode::Spotlight ? options.choice.opacity : 0.45;
    const QColor veil(0, 0, 0, static_cast<int>(std::lround(255 * darkness)));
    const QRectF seen = grid & picture;
    painter.fillRect(QRectF(picture.topLeft(), QPointF(picture.right(), seen.top())), veil);
    painter.fillRect(QRectF(QPointF(picture.left(), seen.bottom()), picture.bottomRight()), veil);
    painter.fillRect(QRectF(QPointF(picture.left(), seen.top()), seen.bottomLeft()), veil);
    painter.fillRect(QRectF(seen.topRight(), QPointF(picture.right(), seen.bottom())), veil);
}

void OverlayPainter::paintGrid(QPainter &painter, const OverlayLayout &layout) const
{
    const QRectF grid = layout.gridRect();
    if (cells() == 0 || std::min(grid.width() / grid_.columns, grid.height() / grid_.rows) < kSmallestGridCell)
        return;
    for (const auto &[color, shift] :
         {std::pair(QColor(0, 0, 0, 48), 1.0), std::pair(QColor(255, 255, 255, 96), 0.0)}) {
        painter.setPen(QPen(color, 1));
        for (int column = 0; column <= grid_.columns; ++column) {
            const double x = std::floor(grid.left() + column * grid.width() / grid_.columns) + 0.5 + shift;
            if (x > layout.picture.left() + 1 && x < layout.picture.right() - 1)
                painter.drawLine(QPointF(x, grid.top()), QPointF(x, grid.bottom()));
        }
        for (int row = 0; row <= grid_.rows; ++row) {
            const double y = std::floor(grid.top() + row * grid.height() / grid_.rows) + 0.5 + shift;
            if (y > layout.picture.top() + 1 && y < layout.picture.bottom() - 1)
                painter.drawLine(QPointF(grid.left(), y), QPointF(grid.right(), y));
        }
    }
}

void OverlayPainter::paintMarks(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options) const
{
    for (const int cell : options.masked) {
        const QRectF rect = snapped(painter, layout.cellRect(cell));
        painter.fillRect(rect, QColor(0, 0, 0, 150));
        painter.setPen(QPen(QColor(255, 255, 255, 130), 1));
        painter.drawLine(rect.bottomLeft() + QPointF(2, -2), rect.topRight() + QPointF(-2, 2));
    }
    for (const int cell : options.marked)
        painter.fillRect(snapped(painter, layout.cellRect(cell)), QColor(255, 255, 255, 110));
    if (options.highlighted >= 0 && options.highlighted < cells())
        drawCasedRect(painter, snapped(painter, layout.cellRect(options.highlighted)), 1);
    if (options.selected >= 0 && options.selected < cells())
        drawCasedRect(painter, snapped(painter, layout.cellRect(options.selected)), 2);
    if (options.hovered >= 0 && options.hovered < cells())
        drawCasedRect(painter, snapped(painter, layout.cellRect(options.hovered)), 2);
}

} // namespace fovea::ui
