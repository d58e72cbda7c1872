// links: fovea_ui
#include <cmath>

#include <QElapsedTimer>
#include <QPainter>
#include <QPicture>
#include <QTest>

#include "support/heatmap_trace.h"
#include "ui/render/links/links_painter.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

const QRectF kArea(20, 10, 900, 400);

QImage draw(const LinksPainter &painter, const LinksOptions &options, LinksPaintCount *count = nullptr)
{
    QImage image(940, 420, QImage::Format_RGB32);
    image.fill(options.style.background);
    QPainter device(&image);
    const LinksPaintCount drawn = painter.paint(device, painter.layout(kArea, 0, options), options, image.rect());
    if (count)
        *count = drawn;
    return image;
}

// How far a pixel is from the background, in [0, 441].
double ink(const QImage &image, QPointF place, const LinksOptions &options)
{
    const QColor a = image.pixelColor(place.toPoint());
    const QColor b = options.style.background;
    return std::hypot(a.red() - b.red(), a.green() - b.green(), a.blue() - b.blue());
}

// Pixels of one row of the band that a link's middle covers.
int inkWidth(const QImage &image, const QRectF &row, const LinksOptions &options)
{
    int covered = 0;
    for (int x = static_cast<int>(row.left()); x <= static_cast<int>(row.right()); ++x)
        covered += ink(image, {double(x), row.center().y()}, options) > 12 ? 1 : 0;
    return covered;
}

bool hasHue(const QColor &color, const QColor &wanted)
{
    return color.saturation() > 60 && std::abs(color.hue() - wanted.hue()) < 12;
}

} // namespace

class TestLinksPainter : public QObject
{
    Q_OBJECT

private slots:
    void wordsNeverOverlap_data();
    void wordsNeverOverlap();
    void linesAreAlignedWhenTheyFit();
    void hitTestGoesBothWays();
    void linkEndsAtItsWords();
    void thicknessAndOpacityFollowTheWeight();
    void thresholdHidesLinks();
    void isolationFadesTheOthers();
    void currentStepIsAccent();
    void highlightedSourceIsLit();
    void laterStepsStayOut();
    void figuresKeepTheirCurves();
    void onlyVisibleIsDrawn();
    void modelsWithoutAttentionAreExplained();
    void oddTracesAreDrawn();
    void sixtyWordsPaintFast();
    void pictures();
};

void TestLinksPainter::wordsNeverOverlap_data()
{
    QTest::addColumn<int>("words");
    QTest::addColumn<QString>("word");
    QTest::newRow("one") << 1 << QStringLiteral("word");
    QTest::newRow("English") << 40 << QStringLiteral("translation");
    QTest::newRow("Chinese") << 120 << QStringLiteral("译");
    QTest::newRow("very long words") << 5 << QString(200, QLatin1Char('w'));
}

void TestLinksPainter::wordsNeverOverlap()
{
    QFETCH(int, words);
    QFETCH(QString, word);
    AttentionTrace trace = test::diagonalTrace(words);
    for (int i = 0; i < words; ++i) {
        trace.source.labels[static_cast<std::size_t>(i)] = word.toStdString();
        trace.steps[static_cast<std::size_t>(i)].token = word.toStdString() + std::to_string(i);
    }
    const LinksPainter painter(test::shared(std::move(trace)));
    const LinksOptions options;
    const LinksLayout layout = painter.layout(kArea, 0, options);
    for (const auto *line : {&layout.sources, &layout.targets}) {
        QCOMPARE(static_cast<int>(line->size()), words);
        for (std::size_t i = 1; i < line->size(); ++i)
            QVERIFY((*line)[i].left() >= (*line)[i - 1].right() + 2);
        QVERIFY(line->front().left() >= kArea.left() - 0.01);
        QVERIFY(line->back().right() <= kArea.left() + std::max(kArea.width(), layout.contentWidth) + 0.01);
    }
    QCOMPARE(layout.maximumScroll(), std::max(0.0, layout.contentWidth - kArea.width()));
}

void TestLinksPainter::linesAreAlignedWhenTheyFit()
{
    const LinksPainter painter(test::shared(test::translationTrace()));
    const LinksLayout layout = painter.layout(kArea, 0, {});
    QCOMPARE(layout.maximumScroll(), 0.0);
    const double sources = (layout.sources.front().left() + layout.sources.back().right()) / 2;
    const double targets = (layout.targets.front().left() + layout.targets.back().right()) / 2;
    QVERIFY(std::abs(sources - targets) < 1);
    QVERIFY(std::abs(sources - kArea.center().x()) < 1);
    QVERIFY(layout.sources.front().bottom() <= layout.band.top() + 0.01);
    QVERIFY(layout.targets.front().top() >= layout.band.bottom() - 0.01);
    QVERIFY(kArea.contains(layout.targets.back()));
}

