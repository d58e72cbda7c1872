#include "ui/views/heatmap_lock.h"

#include <algorithm>

#include <QScopedValueRollback>
#include <QScrollBar>

namespace fovea::ui
{

void HeatmapLock::setViews(const std::vector<HeatmapView *> &views)
{
    if (views == views_)
        return;
    for (HeatmapView *view : views_) {
        view->disconnect(this);
        view->horizontalScrollBar()->disconnect(this);
        view->verticalScrollBar()->disconnect(this);
        if (std::find(views.begin(), views.end(), view) == views.end()) {
            view->setCellLimit({});
            view->setScaleMaximum(0);
        }
    }
    const bool hadViews = !views_.empty();
    const HeatmapView *leader = hadViews ? views_.front() : nullptr;
    const HeatmapView::Zoom zoom = leader ? leader->zoomMode() : HeatmapView::Zoom::Automatic;
    const QSizeF cell = leader ? leader->cellSize() : QSizeF();
    views_ = views;
    for (HeatmapView *view : views_) {
        connect(view, &HeatmapView::zoomed, this, [this, view] { follow(*view); });
        connect(view, &HeatmapView::ownCellChanged, this, &HeatmapLock::shareCell);
        for (const QScrollBar *bar : {view->horizontalScrollBar(), view->verticalScrollBar()})
            connect(bar, &QScrollBar::valueChanged, this, [this, view] { scrollAlong(*view); });
        if (hadViews)
            view->setZoom(zoom, cell);
    }
    shareCell();
    shareScale();
}

void HeatmapLock::shareScale()
{
    double largest = 0;
    for (const HeatmapView *view : views_) {
        const ValueRange values = view->values();
        largest = std::max({largest, values.maximum, -values.minimum});
    }
    scaleMaximum_ = largest > 0 ? roundUpForScale(largest) : 0.0;
    for (HeatmapView *view : views_)
        view->setScaleMaximum(scaleMaximum_);
}

void HeatmapLock::follow(const HeatmapView &leader)
{
    if (following_)
        return;
    {
        const QScopedValueRollback guard(following_, true);
        for (HeatmapView *view : views_)
            if (view != &leader)
                view->setZoom(leader.zoomMode(), leader.cellSize());
    }
    shareCell();
    scrollAlong(leader);
}

// The cell of the view with the least room.
void HeatmapLock::shareCell()
{
    if (following_)
        return;
    const QScopedValueRollback guard(following_, true);
    QSizeF smallest;
    for (const HeatmapView *view : views_)
        if (view->trace() && view->zoomMode() != HeatmapView::Zoom::Manual)
            smallest = smallest.isEmpty() ? view->ownCell() : smallest.boundedTo(view->ownCell());
    for (HeatmapView *view : views_)
        view->setCellLimit(smallest);
}

void HeatmapLock::scrollAlong(const HeatmapView &leader)
{
    if (following_)
        return;
    const QScopedValueRollback guard(following_, true);
    for (HeatmapView *view : views_) {
        if (view == &leader)
            continue;
        view->horizontalScrollBar()->setValue(leader.horizontalScrollBar()->value());
        view->verticalScrollBar()->setValue(leader.verticalScrollBar()->value());
    }
}

} // namespace fovea::ui
