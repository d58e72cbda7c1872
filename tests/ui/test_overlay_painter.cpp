// links: fovea_ui
#include <cmath>

#include <QTest>

#include "support/overlay_drawing.h"

using namespace fovea;
using namespace fovea::test;
using namespace fovea::ui;

class TestOverlayPainter : public QObject
{
    Q_OBJECT

private slots:
    void oneHotLightsItsCellOnly_data();
    void oneHotLightsItsCellOnly();
    void smoothMapLiesOnItsCell_data();
    void smoothMapLiesOnItsCell();
    void spotlightDimsTheRest();
    void opacityAndFade();
    void scales();
    void previewTakesThePlaceOfWeights();
    void maskedAndHoveredCellsAreMarked();
    void gridIsDrawn();
    void zoomKeepsGeometry();
    void whatTheNetworkDoesNotSeeIsVeiled();
};

void TestOverlayPainter::oneHotLightsItsCellOnly_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QRectF>("seen");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("square") << QSize(448, 448) << QRectF(0, 0, 448, 448) << 14 << 14;
    QTest::newRow("landscape") << QSize(1920, 1280) << QRectF(0, 0, 1920, 1280) << 14 << 14;
    QTest::newRow("portrait") << QSize(300, 901) << QRectF(0, 0, 300, 901) << 14 << 14;
    QTest::newRow("panorama") << QSize(5000, 400) << QRectF(0, 0, 5000, 400) << 14 << 14;
    QTest::newRow("cropped") << QSize(900, 600) << QRectF(150, 0, 600, 600) << 14 << 14;
    QTest::newRow("cropped off centre") << QSize(640, 480) << QRectF(37.5, 21.25, 512, 400) << 7 << 9;
    QTest::newRow("small") << QSize(11, 17) << QRectF(0, 0, 11, 17) << 7 << 7;
    QTest::newRow("one pixel") << QSize(1, 1) << QRectF(0, 0, 1, 1) << 14 << 14;
}

// Every pixel of the cell's rectangle is lit, and no other one.
void TestOverlayPainter::oneHotLightsItsCellOnly()
{
    QFETCH(const QSize, picture);
    QFETCH(const QRectF, seen);
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    const GridGeometry grid{seen.left(), seen.top(), seen.width(), seen.height(), rows, columns};
    const int last = rows * columns - 1;
    const std::vector<int> cells{0, columns - 1, last / 2, last - columns + 1, last};
    const OverlayPainter painter(shared(test::oneHotTrace(cells, rows, columns)),
                                 test::plainPicture(picture.width(), picture.height()), grid);
    const OverlayOptions options = bare(OverlayMode::Cells);
    const QRectF area(3, 5, 880, 660);
    const OverlayLayout layout = painter.layout(area, options);
    QVERIFY(area.contains(layout.picture));
    const double wanted = static_cast<double>(picture.width()) / picture.height();
    QVERIFY(std::abs(layout.picture.width() / layout.picture.height() / wanted - 1) < 0.02);
    const QImage dark = draw(painter, layout, options, -1);
    for (std::size_t t = 0; t < cells.size(); ++t) {
        const QImage image = draw(painter, layout, options, static_cast<int>(t));
        const QRectF cell = layout.cellRect(cells[t]);
        // By the geometry itself, not by the painter's own functions.
        const double scale = layout.picture.width() / picture.width();
        const double scaleY = layout.picture.height() / picture.height();
        const int row = cells[t] / columns;
        const int column = cells[t] % columns;
        const QRectF expected(layout.picture.left() + (seen.left() + column * seen.width() / columns) * scale,
                              layout.picture.top() + (seen.top() + row * seen.height() / rows) * scaleY,
                              seen.width() / columns * scale, seen.height() / rows * scaleY);
        QVERIFY(std::abs(expected.left() - cell.left()) < 1e-6 && std::abs(expected.bottom() - cell.bottom()) < 1e-6);
        QCOMPARE(layout.cellAt(expected.center()), cells[t]);
        const QRect lit(QPoint(qRound(expected.left()), qRound(expected.top())),
                        QPoint(qRound(expected.right()) - 1, qRound(expected.bottom()) - 1));
        int wrong = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                // The rounded corners are the background's.
                const bool changed = image.pixel(x, y) != dark.pixel(x, y);
                const QPointF pixel(x + 0.5, y + 0.5);
                const QRectF inner = layout.picture.adjusted(8, 8, -8, -8);
                const bool corner = !inner.contains(QPointF(pixel.x(), inner.center().y())) &&
                                    !inner.contains(QPointF(inner.center().x(), pixel.y()));
                wrong += !corner && changed != lit.contains(x, y) ? 1 : 0;
            }
        QCOMPARE(wrong, 0);
    }
}

