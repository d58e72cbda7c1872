#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "ui/render/heatmap/heatmap_painter.h"
#include "ui/views/trace_view.h"

namespace fovea::ui
{

/// The attention matrix: target words in rows, source words in columns. Labels stay in sight while it scrolls.
///
/// Mouse: hover shows a cell, click selects its row, drag pans, wheel scrolls, Ctrl + wheel zooms.
/// Keys: arrows, Home, End, Page Up and Page Down move the selected cell; + - zoom, 0 returns to the automatic size.
class HeatmapView : public TraceView
{
    Q_OBJECT

public:
    /// How the size of a cell is chosen: as large as is comfortable and no smaller than readable, so that all is in
    /// sight, or by the person.
    enum class Zoom { Automatic, Fit, Manual };
    /// A number of a cell's tool tip; not said when it is NaN.
    struct CellNumber {
        QString name;
        double value = 0;
        int decimals = 4;
    };
    using CellNumbers = std::vector<CellNumber>;

    explicit HeatmapView(QWidget *parent = nullptr);
    ~HeatmapView() override;

    /// A null trace shows the empty text. Zoom, colour map and scale are kept.
    void setTrace(std::shared_ptr<const AttentionTrace> trace) override;
    const std::shared_ptr<const AttentionTrace> &trace() const { return painter_.trace(); }

    ColorMapId colorMap() const { return options_.colorMap; }
    ScaleMode scaleMode() const { return options_.scale; }
    bool showValues() const { return options_.showValues; }
    int currentStep() const { return options_.currentRow; }
    /// The source position that the keyboard is on; -1: none.
    int selectedSource() const override { return options_.selected.column; }
    /// Pitch of a cell in pixels.
    QSizeF cellSize() const { return layout_.cell; }
    void setEmptyText(const QString &text) override;
    void setMatrixOptions(const MatrixOptions &options) override;
    /// What an assistive technology calls the view; empty: the built-in name.
    void setName(const QString &name);
    /// The numbers of a cell's tool tip in place of weight and energy, for a matrix of something else.
    void setCellNumbers(std::function<CellNumbers(HeatmapCell)> numbers);

    // For several matrices that are looked at together (HeatmapLock).
    Zoom zoomMode() const { return zoom_; }
    /// The cell that the view would choose by itself, alone.
    QSizeF ownCell() const { return ownCell_; }
    /// The smallest and the largest value, zero included.
    ValueRange values() const { return painter_.values(); }
    double scaleMaximum() const { return options_.scaleMaximum; }
    const HeatmapPainter &painter() const { return painter_; }
    HeatmapOptions heatmapOptions() const { return options_; }

    /// Options with which encodeFigure() draws what the view shows: colours, scale, values, current row, cell size.
    FigureOptions figureOptions() const override;
    /// Where everything is, in viewport coordinates.
    const HeatmapLayout &heatmapLayout() const { return layout_; }
    /// What the last repaint drew.
    PaintCount lastPaint() const { return lastPaint_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    /// Marks the row of this step and scrolls it into view; -1: none.
    void setCurrentStep(int step) override;
    void setColorMap(fovea::ui::ColorMapId id);
    void setScaleMode(fovea::ui::ScaleMode mode);
    void setShowValues(bool show);
    /// Highlights a column for another view that points at this source position; -1: none.
    void setHighlightedSource(int source) override;

    void zoomIn() override;
    void zoomOut() override;
    /// The whole matrix in sight, however small its cells; follows the window's size until the next zoom.
    void fit() override;
    /// Fits as far as the words stay readable; the default.
    void resetZoom() override;

    /// The zoom of another view. `cell` counts in Zoom::Manual.
    void setZoom(fovea::ui::HeatmapView::Zoom zoom, QSizeF cell);
    /// No larger cell is chosen by itself; empty: no limit.
    void setCellLimit(QSizeF cell);
    /// The end of ScaleMode::Maximum; 0: the matrix's own.
    void setScaleMaximum(double maximum);
    /// True: it stands beside others, level with them, and another widget shows the colour bar.
    void setInRow(bool inRow);

signals:
    /// The person zoomed: zoomMode() and cellSize() tell.
    void zoomed();
    /// ownCell() is different.
    void ownCellChanged();
    /// The cell under the pointer or reached by keyboard. Over a label only its own index is set, the other is -1;
    /// (-1, -1) when there is none.
    void cellHovered(int target, int source);

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
    void relayout();
    QSizeF chooseCell() const;
    void updateTexts();
    void setHovered(HeatmapCell cell);
    void select(HeatmapCell cell);
    void ensureVisible(HeatmapCell cell);
    void revealCurrentRow();
    void updateScrollBars();
    void updateCross(HeatmapCell cell);
    HeatmapCell cellUnder(QPointF position) const;
    void paintEmpty(QPainter &painter) const;
    QRectF area() const;
    QString toolTipFor(HeatmapCell cell) const;

    HeatmapPainter painter_;
    HeatmapOptions options_;
    HeatmapLayout layout_;
    PaintCount lastPaint_;
    QString emptyText_;
    QString name_;
    std::function<CellNumbers(HeatmapCell)> cellNumbers_;
    Zoom zoom_ = Zoom::Automatic;
    QSizeF manualCell_;
    QSizeF ownCell_;
    QSizeF cellLimit_;
    bool layingOut_ = false; ///< scroll bars that appear while laying out resize the viewport
};

} // namespace fovea::ui
