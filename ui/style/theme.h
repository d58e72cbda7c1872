#pragma once

#include <QFont>
#include <QIcon>
#include <QString>

#include "ui/style/colors.h"

class QApplication;
class QPainter;
class QRectF;

namespace fovea::ui
{

enum class Appearance { System, Light, Dark };

/// The unit of the spacing grid, in device-independent pixels.
inline constexpr int kGrid = 8;
inline constexpr int kCornerRadius = 6;

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
