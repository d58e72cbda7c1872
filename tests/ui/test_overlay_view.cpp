// links: fovea_ui
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include "support/grid_trace.h"
#include "ui/views/overlay_view.h"

using namespace fovea;
using namespace fovea::ui;

Q_DECLARE_METATYPE(fovea::Vector)
Q_DECLARE_METATYPE(fovea::MaskReach)
Q_DECLARE_METATYPE(std::vector<int>)

namespace
{

std::shared_ptr<const AttentionTrace> caption()
{
    return std::make_shared<const AttentionTrace>(test::gridTrace({"a", "black", "dog", "runs"}));
}

void moveTo(QAbstractScrollArea &view, QPointF position, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent move(QEvent::MouseMove, position, view.viewport()->mapToGlobal(position), Qt::NoButton, buttons,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &move);
}

void wheel(QAbstractScrollArea &view, QPointF at, int delta, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

} // namespace

class TestOverlayView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { view_.reset(); }

    void hoverTellsAndLights();
    void keysMoveOverRegions();
    void pagesAskForWords();
    void paintingMakesWeights();
    void wipingTakesAway();
    void oneRegionByClickAndKey();
    void maskedByARectangle();
    void whatIsMaskedIsNotPainted();
    void draftsComeBackAndGo();
    void previewsInTheMiddleOfAStroke();
    void nothingToEdit();
    void zoomAndPan();
    void otherPictures();
    void followsPaletteAndLanguage();
    void describesItself();
    void figures();

private:
    QPointF cell(int index) const { return view_->overlayLayout().cellRect(index).center(); }
    static Vector weightsOf(const QVariant &value) { return value.value<Vector>(); }

    std::unique_ptr<OverlayView> view_;
};

void TestOverlayView::init()
{
    qRegisterMetaType<Vector>("fovea::Vector");
    qRegisterMetaType<MaskReach>("fovea::MaskReach");
    qRegisterMetaType<std::vector<int>>("std::vector<int>");
    view_ = std::make_unique<OverlayView>();
    view_->resize(900, 640);
    view_->setPicture(test::plainPicture(600, 400), {0, 0, 600, 400, 14, 14});
    view_->setTrace(caption());
    view_->setCurrentStep(2);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->activateWindow();
    view_->setFocus();
}

void TestOverlayView::hoverTellsAndLights()
{
    QSignalSpy hovered(view_.get(), &OverlayView::sourceHovered);
    moveTo(*view_, cell(33));
    QCOMPARE(hovered.takeLast(), QVariantList{33});
    QCOMPARE(view_->hoveredCell(), 33);
    QVERIFY(QToolTip::text().contains(QStringLiteral("row 3, column 6")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("dog")));
    const QImage lit = view_->viewport()->grab().toImage();
    moveTo(*view_, {2, 2});
    QCOMPARE(hovered.takeLast(), QVariantList{-1});
    QVERIFY(view_->viewport()->grab().toImage() != lit);
    hovered.clear();
    view_->setHighlightedSource(40); // from another view: no signal back
    QCOMPARE(hovered.size(), 0);
    QCOMPARE(view_->highlightedSource(), 40);
}

void TestOverlayView::keysMoveOverRegions()
{
    QSignalSpy hovered(view_.get(), &OverlayView::sourceHovered);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    const int strongest = view_->painter().strongestCell(2);
    QCOMPARE(view_->selectedCell(), strongest);
    QCOMPARE(hovered.takeLast(), QVariantList{strongest});
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(view_->selectedCell(), strongest + 1);
    QTest::keyClick(view_.get(), Qt::Key_Up);
    QCOMPARE(view_->selectedCell(), strongest + 1 - 14);
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QCOMPARE(view_->selectedCell() % 14, 0);
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QCOMPARE(view_->selectedCell() % 14, 0);
    QTest::keyClick(view_.get(), Qt::Key_End);
    QCOMPARE(view_->selectedCell() % 14, 13);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("column 14")));
    QTest::keyClick(view_.get(), Qt::Key_Escape);
    QCOMPARE(view_->selectedCell(), -1);
    QCOMPARE(hovered.takeLast(), QVariantList{-1});
}

