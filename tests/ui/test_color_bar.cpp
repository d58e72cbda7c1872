// links: fovea_ui
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include "ui/render/color_bar.h"

using namespace fovea::ui;

class TestColorBar : public QObject
{
    Q_OBJECT

private slots:
    /// Texts leave room between them: a low bar has fewer, evenly spread, and its ends always.
    void lowBarsHaveFewerTexts()
    {
        const double line = QFontMetricsF(colorBarFont(QGuiApplication::font())).height();
        const ValueRange eighth{0, 0.8};
        const int all = static_cast<int>(colorBarTicks(eighth).values.size());
        QCOMPARE(all, 5);
        QCOMPARE(texts(eighth, 20 * line), all);
        QCOMPARE(texts(eighth, 3.5 * line), 3);
        QCOMPARE(texts(eighth, 2 * line), 2);
        const ValueRange seventh{0, 0.7}; // cannot be spread evenly
        QCOMPARE(texts(seventh, 20 * line), 8);
        QCOMPARE(texts(seventh, 8 * line), 2);
    }

    /// What is drawn is what is counted: blank rows part the texts.
    void textsDoNotTouch()
    {
        for (const double height : {20.0, 60.0, 110.0, 170.0, 400.0}) {
            QImage image(120, 420, QImage::Format_RGB32);
            image.fill(Qt::white);
            const int count = draw(image, {0, 0.7}, height);
            int rows = 0;
            bool before = false;
            for (int y = 0; y < image.height(); ++y) {
                bool ink = false;
                for (int x = 32; x < image.width(); ++x)
                    ink = ink || image.pixel(x, y) != qRgb(255, 255, 255);
                rows += ink && !before;
                before = ink;
            }
            QCOMPARE(rows, count);
        }
    }

private:
    static int draw(QImage &image, const ValueRange &range, double height)
    {
        Style style;
        style.background = Qt::white;
        QPainter painter(&image);
        return drawColorBar(painter, {10, 10, 16, height}, ColorMap(ColorMapId::Viridis), range, colorBarTicks(range),
                            style, QGuiApplication::font());
    }

    static int texts(const ValueRange &range, double height)
    {
        QImage image(120, 420, QImage::Format_RGB32);
        return draw(image, range, height);
    }
};

QTEST_MAIN(TestColorBar)
#include "test_color_bar.moc"