void TestLinksPainter::hitTestGoesBothWays()
{
    const LinksPainter painter(test::shared(test::diagonalTrace(50)));
    const LinksLayout layout = painter.layout(kArea, 333, {});
    QCOMPARE(layout.scroll, 333.0);
    int hit = 0;
    for (int i = 0; i < 50; ++i) {
        if (!kArea.contains(layout.sourceRect(i)) || !kArea.contains(layout.targetRect(i)))
            continue;
        ++hit;
        QVERIFY(layout.wordAt(layout.sourceRect(i).center()) == (HeatmapCell{-1, i}));
        QVERIFY(layout.wordAt(layout.targetRect(i).center()) == (HeatmapCell{i, -1}));
    }
    QVERIFY(hit > 5);
    QVERIFY(layout.wordAt(layout.band.center()) == HeatmapCell{});
    QVERIFY(layout.wordAt({0, 0}) == HeatmapCell{});
    QCOMPARE(painter.layout(kArea, 1e9, {}).scroll, layout.maximumScroll());
}

void TestLinksPainter::linkEndsAtItsWords()
{
    const LinksPainter painter(test::shared(test::translationTrace()));
    const LinksOptions options;
    const LinksLayout layout = painter.layout(kArea, 0, options);
    for (const auto &[target, source] : {std::pair(3, 4), std::pair(0, 0), std::pair(6, 9)}) {
        QVERIFY(std::abs(layout.linkX(target, source, layout.band.top()) - layout.sourceEnd(source).x()) < 0.5);
        QVERIFY(std::abs(layout.linkX(target, source, layout.band.bottom()) - layout.targetEnd(target).x()) < 0.5);
        const double y = layout.band.top() + 0.5 * layout.band.height();
        const double x = layout.linkX(target, source, y);
        QVERIFY(std::abs(x - (layout.sourceEnd(source).x() + layout.targetEnd(target).x()) / 2) < 0.5);
        // The middle of the drawn curve is where the hit test says it is, at other heights as well.
        const QImage image = draw(painter, options);
        const double quarter = layout.band.top() + 0.3 * layout.band.height();
        QVERIFY(ink(image, {layout.linkX(target, source, quarter), quarter}, options) > 30);
        QVERIFY(painter.linkAt(layout, options, {layout.linkX(target, source, quarter), quarter}) ==
                (HeatmapCell{target, source}));
    }
    QVERIFY(painter.linkAt(layout, options, {25, layout.band.center().y()}) == HeatmapCell{});
}

void TestLinksPainter::thicknessAndOpacityFollowTheWeight()
{
    const LinksPainter painter(
        test::shared(test::makeTrace({"a", "b", "c"}, {"x", "y", "z"}, {{0.9, 0, 0}, {0, 0.4, 0}, {0, 0, 0.1}})));
    const LinksOptions options;
    const LinksLayout layout = painter.layout(kArea, 0, options);
    LinksPaintCount count;
    const QImage image = draw(painter, options, &count);
    QCOMPARE(count.links, 3);
    QCOMPARE(count.words, 6);
    std::vector<double> inks;
    std::vector<int> covered;
    for (int i = 0; i < 3; ++i) {
        const double y = std::round(layout.band.center().y());
        const QPointF middle(layout.linkX(i, i, y), y);
        inks.push_back(ink(image, middle, options));
        covered.push_back(inkWidth(image, QRectF(middle - QPointF(12, 0), QSizeF(24, 0)), options));
    }
    QVERIFY2(inks[0] > inks[1] + 20 && inks[1] > inks[2] + 10 && inks[2] > 4, qPrintable(QString::number(inks[2])));
    QVERIFY(covered[0] > covered[1] && covered[1] > covered[2]);
    const LinksPainter shares;
    QVERIFY(shares.thickness(options, 0.9) > 2 * shares.thickness(options, 0.4));
    // Per cent: the largest weight ends the scale, and the threshold is a share of it.
    AttentionTrace percent = test::translationTrace();
    for (AttentionStep &step : percent.steps)
        step.weights *= 100;
    const LinksPainter hundreds(std::make_shared<const AttentionTrace>(percent));
    QVERIFY(hundreds.thickness(options, 60) > 2 * hundreds.thickness(options, 25));
    QVERIFY(!hundreds.isShown(options, 100 * options.threshold / 2 / 2));
    QVERIFY(hundreds.isShown(options, 50));
}

