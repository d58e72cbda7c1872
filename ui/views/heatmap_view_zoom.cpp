#include <algorithm>
#include <cmath>

#include <QScrollBar>

#include "ui/views/heatmap_view.h"

namespace fovea::ui
{

namespace
{

constexpr double kSmallestCell = 0.5;
constexpr double kLargestCell = 160;
constexpr double kZoomStep = 1.25;

// In pixels of ordinary text: the largest cell chosen by itself, and the smallest whose words can be read.
constexpr double kComfortableCell = 4.77;
constexpr double kReadableCell = 1.7;

} // namespace

void HeatmapView::zoomIn() { zoomAt(kZoomStep, layout_.matrix.center()); }
void HeatmapView::zoomOut() { zoomAt(1 / kZoomStep, layout_.matrix.center()); }

void HeatmapView::fit()
{
    zoom_ = Zoom::Fit;
    relayout();
    emit zoomed();
}

void HeatmapView::resetZoom()
{
    zoom_ = Zoom::Automatic;
    relayout();
    revealCurrentRow();
    emit zoomed();
}

void HeatmapView::setZoom(Zoom zoom, QSizeF cell)
{
    if (zoom == zoom_ && (zoom != Zoom::Manual || cell == manualCell_))
        return;
    zoom_ = zoom;
    manualCell_ = cell;
    relayout();
}

void HeatmapView::setCellLimit(QSizeF cell)
{
    if (cell == cellLimit_)
        return;
    cellLimit_ = cell;
    relayout();
}

QSizeF HeatmapView::chooseCell() const
{
    const double base = basePixels(options_.font);
    const double least = zoom_ == Zoom::Fit ? kSmallestCell : std::round(kReadableCell * base);
    // Room for the words to come, so that the cells keep their size while the matrix grows.
    const bool growing = trace() && !trace()->complete && zoom_ == Zoom::Automatic;
    const int reserved = growing ? static_cast<int>(std::ceil(0.7 * painter_.columns())) : 0;
    return painter_.fittingCell(area().size(), least, std::round(kComfortableCell * base), options_, reserved);
}

void HeatmapView::zoomAt(double factor, QPointF anchor)
{
    if (painter_.columns() == 0)
        return;
    const QSizeF old = layout_.cell;
    const double smaller = std::min(old.width(), old.height());
    const double larger = std::max(old.width(), old.height());
    factor = std::clamp(factor, std::min(1.0, kSmallestCell / smaller), std::max(1.0, kLargestCell / larger));
    // The point of the matrix under the anchor stays there.
    const QPointF cells((anchor.x() - layout_.matrix.left() + layout_.scroll.x()) / old.width(),
                        (anchor.y() - layout_.matrix.top() + layout_.scroll.y()) / old.height());
    manualCell_ = old * factor;
    zoom_ = Zoom::Manual;
    relayout();
    horizontalScrollBar()->setValue(
        static_cast<int>(std::lround(cells.x() * layout_.cell.width() - anchor.x() + layout_.matrix.left())));
    verticalScrollBar()->setValue(
        static_cast<int>(std::lround(cells.y() * layout_.cell.height() - anchor.y() + layout_.matrix.top())));
    emit zoomed();
}

} // namespace fovea::ui
