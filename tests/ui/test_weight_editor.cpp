// links: fovea_ui

#include <cmath>
#include <numeric>

#include <QAbstractButton>
#include <QApplication>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include "support/sample_trace.h"
#include "ui/inspector/weight_bars.h"
#include "ui/inspector/weight_editor.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::ui;
using fovea::test::sampleTrace;

namespace
{

std::vector<std::string> words(int count)
{
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i)
        result.push_back("w" + std::to_string(i));
    return result;
}

double sumOf(const WeightRow &weights) { return std::accumulate(weights.begin(), weights.end(), 0.0); }

} // namespace

class TestWeightEditor : public QObject
{
    Q_OBJECT

    std::unique_ptr<WeightEditor> editor_;
    std::shared_ptr<AttentionTrace> trace_;
    QList<WeightDraft> drafts_;
    QList<int> gestures_;

    WeightBars *bars() const { return editor_->bars(); }
    const WeightDraft &draft() const { return editor_->draft(); }
    double weight(int position) const { return draft().weight(position); }

    QPoint middleOf(int position) const
    {
        const double pitch = static_cast<double>(bars()->width()) / editor_->visibleCount();
        return QPoint(qRound((position - editor_->firstVisible() + 0.5) * pitch), bars()->height() / 3);
    }

    void drag(int position, std::initializer_list<int> upwards)
    {
        const QPoint from = middleOf(position);
        QTest::mousePress(bars(), Qt::LeftButton, {}, from);
        for (const int up : upwards)
            QTest::mouseMove(bars(), from - QPoint(0, up));
        QTest::mouseRelease(bars(), Qt::LeftButton, {}, from - QPoint(0, *(upwards.end() - 1)));
    }

    QAbstractButton *button(const QString &text) const
    {
        for (auto *one : editor_->findChildren<QAbstractButton *>())
            if (one->text() == text)
                return one;
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme(*qApp, Appearance::Light);
    }

    void init()
    {
        editor_ = std::make_unique<WeightEditor>();
        editor_->resize(280, 420);
        editor_->show();
        QVERIFY(QTest::qWaitForWindowExposed(editor_.get()));
        trace_ = sampleTrace({"机", "器", "学", "习", "。"}, {"machine", "learning"});
        editor_->setStep(trace_, 1);
        QCoreApplication::processEvents();
        drafts_.clear();
        gestures_.clear();
        connect(editor_.get(), &WeightEditor::draftEdited, this, [this](const WeightDraft &draft, int gesture) {
            drafts_ << draft;
            gestures_ << gesture;
        });
    }

    void cleanup() { editor_.reset(); }

    void startsAsTheStepIs()
    {
        QVERIFY(editor_->canEdit());
        QCOMPARE(bars()->selected(), 1); // the strongest
        QVERIFY(!draft().isChanged());
        QVERIFY(!button("Apply")->isEnabled());
        QVERIFY(std::abs(weight(1) - 0.6) < 1e-6);
    }

    void draggingUpGivesAndTheOthersMakeRoom()
    {
        QCOMPARE(bars()->top(), 1.0);
        drag(2, {10, 20, 30});
        QCOMPARE(drafts_.size(), 3);
        QVERIFY(weight(2) > 0.3 && weight(2) < 0.6);
        QVERIFY(std::abs(weight(1) / weight(0) - 6) < 1e-4); // as before
        for (const WeightDraft &one : drafts_)
            QVERIFY(std::abs(sumOf(one.weights()) - 1) < 1e-9);
        QCOMPARE(gestures_[0], gestures_[2]); // one drag is one change
        drag(2, {-10});
        QVERIFY(gestures_[3] != gestures_[0]); // another drag is another
        drag(2, {500});
        QCOMPARE(weight(2), 1.0); // beyond the scale is all of it
    }

    void aClickChangesNothing()
    {
        QTest::mouseClick(bars(), Qt::LeftButton, {}, middleOf(3));
        QCOMPARE(bars()->selected(), 3);
        QVERIFY(drafts_.isEmpty());
    }

    void typedWeight()
    {
        bars()->setFocus();
        auto *value = editor_->findChild<QDoubleSpinBox *>();
        QTest::keyClick(bars(), Qt::Key_0);
        QTest::keyClicks(value, ".25");
        QVERIFY(drafts_.isEmpty()); // not before it is whole
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(weight(1), 0.25);
        QVERIFY(std::abs(sumOf(draft().weights()) - 1) < 1e-9);
        QVERIFY(std::abs(weight(0) - 0.75 / 4) < 1e-6);
    }

