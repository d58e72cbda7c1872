#pragma once

#include <memory>
#include <optional>

#include <QCoreApplication>
#include <QFont>

#include "ui/render/diagram_layout.h"
#include "ui/render/diagram_text.h"
#include "ui/render/heatmap_painter.h"

class QPainter;

namespace fovea::ui
{

/// How a diagram is to look; the same on the screen and in a file.
struct DiagramOptions {
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum; ///< of the bars, the same as the matrix's
    int step = -1;
    std::optional<Stage> stage; ///< the lit one: later ones are drawn faint; none: the whole step
    double progress = 1;        ///< of the lit stage's appearance, in [0, 1]
    int highlightedColumn = -1; ///< under the pointer, here or in another view
    int selectedColumn = -1;    ///< by keyboard
    Style style = Style::lightTheme();
    QFont font = textFont(13);
};

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
    /// The colour of a value in a strip whose scale ends at `largest`.
    static QColor valueColor(double value, double largest, const Style &style);

    DiagramLayout layout(const QRectF &area, QPointF scroll, const DiagramOptions &options) const;
    /// Draws what meets `exposed` and nothing else. Nothing at all without source words.
    DiagramPaintCount paint(QPainter &painter, const DiagramLayout &layout, const DiagramOptions &options,
                            const QRectF &exposed) const;

private:
    /// How far a stage is: drawn faintly before its turn, lit at it, plain after it.
    enum class Turn { Plain, Lit, ToCome };
    struct Job;

    const HeatmapOptions &matrixOptions(const DiagramOptions &options) const;
    static Turn turn(const DiagramOptions &options, Stage stage);
    static double opacity(const DiagramOptions &options, Stage stage);
    void layoutColumns(DiagramLayout &layout, const DiagramOptions &options) const;
    void drawColumn(const Job &job, int column) const;
    void drawWeight(const Job &job, int column) const;
    void drawMatch(const Job &job, int column) const;
    int drawLines(const Job &job, CellRange columns) const;
    void drawFixedVector(const Job &job, CellRange columns) const;
    void drawBus(const Job &job, CellRange columns) const;
    void drawHidden(const Job &job, CellRange columns) const;
    void drawCaptions(const Job &job) const;
    void drawConnections(const Job &job) const;
    void drawBoxes(const Job &job) const;
    void drawSum(const Job &job) const;
    void drawStageText(const Job &job) const;

    HeatmapPainter matrix_;
    mutable HeatmapOptions matrixOptions_; ///< asked for a colour of every bar: not made anew each time
    LabelExtent words_;
    double largestAnnotation_ = 0; ///< |h_i| and c_t share a scale
    double largestState_ = 0;
};

} // namespace fovea::ui
