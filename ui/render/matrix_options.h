#pragma once

#include "ui/render/color_map.h"
#include "ui/render/heatmap_painter.h"

namespace fovea::ui
{

/// How weights are drawn in every view of a page. The figure that is exported uses the same values.
struct MatrixOptions {
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum;
    bool showValues = true;  ///< numbers in the cells where they fit
    bool mergeWords = false; ///< a row and a column are a word and not a piece of one
    friend bool operator==(const MatrixOptions &, const MatrixOptions &) = default;
};

} // namespace fovea::ui
