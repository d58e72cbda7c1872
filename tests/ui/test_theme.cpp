// links: fovea_ui

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTest>

#include "ui/style/color_map.h"
#include "ui/style/theme.h"

using namespace fovea::ui;

namespace
{

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a.rgb());
    const double y = luminance(b.rgb());
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QImage drawn(const QString &name, const QColor &color, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintIcon(&painter, image.rect(), name, color);
    return image;
}

/// The most opaque pixel.
QColor darkestInk(const QImage &image)
{
    QColor ink(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > ink.alpha())
                ink = pixel;
    return ink;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void switchesAtRunTime()
    {
        applyTheme(*qApp, Appearance::Dark);
        QVERIFY(isDark(QApplication::palette()));
        QCOMPARE(colors(QApplication::palette()).accent, darkColors().accent);
        const QString dark = qApp->styleSheet();
        applyTheme(*qApp, Appearance::Light);
        QVERIFY(!isDark(QApplication::palette()));
        QCOMPARE(colors(QApplication::palette()).accent, lightColors().accent);
        QVERIFY(qApp->styleSheet() != dark);
    }

    void systemFollowsTheDesktopAfterASwitch()
    {
        applyTheme(*qApp, Appearance::System);
        const bool desktop = isDark(QApplication::palette());
        applyTheme(*qApp, desktop ? Appearance::Light : Appearance::Dark);
        applyTheme(*qApp, Appearance::System);
        QCOMPARE(isDark(QApplication::palette()), desktop);
    }

    void keepsTheFontSizeAndCoversChinese()
    {
        const double size = QApplication::font().pointSizeF();
        applyTheme(*qApp, Appearance::Light);
        applyTheme(*qApp, Appearance::Dark);
        QCOMPARE(QApplication::font().pointSizeF(), size);
        QCOMPARE(QApplication::font().families(), textFont(13).families());
    }

    void styleSheetHasNoUnknownName()
    {
        applyTheme(*qApp, Appearance::Light);
        QVERIFY2(!qApp->styleSheet().contains(QLatin1Char('@')), qPrintable(qApp->styleSheet()));
    }

    void textIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textIsReadable()
    {
        QFETCH(bool, dark);
        const Colors c = dark ? darkColors() : lightColors();
        for (const QColor &background : {c.background, c.surface, c.accentSoft, c.noteSurface, c.errorSurface}) {
            QVERIFY(contrast(c.text, background) >= 7);
            QVERIFY2(contrast(c.mutedText, background) >= 4.2, qPrintable(background.name()));
        }
        QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
        QVERIFY(contrast(c.accent, c.accentBar) >= 1.5); // strong and weak bars are told apart
    }

    void everyIconFileDraws()
    {
        QVERIFY(icon(QStringLiteral("open")).isNull() == false); // registers the resources
        const QStringList files = QDir(QStringLiteral(":/fovea/icons")).entryList();
        QVERIFY(files.size() >= 20);
        for (const QString &file : files) {
            const QImage image = drawn(file.chopped(4), Qt::red, 48);
            QVERIFY2(darkestInk(image).alpha() > 200, qPrintable(file));
        }
    }

    void iconFollowsThePaletteWithoutBeingSetAgain()
    {
        const QIcon play = icon(QStringLiteral("play"));
        applyTheme(*qApp, Appearance::Light);
        const QColor light = darkestInk(play.pixmap(32).toImage());
        applyTheme(*qApp, Appearance::Dark);
        const QColor dark = darkestInk(play.pixmap(32).toImage());
        QCOMPARE(light, lightColors().text);
        QCOMPARE(dark, darkColors().text);
    }

    void iconIsSharpAtTwoHundredPercent()
    {
        const QPixmap pixmap = icon(QStringLiteral("stop")).pixmap(QSize(16, 16), 2.0);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void unknownIconIsNull() { QVERIFY(icon(QStringLiteral("no-such-icon")).isNull()); }

    void scaledFontWorksForPointsAndPixels()
    {
        QFont points;
        points.setPointSizeF(10);
        QCOMPARE(scaledFont(points, 1.5).pointSizeF(), 15.0);
        QFont pixels;
        pixels.setPixelSize(20);
        QCOMPARE(scaledFont(pixels, 0.5).pixelSize(), 10);
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
