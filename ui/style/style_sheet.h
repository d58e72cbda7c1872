#pragma once

#include <QString>

#include "ui/style/colors.h"

namespace fovea::ui
{

/// The application's small style sheet: quiet lines, flat fields and buttons, thin scroll bars. What a palette can say
/// is left to the palette.
QString styleSheet(const Colors &colors);

} // namespace fovea::ui
