#pragma once

#include <QImage>
#include <QPainter>

#include "support/grid_trace.h"
#include "support/heatmap_trace.h" // shared
#include "ui/render/overlay/overlay_painter.h"

namespace fovea::test
{

inline constexpr QRgb kGrey = qRgb(120, 120, 120); ///< of plainPicture()

inline Vector oneHot(int cells, int cell)
{
    Vector weights = Vector::Zero(cells);
    weights[cell] = 1;
    return weights;
}

inline QImage draw(const ui::OverlayPainter &painter, const ui::OverlayLayout &layout,
                   const ui::OverlayOptions &options, int step, QSize size = {900, 700})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(options.style.background);
    QPainter device(&image);
    painter.paint(device, layout, options, step, QRectF(QPointF(), QSizeF(size)));
    return image;
}

/// Options that draw the picture and the weights and nothing around them.
inline ui::OverlayOptions bare(ui::OverlayMode mode)
{
    ui::OverlayOptions options;
    options.choice.mode = mode;
    options.choice.opacity = 1;
    options.showColorBar = false;
    return options;
}

} // namespace fovea::test
