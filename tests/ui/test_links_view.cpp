// links: fovea_ui
#include <QMouseEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include "support/heatmap_trace.h"
#include "ui/views/links_view.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

void moveTo(LinksView &view, QPointF position, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent move(QEvent::MouseMove, position, view.viewport()->mapToGlobal(position), Qt::NoButton, buttons,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &move);
}

void wheel(LinksView &view, int delta, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event({200, 100}, view.viewport()->mapToGlobal(QPointF(200, 100)), {}, {0, delta}, Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view.viewport(), &event);
}

} // namespace

class TestLinksView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { view_.reset(); }

    void hoverIsolatesAndTells();
    void hoverOnALinkTellsItsWeight();
    void clickChoosesTheStep();
    void keysMoveOverTheWords();
    void keysWithoutATrace();
    void longSentencesScroll();
    void zoom();
    void threshold();
    void traceGrows();
    void emptyAndNone();
    void followsPaletteAndLanguage();
    void describesItself();

private:
    QImage grab() const { return view_->viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32); }
    QPointF source(int i) const { return view_->linksLayout().sourceRect(i).center(); }
    QPointF target(int t) const { return view_->linksLayout().targetRect(t).center(); }

    std::unique_ptr<LinksView> view_;
};

void TestLinksView::init()
{
    view_ = std::make_unique<LinksView>();
    view_->resize(850, 380);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    view_->activateWindow();
    view_->setFocus();
}

void TestLinksView::hoverIsolatesAndTells()
{
    view_->setTrace(test::shared(test::translationTrace()));
    QSignalSpy hovered(view_.get(), &LinksView::sourceHovered);
    moveTo(*view_, source(4));
    QCOMPARE(hovered.takeLast(), QVariantList{4});
    QVERIFY(view_->isolatedWord() == (HeatmapCell{-1, 4}));
    QVERIFY(view_->linksOptions().isolated == (HeatmapCell{-1, 4}));
    QVERIFY(QToolTip::text().contains(QStringLiteral("机")) && QToolTip::text().contains(QStringLiteral("machine")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("0.4700")));
    moveTo(*view_, target(2));
    QCOMPARE(hovered.takeLast(), QVariantList{-1});
    QVERIFY(view_->isolatedWord() == (HeatmapCell{2, -1}));
    QVERIFY(QToolTip::text().contains(QStringLiteral("learning")) && QToolTip::text().contains(QStringLiteral("学")));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view_->viewport(), &leave);
    QVERIFY(view_->isolatedWord() == HeatmapCell{});
    QCOMPARE(hovered.size(), 0); // no source word before, none after
}

void TestLinksView::hoverOnALinkTellsItsWeight()
{
    view_->setTrace(test::shared(test::translationTrace()));
    QSignalSpy hovered(view_.get(), &LinksView::sourceHovered);
    const LinksLayout &layout = view_->linksLayout();
    const double y = layout.band.top() + 0.2 * layout.band.height();
    moveTo(*view_, {layout.linkX(5, 8, y), y});
    QVERIFY(view_->isolatedWord() == (HeatmapCell{5, 8}));
    QCOMPARE(hovered.takeLast(), QVariantList{8});
    QVERIFY(QToolTip::text().contains(QStringLiteral("0.6200")) && QToolTip::text().contains(QStringLiteral("。")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("\u200e。\u200e \u2192 "))); // in Arabic, too
}

void TestLinksView::clickChoosesTheStep()
{
    view_->setTrace(test::shared(test::translationTraceAfter(5)));
    QSignalSpy chosen(view_.get(), &LinksView::stepSelected);
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, target(3).toPoint());
    QCOMPARE(chosen.takeLast(), QVariantList{3});
    // Neither the word to come, a source word, the band, nor another button chooses a step.
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, target(5).toPoint());
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, source(2).toPoint());
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, {3, 3});
    QTest::mouseClick(view_->viewport(), Qt::RightButton, {}, target(1).toPoint());
    QCOMPARE(chosen.size(), 0);
}

void TestLinksView::keysMoveOverTheWords()
{
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setCurrentStep(3);
    QSignalSpy chosen(view_.get(), &LinksView::stepSelected);
    QSignalSpy hovered(view_.get(), &LinksView::sourceHovered);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(chosen.takeLast(), QVariantList{4});
    view_->setCurrentStep(4);
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QCOMPARE(chosen.takeLast(), QVariantList{3});
    QTest::keyClick(view_.get(), Qt::Key_End);
    QCOMPARE(chosen.takeLast(), QVariantList{6});
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QCOMPARE(chosen.takeLast(), QVariantList{0});
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QTest::keyClick(view_.get(), Qt::Key_Return);
    QCOMPARE(chosen.takeLast(), QVariantList{0});
    // The source line: words are pointed at, no step is chosen.
    chosen.clear();
    QTest::keyClick(view_.get(), Qt::Key_Up);
    QVERIFY(view_->isolatedWord().row < 0 && view_->isolatedWord().column >= 0);
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(hovered.takeLast(), QVariantList{1});
    QTest::keyClick(view_.get(), Qt::Key_Escape);
    QCOMPARE(hovered.takeLast(), QVariantList{-1});
    QVERIFY(view_->isolatedWord() == HeatmapCell{});
    QCOMPARE(chosen.size(), 0);
}

void TestLinksView::keysWithoutATrace()
{
    QSignalSpy chosen(view_.get(), &LinksView::stepSelected);
    for (const auto &trace : {std::shared_ptr<const AttentionTrace>(), test::shared(test::translationTraceAfter(0))}) {
        view_->setTrace(trace);
        for (const int key : {Qt::Key_Left, Qt::Key_Up, Qt::Key_End, Qt::Key_Return, Qt::Key_Escape})
            QTest::keyClick(view_.get(), static_cast<Qt::Key>(key));
        QTest::mouseClick(view_->viewport(), Qt::LeftButton, {}, {400, 300});
    }
    QCOMPARE(chosen.size(), 0);
}

