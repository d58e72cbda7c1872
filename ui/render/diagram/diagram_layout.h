#pragma once

#include <optional>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "ui/render/heatmap/heatmap_layout.h"

namespace fovea::ui
{

/// A drawn part of the diagram of one decoder step.
enum class DiagramPart {
    None,
    Word,          ///< the source word and its annotation h_i
    Match,         ///< the energy e_i
    Weight,        ///< the bar a_i
    Context,       ///< c_t
    PreviousState, ///< z_t
    NextState,     ///< z_{t+1}
    PreviousWord,  ///< y_t
    Update,        ///< the GRU
    Output,        ///< the next word
};

struct DiagramHit {
    DiagramPart part = DiagramPart::None;
    int column = -1; ///< of Word, Match and Weight

    bool operator==(const DiagramHit &) const = default;
};

/// Where everything of a diagram is, in the painter's coordinates (pixels before the device's scale). Data flows
/// upwards: source words at the bottom, the next word on top. Only the columns move with scroll.x(); everything moves
/// with scroll.y().
struct DiagramLayout {
    int columns = 0;
    double pitch = 0;    ///< between the centres of two columns
    double boxWidth = 0; ///< of a column's boxes
    double barWidth = 0;
    int wordPixels = 0; ///< of the font of the source words
    QPointF scroll;
    double height = 0;   ///< of everything, scrolled out of sight or not
    QRectF area;         ///< what was asked for
    QRectF columnsView;  ///< viewport of the columns, from the weights' numbers down to the words
    double axis = 0;     ///< x through context, GRU and next word
    double bus = 0;      ///< x of the line that takes z_t to the match
    double captions = 0; ///< width of the rows' names left of the bus; 0: they do not fit
    QRectF stageText;    ///< the stage and its equation
    QRectF output;
    QRectF update;
    QRectF previousState;
    QRectF nextState;
    QRectF previousWord;
    QRectF context;
    QRectF sum;         ///< text of the weighted sum, right of the context
    double barTop = 0;  ///< of a bar that reaches the scale's end
    double barBase = 0; ///< of every bar
    double matchTop = 0;
    double matchHeight = 0;
    double annotationTop = 0;
    double annotationHeight = 0;
    double wordTop = 0;

    QPointF maximumScroll() const;
    double columnCentre(int column) const;
    /// From the weight's number down to the word; as wide as the pitch.
    QRectF columnRect(int column) const;
    QRectF matchBox(int column) const;
    QRectF annotationBox(int column) const;
    QRectF wordRect(int column) const;
    /// A bar of `fraction` of the scale, in [0, 1]; at least a visible line.
    QRectF barRect(int column, double fraction) const;

    /// The column under a point of the columns' viewport.
    std::optional<int> columnAt(QPointF point) const;
    DiagramHit hitAt(QPointF point) const;
    /// The columns that `exposed` and their viewport have in common.
    CellRange visibleColumns(const QRectF &exposed) const;
};

} // namespace fovea::ui
