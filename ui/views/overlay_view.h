#pragma once

#include <memory>
#include <vector>

#include "core/types/tree_action.h"
#include "ui/render/overlay/overlay_painter.h"
#include "ui/views/cell_canvas.h"
#include "ui/views/trace_view.h"

namespace fovea::ui
{

/// What the pointer does to a picture.
enum class OverlayTool {
    Look,   ///< hover, drag to pan
    Paint,  ///< draw attention with a brush; the right button or Shift wipes it away
    Region, ///< all attention on one region
    Mask,   ///< drag a rectangle of regions that take no part
};

inline constexpr std::array kOverlayTools{OverlayTool::Look, OverlayTool::Paint, OverlayTool::Region,
                                          OverlayTool::Mask};

/// The picture with the attention of one step on it. Hover shows a region; with another tool than Look the person says
/// where the step should have looked instead.
///
/// Mouse: as the tool says; the middle button always pans, wheel scrolls, Ctrl + wheel zooms.
/// Keys: arrows move over the regions, Home and End to the first and the last of a row, Page Up and Page Down to the
/// word before and after; V, B, R and M ask for a tool, Space uses it on the region, Enter applies what was painted,
/// Escape takes it back; + - zoom, 0 shows the whole picture.
class OverlayView : public TraceView
{
    Q_OBJECT

public:
    explicit OverlayView(QWidget *parent = nullptr);
    ~OverlayView() override;

    /// A null trace leaves the picture alone; without a picture either the empty text is shown. Zoom is kept for the
    /// same picture, what is being tried for a longer output over the same grid.
    void setTrace(std::shared_ptr<const AttentionTrace> trace) override;
    /// `grid` in pixels of the picture.
    void setPicture(std::shared_ptr<const Picture> picture, const GridGeometry &grid);
    const std::shared_ptr<const AttentionTrace> &trace() const { return painter_.trace(); }
    const std::shared_ptr<const Picture> &picture() const { return painter_.picture(); }
    const GridGeometry &grid() const { return grid_; }

    int currentStep() const { return step_; }
    const OverlayChoice &choice() const { return options_.choice; }
    ColorMapId colorMap() const { return options_.colorMap; }
    ScaleMode scaleMode() const { return options_.scale; }
    OverlayTool tool() const { return tool_; }
    bool isEditable() const { return editable_; }
    int highlightedSource() const { return options_.highlighted; }
    int hoveredCell() const { return options_.hovered; }
    int selectedCell() const { return selected_; }
    int selectedSource() const override { return selected_; }
    double zoom() const { return zoom_; }
    /// Text shown while there is neither a picture nor a trace over a grid.
    void setEmptyText(const QString &text) override;
    void setMatrixOptions(const MatrixOptions &options) override;
    FigureOptions figureOptions() const override;
    /// Cells that take no part in the current step, drawn as such; what is painted leaves them out.
    void setMaskedCells(std::vector<int> cells);
    /// What is tried for a step in place of the trace's weights; empty: nothing.
    void setDraft(int step, const Vector &weights);
    /// Lines below the picture; empty: none.
    void setCaption(const QString &text);
    /// The frame of the empty view says that what is dragged may be dropped.
    void setDropHighlighted(bool highlighted);
    bool hasDraft() const { return !canvas_.isEmpty(); }

    const OverlayPainter &painter() const { return painter_; }
    const OverlayLayout &overlayLayout() const { return layout_; }
    /// The options of the next repaint.
    OverlayOptions overlayOptions() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void setCurrentStep(int step) override;
    void setColorMap(fovea::ui::ColorMapId id);
    void setScaleMode(fovea::ui::ScaleMode mode);
    void setChoice(const fovea::ui::OverlayChoice &choice);
    /// Lights a cell for another view that points at it; -1: none.
    void setHighlightedSource(int source) override;
    void setTool(fovea::ui::OverlayTool tool);
    /// False for a trace that came from a file: there is no decoder to try other weights with.
    void setEditable(bool editable);
    /// Radius of the brush in cells.
    void setBrushRadius(double cells);

    void zoomIn() override;
    void zoomOut() override;
    /// The whole picture.
    void fit() override;
    void applyDraft();
    void cancelDraft();

signals:
    /// Weights (n, sum 1) to try in the step; edits with the same `gesture` are one stroke.
    void weightsPreviewed(int step, const fovea::Vector &weights, int gesture);
    /// Make a branch of these weights.
    void weightsEdited(int step, const fovea::Vector &weights);
    /// Make a branch in which these cells take no part.
    void positionsMasked(int step, const std::vector<int> &positions, fovea::MaskReach reach);
    /// What was tried is given up.
    void draftCancelled();
    /// The person wants another tool.
    void toolRequested(fovea::ui::OverlayTool tool);
    /// The empty view was clicked, or Enter pressed on it.
    void pictureRequested();

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
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void relayout();
    void rebuild(std::shared_ptr<const AttentionTrace> trace, std::shared_ptr<const Picture> picture);
    void updateTexts();
    void updateCursor();
    void setHovered(int cell);
    void select(int cell);
    void updateCell(int cell);
    void announce();
    void beginTool(QPointF position, bool wiping);
    void continueTool(QPointF position);
    void endTool();
    void useToolOn(int cell);
    void dab(QPointF position);
    void showDraft();
    bool canEdit() const;
    QPointF cellPlace(QPointF position) const;
    QString toolTipFor(int cell) const;
    QString description() const;
    void paintEmpty(QPainter &painter) const;
    QRectF area() const;

    OverlayPainter painter_;
    OverlayOptions options_;
    OverlayLayout layout_;
    GridGeometry grid_;
    QString emptyText_;
    int step_ = -1;
    int selected_ = -1;
    int lastSource_ = -1; ///< of the last sourceHovered()
    double zoom_ = 1;
    QPointF focus_{0.5, 0.5}; ///< of the picture, what is in the middle
    bool layingOut_ = false;
    bool dropHighlighted_ = false;

    OverlayTool tool_ = OverlayTool::Look;
    bool editable_ = true;
    double brush_ = 1.5;
    CellCanvas canvas_; ///< of step_; empty: nothing is tried
    int gesture_ = 0;
    bool usingTool_ = false;
    bool wiping_ = false;
    QPointF lastDab_;
    int firstCorner_ = -1; ///< cell where a mask's rectangle began
};

/// "row 11, column 8", counted from 1.
QString cellName(int cell, int columns);

} // namespace fovea::ui
