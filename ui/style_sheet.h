#pragma once

#include <QString>

namespace fovea::ui
{

struct Colors;

/// The application's small style sheet: quiet lines, flat fields and buttons, thin scroll bars. What a palette can say
/// is left to the palette.
QString styleSheet(const Colors &colors);

} // namespace fovea::ui
