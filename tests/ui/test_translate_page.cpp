// links: fovea_ui

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include "support/sample_trace.h"
#include "ui/decode/token_chip.h"
#include "ui/decode/token_strip.h"
#include "ui/inspector/attention_charts.h"
#include "ui/inspector/candidate_view.h"
#include "ui/inspector/inspector.h"
#include "ui/style/theme.h"
#include "ui/translate/sentence_edit.h"
#include "ui/translate/translate_page.h"
#include "ui/views/heatmap_view.h"
#include "ui/widgets/busy_line.h"

using namespace fovea;
using namespace fovea::ui;
using fovea::test::sampleTrace;

namespace
{

std::shared_ptr<AttentionTrace> growing()
{
    return sampleTrace({"机", "器", "学", "习"}, {"machine", "learning", "is"});
}

const std::vector<ModelChoice> kModels{{"zh-en-additive", "/models/zh-en-additive", MatchFunction::Additive, true},
                                       {"zh-en-none", "/models/zh-en-none", MatchFunction::None, true},
                                       {"mine", "/home/me/mine", MatchFunction::Dot, false}};

/// Stands for a translation: every text comes back in brackets.
class Brackets : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int) const override
    {
        return QLatin1Char('[') + QString::fromUtf8(source) + QLatin1Char(']');
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class TestTranslatePage : public QObject
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
        page_ = std::make_unique<TranslatePage>();
        page_->resize(1148, 735);
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
        page_->activateWindow();
    }

    void cleanup() { page_.reset(); }

    void typingIsReportedOnceAfterAPause()
    {
        QSignalSpy edited(page_.get(), &TranslatePage::sentenceEdited);
        QTest::keyClicks(edit(), QStringLiteral("hello"));
        QCOMPARE(edited.size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(edited.size(), 1, 2000);
        QCOMPARE(edited[0][0].toString(), QStringLiteral("hello"));
        QTest::keyClicks(edit(), QStringLiteral("!"));
        QTest::keyClick(edit(), Qt::Key_Backspace);
        QTest::qWait(400);
        QCOMPARE(edited.size(), 1); // the same text again
    }

    void enterSubmitsAndShiftEnterDoesNot()
    {
        QSignalSpy submitted(page_.get(), &TranslatePage::sentenceSubmitted);
        QSignalSpy edited(page_.get(), &TranslatePage::sentenceEdited);
        QTest::keyClicks(edit(), QStringLiteral("ab"));
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(submitted.size(), 0);
        QTest::keyClicks(edit(), QStringLiteral("c"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][0].toString(), QStringLiteral("ab\nc"));
        QCOMPARE(page_->sentence(), QStringLiteral("ab\nc"));
        QTest::qWait(400);
        QCOMPARE(edited.size(), 0); // submitting has said it already
    }

    void settersAreSilent()
    {
        page_->setModels(kModels);
        QSignalSpy edited(page_.get(), &TranslatePage::sentenceEdited);
        QSignalSpy model(page_.get(), &TranslatePage::modelChosen);
        QSignalSpy decoding(page_.get(), &TranslatePage::decodingChanged);
        QSignalSpy options(page_.get(), &TranslatePage::matrixOptionsChanged);
        QSignalSpy step(page_.get(), &TranslatePage::stepSelected);
        page_->setSentence(QStringLiteral("机器学习"));
        page_->setCurrentModel(QStringLiteral("/home/me/mine"));
        page_->setDecoding({5, 1.2});
        page_->setMatrixOptions({ColorMapId::Magma, ScaleMode::PerRow, false});
        page_->setTrace(growing());
        page_->setCurrentStep(1);
        QTest::qWait(400);
        QCOMPARE(edited.size() + model.size() + decoding.size() + options.size() + step.size(), 0);
        QCOMPARE(page_->sentence(), QStringLiteral("机器学习"));
        QCOMPARE(page_->currentModel(), QStringLiteral("/home/me/mine"));
        QVERIFY((page_->decoding() == DecodingChoice{5, 1.2}));
        QVERIFY((page_->matrixOptions() == MatrixOptions{ColorMapId::Magma, ScaleMode::PerRow, false}));
        QCOMPARE(page_->heatmap()->colorMap(), ColorMapId::Magma);
        QCOMPARE(page_->heatmap()->scaleMode(), ScaleMode::PerRow);
        QCOMPARE(page_->heatmap()->showValues(), false);
    }

    void sentenceBoxGrowsToAFewLinesOnly()
    {
        const int one = edit()->height();
        page_->setSentence(QString(QStringLiteral("机器学习")).repeated(20));
        QVERIFY(edit()->height() > one);
        page_->setSentence(QString(QStringLiteral("机器学习")).repeated(1250)); // 5,000 characters
        QVERIFY(edit()->height() < 5 * one);
        QCOMPARE(page_->sentence().size(), 5000);
        page_->setSentence(QStringLiteral("机"));
        QCOMPARE(edit()->height(), one);
    }

    void examplesAreSubmitted()
    {
        page_->setExamples({QStringLiteral("机器学习"), QStringLiteral("你好 & 再见")});
        QSignalSpy submitted(page_.get(), &TranslatePage::sentenceSubmitted);
        QMenu *menu = nullptr;
        for (QMenu *candidate : page_->findChildren<QMenu *>())
            if (candidate->actions().size() == 2)
                menu = candidate;
        QVERIFY(menu);
        menu->actions()[1]->trigger();
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][0].toString(), QStringLiteral("你好 & 再见"));
        QCOMPARE(page_->sentence(), QStringLiteral("你好 & 再见"));
    }

    void modelsAreChosenByKeyboardAndOpenIsNotSteppedOnto()
    {
        page_->setModels(kModels);
        page_->setCurrentModel(QStringLiteral("/models/zh-en-additive"));
        QSignalSpy chosen(page_.get(), &TranslatePage::modelChosen);
        QSignalSpy open(page_.get(), &TranslatePage::openBundleRequested);
        QTest::keyClick(chooser(), Qt::Key_Down);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("/models/zh-en-none"));
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(chooser(), Qt::Key_Down);
        QCOMPARE(page_->currentModel(), QStringLiteral("/home/me/mine"));
        QCOMPARE(open.size(), 0);
    }

    void openBundleIsInTheListAndLeavesTheModelAlone()
    {
        page_->setModels(kModels);
        page_->setCurrentModel(QStringLiteral("/models/zh-en-none"));
        QSignalSpy chosen(page_.get(), &TranslatePage::modelChosen);
        QSignalSpy open(page_.get(), &TranslatePage::openBundleRequested);
        const int last = chooser()->count() - 1;
        const auto *rows = qobject_cast<QStandardItemModel *>(chooser()->model());
        QVERIFY(!rows->item(last)->isEnabled());
        chooser()->showPopup();
        QVERIFY(rows->item(last)->isEnabled());
        QTest::mouseClick(chooser()->view()->viewport(), Qt::LeftButton, {},
                          chooser()->view()->visualRect(chooser()->model()->index(last, 0)).center());
        QTRY_COMPARE(open.size(), 1);
        QCOMPARE(chosen.size(), 0);
        QCOMPARE(chooser()->currentData().toString(), QStringLiteral("/models/zh-en-none"));
    }

    void unknownModelShowsNone()
    {
        page_->setModels(kModels);
        page_->setCurrentModel(QStringLiteral("/elsewhere"));
        QCOMPARE(chooser()->currentIndex(), -1);
        page_->setModels({});
        QCOMPARE(chooser()->count(), 1); // open bundle…
    }

    void beamShowsItsLengthPenalty()
    {
        auto *beam = page_->findChild<QSpinBox *>();
        auto *penalty = page_->findChild<SentenceBar *>()->findChild<QDoubleSpinBox *>();
        QSignalSpy changed(page_.get(), &TranslatePage::decodingChanged);
        QVERIFY(!penalty->isVisible());
        QCOMPARE(beam->text(), beam->specialValueText());
        QCoreApplication::processEvents();
        const QPoint place = beam->mapTo(page_.get(), QPoint(beam->width(), 0));
        QTest::keyClick(beam, Qt::Key_Up);
        QVERIFY(penalty->isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(beam->mapTo(page_.get(), QPoint(beam->width(), 0)), place); // its arrows stay under the pointer
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].value<DecodingChoice>().beam, 2);
        QTest::keyClick(penalty, Qt::Key_Up);
        QCOMPARE(changed.size(), 2);
        QVERIFY(std::abs(changed[1][0].value<DecodingChoice>().lengthPenalty - 0.1) < 1e-9);
    }

    /// In a narrow window the options go above the tabs instead of hiding some of them.
    void tabsAreWholeInANarrowWindow()
    {
        page_->setTrace(growing());
        auto *tabs = page_->findChild<QTabBar *>();
        const auto *bar = tabs->parentWidget();
        page_->resize(1148, 735);
        QTRY_VERIFY(tabs->width() >= tabs->sizeHint().width());
        const int height = bar->height();
        page_->resize(800, 735);
        QTRY_VERIFY(bar->height() > height);
        QVERIFY2(tabs->width() >= tabs->sizeHint().width(), qPrintable(QString::number(tabs->width())));
        QVERIFY(tabs->geometry().bottom() >= bar->height() - 2); // on the line below them
        page_->resize(1148, 735);
        QTRY_COMPARE(bar->height(), height);
    }

    void theStepIsTheSameEverywhere()
    {
        page_->setTrace(growing());
        QCOMPARE(page_->currentStep(), 2);
        page_->setCurrentStep(1);
        QCOMPARE(page_->heatmap()->currentStep(), 1);
        QCOMPARE(strip()->currentStep(), 1);
        QVERIFY(showsText(QStringLiteral("Step 2 · “learning”")));
        page_->setCurrentStep(99);
        QCOMPARE(page_->currentStep(), -1);
        page_->setTrace(nullptr);
        QCOMPARE(strip()->count(), 0);
        QCOMPARE(page_->currentStep(), -1);
    }

    void playingFollowsTheNewestStep()
    {
        page_->setTrace(sampleTrace({"a", "b"}, {"x", "y"}));
        page_->setCurrentStep(0);
        page_->setTrace(sampleTrace({"a", "b"}, {"x", "y", "z"}));
        QCOMPARE(page_->currentStep(), 0);
        page_->setPlaying(true);
        page_->setTrace(sampleTrace({"a", "b"}, {"x", "y", "z", "u"}));
        QCOMPARE(page_->currentStep(), 3);
    }

    void intentsReachTheController()
    {
        page_->setTrace(growing());
        page_->setCurrentStep(1);
        QSignalSpy selected(page_.get(), &TranslatePage::stepSelected);
        QSignalSpy token(page_.get(), &TranslatePage::tokenForced);
        QSignalSpy text(page_.get(), &TranslatePage::textForced);
        QTest::mouseClick(strip()->chip(0), Qt::LeftButton);
        QCOMPARE(selected.size(), 1);
        auto *list = page_->findChild<CandidateView *>();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
        QCOMPARE(token.size(), 1);
        QCOMPARE(token[0][0].toInt(), 1);
        QCOMPARE(token[0][1].toInt(), 100);
        QTest::keyClicks(strip()->forcedText(), QStringLiteral("fun"));
        QTest::keyClick(strip()->forcedText(), Qt::Key_Return);
        QCOMPARE(text.size(), 1);
        QCOMPARE(text[0][0].toInt(), 3);
    }

    void viewControlsChangeThePicture()
    {
        QSignalSpy changed(page_.get(), &TranslatePage::matrixOptionsChanged);
        for (QComboBox *box : page_->findChildren<QComboBox *>())
            if (box->accessibleName() == ViewBar::tr("Colour map"))
                box->setCurrentIndex(1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].value<MatrixOptions>().colorMap, ColorMapId::Magma);
        QCOMPARE(page_->heatmap()->colorMap(), ColorMapId::Magma);
    }

    void everyViewHasATab() { QCOMPARE(page_->findChild<QTabBar *>()->count(), 4); }

    void shortWorkShowsNoBusyLine()
    {
        auto *line = page_->findChild<BusyLine *>();
        page_->setBusy(true, QStringLiteral("decoding"));
        QVERIFY(page_->isBusy());
        QVERIFY(!line->isVisible());
        page_->setBusy(false);
        QTest::qWait(300);
        QVERIFY(!line->isVisible());
    }

    void longWorkCanBeStopped()
    {
        auto *line = page_->findChild<BusyLine *>();
        QSignalSpy stop(page_.get(), &TranslatePage::stopRequested);
        const QRect picture = page_->heatmap()->geometry();
        page_->setBusy(true, QStringLiteral("decoding"));
        QTRY_VERIFY(line->isVisible());
        QCOMPARE(page_->heatmap()->geometry(), picture); // nothing jumps
        QVERIFY(showsText(QStringLiteral("decoding")));
        QTest::mouseClick(line->findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(stop.size(), 1);
        page_->setBusy(false);
        QVERIFY(!line->isVisible());
    }

    void messageStaysUntilDismissed()
    {
        auto *bar = page_->findChild<MessageBar *>();
        page_->setMessage(MessageKind::Error, QStringLiteral("model.safetensors: <truncated>"));
        QVERIFY(bar->isVisible());
        QCOMPARE(page_->message(), QStringLiteral("model.safetensors: <truncated>"));
        QCOMPARE(bar->grab().toImage().pixelColor(bar->width() / 2, 3), lightColors().errorSurface);
        page_->setMessage(MessageKind::Warning, QStringLiteral("no CJK font"));
        QCOMPARE(bar->grab().toImage().pixelColor(bar->width() / 2, 3), lightColors().noteSurface);
        QTest::mouseClick(bar->findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
        QVERIFY(page_->message().isEmpty());
    }

    void everyControlHasANameAndToolTip()
    {
        page_->setModels(kModels);
        page_->setExamples({QStringLiteral("机")});
        page_->setTrace(growing());
        for (QWidget *widget : page_->findChildren<QWidget *>()) {
            const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) ||
                                 qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<SentenceEdit *>(widget) ||
                                 widget == strip()->forcedText();
            // Parts of Qt's own controls.
            const bool own = !qobject_cast<QComboBox *>(widget->parentWidget()) &&
                             !qobject_cast<QTabBar *>(widget->parentWidget()) &&
                             !widget->objectName().startsWith(QLatin1String("qt_"));
            if (!control || !own)
                continue;
            const QByteArray what = widget->metaObject()->className() + QByteArray(" ") +
                                    widget->objectName().toUtf8() + " of " +
                                    widget->parentWidget()->metaObject()->className();
            QVERIFY2(!widget->accessibleName().isEmpty(), what.constData());
            QVERIFY2(!widget->toolTip().isEmpty(), what.constData());
        }
    }

    void tabReachesEveryZone()
    {
        page_->setTrace(growing());
        page_->setCurrentStep(1);
        page_->focusInput();
        QSet<QWidget *> reached;
        for (int i = 0; i < 80; ++i) {
            reached << QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (QWidget *widget :
             std::initializer_list<QWidget *>{edit(), chooser(), page_->heatmap(), strip()->chip(1),
                                              strip()->forcedText(), page_->findChild<CandidateView *>()})
            QVERIFY2(reached.contains(widget), widget->metaObject()->className());
        QVERIFY(!reached.contains(strip()->chip(0))); // one stop for the words
    }

    void languageChangesWithoutARestart()
    {
        page_->setTrace(growing());
        Brackets brackets;
        QCoreApplication::installTranslator(&brackets);
        QCoreApplication::processEvents();
        QVERIFY(showsText(QStringLiteral("[output]")));
        QVERIFY(showsText(QStringLiteral("[weight a = softmax(e)]")));
        QVERIFY(showsText(QStringLiteral("[next word (click to force)]")));
        QCOMPARE(page_->findChild<QTabBar *>()->tabText(0), QStringLiteral("[Matrix]"));
        QCOMPARE(strip()->forcedText()->placeholderText(), QStringLiteral("[type to force…]"));
        QCoreApplication::removeTranslator(&brackets);
        QCoreApplication::processEvents();
        QVERIFY(showsText(QStringLiteral("output")));
    }

    void darkAndBackAtRunTime()
    {
        page_->setTrace(growing());
        applyTheme(*qApp, Appearance::Dark);
        QCoreApplication::processEvents();
        const QImage dark = page_->grab().toImage();
        QCOMPARE(dark.pixelColor(4, 4), darkColors().background);
        QCOMPARE(dark.pixelColor(dark.width() - 4, 4), darkColors().surface);
        applyTheme(*qApp, Appearance::Light);
        QCoreApplication::processEvents();
        const QImage light = page_->grab().toImage();
        QCOMPARE(light.pixelColor(4, 4), lightColors().background);
        QCOMPARE(light.pixelColor(light.width() - 4, 4), lightColors().surface);
    }

    void narrowPageKeepsRoomForTheSentence()
    {
        page_->setModels(kModels);
        page_->setDecoding({4, 1});
        QCoreApplication::processEvents();
        QCOMPARE(edit()->y(), chooser()->y());
        page_->resize(700, 600);
        QTRY_VERIFY(chooser()->y() >= edit()->y() + edit()->height());
        QTRY_VERIFY2(edit()->width() > 300, qPrintable(QString::number(edit()->width())));
    }

    void pictureIsTheLargestThing()
    {
        page_->setTrace(growing());
        QCoreApplication::processEvents();
        const QSize picture = page_->heatmap()->size();
        QVERIFY(picture.width() * picture.height() > page_->width() * page_->height() * 2 / 5);
        page_->resize(800, 560);
        QCoreApplication::processEvents();
        QVERIFY(page_->heatmap()->height() >= 150);
    }

private:
    SentenceEdit *edit() const { return page_->findChild<SentenceEdit *>(); }
    ModelChooser *chooser() const { return page_->findChild<ModelChooser *>(); }
    TokenStrip *strip() const { return page_->findChild<TokenStrip *>(); }
    bool showsText(const QString &text) const
    {
        for (const QLabel *label : page_->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }

    std::unique_ptr<TranslatePage> page_;
};

QTEST_MAIN(TestTranslatePage)
#include "test_translate_page.moc"