void TestOverlayView::pagesAskForWords()
{
    QSignalSpy step(view_.get(), &OverlayView::stepSelected);
    QTest::keyClick(view_.get(), Qt::Key_PageDown);
    QCOMPARE(step.takeLast(), QVariantList{3});
    QTest::keyClick(view_.get(), Qt::Key_PageUp);
    QCOMPARE(step.takeLast(), QVariantList{1});
    view_->setCurrentStep(3);
    QTest::keyClick(view_.get(), Qt::Key_PageDown);
    QCOMPARE(step.size(), 0);
}

void TestOverlayView::paintingMakesWeights()
{
    QSignalSpy previewed(view_.get(), &OverlayView::weightsPreviewed);
    QSignalSpy edited(view_.get(), &OverlayView::weightsEdited);
    // Looking does not paint.
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(20).toPoint());
    QCOMPARE(previewed.size(), 0);
    view_->setTool(OverlayTool::Paint);
    view_->setBrushRadius(0.4);
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, cell(20).toPoint());
    QCOMPARE(previewed.size(), 1);
    QCOMPARE(previewed[0][0].toInt(), 2);
    Vector weights = weightsOf(previewed[0][1]);
    QCOMPARE(weights.size(), 196);
    QVERIFY(std::abs(weights.sum() - 1) < 1e-5);
    QCOMPARE(weights[20], Scalar(1)); // only what is painted is looked at
    moveTo(*view_, cell(25), Qt::LeftButton);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, cell(25).toPoint());
    weights = weightsOf(previewed.last()[1]);
    for (int i = 20; i <= 25; ++i)
        QVERIFY(weights[i] > 0.05); // a fast pointer leaves no gaps
    QCOMPARE(weights[40], Scalar(0));
    QVERIFY(std::abs(weights.sum() - 1) < 1e-5);
    // One stroke is one gesture; the next one is another.
    const int gesture = previewed[0][2].toInt();
    QCOMPARE(previewed.last()[2].toInt(), gesture);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(100).toPoint());
    QVERIFY(previewed.last()[2].toInt() != gesture);
    QVERIFY(weightsOf(previewed.last()[1])[22] > 0); // and adds to it
    QCOMPARE(edited.size(), 0);
    QVERIFY(view_->hasDraft());
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(edited.size(), 1);
    QVERIFY(weightsOf(edited[0][1]).isApprox(weightsOf(previewed.last()[1])));
    // A larger brush reaches further.
    view_->cancelDraft();
    view_->setBrushRadius(3);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(105).toPoint());
    weights = weightsOf(previewed.last()[1]);
    QVERIFY((weights.array() > 0).count() > 20);
    QVERIFY(weights[105] > weights[107] && weights[107] > 0);
}

void TestOverlayView::wipingTakesAway()
{
    QSignalSpy previewed(view_.get(), &OverlayView::weightsPreviewed);
    view_->setTool(OverlayTool::Paint);
    view_->setBrushRadius(1.2);
    const int strongest = view_->painter().strongestCell(2);
    for (int i = 0; i < 4; ++i)
        QTest::mouseClick(view_->viewport(), Qt::RightButton, {}, cell(strongest).toPoint());
    Vector weights = weightsOf(previewed.last()[1]);
    QCOMPARE(weights[strongest], Scalar(0)); // began with where the model looked
    QVERIFY(weights[strongest + 28] > 0);
    QVERIFY(std::abs(weights.sum() - 1) < 1e-5);
    // Wiping all away leaves the last weight.
    view_->setBrushRadius(20);
    for (int i = 0; i < 6; ++i)
        QTest::mouseClick(view_->viewport(), Qt::LeftButton, Qt::ShiftModifier, cell(strongest).toPoint());
    weights = weightsOf(previewed.last()[1]);
    QVERIFY(std::abs(weights.sum() - 1) < 1e-5);
}

