#pragma once

#include <vector>

#include <QObject>

#include "ui/views/heatmap_view.h"

namespace fovea::ui
{

/// Keeps matrices that are looked at together alike: one zoom, one size of cells, one scroll position, one end of the
/// colour scale. A matrix that ends earlier than the others stays at its end.
class HeatmapLock : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The views that are alike from now on; those left out go their own way again.
    void setViews(const std::vector<HeatmapView *> &views);
    /// Computes the end of the colour scale again, after a trace was set.
    void shareScale();
    /// The common end of the scale; 0 when no view has a weight.
    double scaleMaximum() const { return scaleMaximum_; }

private:
    void follow(const HeatmapView &leader);
    void scrollAlong(const HeatmapView &leader);
    void shareCell();

    std::vector<HeatmapView *> views_;
    double scaleMaximum_ = 0;
    bool following_ = false; ///< what the followers report is an echo
};

} // namespace fovea::ui
