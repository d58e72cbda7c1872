#include <algorithm>

#include "ui/views/heatmap_view.h"

namespace fovea::ui
{

void HeatmapView::pointAway() { setHovered({}); }

void HeatmapView::clickAt(QPointF position)
{
    const HeatmapCell cell = cellUnder(position);
    if (cell.row < 0 || cell.row >= painter_.rows() || painter_.isRowToCome(cell.row))
        return;
    if (cell.column >= 0)
        select(cell);
    emit stepSelected(cell.row);
}

void HeatmapView::languageChanged()
{
    updateTexts();
    relayout();
}

bool HeatmapView::moveByKey(int key)
{
    const int steps = trace() ? static_cast<int>(trace()->steps.size()) : 0;
    if (steps == 0 || painter_.columns() == 0)
        return false;
    const int page = std::max(1, static_cast<int>(layout_.matrix.height() / layout_.cell.height()) - 1);
    const auto strongest = painter_.strongestColumns(options_.currentRow);
    const bool first = !options_.selected.valid();
    HeatmapCell cell = options_.selected;
    if (first)
        cell = {std::clamp(options_.currentRow, 0, steps - 1), strongest.empty() ? 0 : strongest.front()};
    switch (key) {
    case Qt::Key_Up:
        --cell.row;
        break;
    case Qt::Key_Down:
        ++cell.row;
        break;
    case Qt::Key_Left:
        cell.column -= first ? 0 : 1;
        break;
    case Qt::Key_Right:
        cell.column += first ? 0 : 1;
        break;
    case Qt::Key_Home:
        cell.row = 0;
        break;
    case Qt::Key_End:
        cell.row = steps - 1;
        break;
    case Qt::Key_PageUp:
        cell.row -= page;
        break;
    case Qt::Key_PageDown:
        cell.row += page;
        break;
    default:
        return false;
    }
    cell.row = std::clamp(cell.row, 0, steps - 1);
    cell.column = std::clamp(cell.column, 0, painter_.columns() - 1);
    select(cell);
    if (cell.row != options_.currentRow)
        emit stepSelected(cell.row);
    return true;
}

void HeatmapView::select(HeatmapCell cell)
{
    if (cell == options_.selected)
        return;
    updateCross(options_.selected);
    options_.selected = cell;
    updateCross(cell);
    ensureVisible(cell);
    updateTexts();
    if (cell != options_.hovered) {
        emit cellHovered(cell.row, cell.column);
        emit sourceHovered(cell.column);
    }
}

} // namespace fovea::ui
