// links: fovea_ui

#include <QPainter>
#include <QPainterPath>
#include <QTest>

#include "ui/render/links/links_raster.h"

using namespace fovea::ui;

namespace
{

constexpr QSize kSize(300, 220);
constexpr double kTop = 10;
constexpr double kBottom = 210;

/// The link as QPainter strokes it.
QImage stroked(double from, double to, double width, double opacity)
{
    QImage image(kSize, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor color(Qt::black);
    color.setAlphaF(static_cast<float>(opacity));
    const double middle = (kTop + kBottom) / 2;
    QPainterPath path({from, kTop});
    path.cubicTo(QPointF(from, middle), QPointF(to, middle), QPointF(to, kBottom));
    painter.strokePath(path, QPen(color, width, Qt::SolidLine, Qt::FlatCap));
    return image;
}

QImage rastered(double from, double to, double width, double opacity)
{
    LinksRaster raster(kSize, kTop, kBottom);
    raster.add(from, to, width, opacity);
    raster.flush(Qt::black);
    return raster.image();
}

double ink(const QImage &image)
{
    double sum = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            sum += qAlpha(image.pixel(x, y));
    return sum / 255;
}

} // namespace

class TestLinksRaster : public QObject
{
    Q_OBJECT

private slots:
    void looksAsStroked_data();
    void looksAsStroked();
    void overlapLetsThroughTheProduct();
    void laterColoursLieAbove();
    void whatIsOutOfSightIsHarmless();
    void pictureIsAPartOfALongerOne();
};

void TestLinksRaster::looksAsStroked_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("opacity");
    QTest::newRow("straight, thin") << 100.0 << 100.0 << 1.0 << 1.0;
    QTest::newRow("straight, between pixels") << 100.5 << 100.5 << 3.0 << 1.0;
    QTest::newRow("straight, thick") << 100.3 << 100.3 << 12.0 << 0.7;
    QTest::newRow("leaning") << 60.0 << 130.0 << 2.0 << 1.0;
    QTest::newRow("leaning, faint") << 130.0 << 60.0 << 5.0 << 0.3;
    QTest::newRow("far") << 20.0 << 280.0 << 2.0 << 1.0;
    QTest::newRow("far, thick") << 280.0 << 20.0 << 9.0 << 0.9;
}

void TestLinksRaster::looksAsStroked()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, width);
    QFETCH(double, opacity);
    const QImage wanted = stroked(from, to, width, opacity);
    const QImage image = rastered(from, to, width, opacity);
    QVERIFY(std::abs(ink(image) - ink(wanted)) < 0.03 * ink(wanted));
    double difference = 0;
    for (int y = 0; y < kSize.height(); ++y)
        for (int x = 0; x < kSize.width(); ++x) {
            const int one = std::abs(qAlpha(image.pixel(x, y)) - qAlpha(wanted.pixel(x, y)));
            QVERIFY2(one < 110 * opacity, qPrintable(QStringLiteral("%1, %2: %3").arg(x).arg(y).arg(one)));
            difference += one / 255.0;
        }
    QVERIFY2(difference < 0.12 * ink(wanted), qPrintable(QString::number(difference / ink(wanted))));
}

void TestLinksRaster::overlapLetsThroughTheProduct()
{
    LinksRaster raster(kSize, kTop, kBottom);
    for (int i = 0; i < 3; ++i)
        raster.add(150, 150, 20, 0.5);
    raster.flush(QColor(200, 100, 0));
    const QColor color = raster.image().pixelColor(150, 100);
    QVERIFY(std::abs(color.alpha() - 255 * (1 - 0.125)) < 2);
    QVERIFY(std::abs(color.red() - 200) < 3 && std::abs(color.green() - 100) < 3 && color.blue() < 3);
    QCOMPARE(raster.image().pixelColor(100, 100).alpha(), 0);
    QCOMPARE(raster.image().pixelColor(150, 5).alpha(), 0);
    QCOMPARE(raster.image().pixelColor(150, 215).alpha(), 0);
}

void TestLinksRaster::laterColoursLieAbove()
{
    LinksRaster raster(kSize, kTop, kBottom);
    raster.add(150, 150, 30, 1);
    raster.flush(Qt::red);
    raster.add(150, 150, 10, 1);
    raster.flush(Qt::blue);
    raster.flush(Qt::green); // nothing new
    QCOMPARE(raster.image().pixelColor(150, 100), QColor(Qt::blue));
    QCOMPARE(raster.image().pixelColor(140, 100), QColor(Qt::red));
}

void TestLinksRaster::whatIsOutOfSightIsHarmless()
{
    LinksRaster raster(kSize, -500, 900);
    for (const double from : {-1e6, -200.0, -4.0, 0.0, 150.0, 299.0, 303.0, 1e6})
        for (const double to : {-1e6, -4.0, 150.0, 299.9, 5000.0})
            for (const double width : {0.75, 40.0, 4000.0}) {
                raster.add(from, to, width, 0.01);
                raster.flush(Qt::black);
            }
    QVERIFY(qAlpha(raster.image().pixel(150, 100)) > 0);
    LinksRaster empty({}, 0, 0);
    empty.add(0, 10, 1, 1);
    empty.flush(Qt::black);
    QCOMPARE(empty.image().size(), QSize(1, 1));
}

// A large figure is drawn in strips.
void TestLinksRaster::pictureIsAPartOfALongerOne()
{
    const QImage whole = rastered(40, 250, 6, 0.8);
    LinksRaster strip({300, 70}, kTop - 80, kBottom - 80);
    strip.add(40, 250, 6, 0.8);
    strip.flush(Qt::black);
    QCOMPARE(strip.image(), whole.copy(0, 80, 300, 70));
}

QTEST_MAIN(TestLinksRaster)
#include "test_links_raster.moc"
