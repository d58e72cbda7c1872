#pragma once

#include <optional>

#include <QColor>
#include <QFont>

#include "ui/render/diagram/diagram_text.h"
#include "ui/render/matrix_options.h"
#include "ui/style/color_map.h"
#include "ui/style/style.h"

namespace fovea::ui
{

/// How a diagram is to look; the same on the screen and in a file.
struct DiagramOptions {
    ColorMapId colorMap = ColorMapId::Viridis;
    ScaleMode scale = ScaleMode::Maximum; ///< of the bars, the same as the matrix's
    int step = -1;
    std::optional<Stage> stage; ///< the lit one: later ones are drawn faint; none: the whole step
    double progress = 1;        ///< of the lit stage's appearance, in [0, 1]
    int highlightedColumn = -1; ///< under the pointer, here or in another view
    int selectedColumn = -1;    ///< by keyboard
    Style style = Style::lightTheme();
    QFont font = textFont(13);
};

/// The colour of a value in a strip whose scale ends at `largest`.
QColor valueColor(double value, double largest, const Style &style);

} // namespace fovea::ui
