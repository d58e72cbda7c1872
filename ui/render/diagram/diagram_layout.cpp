#include "ui/render/diagram/diagram_layout.h"

#include <algorithm>
#include <cmath>

namespace fovea::ui
{

QPointF DiagramLayout::maximumScroll() const
{
    return {std::max(0.0, columns * pitch - columnsView.width()), std::max(0.0, height - area.height())};
}

double DiagramLayout::columnCentre(int column) const
{
    const double spare = std::max(0.0, columnsView.width() - columns * pitch);
    return columnsView.left() + spare / 2 + (column + 0.5) * pitch - scroll.x();
}

QRectF DiagramLayout::columnRect(int column) const
{
    return {columnCentre(column) - pitch / 2, columnsView.top(), pitch, columnsView.height()};
}

QRectF DiagramLayout::matchBox(int column) const
{
    return {columnCentre(column) - boxWidth / 2, matchTop, boxWidth, matchHeight};
}

QRectF DiagramLayout::annotationBox(int column) const
{
    return {columnCentre(column) - boxWidth / 2, annotationTop, boxWidth, annotationHeight};
}

QRectF DiagramLayout::wordRect(int column) const
{
    return {columnCentre(column) - pitch / 2, wordTop, pitch, columnsView.bottom() - wordTop};
}

QRectF DiagramLayout::barRect(int column, double fraction) const
{
    constexpr double kThinnest = 1.5;
    const double tall = std::max(kThinnest, std::clamp(fraction, 0.0, 1.0) * (barBase - barTop));
    return {columnCentre(column) - barWidth / 2, barBase - tall, barWidth, tall};
}

std::optional<int> DiagramLayout::columnAt(QPointF point) const
{
    if (columns == 0 || pitch <= 0 || !columnsView.contains(point))
        return std::nullopt;
    const double first = columnCentre(0) - pitch / 2;
    const int column = static_cast<int>(std::floor((point.x() - first) / pitch));
    if (column < 0 || column >= columns)
        return std::nullopt;
    return column;
}

DiagramHit DiagramLayout::hitAt(QPointF point) const
{
    if (const auto column = columnAt(point)) {
        if (point.y() >= annotationTop)
            return {DiagramPart::Word, *column};
        return {point.y() >= matchTop ? DiagramPart::Match : DiagramPart::Weight, *column};
    }
    const std::pair<const QRectF &, DiagramPart> boxes[] = {
        {output, DiagramPart::Output},       {update, DiagramPart::Update},
        {context, DiagramPart::Context},     {previousState, DiagramPart::PreviousState},
        {nextState, DiagramPart::NextState}, {previousWord, DiagramPart::PreviousWord},
    };
    for (const auto &[box, part] : boxes)
        if (box.contains(point))
            return {part, -1};
    return {};
}

CellRange DiagramLayout::visibleColumns(const QRectF &exposed) const
{
    const QRectF seen = exposed & columnsView;
    if (columns == 0 || pitch <= 0 || seen.isEmpty())
        return {};
    const double first = columnCentre(0) - pitch / 2;
    const auto bound = [&](double x) { return std::clamp(x, 0.0, static_cast<double>(columns)); };
    return {static_cast<int>(bound(std::floor((seen.left() - first) / pitch))),
            static_cast<int>(bound(std::ceil((seen.right() - first) / pitch)))};
}

} // namespace fovea::ui
