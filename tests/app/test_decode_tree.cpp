// links: fovea_app
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include "app/translate/translate_controller.h"
#include "support/fake_translation_model.h"
#include "ui/views/diagram_view.h"
#include "ui/views/tree_view.h"

using namespace fovea;
using namespace fovea::test;
using app::TranslateController;
using ui::FigureView;
using ui::TranslatePage;

/// What a controller does with the hypothesis tree.
class TestDecodeTree : public QObject
{
    Q_OBJECT

    std::shared_ptr<StepLog> log_;
    std::unique_ptr<TranslatePage> page_;
    std::unique_ptr<QUndoStack> undo_;
    std::unique_ptr<TranslateController> controller_;

    std::string words() const { return wordsOf(page_->trace()); }
    const HypothesisSnapshot &tree() const { return *page_->tree()->snapshot(); }

    /// The node with these words.
    int nodeOf(const std::string &text) const
    {
        for (std::size_t i = 1; i < tree().nodes.size(); ++i) {
            std::string path;
            for (auto node = static_cast<int>(i); node > 0; node = tree().nodes[static_cast<std::size_t>(node)].parent)
                path = tree().nodes[static_cast<std::size_t>(node)].token + (path.empty() ? "" : " ") + path;
            if (path == text)
                return static_cast<int>(i);
        }
        return -1;
    }

    void finishOn(const QString &sentence)
    {
        page_->setSentence(sentence);
        controller_->openModel("/models/fake");
        QTRY_VERIFY(page_->trace() && !controller_->isBusy());
        controller_->toEnd();
        QTRY_VERIFY(!controller_->isBusy());
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
    }

private slots:
    void init()
    {
        log_ = std::make_shared<StepLog>();
        page_ = std::make_unique<TranslatePage>();
        page_->resize(1000, 700);
        page_->show();
        page_->setCurrentView(FigureView::Tree);
        undo_ = std::make_unique<QUndoStack>();
        const auto open = [log = log_](const std::filesystem::path &path) {
            return std::make_shared<FakeTranslationModel>(path.filename().string(), log);
        };
        controller_ = std::make_unique<TranslateController>(
            page_.get(), open, [](const std::filesystem::path &) { return std::vector<AttentionTrace>(); },
            undo_.get());
    }

    void cleanup()
    {
        controller_.reset();
        undo_.reset();
        page_.reset();
    }

