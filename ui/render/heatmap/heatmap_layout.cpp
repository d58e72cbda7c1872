#include "ui/render/heatmap/heatmap_layout.h"

#include <algorithm>
#include <cmath>

namespace fovea::ui
{

namespace
{

// The cells k with start + k * pitch < to and start + (k + 1) * pitch > from.
CellRange overlap(double from, double to, double start, double pitch, int count)
{
    if (count <= 0 || pitch <= 0 || to <= from)
        return {};
    const double first = std::floor((from - start) / pitch);
    const double last = std::ceil((to - start) / pitch);
    CellRange range{static_cast<int>(std::clamp(first, 0.0, double(count))),
                    static_cast<int>(std::clamp(last, 0.0, double(count)))};
    return range.last > range.first ? range : CellRange{};
}

std::optional<int> indexAt(double position, double start, double pitch, int count)
{
    if (pitch <= 0)
        return std::nullopt;
    const double k = std::floor((position - start) / pitch);
    if (!(k >= 0 && k < count))
        return std::nullopt;
    return static_cast<int>(k);
}

bool within(double value, double low, double high) { return value >= low && value < high; }

} // namespace

QPointF HeatmapLayout::maximumScroll() const
{
    const QSizeF content = contentSize();
    return {std::max(0.0, content.width() - matrix.width()), std::max(0.0, content.height() - matrix.height())};
}

QRectF HeatmapLayout::bounds() const { return matrix | sourceLabels | targetLabels | colorBar | colorBarLabels; }

QRectF HeatmapLayout::cellRect(int row, int column) const
{
    const double x = matrix.left() - scroll.x() + column * cell.width();
    const double y = matrix.top() - scroll.y() + row * cell.height();
    return {x, y, cell.width() - gap, cell.height() - gap};
}

QRectF HeatmapLayout::rowRect(int row) const
{
    const QRectF first = cellRect(row, 0);
    return {first.left(), first.top(), columns * cell.width() - gap, first.height()};
}

QRectF HeatmapLayout::columnRect(int column) const
{
    const QRectF first = cellRect(0, column);
    return {first.left(), first.top(), first.width(), rows * cell.height() - gap};
}

std::optional<HeatmapCell> HeatmapLayout::cellAt(QPointF point) const
{
    const auto column = indexAt(point.x(), matrix.left() - scroll.x(), cell.width(), columns);
    const auto row = indexAt(point.y(), matrix.top() - scroll.y(), cell.height(), rows);
    if (!row || !column || !within(point.x(), matrix.left(), matrix.right()) ||
        !within(point.y(), matrix.top(), matrix.bottom()))
        return std::nullopt;
    return HeatmapCell{*row, *column};
}

std::optional<int> HeatmapLayout::rowAt(QPointF point) const
{
    if (!within(point.y(), matrix.top(), matrix.bottom()) || !within(point.x(), targetLabels.left(), matrix.right()))
        return std::nullopt;
    return indexAt(point.y(), matrix.top() - scroll.y(), cell.height(), rows);
}

std::optional<int> HeatmapLayout::columnAt(QPointF point) const
{
    if (!within(point.x(), matrix.left(), matrix.right()) || !within(point.y(), sourceLabels.top(), matrix.bottom()))
        return std::nullopt;
    return indexAt(point.x(), matrix.left() - scroll.x(), cell.width(), columns);
}

CellRange HeatmapLayout::visibleRows(const QRectF &exposed) const
{
    return overlap(std::max(exposed.top(), matrix.top()), std::min(exposed.bottom(), matrix.bottom()),
                   matrix.top() - scroll.y(), cell.height(), rows);
}

CellRange HeatmapLayout::visibleColumns(const QRectF &exposed) const
{
    return overlap(std::max(exposed.left(), matrix.left()), std::min(exposed.right(), matrix.right()),
                   matrix.left() - scroll.x(), cell.width(), columns);
}

} // namespace fovea::ui
