// links: fovea_ui
#include <cmath>

#include <QMouseEvent>
#include <QProxyStyle>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QTranslator>

#include "support/diagram_trace.h"
#include "ui/views/diagram_view.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

// A desktop that asks for reduced motion, or not.
class MotionStyle : public QProxyStyle
{
public:
    explicit MotionStyle(int duration) : QProxyStyle(QStringLiteral("fusion")), duration_(duration) {}
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        return hint == SH_Widget_Animation_Duration ? duration_ : QProxyStyle::styleHint(hint, option, widget, data);
    }

private:
    int duration_;
};

class Upside : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *text, const char *, int) const override
    {
        return QStringLiteral("译") + QString::fromUtf8(text);
    }
};

void moveTo(DiagramView &view, QPointF position)
{
    QMouseEvent move(QEvent::MouseMove, position, view.viewport()->mapToGlobal(position), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &move);
}

std::shared_ptr<const AttentionTrace> sentence() { return test::shared(test::withStates(test::translationTrace())); }

} // namespace

class TestDiagramView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsTheTrace();
    void hoverLightsTheSource();
    void toolTipsHaveTheNumbers();
    void keysMoveOverColumns();
    void stagesGoForthAndBack();
    void stagesRollOverToTheNextStep();
    void clickLightsAStage();
    void playsToTheEnd();
    void waitsForTheStep();
    void reducedMotion();
    void strongestColumnIsInView();
    void thousandPositions();
    void emptyState();
    void fileTraceAndNone();
    void followsPaletteAndLanguage();
    void highDpiIsSharp();
    void describesItself();

private:
    QImage grab(double scale = 1);

    std::unique_ptr<MotionStyle> still_;
    std::unique_ptr<MotionStyle> moving_;
    std::unique_ptr<DiagramView> view_;
};

void TestDiagramView::init()
{
    qRegisterMetaType<std::optional<Stage>>();
    still_ = std::make_unique<MotionStyle>(0);
    moving_ = std::make_unique<MotionStyle>(200);
    view_ = std::make_unique<DiagramView>();
    view_->setStyle(still_.get());
    view_->resize(848, 624);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void TestDiagramView::cleanup()
{
    view_.reset();
    still_.reset();
    moving_.reset();
}

QImage TestDiagramView::grab(double scale)
{
    QImage image(view_->viewport()->size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    view_->viewport()->render(&image);
    return image;
}

void TestDiagramView::showsTheTrace()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    const QImage image = grab();
    const DiagramPainter painter(view_->trace());
    const DiagramOptions &options = view_->diagramOptions();
    const QRectF bar = view_->diagramLayout().barRect(4, painter.barFraction(options, 4));
    QCOMPARE(image.pixel(bar.center().toPoint()), painter.barColor(options, 4));
    QCOMPARE(view_->lastPaint().columns, 10);
    QCOMPARE(view_->horizontalScrollBar()->maximum(), 0);
    QCOMPARE(view_->verticalScrollBar()->maximum(), 0);
    QCOMPARE(view_->explainedSource(), 4);
    view_->setCurrentStep(4);
    QVERIFY(grab() != image);
    QCOMPARE(view_->explainedSource(), 6);
    view_->setColorMap(ColorMapId::Magma);
    QCOMPARE(grab().pixel(
                 view_->diagramLayout().barRect(6, painter.barFraction(view_->diagramOptions(), 6)).center().toPoint()),
             ColorMap(ColorMapId::Magma).rgb(painter.barFraction(view_->diagramOptions(), 6)));
}

void TestDiagramView::hoverLightsTheSource()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    QSignalSpy hovered(view_.get(), &DiagramView::sourceHovered);
    const DiagramLayout &layout = view_->diagramLayout();
    const QPoint corner = (layout.columnRect(2).topLeft() + QPointF(8, 8)).toPoint();
    const QRgb background = view_->diagramOptions().style.background.rgb();
    const QRgb lit = view_->diagramOptions().style.accentSoft.rgb();
    QCOMPARE(grab().pixel(corner), background);
    moveTo(*view_, layout.matchBox(2).center());
    moveTo(*view_, layout.barRect(2, 0.5).center());
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(hovered.last().at(0).toInt(), 2);
    QCOMPARE(view_->explainedSource(), 2);
    QCOMPARE(grab().pixel(corner), lit);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view_->viewport(), &leave);
    QCOMPARE(hovered.last().at(0).toInt(), -1);
    QCOMPARE(grab().pixel(corner), background);
    // From another view: lit, and nothing is sent back.
    view_->setHighlightedSource(2);
    QCOMPARE(grab().pixel(corner), lit);
    QCOMPARE(hovered.size(), 2);
    view_->setHighlightedSource(-1);
    QCOMPARE(grab().pixel(corner), background);
    view_->setHighlightedSource(77);
    grab();
}

