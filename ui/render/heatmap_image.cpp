#include "ui/render/heatmap_image.h"

#include <algorithm>
#include <cmath>
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
    const double middle = map.diverging() ? 0.5 : -1.0;
    std::vector<ValueRange> ranges(static_cast<std::size_t>(steps));
    for (int row = rows.front().first; row < rows.back().last; ++row)
        ranges[static_cast<std::size_t>(row)] = heatmap.range(options, row);

    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const CellRange rowRange = rows[static_cast<std::size_t>(y)];
        for (int x = 0; x < width; ++x) {
            const CellRange columnRange = columns[static_cast<std::size_t>(x)];
            double shown = std::nan("");
            for (int row = rowRange.first; row < rowRange.last; ++row)
                for (int column = columnRange.first; column < columnRange.last; ++column) {
                    const double position = ranges[static_cast<std::size_t>(row)].position(heatmap.weight(row, column));
                    if (std::isnan(shown) || std::abs(position - middle) > std::abs(shown - middle))
                        shown = position;
                }
            line[x] = map.rgb(shown);
        }
    }
    return image;
}

} // namespace fovea::ui
