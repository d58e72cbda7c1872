#include "ui/text/glyph_coverage.h"

#include <algorithm>

#include <QGlyphRun>
#include <QList>
#include <QRawFont>
#include <QSet>
#include <QTextLayout>

namespace fovea::ui
{

namespace
{

QList<QGlyphRun> glyphsOf(const QString &text, const QFont &font)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    return layout.glyphRuns();
}

bool isDrawn(uint c)
{
    return QChar::isPrint(c) && !QChar::isSpace(c) && QChar::category(c) != QChar::Other_Format &&
           QChar::category(c) != QChar::Mark_NonSpacing;
}

} // namespace

GlyphCoverage glyphCoverage(const QString &text, const QFont &font)
{
    GlyphCoverage coverage;
    QSet<uint> seen;
    for (const uint c : text.toUcs4()) {
        if (c < 0x250 || !isDrawn(c) || seen.contains(c)) // every font has Latin
            continue;
        seen.insert(c);
        const char32_t one = c;
        const QString character = QString::fromUcs4(&one, 1);
        for (const QGlyphRun &run : glyphsOf(character, font)) {
            const QList<quint32> glyphs = run.glyphIndexes();
            if (std::find(glyphs.begin(), glyphs.end(), 0U) != glyphs.end()) {
                coverage.missing += character;
                break;
            }
            coverage.coloured = coverage.coloured || run.rawFont().familyName().contains(u"Color");
        }
    }
    return coverage;
}

} // namespace fovea::ui