    void keysDoEverything()
    {
        bars()->setFocus();
        QTest::keyClick(bars(), Qt::Key_Home);
        QCOMPARE(bars()->selected(), 0);
        QTest::keyClick(bars(), Qt::Key_Right);
        QTest::keyClick(bars(), Qt::Key_PageDown);
        QTest::keyClick(bars(), Qt::Key_Up);
        QVERIFY(std::abs(weight(1) - 0.51) < 1e-6);
        QCOMPARE(gestures_[0], gestures_[1]); // a row of key presses on one word
        QTest::keyClick(bars(), Qt::Key_End);
        QTest::keyClick(bars(), Qt::Key_A);
        QCOMPARE(weight(4), 1.0);
        QTest::keyClick(bars(), Qt::Key_U);
        QCOMPARE(weight(4), 0.2);
        QTest::keyClick(bars(), Qt::Key_R);
        QVERIFY(!draft().isChanged());
        QTest::keyClick(bars(), Qt::Key_BracketRight);
        QTest::keyClick(bars(), Qt::Key_BracketRight);
        QVERIFY(weight(1) > 0.61);
        QCOMPARE(gestures_[gestures_.size() - 1], gestures_[gestures_.size() - 2]);
        QTest::keyClick(bars(), Qt::Key_BracketLeft);
        QTest::keyClick(bars(), Qt::Key_BracketLeft);
        QVERIFY(!draft().isChanged());
        QTest::keyClick(bars(), Qt::Key_M); // the last word
        QCOMPARE(weight(4), 0.0);
        QVERIFY(draft().isMasked(4));
        QTest::keyClick(bars(), Qt::Key_M);
        QVERIFY(!draft().isChanged());
    }

    void swapByKeysAndByMouse()
    {
        bars()->setFocus();
        bars()->setSelected(1);
        QTest::keyClick(bars(), Qt::Key_S);
        QTest::keyClick(bars(), Qt::Key_Right);
        QTest::keyClick(bars(), Qt::Key_Right);
        QVERIFY(drafts_.isEmpty());
        QTest::keyClick(bars(), Qt::Key_Return);
        QVERIFY(std::abs(weight(3) - 0.6) < 1e-6);
        QVERIFY(std::abs(weight(1) - 0.1) < 1e-6);
        QTest::keyClick(bars(), Qt::Key_S);
        QTest::keyClick(bars(), Qt::Key_Escape); // left again, the edit stays
        QCOMPARE(drafts_.size(), 1);
        QVERIFY(draft().isChanged());
    }

    void masksAreMasksAndNotWeights()
    {
        QSignalSpy masked(editor_.get(), &WeightEditor::positionsMasked);
        QSignalSpy applied(editor_.get(), &WeightEditor::weightsApplied);
        bars()->setFocus();
        QTest::keyClick(bars(), Qt::Key_M);
        QTest::keyClick(bars(), Qt::Key_Return);
        QCOMPARE(masked.size(), 1);
        QCOMPARE(masked[0][0].toInt(), 1);
        QCOMPARE(masked[0][1].value<std::vector<int>>(), std::vector<int>{1});
        QCOMPARE(masked[0][2].value<MaskReach>(), MaskReach::ThisStep);
        QVERIFY(!button("Mask from here on")->isEnabled()); // there is a change to be applied first
        QTest::keyClick(bars(), Qt::Key_R);
        QTest::keyClick(bars(), Qt::Key_M, Qt::ShiftModifier);
        QCOMPARE(masked.size(), 2);
        QCOMPARE(masked[1][2].value<MaskReach>(), MaskReach::FromHere);
        QCOMPARE(applied.size(), 0);
    }

