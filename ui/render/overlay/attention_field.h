#pragma once

#include <vector>

#include <QPainterPath>

#include "core/types/matrix.h"

namespace fovea::ui
{

/// The weights of a grid as a surface to look at: enlarged with linear interpolation, then blurred with a Gaussian, as
/// in Show, Attend and Tell (there 14 x 14 to 224 x 224, sigma 20 pixels = 1.25 cells). Values stay weights per cell
/// and their total is kept: beyond the border both continue as if mirrored there.
class FieldEnlarger
{
public:
    FieldEnlarger() = default;
    /// `sigma` of the Gaussian in cells, >= 0.
    FieldEnlarger(int rows, int columns, double sigma);

    int rows() const { return rows_; }
    int columns() const { return columns_; }
    double sigma() const { return sigma_; }
    /// Samples along a side of a cell, the same in both directions.
    int samplesPerCell() const { return samples_; }

    /// (columns * samplesPerCell) x (rows * samplesPerCell): sample (x, y) lies at ((x + 0.5) / samplesPerCell,
    /// (y + 0.5) / samplesPerCell) cells from the top left corner. `weights` has rows * columns values.
    Matrix enlarge(const Vector &weights) const;

private:
    int rows_ = 0;
    int columns_ = 0;
    double sigma_ = 0;
    int samples_ = 1;
    Matrix across_; ///< (columns * samples) x columns
    Matrix down_;   ///< (rows * samples) x rows
};

/// The fewest cells that together hold the share p in (0, 1] of the weight, largest first. Empty when nothing is > 0.
std::vector<int> smallestRegion(const Vector &weights, double p);
/// How much of the weight the largest cells hold: `fraction` of all cells, at least one. In [0, 1].
double shareOfLargest(const Vector &weights, double fraction);
/// The level above which the field holds the share p of its total; infinity when nothing is > 0.
double levelOfShare(const Matrix &field, double p);

/// Outline of a set of cells, in cells: (0, 0) is the grid's top left corner.
QPainterPath outlineOfCells(const std::vector<int> &cells, int columns);
/// Closed lines where the field (samplesPerCell samples a cell) has this value, in cells; the field ends at its border.
QPainterPath outlineOfLevel(const Matrix &field, int samplesPerCell, double level);

} // namespace fovea::ui
