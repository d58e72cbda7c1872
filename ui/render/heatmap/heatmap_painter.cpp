#include "ui/render/heatmap/heatmap_painter.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

ValueRange rangeOf(const Vector &weights)
{
    ValueRange range{0, 0};
    for (Index i = 0; i < weights.size(); ++i) {
        const double value = static_cast<double>(weights[i]);
        if (!std::isfinite(value))
            continue;
        range.minimum = std::min(range.minimum, value);
        range.maximum = std::max(range.maximum, value);
    }
    return range;
}

double weightOrNaN(const Vector &values, int column)
{
    return column >= 0 && column < values.size() ? static_cast<double>(values[column]) : kNaN;
}

} // namespace

HeatmapPainter::HeatmapPainter(std::shared_ptr<const AttentionTrace> trace) : trace_(std::move(trace)), range_{0, 0}
{
    if (!trace_)
        return;
    hasAttention_ = ui::hasAttention(*trace_);
    for (Index i = 0; i < trace_->source.size(); ++i)
        sourceLabels_.push_back(ui::sourceLabel(*trace_, i));
    for (std::size_t t = 0; t < trace_->steps.size(); ++t) {
        targetLabels_.push_back(ui::targetLabel(*trace_, static_cast<Index>(t)));
        rowRange_.push_back(rangeOf(trace_->steps[t].weights));
        range_.minimum = std::min(range_.minimum, rowRange_.back().minimum);
        range_.maximum = std::max(range_.maximum, rowRange_.back().maximum);
    }
    if (!trace_->complete)
        targetLabels_.push_back(QStringLiteral("\u2026"));
}

bool HeatmapPainter::isRowToCome(int row) const { return trace_ && row == static_cast<int>(trace_->steps.size()); }

double HeatmapPainter::weight(int row, int column) const
{
    if (row < 0 || static_cast<std::size_t>(row) >= rowRange_.size())
        return kNaN;
    if (column >= columns())
        return kNaN;
    return weightOrNaN(trace_->steps[static_cast<std::size_t>(row)].weights, column);
}

double HeatmapPainter::energy(int row, int column) const
{
    if (row < 0 || static_cast<std::size_t>(row) >= rowRange_.size())
        return kNaN;
    if (column >= columns())
        return kNaN;
    return weightOrNaN(trace_->steps[static_cast<std::size_t>(row)].energies, column);
}

ValueRange HeatmapPainter::range(const HeatmapOptions &options, int row) const
{
    ValueRange range = range_;
    if (options.scale == ScaleMode::Unit)
        range = {range_.minimum < 0 ? -1.0 : 0.0, 1.0};
    else if (options.scale == ScaleMode::PerRow && row >= 0 && static_cast<std::size_t>(row) < rowRange_.size())
        range = rowRange_[static_cast<std::size_t>(row)];
    else if (options.scale == ScaleMode::PerRow)
        range = {range_.minimum < 0 ? -1.0 : 0.0, 1.0};
    if (options.scale == ScaleMode::Maximum) {
        const auto end = [&options](double value) {
            return options.scaleMaximum > 0 ? options.scaleMaximum : roundUpForScale(value);
        };
        range.maximum = range.maximum > 0 ? end(range.maximum) : 0.0;
        range.minimum = range.minimum < 0 ? -end(-range.minimum) : 0.0;
    }
    if (!(range.maximum > range.minimum))
        range = {0.0, 1.0};
    if (ColorMap(options.colorMap).diverging()) {
        const double bound = std::max(range.maximum, -range.minimum);
        range = {-bound, bound};
    }
    return range;
}

ColorBarTicks HeatmapPainter::ticks(const HeatmapOptions &options) const
{
    const ValueRange whole = range(options);
    if (options.scale != ScaleMode::PerRow)
        return colorBarTicks(whole);
    ColorBarTicks ends{{0.0, whole.maximum}, {QStringLiteral("0"), tr("row max")}};
    if (whole.minimum < 0) {
        ends.values.insert(ends.values.begin(), whole.minimum);
        ends.texts.prepend(QChar(0x2212) + tr("row max"));
    }
    return ends;
}

QRgb HeatmapPainter::cellColor(const HeatmapOptions &options, int row, int column) const
{
    return ColorMap(options.colorMap).rgb(range(options, row).position(weight(row, column)));
}

std::vector<int> HeatmapPainter::strongestColumns(int row) const
{
    std::vector<int> strongest;
    if (row < 0 || static_cast<std::size_t>(row) >= rowRange_.size())
        return strongest;
    const Vector &weights = trace_->steps[static_cast<std::size_t>(row)].weights;
    const auto count = static_cast<int>(std::min<Index>(weights.size(), columns()));
    const double largest = rowRange_[static_cast<std::size_t>(row)].maximum;
    const double mean = count > 0 ? static_cast<double>(weights.sum()) / count : 0.0;
    for (int column = 0; column < count; ++column) {
        const double value = weightOrNaN(weights, column);
        if (value > 0 && value >= 0.5 * largest && (count <= 2 ? value == largest : value >= 1.3 * mean))
            strongest.push_back(column);
    }
    std::stable_sort(strongest.begin(), strongest.end(), [&weights](int a, int b) { return weights[a] > weights[b]; });
    return strongest;
}

} // namespace fovea::ui
