// links: fovea_ui
#include <cmath>
#include <limits>

#include <QImage>
#include <QPainter>
#include <QTest>

#include "support/heatmap_trace.h"
#include "ui/render/heatmap/heatmap_painter.h"
#include "ui/text/trace_text.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

constexpr QRectF kArea(0, 0, 900, 700);

struct Picture {
    QImage image;
    HeatmapLayout layout;
    PaintCount count;
};

Picture draw(const HeatmapPainter &painter, const HeatmapOptions &options, QSizeF cell, QPointF scroll = {},
             const QRectF &exposed = kArea)
{
    Picture picture;
    picture.layout = painter.layout(kArea, cell, options);
    picture.layout.scroll = scroll;
    picture.image = QImage(kArea.size().toSize(), QImage::Format_RGB32);
    picture.image.fill(options.style.background);
    QPainter device(&picture.image);
    picture.count = painter.paint(device, picture.layout, options, exposed);
    return picture;
}

// Away from the middle, where the value stands.
QPoint insideCorner(const HeatmapLayout &layout, int row, int column)
{
    const QRectF cell = layout.cellRect(row, column);
    return (cell.topLeft() + QPointF(cell.width(), cell.height()) * 0.2).toPoint();
}

bool anyPixel(const QImage &image, const QRectF &area, QRgb color)
{
    const QRect pixels = area.toRect() & image.rect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y)
        for (int x = pixels.left(); x <= pixels.right(); ++x)
            if (image.pixel(x, y) == color)
                return true;
    return false;
}

} // namespace

class TestHeatmapPainter : public QObject
{
    Q_OBJECT

private slots:
    void labelsOfTraces();
    void cellsHaveTheirColors_data();
    void cellsHaveTheirColors();
    void hitTestGoesBothWays_data();
    void hitTestGoesBothWays();
    void onlyVisibleCellsAreDrawn();
    void tinyCellsKeepNarrowPeaks();
    void scales();
    void divergingScaleIsSymmetric();
    void currentRowIsMarked();
    void rowToCome();
    void laterRowsStayEmpty();
    void valuesOnlyWhereTheyFit();
    void labelModes();
    void everythingFits();
    void modelsWithoutAttentionAreExplained();
    void oddTracesAreDrawn();
    void emptyTraces();
};

void TestHeatmapPainter::labelsOfTraces()
{
    AttentionTrace trace = test::makeTrace({"a\nb", " ", "\xff", "⟨end⟩"}, {"x"}, {{0.25, 0.25, 0.25, 0.25}});
    QCOMPARE(sourceLabel(trace, 0), QStringLiteral("a\u2423b"));
    QCOMPARE(sourceLabel(trace, 1), QStringLiteral("\u2423"));
    QCOMPARE(sourceLabel(trace, 2), QStringLiteral("\ufffd"));
    QVERIFY(isSpecialSymbol(sourceLabel(trace, 3)));
    QVERIFY(!isSpecialSymbol(QStringLiteral("end")));
    QCOMPARE(sourceLabel(trace, 4), QString());
    QCOMPARE(targetLabel(trace, 1), QString());
    trace.source = {SourceAxis::Kind::Grid, {}, 1, 2, 3};
    QCOMPARE(sourceLabel(trace, 4), QStringLiteral("2,2"));
    trace.source = {SourceAxis::Kind::Frames, {}, 2, 2, 3};
    QCOMPARE(sourceLabel(trace, 7), QStringLiteral("2:1,2"));
}

void TestHeatmapPainter::cellsHaveTheirColors_data()
{
    QTest::addColumn<QSizeF>("cell");
    QTest::addColumn<int>("map");
    for (const ColorMapId id : kColorMapIds) {
        QTest::addRow("large %s", name(id).data()) << QSizeF(62, 62) << static_cast<int>(id);
        QTest::addRow("rectangular %s", name(id).data()) << QSizeF(40, 25) << static_cast<int>(id);
        QTest::addRow("plain %s", name(id).data()) << QSizeF(9, 9) << static_cast<int>(id);
        QTest::addRow("image %s", name(id).data()) << QSizeF(5, 4) << static_cast<int>(id);
    }
}

