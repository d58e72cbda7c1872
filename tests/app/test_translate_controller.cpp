// links: fovea_app
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include "app/translate/translate_controller.h"
#include "core/types/error.h"
#include "support/fake_translation_model.h"

using namespace fovea;
using namespace fovea::test;
using app::TranslateController;
using ui::TranslatePage;

namespace
{

std::vector<AttentionTrace> someTraces(const std::filesystem::path &path)
{
    if (path.filename() == "missing.json")
        throw FileError(path.string(), "no such file");
    const FakeTranslationModel model;
    const auto tree = model.begin("x");
    const NodeId leaf = tree->runToEnd(kRootNode).leaf;
    return {model.trace(*tree, leaf, "one"), model.trace(*tree, leaf, "two")};
}

} // namespace

class TestTranslateController : public QObject
{
    Q_OBJECT

    std::shared_ptr<StepLog> log_;
    std::unique_ptr<TranslatePage> page_;
    std::unique_ptr<QUndoStack> undo_;
    std::unique_ptr<TranslateController> controller_;

    std::string words() const { return wordsOf(page_->trace()); }
    int calls() const { return log_->calls(); }

    /// The page with the first word of a sentence.
    void startOn(const QString &sentence)
    {
        page_->setSentence(sentence);
        controller_->openModel("/models/fake");
        QTRY_VERIFY(page_->trace() && !controller_->isBusy());
    }

    void finish()
    {
        controller_->toEnd();
        QTRY_VERIFY(!controller_->isBusy());
    }

private slots:
    void init()
    {
        log_ = std::make_shared<StepLog>();
        page_ = std::make_unique<TranslatePage>();
        undo_ = std::make_unique<QUndoStack>();
        const auto open = [log = log_](const std::filesystem::path &path) {
            if (path.filename() == "bad")
                throw FileError(path.string(), "tensor x is missing");
            return std::make_shared<FakeTranslationModel>(path.filename().string(), log);
        };
        controller_ = std::make_unique<TranslateController>(page_.get(), open, someTraces, undo_.get());
    }

    void cleanup()
    {
        controller_.reset();
        undo_.reset();
        page_.reset();
    }

    void firstWordIsReady()
    {
        startOn("机器学习");
        QCOMPARE(words(), std::string("w2"));
        QCOMPARE(page_->currentStep(), 0);
        QCOMPARE(page_->currentModel(), QString("/models/fake"));
        QCOMPARE(controller_->status().model, QString("fake"));
        QCOMPARE(controller_->status().step, 1);
        QCOMPARE(controller_->status().total, 0);
        QVERIFY(controller_->status().stepMilliseconds.has_value());
        QVERIFY(!undo_->canUndo()); // opening the program is not a change
    }

    void stepBackRestartAndToTheEnd()
    {
        startOn("x");
        controller_->step();
        QTRY_COMPARE(words(), std::string("w2 w3"));
        QCOMPARE(page_->currentStep(), 1);
        controller_->back();
        QCOMPARE(page_->currentStep(), 0);
        QCOMPARE(words(), std::string("w2 w3")); // what is known stays in the picture
        finish();
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(page_->currentStep(), 3);
        QVERIFY(page_->trace()->complete);
        QCOMPARE(controller_->status().total, 4);
        QVERIFY(qAbs(controller_->status().logProbability - 4 * std::log(0.7)) < 1e-5);
        QVERIFY(!controller_->position().canStep());

        const int before = calls();
        controller_->restart();
        QTRY_COMPARE(words(), std::string());
        QCOMPARE(page_->currentStep(), -1);
        for (const char *expected : {"w2", "w2 w3", "w2 w3 w4", "w2 w3 w4 ⟨end⟩"}) {
            controller_->step();
            QTRY_COMPARE(words(), std::string(expected));
        }
        QCOMPARE(calls(), before); // nothing is computed twice
    }

    void manyStepsAtOnceAreAllTaken()
    {
        startOn("x");
        for (int i = 0; i < 3; ++i)
            controller_->step();
        QTRY_COMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        controller_->step(); // no step after the end, and no complaint
        QTest::qWait(20);
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QVERIFY(page_->message().isEmpty());
    }

    void jumpAndStepOnContinuesTheSamePath()
    {
        startOn("x");
        finish();
        const int before = calls();
        emit page_->stepSelected(1);
        QCOMPARE(controller_->status().step, 2);
        controller_->step();
        QCOMPARE(page_->currentStep(), 2);
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(calls(), before);
        emit page_->stepSelected(99);
        QCOMPARE(page_->currentStep(), 2);
    }

