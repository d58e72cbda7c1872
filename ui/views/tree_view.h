#pragma once

#include <memory>
#include <vector>

#include "ui/render/tree/tree_painter.h"
#include "ui/views/trace_view.h"

namespace fovea::ui
{

/// The hypothesis tree: hypotheses of a search and what-if branches in one picture. sourceHovered() tells the first
/// source position that the node under the pointer masks.
///
/// Mouse: click chooses a node, the handle behind a dot (or a double click) collapses and expands what follows it, drag
/// pans, wheel scrolls, Ctrl + wheel zooms.
/// Keys: left to the parent, right to the best or most probable child, up and down to the neighbours, Home to the
/// root, End to the best finished node, Enter chooses, Space collapses and expands; + - zoom, 0 ordinary size.
class HypothesisTreeView : public TraceView
{
    Q_OBJECT

public:
    explicit HypothesisTreeView(QWidget *parent = nullptr);
    ~HypothesisTreeView() override;

    /// Takes the current node from the snapshot. A null snapshot shows the empty text. Zoom is kept; what is collapsed
    /// is kept while the tree only grows.
    void setSnapshot(std::shared_ptr<const HypothesisSnapshot> snapshot);
    const std::shared_ptr<const HypothesisSnapshot> &snapshot() const { return painter_.snapshot(); }

    int currentNode() const { return options_.currentNode; }
    int highlightedSource() const { return options_.highlightedSource; }
    /// The node that the keys move; -1: none yet.
    int selectedNode() const { return selected_; }
    bool isCollapsed(int node) const { return options_.collapsed.count(node) > 0; }
    double zoom() const { return zoom_; }
    /// A tree is not drawn from a trace: see setSnapshot() and setPath().
    void setTrace(std::shared_ptr<const AttentionTrace>) override {}
    /// The nodes of the steps that the other views show, so that a step has its node.
    void setPath(std::vector<int> nodes) { path_ = std::move(nodes); }
    void setEmptyText(const QString &text) override;
    FigureOptions figureOptions() const override;

    /// The options that the next repaint uses, for drawing the same in a file.
    TreeOptions treeOptions() const;
    /// Where everything is, in viewport coordinates.
    const TreeLayout &treeLayout() const { return layout_; }
    TreePaintCount lastPaint() const { return lastPaint_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    /// The node of this step becomes the current one; -1: the root.
    void setCurrentStep(int step) override;
    /// Marks a node, expands what hides it and scrolls it into view; -1: none.
    void setCurrentNode(int node);
    /// Lights the nodes whose change masks this source position; -1: none.
    void setHighlightedSource(int source) override;
    /// A node without children cannot be collapsed.
    void setCollapsed(int node, bool collapsed);
    void expandAll();

    void zoomIn() override;
    void zoomOut() override;
    void resetZoom() override;
    /// The whole tree in sight.
    void fit() override;

signals:
    /// The person chose this node.
    void nodeSelected(int node);

protected:
    void pointAt(QPointF position, QPoint global) override;
    void pointAway() override;
    void clickAt(QPointF position) override;
    void zoomAt(double factor, QPointF anchor) override;
    bool moveByKey(int key) override;
    void styleChanged() override;
    void languageChanged() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void relayout();
    void updateTexts();
    void zoomTo(double zoom, QPointF anchor);
    void setHovered(int node);
    void select(int node);
    void expandTo(int node);
    void reveal(int node);
    bool exists(int node) const { return node >= 0 && node < painter_.nodes(); }
    int nodeForKey(int key) const;
    QRectF area() const;
    QString textOf(int node) const;
    QString toolTipFor(int node) const;

    TreePainter painter_;
    TreeOptions options_;
    TreeLayout layout_;
    TreePaintCount lastPaint_;
    QString emptyText_;
    std::vector<int> path_;
    int selected_ = -1;
    int lastSource_ = -1; ///< of the last sourceHovered()
    double zoom_ = 1;
    bool doubleClicked_ = false; ///< the release to come is not a click
    bool layingOut_ = false;     ///< scroll bars that appear while laying out resize the viewport
};

} // namespace fovea::ui
