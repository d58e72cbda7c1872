// links: fovea_ui
#include <cmath>
#include <limits>
#include <map>

#include <QImage>
#include <QPainter>
#include <QTest>

#include "support/diagram_trace.h"
#include "ui/render/diagram/diagram_painter.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

constexpr QRectF kArea(16, 16, 900, 620);

struct Picture {
    QImage image;
    DiagramLayout layout;
    DiagramPaintCount count;
};

DiagramOptions atStep(int step)
{
    DiagramOptions options;
    options.step = step;
    return options;
}

Picture draw(const DiagramPainter &painter, const DiagramOptions &options, QPointF scroll = {})
{
    Picture picture;
    picture.layout = painter.layout(kArea, scroll, options);
    picture.image = QImage(932, 652, QImage::Format_RGB32);
    picture.image.fill(options.style.background);
    QPainter device(&picture.image);
    picture.count = painter.paint(device, picture.layout, options, picture.image.rect());
    return picture;
}

QRgb pixel(const Picture &picture, QPointF place) { return picture.image.pixel(place.toPoint()); }

// Pixels of a vertical run of this colour, or of a line of it across, that differ from the background.
int inkAcross(const Picture &picture, double y, double left, double right, QRgb background)
{
    int ink = 0;
    for (int x = int(left); x <= int(right); ++x)
        ink += picture.image.pixel(x, int(y)) != background ? 1 : 0;
    return ink;
}

int inkIn(const Picture &picture, const QRectF &area, QRgb background)
{
    int ink = 0;
    for (int y = int(area.top()); y < int(area.bottom()); ++y)
        ink += inkAcross(picture, y, area.left(), area.right() - 1, background);
    return ink;
}

QRectF stripOf(const DiagramLayout &layout, int column)
{
    const QRectF box = layout.annotationBox(column);
    return {box.left() + 6, box.bottom() - 14, box.width() - 12, 8};
}

} // namespace

class TestDiagramPainter : public QObject
{
    Q_OBJECT

private slots:
    void barsHaveTheColorsOfTheMatrix_data();
    void barsHaveTheColorsOfTheMatrix();
    void barsGrowWithTheWeight();
    void linesGrowWithTheWeight();
    void stripsShowTheValues();
    void hitTestGoesBothWays();
    void equationsHaveTheNumbers();
    void equationsOfEveryMatch();
    void stagesToComeAreFaint();
    void progressOfAStage();
    void withoutAMatch();
    void fileTraceWithoutStates();
    void oddTraces();
    void everythingFits();
    void longSentencesDrawWhatIsVisible();
};

void TestDiagramPainter::barsHaveTheColorsOfTheMatrix_data()
{
    QTest::addColumn<int>("map");
    for (const ColorMapId id : kColorMapIds)
        QTest::addRow("%s", name(id).data()) << static_cast<int>(id);
}

void TestDiagramPainter::barsHaveTheColorsOfTheMatrix()
{
    QFETCH(const int, map);
    const auto trace = test::shared(test::withStates(test::translationTrace()));
    const DiagramPainter painter(trace);
    const HeatmapPainter matrix(trace);
    DiagramOptions options = atStep(3);
    options.colorMap = static_cast<ColorMapId>(map);
    HeatmapOptions cells;
    cells.colorMap = options.colorMap;
    const Picture picture = draw(painter, options);
    for (const int column : {0, 4, 5}) {
        const QRectF bar = picture.layout.barRect(column, painter.barFraction(options, column));
        QCOMPARE(painter.barColor(options, column), matrix.cellColor(cells, 3, column));
        if (bar.height() > 6) {
            QCOMPARE(pixel(picture, bar.center()), painter.barColor(options, column));
            QVERIFY(pixel(picture, bar.center() - QPointF(bar.width() / 2 + 3, 0)) !=
                    painter.barColor(options, column));
        }
    }
}

