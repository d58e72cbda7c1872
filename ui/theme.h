#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

#include "ui/render/style.h"

class QApplication;
class QPainter;
class QRectF;

namespace fovea::ui
{

enum class Appearance { System, Light, Dark };

/// The unit of the spacing grid, in device-independent pixels.
inline constexpr int kGrid = 8;
inline constexpr int kCornerRadius = 6;

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
/// Fusion style, palette, style sheet and the families of textFont() at the desktop's size. May be called
/// again at run time; Appearance::System follows the desktop's palette.
void applyTheme(QApplication &application, Appearance appearance);

/// `font` with its size multiplied, whether it was given in points or pixels.
QFont scaledFont(const QFont &font, double factor, QFont::Weight weight = QFont::Normal);

/// An icon of resources/icons, e.g. "zoom-in", drawn in the palette's text colour at any scale; an unknown name gives
/// a null icon. Follows a change of appearance without being set again.
QIcon icon(const QString &name);
/// The same in one colour, for painting inside a widget.
void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &color);

} // namespace fovea::ui
