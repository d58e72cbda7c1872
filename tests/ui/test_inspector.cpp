// links: fovea_ui

#include <cmath>

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "support/sample_trace.h"
#include "ui/inspector/attention_chart.h"
#include "ui/inspector/attention_charts.h"
#include "ui/inspector/candidate_model.h"
#include "ui/inspector/candidate_view.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/vector_strip.h"
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

/// Colour at a point of a picture, in the widget's own pixels whatever the screen's scale.
QColor colorAt(const QImage &image, double x, double y)
{
    const double scale = image.devicePixelRatio();
    return image.pixelColor(static_cast<int>(x * scale), static_cast<int>(y * scale));
}

/// Height of the bar at a position in the widget's own pixels: the run of its colour in the middle of its column.
double barHeight(AttentionChart *chart, int position, int first, int count)
{
    const QImage image = chart->grab().toImage();
    const int x = static_cast<int>((position - first + 0.5) * image.width() / count);
    int height = 0;
    for (int y = 0; y < image.height(); ++y)
        height += image.pixelColor(x, y) == chart->barColor(position);
    return height / image.devicePixelRatio();
}

bool showsText(const Inspector &inspector, const QString &text)
{
    for (const QLabel *label : inspector.findChildren<QLabel *>())
        if (label->isVisible() && label->text().contains(text))
            return true;
    return false;
}

} // namespace

