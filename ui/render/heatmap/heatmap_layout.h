#pragma once

#include <optional>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "ui/render/matrix_options.h"
#include "ui/text/label_text.h"

namespace fovea::ui
{

/// Half-open range of rows or columns.
struct CellRange {
    int first = 0;
    int last = 0; ///< one past

    int size() const { return last - first; }
    bool operator==(const CellRange &) const = default;
};

/// Where everything of a heatmap is, in the painter's coordinates (pixels before the device's scale).
/// Rows are target words, the row to come included; columns are source words.
///
///   x of column j = matrix.left() - scroll.x() + j * cell.width(), and the same downwards
///
/// The label strips and the colour bar do not move with `scroll`: they are sticky by construction.
struct HeatmapLayout {
    int rows = 0;
    int columns = 0;
    QSizeF cell;           ///< pitch, the gap included
    double gap = 0;        ///< between two cells
    double radius = 0;     ///< of a cell's corners
    QPointF scroll;        ///< of the matrix under its viewport
    QRectF matrix;         ///< viewport of the cells
    QRectF sourceLabels;   ///< strip above the matrix
    QRectF targetLabels;   ///< strip left of the matrix
    QRectF colorBar;       ///< the bar itself. Null when there is none
    QRectF colorBarLabels; ///< right of it
    LabelMode sourceMode = LabelMode::Horizontal;
    int sourcePixelSize = 0; ///< of the font
    int targetPixelSize = 0;
    int valuePixelSize = 0;  ///< 0: values do not fit
    double sourceLength = 0; ///< room for a label along its direction
    double targetLength = 0;
    int sourceStride = 1; ///< every how many columns a label fits
    int targetStride = 1;

    /// Pixels of all cells.
    QSizeF contentSize() const { return {columns * cell.width(), rows * cell.height()}; }
    /// The largest useful scroll.
    QPointF maximumScroll() const;
    /// Everything drawn, labels and colour bar included.
    QRectF bounds() const;

    /// The visible part of a cell's pitch minus its gap; not clipped to the viewport.
    QRectF cellRect(int row, int column) const;
    QRectF rowRect(int row) const;
    QRectF columnRect(int column) const;

    /// The cell under a point of the matrix viewport.
    std::optional<HeatmapCell> cellAt(QPointF point) const;
    /// The row under a point of the matrix or of the target label strip.
    std::optional<int> rowAt(QPointF point) const;
    /// The column under a point of the matrix or of the source label strip.
    std::optional<int> columnAt(QPointF point) const;

    /// The rows and columns that `exposed` and the viewport have in common.
    CellRange visibleRows(const QRectF &exposed) const;
    CellRange visibleColumns(const QRectF &exposed) const;
};

} // namespace fovea::ui