void TestOverlayPainter::smoothMapLiesOnItsCell_data() { oneHotLightsItsCellOnly_data(); }

void TestOverlayPainter::smoothMapLiesOnItsCell()
{
    QFETCH(const QSize, picture);
    QFETCH(const QRectF, seen);
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    const GridGeometry grid{seen.left(), seen.top(), seen.width(), seen.height(), rows, columns};
    const int cell = (rows / 2) * columns + columns / 2;
    const OverlayPainter painter(shared(test::oneHotTrace({cell}, rows, columns)),
                                 test::plainPicture(picture.width(), picture.height()), grid);
    const OverlayOptions options = bare(OverlayMode::Smooth);
    const OverlayLayout layout = painter.layout({0, 0, 900, 700}, options);
    const QImage image = draw(painter, layout, options, 0);
    const QImage dark = draw(painter, layout, options, -1);
    // The centre of what changed is the centre of the cell; the strongest pixel has the end of the colour map.
    double weight = 0;
    QPointF centre;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const double change = std::abs(qGreen(image.pixel(x, y)) - qGreen(dark.pixel(x, y)));
            weight += change;
            centre += QPointF(x + 0.5, y + 0.5) * change;
        }
    QVERIFY(weight > 0);
    centre /= weight;
    const QRectF place = layout.cellRect(cell);
    QVERIFY(std::abs(centre.x() - place.center().x()) < std::max(1.0, 0.15 * place.width()));
    QVERIFY(std::abs(centre.y() - place.center().y()) < std::max(1.0, 0.15 * place.height()));
    if (place.width() > 8 && place.height() > 8) {
        const QColor shown = image.pixelColor(place.center().toPoint());
        const QColor end = ColorMap(options.colorMap).color(1);
        QVERIFY(std::abs(shown.red() - end.red()) < 24 && std::abs(shown.green() - end.green()) < 24);
    }
}

void TestOverlayPainter::spotlightDimsTheRest()
{
    const OverlayPainter painter(shared(test::oneHotTrace({105}, 14, 14)), test::plainPicture(560, 560));
    OverlayOptions options = bare(OverlayMode::Spotlight);
    const OverlayLayout layout = painter.layout({0, 0, 560, 560}, options);
    const QImage image = draw(painter, layout, options, 0);
    QVERIFY(qGray(image.pixel(layout.cellRect(105).center().toPoint())) > 115);
    QVERIFY(qGray(image.pixel(layout.cellRect(0).center().toPoint())) < 3);
    options.choice.opacity = 0.5;
    QVERIFY(std::abs(qGray(draw(painter, layout, options, 0).pixel(layout.cellRect(0).center().toPoint())) - 60) < 3);
}

