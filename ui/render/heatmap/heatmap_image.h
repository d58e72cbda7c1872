#pragma once

#include <QImage>

#include "ui/render/heatmap/heatmap_painter.h"

namespace fovea::ui
{

/// The cells of `visible` (in the layout's coordinates, within rows that have weights) at `scale` image pixels per
/// pixel, across and down. A device pixel that covers several cells shows the one farthest from the middle of a
/// diverging scale, else the largest: a narrow peak stays visible however small the cells are.
QImage heatmapImage(const HeatmapPainter &heatmap, const HeatmapLayout &layout, const HeatmapOptions &options,
                    const QRectF &visible, QSizeF scale);

} // namespace fovea::ui