void TestDiagramPainter::barsGrowWithTheWeight()
{
    const DiagramPainter painter(test::shared(test::translationTrace()));
    const DiagramOptions options = atStep(3); // 0.47 and 0.38 of a scale that ends at 0.7
    const DiagramLayout layout = painter.layout(kArea, {}, options);
    QVERIFY(std::abs(painter.barFraction(options, 4) - 0.47 / 0.7) < 1e-6);
    const double full = layout.barBase - layout.barTop;
    QVERIFY(std::abs(layout.barRect(4, painter.barFraction(options, 4)).height() - full * 0.47 / 0.7) < 1e-3);
    QCOMPARE(layout.barRect(4, 0.5).bottom(), layout.barBase);
    QVERIFY(layout.barRect(0, 0).height() > 0);
    QCOMPARE(painter.strongestColumn(3), 4);
    QCOMPARE(painter.strongestColumn(-1), -1);
    QCOMPARE(painter.strongestColumn(70), -1);
}

void TestDiagramPainter::linesGrowWithTheWeight()
{
    const DiagramPainter painter(test::shared(test::translationTrace()));
    const DiagramOptions options = atStep(3);
    QVERIFY(painter.lineWidth(options, 4) > painter.lineWidth(options, 5));
    QVERIFY(painter.lineWidth(options, 5) > painter.lineWidth(options, 2));
    QVERIFY(painter.lineWidth(options, 2) > painter.lineWidth(options, 0));
    const Picture picture = draw(painter, options);
    QCOMPARE(picture.count.lines, 10);
    // A line arrives from above its bar's number: across its end there is as much ink as it is thick.
    const QRgb background = options.style.background.rgb();
    const auto thickness = [&](int column) {
        const double number = picture.layout.barRect(column, painter.barFraction(options, column)).top() - 1.4 * 13;
        const double x = picture.layout.columnCentre(column);
        return inkAcross(picture, number - 2, x - 12, x + 12, background);
    };
    QVERIFY2(thickness(4) >= 7 && thickness(4) <= 10, qPrintable(QString::number(thickness(4))));
    QVERIFY(thickness(4) > thickness(0) + 3);
    QVERIFY(thickness(0) >= 1 && thickness(0) <= 3);
}

void TestDiagramPainter::stripsShowTheValues()
{
    AttentionTrace trace = test::withStates(test::translationTrace());
    trace.annotations.setConstant(-1);
    trace.annotations.col(1).setConstant(1);
    trace.annotations.col(2).setZero();
    for (const Style &style : {Style::lightTheme(), Style::darkTheme()}) {
        DiagramOptions options = atStep(3);
        options.style = style;
        const Picture picture = draw(DiagramPainter(test::shared(trace)), options);
        const auto strip = [&](int column) {
            // Between two cells there is a hair of space: the strip's most frequent colour is its value's.
            std::map<QRgb, int> colors;
            const QRectF area = stripOf(picture.layout, column);
            for (int x = int(area.left()); x < int(area.right()); ++x)
                ++colors[picture.image.pixel(x, int(area.center().y()))];
            return std::max_element(colors.begin(), colors.end(), [](auto a, auto b) { return a.second < b.second; })
                ->first;
        };
        QCOMPARE(strip(0), valueColor(-1, 1, style).rgb());
        QCOMPARE(strip(1), valueColor(1, 1, style).rgb());
        QCOMPARE(strip(2), valueColor(0, 1, style).rgb());
        QVERIFY(qBlue(strip(0)) > qRed(strip(0)));
        QVERIFY(qRed(strip(1)) > qBlue(strip(1)));
    }
    QCOMPARE(valueColor(std::nan(""), 1, Style::lightTheme()), valueColor(0, 1, Style::lightTheme()));
}