    void applyNamesWhatWasChanged()
    {
        QSignalSpy applied(editor_.get(), &WeightEditor::weightsApplied);
        bars()->setFocus();
        QTest::keyClick(bars(), Qt::Key_Return); // nothing to apply
        QCOMPARE(applied.size(), 0);
        QTest::keyClick(bars(), Qt::Key_A);
        QTest::keyClick(bars(), Qt::Key_Return);
        QCOMPARE(applied.size(), 1);
        QCOMPARE(applied[0][0].toInt(), 1);
        const Vector weights = applied[0][1].value<Vector>();
        QCOMPARE(weights.size(), Index(5));
        QCOMPARE(weights[1], Scalar(1));
        QCOMPARE(applied[0][2].toString(), QString("all on “器”"));
        QSignalSpy cancelled(editor_.get(), &WeightEditor::cancelled);
        QTest::keyClick(bars(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
    }

    void draftFromOutsideIsShownAndNotSent()
    {
        WeightDraft other(1, trace_->steps[1].weights);
        other.setAllOn(0);
        editor_->setDraft(other);
        QCOMPARE(weight(0), 1.0);
        QVERIFY(drafts_.isEmpty());
        editor_->setDraft(std::nullopt);
        QVERIFY(!draft().isChanged());
        WeightDraft elsewhere(0, trace_->steps[0].weights);
        elsewhere.setAllOn(0);
        editor_->setDraft(elsewhere); // of another step
        QVERIFY(!draft().isChanged());
    }

    void positionsMaskedAboveStayOut()
    {
        trace_->steps[1].weights << Scalar(0), Scalar(0.6), Scalar(0.4), Scalar(0), Scalar(0);
        editor_->setStep(nullptr, -1);
        editor_->setStep(trace_, 1, {0});
        bars()->setSelected(0);
        QVERIFY(!editor_->findChild<QDoubleSpinBox *>()->isEnabled());
        drag(0, {30});
        QCOMPARE(weight(0), 0.0);
        button("Uniform")->click();
        QCOMPARE(weight(0), 0.0);
        QCOMPARE(weight(3), 0.25);
    }

    void sayWhyNothingCanBeEdited()
    {
        editor_->setStep(sampleTrace({"a", "b"}, {"x"}, MatchFunction::None), 0);
        QVERIFY(!editor_->canEdit());
        QVERIFY(editor_->reason().contains("no attention"));
        QVERIFY(!bars()->isVisible());
        editor_->setStep(trace_, 0);
        QVERIFY(editor_->canEdit());
        QVERIFY(bars()->isVisible());
        editor_->setEditable(false);
        QVERIFY(editor_->reason().contains("file"));
        QVERIFY(!bars()->isVisible());
        QSignalSpy applied(editor_.get(), &WeightEditor::weightsApplied);
        editor_->apply();
        QCOMPARE(applied.size(), 0);
    }

    void longSourcesScroll()
    {
        editor_->setStep(sampleTrace(words(80), words(70)), 60);
        QCoreApplication::processEvents();
        QVERIFY(editor_->visibleCount() < 80);
        QVERIFY(editor_->firstVisible() <= 60 && 60 < editor_->firstVisible() + editor_->visibleCount());
        bars()->setFocus();
        QTest::keyClick(bars(), Qt::Key_Home);
        QCOMPARE(editor_->firstVisible(), 0);
        QTest::keyClick(bars(), Qt::Key_End);
        QVERIFY(79 < editor_->firstVisible() + editor_->visibleCount());
    }

    void aGridOf196Positions()
    {
        auto trace = sampleTrace(words(196), words(3));
        trace->source = {SourceAxis::Kind::Grid, {}, 1, 14, 14};
        editor_->setStep(trace, 2);
        QCoreApplication::processEvents();
        QCOMPARE(editor_->labels().value(15), QString("2,2"));
        QVERIFY(editor_->visibleCount() > 25);
        bars()->setFocus();
        QTest::keyClick(bars(), Qt::Key_A);
        QCOMPARE(weight(2), 1.0);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i) {
            QTest::keyClick(bars(), i % 2 ? Qt::Key_Up : Qt::Key_Down);
            bars()->grab();
        }
        QVERIFY2(timer.elapsed() < 50 * 16, qPrintable(QString::number(timer.elapsed())));
    }

    void barsAreInProportion()
    {
        const auto heightOf = [this](int position) {
            const QImage image = bars()->grab().toImage();
            const int x = qRound(bars()->barRect(position).center().x() * image.devicePixelRatio());
            int height = 0;
            for (int y = 0; y < image.height(); ++y)
                height += image.pixelColor(x, y) == bars()->barColor(position);
            return height / image.devicePixelRatio();
        };
        const double tall = heightOf(1);
        const double small = heightOf(3);
        QVERIFY2(tall > 45, qPrintable(QString::number(tall)));
        QVERIFY2(std::abs(small - tall / 6) < 2.5, qPrintable(QString::number(small)));
        button("Uniform")->click();
        QVERIFY(std::abs(heightOf(0) - heightOf(3)) < 1.5);
        QCOMPARE(bars()->barColor(1), lightColors().accent);
        QCOMPARE(bars()->top(), 1.0); // the old weights stay within the scale
    }

    void theWeightBeforeIsALine()
    {
        const QRectF column = bars()->barRect(1);
        const double before = column.top();
        drag(1, {-40});
        const QImage image = bars()->grab().toImage();
        const double scale = image.devicePixelRatio();
        int dark = 0;
        for (int y = qRound((before - 2) * scale); y <= qRound((before + 2) * scale); ++y)
            dark += image.pixelColor(qRound(column.center().x() * scale), y).lightness() < 100;
        QVERIFY(dark > 0);
    }
};

QTEST_MAIN(TestWeightEditor)
#include "test_weight_editor.moc"