void TestHeatmapPainter::cellsHaveTheirColors()
{
    QFETCH(const QSizeF, cell);
    QFETCH(const int, map);
    const HeatmapPainter painter(test::shared(test::translationTrace()));
    HeatmapOptions options;
    options.colorMap = static_cast<ColorMapId>(map);
    const Picture picture = draw(painter, options, cell);
    const ColorMap colors(options.colorMap);
    // The largest weight is 0.62: the scale ends at 0.7.
    for (int row = 0; row < 7; ++row)
        for (int column = 0; column < 10; ++column) {
            const double position = painter.weight(row, column) / 0.7;
            const QRgb expected = colors.rgb(colors.diverging() ? 0.5 + position / 2 : position);
            QCOMPARE(picture.image.pixel(insideCorner(picture.layout, row, column)), expected);
            QCOMPARE(painter.cellColor(options, row, column), expected);
        }
    QCOMPARE(picture.count.cells, 70);
}

void TestHeatmapPainter::hitTestGoesBothWays_data()
{
    QTest::addColumn<QSizeF>("cell");
    QTest::addColumn<QPointF>("scroll");
    QTest::newRow("large") << QSizeF(62, 62) << QPointF();
    QTest::newRow("scrolled") << QSizeF(62, 50) << QPointF(131, 57);
    QTest::newRow("small") << QSizeF(7, 9) << QPointF();
    QTest::newRow("fractional") << QSizeF(3.7, 2.3) << QPointF(5, 1);
    QTest::newRow("zoomed in") << QSizeF(160, 160) << QPointF(700, 300);
}

void TestHeatmapPainter::hitTestGoesBothWays()
{
    QFETCH(const QSizeF, cell);
    QFETCH(const QPointF, scroll);
    const HeatmapPainter painter(test::shared(test::translationTrace()));
    HeatmapLayout layout = painter.layout(kArea, cell, {});
    layout.scroll = scroll;
    int seen = 0;
    for (int row = 0; row < layout.rows; ++row)
        for (int column = 0; column < layout.columns; ++column) {
            const QPointF centre = layout.cellRect(row, column).center();
            const auto hit = layout.cellAt(centre);
            if (!layout.matrix.contains(centre)) {
                QVERIFY(!hit);
                continue;
            }
            ++seen;
            QVERIFY(hit.has_value());
            QCOMPARE(*hit, (HeatmapCell{row, column}));
            QCOMPARE(layout.rowAt({layout.targetLabels.center().x(), centre.y()}), std::optional<int>(row));
            QCOMPARE(layout.columnAt({centre.x(), layout.sourceLabels.center().y()}), std::optional<int>(column));
            const CellRange rows = layout.visibleRows(kArea);
            const CellRange columns = layout.visibleColumns(kArea);
            QVERIFY(row >= rows.first && row < rows.last && column >= columns.first && column < columns.last);
        }
    QVERIFY(seen > 5);
    QVERIFY(!layout.cellAt(layout.matrix.topLeft() - QPointF(1, 1)));
    QVERIFY(!layout.cellAt(layout.matrix.bottomRight() + QPointF(1, 1)));
    QVERIFY(!layout.cellAt(layout.sourceLabels.center()));
}

void TestHeatmapPainter::onlyVisibleCellsAreDrawn()
{
    const HeatmapPainter painter(test::shared(test::diagonalTrace(1000)));
    const HeatmapOptions options;
    const QSizeF cell(30, 30);
    const Picture whole = draw(painter, options, cell, {15000, 15000});
    const QRectF matrix = whole.layout.matrix;
    const double most = (matrix.width() / 30 + 2) * (matrix.height() / 30 + 2);
    const auto drawn = static_cast<double>(whole.count.cells);
    QVERIFY(drawn > 0.8 * most && drawn <= most);
    QVERIFY(whole.count.labels < 80);
    // Row and column 500 are on the diagonal and in sight.
    QCOMPARE(whole.image.pixel(insideCorner(whole.layout, 505, 505)), painter.cellColor(options, 505, 505));
    QVERIFY(painter.cellColor(options, 505, 505) != painter.cellColor(options, 505, 506));

    // One cell exposed: one cell drawn, and nothing outside touched.
    const QRectF one = whole.layout.cellRect(505, 505).adjusted(2, 2, -2, -2);
    const Picture part = draw(painter, options, cell, {15000, 15000}, one);
    QCOMPARE(part.count.cells, 1);
    QCOMPARE(part.count.labels, 0);
    QCOMPARE(part.image.pixel(insideCorner(part.layout, 504, 504)), options.style.background.rgb());

    const Picture labels = draw(painter, options, cell, {15000, 15000}, whole.layout.targetLabels);
    QCOMPARE(labels.count.cells, 0);
    QVERIFY(labels.count.labels > 5);
}