void TestDiagramPainter::hitTestGoesBothWays()
{
    const DiagramPainter painter(test::shared(test::diagonalTrace(60)));
    for (const double scroll : {0.0, 333.0, 1e9}) {
        const DiagramLayout layout = painter.layout(kArea, {scroll, 0}, atStep(5));
        QVERIFY(layout.scroll.x() <= layout.maximumScroll().x());
        const CellRange visible = layout.visibleColumns(kArea);
        QVERIFY(visible.size() > 5 && visible.size() < 25);
        for (int i = visible.first + 1; i + 1 < visible.last; ++i) {
            QCOMPARE(layout.columnAt(layout.columnRect(i).center()).value_or(-1), i);
            QCOMPARE(layout.hitAt(layout.matchBox(i).center()), (DiagramHit{DiagramPart::Match, i}));
            QCOMPARE(layout.hitAt(layout.annotationBox(i).center()), (DiagramHit{DiagramPart::Word, i}));
            QCOMPARE(layout.hitAt(layout.wordRect(i).center()), (DiagramHit{DiagramPart::Word, i}));
            QCOMPARE(layout.hitAt(layout.barRect(i, 0.5).center()), (DiagramHit{DiagramPart::Weight, i}));
        }
        for (const auto &[box, part] : {std::pair{layout.output, DiagramPart::Output},
                                        {layout.update, DiagramPart::Update},
                                        {layout.context, DiagramPart::Context},
                                        {layout.previousState, DiagramPart::PreviousState},
                                        {layout.nextState, DiagramPart::NextState},
                                        {layout.previousWord, DiagramPart::PreviousWord}})
            QCOMPARE(layout.hitAt(box.center()), (DiagramHit{part, -1}));
        QCOMPARE(layout.hitAt({-5, -5}), DiagramHit());
        QVERIFY(!layout.columnAt({layout.columnsView.center().x(), layout.columnsView.top() - 1}));
    }
    // Beside the few columns of a short sentence there is none.
    const DiagramLayout layout = DiagramPainter(test::shared(test::diagonalTrace(2))).layout(kArea, {}, atStep(0));
    QVERIFY(!layout.columnAt({layout.columnsView.left() + 2, layout.matchTop}));
    QVERIFY(!layout.columnAt({layout.columnsView.right() - 2, layout.matchTop}));
}

void TestDiagramPainter::equationsHaveTheNumbers()
{
    AttentionTrace trace = test::withStates(test::translationTrace());
    trace.steps[3].energies[4] = Scalar(2.31);
    const DiagramText text(trace, 3);
    QCOMPARE(text.equation(Stage::Match, 4), QStringLiteral("e₅ = vᵀ tanh(W h₅ + U z₃ + b) = 2.31"));
    QCOMPARE(text.equation(Stage::WeightedSum, 4), QStringLiteral("c₄ = 0.47 h₅ + 0.38 h₆ + 0.04 h₃ + …"));
    // Terms that would read 0.00 are left out, and that is said.
    QCOMPARE(text.weightedSum(100).count(QLatin1Char('h')), 8);
    QVERIFY(text.weightedSum(100).endsWith(QChar(0x2026)));
    QCOMPARE(DiagramText(trace, 0).weightedSum(100).count(QLatin1Char('h')), 10);
    QVERIFY(!DiagramText(trace, 0).weightedSum(100).contains(QChar(0x2026)));
    QVERIFY(text.equation(Stage::StateUpdate, 4).startsWith(QStringLiteral("z₄ = GRU(z₃, [y₃ ; c₄])")));
    const double change = double((trace.steps[3].state - trace.steps[2].state).norm() / trace.steps[2].state.norm());
    QVERIFY(text.equation(Stage::StateUpdate, 4).endsWith(QString::number(change, 'f', 2)));
    QCOMPARE(text.equation(Stage::Output, 4), QStringLiteral("p(machine) = softmax(readout(z₄, c₄, y₃)) = 0.67"));
    QCOMPARE(text.previousWord(), QStringLiteral("learning"));
    QCOMPARE(DiagramText(trace, 0).previousWord(), QStringLiteral("⟨begin⟩"));
    QCOMPARE(&DiagramText(trace, 0).previousState(), &trace.initialState);

    // exp(1) and exp(0); the masked third position does not take part in the sum.
    AttentionTrace two = test::makeTrace({"a", "b", "c"}, {"x"}, {{0.731, 0.269, 0}});
    two.steps[0].energies << 1, 0, 5;
    QCOMPARE(DiagramText(two, 0).equation(Stage::Softmax, 0),
             QStringLiteral("a₁ = exp(e₁) / Σⱼ exp(eⱼ) = 2.72 / 3.72 = 0.73"));
    two.steps[0].energies << 1000, 0, 5;
    QCOMPARE(DiagramText(two, 0).equation(Stage::Softmax, 0), QStringLiteral("a₁ = exp(e₁) / Σⱼ exp(eⱼ) = 0.73"));
    two.steps[0].overridden = true;
    QVERIFY(!DiagramText(two, 0).equation(Stage::Softmax, 0).contains(QStringLiteral("exp")));
}

