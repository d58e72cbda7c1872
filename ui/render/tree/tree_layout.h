#pragma once

#include <utility>
#include <vector>

#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace fovea::ui
{

/// Where a hypothesis tree is: the root at the left, a column per depth, a row per leaf, parents in the middle of their
/// children. Places are in the tree's own coordinates, pixels at zoom 1 from its upper left corner.
struct TreeLayout {
    struct Place {
        bool shown = false; ///< false inside a collapsed subtree
        int depth = 0;
        int hidden = 0;    ///< descendants that a collapsed node hides
        QPointF dot;       ///< the end of the node's edge
        QRectF label;      ///< word and probability, above the edge
        QRectF change;     ///< what the person changed, below the edge; empty: nothing
        QRectF toggle;     ///< collapses or expands; empty: nothing to collapse
        QPointF edgeStart; ///< the parent's dot
        double bend = 0;   ///< x from which on the edge is level
    };

    std::vector<Place> places;
    std::vector<std::vector<int>> columns; ///< shown nodes of each depth, downwards
    /// From and to x of each column: edges, labels and what stands behind the dots.
    std::vector<std::pair<double, double>> columnSpans;
    QSizeF size;

    QRectF area;    ///< of the view
    QPointF scroll; ///< pixels of the view
    double zoom = 1;
    double touch = 8; ///< how far from a dot still is the node, at zoom 1

    /// From the tree's coordinates to the view's. A tree smaller than the area is in its middle.
    QTransform transform() const;
    QPointF maximumScroll() const;
    /// Word, dot and change of a node, in view coordinates.
    QRectF nodeRect(int node) const;
    QRectF toggleRect(int node) const;
    /// -1: none.
    int nodeAt(QPointF position) const;
    int toggleAt(QPointF position) const;
    /// Half-open range of the columns that meet a rectangle in the tree's coordinates.
    std::pair<int, int> visibleColumns(const QRectF &rect) const;
    /// The shown node above (-1) or below (1) in the same column; -1: none.
    int neighbour(int node, int direction) const;
};

} // namespace fovea::ui
