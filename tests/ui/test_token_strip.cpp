// links: fovea_ui

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "support/sample_trace.h"
#include "ui/decode/token_chip.h"
#include "ui/decode/token_strip.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::ui;
using fovea::test::sampleTrace;

namespace
{

std::shared_ptr<AttentionTrace> growing()
{
    return sampleTrace({"机", "器", "学", "习"}, {"machine", "learning", "is"});
}

std::shared_ptr<AttentionTrace> finished() { return sampleTrace({"机", "器"}, {"machine", "learning", "⟨end⟩"}); }

/// Pixels of exactly this colour in the chip's box.
int countColor(TokenChip *chip, const QColor &color)
{
    const QImage image = chip->grab().toImage();
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            found += image.pixelColor(x, y) == color;
    return found;
}

/// Whether a widget keeps Ctrl+key to itself.
bool takesShortcut(QWidget *widget, Qt::Key key)
{
    QKeyEvent event(QEvent::ShortcutOverride, key, Qt::ControlModifier);
    event.ignore();
    QApplication::sendEvent(widget, &event);
    return event.isAccepted();
}

} // namespace

class TestTokenStrip : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }

    void init()
    {
        strip_ = std::make_unique<TokenStrip>();
        strip_->resize(700, strip_->height());
        strip_->show();
        QVERIFY(QTest::qWaitForWindowExposed(strip_.get()));
        strip_->activateWindow();
    }

    void cleanup() { strip_.reset(); }

    void emptyUntilATraceComes()
    {
        QCOMPARE(strip_->count(), 0);
        QVERIFY(!strip_->forcedText()->isVisible());
        strip_->setTrace(growing());
        QCOMPARE(strip_->count(), 3);
        QVERIFY(strip_->forcedText()->isVisible());
        strip_->setTrace(nullptr);
        QCOMPARE(strip_->count(), 0);
    }

    void currentWordIsTheOnlyAccentedOne()
    {
        strip_->setTrace(growing());
        strip_->setCurrentStep(1);
        const Colors c = lightColors();
        QVERIFY(strip_->chip(1)->isCurrent());
        QVERIFY(countColor(strip_->chip(1), c.accentSoft) > 200);
        QCOMPARE(countColor(strip_->chip(0), c.accentSoft), 0);
        QCOMPARE(countColor(strip_->chip(2), c.accent), 0);
        strip_->setCurrentStep(2);
        QCOMPARE(countColor(strip_->chip(1), c.accentSoft), 0);
        QVERIFY(countColor(strip_->chip(2), c.accentSoft) > 200);
    }

    void becomingCurrentMovesNothing()
    {
        strip_->setTrace(growing());
        QCoreApplication::processEvents();
        const QRect before = strip_->chip(2)->geometry();
        strip_->setCurrentStep(0);
        QCoreApplication::processEvents();
        QCOMPARE(strip_->chip(2)->geometry(), before);
    }

    void followsTheAppearance()
    {
        strip_->setTrace(growing());
        strip_->setCurrentStep(0);
        applyTheme(*qApp, Appearance::Dark);
        QVERIFY(countColor(strip_->chip(0), darkColors().accentSoft) > 200);
        applyTheme(*qApp, Appearance::Light);
        QVERIFY(countColor(strip_->chip(0), lightColors().accentSoft) > 200);
    }

    void clickGoesToTheStep()
    {
        strip_->setTrace(growing());
        strip_->setCurrentStep(2);
        QSignalSpy selected(strip_.get(), &TokenStrip::stepSelected);
        QTest::mouseClick(strip_->chip(0), Qt::LeftButton);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected[0][0].toInt(), 0);
        QTest::mouseClick(strip_->chip(2), Qt::LeftButton); // still current until the owner says so
        QCOMPARE(selected.size(), 1);
    }

    void keysMoveAlongAndAskForMore()
    {
        strip_->setTrace(growing());
        strip_->setCurrentStep(1);
        strip_->chip(1)->setFocus();
        connect(strip_.get(), &TokenStrip::stepSelected, strip_.get(), &TokenStrip::setCurrentStep);
        QSignalSpy requested(strip_.get(), &TokenStrip::stepRequested);
        QTest::keyClick(strip_->chip(1), Qt::Key_Left);
        QCOMPARE(strip_->currentStep(), 0);
        QVERIFY(strip_->chip(0)->hasFocus());
        QTest::keyClick(strip_->chip(0), Qt::Key_Left);
        QCOMPARE(strip_->currentStep(), 0);
        QTest::keyClick(strip_->chip(0), Qt::Key_End);
        QCOMPARE(strip_->currentStep(), 2);
        QCOMPARE(requested.size(), 0);
        QTest::keyClick(strip_->chip(2), Qt::Key_Right);
        QCOMPARE(requested.size(), 1);
        QTest::keyClick(strip_->chip(2), Qt::Key_Home);
        QCOMPARE(strip_->currentStep(), 0);
    }

    void nothingComesAfterTheEnd()
    {
        strip_->setTrace(finished());
        strip_->setCurrentStep(2);
        QSignalSpy requested(strip_.get(), &TokenStrip::stepRequested);
        QTest::keyClick(strip_->chip(2), Qt::Key_Right);
        QCOMPARE(requested.size(), 0);
    }

    void typedTextComesAfterTheLastWord()
    {
        QSignalSpy forced(strip_.get(), &TokenStrip::textForced);
        strip_->setTrace(growing());
        QTest::keyClicks(strip_->forcedText(), QStringLiteral("  fun today "));
        QTest::keyClick(strip_->forcedText(), Qt::Key_Return);
        QCOMPARE(forced.size(), 1);
        QCOMPARE(forced[0][0].toInt(), 3);
        QCOMPARE(forced[0][1].toString(), QStringLiteral("fun today"));
        QVERIFY(strip_->forcedText()->text().isEmpty());
        // Undo is then that of the forced words: the window's.
        QVERIFY(!takesShortcut(strip_->forcedText(), Qt::Key_Z));
        QTest::keyClicks(strip_->forcedText(), QStringLiteral("x"));
        QVERIFY(takesShortcut(strip_->forcedText(), Qt::Key_Z));
        strip_->forcedText()->clear();
        QTest::keyClicks(strip_->forcedText(), QStringLiteral("   "));
        QTest::keyClick(strip_->forcedText(), Qt::Key_Return);
        QCOMPARE(forced.size(), 1);
        strip_->forcedText()->clear();
        strip_->setTrace(finished()); // in place of the end symbol
        QTest::keyClicks(strip_->forcedText(), QStringLiteral("now"));
        QTest::keyClick(strip_->forcedText(), Qt::Key_Return);
        QCOMPARE(forced[1][0].toInt(), 2);
    }

    void typedTextSurvivesANewStep()
    {
        strip_->setTrace(growing());
        strip_->forcedText()->setFocus();
        QTest::keyClicks(strip_->forcedText(), QStringLiteral("half a wo"));
        strip_->setTrace(sampleTrace({"机", "器", "学", "习"}, {"machine", "learning", "is", "fun"}));
        QCOMPARE(strip_->forcedText()->text(), QStringLiteral("half a wo"));
        QVERIFY(strip_->forcedText()->hasFocus());
    }

    void aWordIsReplacedInPlace()
    {
        strip_->setTrace(growing());
        strip_->setCurrentStep(1);
        strip_->chip(1)->setFocus();
        QSignalSpy forced(strip_.get(), &TokenStrip::textForced);
        QTest::keyClick(strip_->chip(1), Qt::Key_F2);
        auto *edit = qobject_cast<QLineEdit *>(strip_->focusWidget());
        QVERIFY(edit && edit != strip_->forcedText());
        QCOMPARE(edit->text(), QStringLiteral("learning"));
        QTest::keyClick(edit, Qt::Key_Return); // unchanged
        QCOMPARE(forced.size(), 0);
        QTest::mouseDClick(strip_->chip(1), Qt::LeftButton);
        QTest::keyClicks(edit, QStringLiteral("teaching")); // the old word is selected
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(forced.size(), 1);
        QCOMPARE(forced[0][0].toInt(), 1);
        QCOMPARE(forced[0][1].toString(), QStringLiteral("teaching"));
        QVERIFY(!edit->isVisible());
    }

    void escapeLeavesTheWordAlone()
    {
        strip_->setTrace(growing());
        QSignalSpy forced(strip_.get(), &TokenStrip::textForced);
        strip_->editStep(0);
        auto *edit = qobject_cast<QLineEdit *>(strip_->focusWidget());
        QVERIFY(edit);
        QTest::keyClicks(edit, QStringLiteral("robot"));
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!edit->isVisible());
        QCOMPARE(forced.size(), 0);
    }

    void forcedAndOverriddenAreMarked()
    {
        const auto trace = growing();
        trace->steps[1].forced = true;
        strip_->setTrace(trace);
        const int plain = strip_->chip(1)->sizeHint().width();
        trace->steps[1].overridden = true;
        strip_->setTrace(trace);
        QVERIFY(strip_->chip(1)->isForced() && strip_->chip(1)->isOverridden());
        QVERIFY(!strip_->chip(0)->isForced());
        QVERIFY(strip_->chip(1)->sizeHint().width() > plain); // room for the second mark
        QVERIFY(strip_->chip(1)->accessibleName().contains(TokenChip::tr("You chose this word.")));
        QVERIFY(strip_->chip(1)->toolTip() != strip_->chip(0)->toolTip());
    }

    void traceFromAFileCannotBeForced()
    {
        strip_->setTrace(growing());
        strip_->setForcingEnabled(false);
        QVERIFY(!strip_->forcedText()->isVisible());
        strip_->setCurrentStep(2);
        QSignalSpy requested(strip_.get(), &TokenStrip::stepRequested);
        QTest::keyClick(strip_->chip(2), Qt::Key_Right);
        QCOMPARE(requested.size(), 0);
        QTest::keyClick(strip_->chip(2), Qt::Key_F2);
        for (const QLineEdit *edit : strip_->findChildren<QLineEdit *>())
            QVERIFY(!edit->isVisible());
    }

    void longOutputWrapsAndKeepsTheCurrentWordInView()
    {
        std::vector<std::string> words;
        for (int i = 0; i < 200; ++i)
            words.push_back("word" + std::to_string(i));
        strip_->setTrace(sampleTrace({"a", "b"}, words));
        strip_->setCurrentStep(199);
        QTRY_VERIFY(strip_->viewport()->rect().contains(
            strip_->chip(199)->mapTo(strip_->viewport(), strip_->chip(199)->box().center())));
        strip_->setCurrentStep(0);
        QTRY_VERIFY(strip_->viewport()->rect().contains(
            strip_->chip(0)->mapTo(strip_->viewport(), strip_->chip(0)->box().center())));
        QCOMPARE(strip_->horizontalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
        QVERIFY(strip_->chip(150)->y() > strip_->chip(0)->y());
    }

    void shrinkingKeepsAValidStep()
    {
        strip_->setTrace(growing());
        strip_->setCurrentStep(2);
        strip_->setTrace(sampleTrace({"机"}, {"machine"}));
        QCOMPARE(strip_->count(), 1);
        QCOMPARE(strip_->currentStep(), 0);
    }

    void labelsThatLookLikeMarkupStayText()
    {
        strip_->setTrace(sampleTrace({"a"}, {"<img src=x>"}));
        QVERIFY(strip_->chip(0)->toolTip().contains(QStringLiteral("&lt;img")));
    }

private:
    std::unique_ptr<TokenStrip> strip_;
};

QTEST_MAIN(TestTokenStrip)
#include "test_token_strip.moc"