void TestDiagramPainter::equationsOfEveryMatch()
{
    AttentionTrace trace = test::withStates(test::translationTrace());
    QStringList seen;
    for (const MatchFunction match : kMatchFunctions) {
        trace.model.match = match;
        seen << DiagramText(trace, 3).equation(Stage::Match, 0);
        QCOMPARE(seen.last().contains(QStringLiteral("e₁")), match != MatchFunction::None);
    }
    QCOMPARE(seen.removeDuplicates(), 0);
    // The cosine is computed from the trace's own vectors.
    trace.model.match = MatchFunction::Cosine;
    trace.annotations.col(2) = 3 * trace.steps[2].state;
    QVERIFY(DiagramText(trace, 3)
                .equation(Stage::Match, 2)
                .startsWith(QStringLiteral("e₃ = s cos(h₃, z₃) = s · 1.000 = ")));
}

void TestDiagramPainter::stagesToComeAreFaint()
{
    const DiagramPainter painter(test::shared(test::withStates(test::translationTrace())));
    DiagramOptions options = atStep(3);
    const QRectF bar = painter.layout(kArea, {}, options).barRect(4, painter.barFraction(options, 4));
    const QRgb full = painter.barColor(options, 4);
    const QRgb accent = options.style.accent.rgb();
    std::vector<Picture> pictures;
    for (const Stage stage : {Stage::Match, Stage::Softmax, Stage::WeightedSum, Stage::StateUpdate, Stage::Output}) {
        options.stage = stage;
        pictures.push_back(draw(painter, options));
        // The bar is there from the softmax on.
        QCOMPARE(pixel(pictures.back(), bar.center()) == full, stage >= Stage::Softmax);
    }
    const auto distance = [](QRgb a, QRgb b) {
        return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
    };
    const auto rim = [&](std::size_t stage, const QRectF &box) {
        // The outline's left side may lie between two pixels.
        for (int dx = -1; dx <= 1; ++dx)
            if (distance(pixel(pictures[stage], {box.left() + dx, box.top() + 0.7 * box.height()}), accent) < 250)
                return true;
        return false;
    };
    const DiagramLayout &layout = pictures[0].layout;
    for (std::size_t stage = 0; stage < pictures.size(); ++stage) {
        QCOMPARE(rim(stage, layout.matchBox(1)), stage == 0);
        QCOMPARE(rim(stage, layout.context), stage == 2);
        QCOMPARE(rim(stage, layout.update), stage == 3);
        QCOMPARE(rim(stage, layout.output), stage == 4);
    }
}

void TestDiagramPainter::progressOfAStage()
{
    const DiagramPainter painter(test::shared(test::withStates(test::translationTrace())));
    DiagramOptions options = atStep(3);
    options.stage = Stage::Softmax;
    options.progress = 0.3;
    const QRectF bar = painter.layout(kArea, {}, options).barRect(4, painter.barFraction(options, 4));
    const Picture early = draw(painter, options);
    QVERIFY(pixel(early, {bar.center().x(), bar.top() + 0.2 * bar.height()}) != painter.barColor(options, 4));
    QCOMPARE(pixel(early, {bar.center().x(), bar.bottom() - 0.15 * bar.height()}), painter.barColor(options, 4));
}

