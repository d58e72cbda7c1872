#pragma once

#include <memory>
#include <vector>

#include <QCoreApplication>
#include <QImage>

#include "core/types/attention.h"
#include "core/types/grid_geometry.h"
#include "ui/render/color_bar.h"
#include "ui/render/overlay/attention_field.h"
#include "ui/render/overlay/overlay_layout.h"
#include "ui/render/overlay/overlay_options.h"
#include "ui/render/picture.h"

class QPainter;

namespace fovea::ui
{

/// Draws the weights of one step over the picture they belong to. Keeps what does not change between two repaints: the
/// picture at the size last drawn and the coloured map of every step; for one thread.
class OverlayPainter
{
    Q_DECLARE_TR_FUNCTIONS(OverlayPainter)

public:
    /// Without a picture an empty sheet with square cells stands for it. An empty geometry covers the whole picture
    /// with the trace's rows and columns; one that does not fit the trace's source does so, too.
    explicit OverlayPainter(std::shared_ptr<const AttentionTrace> trace = {},
                            std::shared_ptr<const Picture> picture = {}, const GridGeometry &grid = {});

    const std::shared_ptr<const AttentionTrace> &trace() const { return trace_; }
    const std::shared_ptr<const Picture> &picture() const { return picture_; }
    const GridGeometry &grid() const { return grid_; }
    /// Pixels of the picture, or of the sheet that stands for it.
    QSizeF pictureSize() const { return size_; }
    /// Nothing to draw: no picture, and no trace over a grid.
    bool isEmpty() const { return size_.isEmpty(); }
    int steps() const { return trace_ ? static_cast<int>(trace_->steps.size()) : 0; }
    int cells() const { return grid_.rows * grid_.columns; }

    /// Weights shown in place of the trace's for one step while a person tries others; an empty vector ends that.
    void setPreview(int step, const Vector &weights);
    /// One per cell; null where the step has none that fit the grid.
    const Vector *weights(int step) const;
    double weight(int step, int cell) const; ///< NaN where there is none
    double energy(int step, int cell) const; ///< NaN where there is none
    /// The cell with the largest weight; -1: none.
    int strongestCell(int step) const;

    /// The ends of the colour scale: of what is drawn, so for a smooth map of the blurred values.
    ValueRange range(const OverlayOptions &options, int step) const;
    ColorBarTicks ticks(const OverlayOptions &options, int step) const;
    /// Colour and opacity of a cell in mode Cells, not premultiplied.
    QColor cellColor(const OverlayOptions &options, int step, int cell) const;
    /// The line of mode Contour, in cells: of the blurred field, or around whole cells when sigma is 0.
    QPainterPath contour(const OverlayOptions &options, int step) const;

    /// The picture in `area`: at zoom 1 all of it, as large as it fits; zoomed in, `focus` (0 to 1 across and down) is
    /// in the middle of the viewport as far as that leaves no margin.
    OverlayLayout layout(const QRectF &area, const OverlayOptions &options, double zoom = 1, QPointF focus = {0.5, 0.5},
                         int step = -1) const;
    /// The picture with exactly this rectangle, alone: a panel of a gallery.
    OverlayLayout panel(const QRectF &rectangle) const;

    /// Draws picture, weights of `step` (-1: none), marks, colour bar and note as far as they meet `exposed`.
    void paint(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options, int step,
               const QRectF &exposed) const;
    /// Picture, weights and marks only.
    void paintPanel(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options, int step) const;

private:
    /// What a coloured map was made with.
    struct MapKey {
        OverlayChoice choice;
        ColorMapId colorMap = ColorMapId::Viridis;
        double maximum = -1;
        int version = -1;
        bool operator==(const MapKey &) const = default;
    };
    struct Map {
        MapKey key;
        QImage image;
        QPainterPath line; ///< of mode Contour, in cells
    };

    const Matrix &field(double sigma, int step) const;
    double largestOfField(double sigma, int step) const;
    double largestShown(const OverlayOptions &options, int step) const;
    void prepareEnlarger(double sigma) const;
    QImage makeMap(const OverlayOptions &options, int step) const;
    const Map &map(const OverlayOptions &options, int step) const;
    QImage makeDimming(const OverlayOptions &options, int step) const;
    QRgb mapColor(const OverlayOptions &options, const ColorMap &colors, double position) const;
    QString note(const OverlayOptions &options, int step) const;

    void paintPicture(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options) const;
    void paintWeights(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options, int step) const;
    void paintMap(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options, int step) const;
    void paintCells(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options, int step) const;
    void paintContour(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options, int step) const;
    void paintDimmedCells(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options,
                          int step) const;
    void paintUnseen(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options) const;
    void paintGrid(QPainter &painter, const OverlayLayout &layout) const;
    void paintMarks(QPainter &painter, const OverlayLayout &layout, const OverlayOptions &options) const;

    std::shared_ptr<const AttentionTrace> trace_;
    std::shared_ptr<const Picture> picture_;
    GridGeometry grid_;
    QSizeF size_;
    int previewStep_ = -1;
    Vector preview_;
    int version_ = 0; ///< of the preview

    // Kept between repaints.
    mutable QImage scaled_;
    mutable QRectF scaledSource_;
    mutable FieldEnlarger enlarger_;
    mutable Matrix field_; ///< of fieldStep_ with enlarger_
    mutable int fieldStep_ = -1;
    mutable std::vector<double> largest_; ///< of every step's field; < 0: not known yet
    mutable std::vector<Map> maps_;       ///< per step
};

} // namespace fovea::ui
