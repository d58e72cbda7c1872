#include "ui/views/tree_view.h"

#include <algorithm>
#include <cmath>

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 8;
constexpr double kSmallestZoom = 0.05;
constexpr double kLargestZoom = 4;

QRectF padded(QSizeF size) { return QRectF(QPointF(0, 0), size).adjusted(kPadding, kPadding, -kPadding, -kPadding); }

// True when the new tree has all nodes of the old one at their places.
bool grewFrom(const HypothesisSnapshot &grown, const HypothesisSnapshot &old)
{
    return grown.nodes.size() >= old.nodes.size() &&
           std::equal(old.nodes.begin(), old.nodes.end(), grown.nodes.begin(), [](const auto &a, const auto &b) {
               return a.parent == b.parent && a.id == b.id && a.token == b.token;
           });
}

} // namespace

HypothesisTreeView::HypothesisTreeView(QWidget *parent) : TraceView(parent)
{
    styleChanged();
    updateTexts();
}

HypothesisTreeView::~HypothesisTreeView() = default;

void HypothesisTreeView::setSnapshot(std::shared_ptr<const HypothesisSnapshot> tree)
{
    if (tree == snapshot())
        return;
    const bool grew = tree && snapshot() && grewFrom(*tree, *snapshot());
    painter_ = TreePainter(std::move(tree));
    options_.currentNode = -1;
    setHovered(-1);
    if (!grew) {
        options_.collapsed.clear();
        selected_ = -1;
        horizontalScrollBar()->setValue(0);
        verticalScrollBar()->setValue(0);
    }
    relayout();
    setCurrentNode(snapshot() ? snapshot()->current : -1);
    updateTexts();
}

void HypothesisTreeView::setEmptyText(const QString &text)
{
    emptyText_ = text;
    viewport()->update();
}

FigureOptions HypothesisTreeView::figureOptions() const
{
    FigureOptions figure;
    figure.view = FigureView::Tree;
    figure.dark = options_.style.dark;
    figure.font = options_.font;
    figure.tree = options_;
    figure.tree.hovered = -1;
    figure.snapshot = snapshot();
    return figure;
}

void HypothesisTreeView::setCurrentStep(int step)
{
    const bool onPath = step >= 0 && step < static_cast<int>(path_.size());
    setCurrentNode(onPath ? path_[static_cast<std::size_t>(step)] : 0);
}

TreeOptions HypothesisTreeView::treeOptions() const
{
    TreeOptions options = options_;
    options.focused = hasFocus() ? selected_ : -1;
    return options;
}

QSize HypothesisTreeView::sizeHint() const { return {640, 360}; }
QSize HypothesisTreeView::minimumSizeHint() const { return {240, 160}; }

void HypothesisTreeView::setCurrentNode(int node)
{
    if (!exists(node))
        node = -1;
    if (node == options_.currentNode)
        return;
    options_.currentNode = node;
    selected_ = node;
    expandTo(node);
    reveal(node);
    viewport()->update();
    updateTexts();
}

void HypothesisTreeView::setHighlightedSource(int source)
{
    if (source == options_.highlightedSource)
        return;
    options_.highlightedSource = source;
    viewport()->update();
}

void HypothesisTreeView::setCollapsed(int node, bool collapsed)
{
    if (!exists(node) || painter_.children(node).empty() || collapsed == isCollapsed(node))
        return;
    if (collapsed)
        options_.collapsed.insert(node);
    else
        options_.collapsed.erase(node);
    // The keyboard does not stay on what is hidden.
    if (collapsed && exists(selected_) && painter_.isBelow(selected_, node))
        selected_ = node;
    setHovered(-1);
    relayout();
    reveal(node);
    updateTexts();
}

void HypothesisTreeView::expandAll()
{
    options_.collapsed.clear();
    relayout();
    updateTexts();
}

// Expands every ancestor of a node.
void HypothesisTreeView::expandTo(int node)
{
    bool expanded = false;
    while (exists(node) && (node = painter_.parent(node)) >= 0)
        expanded = options_.collapsed.erase(node) > 0 || expanded;
    if (expanded)
        relayout();
}

void HypothesisTreeView::zoomIn() { zoomAt(1.25, layout_.area.center()); }
void HypothesisTreeView::zoomOut() { zoomAt(1 / 1.25, layout_.area.center()); }

void HypothesisTreeView::resetZoom()
{
    zoomTo(1, layout_.area.center());
    reveal(options_.currentNode);
}

void HypothesisTreeView::fit()
{
    if (painter_.nodes() == 0)
        return;
    const QRectF whole = padded(maximumViewportSize());
    const double fits = std::min(whole.width() / layout_.size.width(), whole.height() / layout_.size.height());
    zoom_ = std::clamp(0.999 * fits, kSmallestZoom, 1.0);
    relayout();
}