void TestOverlayPainter::opacityAndFade()
{
    AttentionTrace trace = test::oneHotTrace({0}, 2, 2);
    trace.steps[0].weights << Scalar(0.7), Scalar(0.2), Scalar(0.1), Scalar(0);
    const OverlayPainter painter(shared(trace), test::plainPicture(200, 200));
    OverlayOptions options = bare(OverlayMode::Cells);
    options.choice.opacity = 0.6;
    QVERIFY(std::abs(painter.cellColor(options, 0, 0).alphaF() - 0.6) < 0.01);
    QVERIFY(painter.cellColor(options, 0, 1).alphaF() < 0.4);
    QCOMPARE(painter.cellColor(options, 0, 3).alpha(), 0);
    options.choice.fade = false;
    for (int cell = 0; cell < 4; ++cell)
        QVERIFY(std::abs(painter.cellColor(options, 0, cell).alphaF() - 0.6) < 0.01);
    // Opacity 0.6 of the last colour over grey.
    const OverlayLayout layout = painter.layout({0, 0, 200, 200}, options);
    const QColor end = ColorMap(options.colorMap).color(1);
    const QColor seen = draw(painter, layout, options, 0).pixelColor(layout.cellRect(0).center().toPoint());
    QVERIFY(std::abs(seen.red() - (0.6 * end.red() + 0.4 * 120)) < 3);
    QVERIFY(std::abs(seen.blue() - (0.6 * end.blue() + 0.4 * 120)) < 3);
    options.choice.opacity = 0;
    QCOMPARE(draw(painter, layout, options, 0).pixel(layout.cellRect(0).center().toPoint()), kGrey);
}

void TestOverlayPainter::scales()
{
    AttentionTrace trace = test::oneHotTrace({0, 1}, 2, 2);
    trace.steps[0].weights << Scalar(0.25), Scalar(0.25), Scalar(0.25), Scalar(0.25);
    trace.steps[1].weights << Scalar(0.1), Scalar(0.55), Scalar(0.2), Scalar(0.15);
    const OverlayPainter painter(shared(trace), test::plainPicture(200, 200));
    OverlayOptions options = bare(OverlayMode::Cells);
    QVERIFY(std::abs(painter.range(options, 0).maximum - 0.25) < 1e-6);
    QVERIFY(std::abs(painter.range(options, 1).maximum - 0.55) < 1e-6);
    options.scale = ScaleMode::Maximum;
    QCOMPARE(painter.range(options, 0).maximum, painter.range(options, 1).maximum);
    QVERIFY(std::abs(painter.range(options, 0).maximum - 0.6) < 1e-6); // rounded up
    options.scale = ScaleMode::Unit;
    QCOMPARE(painter.range(options, 0).maximum, 1.0);
    // A smooth map's scale is that of what is drawn: the blur lowers the peak.
    options = bare(OverlayMode::Smooth);
    options.choice.sigma = 1;
    QVERIFY(painter.range(options, 1).maximum < 0.5);
    QVERIFY(painter.ticks(options, 1).texts.last().startsWith(QStringLiteral("0.")));
    options.colorMap = ColorMapId::Diverging;
    QCOMPARE(painter.range(options, 1).minimum, -painter.range(options, 1).maximum);
}

void TestOverlayPainter::previewTakesThePlaceOfWeights()
{
    OverlayPainter painter(shared(test::oneHotTrace({5, 6}, 14, 14)), test::plainPicture(560, 560));
    const OverlayOptions options = bare(OverlayMode::Smooth);
    const OverlayLayout layout = painter.layout({0, 0, 560, 560}, options);
    const QImage before = draw(painter, layout, options, 0);
    painter.setPreview(0, oneHot(196, 190));
    QCOMPARE(painter.strongestCell(0), 190);
    const QImage tried = draw(painter, layout, options, 0);
    QVERIFY(tried.pixel(layout.cellRect(190).center().toPoint()) != kGrey);
    QCOMPARE(tried.pixel(layout.cellRect(5).center().toPoint()), kGrey);
    QCOMPARE(painter.strongestCell(1), 6); // other steps are as they were
    painter.setPreview(-1, {});
    QCOMPARE(draw(painter, layout, options, 0), before);
    painter.setPreview(0, oneHot(12, 1)); // not of this grid
    QCOMPARE(painter.strongestCell(0), 5);
}

