#pragma once

#include <memory>

#include <QAbstractScrollArea>

#include "ui/render/figure.h"
#include "ui/render/heatmap_painter.h"

namespace fovea::ui
{

/// The attention matrix: target words in rows, source words in columns. Labels stay in sight while it scrolls.
///
/// Mouse: hover shows a cell, click selects its row, drag pans, wheel scrolls, Ctrl + wheel zooms.
/// Keys: arrows, Home, End, Page Up and Page Down move the selected cell; + - zoom, 0 returns to the automatic size.
class HeatmapView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit HeatmapView(QWidget *parent = nullptr);
    ~HeatmapView() override;

    /// A null trace shows the empty text. Zoom, colour map and scale are kept.
    void setTrace(std::shared_ptr<const AttentionTrace> trace);
    const std::shared_ptr<const AttentionTrace> &trace() const { return painter_.trace(); }

    ColorMapId colorMap() const { return options_.colorMap; }
    ScaleMode scaleMode() const { return options_.scale; }
    bool showValues() const { return options_.showValues; }
    int currentStep() const { return options_.currentRow; }
    /// Pitch of a cell in pixels.
    QSizeF cellSize() const { return layout_.cell; }
    /// Text shown while there is no trace; replaces the built-in one.
    void setEmptyText(const QString &text);

    /// Options with which exportFigure() draws what the view shows: colours, scale, values, current row, cell size.
    FigureOptions figureOptions() const;
    /// Where everything is, in viewport coordinates.
    const HeatmapLayout &heatmapLayout() const { return layout_; }
    /// What the last repaint drew.
    PaintCount lastPaint() const { return lastPaint_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    /// Marks the row of this step and scrolls it into view; -1: none.
    void setCurrentStep(int step);
    void setColorMap(fovea::ui::ColorMapId id);
    void setScaleMode(fovea::ui::ScaleMode mode);
    void setShowValues(bool show);
    /// Highlights a column for another view that points at this source position; -1: none.
    void setHighlightedSource(int source);

    void zoomIn();
    void zoomOut();
    /// The whole matrix in sight, however small its cells; follows the window's size until the next zoom.
    void fit();
    /// Fits as far as the words stay readable; the default.
    void resetZoom();

signals:
    /// The cell under the pointer or reached by keyboard. Over a label only its own index is set, the other is -1;
    /// (-1, -1) when there is none.
    void cellHovered(int target, int source);
    /// The person chose this step's row.
    void stepSelected(int step);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Zoom { Automatic, Fit, Manual };

    void relayout();
    void updateStyle();
    void updateTexts();
    void setHovered(HeatmapCell cell);
    void select(HeatmapCell cell);
    void ensureVisible(HeatmapCell cell);
    void revealCurrentRow();
    void zoomBy(double factor, QPointF anchor);
    void updateScrollBars();
    void updateCross(HeatmapCell cell);
    void pointAt(QPointF position, QPoint global);
    HeatmapCell cellUnder(QPointF position) const;
    bool moveSelection(int key);
    void paintEmpty(QPainter &painter) const;
    QRectF area() const;
    QString toolTipFor(HeatmapCell cell) const;

    HeatmapPainter painter_;
    HeatmapOptions options_;
    HeatmapLayout layout_;
    PaintCount lastPaint_;
    QString emptyText_;
    Zoom zoom_ = Zoom::Automatic;
    QSizeF manualCell_;
    QPoint pressed_;
    QPoint pressedScroll_;
    bool panning_ = false;
    bool layingOut_ = false; ///< scroll bars that appear while laying out resize the viewport
};

} // namespace fovea::ui