class TestInspector : public QObject
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
        inspector_ = std::make_unique<Inspector>();
        inspector_->resize(300, 900);
        inspector_->show();
        QVERIFY(QTest::qWaitForWindowExposed(inspector_.get()));
    }

    void cleanup() { inspector_.reset(); }

    void emptyStateSaysWhatWillAppear()
    {
        QVERIFY(showsText(*inspector_, Inspector::tr("Nothing is decoded yet.").left(10)));
        QVERIFY(!inspector_->charts()->isVisible());
        QVERIFY(!inspector_->candidates()->isVisible());
    }

    void headerHasTheNumbersOfTheStep()
    {
        const auto trace = sampleTrace({"机", "器", "学", "习", "。"}, {"machine", "learning"});
        inspector_->setStep(trace, 1);
        inspector_->setStepTime(0.31);
        QVERIFY(showsText(*inspector_, QStringLiteral("Step 2 · “learning”")));
        QVERIFY(showsText(*inspector_, QStringLiteral("log p −0.69 · p 0.50")));
        const double entropy = -0.6 * std::log(0.6) - 4 * 0.1 * std::log(0.1);
        QVERIFY(showsText(*inspector_, QStringLiteral("entropy %1").arg(entropy, 0, 'f', 2)));
        QVERIFY(showsText(*inspector_, QStringLiteral("0.31 ms")));
        inspector_->setStepTime(std::nullopt);
        QVERIFY(!showsText(*inspector_, QStringLiteral("ms")));
    }

    void barsAreInProportionToTheWeights()
    {
        const auto trace = sampleTrace({"机", "器", "学", "习", "。"}, {"machine", "learning"});
        inspector_->setStep(trace, 1);
        AttentionChart *weights = inspector_->charts()->weights();
        QCOMPARE(weights->strongest(), std::vector<int>{1});
        QCOMPARE(weights->barColor(1), lightColors().accent);
        QCOMPARE(weights->barColor(0), lightColors().accentBar);
        const double tall = barHeight(weights, 1, 0, 5);
        const double small = barHeight(weights, 3, 0, 5);
        QVERIFY2(tall > 50, qPrintable(QString::number(tall)));
        QVERIFY2(std::abs(small - tall / 6.0) < 2, qPrintable(QString::number(small)));
        inspector_->setStep(trace, 0);
        QCOMPARE(weights->strongest(), std::vector<int>{0});
        QVERIFY(barHeight(weights, 1, 0, 5) < 20);
    }

    void repeatedSourceWordsKeepTheirOwnBars()
    {
        const auto trace = sampleTrace({"的", "的", "的", "的"}, {"a", "b", "c"});
        inspector_->setStep(trace, 2);
        AttentionChart *weights = inspector_->charts()->weights();
        QCOMPARE(weights->strongest(), std::vector<int>{2});
        QVERIFY(barHeight(weights, 2, 0, 4) > 3 * barHeight(weights, 1, 0, 4));
    }

    void energiesBelowZeroHangFromTheLine()
    {
        const auto trace = sampleTrace({"a", "b"}, {"x"});
        trace->steps[0].energies << Scalar(-2), Scalar(2);
        inspector_->setStep(trace, 0);
        AttentionChart *energies = inspector_->charts()->energies();
        const QImage image = energies->grab().toImage();
        const auto topOf = [&](int x) {
            for (int y = 0; y < image.height(); ++y)
                if (image.pixelColor(x, y) == energies->barColor(0))
                    return y;
            return -1;
        };
        QVERIFY(topOf(image.width() / 4) > topOf(3 * image.width() / 4) + 20 * image.devicePixelRatio());
    }

    void longSourceScrollsAndShowsTheStrongest()
    {
        const auto trace = sampleTrace(words(80), words(80));
        inspector_->setStep(trace, 0);
        AttentionCharts *charts = inspector_->charts();
        const int count = charts->visibleCount();
        QVERIFY2(count >= 10 && count < 80, qPrintable(QString::number(count)));
        QCOMPARE(charts->firstVisible(), 0);
        inspector_->setStep(trace, 60);
        QVERIFY(charts->firstVisible() <= 60 && 60 < charts->firstVisible() + count);
        QVERIFY(barHeight(charts->weights(), 60, charts->firstVisible(), count) > 50);
        QCOMPARE(charts->weights()->positionAt(QPoint(1, 5)), charts->firstVisible());
    }

    void veryLongSourceIsDrawnQuickly()
    {
        const auto trace = sampleTrace(words(5000), words(3));
        inspector_->setStep(trace, 0);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            inspector_->setStep(trace, i % 3);
        QVERIFY2(timer.elapsed() < 20 * 50, qPrintable(QString::number(timer.elapsed())));
    }

    void captionIsTheEquationOfTheMatch()
    {
        for (const MatchFunction match :
             {MatchFunction::Dot, MatchFunction::Cosine, MatchFunction::Additive, MatchFunction::Bilinear}) {
            inspector_->setStep(sampleTrace({"a", "b"}, {"x"}, match), 0);
            QVERIFY(!equationOf(match).isEmpty());
            QVERIFY(showsText(*inspector_, equationOf(match)));
        }
    }

    void noneExplainsTheFixedVector()
    {
        inspector_->setStep(sampleTrace({"a", "b"}, {"x"}, MatchFunction::None), 0);
        QVERIFY(!inspector_->charts()->isVisible());
        QVERIFY(showsText(*inspector_, QStringLiteral("fixed vector")));
        QVERIFY(!showsText(*inspector_, QStringLiteral("entropy")));
        QVERIFY(inspector_->candidates()->isVisible());
        inspector_->setStep(sampleTrace({"a", "b"}, {"x"}), 0);
        QVERIFY(inspector_->charts()->isVisible());
        QVERIFY(!showsText(*inspector_, QStringLiteral("fixed vector")));
    }

    void traceOfAFileShowsWhatItHas()
    {
        const auto trace = sampleTrace({"a", "b"}, {"x"});
        trace->steps[0].energies = Vector();
        trace->steps[0].state = Vector();
        trace->steps[0].context = Vector();
        inspector_->setStep(trace, 0);
        QVERIFY(!inspector_->charts()->energies()->isVisible());
        QVERIFY(inspector_->charts()->weights()->isVisible());
        for (const VectorStrip *strip : inspector_->findChildren<VectorStrip *>())
            QVERIFY(!strip->isVisible());
    }

    void clickAndEnterForceAWord()
    {
        inspector_->setStep(sampleTrace({"a", "b"}, {"x", "y"}), 1);
        CandidateView *list = inspector_->candidates();
        QSignalSpy forced(inspector_.get(), &Inspector::tokenForced);
        const auto click = [&](int row) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                              list->visualRect(list->model()->index(row, 0)).center());
        };
        click(3);
        QCOMPARE(forced.size(), 1);
        QCOMPARE(forced[0][0].toInt(), 1);
        QCOMPARE(forced[0][1].toInt(), 102);
        click(0); // the word that is there already
        QCOMPARE(forced.size(), 1);
        list->setFocus(Qt::TabFocusReason);
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(forced.size(), 1); // moving is not choosing
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(forced.size(), 2);
        QCOMPARE(forced[1][1].toInt(), 100);
    }

    void nothingIsForcedInATraceOfAFile()
    {
        inspector_->setForcingEnabled(false);
        inspector_->setStep(sampleTrace({"a", "b"}, {"x", "y"}), 1);
        CandidateView *list = inspector_->candidates();
        QSignalSpy forced(inspector_.get(), &Inspector::tokenForced);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(2, 0)).center());
        QCOMPARE(forced.size(), 0);
        QVERIFY(!showsText(*inspector_, QStringLiteral("click to force")));
    }

    void candidateBarsAreAsLongAsTheirProbability()
    {
        inspector_->setStep(sampleTrace({"a", "b"}, {"x"}), 0);
        CandidateView *list = inspector_->candidates();
        QTRY_COMPARE(list->height(), list->sizeHint().height()); // all rows in sight
        const QImage image = list->viewport()->grab().toImage();
        const auto share = [&](int row) {
            const QRect rect = list->visualRect(list->model()->index(row, 0));
            int filled = 0;
            for (int x = rect.left(); x < rect.right(); ++x) // just below the upper edge, clear of the text
                filled += colorAt(image, x + 0.5, rect.top() + 3.5) == lightColors().accentSoft;
            return static_cast<double>(filled) / rect.width();
        };
        QVERIFY2(std::abs(share(0) - 0.5) < 0.03, qPrintable(QString::number(share(0))));
        QVERIFY2(std::abs(share(1) - 0.1) < 0.03, qPrintable(QString::number(share(1))));
    }

    void forcedStepSaysSo()
    {
        const auto trace = sampleTrace({"a", "b"}, {"x", "y"});
        trace->steps[1].forced = true;
        inspector_->setStep(trace, 0);
        QVERIFY(!showsText(*inspector_, Inspector::tr("You chose this word.")));
        inspector_->setStep(trace, 1);
        QVERIFY(showsText(*inspector_, Inspector::tr("You chose this word.")));
    }

    void valueStripsDivergeAroundZero()
    {
        VectorStrip strip;
        strip.resize(240, 4);
        Vector values(3);
        values << Scalar(-1), Scalar(0), Scalar(1);
        strip.setValues(values, QStringLiteral("z"));
        const Colors c = lightColors();
        QCOMPARE(strip.cellColor(0), c.negative);
        QCOMPARE(strip.cellColor(1), c.background);
        QCOMPARE(strip.cellColor(2), c.positive);
        const QImage image = strip.grab().toImage();
        QCOMPARE(colorAt(image, 40, 2), c.negative);
        QCOMPARE(colorAt(image, 200, 2), c.positive);
        QCOMPARE(strip.entryAt(QPoint(130, 2)), Index(1));
        QCOMPARE(strip.entryAt(QPoint(130, 90)), Index(-1));
    }

    void longStripUsesEvenRows()
    {
        VectorStrip strip;
        strip.setValues(Vector::LinSpaced(384, -1, 1), QStringLiteral("z"));
        strip.resize(268, strip.heightForWidth(268));
        QCOMPARE(strip.height(), 8 * 4);
        QCOMPARE(strip.entryAt(QPoint(0, 4)), Index(48));
        QCOMPARE(strip.entryAt(QPoint(267, strip.height() - 1)), Index(383));
    }

    void followsTheAppearance()
    {
        inspector_->setStep(sampleTrace({"a", "b", "c"}, {"x"}), 0);
        applyTheme(*qApp, Appearance::Dark);
        QCoreApplication::processEvents();
        QCOMPARE(inspector_->charts()->weights()->barColor(0), darkColors().accent);
        const double height = barHeight(inspector_->charts()->weights(), 0, 0, 3);
        QVERIFY2(height > 50, qPrintable(QString::number(height)));
        applyTheme(*qApp, Appearance::Light);
        QCOMPARE(inspector_->charts()->weights()->barColor(0), lightColors().accent);
    }

private:
    std::unique_ptr<Inspector> inspector_;
};

QTEST_MAIN(TestInspector)
#include "test_inspector.moc"
