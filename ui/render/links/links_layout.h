#pragma once

#include <vector>

#include <QRectF>

#include "ui/render/heatmap/heatmap_layout.h"

namespace fovea::ui
{

/// Where the words of two lines and the links between them are: source words above, target words below.
/// A link is a cubic whose ends are vertical: x = x0 + (x1 - x0)(3s^2 - 2s^3), and y is the same for all links, so
/// one s answers which links pass at a height.
struct LinksLayout {
    QRectF area;                 ///< all of the picture
    QRectF band;                 ///< between the lines, where the links are
    double contentWidth = 0;     ///< of the longer line; may be wider than the area
    double scroll = 0;           ///< pixels of the content left of the area
    std::vector<QRectF> sources; ///< boxes of the words, not scrolled
    std::vector<QRectF> targets;

    QRectF sourceRect(int source) const { return sources[static_cast<std::size_t>(source)].translated(-scroll, 0); }
    QRectF targetRect(int target) const { return targets[static_cast<std::size_t>(target)].translated(-scroll, 0); }
    double maximumScroll() const;
    /// The word at a place: a source word sets the column, a target word the row, both -1 elsewhere.
    HeatmapCell wordAt(QPointF position) const;
    /// Upper and lower end of a link.
    QPointF sourceEnd(int source) const;
    QPointF targetEnd(int target) const;
    /// How far links have got from their source (0) to their target word (1) at `fraction` of the band's height.
    static double course(double fraction);
    /// Its derivative by the fraction.
    static double slope(double fraction);
    /// Where a link passes at the height `y` of the band.
    double linkX(int target, int source, double y) const;
};

} // namespace fovea::ui
