#include "ui/render/tree/tree_layout.h"

#include <algorithm>
#include <cmath>

namespace fovea::ui
{

QPointF TreeLayout::maximumScroll() const
{
    return {std::max(0.0, size.width() * zoom - area.width()), std::max(0.0, size.height() * zoom - area.height())};
}

QTransform TreeLayout::transform() const
{
    const double left = std::max(0.0, (area.width() - size.width() * zoom) / 2);
    const double top = std::max(0.0, (area.height() - size.height() * zoom) / 2);
    return {zoom, 0, 0, zoom, area.left() + left - scroll.x(), area.top() + top - scroll.y()};
}

QRectF TreeLayout::nodeRect(int node) const
{
    const Place &place = places[static_cast<std::size_t>(node)];
    const QRectF dot(place.dot - QPointF(touch, touch), QSizeF(2 * touch, 2 * touch));
    return transform().mapRect(place.label | place.change | dot);
}

QRectF TreeLayout::toggleRect(int node) const
{
    return transform().mapRect(places[static_cast<std::size_t>(node)].toggle);
}

std::pair<int, int> TreeLayout::visibleColumns(const QRectF &rect) const
{
    int first = 0;
    int last = static_cast<int>(columnSpans.size());
    while (first < last && columnSpans[static_cast<std::size_t>(first)].second < rect.left())
        ++first;
    while (last > first && columnSpans[static_cast<std::size_t>(last - 1)].first > rect.right())
        --last;
    return {first, last};
}

int TreeLayout::toggleAt(QPointF position) const
{
    if (!area.contains(position))
        return -1;
    const QPointF place = transform().inverted().map(position);
    const auto [first, last] = visibleColumns(QRectF(place, QSizeF(0, 0)));
    for (int column = first; column < last; ++column)
        for (const int node : columns[static_cast<std::size_t>(column)])
            if (places[static_cast<std::size_t>(node)].toggle.contains(place))
                return node;
    return -1;
}

int TreeLayout::nodeAt(QPointF position) const
{
    if (!area.contains(position))
        return -1;
    const QPointF place = transform().inverted().map(position);
    const auto [first, last] = visibleColumns(QRectF(place, QSizeF(0, 0)));
    for (int column = first; column < last; ++column)
        for (const int node : columns[static_cast<std::size_t>(column)]) {
            const Place &here = places[static_cast<std::size_t>(node)];
            const QPointF away = place - here.dot;
            if ((here.label | here.change).contains(place) || std::hypot(away.x(), away.y()) <= touch)
                return node;
        }
    return -1;
}

int TreeLayout::neighbour(int node, int direction) const
{
    const auto &column = columns[static_cast<std::size_t>(places[static_cast<std::size_t>(node)].depth)];
    const auto found = std::find(column.begin(), column.end(), node);
    if (found == column.end() || (direction < 0 && found == column.begin()) ||
        (direction > 0 && found + 1 == column.end()))
        return -1;
    return direction < 0 ? *(found - 1) : *(found + 1);
}

} // namespace fovea::ui