    void forcedWordOfAFinishedOutputIsDecodedToTheEnd()
    {
        startOn("x");
        finish();
        emit page_->tokenForced(1, 6);
        QTRY_COMPARE(words(), std::string("w2 w6 w7 ⟨end⟩"));
        QCOMPARE(page_->currentStep(), 1);
        QVERIFY(page_->trace()->steps[1].forced);
        QVERIFY(!page_->trace()->steps[2].forced);

        const int before = calls();
        undo_->undo();
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        undo_->redo();
        QCOMPARE(words(), std::string("w2 w6 w7 ⟨end⟩"));
        QCOMPARE(page_->currentStep(), 1);
        QCOMPARE(calls(), before);
    }

    void forcedWordOfAnOpenOutputWaitsForTheNextStep()
    {
        startOn("x");
        controller_->step();
        QTRY_COMPARE(words(), std::string("w2 w3"));
        emit page_->tokenForced(0, 5);
        QTRY_COMPARE(words(), std::string("w5"));
        controller_->step();
        QTRY_COMPARE(words(), std::string("w5 w6"));
    }

    void forcingTheSameWordChangesNothing()
    {
        startOn("x");
        finish();
        const auto before = page_->trace();
        emit page_->tokenForced(1, 3);
        QTRY_VERIFY(page_->trace() != before && !controller_->isBusy());
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QVERIFY(!page_->trace()->steps[1].forced);
    }

    void forcedText()
    {
        startOn("x");
        emit page_->textForced(1, "w7 w2");
        QTRY_COMPARE(words(), std::string("w2 w7 w2"));
        QCOMPARE(page_->currentStep(), 2);
        finish();
        QCOMPARE(words(), std::string("w2 w7 w2 w3 w4 ⟨end⟩"));
        emit page_->textForced(6, "w5"); // after the end symbol: instead of it
        QTRY_COMPARE(words(), std::string("w2 w7 w2 w3 w4 w5 w6 w7 ⟨end⟩"));
        undo_->undo();
        emit page_->textForced(0, "w9");
        QTRY_VERIFY(!page_->message().isEmpty()); // outside the vocabulary
        QCOMPARE(words(), std::string("w2 w7 w2 w3 w4 ⟨end⟩"));
    }

    void newestSentenceWins()
    {
        startOn("x");
        for (const char *sentence : {"slow a", "slow b", "c"}) {
            page_->setSentence(sentence);
            emit page_->sentenceSubmitted(sentence);
        }
        QTRY_VERIFY(!controller_->isBusy());
        QCOMPARE(QString::fromStdString(page_->trace()->sourceText), QString("c"));
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        undo_->undo();
        QCOMPARE(page_->sentence(), QString("x")); // those that lost were never there
        QCOMPARE(words(), std::string("w2"));
        undo_->redo();
        QCOMPARE(page_->sentence(), QString("c"));
    }

    void typingIsOneChange()
    {
        startOn("x");
        for (const char *sentence : {"xa", "xab", "xabc"}) {
            page_->setSentence(sentence);
            emit page_->sentenceEdited(sentence);
            QTRY_VERIFY(!controller_->isBusy());
        }
        QCOMPARE(undo_->count(), 1);
        undo_->undo();
        QCOMPARE(page_->sentence(), QString("x"));
    }

    void stepTakesASentenceTypedThisMoment()
    {
        startOn("x");
        page_->setSentence("y"); // typing has not paused yet: no signal
        controller_->step();
        QTRY_VERIFY(!controller_->isBusy());
        QCOMPARE(page_->trace()->sourceText, std::string("y"));
        QCOMPARE(words(), std::string("w2"));
    }

    void stoppedDecodeKeepsTheBestSoFar()
    {
        startOn("slow endless");
        controller_->toEnd();
        QTest::qWait(12);
        QVERIFY(controller_->isBusy());
        controller_->stop();
        QTRY_VERIFY(!controller_->isBusy());
        QVERIFY(!page_->trace()->complete);
        QVERIFY(page_->trace()->steps.size() >= 1);
        QVERIFY(page_->trace()->steps.size() < FakeTranslationModel::kLimit);
        QVERIFY(!page_->message().isEmpty());
        QVERIFY(controller_->position().canStep());
    }

    void endlessOutputStopsAtTheLimitAndSaysSo()
    {
        startOn("endless");
        finish();
        QCOMPARE(page_->trace()->steps.size(), std::size_t(FakeTranslationModel::kLimit));
        QVERIFY(page_->message().contains(QString::number(FakeTranslationModel::kLimit)));
        QVERIFY(!controller_->position().canStep());
    }

    void blankSentenceShowsNothing()
    {
        startOn("x");
        page_->setSentence("   ");
        emit page_->sentenceEdited("   ");
        QTRY_VERIFY(!page_->trace());
        QVERIFY(page_->message().isEmpty());
        controller_->step();
        controller_->toEnd();
        controller_->restart();
        controller_->setPlaying(true);
        QVERIFY(!controller_->isPlaying());
        undo_->undo();
        QCOMPARE(page_->sentence(), QString("x"));
        QCOMPARE(words(), std::string("w2"));
    }