void TestHeatmapPainter::tinyCellsKeepNarrowPeaks()
{
    const HeatmapPainter painter(test::shared(test::diagonalTrace(2000)));
    const HeatmapOptions options;
    const Picture picture = draw(painter, options, {0.25, 0.25});
    const QRgb peak = painter.cellColor(options, 0, 0);
    const QRgb low = painter.cellColor(options, 0, 1);
    for (int row = 100; row < 1900; row += 100) {
        QCOMPARE(picture.image.pixel(picture.layout.cellRect(row, row).center().toPoint()), peak);
        QCOMPARE(picture.image.pixel(picture.layout.cellRect(row, (row + 1000) % 2000).center().toPoint()), low);
    }
}

void TestHeatmapPainter::scales()
{
    const HeatmapPainter painter(test::shared(test::translationTrace()));
    HeatmapOptions options;
    const auto end = [&](ScaleMode mode, int row) {
        options.scale = mode;
        return painter.range(options, row).maximum;
    };
    QCOMPARE(end(ScaleMode::Unit, 0), 1.0);
    QCOMPARE(end(ScaleMode::Maximum, 0), 0.7);
    QCOMPARE(static_cast<float>(end(ScaleMode::PerRow, 0)), 0.44F);
    const ColorMap map;
    QCOMPARE(painter.cellColor(options, 1, 2), map.rgb(1)); // the row's largest
    QCOMPARE(painter.ticks(options).texts.size(), 2);
    // A row of zeros has a scale, too.
    const HeatmapPainter zeros(test::shared(test::makeTrace({"a", "b"}, {"x"}, {{0, 0}})));
    QCOMPARE(zeros.cellColor(options, 0, 0), map.rgb(0));
    options.scale = ScaleMode::Maximum;
    QCOMPARE(zeros.range(options).maximum, 1.0);
}

void TestHeatmapPainter::divergingScaleIsSymmetric()
{
    HeatmapOptions options;
    options.colorMap = ColorMapId::Diverging;
    const HeatmapPainter painter(test::shared(test::makeTrace({"a", "b", "c"}, {"x"}, {{-0.25, 0, 0.5}})));
    const ColorMap map(options.colorMap);
    QCOMPARE(painter.cellColor(options, 0, 1), map.rgb(0.5));
    QCOMPARE(painter.cellColor(options, 0, 2), map.rgb(1));
    QCOMPARE(painter.cellColor(options, 0, 0), map.rgb(0.25));
    options.colorMap = ColorMapId::Viridis;
    QCOMPARE(painter.range(options).minimum, -0.25);
    const Picture picture = draw(painter, options, {62, 62});
    QVERIFY(picture.layout.valuePixelSize > 0);
}

void TestHeatmapPainter::currentRowIsMarked()
{
    const HeatmapPainter painter(test::shared(test::translationTrace()));
    HeatmapOptions options;
    const QRgb accent = options.style.accent.rgb();
    const Picture without = draw(painter, options, {60, 60});
    QVERIFY(!anyPixel(without.image, kArea, accent));
    options.currentRow = 3;
    const Picture with = draw(painter, options, {60, 60});
    const QRectF row = with.layout.rowRect(3);
    QVERIFY(anyPixel(with.image, {row.left(), row.top() - 5, row.width(), 5}, accent));
    QVERIFY(anyPixel(with.image, {row.left(), row.bottom(), row.width(), 5}, accent));
    QVERIFY(anyPixel(with.image, {with.layout.targetLabels.left(), row.top(), row.left() - 20, row.height()}, accent));
    // "machine" looks at 机 and 器.
    QCOMPARE(painter.strongestColumns(3), (std::vector<int>{4, 5}));
    for (int column = 0; column < 10; ++column) {
        const QRectF label(with.layout.columnRect(column).left(), with.layout.sourceLabels.top(), 60,
                           with.layout.sourceLabels.height() - 6);
        QCOMPARE(anyPixel(with.image, label, accent), column == 4 || column == 5);
    }
    // All weights alike: no word stands out.
    const HeatmapPainter uniform(test::shared(test::makeTrace({"a", "b", "c", "d"}, {"x"}, {{.25, .25, .25, .25}})));
    QVERIFY(uniform.strongestColumns(0).empty());
    QVERIFY(uniform.strongestColumns(-1).empty());
    QVERIFY(uniform.strongestColumns(7).empty());
}