void TestLinksPainter::thresholdHidesLinks()
{
    const auto trace = test::shared(test::translationTrace());
    const LinksPainter painter(trace);
    for (const double threshold : {0.0, 0.02, 0.3, 0.5, 1.0}) {
        LinksOptions options;
        options.threshold = threshold;
        LinksPaintCount count;
        draw(painter, options, &count);
        int expected = 0;
        for (const AttentionStep &step : trace->steps)
            for (const Scalar weight : step.weights)
                expected += weight > 0 && static_cast<double>(weight) >= threshold ? 1 : 0;
        QCOMPARE(count.links, expected);
    }
    // Nothing left: it is said.
    LinksOptions options;
    options.threshold = 1;
    const LinksLayout layout = painter.layout(kArea, 0, options);
    QCOMPARE(draw(painter, options).pixelColor((layout.band.center() - QPointF(0, 14)).toPoint()),
             options.style.noteSurface);
}

void TestLinksPainter::isolationFadesTheOthers()
{
    const LinksPainter painter(test::shared(test::translationTrace()));
    LinksOptions options;
    const LinksLayout layout = painter.layout(kArea, 0, options);
    const auto on = [&](int target, int source) {
        const double y = std::round(layout.band.top() + 0.7 * layout.band.height());
        return ink(draw(painter, options), {layout.linkX(target, source, y), y}, options);
    };
    const double before = on(3, 4);
    const double other = on(5, 8);
    options.isolated = {3, -1};
    QVERIFY(on(3, 4) > before + 10);
    QVERIFY(on(5, 8) < 0.3 * other);
    options.isolated = {-1, 8};
    QVERIFY(on(5, 8) > other + 10);
    QVERIFY(on(3, 4) < 0.3 * before);
    options.isolated = {3, 4};
    QVERIFY(on(3, 4) > before + 10);
}

void TestLinksPainter::currentStepIsAccent()
{
    const LinksPainter painter(test::shared(test::translationTrace()));
    for (const Style &style : {Style::lightTheme(), Style::darkTheme()}) {
        LinksOptions options;
        options.style = style;
        options.currentStep = 3;
        const LinksLayout layout = painter.layout(kArea, 0, options);
        const QImage image = draw(painter, options);
        const double y = std::round(layout.band.top() + 0.3 * layout.band.height());
        const auto at = [&](int target, int source) {
            return image.pixelColor(QPointF(layout.linkX(target, source, y), y).toPoint());
        };
        QVERIFY(hasHue(at(3, 4), style.accent));
        QVERIFY(hasHue(at(3, 5), style.accent));
        QVERIFY(!hasHue(at(0, 0), style.accent));
        // Its word stands in a tinted box, no other does.
        QCOMPARE(image.pixelColor((layout.targetRect(3).topLeft() + QPointF(7, 7)).toPoint()), style.accentSoft);
        QCOMPARE(image.pixelColor((layout.targetRect(2).topLeft() + QPointF(7, 7)).toPoint()), style.background);
    }
}

void TestLinksPainter::highlightedSourceIsLit()
{
    const LinksPainter painter(test::shared(test::translationTrace()));
    LinksOptions options;
    const LinksLayout layout = painter.layout(kArea, 0, options);
    const double y = std::round(layout.band.top() + 0.3 * layout.band.height());
    const QPointF link(layout.linkX(3, 4, y), y);
    const QPointF other(layout.linkX(5, 8, y), y);
    const double before = ink(draw(painter, options), link, options);
    const double otherBefore = ink(draw(painter, options), other, options);
    options.highlightedSource = 4;
    const QImage image = draw(painter, options);
    QVERIFY(ink(image, link, options) > before + 10);
    QCOMPARE(ink(image, other, options), otherBefore);
    QCOMPARE(image.pixelColor((layout.sourceRect(4).topLeft() + QPointF(7, 7)).toPoint()), options.style.accentSoft);
}

void TestLinksPainter::laterStepsStayOut()
{
    const LinksPainter painter(test::shared(test::translationTrace()));
    LinksOptions options;
    const LinksLayout layout = painter.layout(kArea, 0, options);
    const auto count = [&](int shown) {
        options.shownSteps = shown;
        QImage image(kArea.size().toSize() + QSize(40, 40), QImage::Format_RGB32);
        QPainter device(&image);
        return painter.paint(device, painter.layout(kArea, 0, options), options, kArea);
    };
    const LinksPaintCount all = count(-1);
    QCOMPARE(all.words, 17);
    QCOMPARE(count(3).words, 13);
    QVERIFY(count(3).links < all.links && count(3).links > 0);
    QCOMPARE(count(0).links, 0);
    options.shownSteps = 3;
    QCOMPARE(painter.layout(kArea, 0, options).targets, layout.targets); // nothing moves when the others come
}

