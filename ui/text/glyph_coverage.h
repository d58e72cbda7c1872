#pragma once

#include <QFont>
#include <QString>

namespace fovea::ui
{

/// What the installed fonts make of a text.
struct GlyphCoverage {
    QString missing;       ///< the characters that no font has, each once: they are drawn as boxes
    bool coloured = false; ///< some glyphs are colour bitmaps (emoji), which a PDF cannot hold as text
};

/// Needs a QGuiApplication. O(text).
GlyphCoverage glyphCoverage(const QString &text, const QFont &font);

} // namespace fovea::ui
