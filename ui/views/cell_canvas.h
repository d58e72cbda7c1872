#pragma once

#include <vector>

#include <QPointF>

#include "core/types/matrix.h"

namespace fovea::ui
{

/// Weights of a grid while a person paints them. What is painted saturates, so that going over a region twice does not
/// starve the others; weights() is what the model gets: renormalized, 0 at what is masked.
class CellCanvas
{
public:
    /// Nothing is tried.
    CellCanvas() = default;
    CellCanvas(int rows, int columns);

    bool isEmpty() const { return paint_.size() == 0; }
    int rows() const { return rows_; }
    int columns() const { return columns_; }

    /// Starts from weights, the largest of them full. They must be rows * columns and have one > 0.
    void setWeights(const Vector &weights);
    void setAllOn(int cell);
    void setMasked(const std::vector<int> &cells);
    /// A touch of a round brush: `place` and `radius` in cells, (0.5, 0.5) is the middle of the first. Wiping takes
    /// away instead; it never takes the last of the weight. Returns whether anything changed.
    bool dab(QPointF place, double radius, bool wipe);

    /// rows * columns, sum 1; all 0 while nothing is painted.
    Vector weights() const;
    bool hasWeight() const;

private:
    int rows_ = 0;
    int columns_ = 0;
    Vector paint_; ///< in [0, 1]
    std::vector<int> masked_;
};

/// The cells of the rectangle that two of them span, increasing.
std::vector<int> cellsOfRectangle(int first, int second, int columns);

} // namespace fovea::ui
