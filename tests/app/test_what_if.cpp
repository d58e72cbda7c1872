// links: fovea_app
#include <algorithm>
#include <numeric>

#include <QAction>
#include <QInputDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include "app/translate/translate_controller.h"
#include "core/types/error.h"
#include "support/fake_step_model.h"
#include "support/fake_translation_model.h"
#include "ui/decode/source_menu.h"
#include "ui/inspector/candidate_model.h"
#include "ui/inspector/candidate_view.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/weight_bars.h"
#include "ui/inspector/weight_editor.h"
#include "ui/views/heatmap_view.h"

using namespace fovea;
using namespace fovea::test;
using app::TranslateController;
using ui::TranslatePage;

namespace
{

/// A translation whose words depend on the weights: one source position per character, 9 target words.
class AttentiveModel final : public app::TranslationModel
{
public:
    explicit AttentiveModel(bool attends = true)
        : info_{"attentive", "/models/attentive", "translation",
                attends ? MatchFunction::Additive : MatchFunction::None},
          attends_(attends)
    {
    }
    const ModelInfo &info() const override { return info_; }
    std::unique_ptr<HypothesisTree> begin(std::string_view sentence) const override
    {
        FakeStepModel::Options options;
        options.sourceLength = static_cast<Index>(sentence.size()) + 1;
        options.seed = std::accumulate(sentence.begin(), sentence.end(), std::uint64_t(7),
                                       [](std::uint64_t a, char c) { return a * 31 + static_cast<unsigned char>(c); });
        options.attends = attends_;
        options.endBias = -1;
        return std::make_unique<HypothesisTree>(FakeStepModel::make(options), 12);
    }
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view sentence) const override
    {
        AttentionTrace trace;
        trace.model = info_;
        trace.sourceText = sentence;
        for (const char c : sentence)
            trace.source.labels.push_back(std::string(1, c));
        trace.source.labels.push_back("⟨end⟩");
        for (const NodeId id : tree.path(leaf)) {
            const HypothesisNode &node = tree.node(id);
            AttentionStep step;
            step.id = node.token;
            step.token = display(node.token);
            step.weights = node.expansion->weights();
            step.energies = node.expansion->energies();
            step.logProbability = node.logProbability;
            step.forced = node.forced;
            step.overridden = node.expansion->overridden();
            step.candidates = topCandidates(*node.expansion, 10);
            for (Candidate &candidate : step.candidates)
                candidate.token = display(candidate.id);
            trace.complete = node.finished;
            trace.steps.push_back(std::move(step));
        }
        return trace;
    }
    std::vector<int> targetIds(std::string_view) const override { return {3}; }
    std::string display(int id) const override { return id == 0 ? "⟨end⟩" : "w" + std::to_string(id); }

private:
    ModelInfo info_;
    bool attends_;
};

std::vector<AttentionTrace> oneTrace(const std::filesystem::path &)
{
    const AttentiveModel model;
    const auto tree = model.begin("abcd");
    return {model.trace(*tree, tree->runToEnd(kRootNode).leaf, "abcd")};
}

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT

    std::unique_ptr<TranslatePage> page_;
    std::unique_ptr<QUndoStack> undo_;
    std::unique_ptr<TranslateController> controller_;

    ui::WeightEditor *editor() const { return page_->weightEditor(); }
    ui::Inspector *inspector() const { return page_->findChild<ui::Inspector *>(); }
    std::string words() const { return wordsOf(page_->trace()); }
    double weight(int step, int position) const
    {
        return static_cast<double>(page_->trace()->steps[static_cast<std::size_t>(step)].weights[position]);
    }
    Vector shownWeights(int step) const
    {
        return page_->heatmap()->trace()->steps[static_cast<std::size_t>(step)].weights;
    }
    /// A node of the tree is called so.
    bool hasBranch(const std::string &name) const
    {
        const auto &nodes = controller_->position().reply.tree->nodes;
        return std::any_of(nodes.begin(), nodes.end(), [&](const auto &node) { return node.change == name; });
    }
    void settle() { QTRY_VERIFY(!controller_->isBusy()); }

    void startOn(const QString &sentence, const QString &model = "/models/attentive")
    {
        page_->setSentence(sentence);
        controller_->openModel(model);
        QTRY_VERIFY(page_->trace() && !controller_->isBusy());
    }

    void finish()
    {
        controller_->toEnd();
        settle();
    }

    /// A branch of the whole output with the given weights at a step.
    void editAndApply(int step, int position)
    {
        controller_->selectStep(step);
        page_->toggleWeightEditing(true);
        editor()->setAllOn(position);
        editor()->apply();
        settle();
    }

