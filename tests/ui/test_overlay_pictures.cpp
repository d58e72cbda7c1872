// links: fovea_ui
#include <cmath>

#include <QTest>

#include "support/overlay_drawing.h"

using namespace fovea;
using namespace fovea::test;
using namespace fovea::ui;

class TestOverlayPictures : public QObject
{
    Q_OBJECT

private slots:
    void picturesOfAnySize_data();
    void picturesOfAnySize();
    void smallCopiesLookLikeTheOriginal();
    void withoutAttention();
    void withoutAPicture();
};

void TestOverlayPictures::picturesOfAnySize_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1 x 1") << QSize(1, 1);
    QTest::newRow("very wide") << QSize(20000, 3);
    QTest::newRow("very tall") << QSize(2, 12000);
    QTest::newRow("odd") << QSize(1023, 517);
    QTest::newRow("large") << QSize(5001, 3333);
}

void TestOverlayPictures::picturesOfAnySize()
{
    QFETCH(const QSize, size);
    const OverlayPainter painter(shared(test::gridTrace({"a", "dog"})),
                                 test::plainPicture(size.width(), size.height(), qRgb(200, 10, 60)));
    for (const OverlayMode mode : kOverlayModes) {
        const OverlayOptions options = bare(mode);
        for (const double zoom : {1.0, 30.0}) {
            const OverlayLayout layout = painter.layout({0, 0, 640, 480}, options, zoom);
            const QImage image = draw(painter, layout, options, -1, {640, 480});
            const QPointF middle = layout.visible().center();
            QCOMPARE(image.pixel(static_cast<int>(middle.x()), static_cast<int>(middle.y())), qRgb(200, 10, 60));
            draw(painter, layout, options, 1, {640, 480});
        }
    }
}

void TestOverlayPictures::smallCopiesLookLikeTheOriginal()
{
    // Left half red, right half blue, a green pixel row at the bottom; RGB888 as a decoder gives it.
    QImage image(1001, 801, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, y > 600 ? qRgb(0, 200, 0) : x < 500 ? qRgb(200, 0, 0) : qRgb(0, 0, 200));
    const Picture picture(image);
    const QImage small = picture.scaled(QRectF(0, 0, 1001, 801), {50, 40});
    QCOMPARE(small.size(), QSize(50, 40));
    QCOMPARE(small.pixel(5, 10), qRgb(200, 0, 0));
    QCOMPARE(small.pixel(45, 10), qRgb(0, 0, 200));
    QCOMPARE(small.pixel(25, 38), qRgb(0, 200, 0));
    const QImage part = picture.scaled(QRectF(490, 590, 20, 20), {200, 200});
    QCOMPARE(part.pixel(10, 10), qRgb(200, 0, 0));
    QCOMPARE(part.pixel(190, 10), qRgb(0, 0, 200));
    QCOMPARE(part.pixel(100, 190), qRgb(0, 200, 0));
}

void TestOverlayPictures::withoutAttention()
{
    AttentionTrace trace = test::gridTrace({"a", "dog"});
    trace.model.match = MatchFunction::None;
    for (AttentionStep &step : trace.steps)
        step.weights.resize(0);
    const OverlayPainter painter(shared(trace), test::plainPicture(300, 200));
    const OverlayOptions options = bare(OverlayMode::Smooth);
    const OverlayLayout layout = painter.layout({0, 0, 400, 300}, options, 1, {0.5, 0.5}, 0);
    QVERIFY(!layout.note.isNull());
    const QImage image = draw(painter, layout, options, 0, {400, 300});
    QCOMPARE(image.pixel(layout.picture.center().toPoint()), kGrey);
    bool text = false;
    for (int x = 0; x < 400; ++x)
        for (int y = static_cast<int>(layout.note.top()); y < 300; ++y)
            text = text || image.pixel(x, y) != options.style.background.rgb();
    QVERIFY(text);
    QVERIFY(!painter.weights(0));
    QVERIFY(std::isnan(painter.weight(0, 3)));
}

void TestOverlayPictures::withoutAPicture()
{
    const OverlayPainter nothing;
    QVERIFY(nothing.isEmpty());
    draw(nothing, nothing.layout({0, 0, 100, 100}, {}), {}, 0);
    // A trace from a file: the grid stands for the picture.
    const OverlayPainter painter(shared(test::oneHotTrace({0, 3}, 2, 4)));
    QVERIFY(!painter.isEmpty());
    const OverlayOptions options = bare(OverlayMode::Cells);
    const OverlayLayout layout = painter.layout({0, 0, 400, 400}, options);
    QVERIFY(std::abs(layout.picture.width() / layout.picture.height() - 2) < 0.01);
    const QImage image = draw(painter, layout, options, 1);
    QCOMPARE(image.pixel(layout.cellRect(3).center().toPoint()), ColorMap(options.colorMap).rgb(1));
    // A sentence is not over a grid.
    AttentionTrace sentence;
    sentence.source.labels = {"a", "b"};
    QVERIFY(OverlayPainter(shared(sentence)).isEmpty());
}

QTEST_MAIN(TestOverlayPictures)
#include "test_overlay_pictures.moc"