void TestLinksView::longSentencesScroll()
{
    view_->setTrace(test::shared(test::diagonalTrace(80)));
    QScrollBar *bar = view_->horizontalScrollBar();
    QVERIFY(bar->maximum() > 1000);
    QVERIFY(view_->linksLayout().targets.back().right() <=
            view_->linksLayout().area.right() + view_->linksLayout().maximumScroll() + 1);
    view_->setCurrentStep(60);
    QVERIFY(view_->linksLayout().area.contains(view_->linksLayout().targetRect(60)));
    const int there = bar->value();
    wheel(*view_, 120, Qt::NoModifier);
    QVERIFY(bar->value() < there);
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, {400, 150});
    const int before = bar->value();
    moveTo(*view_, {340, 150}, Qt::LeftButton);
    QSignalSpy chosen(view_.get(), &LinksView::stepSelected);
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, {340, 150});
    QCOMPARE(bar->value(), before + 60);
    QCOMPARE(chosen.size(), 0);
    view_->setCurrentStep(0);
    QCOMPARE(bar->value(), 0);
    view_->setTrace(test::shared(test::translationTrace()));
    QCOMPARE(bar->maximum(), 0);
}

void TestLinksView::zoom()
{
    view_->setTrace(test::shared(test::translationTrace()));
    const double width = view_->linksLayout().targetRect(4).width();
    QTest::keyClick(view_.get(), Qt::Key_Plus);
    QVERIFY(view_->linksLayout().targetRect(4).width() > width);
    QTest::keyClick(view_.get(), Qt::Key_0);
    QCOMPARE(view_->linksLayout().targetRect(4).width(), width);
    wheel(*view_, -120, Qt::ControlModifier);
    QVERIFY(view_->zoom() < 1);
    for (int i = 0; i < 30; ++i)
        view_->zoomIn();
    QCOMPARE(view_->zoom(), 4.0);
}

void TestLinksView::threshold()
{
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setThreshold(0.3);
    grab();
    QCOMPARE(view_->threshold(), 0.3);
    QCOMPARE(view_->lastPaint().links, 10);
    view_->setThreshold(0);
    grab();
    QCOMPARE(view_->lastPaint().links, 70);
    view_->setThreshold(std::numeric_limits<double>::quiet_NaN());
    QCOMPARE(view_->threshold(), 0.0);
    view_->setThreshold(7);
    QCOMPARE(view_->threshold(), 1.0);
}

void TestLinksView::traceGrows()
{
    view_->setTrace(test::shared(test::translationTraceAfter(2)));
    view_->setCurrentStep(1);
    QTest::keyClick(view_.get(), Qt::Key_Up);
    const HeatmapCell word = view_->isolatedWord();
    QVERIFY(word.column >= 0);
    view_->setTrace(test::shared(test::translationTraceAfter(3)));
    QVERIFY(view_->isolatedWord() == word); // the same sentence
    view_->setTrace(test::shared(test::diagonalTrace(3)));
    QVERIFY(view_->isolatedWord() == HeatmapCell{});
}

void TestLinksView::emptyAndNone()
{
    const auto marks = [this] {
        const QImage image = grab();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) != image.pixel(0, 0) ? 1 : 0;
        return count;
    };
    QVERIFY(marks() > 100); // the built-in text
    view_->setEmptyText(QStringLiteral("x"));
    QVERIFY(marks() < 100);
    AttentionTrace none = test::translationTrace();
    none.model.match = MatchFunction::None;
    view_->setTrace(test::shared(std::move(none)));
    grab();
    QCOMPARE(view_->lastPaint().links, 0);
    QCOMPARE(view_->lastPaint().words, 17);
    QVERIFY(!view_->accessibleDescription().isEmpty());
    view_->setTrace(nullptr);
    QVERIFY(marks() < 100);
}

void TestLinksView::followsPaletteAndLanguage()
{
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setCurrentStep(2);
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(0x161a22));
    dark.setColor(QPalette::WindowText, QColor(0xe6e9ef));
    view_->setPalette(dark);
    QCOMPARE(grab().pixel(2, 2), qRgb(0x16, 0x1a, 0x22));
    QVERIFY(view_->linksOptions().style.dark);
    const QString text = view_->accessibleDescription();
    view_->setAccessibleDescription({});
    QEvent language(QEvent::LanguageChange);
    QCoreApplication::sendEvent(view_.get(), &language);
    QCOMPARE(view_->accessibleDescription(), text);
    QFont large = view_->font();
    large.setPixelSize(30);
    const double width = view_->linksLayout().targetRect(4).width();
    view_->setFont(large);
    QVERIFY(view_->linksLayout().targetRect(4).width() > 1.5 * width);
}

void TestLinksView::describesItself()
{
    QVERIFY(!view_->accessibleName().isEmpty());
    view_->setTrace(test::shared(test::translationTrace()));
    view_->setCurrentStep(3);
    const QString text = view_->accessibleDescription();
    QVERIFY(text.contains(QStringLiteral("machine")) && text.contains(QStringLiteral("机")));
    QVERIFY(text.contains(QStringLiteral("0.470")));
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(view_->accessibleDescription().contains(QStringLiteral("translation")));
    view_->setHighlightedSource(5);
    QCOMPARE(view_->highlightedSource(), 5);
    QCOMPARE(view_->linksOptions().highlightedSource, 5);
}

QTEST_MAIN(TestLinksView)
#include "test_links_view.moc"