private slots:
    void init()
    {
        page_ = std::make_unique<TranslatePage>();
        undo_ = std::make_unique<QUndoStack>();
        const auto open = [](const std::filesystem::path &path) {
            return std::make_shared<AttentiveModel>(path.filename() != "none");
        };
        controller_ = std::make_unique<TranslateController>(page_.get(), open, oneTrace, undo_.get());
    }

    void cleanup()
    {
        controller_.reset();
        undo_.reset();
        page_.reset();
    }

    void previewShowsTheNextWordsWithoutABranch()
    {
        startOn("abcd");
        finish();
        const auto before = page_->trace();
        controller_->selectStep(1);
        page_->toggleWeightEditing(true);
        editor()->setAllOn(2);
        auto *list = inspector()->candidates()->model();
        QTRY_VERIFY(list->index(0, 0).data(ui::CandidateModel::ChangeRole).isValid());
        double sum = 0;
        for (int row = 0; row < list->rowCount(); ++row)
            sum += list->index(row, 0).data(ui::CandidateModel::ChangeRole).toDouble();
        QVERIFY(std::abs(sum) < 1e-5);           // all 9 words: what some gain the others lose
        QCOMPARE(shownWeights(1)[2], Scalar(1)); // the matrix shows the preview
        QCOMPARE(page_->trace(), before);        // and nothing was decoded
        editor()->cancel();
        QVERIFY(!page_->isWeightEditing());
        QCOMPARE(page_->heatmap()->trace(), before);
        QVERIFY(!list->index(0, 0).data(ui::CandidateModel::ChangeRole).isValid());
    }

    void previewIsWhatApplyGives()
    {
        startOn("abcd");
        finish();
        controller_->selectStep(1);
        page_->toggleWeightEditing(true);
        editor()->setAllOn(3);
        QTRY_COMPARE(shownWeights(1)[3], Scalar(1));
        const auto preview = page_->heatmap()->trace()->steps[1];
        editor()->apply();
        settle();
        const AttentionStep &step = page_->trace()->steps[1];
        QCOMPARE(step.token, preview.token);
        QCOMPARE(step.logProbability, preview.logProbability);
        QVERIFY(step.overridden);
    }

    void applyMakesABranchAndUndoReturns()
    {
        startOn("abcd");
        finish();
        const auto original = page_->trace();
        editAndApply(1, 2);
        QVERIFY(page_->trace() != original);
        QCOMPARE(page_->trace()->steps[0].weights, original->steps[0].weights);
        QCOMPARE(weight(1, 2), 1.0);
        QCOMPARE(page_->currentStep(), 1);
        QVERIFY(controller_->position().showsWholeOutput()); // to the same extent
        QVERIFY(page_->difference()->isShown());
        QVERIFY(page_->difference()->summary().startsWith("all on “c”"));
        QVERIFY(!controller_->position().draft);
        QVERIFY(hasBranch("all on “c”"));

        undo_->undo(); // the branch
        QCOMPARE(page_->trace(), original);
        QVERIFY(!page_->difference()->isShown());
        QCOMPARE(editor()->draft().weight(2), 1.0); // the edit is there, not applied
        QVERIFY(page_->isWeightEditing());
        undo_->undo(); // the edit
        QVERIFY(!editor()->draft().isChanged());
        QVERIFY(!undo_->canUndo() || undo_->index() < 2);
        undo_->redo();
        QCOMPARE(editor()->draft().weight(2), 1.0);
        undo_->redo();
        QCOMPARE(weight(1, 2), 1.0);
        QVERIFY(page_->difference()->isShown());
    }

    void anOpenOutputIsDecodedAsFarAsItWas()
    {
        startOn("abcd");
        for (int i = 0; i < 3; ++i)
            controller_->step();
        settle();
        const auto shown = page_->trace()->steps.size();
        if (page_->trace()->complete)
            QSKIP("the fake ended too early");
        editAndApply(1, 0);
        QVERIFY(page_->trace()->steps.size() == shown || page_->trace()->complete);
        QCOMPARE(page_->currentStep(), 1);
    }

    void aDragIsOneChange()
    {
        startOn("abcd");
        finish();
        const int before = undo_->count();
        controller_->selectStep(0);
        page_->toggleWeightEditing(true);
        for (const double value : {0.5, 0.6, 0.7, 0.8})
            emit editor()->bars()->weightDragged(editor()->bars()->selected(), value, value == 0.5);
        QCOMPARE(undo_->count(), before + 1);
        emit editor()->bars()->weightDragged(editor()->bars()->selected(), 0.1, true);
        QCOMPARE(undo_->count(), before + 2);
        undo_->undo();
        QCOMPARE(editor()->draft().weight(editor()->bars()->selected()), 0.8);
        undo_->undo();
        QVERIFY(!editor()->draft().isChanged());
        QCOMPARE(page_->heatmap()->trace(), page_->trace());
        undo_->redo();
        QCOMPARE(editor()->draft().weight(editor()->bars()->selected()), 0.8);
        emit editor()->bars()->weightDragged(editor()->bars()->selected(), 0.2, false);
        QCOMPARE(undo_->count(), before + 2); // after an undo begins another gesture
    }

    void theDraftOfAStepWaitsForIt()
    {
        startOn("abcd");
        finish();
        controller_->selectStep(1);
        page_->toggleWeightEditing(true);
        editor()->setAllOn(2);
        QTRY_COMPARE(shownWeights(1)[2], Scalar(1));
        controller_->selectStep(0);
        QVERIFY(!editor()->draft().isChanged());
        QCOMPARE(page_->heatmap()->trace(), page_->trace());
        controller_->selectStep(1);
        QCOMPARE(editor()->draft().weight(2), 1.0);
        QTRY_COMPARE(shownWeights(1)[2], Scalar(1));
    }

    void newestPreviewWins()
    {
        startOn("abcd");
        finish();
        controller_->selectStep(0);
        Vector weights = Vector::Zero(5);
        for (int i = 0; i < 200; ++i) {
            weights.setZero();
            weights[i % 4] = 1;
            emit page_->weightsPreviewed(0, weights);
        }
        QTRY_COMPARE(shownWeights(0)[3], Scalar(1));
        QTest::qWait(20);
        QCOMPARE(shownWeights(0)[3], Scalar(1));
        emit page_->weightsPreviewed(0, Vector());
        QCOMPARE(page_->heatmap()->trace(), page_->trace());
    }

    void masksForAStepAndFromHereOn()
    {
        startOn("abcd");
        finish();
        const auto original = page_->trace();
        emit page_->positionsMasked(0, {1}, MaskReach::ThisStep);
        settle();
        QCOMPARE(weight(0, 1), 0.0);
        QVERIFY(page_->trace()->steps.size() < 2 || weight(1, 1) > 0);
        QVERIFY(page_->difference()->summary().startsWith("masked “b”:"));
        QVERIFY(hasBranch("masked “b”"));
        emit page_->positionsMasked(0, {2}, MaskReach::FromHere); // and b stays masked in this step
        settle();
        QCOMPARE(weight(0, 1), 0.0);
        for (int t = 0; t < static_cast<int>(page_->trace()->steps.size()); ++t)
            QCOMPARE(weight(t, 2), 0.0);
        controller_->selectStep(1);
        QVERIFY(editor()->draft().isMaskedAbove(2));
        controller_->selectStep(0);
        QVERIFY(!editor()->draft().isMaskedAbove(2));
        emit page_->positionsMasked(0, {0}, MaskReach::ThisStep); // would lose the others: refused in words
        QTRY_VERIFY(!page_->message().isEmpty());
        undo_->undo();
        undo_->undo();
        QCOMPARE(page_->trace(), original);
    }

    void weightsOfAPictureBrushAreABranchToo()
    {
        startOn("abcd");
        finish();
        Vector weights = Vector::Constant(5, Scalar(0.2));
        emit page_->weightsEdited(0, weights, "painted");
        settle();
        QVERIFY(std::abs(weight(0, 0) - 0.2) < 1e-6);
        QCOMPARE(undo_->undoText(), QString("painted"));
        emit page_->weightsEdited(0, Vector::Zero(5), "nothing"); // no distribution
        QTRY_VERIFY(!page_->message().isEmpty());
        QVERIFY(std::abs(weight(0, 0) - 0.2) < 1e-6);
    }

    void replacedSourceWordIsDecodedAgainWithTheDifference()
    {
        startOn("ab cd");
        finish();
        const std::string before = words();
        emit page_->sourceEdited(1, "x");
        settle();
        QCOMPARE(page_->sentence(), QString("x cd")); // the whole word that the piece belongs to
        QCOMPARE(page_->trace()->sourceText, std::string("x cd"));
        QVERIFY(controller_->position().showsWholeOutput());
        QVERIFY(page_->difference()->isShown());
        QVERIFY(page_->difference()->summary().startsWith("“ab” → “x”"));
        undo_->undo();
        QCOMPARE(page_->sentence(), QString("ab cd"));
        QCOMPARE(words(), before);
    }

    void deletedSourceWord()
    {
        startOn("ab cd");
        finish();
        page_->sourceMenu()->setSource(3);
        QVERIFY(page_->sourceMenu()->canReplace());
        page_->sourceMenu()->deleteSource();
        settle();
        QCOMPARE(page_->sentence(), QString("ab"));
        QVERIFY(page_->difference()->summary().startsWith("without “cd”"));
        page_->sourceMenu()->setSource(0);
        page_->sourceMenu()->deleteSource(); // the only word
        QVERIFY(!page_->message().isEmpty());
        QCOMPARE(page_->sentence(), QString("ab"));
        page_->sourceMenu()->setSource(static_cast<int>(page_->trace()->source.size()) - 1);
        QVERIFY(!page_->sourceMenu()->canReplace()); // the end symbol
    }

    void keysOnASourceWordOfTheMatrix()
    {
        startOn("ab cd");
        finish();
        page_->resize(1000, 700);
        page_->show();
        auto *view = page_->heatmap();
        for (int i = 0; i < 8; ++i)
            QTest::keyClick(view, Qt::Key_Left);
        QCOMPARE(view->selectedSource(), 0);
        QTest::keyClick(view, Qt::Key_F2);
        auto *dialog = page_->findChild<QInputDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->textValue(), QString("ab"));
        dialog->setTextValue("xy");
        dialog->accept();
        settle();
        QCOMPARE(page_->sentence(), QString("xy cd"));
        for (int i = 0; i < 8; ++i)
            QTest::keyClick(view, Qt::Key_Left);
        QTest::keyClick(view, Qt::Key_Delete);
        settle();
        QCOMPARE(page_->sentence(), QString("cd"));
    }

    void keysOnTheSourceWordUnderThePointer()
    {
        startOn("ab cd");
        finish();
        auto *view = page_->heatmap();
        QCOMPARE(view->selectedSource(), -1);
        emit view->sourceHovered(3);
        QTest::keyClick(view, Qt::Key_Delete);
        settle();
        QCOMPARE(page_->sentence(), QString("ab"));
        emit view->sourceHovered(-1);
        QTest::keyClick(view, Qt::Key_Delete);
        settle();
        QCOMPARE(page_->sentence(), QString("ab"));
    }

    void theMenuOfASourceWordMasksAndPreviews()
    {
        startOn("ab cd");
        finish();
        controller_->selectStep(0);
        page_->sourceMenu()->setSource(1);
        std::unique_ptr<QMenu> menu(page_->sourceMenu()->createMenu());
        QList<QAction *> entries;
        for (QAction *action : menu->actions())
            if (!action->isSeparator())
                entries << action;
        QCOMPARE(entries.size(), 5);
        QVERIFY(entries[0]->text().contains("ab"));
        entries[2]->trigger(); // all weight on it
        QVERIFY(page_->isWeightEditing());
        QCOMPARE(editor()->draft().weight(1), 1.0);
        entries[4]->trigger(); // masked from here on
        settle();
        QCOMPARE(weight(0, 1), 0.0);
        page_->sourceMenu()->setSource(-1);
        QVERIFY(!page_->sourceMenu()->canReplace() && !page_->sourceMenu()->canMask());
    }

    void masksOfBothKindsStandTogether()
    {
        startOn("abcd");
        finish();
        QVERIFY(page_->trace()->steps.size() > 1);
        emit page_->positionsMasked(0, {1}, MaskReach::FromHere);
        settle();
        emit page_->positionsMasked(0, {2}, MaskReach::ThisStep);
        settle();
        QVERIFY2(!page_->message().contains("cannot"), qPrintable(page_->message()));
        QVERIFY(weight(0, 1) == 0 && weight(0, 2) == 0 && weight(0, 0) > 0);
        QVERIFY(weight(1, 1) == 0 && weight(1, 2) > 0);
        QVERIFY(hasBranch("masked “b” from here on · masked “c”"));
        // The one for the step, then also from here on.
        emit page_->positionsMasked(0, {2}, MaskReach::FromHere);
        settle();
        QVERIFY(weight(1, 1) == 0 && weight(1, 2) == 0);
        QVERIFY(hasBranch("masked “b”, “c” from here on"));
        // A mask of the step stays one of the step when another goes on.
        emit page_->positionsMasked(1, {0}, MaskReach::ThisStep);
        settle();
        emit page_->positionsMasked(1, {3}, MaskReach::FromHere);
        settle();
        QVERIFY(weight(1, 0) == 0 && weight(1, 3) == 0);
        if (page_->trace()->steps.size() > 2)
            QVERIFY(weight(2, 0) > 0 && weight(2, 3) == 0);
        QVERIFY(hasBranch("masked “d” from here on · masked “a”"));
    }

    void otherWeightsKeepAMaskFromHereOn()
    {
        startOn("abcd");
        finish();
        emit page_->positionsMasked(0, {1}, MaskReach::FromHere);
        settle();
        emit page_->weightsEdited(0, (Vector(5) << 1, 0, 1, 1, 1).finished(), "mine");
        settle();
        QCOMPARE(weight(0, 0), 0.25);
        QCOMPARE(weight(1, 1), 0.0);
        QVERIFY(hasBranch("mine · masked “b” from here on"));
        // What gets a weight again is not masked any more.
        emit page_->weightsEdited(0, Vector::Constant(5, Scalar(0.2)), "all alike");
        settle();
        QVERIFY(weight(0, 1) > 0 && weight(1, 1) > 0);
        QVERIFY(hasBranch("all alike"));
    }

    void aForcedWordShowsWhatItChanged()
    {
        startOn("abcd");
        for (const char *sentence : {"a", "ab", "ba", "bc", "cb", "abc", "cab", "bca", "xyz", "zyx", "efgh", "hgfe"}) {
            page_->setSentence(sentence);
            emit page_->sentenceSubmitted(sentence);
            settle();
            if (page_->trace()->complete)
                break;
        }
        QVERIFY(page_->trace()->complete); // only an output that ended is decoded to its end again
        const auto &step = page_->trace()->steps[0];
        const Candidate other = step.candidates[1];
        const QString title =
            QString("“%1” → “%2”").arg(QString::fromStdString(step.token), QString::fromStdString(other.token));
        emit page_->tokenForced(0, other.id);
        settle();
        QVERIFY(page_->difference()->summary().startsWith(title));
        QVERIFY(hasBranch("forced “" + other.token + "”"));
    }

    void whereNothingCanBeEditedItIsSaid()
    {
        startOn("abcd", "/models/none");
        finish();
        QVERIFY(editor()->reason().contains("no attention"));
        controller_->openTraces("/some/where.json");
        QTRY_VERIFY(controller_->position().fromFile());
        QVERIFY(editor()->reason().contains("file"));
        const auto before = page_->trace();
        emit page_->weightsEdited(0, Vector::Constant(5, Scalar(0.2)), "x");
        emit page_->positionsMasked(0, {0}, MaskReach::FromHere);
        emit page_->sourceEdited(0, "x");
        settle();
        QCOMPARE(page_->trace(), before);
        QVERIFY(!page_->message().isEmpty());
    }
};

QTEST_MAIN(TestWhatIf)
#include "test_what_if.moc"
