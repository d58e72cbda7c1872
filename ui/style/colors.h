#pragma once

#include <QColor>
#include <QPalette>

#include "ui/style/style.h"

namespace fovea::ui
{

/// The painters' colours and those that only widgets need. accent always means "the current step".
struct Colors : Style {
    QColor hover;    ///< surface under the pointer
    QColor focus;    ///< ring of the widget with the keyboard
    QColor onAccent; ///< text on accent
    QColor positive; ///< values above zero in a strip
    QColor negative; ///< values below zero in a strip
    QColor errorSurface;
    QColor errorLine;
};

bool isDark(const QPalette &palette);
/// The colours that go with a widget's palette: painting with colors(palette()) follows a change of appearance.
Colors colors(const QPalette &palette);
Colors lightColors();
Colors darkColors();
QPalette makePalette(const Colors &colors);

} // namespace fovea::ui