// Pixels are for pixel devices: an SVG has one path a link.
void TestLinksPainter::figuresKeepTheirCurves()
{
    const LinksPainter painter(test::shared(test::translationTrace()));
    const LinksOptions options;
    QPicture picture;
    QPainter device(&picture);
    const LinksPaintCount count = painter.paint(device, painter.layout(kArea, 0, options), options, kArea);
    device.end();
    QVERIFY(count.links > 10);
    QImage turned(1000, 1000, QImage::Format_RGB32);
    turned.fill(options.style.background);
    QPainter sideways(&turned);
    sideways.translate(900, 0);
    sideways.rotate(90);
    QCOMPARE(painter.paint(sideways, painter.layout(kArea, 0, options), options, kArea).links, count.links);
    sideways.end();
    const QImage upright = draw(painter, options);
    const double y = painter.layout(kArea, 0, options).band.center().y();
    const double x = painter.layout(kArea, 0, options).linkX(3, 4, y);
    QVERIFY(std::abs(ink(upright, {x, y}, options) - ink(turned, {900 - y, x}, options)) < 25);
}

void TestLinksPainter::onlyVisibleIsDrawn()
{
    const LinksPainter painter(test::shared(test::diagonalTrace(1000)));
    LinksPaintCount count;
    draw(painter, {}, &count);
    QVERIFY(count.words > 10 && count.words < 100);
    QVERIFY(count.links > 5 && count.links < 100);
}

void TestLinksPainter::modelsWithoutAttentionAreExplained()
{
    AttentionTrace trace = test::translationTrace();
    trace.model.match = MatchFunction::None;
    for (AttentionStep &step : trace.steps)
        step.weights = {};
    const LinksPainter painter(test::shared(std::move(trace)));
    QVERIFY(!painter.hasAttention());
    LinksPaintCount count;
    const LinksOptions options;
    const QImage image = draw(painter, options, &count);
    QCOMPARE(count.links, 0);
    QCOMPARE(count.words, 17);
    const LinksLayout layout = painter.layout(kArea, 0, options);
    QCOMPARE(image.pixelColor((layout.band.center() - QPointF(0, 14)).toPoint()), options.style.noteSurface);
}

void TestLinksPainter::oddTracesAreDrawn()
{
    LinksPaintCount count;
    draw(LinksPainter(), {}, &count);
    QCOMPARE(count.words, 0);
    // No step yet, a step without weights, too few weights, NaN.
    draw(LinksPainter(test::shared(test::translationTraceAfter(0))), {}, &count);
    QCOMPARE(count.words, 11); // and "…"
    AttentionTrace odd = test::makeTrace({"a", "b"}, {"x", "", "z", "w"}, {{0.5, 0.5}, {}, {0.7}, {0.2, 0.8}});
    odd.steps[3].weights[0] = std::numeric_limits<Scalar>::quiet_NaN();
    const LinksPainter painter(test::shared(std::move(odd)));
    draw(painter, {}, &count);
    QCOMPARE(count.links, 4);
    QCOMPARE(painter.strongestSource(1), -1);
    QCOMPARE(painter.strongestSource(3), 1);
    QVERIFY(std::isnan(painter.weight(2, 1)) && std::isnan(painter.weight(9, 0)) && std::isnan(painter.weight(0, -1)));
}

void TestLinksPainter::sixtyWordsPaintFast()
{
    const LinksPainter painter(test::shared(test::diagonalTrace(60)));
    LinksOptions options;
    options.threshold = 0;
    options.currentStep = 30;
    draw(painter, options);
    QElapsedTimer timer;
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        timer.start();
        draw(painter, options);
        best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("60 x 60 without a threshold: %.1f ms", best);
    QVERIFY(best < 200); // the machine may be busy; the bar of 16 ms is the benchmark's
}

// FOVEA_PICTURES=folder writes what a person may look at.
void TestLinksPainter::pictures()
{
    const QString folder = qEnvironmentVariable("FOVEA_PICTURES");
    if (folder.isEmpty())
        QSKIP("FOVEA_PICTURES is not set");
    const LinksPainter painter(test::shared(test::translationTrace()));
    LinksOptions options;
    options.currentStep = 3;
    QVERIFY(draw(painter, options).save(folder + "/links_light.png"));
    options.isolated = {-1, 2};
    options.style = Style::darkTheme();
    QVERIFY(draw(painter, options).save(folder + "/links_dark.png"));
    const LinksPainter large(test::shared(test::diagonalTrace(60)));
    options = {};
    options.threshold = 0;
    options.currentStep = 4;
    QVERIFY(draw(large, options).save(folder + "/links_large.png"));
    AttentionTrace none = test::translationTraceAfter(5);
    none.model.match = MatchFunction::None;
    options.highlightedSource = 3;
    QVERIFY(draw(LinksPainter(test::shared(std::move(none))), options).save(folder + "/links_none.png"));
}

QTEST_MAIN(TestLinksPainter)
#include "test_links_painter.moc"
