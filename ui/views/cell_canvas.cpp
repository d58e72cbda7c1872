#include "ui/views/cell_canvas.h"

#include <algorithm>
#include <cmath>

namespace fovea::ui
{

namespace
{

constexpr double kStrength = 0.5; // of a touch in the middle of the brush

} // namespace

CellCanvas::CellCanvas(int rows, int columns)
    : rows_(rows), columns_(columns), paint_(Vector::Zero(static_cast<Index>(rows) * columns))
{
}

void CellCanvas::setWeights(const Vector &weights)
{
    paint_ = weights.cwiseMax(Scalar(0)) / weights.maxCoeff();
    setMasked(masked_);
}

void CellCanvas::setAllOn(int cell)
{
    if (std::find(masked_.begin(), masked_.end(), cell) != masked_.end())
        return;
    paint_.setZero();
    paint_[cell] = 1;
}

void CellCanvas::setMasked(const std::vector<int> &cells)
{
    masked_ = cells;
    for (const int cell : masked_)
        if (cell >= 0 && cell < paint_.size())
            paint_[cell] = 0;
}

bool CellCanvas::dab(QPointF place, double radius, bool wipe)
{
    const Vector before = paint_;
    const double sigma = std::max(0.25, radius / 2);
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < columns_; ++column) {
            const double x = column + 0.5 - place.x();
            const double y = row + 0.5 - place.y();
            const double squared = x * x + y * y;
            // The cell under the pointer is always touched, however small the brush.
            const bool under = std::abs(x) <= 0.5 && std::abs(y) <= 0.5;
            if (squared > radius * radius && !under)
                continue;
            const double touch = under ? 1.0 : std::exp(-0.5 * squared / (sigma * sigma));
            Scalar &value = paint_[row * columns_ + column];
            value =
                std::clamp(value + static_cast<Scalar>((wipe ? -kStrength : kStrength) * touch), Scalar(0), Scalar(1));
        }
    setMasked(masked_);
    if (wipe && !hasWeight())
        paint_ = before;
    return paint_ != before;
}

bool CellCanvas::hasWeight() const { return paint_.size() > 0 && paint_.sum() > 0; }

Vector CellCanvas::weights() const { return hasWeight() ? Vector(paint_ / paint_.sum()) : paint_; }

std::vector<int> cellsOfRectangle(int first, int second, int columns)
{
    const auto [top, bottom] = std::minmax({first / columns, second / columns});
    const auto [left, right] = std::minmax({first % columns, second % columns});
    std::vector<int> cells;
    for (int row = top; row <= bottom; ++row)
        for (int column = left; column <= right; ++column)
            cells.push_back(row * columns + column);
    return cells;
}

} // namespace fovea::ui
