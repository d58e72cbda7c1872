// links: fovea_ui
#include <cmath>

#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include "support/heatmap_trace.h"
#include "ui/views/heatmap_view.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

void moveTo(HeatmapView &view, QPointF position)
{
    QMouseEvent move(QEvent::MouseMove, position, view.viewport()->mapToGlobal(position), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &move);
}

void wheel(HeatmapView &view, QPointF position, int delta, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(position, view.viewport()->mapToGlobal(position), {}, {0, delta}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

QPoint centre(const HeatmapView &view, int row, int column)
{
    return view.heatmapLayout().cellRect(row, column).center().toPoint();
}

} // namespace

class TestHeatmapView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { view_.reset(); }

    void showsTheTrace();
    void hoverTellsTheCell();
    void hoverRepaintsLittle();
    void clickChoosesTheStep();
    void keysMoveTheSelection();
    void zoom();
    void zoomKeepsThePointUnderTheMouse();
    void dragPans();
    void labelsStayWhileScrolling();
    void currentStepScrollsIntoView();
    void aRowTallerThanTheViewIsShownFromItsTop();
    void cellsKeepTheirSizeWhileGrowing();
    void largeMatrixIsCheap();
    void highDpiIsSharp();
    void emptyState();
    void followsThePalette();
    void figureLooksAsTheView();
    void describesItself();

private:
    QImage grab(double ratio = 1) const;

    std::unique_ptr<HeatmapView> view_;
};

void TestHeatmapView::init()
{
    view_ = std::make_unique<HeatmapView>();
    view_->resize(850, 480);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

QImage TestHeatmapView::grab(double ratio) const
{
    QImage image(view_->size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    view_->render(&image);
    return image;
}

void TestHeatmapView::showsTheTrace()
{
    const auto trace = test::shared(test::translationTrace());
    view_->setTrace(trace);
    view_->setCurrentStep(3);
    QCOMPARE(view_->trace(), trace);
    QCOMPARE(view_->currentStep(), 3);
    const QImage image = grab();
    const HeatmapPainter painter(trace);
    const HeatmapLayout &layout = view_->heatmapLayout();
    QVERIFY(layout.maximumScroll().isNull());
    for (int row = 0; row < 7; ++row)
        for (int column = 0; column < 10; ++column) {
            const QPoint corner = (layout.cellRect(row, column).topLeft() + QPointF(8, 8)).toPoint();
            QCOMPARE(image.pixel(corner), painter.cellColor({}, row, column));
        }
    view_->setColorMap(ColorMapId::Magma);
    view_->setScaleMode(ScaleMode::PerRow);
    const QPoint corner = (layout.cellRect(1, 2).topLeft() + QPointF(8, 8)).toPoint();
    QCOMPARE(grab().pixel(corner), ColorMap(ColorMapId::Magma).rgb(1));
}

void TestHeatmapView::hoverTellsTheCell()
{
    view_->setTrace(test::shared(test::translationTrace()));
    QSignalSpy hovered(view_.get(), &HeatmapView::cellHovered);
    moveTo(*view_, centre(*view_, 3, 4));
    QCOMPARE(hovered.takeLast(), (QVariantList{3, 4}));
    const QString tip = QToolTip::text();
    QVERIFY(tip.contains(QStringLiteral("机")) && tip.contains(QStringLiteral("machine")));
    // Marks keep source, arrow and target in this order for words written from right to left, too.
    QVERIFY2(tip.contains(QStringLiteral("\u200e<b>机</b>\u200e \u2192 <b>machine</b>")), qPrintable(tip));
    QVERIFY(tip.contains(QStringLiteral("0.4700")));
    QVERIFY(tip.contains(QStringLiteral("\u22120.755"))); // log(0.47 + 0.0001)
    moveTo(*view_, centre(*view_, 3, 4) + QPoint(3, 3));
    QCOMPARE(hovered.size(), 0);
    moveTo(*view_, {view_->heatmapLayout().targetLabels.center().x(), double(centre(*view_, 2, 0).y())});
    QCOMPARE(hovered.takeLast(), (QVariantList{2, -1}));
    moveTo(*view_, {double(centre(*view_, 0, 7).x()), view_->heatmapLayout().sourceLabels.center().y()});
    QCOMPARE(hovered.takeLast(), (QVariantList{-1, 7}));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view_->viewport(), &leave);
    QCOMPARE(hovered.takeLast(), (QVariantList{-1, -1}));
}

void TestHeatmapView::hoverRepaintsLittle()
{
    view_->setTrace(test::shared(test::diagonalTrace(300)));
    view_->grab();
    QCoreApplication::processEvents();
    const HeatmapLayout &layout = view_->heatmapLayout();
    const int visible = layout.visibleRows(layout.matrix).size() * layout.visibleColumns(layout.matrix).size();
    moveTo(*view_, centre(*view_, 2, 2));
    QCoreApplication::processEvents();
    // The column below the pointer with its rim, not the matrix.
    QVERIFY(view_->lastPaint().cells > 0);
    QVERIFY2(4 * view_->lastPaint().cells <= visible, QByteArray::number(view_->lastPaint().cells));
}

void TestHeatmapView::clickChoosesTheStep()
{
    view_->setTrace(test::shared(test::translationTraceAfter(5)));
    QSignalSpy chosen(view_.get(), &HeatmapView::stepSelected);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, centre(*view_, 2, 5));
    QCOMPARE(chosen.takeLast(), QVariantList{2});
    const QPoint label(static_cast<int>(view_->heatmapLayout().targetLabels.center().x()), centre(*view_, 4, 0).y());
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, label);
    QCOMPARE(chosen.takeLast(), QVariantList{4});
    // Neither the row to come nor a place outside is a step.
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, centre(*view_, 5, 5));
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, {2, 2});
    QTest::mouseClick(view_->viewport(), Qt::RightButton, {}, centre(*view_, 2, 5));
    QCOMPARE(chosen.size(), 0);
}

