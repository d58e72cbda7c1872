#pragma once

#include "ui/style/color_map.h"

namespace fovea::ui
{

/// What the ends of the colour bar stand for.
enum class ScaleMode {
    Unit,    ///< [0, 1]
    Maximum, ///< [0, the largest weight, rounded up]
    PerRow,  ///< [0, the row's largest weight]: rows cannot be compared with each other
};

/// A place in the matrix; -1 means none.
struct HeatmapCell {
    int row = -1;    ///< target word
    int column = -1; ///< source word

    bool valid() const { return row >= 0 && column >= 0; }
    bool operator==(const HeatmapCell &) const = default;
};

/// How weights are drawn in every view of a page. The figure that is exported uses the same values.
struct MatrixOptions {
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum;
    bool showValues = true;  ///< numbers in the cells where they fit
    bool mergeWords = false; ///< a row and a column are a word and not a piece of one
    friend bool operator==(const MatrixOptions &, const MatrixOptions &) = default;
};

} // namespace fovea::ui
