#pragma once

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include <QCoreApplication>
#include <QFont>
#include <QString>

#include "core/types/hypothesis_snapshot.h"
#include "ui/render/tree/tree_layout.h"
#include "ui/style/style.h"

class QPainter;

namespace fovea::ui
{

/// How the tree is to look; the same on the screen and in a file.
struct TreeOptions {
    int currentNode = -1;       ///< the node that the other views show; -1: none
    int hovered = -1;           ///< under the pointer
    int focused = -1;           ///< with the keyboard
    int highlightedSource = -1; ///< lights the nodes whose change masks this position
    std::set<int> collapsed;    ///< nodes whose descendants are hidden
    Style style = Style::lightTheme();
    QFont font = textFont(13);
};

/// What a call of paint() drew.
struct TreePaintCount {
    int nodes = 0;
    int edges = 0;
    int labels = 0; ///< words; none where they are too small to be read
};

/// Draws a hypothesis tree from left to right: an edge is a word with its probability, as thick as it is probable.
class TreePainter
{
    Q_DECLARE_TR_FUNCTIONS(TreePainter)

public:
    explicit TreePainter(std::shared_ptr<const HypothesisSnapshot> snapshot = {});

    const std::shared_ptr<const HypothesisSnapshot> &snapshot() const { return snapshot_; }
    int nodes() const { return static_cast<int>(parents_.size()); }
    /// -1 at the root.
    int parent(int node) const { return parents_.at(static_cast<std::size_t>(node)); }
    const std::vector<int> &children(int node) const { return children_.at(static_cast<std::size_t>(node)); }
    /// The child to which the best path goes, otherwise the most probable; -1: none.
    int mainChild(int node) const;
    bool isOnBestPath(int node) const { return onBestPath_.at(static_cast<std::size_t>(node)); }
    /// True when `node` is `ancestor` or below it.
    bool isBelow(int node, int ancestor) const;
    /// The word as a person reads it; "start" at the root.
    QString word(int node) const;
    /// What the person changed at a node, in words; empty: nothing.
    QString change(int node) const;

    /// O(nodes). `scroll` is clamped.
    TreeLayout layout(const QRectF &area, QPointF scroll, double zoom, const TreeOptions &options) const;
    /// Draws what meets `exposed` and nothing else.
    TreePaintCount paint(QPainter &painter, const TreeLayout &layout, const TreeOptions &options,
                         const QRectF &exposed) const;

private:
    struct Widths {
        QFont font;
        std::vector<double> label;
        std::vector<double> change;
    };

    static constexpr double kDot = 0.32; ///< radius in em

    /// Of probabilities, scores and changes.
    static QFont smallFont(const QFont &font);
    const Widths &widths(const QFont &font) const;
    void placeRows(TreeLayout &layout, const TreeOptions &options, double pitch) const;
    void placeColumns(TreeLayout &layout, const TreeOptions &options) const;
    void paintEdge(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const;
    void paintLabel(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const;
    void paintDot(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const;
    void paintScore(QPainter &painter, const TreeLayout &layout, const TreeOptions &options, int node) const;

    std::shared_ptr<const HypothesisSnapshot> snapshot_;
    std::vector<int> parents_;
    std::vector<int> depths_;
    std::vector<std::vector<int>> children_;
    std::vector<int> descendants_;
    std::vector<bool> onBestPath_;
    mutable std::optional<Widths> widths_; ///< measured once for a font
};

} // namespace fovea::ui
