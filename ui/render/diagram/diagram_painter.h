#pragma once

#include <memory>

#include <QCoreApplication>

#include "ui/render/diagram/diagram_layout.h"
#include "ui/render/diagram/diagram_options.h"
#include "ui/render/diagram/diagram_text.h"
#include "ui/render/heatmap/heatmap_painter.h"

class QPainter;

namespace fovea::ui
{

enum class DiagramTurn;
struct DiagramJob;

/// What a call of paint() drew: the cost of a repaint is proportional to it.
struct DiagramPaintCount {
    int columns = 0;
    int lines = 0; ///< into the context
};

/// Draws one decoder step as boxes: source words -> h_i -> match -> softmax -> c_t -> GRU -> the next word.
/// Holds what it needs of the trace, taken once: O(steps x columns + d n) to construct.
class DiagramPainter
{
    Q_DECLARE_TR_FUNCTIONS(DiagramPainter)

public:
    explicit DiagramPainter(std::shared_ptr<const AttentionTrace> trace = {});

    const std::shared_ptr<const AttentionTrace> &trace() const { return matrix_.trace(); }
    int columns() const { return matrix_.columns(); }
    const QString &sourceLabel(int column) const { return matrix_.sourceLabel(column); }
    /// NaN where the trace has none.
    double weight(int step, int column) const { return matrix_.weight(step, column); }
    double energy(int step, int column) const { return matrix_.energy(step, column); }
    /// The position with the largest weight of a step; -1: none.
    int strongestColumn(int step) const;
    /// The position whose numbers the equations show: highlighted, selected or strongest.
    int explainedColumn(const DiagramOptions &options) const;

    /// Height of a bar, in [0, 1] of the scale, when all of it is shown.
    double barFraction(const DiagramOptions &options, int column) const;
    /// The colour of a bar: that of the matrix's cell.
    QRgb barColor(const DiagramOptions &options, int column) const;
    /// Pixels of the line from a bar into the context; grows with the weight.
    double lineWidth(const DiagramOptions &options, int column) const;

    DiagramLayout layout(const QRectF &area, QPointF scroll, const DiagramOptions &options) const;
    /// Draws what meets `exposed` and nothing else. Nothing at all without source words.
    DiagramPaintCount paint(QPainter &painter, const DiagramLayout &layout, const DiagramOptions &options,
                            const QRectF &exposed) const;

private:
    const HeatmapOptions &matrixOptions(const DiagramOptions &options) const;
    static DiagramTurn turn(const DiagramOptions &options, Stage stage);
    static double opacity(const DiagramOptions &options, Stage stage);
    void layoutColumns(DiagramLayout &layout, const DiagramOptions &options) const;
    void drawColumn(const DiagramJob &job, int column) const;
    void drawWeight(const DiagramJob &job, int column) const;
    void drawMatch(const DiagramJob &job, int column) const;
    int drawLines(const DiagramJob &job, CellRange columns) const;
    void drawFixedVector(const DiagramJob &job, CellRange columns) const;
    void drawBus(const DiagramJob &job, CellRange columns) const;
    void drawHidden(const DiagramJob &job, CellRange columns) const;
    void drawCaptions(const DiagramJob &job) const;
    void drawConnections(const DiagramJob &job) const;
    void drawBoxes(const DiagramJob &job) const;
    void drawSum(const DiagramJob &job) const;
    void drawStageText(const DiagramJob &job) const;

    HeatmapPainter matrix_;
    mutable HeatmapOptions matrixOptions_; ///< asked for a colour of every bar: not made anew each time
    LabelExtent words_;
    double largestAnnotation_ = 0; ///< |h_i| and c_t share a scale
    double largestState_ = 0;
};

} // namespace fovea::ui
