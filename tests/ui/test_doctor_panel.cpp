// links: fovea_ui fovea_metrics

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include "core/metrics/attention_doctor.h"
#include "support/sample_trace.h"
#include "ui/inspector/doctor_panel.h"
#include "ui/inspector/finding_button.h"
#include "ui/inspector/metric_bars.h"
#include "ui/style/theme.h"
#include "ui/text/finding_text.h"
#include "ui/widgets/fold_section.h"

using namespace fovea;
using namespace fovea::ui;
using fovea::test::sampleTrace;
using Trace = std::shared_ptr<AttentionTrace>;

namespace
{

std::shared_ptr<AttentionDiagnosis> diagnosisOf(const Trace &trace)
{
    return std::make_shared<AttentionDiagnosis>(AttentionDiagnosis{attentionReport(*trace), diagnose(*trace)});
}

/// Rows of weights, one per word.
Trace traceOf(const std::vector<std::string> &source, const std::vector<std::string> &target,
              const std::vector<std::vector<float>> &rows)
{
    Trace trace = sampleTrace(source, target);
    for (std::size_t t = 0; t < rows.size(); ++t)
        trace->steps[t].weights = Eigen::Map<const Eigen::VectorXf>(rows[t].data(), static_cast<Index>(rows[t].size()));
    trace->complete = true;
    return trace;
}

/// “b” is left out, and the second step rests on the end symbol.
Trace brokenTrace()
{
    return traceOf({"a", "b", "c", "⟨end⟩"}, {"x", "y", "z", "⟨end⟩"},
                   {{0.9f, 0.01f, 0.05f, 0.04f},
                    {0.1f, 0.01f, 0.09f, 0.8f},
                    {0.05f, 0.02f, 0.9f, 0.03f},
                    {0.02f, 0.01f, 0.07f, 0.9f}});
}

bool showsText(const QWidget &widget, const QString &text)
{
    for (const QLabel *label : widget.findChildren<QLabel *>())
        if (label->isVisible() && label->text().contains(text))
            return true;
    return false;
}

/// Pixels of a colour in the column of a bar.
int colored(MetricBars *bars, int item)
{
    const QImage image = bars->grab().toImage();
    const QRectF slot = bars->slotRect(item);
    const int x = static_cast<int>(slot.center().x());
    int height = 0;
    for (int y = 0; y < static_cast<int>(slot.bottom()); ++y)
        height += image.pixelColor(x, y) == bars->barColor(item);
    return height;
}

} // namespace

class TestDoctorPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme(*qApp, Appearance::Light);
    }

    void init()
    {
        panel_ = std::make_unique<DoctorPanel>();
        panel_->resize(280, 700);
        panel_->show();
    }

    void cleanup() { panel_.reset(); }

    void nothingIsShownWithoutADiagnosis()
    {
        panel_->setDiagnosis(nullptr, nullptr);
        QVERIFY(!panel_->isVisible());
        show(brokenTrace());
        QVERIFY(panel_->isVisible());
    }

    void saysWhatIsBroken()
    {
        show(brokenTrace());
        QCOMPARE(panel_->findingCount(), 2);
        QCOMPARE(panel_->findingButton(0)->accessibleName(),
                 QString("Step 2 (“y”) puts 80 % of its weight on the end symbol, although words follow: the attention "
                         "rests there."));
        QCOMPARE(panel_->findingButton(1)->accessibleName(),
                 QString("The source word “b” was hardly looked at (total weight 0.05): the output may leave it out."));
        QCOMPARE(panel_->section()->button()->text(), QString("Is this attention broken? · 2"));
        // The whole sentence fits into its button.
        const FindingButton *button = panel_->findingButton(0);
        QVERIFY(button->height() >= button->heightForWidth(button->width()));
        QVERIFY(button->height() > 3 * button->fontMetrics().height());
    }

    void aGoodAttentionIsCalledGood()
    {
        show(traceOf({"a", "b", "⟨end⟩"}, {"x", "y", "⟨end⟩"}, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}));
        QCOMPARE(panel_->findingCount(), 0);
        QVERIFY(showsText(*panel_, "Nothing looks broken."));
        QVERIFY(showsText(*panel_, "100 %")); // FORMATS.md: the identity gives 0, 0, 0 and 100 %
        QVERIFY(showsText(*panel_, "0.000"));
    }

    void numbersAreThoseOfTheReport()
    {
        const Trace trace = brokenTrace();
        show(trace);
        panel_->setCurrentStep(1);
        const AttentionReport report = attentionReport(*trace);
        for (const double value : {report.steps[1].normalizedEntropy, report.steps[1].endWeight,
                                   report.sentence.meanLargestWeight, report.sentence.smallestCoverage})
            QVERIFY2(showsText(*panel_, QString::number(value, 'f', 2)), QByteArray::number(value));
        QVERIFY(showsText(*panel_, QString::number(report.sentence.confidence.confidencePercent(), 'f', 0) + " %"));
        panel_->setCurrentStep(99); // a step that the report does not know yet
        QVERIFY(showsText(*panel_, "–"));
    }

    void aFindingLeadsToItsPlaces()
    {
        show(brokenTrace());
        QSignalSpy steps(panel_.get(), &DoctorPanel::stepSelected);
        QSignalSpy sources(panel_.get(), &DoctorPanel::sourceHovered);
        panel_->findingButton(0)->click();
        QCOMPARE(steps.takeFirst().at(0).toInt(), 1);
        QCOMPARE(sources.takeFirst().at(0).toInt(), 3); // the end symbol
        panel_->findingButton(1)->setFocus();
        QTest::keyClick(panel_->findingButton(1), Qt::Key_Return);
        QCOMPARE(steps.takeFirst().at(0).toInt(), 2); // looked at “b” most
        QCOMPARE(sources.takeFirst().at(0).toInt(), 1);
    }

    void choosingAgainGoesOnToTheNextPlace()
    {
        show(traceOf({"a", "b", "c", "d", "⟨end⟩"}, {"u", "v", "w", "⟨end⟩"},
                     {{0.1f, 0, 0, 0, 0.9f}, {0.9f, 0, 0, 0, 0.1f}, {0.2f, 0, 0, 0.1f, 0.7f}, {0, 0, 0, 0, 1}}));
        QSignalSpy steps(panel_.get(), &DoctorPanel::stepSelected);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(panel_->findingButton(0), Qt::Key_Space);
        QCOMPARE(steps.at(0).at(0).toInt(), 0);
        QCOMPARE(steps.at(1).at(0).toInt(), 2);
        QCOMPARE(steps.at(2).at(0).toInt(), 0);
    }

    void coverageIsDrawnToScale()
    {
        show(brokenTrace());
        MetricBars *bars = panel_->coverageBars();
        QCOMPARE(bars->count(), 4);
        const int most = colored(bars, 3); // 1.77
        QVERIFY(std::abs(colored(bars, 2) - most * 1.11 / 1.77) <= 1.5);
        QCOMPARE(colored(bars, 1), 1);                   // 0.05 of 2 on 39 pixels
        QVERIFY(bars->barColor(1) != bars->barColor(0)); // marked by the finding
        QCOMPARE(bars->barColor(1), colors(bars->palette()).errorLine);
        QCOMPARE(bars->itemText(1), QString("“b”: 0.05"));
    }

    void theCurrentStepHasTheAccent()
    {
        show(brokenTrace());
        panel_->setCurrentStep(2);
        MetricBars *bars = panel_->entropyBars();
        QCOMPARE(bars->barColor(2), colors(bars->palette()).accent);
        QVERIFY(colored(bars, 2) > 5);
        QVERIFY(bars->barColor(0) != bars->barColor(2));
        QSignalSpy steps(panel_.get(), &DoctorPanel::stepSelected);
        QTest::mouseClick(bars, Qt::LeftButton, {}, bars->slotRect(3).center().toPoint());
        QCOMPARE(steps.takeFirst().at(0).toInt(), 3);
    }

    void barsWorkByKeyboard()
    {
        show(brokenTrace());
        MetricBars *bars = panel_->coverageBars();
        QSignalSpy sources(panel_.get(), &DoctorPanel::sourceHovered);
        QSignalSpy steps(panel_.get(), &DoctorPanel::stepSelected);
        QTest::keyClick(bars, Qt::Key_Home);
        QTest::keyClick(bars, Qt::Key_Right);
        QCOMPARE(sources.last().at(0).toInt(), 1);
        QCOMPARE(bars->accessibleDescription(), QString("“b”: 0.05"));
        QVERIFY(showsText(*panel_, "“b”: 0.05"));
        QTest::keyClick(bars, Qt::Key_Return);
        QCOMPARE(steps.takeFirst().at(0).toInt(), 2);
    }

    void labelsTurnWhereTheyDoNotFit()
    {
        MetricBars bars(MetricBars::Worst::Lowest);
        const int bare = bars.heightForWidth(280);
        bars.setValues({1, 1, 1}, {"a", "b", "c"}, 2);
        const int upright = bars.heightForWidth(280);
        QVERIFY(upright > bare);
        bars.setValues({1, 1, 1}, {"translation", "b", "c"}, 2);
        QVERIFY(bars.heightForWidth(280) > upright);
        bars.setValues(std::vector<double>(60, 1.0), QStringList(60, "translation"), 2);
        QCOMPARE(bars.heightForWidth(280), bare); // no room
        bars.setValues({1}, {"a"}, 2);
        bars.setLabelsShown(false);
        QCOMPARE(bars.heightForWidth(280), bare);
    }

    void chineseLabelsStandUpright()
    {
        MetricBars bars(MetricBars::Worst::Lowest);
        const auto heightOf = [&bars](const QStringList &labels) {
            bars.setValues(std::vector<double>(static_cast<std::size_t>(labels.size()), 1.0), labels, 2);
            return bars.heightForWidth(20 * static_cast<int>(labels.size()));
        };
        const int one = heightOf({"机", "器", "a"});
        QCOMPARE(heightOf({"a", "b", "c"}), one);
        // Signs of a word stand one below the other, and a long one ends.
        const int two = heightOf({"机器", "学", "习"});
        const int three = heightOf({"计算机", "学", "习"});
        QVERIFY(two > one);
        QCOMPARE(three - two, two - one);
        QCOMPARE(heightOf({"计算机科学家", "学", "习"}), heightOf({"计算机科", "学", "习"}));
        // An upright sign is the same ink wherever a turned word makes room below the bars.
        const auto ink = [&bars](const QRect &area) {
            bars.resize(60, bars.heightForWidth(60));
            return bars.grab(area).toImage().convertToFormat(QImage::Format_RGB32);
        };
        const QRect first(0, 43, 20, one - 43);
        heightOf({"机", "器", "习"});
        const QImage alone = ink(first);
        heightOf({"机", "器", "⟨end⟩"});
        QCOMPARE(ink(first), alone);
    }

    void theFoldIsSaidToOthers()
    {
        QSignalSpy folded(panel_.get(), &DoctorPanel::foldedChanged);
        panel_->setFolded(true);
        QVERIFY(panel_->isFolded());
        QVERIFY(folded.isEmpty());
        panel_->section()->button()->click();
        QCOMPARE(folded.size(), 1);
        QCOMPARE(folded[0][0].toBool(), false);
    }

    void manyWordsShareBars()
    {
        MetricBars bars(MetricBars::Worst::Lowest);
        bars.resize(300, 60);
        std::vector<double> values(1000, 1.0);
        values[777] = 0.25;
        bars.setValues(values, {}, 2);
        const QPoint point = bars.slotRect(777).center().toPoint();
        QCOMPARE(bars.itemAt(point), 777); // the worst of those in its bar
        QCOMPARE(colored(&bars, 777), 5);
        bars.setMarked({778});
        QCOMPARE(bars.itemAt(bars.slotRect(778).center().toPoint()), 778);
    }

    void aPictureIsAGridOfCells()
    {
        Trace trace = sampleTrace({}, {"a", "dog", "⟨end⟩"}, MatchFunction::None);
        trace->model.match = MatchFunction::Additive;
        trace->source.kind = SourceAxis::Kind::Grid;
        trace->source.rows = 2;
        trace->source.columns = 3;
        for (AttentionStep &step : trace->steps) {
            step.weights = Vector::Zero(6);
            step.weights[4] = 1;
        }
        trace->complete = true;
        show(trace);
        MetricBars *bars = panel_->coverageBars();
        QCOMPARE(bars->count(), 6);
        QVERIFY(bars->slotRect(4).top() > bars->slotRect(1).top());
        QCOMPARE(bars->slotRect(4).left(), bars->slotRect(1).left());
        QCOMPARE(bars->itemAt(bars->slotRect(4).center().toPoint()), 4);
        QCOMPARE(bars->itemText(4), QString("“2,2”: 3.00"));
        const QImage image = bars->grab().toImage();
        QCOMPARE(image.pixelColor(bars->slotRect(4).center().toPoint()), bars->barColor(4));
        QCOMPARE(image.pixelColor(bars->slotRect(0).center().toPoint()), colors(bars->palette()).background);
        QVERIFY(panel_->findingButton(0)->accessibleName().contains("places of the picture"));
        QVERIFY(!showsText(*panel_, "end symbol"));
    }

    void withoutAttentionOnlyTheWordsAreJudged()
    {
        show(sampleTrace({"a", "⟨end⟩"}, {"no", "no", "no", "⟨end⟩"}, MatchFunction::None));
        QCOMPARE(panel_->findingCount(), 1);
        QCOMPARE(panel_->findingButton(0)->accessibleName(),
                 QString("The output says “no” 3 times in a row (steps 1 to 3)."));
        QVERIFY(showsText(*panel_, "no attention weights to judge"));
        QVERIFY(!panel_->coverageBars()->isVisible());
        QSignalSpy steps(panel_.get(), &DoctorPanel::stepSelected);
        panel_->findingButton(0)->click();
        QCOMPARE(steps.takeFirst().at(0).toInt(), 0);
    }

    void foldsByKeyboard()
    {
        show(brokenTrace());
        QVERIFY(panel_->coverageBars()->isVisible());
        QTest::keyClick(panel_->section()->button(), Qt::Key_Space);
        QVERIFY(panel_->section()->isFolded());
        QVERIFY(!panel_->coverageBars()->isVisible());
        QVERIFY(panel_->section()->button()->text().contains("2")); // still says that something is wrong
    }

    void everyKindHasANameAndASentence()
    {
        const Trace trace = brokenTrace();
        QSet<QString> names, texts;
        for (int kind = 0; kind <= static_cast<int>(Finding::Kind::RepeatedPhrase); ++kind) {
            const Finding one{static_cast<Finding::Kind>(kind), {0}, {1}, 0.5, "p"};
            const Finding many{static_cast<Finding::Kind>(kind), {0, 1, 2, 3, 0, 1, 2, 3}, {0, 1, 2}, 0.5, "p"};
            names << findingName(one.kind);
            texts << findingText(one, *trace) << findingText(many, *trace);
            QVERIFY2(!findingText(many, *trace).contains('%') || findingText(many, *trace).contains("50 %"),
                     qPrintable(findingText(many, *trace)));
        }
        QCOMPARE(names.size(), 8);
        QCOMPARE(texts.size(), 15); // one sentence is the same for one step and many: shifted
        QVERIFY(!names.contains(QString()) && !texts.contains(QString()));
        const Finding rows{Finding::Kind::ZeroRow, {0, 1, 2, 3, 4, 5, 6, 7}, {}, 0, {}};
        QCOMPARE(findingText(rows, *trace), QString("Steps 1, 2, 3, 4, 5 and 3 more have no weight at all."));
    }

    void wordsCannotForgeMarkup()
    {
        show(traceOf({"<b>&x", "b", "c", "⟨end⟩"}, {"x", "y", "⟨end⟩"},
                     {{0, 0.5f, 0.5f, 0}, {0, 0.5f, 0.5f, 0}, {0, 0, 0, 1}}));
        QVERIFY(panel_->findingButton(0)->accessibleName().contains("“<b>&x”"));
    }

private:
    void show(const Trace &trace)
    {
        panel_->setDiagnosis(trace, diagnosisOf(trace));
        QCoreApplication::sendPostedEvents();
        QTest::qWait(1);
    }

    std::unique_ptr<DoctorPanel> panel_;
};

QTEST_MAIN(TestDoctorPanel)
#include "test_doctor_panel.moc"