void TestHeatmapView::keysMoveTheSelection()
{
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setCurrentStep(3);
    QSignalSpy chosen(view_.get(), &HeatmapView::stepSelected);
    QSignalSpy hovered(view_.get(), &HeatmapView::cellHovered);
    // Starts at the current row's strongest word.
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(hovered.takeLast(), (QVariantList{3, 4}));
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QCOMPARE(chosen.takeLast(), QVariantList{4});
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QCOMPARE(hovered.takeLast(), (QVariantList{4, 3}));
    QTest::keyClick(view_.get(), Qt::Key_End);
    QCOMPARE(chosen.takeLast(), QVariantList{6});
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QCOMPARE(hovered.takeLast(), (QVariantList{6, 3}));
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QCOMPARE(chosen.takeLast(), QVariantList{0});
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(view_.get(), Qt::Key_Left);
    QCOMPARE(hovered.takeLast(), (QVariantList{0, 0}));
}

void TestHeatmapView::zoom()
{
    view_->setTrace(test::shared(test::diagonalTrace(60)));
    const QSizeF automatic = view_->cellSize();
    QTest::keyClick(view_.get(), Qt::Key_Plus);
    QVERIFY(view_->cellSize().width() > automatic.width());
    QTest::keyClick(view_.get(), Qt::Key_Minus);
    QVERIFY(std::abs(view_->cellSize().width() - automatic.width()) < 1);
    view_->fit();
    QVERIFY(view_->heatmapLayout().maximumScroll().isNull());
    QVERIFY(view_->cellSize().width() < automatic.width());
    QTest::keyClick(view_.get(), Qt::Key_0);
    QCOMPARE(view_->cellSize(), automatic);
    for (int i = 0; i < 60; ++i)
        view_->zoomIn();
    QVERIFY(view_->cellSize().width() <= 161);
    for (int i = 0; i < 90; ++i)
        view_->zoomOut();
    QVERIFY(std::min(view_->cellSize().width(), view_->cellSize().height()) >= 0.49);
    wheel(*view_, {300, 200}, 120, Qt::ControlModifier);
    QVERIFY(view_->cellSize().width() > 0.5);
}