    void refusedSentenceIsSaidInPlace()
    {
        startOn("x");
        const QString tooLong(300, 'a');
        page_->setSentence(tooLong);
        emit page_->sentenceEdited(tooLong);
        QTRY_VERIFY(page_->message().contains("the sentence has too many tokens"));
        QVERIFY(page_->message().startsWith("This input cannot be decoded."));
        QVERIFY(!page_->trace()); // the old picture was another sentence's
        page_->setSentence("y");
        emit page_->sentenceEdited("y");
        QTRY_COMPARE(words(), std::string("w2"));
        QVERIFY(page_->message().isEmpty());
    }

    void badBundleIsSaidInPlaceAndTheModelStays()
    {
        startOn("x");
        QSignalSpy failed(controller_.get(), &TranslateController::openFailed);
        emit page_->modelChosen("/models/bad");
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(page_->message().contains("tensor x is missing"));
        QCOMPARE(page_->currentModel(), QString("/models/fake"));
        QCOMPARE(words(), std::string("w2"));
        controller_->step();
        QTRY_COMPARE(words(), std::string("w2 w3"));
    }

    void anotherModelTranslatesTheSameSentence()
    {
        startOn("x");
        finish();
        emit page_->modelChosen("/models/other");
        QTRY_COMPARE(controller_->status().model, QString("other"));
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(controller_->models().size(), std::size_t(2));
        undo_->undo();
        QCOMPARE(controller_->status().model, QString("fake"));
        QCOMPARE(page_->currentModel(), QString("/models/fake"));
    }

    void beamIsSearchedAtOnceAndShownWordByWord()
    {
        startOn("x");
        controller_->setDecoding({4, 0.6});
        QTRY_VERIFY(page_->trace()->decoding.beam == 4 && !controller_->isBusy());
        QCOMPARE(words(), std::string("w2"));
        QCOMPARE(controller_->status().total, 4);
        const int before = calls();
        controller_->step();
        QTRY_COMPARE(words(), std::string("w2 w3"));
        QCOMPARE(calls(), before);
        undo_->undo();
        QCOMPARE(page_->decoding().beam, 1);
    }

    void playingGoesToTheEndAndStops()
    {
        startOn("x");
        controller_->setSpeed(20);
        QSignalSpy playing(controller_.get(), &TranslateController::playingChanged);
        controller_->setPlaying(true);
        QVERIFY(controller_->isPlaying());
        QTRY_VERIFY(!controller_->isPlaying());
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(playing.size(), 2);
        controller_->setPlaying(true); // once more from the start
        QTRY_COMPARE(words(), std::string("w2"));
        QTRY_VERIFY(!controller_->isPlaying());
        QCOMPARE(page_->currentStep(), 3);
    }

    void tracesOfAFileAreOnlyLookedAt()
    {
        startOn("x");
        controller_->openTraces("/some/where.json");
        QTRY_VERIFY(controller_->position().fromFile());
        QCOMPARE(page_->sentence(), QString("one"));
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QVERIFY(!page_->isForcingEnabled());
        QCOMPARE(controller_->status().model, QString("where.json"));
        emit page_->tokenForced(0, 5);
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QVERIFY(!page_->message().isEmpty());
        controller_->showOtherTrace(1);
        QCOMPARE(page_->sentence(), QString("two"));
        controller_->showOtherTrace(1);
        QCOMPARE(page_->sentence(), QString("two"));
        emit page_->sentenceSubmitted("two"); // Enter: translate it
        QTRY_VERIFY(!controller_->position().fromFile() && page_->isForcingEnabled());
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        undo_->undo();
        QVERIFY(controller_->position().fromFile());
    }

    void aFileThatCannotBeReadChangesNothing()
    {
        startOn("x");
        controller_->openTraces("/some/missing.json");
        QTRY_VERIFY(page_->message().contains("no such file"));
        QCOMPARE(words(), std::string("w2"));
    }

    void aModelOpenedBesideAFileLeavesPictureAndMessage()
    {
        controller_->openTraces("/some/missing.json");
        QTRY_VERIFY(page_->message().contains("no such file"));
        controller_->openModel("/models/fake", TranslateController::AfterOpening::KeepPicture);
        QTRY_COMPARE(controller_->status().model, QString("fake"));
        QVERIFY(page_->message().contains("no such file"));
        page_->setSentence("x");
        controller_->step();
        QTRY_COMPARE(words(), std::string("w2"));
    }

    void destroyedWhileDecoding()
    {
        startOn("slow endless");
        controller_->toEnd();
        QTest::qWait(8);
        controller_.reset(); // waits for the worker
        QTest::qWait(20);
        QCOMPARE(words(), std::string("w2"));
    }
};

QTEST_MAIN(TestTranslateController)
#include "test_translate_controller.moc"
