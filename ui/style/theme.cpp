#include "ui/style/theme.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

#include "ui/style/style_sheet.h"

namespace fovea::ui
{

void applyTheme(QApplication &application, Appearance appearance)
{
    if (application.style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(QPalette());
    const bool dark =
        appearance == Appearance::Dark || (appearance == Appearance::System && isDark(QApplication::palette()));
    const Colors chosen = dark ? darkColors() : lightColors();
    QApplication::setPalette(makePalette(chosen));
    QFont font = QApplication::font();
    font.setFamilies(textFont(13).families());
    QApplication::setFont(font);
    application.setStyleSheet(styleSheet(chosen));
}

QFont scaledFont(const QFont &font, double factor, QFont::Weight weight)
{
    QFont result = font;
    if (font.pixelSize() > 0)
        result.setPixelSize(qRound(font.pixelSize() * factor));
    else
        result.setPointSizeF(font.pointSizeF() * factor);
    result.setWeight(weight);
    return result;
}

} // namespace fovea::ui