    void everyWordIsANode()
    {
        finishOn("x");
        QCOMPARE(tree().nodes.size(), std::size_t(5));
        QCOMPARE(page_->tree()->currentNode(), nodeOf("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(tree().best, nodeOf("w2 w3 w4 ⟨end⟩"));
        controller_->selectStep(1);
        QCOMPARE(page_->tree()->currentNode(), nodeOf("w2 w3"));
    }

    void aChosenNodeIsShownEverywhereAndUndone()
    {
        finishOn("x");
        emit page_->tokenForced(1, 6);
        QTRY_COMPARE(words(), std::string("w2 w6 w7 ⟨end⟩"));
        QVERIFY(nodeOf("w2 w3 w4") > 0); // the original stays
        const int before = log_->calls();
        emit page_->nodeSelected(nodeOf("w2 w3"));
        QTRY_COMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(page_->currentStep(), 1);
        QCOMPARE(page_->tree()->currentNode(), nodeOf("w2 w3"));
        QCOMPARE(log_->calls(), before);
        undo_->undo();
        QCOMPARE(words(), std::string("w2 w6 w7 ⟨end⟩"));
        undo_->undo();
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QVERIFY(nodeOf("w2 w6") > 0); // what undo took back is still in the tree
        undo_->redo();
        undo_->redo();
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(page_->currentStep(), 1);
    }

    void aNodeOnThePathIsOnlyAStep()
    {
        finishOn("x");
        const int count = undo_->count();
        emit page_->nodeSelected(nodeOf("w2"));
        QCOMPARE(page_->currentStep(), 0);
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(undo_->count(), count);
        emit page_->nodeSelected(0); // the start: before the first word
        QTRY_COMPARE(words(), std::string());
        QCOMPARE(page_->currentStep(), -1);
    }

    void penaltiesRankTheTreeWithoutTheModel()
    {
        finishOn("x");
        emit page_->tokenForced(1, 7);
        QTRY_COMPARE(words(), std::string("w2 w7 ⟨end⟩"));
        const int before = log_->calls();
        const int longer = nodeOf("w2 w3 w4 ⟨end⟩");
        const int shorter = nodeOf("w2 w7 ⟨end⟩");
        QCOMPARE(tree().best, longer); // 0.7^4 against 0.7^2 times the unlikely word
        const double score = tree().nodes[static_cast<std::size_t>(longer)].score;
        emit page_->decodingChanged({1, 1, 0});
        QTRY_VERIFY(tree().nodes[static_cast<std::size_t>(longer)].score != score);
        // ((5 + 4) / 6)^1 divides the log-probability of four words
        const double expected = 4 * std::log(0.7) / 1.5;
        QVERIFY(qAbs(tree().nodes[static_cast<std::size_t>(longer)].score - expected) < 1e-4);
        QVERIFY(shorter > 0 && tree().nodes[static_cast<std::size_t>(shorter)].score < expected);
        QCOMPARE(log_->calls(), before);
        QCOMPARE(words(), std::string("w2 w7 ⟨end⟩")); // greedy words do not depend on penalties
        undo_->undo();
        QCOMPARE(page_->decoding().lengthPenalty, 0.0);
    }

    void penaltiesAreOneChange()
    {
        finishOn("x");
        const int count = undo_->count();
        for (const double penalty : {0.1, 0.2, 0.3}) {
            emit page_->decodingChanged({1, penalty, 0});
            QTRY_VERIFY(page_->trace()->decoding.lengthPenalty == 0 && !controller_->isBusy());
        }
        emit page_->decodingChanged({1, 0.3, 0.5});
        QTRY_VERIFY(!controller_->isBusy());
        QCOMPARE(undo_->count(), count + 1);
        QCOMPARE(undo_->undoText(), QString("penalties"));
        emit page_->decodingChanged({3, 0.3, 0.5}); // another beam is another change
        QTRY_VERIFY(page_->trace()->decoding.beam == 3 && !controller_->isBusy());
        QCOMPARE(undo_->count(), count + 2);
        undo_->undo();
        QCOMPARE(page_->decoding().coveragePenalty, 0.5);
        undo_->undo();
        QCOMPARE(page_->decoding().lengthPenalty, 0.0);
        undo_->redo();
        QCOMPARE(page_->decoding().lengthPenalty, 0.3);
        QCOMPARE(page_->decoding().coveragePenalty, 0.5);
    }

    void anotherBeamSearchesInTheSameTree()
    {
        finishOn("x");
        const auto session = controller_->position().session;
        controller_->setDecoding({4, 0.6});
        QTRY_VERIFY(page_->trace()->decoding.beam == 4 && !controller_->isBusy());
        QCOMPARE(controller_->position().session, session);
        QVERIFY(tree().nodes.size() > 8);
        controller_->setDecoding({4, 0});
        QTRY_VERIFY(page_->trace()->decoding.lengthPenalty == 0 && !controller_->isBusy());
        const int before = log_->calls();
        controller_->setDecoding({4, 0.6});
        QTRY_VERIFY(page_->trace()->decoding.lengthPenalty > 0 && !controller_->isBusy());
        controller_->setDecoding({1, 0});
        QTRY_VERIFY(page_->trace()->decoding.beam == 1 && !controller_->isBusy());
        QVERIFY(log_->calls() - before <= 3); // nearly all of it was tried before
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
    }

    void anotherWordKeepsTheEditedWeights()
    {
        finishOn("x");
        Vector weights = Vector::Zero(page_->trace()->source.size());
        weights[0] = 1;
        emit page_->weightsEdited(1, weights, "all on the first");
        QTRY_VERIFY(!controller_->isBusy() && tree().nodes.size() > 5);
        const auto edited = controller_->position().reply.path.nodes[1];
        QVERIFY(tree().nodes[static_cast<std::size_t>(edited)].overridden);
        QCOMPARE(tree().nodes[static_cast<std::size_t>(edited)].change, std::string("all on the first"));
        emit page_->tokenForced(1, 5);
        QTRY_COMPARE(controller_->position().trace()->steps[1].token, std::string("w5"));
        const auto chosen = controller_->position().reply.path.nodes[1];
        QVERIFY(chosen != edited);
        QVERIFY(tree().nodes[static_cast<std::size_t>(chosen)].overridden);
        QCOMPARE(page_->trace()->steps[1].weights, weights);
    }

    void playingTheDiagramGoesStageByStage()
    {
        page_->setSentence("x");
        controller_->openModel("/models/fake");
        QTRY_VERIFY(page_->trace() && !controller_->isBusy());
        page_->setCurrentView(FigureView::Diagram);
        QSignalSpy stages(page_->diagram(), &ui::DiagramView::stageChanged);
        controller_->setSpeed(20);
        controller_->setPlaying(true);
        QTRY_VERIFY_WITH_TIMEOUT(!controller_->isPlaying(), 10000);
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(stages.size(), 4 * ui::kStages);
        QCOMPARE(page_->currentStep(), 3);
    }
};

QTEST_MAIN(TestDecodeTree)
#include "test_decode_tree.moc"
