#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "core/types/grid_geometry.h"

namespace fovea::ui
{

/// Where a picture and its grid are drawn, in the painter's coordinates (pixels before the device's scale).
struct OverlayLayout {
    QRectF viewport;       ///< what may be seen of the picture
    QRectF picture;        ///< all of the picture; larger than the viewport when zoomed in
    QRectF colorBar;       ///< the bar itself; null when there is none
    QRectF colorBarLabels; ///< right of it
    QRectF note;           ///< lines below the picture; null when there is nothing to say
    QSizeF original;       ///< of the picture, pixels
    GridGeometry grid;     ///< in pixels of the original
    double radius = 0;     ///< of the picture's corners

    /// Pixels here for a pixel of the original.
    double scaleX() const { return original.width() > 0 ? picture.width() / original.width() : 0; }
    double scaleY() const { return original.height() > 0 ? picture.height() / original.height() : 0; }
    /// The part of the picture in sight.
    QRectF visible() const { return picture & viewport; }
    /// Everything drawn, colour bar and note included.
    QRectF bounds() const { return visible() | colorBar | colorBarLabels | note; }

    QPointF toPicture(QPointF point) const;
    QRectF fromPicture(const QRectF &rect) const;
    QRectF gridRect() const { return fromPicture({grid.left, grid.top, grid.width, grid.height}); }
    /// The rectangle of cell row * columns + column; not clipped to the viewport.
    QRectF cellRect(int cell) const;
    /// The cell under a point of the visible picture; -1: none.
    int cellAt(QPointF point) const;
};

} // namespace fovea::ui
