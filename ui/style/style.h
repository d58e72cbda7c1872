#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace fovea::ui
{

/// The few colours that a QPalette has no role for. Everything a painter draws takes its chrome from here, so a
/// figure and the window agree. One accent, and it always means "the current step".
struct Style {
    QColor background; ///< behind the picture (the window)
    QColor surface;    ///< boxes on the background
    QColor text;
    QColor mutedText;   ///< captions, ticks, special symbols
    QColor accent;      ///< the current step
    QColor accentSoft;  ///< tint of the accent: selected or hovered background
    QColor accentBar;   ///< accent at half strength: bars that are not the largest
    QColor neutralBar;  ///< bars of energies
    QColor gridLine;    ///< quiet lines, outlines of boxes and of cells to come
    QColor noteSurface; ///< background of a remark
    QColor noteLine;    ///< outline of a remark
    bool dark = false;

    static Style lightTheme();
    static Style darkTheme();
    /// Light or dark by the palette's window colour; background, surface and text are the palette's own.
    static Style fromPalette(const QPalette &palette);
};

/// The weight of what stands out. Noto Sans CJK comes in Regular and Bold only: any weight between is drawn Bold by Qt
/// and Regular by other programs that open an SVG or PDF.
inline constexpr QFont::Weight kStrong = QFont::Bold;

/// A font of this size whose families cover Latin and Chinese: Noto Sans, Noto Sans CJK SC, then the application's
/// font. Noto Sans first: the outlines of the CJK fonts (CFF) are darkened by Qt and by no program that opens an SVG,
/// so that light figures on dark cells would look bold. Both families are in the list of packages. Han characters are
/// drawn in their simplified Chinese form.
QFont textFont(int pixelSize);

/// Pixel size of a font that may have been set in points.
int basePixels(const QFont &font);

/// True when a font for Chinese is installed (Debian: fonts-noto-cjk).
bool hasChineseFont();

} // namespace fovea::ui
