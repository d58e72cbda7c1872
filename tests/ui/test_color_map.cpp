// links: fovea_ui
#include <cmath>
#include <limits>
#include <set>

#include <QTest>

#include "ui/render/color_bar.h"
#include "ui/style/color_map.h"

using namespace fovea::ui;

class TestColorMap : public QObject
{
    Q_OBJECT

private slots:
    void knownColors();
    void namesGoBothWays();
    void outsideIsClampedAndNanIsItsOwn();
    void sequentialMapsChangeLightnessOneWay();
    void divergingIsBalancedAroundItsMiddle();
    void textIsReadableOnEveryColor();
    void valueRange();
    void ticks_data();
    void ticks();
    void scalesEndAtRoundNumbers();
};

// Published end points and middle of the maps (matplotlib, rounded to 8 bits).
void TestColorMap::knownColors()
{
    const ColorMap viridis(ColorMapId::Viridis);
    QCOMPARE(viridis.rgb(0), qRgb(0x44, 0x01, 0x54));
    QCOMPARE(viridis.rgb(1), qRgb(0xfd, 0xe7, 0x25));
    QCOMPARE(viridis.table()[128], qRgb(0x21, 0x91, 0x8c));
    QCOMPARE(ColorMap(ColorMapId::Magma).rgb(0), qRgb(0x00, 0x00, 0x04));
    QCOMPARE(ColorMap(ColorMapId::Magma).rgb(1), qRgb(0xfc, 0xfd, 0xbf));
    QCOMPARE(ColorMap(ColorMapId::Cividis).rgb(0), qRgb(0x00, 0x22, 0x4e));
    for (const QRgb color : ColorMap(ColorMapId::Greys).table())
        QVERIFY(qRed(color) == qGreen(color) && qGreen(color) == qBlue(color));
}

void TestColorMap::namesGoBothWays()
{
    std::set<QString> shown;
    for (const ColorMapId id : kColorMapIds) {
        QVERIFY(colorMapFromName(name(id)) == id);
        QVERIFY(ColorMap(id).id() == id);
        shown.insert(displayName(id));
    }
    QCOMPARE(shown.size(), kColorMapIds.size());
    QVERIFY(!colorMapFromName("jet"));
    QVERIFY(!colorMapFromName(""));
}

void TestColorMap::outsideIsClampedAndNanIsItsOwn()
{
    const ColorMap map(ColorMapId::Magma);
    QCOMPARE(map.rgb(-3), map.rgb(0));
    QCOMPARE(map.rgb(std::numeric_limits<double>::infinity()), map.rgb(1));
    QCOMPARE(map.rgb(std::nan("")), ColorMap::nanColor());
    for (const QRgb color : map.table())
        QVERIFY(color != ColorMap::nanColor());
}

void TestColorMap::sequentialMapsChangeLightnessOneWay()
{
    for (const ColorMapId id : {ColorMapId::Viridis, ColorMapId::Magma, ColorMapId::Cividis, ColorMapId::Greys}) {
        const double sign = id == ColorMapId::Greys ? -1 : 1;
        const auto table = ColorMap(id).table();
        for (std::size_t i = 8; i < table.size(); ++i)
            QVERIFY2(sign * (luminance(table[i]) - luminance(table[i - 8])) > 0, name(id).data());
    }
}

void TestColorMap::divergingIsBalancedAroundItsMiddle()
{
    const ColorMap map(ColorMapId::Diverging);
    QVERIFY(map.diverging());
    QVERIFY(luminance(map.rgb(0.5)) > 0.85);
    QVERIFY(map.color(0.1).blue() > map.color(0.1).red());
    QVERIFY(map.color(0.9).red() > map.color(0.9).blue());
    for (double distance = 0.05; distance <= 0.5; distance += 0.05)
        QVERIFY(std::abs(luminance(map.rgb(0.5 - distance)) - luminance(map.rgb(0.5 + distance))) < 0.06);
}

void TestColorMap::textIsReadableOnEveryColor()
{
    for (const ColorMapId id : kColorMapIds)
        for (const QRgb color : ColorMap(id).table()) {
            const double back = luminance(color);
            const double text = luminance(readableTextColor(color).rgb());
            const double contrast = (std::max(back, text) + 0.05) / (std::min(back, text) + 0.05);
            QVERIFY2(contrast > 3.9, name(id).data());
        }
    QCOMPARE(readableTextColor(qRgb(255, 255, 255)).lightness() < 60, true);
    QCOMPARE(readableTextColor(qRgb(0, 0, 0)), QColor(Qt::white));
}

void TestColorMap::valueRange()
{
    const ValueRange range{-1, 3};
    QCOMPARE(range.position(-1), 0.0);
    QCOMPARE(range.position(1), 0.5);
    QCOMPARE(range.position(3), 1.0);
    QVERIFY(std::isnan(range.position(std::nan(""))));
    QCOMPARE((ValueRange{2, 2}.position(2)), 0.0);
}

void TestColorMap::ticks_data()
{
    QTest::addColumn<double>("minimum");
    QTest::addColumn<double>("maximum");
    QTest::addColumn<QString>("texts");
    QTest::newRow("half") << 0.0 << 0.5 << "0.00 0.10 0.20 0.30 0.40 0.50";
    QTest::newRow("one") << 0.0 << 1.0 << "0.00 0.20 0.40 0.60 0.80 1.00";
    QTest::newRow("seven tenths") << 0.0 << 0.7 << "0.00 0.10 0.20 0.30 0.40 0.50 0.60 0.70";
    QTest::newRow("quarter") << 0.0 << 0.25 << "0.00 0.05 0.10 0.15 0.20 0.25";
    QTest::newRow("small") << 0.0 << 0.002 << "0.0000 0.0005 0.0010 0.0015 0.0020";
    QTest::newRow("diverging") << -0.5 << 0.5 << "−0.50 −0.25 0.00 0.25 0.50";
    QTest::newRow("uneven") << -0.1 << 0.5 << "−0.10 0.00 0.10 0.20 0.30 0.40 0.50";
}

void TestColorMap::ticks()
{
    QFETCH(const double, minimum);
    QFETCH(const double, maximum);
    QFETCH(const QString, texts);
    const ColorBarTicks ticks = colorBarTicks({minimum, maximum});
    QCOMPARE(ticks.texts.join(u' '), texts);
    QCOMPARE(static_cast<qsizetype>(ticks.values.size()), ticks.texts.size());
}

void TestColorMap::scalesEndAtRoundNumbers()
{
    QCOMPARE(roundUpForScale(0.47), 0.5);
    QCOMPARE(roundUpForScale(0.5), 0.5);
    QCOMPARE(roundUpForScale(0.62), 0.7);
    QCOMPARE(roundUpForScale(0.81), 1.0);
    QCOMPARE(roundUpForScale(1.0), 1.0);
    // Every scale end is also the last tick.
    for (double value = 0.0007; value < 1; value *= 1.13) {
        const double end = roundUpForScale(value);
        QVERIFY(end >= value && end < 1.34 * value);
        const ColorBarTicks ticks = colorBarTicks({0, end});
        QVERIFY(std::abs(ticks.values.back() - end) < 1e-9);
        QVERIFY(ticks.values.size() <= 8);
    }
}

QTEST_GUILESS_MAIN(TestColorMap)
#include "test_color_map.moc"