void TestOverlayPainter::maskedAndHoveredCellsAreMarked()
{
    const OverlayPainter painter(shared(test::oneHotTrace({5}, 14, 14)), test::plainPicture(560, 560));
    OverlayOptions options = bare(OverlayMode::Cells);
    const OverlayLayout layout = painter.layout({0, 0, 560, 560}, options);
    const QImage plain = draw(painter, layout, options, 0);
    options.masked = {100, 101};
    QVERIFY(qGray(draw(painter, layout, options, 0).pixel(layout.cellRect(100).center().toPoint() + QPoint(6, 6))) <
            90);
    options.masked.clear();
    options.hovered = 100;
    const QImage hovered = draw(painter, layout, options, 0);
    const QRect cell = layout.cellRect(100).toRect();
    QCOMPARE(hovered.pixel(cell.center()), plain.pixel(cell.center()));
    QCOMPARE(hovered.pixel(cell.left(), cell.center().y()), qRgb(255, 255, 255));
    options.hovered = 4000;
    QCOMPARE(draw(painter, layout, options, 0), plain);
}

void TestOverlayPainter::gridIsDrawn()
{
    const OverlayPainter painter(shared(test::oneHotTrace({5}, 14, 14)), test::plainPicture(560, 560));
    OverlayOptions options = bare(OverlayMode::Cells);
    const OverlayLayout layout = painter.layout({0, 0, 560, 560}, options);
    options.choice.showGrid = true;
    const QImage image = draw(painter, layout, options, -1);
    const int y = layout.cellRect(100).center().toPoint().y();
    int lines = 0;
    for (int x = 0; x < 560; ++x)
        lines += qGray(image.pixel(x, y)) > 140 ? 1 : 0;
    QCOMPARE(lines, 13);
}

void TestOverlayPainter::zoomKeepsGeometry()
{
    const OverlayPainter painter(shared(test::oneHotTrace({105}, 14, 14)), test::plainPicture(4000, 3000));
    const OverlayOptions options = bare(OverlayMode::Cells);
    for (const double zoom : {1.0, 2.5, 16.0}) {
        const OverlayLayout layout = painter.layout({0, 0, 800, 600}, options, zoom, {0.5, 0.5});
        QCOMPARE(layout.viewport, QRectF(0, 0, 800, 600));
        QVERIFY(std::abs(layout.picture.width() - 800 * zoom) < 1.5);
        const QPointF middle = layout.toPicture({400, 300});
        QVERIFY(std::abs(middle.x() - 2000) < 3 && std::abs(middle.y() - 1500) < 3);
        const QImage image = draw(painter, layout, options, 0, {800, 600});
        const QRectF cell = layout.cellRect(105) & layout.viewport;
        QVERIFY(!cell.isEmpty());
        QVERIFY(image.pixel(cell.center().toPoint()) != kGrey);
        if (zoom < 10)
            QCOMPARE(image.pixel((cell.topLeft() - QPointF(4, 4)).toPoint()), kGrey);
    }
    // No margin opens, wherever one looks.
    const OverlayLayout corner = painter.layout({0, 0, 800, 600}, options, 4, {5, -3});
    QCOMPARE(corner.picture.topRight(), QPointF(800, 0));
}

void TestOverlayPainter::whatTheNetworkDoesNotSeeIsVeiled()
{
    const GridGeometry grid{100, 0, 200, 200, 7, 7};
    const OverlayPainter painter(shared(test::oneHotTrace({24}, 7, 7)), test::plainPicture(400, 200), grid);
    const OverlayOptions options = bare(OverlayMode::Cells);
    const OverlayLayout layout = painter.layout({0, 0, 400, 200}, options);
    const QImage image = draw(painter, layout, options, 0);
    QVERIFY(qGray(image.pixel(50, 100)) < 90);
    QVERIFY(qGray(image.pixel(350, 100)) < 90);
    QCOMPARE(image.pixel(120, 30), kGrey);
    QCOMPARE(layout.cellAt({50, 100}), -1);
}

QTEST_MAIN(TestOverlayPainter)
#include "test_overlay_painter.moc"
