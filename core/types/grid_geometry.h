#pragma once

#include <algorithm>

namespace fovea
{

/// Where a grid of annotation vectors lies on the picture it was made from. All lengths are pixels of the original
/// picture (upright, after EXIF rotation); x grows to the right, y downwards, and pixel (0, 0) covers [0, 1) x [0, 1).
struct GridGeometry {
    /// A rectangle [left, left + width) x [top, top + height).
    struct Cell {
        double left = 0;
        double top = 0;
        double width = 0;
        double height = 0;
    };

    // What of the picture the network saw. Preprocessing may cut a part away, so it can be smaller than the picture.
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
    int rows = 0;
    int columns = 0;

    /// The equal share of the rectangle that belongs to the annotation of row r, column c, which is at r * columns + c.
    Cell cell(int r, int c) const
    {
        return {left + width * c / columns, top + height * r / rows, width / columns, height / rows};
    }

    /// r * columns + c of the cell at a point; -1 outside of the grid.
    int cellAt(double x, double y) const
    {
        if (rows <= 0 || columns <= 0 || !(x >= left && x < left + width && y >= top && y < top + height))
            return -1;
        const int c = std::min(columns - 1, static_cast<int>((x - left) / width * columns));
        const int r = std::min(rows - 1, static_cast<int>((y - top) / height * rows));
        return r * columns + c;
    }

    bool operator==(const GridGeometry &) const = default;
};

} // namespace fovea
