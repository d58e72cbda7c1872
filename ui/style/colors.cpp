#include "ui/style/colors.h"

namespace fovea::ui
{

Colors lightColors()
{
    Colors c{Style::lightTheme(), {}, {}, {}, {}, {}, {}, {}};
    c.hover = QColor(0xeef0f3);
    c.focus = QColor(0x94a3b8);
    c.onAccent = QColor(0xffffff);
    c.positive = QColor(0xc2410c);
    c.negative = QColor(0x1d4ed8);
    c.errorSurface = QColor(0xfdf0ef);
    c.errorLine = QColor(0xf2c4c0);
    return c;
}

Colors darkColors()
{
    Colors c{Style::darkTheme(), {}, {}, {}, {}, {}, {}, {}};
    c.hover = QColor(0x2a313e);
    c.focus = QColor(0x64748b);
    c.onAccent = QColor(0x08211e);
    c.positive = QColor(0xf08a4b);
    c.negative = QColor(0x6f9bff);
    c.errorSurface = QColor(0x341f21);
    c.errorLine = QColor(0x6b3230);
    return c;
}

bool isDark(const QPalette &palette)
{
    // By the text: a style sheet's transparent background makes a widget's own window colour say nothing.
    return palette.color(QPalette::Active, QPalette::WindowText).lightnessF() > 0.5F;
}

Colors colors(const QPalette &palette) { return isDark(palette) ? darkColors() : lightColors(); }

QPalette makePalette(const Colors &c)
{
    QPalette palette(c.text, c.surface, c.surface, c.gridLine, c.gridLine, c.text, c.text, c.surface, c.background);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Window, c.background);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.background);
    palette.setColor(QPalette::Button, c.surface);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::BrightText, c.onAccent);
    palette.setColor(QPalette::PlaceholderText, c.mutedText);
    palette.setColor(QPalette::Light, c.surface);
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.gridLine);
    palette.setColor(QPalette::Dark, c.focus);
    palette.setColor(QPalette::Shadow, c.focus);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.surface);
    palette.setColor(QPalette::ToolTipText, c.text);
    QColor disabled = c.mutedText;
    disabled.setAlphaF(0.55F);
    for (const auto role : {QPalette::WindowText, QPalette::ButtonText, QPalette::Text, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.gridLine);
    return palette;
}

} // namespace fovea::ui
