#include <algorithm>
#include <cmath>

#include "ui/render/heatmap/heatmap_painter.h"

// Where the parts of a heatmap go: fonts that fit, strips for the labels, the colour bar.

namespace fovea::ui
{

namespace
{

constexpr double kFoot = 4;       // below the matrix, for the outline of the last row
constexpr double kSlant = 0.7071; // sine and cosine of 45 degrees

int scaledPixels(double pixels, double low, double high)
{
    return static_cast<int>(std::lround(std::clamp(pixels, low, std::max(low, high))));
}

int strideFor(double need, double pitch) { return std::max(1, static_cast<int>(std::ceil(need / pitch - 1e-6))); }

// Whole pixels, or multiples of 1/1024 for tiny cells: sums of pitches are exact, so that what fits does not scroll by
// the last bit of a rounding.
double wholePixels(double pitch) { return pitch >= 6 ? std::floor(pitch) : std::floor(pitch * 1024) / 1024; }

} // namespace

const HeatmapPainter::Extents &HeatmapPainter::extents(const QFont &font) const
{
    if (!extents_ || extents_->font != font)
        extents_ = Extents{font, measureLabels(sourceLabels_, font), measureLabels(targetLabels_, font)};
    return *extents_;
}

void HeatmapPainter::chooseSourceLabels(HeatmapLayout &layout, const HeatmapOptions &options, double room) const
{
    const LabelExtent &extent = extents(options.font).source;
    const int base = basePixels(options.font);
    const double pitch = layout.cell.width();
    const double smallest = std::max(8.0, 0.7 * base);
    const double longest = std::max(3.0 * base, std::min(10.0 * base, 0.4 * room));
    const double foot = std::round(0.75 * base);
    double height = 0;
    int pixels = static_cast<int>(std::lround(1.4 * base));
    while (pixels > 0.85 * base && extent.widest * pixels + 6 > pitch)
        --pixels;
    if (extent.widest * pixels + 6 <= pitch) {
        layout.sourceMode = LabelMode::Horizontal;
        layout.sourceLength = pitch;
        height = kLineHeight * pixels;
    } else if (extent.mostlyUpright) {
        pixels = scaledPixels(0.62 * pitch, smallest, 1.4 * base);
        layout.sourceMode = LabelMode::Stacked;
        layout.sourceLength = std::min(extent.tallest * pixels + 1, longest);
        layout.sourceStride = strideFor(1.15 * pixels, pitch);
        height = layout.sourceLength;
    } else {
        pixels = scaledPixels(0.62 * pitch, smallest, base);
        layout.sourceLength = std::min(extent.widest * pixels + 1, longest);
        const bool slanted = kSlant * pitch >= 1.15 * pixels;
        layout.sourceMode = slanted ? LabelMode::Slanted : LabelMode::Vertical;
        layout.sourceStride = slanted ? 1 : strideFor(1.15 * pixels, pitch);
        height = slanted ? kSlant * (layout.sourceLength + pixels) : layout.sourceLength;
    }
    layout.sourcePixelSize = pixels;
    layout.sourceLabels.setHeight(std::ceil(height + foot));
}

void HeatmapPainter::chooseTargetLabels(HeatmapLayout &layout, const HeatmapOptions &options, double room) const
{
    const LabelExtent &extent = extents(options.font).target;
    const int base = basePixels(options.font);
    const double pitch = layout.cell.height();
    const double longest = std::max(3.0 * base, std::min(14.0 * base, 0.35 * room));
    layout.targetPixelSize = scaledPixels(0.62 * pitch, std::max(8.0, 0.7 * base), 1.23 * base);
    layout.targetStride = strideFor(1.15 * layout.targetPixelSize, pitch);
    layout.targetLength = std::clamp(extent.widest * layout.targetPixelSize + 1, 2.0 * base, longest);
    layout.targetLabels.setWidth(std::ceil(layout.targetLength + base));
}

void HeatmapPainter::chooseValues(HeatmapLayout &layout, const HeatmapOptions &options) const
{
    if (!options.showValues || !hasAttention_)
        return;
    const int base = basePixels(options.font);
    const double inside = std::min(layout.cell.width(), layout.cell.height());
    const double ems = range_.minimum < 0 ? 2.95 : 2.35; // "−0.00", "0.00"
    for (int pixels = scaledPixels(0.18 * inside, std::ceil(0.7 * base), base); pixels >= 0.7 * base; --pixels)
        if (ems * pixels + 4 <= layout.cell.width() - layout.gap && 1.3 * pixels <= layout.cell.height() - layout.gap) {
            layout.valuePixelSize = pixels;
            return;
        }
}

// Everything but the places: sizes of cells, fonts and strips, and the margins they need around the matrix.
HeatmapLayout HeatmapPainter::labelled(QSizeF area, QSizeF cell, const HeatmapOptions &options, Margins &margins) const
{
    HeatmapLayout layout;
    layout.rows = rows();
    layout.columns = columns();
    layout.cell = cell;
    const double smaller = std::min(cell.width(), cell.height());
    layout.gap = smaller >= 24 ? 2 : smaller >= 12 ? 1 : 0;
    layout.radius = smaller >= 24 ? 3 : smaller >= 16 ? 2 : 0;
    chooseSourceLabels(layout, options, area.height());
    chooseTargetLabels(layout, options, area.width());
    chooseValues(layout, options);
    const double base = basePixels(options.font);
    margins = {layout.targetLabels.width(), layout.sourceLabels.height(), 4};
    if (options.showColorBar && hasAttention_) {
        layout.colorBar.setWidth(std::ceil(1.1 * base));
        layout.colorBarLabels.setWidth(colorBarLabelWidth(ticks(options).texts, options.font));
        margins.right = std::ceil(2.2 * base) + layout.colorBar.width() + layout.colorBarLabels.width();
    }
    if (layout.sourceMode == LabelMode::Slanted)
        margins.right = std::max(margins.right, std::ceil(kSlant * layout.sourceLength - 0.3 * cell.width()));
    return layout;
}

HeatmapLayout HeatmapPainter::layout(const QRectF &area, QSizeF cell, const HeatmapOptions &options) const
{
    Margins margins;
    HeatmapLayout layout = labelled(area.size(), cell, options, margins);
    const QSizeF content = layout.contentSize();
    const double base = basePixels(options.font);
    const double width = std::clamp(area.width() - margins.left - margins.right, 0.0, content.width());
    const double height = std::clamp(area.height() - margins.top - kFoot, 0.0, content.height());
    double left = area.left() + margins.left;
    double top = area.top() + margins.top;
    if (std::isfinite(area.width()))
        left += std::floor(std::max(0.0, area.width() - margins.left - width - margins.right) / 2);
    if (std::isfinite(area.height()) && !options.atTop)
        top += std::floor(std::clamp((area.height() - margins.top - height) / 3, 0.0, 2.0 * base));
    layout.matrix = {left, top, width, height};
    const double overhang = layout.sourceMode == LabelMode::Slanted ? margins.right : 0.0;
    layout.sourceLabels = {left, top - margins.top, width + overhang, layout.sourceLabels.height()};
    layout.targetLabels = {left - margins.left, top, layout.targetLabels.width(), height};
    if (layout.colorBar.width() > 0) {
        const double room = std::max(height, area.bottom() - top - 0.7 * base);
        const double tall = std::min(std::clamp(content.height() - layout.gap, 8.0 * base, 23.0 * base), room);
        const double x = left + width + std::ceil(2.2 * base);
        layout.colorBar = {x, top, layout.colorBar.width(), tall};
        layout.colorBarLabels = {layout.colorBar.right(), top - 0.6 * base, layout.colorBarLabels.width(),
                                 tall + 1.2 * base};
    }
    return layout;
}

QSizeF HeatmapPainter::fittingCell(QSizeF area, double minimum, double maximum, const HeatmapOptions &options,
                                   int reservedRows) const
{
    const int tall = std::max({1, rows(), reservedRows});
    const int wide = std::max(1, columns());
    const auto solve = [&](const Margins &margins) {
        double width = std::clamp((area.width() - margins.left - margins.right) / wide, minimum, maximum);
        double height = std::clamp((area.height() - margins.top - kFoot) / tall, minimum, maximum);
        height = std::min(height, std::max(minimum, 1.25 * width));
        width = std::min(width, std::max(minimum, 1.6 * height));
        return QSizeF(wholePixels(width), wholePixels(height));
    };
    // Smaller cells have smaller labels, which leave more room for cells: the search may go to and fro. After four
    // rounds it takes the larger margins of all, which can only shrink the cells further.
    QSizeF cell(maximum, maximum);
    QSizeF best;
    Margins most;
    for (int round = 0; round < 8; ++round) {
        Margins margins;
        labelled(area, cell, options, margins);
        const bool fits = wide * cell.width() + margins.left + margins.right <= area.width() &&
                          tall * cell.height() + margins.top + kFoot <= area.height();
        if (fits && cell.width() * cell.height() > best.width() * best.height())
            best = cell;
        if (round >= 4 && !best.isEmpty())
            break;
        most = {std::max(margins.left, most.left), std::max(margins.top, most.top),
                std::max(margins.right, most.right)};
        const QSizeF next = solve(round < 4 ? margins : most);
        if (next == cell)
            break;
        cell = next;
    }
    if (!best.isEmpty())
        return best;
    return cell;
}

} // namespace fovea::ui