void HypothesisTreeView::zoomAt(double factor, QPointF anchor) { zoomTo(zoom_ * factor, anchor); }

void HypothesisTreeView::zoomTo(double zoom, QPointF anchor)
{
    if (painter_.nodes() == 0)
        return;
    // The point of the tree under the anchor stays there.
    const QPointF place = layout_.transform().inverted().map(anchor);
    zoom_ = std::clamp(zoom, kSmallestZoom, kLargestZoom);
    relayout();
    const QPointF moved = layout_.transform().map(place) - anchor;
    horizontalScrollBar()->setValue(static_cast<int>(std::lround(horizontalScrollBar()->value() + moved.x())));
    verticalScrollBar()->setValue(static_cast<int>(std::lround(verticalScrollBar()->value() + moved.y())));
}

QRectF HypothesisTreeView::area() const { return padded(viewport()->size()); }

void HypothesisTreeView::relayout()
{
    if (layingOut_)
        return;
    layingOut_ = true;
    // A tree that fits without scroll bars gets none; otherwise they shrink the viewport, which settles in two rounds.
    if (painter_.layout(padded(maximumViewportSize()), {}, zoom_, options_).maximumScroll().isNull()) {
        horizontalScrollBar()->setRange(0, 0);
        verticalScrollBar()->setRange(0, 0);
    }
    for (int round = 0; round < 3; ++round) {
        const QSize before = viewport()->size();
        layout_ = painter_.layout(area(), {}, zoom_, options_);
        const QPointF most = layout_.maximumScroll();
        const int step = 3 * basePixels(options_.font);
        horizontalScrollBar()->setRange(0, static_cast<int>(std::ceil(most.x())));
        horizontalScrollBar()->setPageStep(std::max(1, static_cast<int>(layout_.area.width())));
        horizontalScrollBar()->setSingleStep(step);
        verticalScrollBar()->setRange(0, static_cast<int>(std::ceil(most.y())));
        verticalScrollBar()->setPageStep(std::max(1, static_cast<int>(layout_.area.height())));
        verticalScrollBar()->setSingleStep(step);
        if (viewport()->size() == before)
            break;
    }
    layout_.scroll = QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    layingOut_ = false;
    viewport()->update();
}

void HypothesisTreeView::styleChanged()
{
    options_.style = Style::fromPalette(palette());
    options_.font = QWidget::font();
    options_.font.setPixelSize(basePixels(QWidget::font()));
    relayout();
}

void HypothesisTreeView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), options_.style.background);
    lastPaint_ = {};
    if (painter_.nodes() > 0) {
        lastPaint_ = painter_.paint(painter, layout_, treeOptions(), event->rect());
        return;
    }
    painter.setFont(options_.font);
    painter.setPen(options_.style.mutedText);
    painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap,
                     emptyText_.isEmpty() ? tr("Type a sentence and step: every word and every branch is a node here.")
                                          : emptyText_);
}

void HypothesisTreeView::resizeEvent(QResizeEvent *event)
{
    TraceView::resizeEvent(event);
    relayout();
}

void HypothesisTreeView::scrollContentsBy(int, int)
{
    layout_.scroll = QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    viewport()->update();
}

void HypothesisTreeView::reveal(int node)
{
    if (!exists(node) || !layout_.places[static_cast<std::size_t>(node)].shown)
        return;
    const double margin = basePixels(options_.font);
    const QRectF box = layout_.nodeRect(node).adjusted(-margin, -margin, 5 * margin, margin);
    const auto into = [](QScrollBar *bar, double low, double high, double least, double most) {
        if (low < least)
            bar->setValue(static_cast<int>(std::floor(bar->value() + low - least)));
        else if (high > most)
            bar->setValue(static_cast<int>(std::ceil(bar->value() + high - most)));
    };
    into(horizontalScrollBar(), box.left(), box.right(), layout_.area.left(), layout_.area.right());
    into(verticalScrollBar(), box.top(), box.bottom(), layout_.area.top(), layout_.area.bottom());
}

void HypothesisTreeView::setHovered(int node)
{
    if (node == options_.hovered)
        return;
    options_.hovered = node;
    viewport()->update();
    int source = -1;
    if (exists(node)) {
        const auto &masked = snapshot()->nodes[static_cast<std::size_t>(node)].edit.positions;
        source = masked.empty() ? -1 : masked.front();
    }
    if (source == lastSource_)
        return;
    lastSource_ = source;
    emit sourceHovered(source);
}

void HypothesisTreeView::select(int node)
{
    if (node == selected_)
        return;
    selected_ = node;
    reveal(node);
    viewport()->update();
    updateTexts();
}

} // namespace fovea::ui
