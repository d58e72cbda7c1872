#include "ui/render/overlay/overlay_layout.h"

namespace fovea::ui
{

QPointF OverlayLayout::toPicture(QPointF point) const
{
    const QPointF moved = point - picture.topLeft();
    return {moved.x() / scaleX(), moved.y() / scaleY()};
}

QRectF OverlayLayout::fromPicture(const QRectF &rect) const
{
    return {picture.left() + rect.left() * scaleX(), picture.top() + rect.top() * scaleY(), rect.width() * scaleX(),
            rect.height() * scaleY()};
}

QRectF OverlayLayout::cellRect(int cell) const
{
    if (cell < 0 || cell >= grid.rows * grid.columns)
        return {};
    const GridGeometry::Cell place = grid.cell(cell / grid.columns, cell % grid.columns);
    return fromPicture({place.left, place.top, place.width, place.height});
}

int OverlayLayout::cellAt(QPointF point) const
{
    if (!visible().contains(point))
        return -1;
    const QPointF place = toPicture(point);
    return grid.cellAt(place.x(), place.y());
}

} // namespace fovea::ui