void TestHeatmapPainter::rowToCome()
{
    const HeatmapPainter painter(test::shared(test::translationTraceAfter(5)));
    QCOMPARE(painter.rows(), 6);
    QVERIFY(painter.isRowToCome(5));
    QCOMPARE(painter.targetLabel(5), QStringLiteral("\u2026"));
    HeatmapOptions options;
    const Picture picture = draw(painter, options, {60, 60});
    QCOMPARE(picture.count.cells, 50);
    const QRectF cell = picture.layout.cellRect(5, 4);
    QCOMPARE(picture.image.pixel(cell.center().toPoint()), options.style.background.rgb());
    QVERIFY(anyPixel(picture.image, cell, options.style.gridLine.rgb()));
    const HeatmapPainter complete(test::shared(test::translationTrace()));
    QCOMPARE(complete.rows(), 7);
    QVERIFY(!complete.isRowToCome(6));
    // Before the first step only the row to come is there.
    const HeatmapPainter none(test::shared(test::translationTraceAfter(0)));
    QCOMPARE(none.rows(), 1);
    QCOMPARE(draw(none, options, {60, 60}).count.cells, 0);
    QCOMPARE(draw(none, options, {4, 4}).count.cells, 0);
}

// An animation: a matrix that grows without moving or changing its scale.
void TestHeatmapPainter::laterRowsStayEmpty()
{
    const HeatmapPainter painter(test::shared(test::translationTrace()));
    HeatmapOptions options;
    for (const QSizeF cell : {QSizeF(40, 30), QSizeF(4, 4)}) {
        options.shownRows = -1;
        const Picture whole = draw(painter, options, cell);
        options.shownRows = 3;
        const Picture part = draw(painter, options, cell);
        QCOMPARE(part.layout.matrix, whole.layout.matrix);
        QCOMPARE(whole.count.cells, 70LL);
        QCOMPARE(part.count.cells, 30LL);
        const QPoint shown = part.layout.cellRect(2, 2).topLeft().toPoint() + QPoint(2, 2);
        const QPoint later = part.layout.cellRect(3, 4).topLeft().toPoint() + QPoint(2, 2);
        QCOMPARE(part.image.pixel(shown), whole.image.pixel(shown));
        QCOMPARE(part.image.pixelColor(later), options.style.background);
        QVERIFY(whole.image.pixelColor(later) != options.style.background);
        options.shownRows = 0;
        QCOMPARE(draw(painter, options, cell).count.cells, 0LL);
    }
}

void TestHeatmapPainter::valuesOnlyWhereTheyFit()
{
    const HeatmapPainter painter(test::shared(test::translationTrace()));
    HeatmapOptions options;
    const auto size = [&](QSizeF cell) { return painter.layout(kArea, cell, options).valuePixelSize; };
    QCOMPARE(size({62, 62}), 11);
    QVERIFY(size({34, 20}) >= 9);
    QCOMPARE(size({22, 22}), 0);
    QCOMPARE(size({60, 10}), 0);
    const HeatmapLayout layout = painter.layout(kArea, {62, 62}, options);
    const QRectF middle = QRectF(0, 0, 30, 12).translated(layout.cellRect(0, 0).center() - QPointF(15, 6));
    const auto darkest = [&] {
        const QImage image = draw(painter, options, {62, 62}).image.copy(middle.toRect());
        int value = 255;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                value = std::min(value, qGray(image.pixel(x, y)));
        return value;
    };
    const int cell = qGray(painter.cellColor(options, 0, 0));
    QVERIFY(darkest() < cell - 40);
    options.showValues = false;
    QCOMPARE(size({62, 62}), 0);
    QCOMPARE(darkest(), cell);
}

void TestHeatmapPainter::labelModes()
{
    const HeatmapOptions options;
    const auto mode = [&](const std::vector<std::string> &words, double width) {
        AttentionTrace trace;
        trace.source.labels = words;
        return HeatmapPainter(test::shared(trace)).layout(kArea, {width, 40}, options).sourceMode;
    };
    const std::vector<std::string> latin{"ein", "Hund", "läuft", "durch", "den", "Schnee"};
    QCOMPARE(mode(latin, 80), LabelMode::Horizontal);
    QCOMPARE(mode(latin, 30), LabelMode::Slanted);
    QCOMPARE(mode(latin, 10), LabelMode::Vertical);
    const std::vector<std::string> chinese{"今天", "机器", "学习", "很", "好", "⟨end⟩"};
    QCOMPARE(mode(chinese, 80), LabelMode::Horizontal);
    QCOMPARE(mode(chinese, 24), LabelMode::Stacked);

    AttentionTrace trace;
    trace.source.labels = chinese;
    const HeatmapLayout stacked = HeatmapPainter(test::shared(trace)).layout(kArea, {10, 10}, options);
    QVERIFY(stacked.sourceStride > 1 || stacked.sourcePixelSize <= 10);
    QVERIFY(stacked.sourcePixelSize >= 8);

    // Long words are cut, so that the matrix keeps most of the room.
    trace.source.labels = {std::string(500, 'x'), "b"};
    const HeatmapLayout cut = HeatmapPainter(test::shared(trace)).layout(kArea, {20, 20}, options);
    QVERIFY(cut.sourceLabels.height() < kArea.height() / 2);
}