void TestHeatmapView::zoomKeepsThePointUnderTheMouse()
{
    view_->setTrace(test::shared(test::diagonalTrace(200)));
    for (int i = 0; i < 4; ++i)
        view_->zoomIn();
    view_->horizontalScrollBar()->setValue(view_->horizontalScrollBar()->maximum() / 2);
    view_->verticalScrollBar()->setValue(view_->verticalScrollBar()->maximum() / 2);
    const QPoint place = view_->heatmapLayout().matrix.center().toPoint();
    const auto before = view_->heatmapLayout().cellAt(place);
    QVERIFY(before.has_value());
    wheel(*view_, place, 120, Qt::ControlModifier);
    const auto after = view_->heatmapLayout().cellAt(place);
    QVERIFY(after.has_value());
    QVERIFY(std::abs(after->row - before->row) <= 1 && std::abs(after->column - before->column) <= 1);
}

void TestHeatmapView::dragPans()
{
    view_->setTrace(test::shared(test::diagonalTrace(100)));
    view_->zoomIn();
    QSignalSpy chosen(view_.get(), &HeatmapView::stepSelected);
    view_->horizontalScrollBar()->setValue(300);
    view_->verticalScrollBar()->setValue(200);
    const QPoint start = view_->heatmapLayout().matrix.center().toPoint();
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, start);
    QMouseEvent drag(QEvent::MouseMove, start - QPoint(60, 40), view_->viewport()->mapToGlobal(start - QPoint(60, 40)),
                     Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view_->viewport(), &drag);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, start - QPoint(60, 40));
    QCOMPARE(view_->horizontalScrollBar()->value(), 360);
    QCOMPARE(view_->verticalScrollBar()->value(), 240);
    QCOMPARE(chosen.size(), 0);
}

void TestHeatmapView::labelsStayWhileScrolling()
{
    view_->setTrace(test::shared(test::diagonalTrace(100)));
    const QRectF sources = view_->heatmapLayout().sourceLabels;
    const QRectF targets = view_->heatmapLayout().targetLabels;
    view_->horizontalScrollBar()->setValue(400);
    view_->verticalScrollBar()->setValue(400);
    QCOMPARE(view_->heatmapLayout().sourceLabels, sources);
    QCOMPARE(view_->heatmapLayout().targetLabels, targets);
    QCOMPARE(view_->heatmapLayout().scroll, QPointF(400, 400));
    // The strip still has ink, that of other words.
    const QImage image = grab();
    const QRgb background = image.pixel(1, 1);
    bool ink = false;
    for (int y = int(targets.top()); y < int(targets.bottom()); ++y)
        for (int x = int(targets.left()); x < int(targets.right()); ++x)
            ink = ink || image.pixel(x, y) != background;
    QVERIFY(ink);
}

void TestHeatmapView::currentStepScrollsIntoView()
{
    view_->setTrace(test::shared(test::diagonalTrace(200)));
    for (const int step : {150, 10, 199, 0}) {
        view_->setCurrentStep(step);
        const HeatmapLayout &layout = view_->heatmapLayout();
        QVERIFY(layout.matrix.contains(layout.cellRect(step, step)));
    }
    view_->setCurrentStep(100000);
    view_->setCurrentStep(-1);
    QCOMPARE(view_->currentStep(), -1);
}

void TestHeatmapView::aRowTallerThanTheViewIsShownFromItsTop()
{
    view_->setTrace(test::shared(test::diagonalTrace(20)));
    view_->setZoom(HeatmapView::Zoom::Manual, {60, 60});
    for (int height = 480; height > 10; height -= 7) { // down to what a page in the background has
        view_->resize(850, height);
        view_->setCurrentStep(-1);
        view_->verticalScrollBar()->setValue(0);
        view_->setCurrentStep(0);
        QCOMPARE(view_->verticalScrollBar()->value(), 0);
    }
}

void TestHeatmapView::cellsKeepTheirSizeWhileGrowing()
{
    view_->setTrace(test::shared(test::translationTraceAfter(0)));
    const QSizeF first = view_->cellSize();
    for (std::size_t steps = 1; steps < 7; ++steps) {
        view_->setTrace(test::shared(test::translationTraceAfter(steps)));
        QCOMPARE(view_->cellSize().height(), first.height());
    }
}