void TestDiagramView::toolTipsHaveTheNumbers()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    const DiagramLayout &layout = view_->diagramLayout();
    moveTo(*view_, layout.annotationBox(4).center());
    QVERIFY2(QToolTip::text().contains(QStringLiteral("0.4700")), qPrintable(QToolTip::text()));
    QVERIFY(QToolTip::text().contains(QStringLiteral("机")));
    moveTo(*view_, layout.output.center());
    QVERIFY(QToolTip::text().contains(QStringLiteral("0.6703"))); // exp(-0.4)
    moveTo(*view_, layout.nextState.center());
    QVERIFY(QToolTip::text().contains(QStringLiteral("48")));
    moveTo(*view_, layout.update.center());
    QVERIFY(QToolTip::text().contains(QStringLiteral("GRU")));
}

void TestDiagramView::keysMoveOverColumns()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    QSignalSpy hovered(view_.get(), &DiagramView::sourceHovered);
    QTest::keyClick(view_.get(), Qt::Key_Right); // starts at the strongest
    QCOMPARE(hovered.last().at(0).toInt(), 4);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(hovered.last().at(0).toInt(), 5);
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QCOMPARE(hovered.last().at(0).toInt(), 0);
    QCOMPARE(view_->explainedSource(), 0);
    QTest::keyClick(view_.get(), Qt::Key_End);
    QCOMPARE(hovered.last().at(0).toInt(), 9);
    QTest::keyClick(view_.get(), Qt::Key_Escape);
    QCOMPARE(hovered.last().at(0).toInt(), -1);
    QCOMPARE(view_->explainedSource(), 4);
}

void TestDiagramView::stagesGoForthAndBack()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    QSignalSpy changed(view_.get(), &DiagramView::stageChanged);
    QVERIFY(!view_->stage());
    for (int i = 0; i < kStages; ++i) {
        QTest::keyClick(view_.get(), Qt::Key_Up);
        QCOMPARE(static_cast<int>(view_->stage().value()), i);
    }
    QCOMPARE(changed.size(), 5);
    QVERIFY(changed.last().at(0).value<std::optional<Stage>>() == Stage::Output);
    view_->setStage(Stage::Output);
    QCOMPARE(changed.size(), 5);
    QTest::keyClick(view_.get(), Qt::Key_Down);
    QVERIFY(view_->stage() == Stage::StateUpdate);
    QTest::keyClick(view_.get(), Qt::Key_Escape);
    QVERIFY(!view_->stage());
    QVERIFY(!changed.last().at(0).value<std::optional<Stage>>());
    view_->previousStage();
    QVERIFY(view_->stage() == Stage::Output);
}

void TestDiagramView::stagesRollOverToTheNextStep()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(5);
    QSignalSpy forward(view_.get(), &DiagramView::stepRequested);
    QSignalSpy back(view_.get(), &DiagramView::backRequested);
    view_->setStage(Stage::Output);
    view_->nextStage();
    QCOMPARE(forward.size(), 1);
    QVERIFY(view_->stage() == Stage::Output); // until the step is there
    view_->setCurrentStep(6);
    QVERIFY(view_->stage() == Stage::Match);
    view_->setStage(Stage::Output); // of the last step
    view_->nextStage();
    QCOMPARE(forward.size(), 1);
    view_->setStage(Stage::Match);
    view_->previousStage();
    QCOMPARE(back.size(), 1);
    view_->setCurrentStep(5);
    QVERIFY(view_->stage() == Stage::Output);
    // A step that the person chooses keeps the stage.
    view_->setStage(Stage::Softmax);
    view_->setCurrentStep(0);
    QVERIFY(view_->stage() == Stage::Softmax);
    view_->previousStage();
    view_->previousStage();
    QCOMPARE(back.size(), 1);
    QVERIFY(view_->stage() == Stage::Match);
}

