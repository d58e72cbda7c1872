// The part of OverlayView that says where the picture is: zoom and scroll bars.
#include "ui/views/overlay_view.h"

#include <algorithm>
#include <cmath>

#include <QScrollBar>

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 16;
constexpr double kLargestZoom = 64;
constexpr double kZoomStep = 1.25;

} // namespace

void OverlayView::zoomIn() { zoomAt(kZoomStep, layout_.viewport.center()); }
void OverlayView::zoomOut() { zoomAt(1 / kZoomStep, layout_.viewport.center()); }

void OverlayView::fit()
{
    zoom_ = 1;
    focus_ = {0.5, 0.5};
    relayout();
}

void OverlayView::zoomAt(double factor, QPointF anchor)
{
    if (painter_.isEmpty())
        return;
    const double zoom = std::clamp(zoom_ * factor, 1.0, kLargestZoom);
    if (zoom == zoom_)
        return;
    // The point of the picture under the anchor stays there.
    const QPointF place = layout_.toPicture(anchor);
    const QPointF share(std::clamp(place.x() / layout_.original.width(), 0.0, 1.0),
                        std::clamp(place.y() / layout_.original.height(), 0.0, 1.0));
    zoom_ = zoom;
    focus_ = share;
    relayout();
    const QPointF middle = layout_.viewport.center();
    focus_ = QPointF(share.x() - (anchor.x() - middle.x()) / layout_.picture.width(),
                     share.y() - (anchor.y() - middle.y()) / layout_.picture.height());
    relayout();
}

QRectF OverlayView::area() const
{
    return QRectF(viewport()->rect()).adjusted(kPadding, kPadding, -kPadding, -kPadding / 2);
}

void OverlayView::relayout()
{
    if (layingOut_)
        return;
    layingOut_ = true;
    // A scroll bar that comes or goes changes the viewport.
    for (int round = 0; round < 3; ++round) {
        const QSize before = viewport()->size();
        layout_ = painter_.layout(area(), options_, zoom_, focus_, step_);
        const QSizeF hidden = layout_.picture.size() - layout_.viewport.size();
        const auto arrange = [](QScrollBar *bar, double most, double page, double value) {
            bar->setRange(0, static_cast<int>(std::lround(std::max(0.0, most))));
            bar->setPageStep(std::max(1, static_cast<int>(page)));
            bar->setSingleStep(std::max(8, static_cast<int>(page / 12)));
            bar->setValue(static_cast<int>(std::lround(value)));
        };
        arrange(horizontalScrollBar(), hidden.width(), layout_.viewport.width(),
                layout_.viewport.left() - layout_.picture.left());
        arrange(verticalScrollBar(), hidden.height(), layout_.viewport.height(),
                layout_.viewport.top() - layout_.picture.top());
        if (viewport()->size() == before)
            break;
    }
    layingOut_ = false;
    viewport()->update();
}

void OverlayView::scrollContentsBy(int, int)
{
    if (layingOut_ || layout_.picture.isEmpty())
        return;
    const QSizeF drawn = layout_.picture.size();
    focus_ = QPointF((horizontalScrollBar()->value() + layout_.viewport.width() / 2) / drawn.width(),
                     (verticalScrollBar()->value() + layout_.viewport.height() / 2) / drawn.height());
    layout_ = painter_.layout(area(), options_, zoom_, focus_, step_);
    viewport()->update();
}

void OverlayView::resizeEvent(QResizeEvent *event)
{
    TraceView::resizeEvent(event);
    relayout();
}

} // namespace fovea::ui