void TestOverlayView::oneRegionByClickAndKey()
{
    QSignalSpy previewed(view_.get(), &OverlayView::weightsPreviewed);
    view_->setTool(OverlayTool::Region);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(77).toPoint());
    QCOMPARE(weightsOf(previewed.last()[1])[77], Scalar(1));
    QCOMPARE(view_->painter().strongestCell(2), 77);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QTest::keyClick(view_.get(), Qt::Key_Space);
    QCOMPARE(weightsOf(previewed.last()[1])[78], Scalar(1));
    QCOMPARE(weightsOf(previewed.last()[1])[77], Scalar(0));
}

void TestOverlayView::maskedByARectangle()
{
    QSignalSpy masked(view_.get(), &OverlayView::positionsMasked);
    view_->setTool(OverlayTool::Mask);
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, cell(0).toPoint());
    moveTo(*view_, cell(16), Qt::LeftButton);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, cell(16).toPoint());
    QCOMPARE(masked.size(), 1);
    QCOMPARE(masked[0][1].value<std::vector<int>>(), (std::vector<int>{0, 1, 2, 14, 15, 16}));
    // Everything cannot be masked.
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, cell(0).toPoint());
    moveTo(*view_, cell(195), Qt::LeftButton);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, cell(195).toPoint());
    QCOMPARE(masked.size(), 1);
}

void TestOverlayView::whatIsMaskedIsNotPainted()
{
    QSignalSpy previewed(view_.get(), &OverlayView::weightsPreviewed);
    view_->setMaskedCells({50, 51});
    view_->setTool(OverlayTool::Region);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(50).toPoint());
    QCOMPARE(previewed.size(), 0);
    view_->setTool(OverlayTool::Paint);
    view_->setBrushRadius(2);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(50).toPoint());
    const Vector weights = weightsOf(previewed.last()[1]);
    QCOMPARE(weights[50], Scalar(0));
    QVERIFY(weights[49] > 0);
}

void TestOverlayView::draftsComeBackAndGo()
{
    Vector weights = Vector::Zero(196);
    weights[3] = Scalar(0.25);
    weights[4] = Scalar(0.75);
    QSignalSpy cancelled(view_.get(), &OverlayView::draftCancelled);
    view_->setDraft(2, weights);
    QVERIFY(view_->hasDraft());
    QCOMPARE(view_->painter().strongestCell(2), 4);
    QTest::keyClick(view_.get(), Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    QVERIFY(!view_->hasDraft());
    QVERIFY(view_->painter().strongestCell(2) != 4);
    view_->setDraft(1, weights); // of another step
    QVERIFY(!view_->hasDraft());
    view_->setDraft(2, weights);
    view_->setCurrentStep(1);
    QVERIFY(!view_->hasDraft());
    view_->setDraft(1, Vector::Zero(196));
    QVERIFY(!view_->hasDraft());
}

void TestOverlayView::previewsInTheMiddleOfAStroke()
{
    QSignalSpy previewed(view_.get(), &OverlayView::weightsPreviewed);
    view_->setTool(OverlayTool::Paint);
    view_->setBrushRadius(0.4);
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, cell(20).toPoint());
    view_->setTrace(caption()); // the answer to what was painted before
    moveTo(*view_, cell(21), Qt::LeftButton);
    const Vector weights = weightsOf(previewed.last()[1]);
    QVERIFY(weights[20] > 0 && weights[21] > 0);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, cell(21).toPoint());
    view_->setDraft(2, {});
    QVERIFY(!view_->hasDraft());
}

void TestOverlayView::nothingToEdit()
{
    QSignalSpy previewed(view_.get(), &OverlayView::weightsPreviewed);
    view_->setTool(OverlayTool::Paint);
    view_->setEditable(false);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(20).toPoint());
    view_->setEditable(true);
    view_->setCurrentStep(-1);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(20).toPoint());
    AttentionTrace none = test::gridTrace({"a"});
    none.model.match = MatchFunction::None;
    none.steps[0].weights.resize(0);
    view_->setTrace(std::make_shared<const AttentionTrace>(none));
    view_->setCurrentStep(0);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, cell(20).toPoint());
    QCOMPARE(previewed.size(), 0);
    view_->setTrace(nullptr);
    view_->setPicture(nullptr, {});
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Space, Qt::Key_Return, Qt::Key_Plus, Qt::Key_PageUp})
        QTest::keyClick(view_.get(), key);
    moveTo(*view_, {100, 100});
    QCOMPARE(view_->hoveredCell(), -1);
}

