#include "ui/render/heatmap/heatmap_image.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace fovea::ui
{

namespace
{

// For every device pixel from `from` on, the cells it covers.
std::vector<CellRange> cellsOfPixels(int pixels, double from, double scale, double start, double pitch, int count)
{
    std::vector<CellRange> ranges(static_cast<std::size_t>(pixels));
    for (int i = 0; i < pixels; ++i) {
        const double low = (from + i / scale - start) / pitch;
        const double high = (from + (i + 1) / scale - start) / pitch;
        // A pixel on the border of two cells that are larger than it belongs to the cell of its middle.
        const bool covers = high - low > 1;
        const int first = static_cast<int>(std::floor(covers ? low : (low + high) / 2));
        const int last = covers ? static_cast<int>(std::ceil(high)) : first + 1;
        ranges[static_cast<std::size_t>(i)] = {std::clamp(first, 0, count - 1), std::clamp(last, 1, count)};
    }
    return ranges;
}

/// The positions on the colour scale that are farthest from its middle, of every column over a range of rows.
class Peaks
{
public:
    Peaks(const HeatmapPainter &heatmap, const HeatmapOptions &options)
        : heatmap_(heatmap), options_(options), middle_(ColorMap(options.colorMap).diverging() ? 0.5 : -1.0),
          positions_(heatmap.columns()), distances_(heatmap.columns())
    {
    }

    void collect(const CellRange &rows, const CellRange &columns)
    {
        positions_.segment(columns.first, columns.size()).setConstant(std::numeric_limits<double>::quiet_NaN());
        distances_.segment(columns.first, columns.size()).setConstant(-1);
        for (int row = rows.first; row < rows.last; ++row)
            add(row, columns);
    }

    /// NaN where there is no weight.
    double position(const CellRange &columns) const
    {
        int farthest = columns.first;
        for (int column = columns.first + 1; column < columns.last; ++column)
            if (distances_[column] > distances_[farthest])
                farthest = column;
        return positions_[farthest];
    }

private:
    void add(int row, const CellRange &columns)
    {
        const Vector &weights = heatmap_.trace()->steps[static_cast<std::size_t>(row)].weights;
        const Index count = std::min<Index>(columns.last, weights.size()) - columns.first;
        if (count <= 0)
            return;
        // As ValueRange::position() and ColorMap::rgb() have it: what is off the scale is at its ends.
        const ValueRange range = heatmap_.range(options_, row);
        const double length = range.maximum - range.minimum;
        row_ = weights.segment(columns.first, count).array().template cast<double>();
        row_ = (row_ - range.minimum) / length;
        auto positions = positions_.segment(columns.first, count);
        auto distances = distances_.segment(columns.first, count);
        away_ = (row_ - middle_).abs();
        positions = (away_ > distances).select(row_, positions); // false for NaN
        distances = (away_ > distances).select(away_, distances);
    }

    const HeatmapPainter &heatmap_;
    const HeatmapOptions &options_;
    double middle_;
    Eigen::ArrayXd positions_;
    Eigen::ArrayXd distances_;
    Eigen::ArrayXd row_, away_;
};

} // namespace

QImage heatmapImage(const HeatmapPainter &heatmap, const HeatmapLayout &layout, const HeatmapOptions &options,
                    const QRectF &visible, QSizeF scale)
{
    const int width = std::max(1, static_cast<int>(std::lround(visible.width() * scale.width())));
    const int height = std::max(1, static_cast<int>(std::lround(visible.height() * scale.height())));
    const int steps = layout.rows - (heatmap.isRowToCome(layout.rows - 1) ? 1 : 0);
    const auto columns = cellsOfPixels(width, visible.left(), scale.width(), layout.matrix.left() - layout.scroll.x(),
                                       layout.cell.width(), layout.columns);
    const auto rows = cellsOfPixels(height, visible.top(), scale.height(), layout.matrix.top() - layout.scroll.y(),
                                    layout.cell.height(), steps);
    const ColorMap map(options.colorMap);
    const CellRange shown{columns.front().first, columns.back().last};
    Peaks peaks(heatmap, options);
    QImage image(width, height, QImage::Format_RGB32);
    CellRange drawn{-1, -1};
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const CellRange rowRange = rows[static_cast<std::size_t>(y)];
        if (rowRange == drawn) { // a cell is taller than a pixel
            std::copy_n(reinterpret_cast<const QRgb *>(image.constScanLine(y - 1)), width, line);
            continue;
        }
        drawn = rowRange;
        peaks.collect(rowRange, shown);
        for (int x = 0; x < width; ++x)
            line[x] = map.rgb(peaks.position(columns[static_cast<std::size_t>(x)]));
    }
    return image;
}

} // namespace fovea::ui
