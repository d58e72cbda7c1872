#include "ui/style/style.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

namespace fovea::ui
{

Style Style::lightTheme()
{
    Style style;
    style.background = QColor(0xf6f7f9);
    style.surface = QColor(0xffffff);
    style.text = QColor(0x1b2230);
    style.mutedText = QColor(0x6b7280);
    style.accent = QColor(0x0f766e);
    style.accentSoft = QColor(0xe6f4f1);
    style.accentBar = QColor(0x9fd3cb);
    style.neutralBar = QColor(0x94a3b8);
    style.gridLine = QColor(0xe3e5ea);
    style.noteSurface = QColor(0xfef7e6);
    style.noteLine = QColor(0xf3e2b3);
    style.dark = false;
    return style;
}

Style Style::darkTheme()
{
    Style style;
    style.background = QColor(0x161a22);
    style.surface = QColor(0x1f2530);
    style.text = QColor(0xe6e9ef);
    style.mutedText = QColor(0x97a1b0);
    style.accent = QColor(0x2dd4bf);
    style.accentSoft = QColor(0x17403f);
    style.accentBar = QColor(0x2a7a72);
    style.neutralBar = QColor(0x7485a0);
    style.gridLine = QColor(0x323a48);
    style.noteSurface = QColor(0x332b17);
    style.noteLine = QColor(0x5f4f22);
    style.dark = true;
    return style;
}

Style Style::fromPalette(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    Style style = window.lightnessF() < 0.5 ? darkTheme() : lightTheme();
    style.background = window;
    style.surface = palette.color(QPalette::Base);
    style.text = palette.color(QPalette::WindowText);
    return style;
}

QFont textFont(int pixelSize)
{
    // Families that are not installed are skipped by Qt, here and in a viewer of an SVG.
    QStringList families{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")};
    QFont font = QGuiApplication::font();
    for (const QString &family : font.families())
        if (!families.contains(family))
            families << family;
    font.setFamilies(families);
    font.setPixelSize(pixelSize);
    return font;
}

int basePixels(const QFont &font) { return font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize(); }

bool hasChineseFont() { return !QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty(); }

} // namespace fovea::ui