void TestDiagramView::clickLightsAStage()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    QSignalSpy chosen(view_.get(), &DiagramView::stepSelected);
    const auto click = [&](const QRectF &box) {
        QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, box.center().toPoint());
    };
    const DiagramLayout layout = view_->diagramLayout();
    const std::pair<QRectF, Stage> parts[] = {{layout.matchBox(3), Stage::Match},
                                              {layout.barRect(3, 0.4), Stage::Softmax},
                                              {layout.context, Stage::WeightedSum},
                                              {layout.update, Stage::StateUpdate},
                                              {layout.output, Stage::Output}};
    for (const auto &[box, stage] : parts) {
        click(box);
        QVERIFY(view_->stage() == stage);
    }
    click(layout.nextState);
    QCOMPARE(chosen.last().at(0).toInt(), 4);
    click(layout.previousState);
    QCOMPARE(chosen.last().at(0).toInt(), 2);
    view_->setCurrentStep(0);
    click(layout.previousState);
    view_->setCurrentStep(6);
    click(layout.nextState);
    QCOMPARE(chosen.size(), 2);
}

void TestDiagramView::playsToTheEnd()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(5);
    connect(view_.get(), &DiagramView::stepRequested, view_.get(),
            [this] { view_->setCurrentStep(view_->currentStep() + 1); });
    QSignalSpy changed(view_.get(), &DiagramView::stageChanged);
    QSignalSpy playing(view_.get(), &DiagramView::playingChanged);
    view_->setSpeed(1000);
    QCOMPARE(view_->speed(), 20.0);
    view_->setPlaying(true);
    QVERIFY(view_->isPlaying());
    QTRY_VERIFY_WITH_TIMEOUT(!view_->isPlaying(), 8000);
    QCOMPARE(view_->currentStep(), 6);
    QCOMPARE(changed.size(), 2 * kStages);
    QVERIFY(view_->stage() == Stage::Output);
    QCOMPARE(playing.size(), 2);
    view_->setSpeed(0);
    QCOMPARE(view_->speed(), 0.1);
    view_->setSpeed(std::nan(""));
    QVERIFY(std::isfinite(view_->speed()));
}

void TestDiagramView::waitsForTheStep()
{
    // The model is slower than the animation: it asks once.
    view_->setTrace(test::shared(test::withStates(test::translationTraceAfter(2))));
    view_->setCurrentStep(1);
    view_->setStage(Stage::Output);
    QSignalSpy forward(view_.get(), &DiagramView::stepRequested);
    view_->setSpeed(20);
    view_->setPlaying(true);
    QTRY_COMPARE_WITH_TIMEOUT(forward.size(), 1, 4000);
    QTest::qWait(200);
    QCOMPARE(forward.size(), 1);
    QVERIFY(view_->isPlaying());
    view_->setTrace(test::shared(test::withStates(test::translationTraceAfter(3))));
    view_->setCurrentStep(2);
    QVERIFY(view_->stage() == Stage::Match);
    QVERIFY(view_->isPlaying());
    // Another sentence stops it.
    view_->setTrace(test::shared(test::diagonalTrace(4)));
    QVERIFY(!view_->isPlaying());
}

void TestDiagramView::reducedMotion()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    QVERIFY(!view_->animates());
    view_->setStage(Stage::Softmax);
    QCOMPARE(view_->diagramOptions().progress, 1.0);
    view_->setStyle(moving_.get());
    QVERIFY(view_->animates());
    view_->setSpeed(0.5);
    view_->setStage(Stage::WeightedSum);
    QVERIFY(view_->diagramOptions().progress < 1);
    QTRY_COMPARE_WITH_TIMEOUT(view_->diagramOptions().progress, 1.0, 4000);
}

void TestDiagramView::strongestColumnIsInView()
{
    view_->setTrace(test::shared(test::diagonalTrace(200)));
    for (const int step : {150, 10, 199, 0}) {
        view_->setCurrentStep(step);
        const DiagramLayout &layout = view_->diagramLayout();
        QVERIFY(layout.columnsView.adjusted(-1, -1, 1, 1).contains(layout.columnRect(step)));
    }
    QTest::keyClick(view_.get(), Qt::Key_End);
    QVERIFY(view_->diagramLayout().columnAt(view_->diagramLayout().columnRect(199).center()).has_value());
    view_->resize(500, 500);
    QVERIFY(view_->diagramLayout().columnAt(view_->diagramLayout().columnRect(0).center()).has_value());
}