void TestDiagramPainter::withoutAMatch()
{
    const DiagramPainter painter(test::shared(test::withoutMatch(test::translationTrace())));
    for (const auto stage : {std::optional<Stage>(), std::optional(Stage::Match), std::optional(Stage::Softmax),
                             std::optional(Stage::Output)}) {
        DiagramOptions options = atStep(3);
        options.stage = stage;
        const Picture picture = draw(painter, options);
        QCOMPARE(picture.count.lines, 0);
        QCOMPARE(picture.count.columns, 10);
        const QRgb background = options.style.background.rgb();
        // No bars, an empty dashed box instead of an energy, and a line from the fixed vector.
        const DiagramLayout &layout = picture.layout;
        QCOMPARE(inkIn(picture,
                       {layout.columnsView.left() + 5, layout.barTop, layout.axis - 20 - layout.columnsView.left(),
                        layout.barBase - layout.barTop - 2},
                       background),
                 0);
        QCOMPARE(inkIn(picture, layout.matchBox(2).adjusted(4, 4, -4, -4), background), 0);
        QVERIFY(inkIn(picture, layout.matchBox(2), background) > 0);
        QVERIFY(inkIn(picture, {layout.axis - 3, layout.context.bottom() + 4, 6, 60}, background) > 40);
    }
    const DiagramText text(*painter.trace(), 3);
    QVERIFY(!text.equation(Stage::WeightedSum, 2).contains(QLatin1Char('h') + QStringLiteral("₁")));
    QVERIFY(text.weightedSum(3).startsWith(QStringLiteral("c₄")));
}

void TestDiagramPainter::fileTraceWithoutStates()
{
    AttentionTrace trace = test::translationTrace();
    for (AttentionStep &step : trace.steps)
        step.energies.resize(0);
    const DiagramPainter painter(test::shared(trace));
    const DiagramOptions options = atStep(3);
    const Picture picture = draw(painter, options);
    const QRgb surface = options.style.surface.rgb();
    const QRectF strip = stripOf(picture.layout, 1);
    QCOMPARE(inkIn(picture, QRectF(strip.left(), strip.center().y() + 2, strip.width(), 3), surface), 0);
    QCOMPARE(pixel(picture, picture.layout.matchBox(1).center()), surface);
    const QRectF bar = picture.layout.barRect(4, painter.barFraction(options, 4));
    QCOMPARE(pixel(picture, bar.center()), painter.barColor(options, 4));
    QCOMPARE(picture.count.lines, 10);
    QCOMPARE(DiagramText(trace, 3).equation(Stage::Match, 4), QStringLiteral("e₅ = vᵀ tanh(W h₅ + U z₃ + b)"));
    QVERIFY(std::isnan(DiagramText(trace, 3).stateChange()));
}

void TestDiagramPainter::oddTraces()
{
    QCOMPARE(draw(DiagramPainter(), atStep(0)).count.columns, 0);
    QCOMPARE(draw(DiagramPainter(test::shared(AttentionTrace())), atStep(0)).count.columns, 0);
    // Not a number, weights of another length, no steps at all, a grid without labels, a step outside.
    AttentionTrace trace = test::withStates(test::translationTrace());
    trace.steps[0].weights[3] = std::numeric_limits<Scalar>::quiet_NaN();
    trace.steps[0].energies[2] = std::numeric_limits<Scalar>::infinity();
    trace.steps[0].state[0] = std::numeric_limits<Scalar>::quiet_NaN();
    trace.steps[1].weights.conservativeResize(4);
    trace.steps[2].token = QString(300, QLatin1Char('w')).toStdString();
    const auto odd = test::shared(trace);
    const DiagramPainter painter(odd);
    for (const int step : {-1, 0, 1, 2, 7, 1000})
        for (int stage = 0; stage < kStages; ++stage) {
            DiagramOptions options = atStep(step);
            options.stage = static_cast<Stage>(stage);
            QCOMPARE(draw(painter, options).count.columns, 10);
            for (const int column : {-1, 3, 9, 12})
                QVERIFY(!DiagramText(*odd, step).equation(*options.stage, column).isEmpty());
        }
    trace.steps.clear();
    QCOMPARE(draw(DiagramPainter(test::shared(trace)), atStep(0)).count.lines, 0);
    AttentionTrace grid;
    grid.source = {SourceAxis::Kind::Grid, {}, 1, 3, 3};
    QCOMPARE(draw(DiagramPainter(test::shared(grid)), atStep(0)).count.columns, 9);
}