void TestHeatmapView::largeMatrixIsCheap()
{
    view_->setTrace(test::shared(test::diagonalTrace(1000)));
    view_->zoomIn();
    grab();
    const QRectF matrix = view_->heatmapLayout().matrix;
    const QSizeF cell = view_->cellSize();
    const double most = (matrix.width() / cell.width() + 2) * (matrix.height() / cell.height() + 2);
    QVERIFY(view_->lastPaint().cells > 0);
    QVERIFY(double(view_->lastPaint().cells) <= most);
    QVERIFY(most < 2000);
}

void TestHeatmapView::highDpiIsSharp()
{
    view_->setTrace(test::shared(test::diagonalTrace(150)));
    view_->fit();
    QVERIFY(view_->cellSize().height() < 6);
    const HeatmapPainter painter(view_->trace());
    const QImage image = grab(2);
    const HeatmapLayout &layout = view_->heatmapLayout();
    for (int i = 5; i < 150; i += 7) {
        QCOMPARE(image.pixel((layout.cellRect(i, i).center() * 2).toPoint()), painter.cellColor({}, i, i));
        QCOMPARE(image.pixel((layout.cellRect(i, i - 2).center() * 2).toPoint()), painter.cellColor({}, i, i - 2));
    }
}

void TestHeatmapView::emptyState()
{
    const QImage built = grab();
    view_->setEmptyText(QStringLiteral("Nothing here"));
    QVERIFY(grab() != built);
    QSignalSpy chosen(view_.get(), &HeatmapView::stepSelected);
    QSignalSpy hovered(view_.get(), &HeatmapView::cellHovered);
    for (const auto &trace : {std::shared_ptr<const AttentionTrace>(), test::shared(AttentionTrace())}) {
        view_->setTrace(trace);
        for (const auto key : {Qt::Key_Down, Qt::Key_Left, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0, Qt::Key_End})
            QTest::keyClick(view_.get(), key);
        QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, {200, 200});
        wheel(*view_, {200, 200}, 120, Qt::ControlModifier);
        view_->fit();
        view_->setCurrentStep(2);
        view_->setHighlightedSource(3);
        grab();
        QCOMPARE(view_->lastPaint().cells, 0);
    }
    QCOMPARE(chosen.size() + hovered.size(), 0);
    // From a trace back to none.
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setTrace(nullptr);
    QVERIFY(!view_->trace());
    grab();
    QCOMPARE(view_->lastPaint().cells, 0);
}

void TestHeatmapView::followsThePalette()
{
    view_->setTrace(test::shared(test::translationTrace()));
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(0x161a22));
    dark.setColor(QPalette::WindowText, QColor(0xe6e9ef));
    view_->setPalette(dark);
    QCOMPARE(grab().pixel(2, 2), qRgb(0x16, 0x1a, 0x22));
    QVERIFY(view_->figureOptions().dark);
}

void TestHeatmapView::figureLooksAsTheView()
{
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setColorMap(ColorMapId::Cividis);
    view_->setScaleMode(ScaleMode::Unit);
    view_->setShowValues(false);
    view_->setCurrentStep(2);
    const FigureOptions options = view_->figureOptions();
    QVERIFY(options.colorMap == ColorMapId::Cividis);
    QVERIFY(options.scale == ScaleMode::Unit);
    QVERIFY(!options.showValues);
    QCOMPARE(options.currentStep, 2);
    QCOMPARE(options.cell, view_->cellSize());
    QVERIFY(options.title.contains(QStringLiteral("我们学习机器翻译。")));
}

void TestHeatmapView::describesItself()
{
    QVERIFY(!view_->accessibleName().isEmpty());
    const QString before = view_->accessibleDescription();
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setCurrentStep(3);
    QVERIFY(view_->accessibleDescription() != before);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("machine")));
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("translation")));
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("0.040")));
}

QTEST_MAIN(TestHeatmapView)
#include "test_heatmap_view.moc"