void TestHeatmapPainter::everythingFits()
{
    const HeatmapOptions options;
    for (const int n : {1, 3, 12, 40, 300, 1000}) {
        const HeatmapPainter painter(test::shared(test::diagonalTrace(n)));
        const QSizeF cell = painter.fittingCell(kArea.size(), 0.1, 62, options);
        const HeatmapLayout layout = painter.layout(kArea, cell, options);
        QVERIFY2(layout.maximumScroll().isNull(), QByteArray::number(n));
        QVERIFY(kArea.contains(layout.bounds()));
        QVERIFY(cell.width() <= 62 && cell.height() <= 62);
        QVERIFY2(n < 12 || layout.matrix.width() > 0.4 * kArea.width(), QByteArray::number(n));
    }
    // Rows to come are reserved: the cells keep their size while the matrix grows.
    const HeatmapPainter few(test::shared(test::translationTraceAfter(1)));
    const HeatmapPainter more(test::shared(test::translationTraceAfter(6)));
    QCOMPARE(few.fittingCell({700, 300}, 10, 62, options, 7).height(),
             more.fittingCell({700, 300}, 10, 62, options, 7).height());
}

void TestHeatmapPainter::modelsWithoutAttentionAreExplained()
{
    AttentionTrace trace = test::translationTrace();
    trace.model.match = MatchFunction::None;
    for (AttentionStep &step : trace.steps) {
        step.weights.resize(0);
        step.energies.resize(0);
    }
    QVERIFY(!hasAttention(trace));
    const HeatmapPainter painter(test::shared(trace));
    HeatmapOptions options;
    options.currentRow = 2;
    const Picture picture = draw(painter, options, {60, 60});
    QCOMPARE(picture.count.cells, 0);
    QCOMPARE(picture.count.labels, 7 + 10 + 1);
    QVERIFY(picture.layout.colorBar.isEmpty());
    QVERIFY(anyPixel(picture.image, picture.layout.matrix, options.style.mutedText.rgb()));
    QVERIFY(anyPixel(picture.image, picture.layout.targetLabels, options.style.accent.rgb()));
    QVERIFY(std::isnan(painter.weight(0, 0)));
}

void TestHeatmapPainter::oddTracesAreDrawn()
{
    // A row too short, a row too long, one that is not a number, right-to-left words, an emoji, an endless word.
    AttentionTrace trace = test::makeTrace({"שלום", "مرحبا", "😀", std::string(3000, 'w')}, {"a", "b", "c"},
                                           {{0.5}, {0.1, 0.2, 0.3, 0.2, 0.2}, {0.1, 0.2, 0.3, 0.4}}, false);
    trace.steps[2].weights[1] = std::numeric_limits<Scalar>::quiet_NaN();
    const HeatmapPainter painter(test::shared(trace));
    HeatmapOptions options;
    options.showValues = false;
    for (const QSizeF cell : {QSizeF(60, 60), QSizeF(20, 20), QSizeF(4, 4)}) {
        const Picture picture = draw(painter, options, cell);
        QCOMPARE(picture.image.pixel(insideCorner(picture.layout, 2, 1)), ColorMap::nanColor());
        QCOMPARE(picture.image.pixel(insideCorner(picture.layout, 0, 2)), ColorMap::nanColor());
        QCOMPARE(picture.image.pixel(insideCorner(picture.layout, 1, 2)), painter.cellColor(options, 1, 2));
    }
    QVERIFY(std::isnan(painter.weight(1, 4)));
    QVERIFY(std::isnan(painter.weight(3, 0)));
}

void TestHeatmapPainter::emptyTraces()
{
    for (const auto &trace : {std::shared_ptr<const AttentionTrace>(), test::shared(AttentionTrace())}) {
        const HeatmapPainter painter(trace);
        QCOMPARE(painter.columns(), 0);
        const Picture picture = draw(painter, {}, {30, 30});
        QCOMPARE(picture.count.cells, 0);
        QVERIFY(!picture.layout.cellAt({10, 10}));
        QVERIFY(painter.fittingCell(kArea.size(), 1, 62, {}).isValid());
    }
}

QTEST_MAIN(TestHeatmapPainter)
#include "test_heatmap_painter.moc"
