#pragma once

#include <memory>

#include "ui/render/overlay/gallery_painter.h"
#include "ui/views/trace_view.h"

namespace fovea::ui
{

/// One small overlay per word. A click goes to the word's step.
///
/// Mouse: hover shows the word, wheel scrolls, Ctrl + wheel zooms.
/// Keys: arrows, Home, End, Page Up and Page Down move to another word; + - zoom, 0 returns to the size that fits.
class GalleryView : public TraceView
{
    Q_OBJECT

public:
    explicit GalleryView(QWidget *parent = nullptr);
    ~GalleryView() override;

    /// A null trace leaves the picture alone; without a picture either the empty text is shown.
    void setTrace(std::shared_ptr<const AttentionTrace> trace) override;
    /// `grid` in pixels of the picture.
    void setPicture(std::shared_ptr<const Picture> picture, const GridGeometry &grid);
    const std::shared_ptr<const AttentionTrace> &trace() const { return painter_.overlay().trace(); }
    const std::shared_ptr<const Picture> &picture() const { return painter_.overlay().picture(); }

    int currentStep() const { return options_.currentStep; }
    int hoveredStep() const { return options_.hoveredStep; }
    const OverlayChoice &choice() const { return options_.overlay.choice; }
    ColorMapId colorMap() const { return options_.overlay.colorMap; }
    ScaleMode scaleMode() const { return options_.overlay.scale; }
    int highlightedSource() const { return options_.overlay.highlighted; }
    /// Pixels of a panel's picture.
    double panelWidth() const { return width_; }
    void setEmptyText(const QString &text) override;
    void setMatrixOptions(const MatrixOptions &options) override;
    FigureOptions figureOptions() const override;

    const GalleryPainter &painter() const { return painter_; }
    const GalleryOptions &galleryOptions() const { return options_; }
    /// Where everything is, in viewport coordinates before scrolling.
    const GalleryLayout &galleryLayout() const { return layout_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    /// Marks the panel of this step and scrolls it into view; -1: none.
    void setCurrentStep(int step) override;
    void setColorMap(fovea::ui::ColorMapId id);
    void setScaleMode(fovea::ui::ScaleMode mode);
    void setChoice(const fovea::ui::OverlayChoice &choice);
    /// Lights a cell in every panel for another view that points at it; -1: none.
    void setHighlightedSource(int source) override;
    /// What is tried for a step in place of the trace's weights; empty: nothing.
    void setDraft(int step, const Vector &weights);

    void zoomIn() override;
    void zoomOut() override;
    /// The size with which all panels are in sight, as far as they stay readable.
    void fit() override;

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

private:
    void rebuild(std::shared_ptr<const AttentionTrace> trace, std::shared_ptr<const Picture> picture);
    void relayout();
    void updateTexts();
    void setHovered(int step);
    void revealCurrent();
    void zoomBy(double factor);
    int stepByKey(int key) const;
    QString toolTipFor(int step) const;
    QRectF area() const;

    GalleryPainter painter_;
    GalleryOptions options_;
    GalleryLayout layout_;
    GridGeometry grid_;
    QString emptyText_;
    double width_ = 0;
    double manualWidth_ = 0; ///< 0: the width that fits
    bool layingOut_ = false;
};

} // namespace fovea::ui
