// links: fovea_app
#include <QComboBox>
#include <QLabel>
#include <QTest>

#include "app/export/animation_dialog.h"
#include "app/export/animation_plan.h"
#include "core/types/error.h"
#include "support/diagram_trace.h"
#include "support/tree_snapshot.h"

using namespace fovea;
using namespace fovea::app;

namespace
{

AnimatedView animated(ui::FigureView view)
{
    AnimatedView shown{test::shared(test::withStates(test::translationTrace())), {}, {1, 2, 3, 4, 5, 6, 8}};
    shown.options.view = view;
    shown.options.title = "我们学习机器翻译。";
    shown.options.snapshot = test::shared(test::smallTree());
    return shown;
}

/// Rows of two pictures that differ, first and last; -1 when none does.
std::pair<int, int> differentRows(const QImage &a, const QImage &b)
{
    std::pair<int, int> rows(-1, -1);
    for (int y = 0; y < a.height(); ++y)
        if (std::memcmp(a.constScanLine(y), b.constScanLine(y), static_cast<std::size_t>(a.width()) * 4) != 0)
            rows = {rows.first < 0 ? y : rows.first, y};
    return rows;
}

} // namespace

class TestAnimationPlan : public QObject
{
    Q_OBJECT

private slots:
    void picturesHaveOneSize_data();
    void picturesHaveOneSize();
    void theMatrixGrowsRowByRow();
    void stagesAreOfTheDiagram();
    void theTreeFollowsThePath();
    void filmsAreNotTooLarge();
    void nothingToShow();
    void dialogSaysWhatComesOut();
};

void TestAnimationPlan::picturesHaveOneSize_data()
{
    QTest::addColumn<ui::FigureView>("view");
    QTest::newRow("matrix") << ui::FigureView::Matrix;
    QTest::newRow("links") << ui::FigureView::Links;
    QTest::newRow("diagram") << ui::FigureView::Diagram;
    QTest::newRow("tree") << ui::FigureView::Tree;
}

void TestAnimationPlan::picturesHaveOneSize()
{
    QFETCH(ui::FigureView, view);
    const Animation animation = planAnimation(animated(view), {AnimationFormat::Film, false, 2, 1});
    QCOMPARE(animation.pictures, 7);
    const QSize size = animation.measure();
    QVERIFY(size.width() > 100 && size.height() > 80);
    QImage before;
    for (int i = 0; i < animation.pictures; ++i) {
        const QImage picture = animation.draw(i);
        QVERIFY2(picture.width() <= size.width() && picture.height() <= size.height(),
                 qPrintable(QStringLiteral("%1 x %2").arg(picture.width()).arg(picture.height())));
        QVERIFY(picture != before);
        before = picture;
    }
}

void TestAnimationPlan::theMatrixGrowsRowByRow()
{
    const Animation animation = planAnimation(animated(ui::FigureView::Matrix), {AnimationFormat::Film, false, 2, 1});
    int last = 0;
    for (int i = 1; i + 1 < animation.pictures; ++i) {
        const auto [first, end] = differentRows(animation.draw(i), animation.draw(i + 1));
        QVERIFY(end > last); // the new row is below all that was there
        last = end;
    }
    const QImage whole = animation.draw(6);
    QCOMPARE(whole.size(), animation.draw(0).size());
    // Below the first row nothing but the background is in the first picture.
    const QImage first = animation.draw(0);
    const QRgb background = first.pixel(0, 0);
    int coloured = 0;
    for (int x = 0; x < first.width() * 3 / 4; ++x)
        coloured += first.pixel(x, first.height() * 3 / 4) != background ? 1 : 0;
    QCOMPARE(coloured, 0);
    QVERIFY(whole.pixel(whole.width() / 2, whole.height() * 3 / 4) != background);
}

void TestAnimationPlan::stagesAreOfTheDiagram()
{
    const AnimatedView diagram = animated(ui::FigureView::Diagram);
    QVERIFY(hasStages(diagram));
    const auto frames = animationFrames(diagram, true);
    QCOMPARE(frames.size(), std::size_t(35));
    for (std::size_t i = 0; i < frames.size(); ++i) {
        QCOMPARE(frames[i].currentStep, static_cast<int>(i / 5));
        QVERIFY(frames[i].diagram.stage == static_cast<ui::Stage>(i % 5));
    }
    QVERIFY(!hasStages(animated(ui::FigureView::Matrix)));
    QCOMPARE(animationFrames(animated(ui::FigureView::Matrix), true).size(), std::size_t(7));
    const Animation animation = planAnimation(diagram, {AnimationFormat::Film, true, 2, 1});
    QVERIFY(animation.draw(0) != animation.draw(1));
}

void TestAnimationPlan::theTreeFollowsThePath()
{
    const auto frames = animationFrames(animated(ui::FigureView::Tree), false);
    for (int i = 0; i < 6; ++i)
        QCOMPARE(frames[static_cast<std::size_t>(i)].tree.currentNode, i + 1);
}

void TestAnimationPlan::filmsAreNotTooLarge()
{
    const Animation animation = planAnimation(animated(ui::FigureView::Matrix), {AnimationFormat::Film, false, 2, 50});
    const QSize size = animation.measure();
    QVERIFY(std::max(size.width(), size.height()) <= 4096);
    QVERIFY(std::max(size.width(), size.height()) > 4000);
}

void TestAnimationPlan::nothingToShow()
{
    AnimatedView empty = animated(ui::FigureView::Matrix);
    AttentionTrace trace;
    trace.source.labels = {"a"};
    empty.trace = test::shared(std::move(trace));
    QCOMPARE(planAnimation(empty, {}).pictures, 0);
    QVERIFY(animationSize(empty).isEmpty());
    const AnimationDialog dialog(empty, {});
    QVERIFY(!dialog.findChildren<QLabel *>().isEmpty());
}

void TestAnimationPlan::dialogSaysWhatComesOut()
{
    AnimationDialog dialog(animated(ui::FigureView::Diagram), {AnimationFormat::Film, true, 5, 1});
    const auto says = [&dialog](const QString &text) {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel *label) { return label->text().contains(text); });
    };
    QVERIFY(says("pictures: 35"));
    QVERIFY(says("seconds: 8.0")); // 35 pictures, 5 a second, and one second more of the last
    QVERIFY(dialog.choice().stages);
    dialog.findChildren<QComboBox *>()[1]->setCurrentIndex(0);
    QVERIFY(!dialog.choice().stages);
    QVERIFY(says("pictures: 7"));
    dialog.findChildren<QComboBox *>()[0]->setCurrentIndex(1);
    QVERIFY(dialog.choice().format == AnimationFormat::Pictures);
    QVERIFY(!says("seconds"));
    dialog.findChildren<QComboBox *>()[2]->setCurrentIndex(1);
    QVERIFY(dialog.view().options.dark);
}

QTEST_MAIN(TestAnimationPlan)
#include "test_animation_plan.moc"