void TestDiagramPainter::everythingFits()
{
    const DiagramPainter painter(test::shared(test::withStates(test::translationTrace())));
    const DiagramLayout layout = painter.layout(kArea, {}, atStep(3));
    const QRectF boxes[] = {layout.output,  layout.update,       layout.previousState, layout.nextState,
                            layout.context, layout.previousWord, layout.columnsView,   layout.stageText};
    for (const QRectF &box : boxes)
        QVERIFY(kArea.adjusted(-1, -1, 1, 1).contains(box));
    for (std::size_t i = 0; i < std::size(boxes); ++i)
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!boxes[i].intersects(boxes[j]));
    QVERIFY(layout.maximumScroll().x() < 1e-6 && layout.maximumScroll().y() < 1e-6);
    // In a tall area the diagram stands in the middle, its words included.
    const QRectF tall(0, 0, 900, 1400);
    const DiagramOptions options = atStep(3);
    Picture picture;
    picture.layout = painter.layout(tall, {}, options);
    picture.image = QImage(tall.size().toSize(), QImage::Format_RGB32);
    picture.image.fill(options.style.background);
    QPainter device(&picture.image);
    painter.paint(device, picture.layout, options, tall);
    device.end();
    QVERIFY(picture.layout.output.top() > 100);
    QVERIFY(inkIn(picture, picture.layout.wordRect(2), options.style.background.rgb()) > 20);
    // A small area scrolls and still has room for the boxes of the middle row.
    const QRectF small(0, 0, 330, 240);
    const DiagramLayout narrow = painter.layout(small, {0, 1e6}, atStep(3));
    QVERIFY(narrow.maximumScroll().y() > 0);
    QVERIFY(std::abs(narrow.columnsView.bottom() - small.bottom()) < 1);
    QVERIFY(!narrow.previousState.intersects(narrow.update) && !narrow.update.intersects(narrow.nextState));
    QVERIFY(narrow.previousState.left() >= small.left() - 1 && narrow.nextState.right() <= small.right() + 1);
}

void TestDiagramPainter::longSentencesDrawWhatIsVisible()
{
    const DiagramPainter painter(test::shared(test::diagonalTrace(1000)));
    const DiagramOptions options = atStep(500);
    const DiagramLayout layout = painter.layout(kArea, {}, options);
    const Picture picture = draw(painter, options, {500 * layout.pitch - 300, 0});
    QVERIFY(picture.count.columns > 5 && picture.count.columns < 25);
    QVERIFY(picture.count.lines <= picture.count.columns);
    const QRectF bar = picture.layout.barRect(500, painter.barFraction(options, 500));
    QCOMPARE(pixel(picture, bar.center()), painter.barColor(options, 500));
    // Nothing of the columns is drawn left of their viewport, where the rows' names stand.
    QVERIFY(picture.layout.columnRect(picture.layout.visibleColumns(kArea).first).left() <
            picture.layout.columnsView.left());
    QCOMPARE(picture.layout.columnAt({picture.layout.columnsView.left() - 1, layout.matchTop}).has_value(), false);
}

QTEST_MAIN(TestDiagramPainter)
#include "test_diagram_painter.moc"