void TestDiagramView::thousandPositions()
{
    view_->setTrace(test::shared(test::withStates(test::diagonalTrace(1000), 8)));
    view_->setCurrentStep(700);
    grab();
    QVERIFY(view_->lastPaint().columns > 5 && view_->lastPaint().columns < 25);
    view_->horizontalScrollBar()->setValue(view_->horizontalScrollBar()->maximum());
    const QImage end = grab();
    QVERIFY(view_->lastPaint().columns > 5 && view_->lastPaint().columns < 25);
    view_->horizontalScrollBar()->setValue(0);
    QVERIFY(grab() != end);
}

void TestDiagramView::emptyState()
{
    const QImage built = grab();
    view_->setEmptyText(QStringLiteral("Nothing here"));
    QVERIFY(grab() != built);
    QSignalSpy hovered(view_.get(), &DiagramView::sourceHovered);
    QSignalSpy requested(view_.get(), &DiagramView::stepRequested);
    for (const auto &trace : {std::shared_ptr<const AttentionTrace>(), test::shared(AttentionTrace())}) {
        view_->setTrace(trace);
        for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_End, Qt::Key_Escape})
            QTest::keyClick(view_.get(), key);
        QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, {424, 300});
        moveTo(*view_, {424, 300});
        view_->setCurrentStep(2);
        view_->setHighlightedSource(3);
        grab();
        QCOMPARE(view_->lastPaint().columns, 0);
        QCOMPARE(view_->horizontalScrollBar()->maximum(), 0);
    }
    QCOMPARE(hovered.size() + requested.size(), 0);
    // A sentence before its first step: stages ask for the step.
    view_->setTrace(test::shared(test::withStates(test::translationTraceAfter(0))));
    view_->setCurrentStep(-1);
    grab();
    QCOMPARE(view_->lastPaint().columns, 10);
    QCOMPARE(view_->lastPaint().lines, 0);
    view_->nextStage();
    QCOMPARE(requested.size(), 1);
}

void TestDiagramView::fileTraceAndNone()
{
    for (const AttentionTrace &trace : {test::translationTrace(), test::withoutMatch(test::translationTrace())}) {
        view_->setTrace(test::shared(trace));
        view_->setCurrentStep(3);
        for (int i = 0; i < kStages; ++i) {
            view_->nextStage();
            grab();
        }
        QCOMPARE(view_->lastPaint().lines, trace.model.match == MatchFunction::None ? 0 : 10);
        moveTo(*view_, view_->diagramLayout().context.center());
        moveTo(*view_, view_->diagramLayout().matchBox(2).center());
        QCOMPARE(QToolTip::text().contains(QStringLiteral("weight")), trace.model.match != MatchFunction::None);
        view_->clearStage();
    }
}

void TestDiagramView::followsPaletteAndLanguage()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(0x161a22));
    dark.setColor(QPalette::WindowText, QColor(0xe6e9ef));
    dark.setColor(QPalette::Base, QColor(0x1f2530));
    view_->setPalette(dark);
    QCOMPARE(grab().pixel(2, 2), qRgb(0x16, 0x1a, 0x22));
    QVERIFY(view_->diagramOptions().style.dark);
    const QImage before = grab();
    Upside translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::sendPostedEvents();
    QVERIFY(view_->accessibleName().startsWith(QStringLiteral("译")));
    QVERIFY(grab() != before);
    QCoreApplication::removeTranslator(&translator);
}

void TestDiagramView::highDpiIsSharp()
{
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    const QImage image = grab(2);
    const DiagramPainter painter(view_->trace());
    const QRectF bar = view_->diagramLayout().barRect(2, painter.barFraction(view_->diagramOptions(), 2));
    QVERIFY(bar.height() > 2 && bar.height() < 8);
    QCOMPARE(image.pixel((bar.center() * 2).toPoint()), painter.barColor(view_->diagramOptions(), 2));
}

void TestDiagramView::describesItself()
{
    QVERIFY(!view_->accessibleName().isEmpty());
    view_->setTrace(sentence());
    view_->setCurrentStep(3);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("machine")));
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("0.470")));
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("0.380")));
    view_->setStage(Stage::WeightedSum);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("0.47 h₅")));
    view_->setTrace(nullptr);
    QVERIFY(!view_->accessibleDescription().contains(QStringLiteral("machine")));
}

QTEST_MAIN(TestDiagramView)
#include "test_diagram_view.moc"
