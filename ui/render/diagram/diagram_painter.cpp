#include "ui/render/diagram/diagram_painter.h"

#include <algorithm>
#include <cmath>

#include "ui/render/diagram/diagram_job.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr double kFaint = 0.28; // opacity of what is not computed yet

std::vector<QString> labelsOf(const HeatmapPainter &matrix)
{
    std::vector<QString> labels;
    for (int i = 0; i < matrix.columns(); ++i)
        labels.push_back(matrix.sourceLabel(i));
    return labels;
}

template <typename Values>
double largestOf(const Values &values, double largest)
{
    for (Index j = 0; j < values.cols(); ++j)
        for (Index i = 0; i < values.rows(); ++i)
            if (const double size = std::abs(static_cast<double>(values(i, j))); std::isfinite(size))
                largest = std::max(largest, size);
    return largest;
}

} // namespace

DiagramPainter::DiagramPainter(std::shared_ptr<const AttentionTrace> trace) : matrix_(std::move(trace))
{
    words_ = measureLabels(labelsOf(matrix_), textFont(13));
    if (!this->trace())
        return;
    const AttentionTrace &shown = *this->trace();
    largestAnnotation_ = largestOf(shown.annotations, 0);
    largestState_ = largestOf(shown.initialState, 0);
    for (const AttentionStep &step : shown.steps) {
        largestState_ = largestOf(step.state, largestState_);
        // c_t is inside the hull of the annotations; with none it is a vector of its own.
        if (shown.annotations.size() == 0 || shown.model.match == MatchFunction::None)
            largestAnnotation_ = largestOf(step.context, largestAnnotation_);
    }
}

int DiagramPainter::strongestColumn(int step) const
{
    int strongest = -1;
    double largest = 0;
    for (int i = 0; i < columns(); ++i)
        if (const double w = weight(step, i); w > largest) {
            largest = w;
            strongest = i;
        }
    return strongest;
}

int DiagramPainter::explainedColumn(const DiagramOptions &options) const
{
    for (const int column : {options.highlightedColumn, options.selectedColumn})
        if (column >= 0 && column < columns())
            return column;
    return strongestColumn(options.step);
}

const HeatmapOptions &DiagramPainter::matrixOptions(const DiagramOptions &options) const
{
    matrixOptions_.colorMap = options.colorMap;
    matrixOptions_.scale = options.scale;
    return matrixOptions_;
}

double DiagramPainter::barFraction(const DiagramOptions &options, int column) const
{
    const double value = weight(options.step, column);
    const double most = matrix_.range(matrixOptions(options), options.step).maximum;
    return value > 0 && most > 0 ? std::min(1.0, value / most) : 0;
}

QRgb DiagramPainter::barColor(const DiagramOptions &options, int column) const
{
    return matrix_.cellColor(matrixOptions(options), options.step, column);
}

double DiagramPainter::lineWidth(const DiagramOptions &options, int column) const
{
    const double value = weight(options.step, column);
    const double em = basePixels(options.font);
    return value > 0 ? (0.06 + 1.2 * std::min(1.0, value)) * em : 0.03 * em;
}

QColor valueColor(double value, double largest, const Style &style)
{
    const double strength = largest > 0 && std::isfinite(value) ? std::min(1.0, std::abs(value) / largest) : 0;
    const double inset = style.dark ? 0.3 : 0.1; // the ends of the map are too dark for a dark surface
    const QColor end = ColorMap(ColorMapId::Diverging).color(value < 0 ? inset : 1 - inset);
    const QColor zero = style.dark ? style.gridLine : style.background;
    const auto mix = [&](int from, int to) { return static_cast<int>(std::lround(from + strength * (to - from))); };
    return {mix(zero.red(), end.red()), mix(zero.green(), end.green()), mix(zero.blue(), end.blue())};
}

DiagramTurn DiagramPainter::turn(const DiagramOptions &options, Stage stage)
{
    if (!options.stage || stage < *options.stage)
        return DiagramTurn::Plain;
    return stage == *options.stage ? DiagramTurn::Lit : DiagramTurn::ToCome;
}

double DiagramPainter::opacity(const DiagramOptions &options, Stage stage)
{
    switch (turn(options, stage)) {
    case DiagramTurn::Plain:
        return 1;
    case DiagramTurn::Lit:
        return kFaint + (1 - kFaint) * std::clamp(options.progress, 0.0, 1.0);
    case DiagramTurn::ToCome:
        return kFaint;
    }
    return 1;
}

DiagramPaintCount DiagramPainter::paint(QPainter &painter, const DiagramLayout &layout, const DiagramOptions &options,
                                        const QRectF &exposed) const
{
    DiagramPaintCount count;
    if (columns() == 0)
        return count;
    const AttentionTrace &shown = *trace();
    DiagramJob job{painter,
                   layout,
                   options,
                   shown,
                   DiagramText(shown, options.step),
                   static_cast<double>(basePixels(options.font)),
                   hasAttention(shown),
                   matrix_.strongestColumns(options.step)};
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const CellRange visible = layout.visibleColumns(layout.columnsView);
    drawBus(job, visible);
    painter.save();
    const QRectF view = layout.columnsView;
    painter.setClipRect(QRectF(view.left(), layout.output.top(), view.width(), view.bottom() - layout.output.top()),
                        Qt::IntersectClip);
    if (!job.attention)
        drawFixedVector(job, visible);
    else if (exposed.top() < layout.barBase && exposed.bottom() > layout.context.bottom())
        count.lines = drawLines(job, visible);
    const CellRange columns = layout.visibleColumns(exposed);
    for (int i = columns.first; i < columns.last; ++i)
        drawColumn(job, i);
    count.columns = columns.size();
    painter.restore();
    drawHidden(job, visible);
    drawCaptions(job);
    drawConnections(job);
    drawBoxes(job);
    drawSum(job);
    drawStageText(job);
    painter.restore();
    return count;
}

} // namespace fovea::ui
