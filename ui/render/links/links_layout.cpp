#include "ui/render/links/links_layout.h"

#include <algorithm>

namespace fovea::ui
{

namespace
{

// Boxes of a line do not overlap and go from left to right.
int boxAt(const std::vector<QRectF> &boxes, QPointF position)
{
    const auto found = std::lower_bound(boxes.begin(), boxes.end(), position.x(),
                                        [](const QRectF &box, double x) { return box.right() < x; });
    return found != boxes.end() && found->contains(position) ? static_cast<int>(found - boxes.begin()) : -1;
}

// The parameter of a link's cubic at a part of its height. Both inner control points are at half the height:
// fraction = 1.5 s (1 - s) + s^3, which grows with s.
double parameter(double fraction)
{
    fraction = std::clamp(fraction, 0.0, 1.0);
    double low = 0;
    double high = 1;
    for (int i = 0; i < 24; ++i) {
        const double s = (low + high) / 2;
        (1.5 * s * (1 - s) + s * s * s < fraction ? low : high) = s;
    }
    return (low + high) / 2;
}

} // namespace

double LinksLayout::maximumScroll() const { return std::max(0.0, contentWidth - area.width()); }

HeatmapCell LinksLayout::wordAt(QPointF position) const
{
    if (!area.contains(position))
        return {};
    const QPointF place(position.x() + scroll, position.y());
    return position.y() <= band.top() ? HeatmapCell{-1, boxAt(sources, place)} : HeatmapCell{boxAt(targets, place), -1};
}

QPointF LinksLayout::sourceEnd(int source) const { return {sourceRect(source).center().x(), band.top()}; }
QPointF LinksLayout::targetEnd(int target) const { return {targetRect(target).center().x(), band.bottom()}; }

double LinksLayout::course(double fraction)
{
    const double s = parameter(fraction);
    return s * s * (3 - 2 * s);
}

double LinksLayout::slope(double fraction)
{
    const double s = parameter(fraction);
    return 6 * s * (1 - s) / (1.5 - 3 * s * (1 - s));
}

double LinksLayout::linkX(int target, int source, double y) const
{
    const double from = sourceEnd(source).x();
    return from + (targetEnd(target).x() - from) * course((y - band.top()) / band.height());
}

} // namespace fovea::ui
