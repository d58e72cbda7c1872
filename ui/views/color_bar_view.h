#pragma once

#include <QWidget>

#include "ui/render/heatmap/heatmap_painter.h"

namespace fovea::ui
{

/// The colour bar of several matrices with one scale.
class ColorBarView : public QWidget
{
    Q_OBJECT

public:
    explicit ColorBarView(QWidget *parent = nullptr);

    /// Takes colours, range and ticks from one of the matrices.
    void showScaleOf(const HeatmapPainter &heatmap, const HeatmapOptions &options);
    ValueRange range() const { return range_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateTexts();
    QFont textSize() const;

    ColorMap map_;
    ValueRange range_;
    ColorBarTicks ticks_;
};

} // namespace fovea::ui