void TestOverlayView::zoomAndPan()
{
    const QPointF anchor = cell(20);
    const QPointF place = view_->overlayLayout().toPicture(anchor);
    wheel(*view_, anchor, 480, Qt::ControlModifier);
    QVERIFY(view_->zoom() > 1.5);
    const QPointF after = view_->overlayLayout().toPicture(anchor);
    QVERIFY((after - place).manhattanLength() < 6); // what is under the pointer stays there
    QVERIFY(view_->horizontalScrollBar()->maximum() > 0);
    const int before = view_->horizontalScrollBar()->value();
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, {400, 300});
    moveTo(*view_, {340, 300}, Qt::LeftButton);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, {340, 300});
    QCOMPARE(view_->horizontalScrollBar()->value(), before + 60);
    moveTo(*view_, view_->overlayLayout().viewport.center());
    QVERIFY(view_->hoveredCell() >= 0);
    QTest::keyClick(view_.get(), Qt::Key_0);
    QCOMPARE(view_->zoom(), 1.0);
    QCOMPARE(view_->overlayLayout().picture, view_->overlayLayout().viewport);
    QTest::keyClick(view_.get(), Qt::Key_Minus);
    QCOMPARE(view_->zoom(), 1.0);
    for (int i = 0; i < 40; ++i)
        view_->zoomIn();
    view_->viewport()->grab();
    QVERIFY(view_->zoom() <= 64);
}

void TestOverlayView::otherPictures()
{
    view_->zoomIn();
    view_->setPicture(test::plainPicture(30, 900), {});
    QCOMPARE(view_->zoom(), 1.0);
    QVERIFY(view_->overlayLayout().picture.height() > 20 * view_->overlayLayout().picture.width());
    view_->setPicture(test::plainPicture(1, 1), {0, 0, 1, 1, 14, 14});
    view_->viewport()->grab();
    moveTo(*view_, cell(195));
    QCOMPARE(view_->hoveredCell(), 195);
    view_->setPicture(nullptr, {});
    view_->setTrace(nullptr);
    view_->setEmptyText(QStringLiteral("Drop a picture here"));
    const QImage empty = view_->viewport()->grab().toImage();
    view_->setEmptyText(QString());
    QVERIFY(view_->viewport()->grab().toImage() != empty);
}

void TestOverlayView::followsPaletteAndLanguage()
{
    const QImage light = view_->viewport()->grab().toImage();
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(0x161a22));
    dark.setColor(QPalette::WindowText, QColor(0xe6e9ef));
    view_->setPalette(dark);
    QCOMPARE(view_->overlayOptions().style.background, QColor(0x161a22));
    QVERIFY(view_->viewport()->grab().toImage() != light);
    QEvent language(QEvent::LanguageChange);
    QCoreApplication::sendEvent(view_.get(), &language);
    QVERIFY(!view_->accessibleName().isEmpty());
}

void TestOverlayView::describesItself()
{
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("dog")));
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("600 by 400")));
    view_->setTrace(nullptr);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("plain.png")));
}

void TestOverlayView::figures()
{
    OverlayChoice choice;
    choice.mode = OverlayMode::Contour;
    view_->setChoice(choice);
    view_->setMatrixOptions({ColorMapId::Magma, ScaleMode::Unit, false});
    const FigureOptions options = view_->figureOptions();
    QCOMPARE(options.view, FigureView::Overlay);
    QCOMPARE(options.currentStep, 2);
    QCOMPARE(options.picture.choice.mode, OverlayMode::Contour);
    QCOMPARE(options.colorMap, ColorMapId::Magma);
    QCOMPARE(options.picture.picture, view_->picture());
    QVERIFY(options.title.contains(QStringLiteral("a black dog runs")));
    QVERIFY(options.subtitle.contains(QStringLiteral("step 3, “dog”")));
}

QTEST_MAIN(TestOverlayView)
#include "test_overlay_view.moc"
