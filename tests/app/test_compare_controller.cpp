// links: fovea_app
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include "app/compare/compare_controller.h"
#include "app/compare/compare_file.h"
#include "app/compare/match_functions.h"
#include "app/export/exporter.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"
#include "support/heatmap_trace.h"
#include "support/tiny_bundle.h"
#include "ui/compare/compare_column_view.h"
#include "ui/compare/compare_difference_view.h"
#include "ui/translate/sentence_edit.h"
#include "ui/views/heatmap_view.h"

using namespace fovea;
using namespace fovea::app;
using namespace fovea::test;
using State = ui::CompareColumn::State;

namespace
{

/// How the fake models behave, and what they were asked.
struct Script {
    std::atomic<int> opened = 0;
    std::atomic<int> decoded = 0;
    std::atomic<int> explained = 0;
    std::atomic<bool> hold = false; ///< models named "slow..." decode until they are stopped
};

/// Says "a <its own name> b"; a sentence with "bad" in it is refused.
class FakeModel final : public CompareModel
{
public:
    FakeModel(const std::filesystem::path &path, std::shared_ptr<Script> script)
        : info_{path.filename().string(), path.string(), "translation", MatchFunction::Additive},
          script_(std::move(script))
    {
        for (const MatchFunction match : kMatchFunctions)
            if (info_.name.ends_with(std::string("-") + std::string(name(match))))
                info_.match = match;
    }

    const ModelInfo &info() const override { return info_; }

    AttentionTrace decode(std::string_view sentence, const BeamOptions &options,
                          const RunControl &control) const override
    {
        ++script_->decoded;
        if (sentence.find("bad") != std::string_view::npos)
            throw InputError("the sentence is bad");
        const bool waits = script_->hold && info_.name.starts_with("slow");
        while (waits && !control.stopRequested())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        control.report(1, 10);
        const double first = 0.2 + 0.1 * static_cast<double>(info_.name.size() % 5);
        AttentionTrace trace = makeTrace({"s", "t", "⟨end⟩"}, {"a", info_.name, "b"},
                                         {{first, 1 - first, 0}, {0.5, 0.5, 0}, {0.2, 0.7, 0.1}}, !waits);
        trace.model = info_;
        trace.sourceText = std::string(sentence);
        trace.targetText = "a " + info_.name + " b";
        trace.decoding.beam = options.width;
        trace.decoding.lengthPenalty = options.lengthPenalty + 100 * options.coveragePenalty; // what was asked for
        if (info_.match == MatchFunction::None)
            for (AttentionStep &step : trace.steps) {
                step.weights.resize(0);
                step.energies.resize(0);
            }
        return trace;
    }

    Saliency saliency(const AttentionTrace &trace, const RunControl &) const override
    {
        ++script_->explained;
        Saliency saliency;
        saliency.values = Matrix::Constant(static_cast<Index>(trace.steps.size()), trace.source.size(), Scalar(0.25));
        saliency.rankCorrelation.assign(trace.steps.size(), 0.5);
        return saliency;
    }

private:
    ModelInfo info_;
    std::shared_ptr<Script> script_;
};

ui::ModelChoice choice(const QString &name)
{
    const auto match = matchFunctionFromName(name.section('-', -1).toStdString());
    return {name, "/models/" + name, match.value_or(MatchFunction::Additive), true};
}

} // namespace

class TestCompareController : public QObject
{
    Q_OBJECT

    std::shared_ptr<Script> script_;
    std::vector<ui::ModelChoice> installed_;
    std::unique_ptr<ui::ComparePage> page_;
    std::unique_ptr<Exporter> exporter_;
    std::unique_ptr<QUndoStack> undo_;
    std::unique_ptr<CompareController> controller_;

    const ui::CompareColumn &column(int index) const { return page_->columns().at(static_cast<std::size_t>(index)); }
    int count() const { return static_cast<int>(page_->columns().size()); }
    QString titles() const
    {
        QStringList titles;
        for (const ui::CompareColumn &shown : page_->columns())
            titles << shown.title;
        return titles.join(' ');
    }
    bool allReady() const
    {
        for (const ui::CompareColumn &shown : page_->columns())
            if (shown.state != State::Ready)
                return false;
        return true;
    }
    void build(CompareModelOpener opener)
    {
        controller_ = std::make_unique<CompareController>(
            page_.get(), std::move(opener), [this] { return installed_; }, exporter_.get(), undo_.get());
    }
    void matchFunctions(const QString &sentence = "x")
    {
        controller_->compareMatchFunctions(sentence, choice("zh-en-additive"), {});
    }

private slots:
    void init()
    {
        script_ = std::make_shared<Script>();
        page_ = std::make_unique<ui::ComparePage>();
        exporter_ = std::make_unique<Exporter>(page_.get());
        undo_ = std::make_unique<QUndoStack>();
        installed_ = {choice("de-en-additive"), choice("zh-en-additive"), choice("zh-en-bilinear")};
        build([script = script_](const std::filesystem::path &path) {
            if (path.filename() == "broken")
                throw FileError(path.string(), "tensor x is missing");
            ++script->opened;
            return std::make_shared<FakeModel>(path, script);
        });
    }

    void cleanup()
    {
        controller_.reset();
        undo_.reset();
        exporter_.reset();
        page_.reset();
    }

    void comparesWhatIsInstalledAndNamesTheRest()
    {
        matchFunctions();
        QCOMPARE(titles(), QString("zh-en-additive zh-en-bilinear"));
        QVERIFY2(page_->message().contains("zh-en-none, zh-en-cosine"), qPrintable(page_->message()));
        QTRY_VERIFY(allReady());
        QCOMPARE(page_->sentence(), QString("x"));
        QCOMPARE(column(0).trace->targetText, std::string("a zh-en-additive b"));
        QCOMPARE(column(1).trace->targetText, std::string("a zh-en-bilinear b"));
        QVERIFY(column(0).summary->metrics.attends);
        QCOMPARE(page_->currentStep(), 0);
        QVERIFY(!controller_->isBusy());
    }

    void newModelIsFoundByItself()
    {
        matchFunctions();
        QTRY_VERIFY(allReady());
        installed_.push_back(choice("zh-en-none"));
        installed_.push_back(choice("zh-en-cosine"));
        matchFunctions();
        QCOMPARE(titles(), QString("zh-en-none zh-en-cosine zh-en-additive zh-en-bilinear"));
        QVERIFY(page_->message().isEmpty());
        QTRY_VERIFY(allReady());
        QCOMPARE(script_->opened.load(), 4); // two of them were open already
    }

    void matchFunctionModelsKeepToThePair()
    {
        const auto models = matchFunctionModels(choice("de-en-additive"), installed_);
        QCOMPARE(models.pair, QString("de-en"));
        QCOMPARE(models.installed.size(), std::size_t(1));
        QCOMPARE(models.missing, (QStringList{"de-en-none", "de-en-cosine", "de-en-bilinear"}));
    }

    void everyColumnFailsAlone()
    {
        installed_ = {choice("zh-en-additive"), {"broken", "/models/broken", MatchFunction::Cosine, true}};
        matchFunctions();
        emit page_->columnAddRequested();
        QTRY_COMPARE(count(), 2);
        QTRY_COMPARE(column(1).state, State::Failed);
        QVERIFY(column(1).problem.contains("tensor x is missing"));
        QTRY_COMPARE(column(0).state, State::Ready);
        emit page_->modelChosen(1, "/models/zh-en-bilinear");
        QTRY_COMPARE(column(1).state, State::Ready);
        QVERIFY(column(1).problem.isEmpty());
    }

    void refusedSentenceIsSaidAndTriedAgain()
    {
        matchFunctions("bad");
        QTRY_COMPARE(column(0).state, State::Failed);
        QCOMPARE(column(0).problem, QString("No output: the sentence is bad"));
        QTRY_VERIFY(!controller_->isBusy());
        const int before = script_->decoded;
        emit page_->sentenceSubmitted("bad");
        QTRY_VERIFY(!controller_->isBusy());
        QCOMPARE(script_->decoded.load(), before + 2);
        page_->setSentence("good");
        emit page_->sentenceSubmitted("good");
        QTRY_VERIFY(allReady());
    }

    void newestSentenceWins()
    {
        script_->hold = true;
        installed_ = {choice("slow-additive"), choice("slow-bilinear")};
        controller_->compareMatchFunctions("first", choice("slow-additive"), {});
        QTRY_COMPARE(script_->decoded.load(), 2);
        QCOMPARE(column(0).state, State::Working);
        script_->hold = false;
        page_->setSentence("second");
        emit page_->sentenceEdited("second");
        QTRY_VERIFY(allReady());
        QCOMPARE(column(0).trace->sourceText, std::string("second"));
        QCOMPARE(column(1).trace->sourceText, std::string("second"));
        QVERIFY(column(0).trace->complete);
    }

    void stopKeepsTheBestSoFar()
    {
        script_->hold = true;
        installed_ = {choice("slow-additive"), choice("slow-bilinear")};
        controller_->compareMatchFunctions("x", choice("slow-additive"), {});
        QTRY_COMPARE(script_->decoded.load(), 2);
        emit page_->stopRequested(0);
        QTRY_COMPARE(column(0).state, State::Ready);
        QVERIFY(!column(0).trace->complete);
        QCOMPARE(column(1).state, State::Working); // the other goes on
        QVERIFY(controller_->isBusy());
        controller_->stop();
        QTRY_VERIFY(!controller_->isBusy());
        QVERIFY(page_->columnView(0)->statusText().contains("not ended"));
    }

    void closingWhileItWorksIsQuick()
    {
        script_->hold = true;
        controller_->compareMatchFunctions("x", choice("slow-additive"), {});
        QTRY_COMPARE(script_->decoded.load(), 1);
        controller_.reset(); // must not hang or deliver
    }

    void undoTakesTheComparisonBack()
    {
        matchFunctions();
        QTRY_VERIFY(allReady());
        const auto first = column(0).trace;
        const int before = script_->decoded;
        emit page_->columnRemoveRequested(1);
        QCOMPARE(count(), 1);
        QCOMPARE(column(0).trace, first); // what is there is not computed again
        undo_->undo();
        QCOMPARE(count(), 2);
        QVERIFY(allReady());
        QCOMPARE(script_->decoded.load(), before);
        undo_->redo();
        QCOMPARE(count(), 1);

        page_->setSentence("other");
        emit page_->sentenceEdited("other");
        QTRY_VERIFY(allReady());
        page_->setSentence("other one");
        emit page_->sentenceEdited("other one");
        QTRY_VERIFY(allReady());
        undo_->undo(); // typing is one change
        QCOMPARE(page_->sentence(), QString("x"));
        QTRY_COMPARE(column(0).trace->sourceText, std::string("x"));
        undo_->undo();
        undo_->undo();
        QCOMPARE(count(), 0);
        QVERIFY(!undo_->canUndo());
    }

    void addingTakesAModelOfTheSameLanguages()
    {
        controller_->suggest("x", choice("zh-en-additive"), {});
        QCOMPARE(titles(), QString("zh-en-additive zh-en-bilinear"));
        QVERIFY(!undo_->canUndo()); // opening the page is not a change
        emit page_->columnAddRequested();
        QCOMPARE(count(), 3);
        QCOMPARE(column(2).title, QString("de-en-additive")); // the only one left
        emit page_->columnAddRequested();
        QCOMPARE(count(), 4);
        emit page_->columnAddRequested();
        QCOMPARE(count(), 4);
        QTRY_VERIFY(allReady());
        controller_->suggest("y", choice("de-en-additive"), {}); // something is compared: kept
        QCOMPARE(page_->sentence(), QString("x"));
    }

    void beamIsPassedOn()
    {
        matchFunctions();
        QTRY_VERIFY(allReady());
        emit page_->decodingChanged({5, 0.4});
        QTRY_VERIFY(allReady() && column(0).trace->decoding.beam == 5);
        undo_->undo();
        QTRY_COMPARE(column(0).trace->decoding.beam, 1);
    }

    void penaltiesArePassedOn()
    {
        matchFunctions();
        QTRY_VERIFY(allReady());
        emit page_->decodingChanged({3, 0.5, 0.25});
        QTRY_VERIFY(allReady() && column(0).trace->decoding.beam == 3);
        QCOMPARE(column(0).trace->decoding.lengthPenalty, 25.5);
    }

    void whatASessionKeepsComesBackWithoutDecoding()
    {
        matchFunctions("句子");
        QTRY_VERIFY(allReady());
        emit page_->stepSelected(2);
        page_->showView(ui::ComparePage::View::Difference);
        const ComparisonRecord record = controller_->record();
        QCOMPARE(record.columns.size(), std::size_t(2));
        emit page_->columnRemoveRequested(0);
        QTRY_VERIFY(allReady());
        page_->showView(ui::ComparePage::View::Attention);
        page_->setCurrentStep(0);
        const int decoded = script_->decoded;
        QVERIFY(!controller_->record().sameOutputs(record));
        controller_->openRecord(record);
        QVERIFY(controller_->record().sameOutputs(record));
        QCOMPARE(titles(), QString("zh-en-additive zh-en-bilinear"));
        QVERIFY(allReady());
        QCOMPARE(page_->sentence(), QString("句子"));
        QCOMPARE(page_->currentStep(), 2);
        QCOMPARE(page_->view(), ui::ComparePage::View::Difference);
        QCOMPARE(script_->decoded.load(), decoded);
        QVERIFY(column(1).summary);
        undo_->undo();
        QCOMPARE(count(), 1);
        ComparisonRecord older = record;
        older.missing = {"zh-en-old"};
        controller_->openRecord(older);
        QVERIFY2(page_->message().contains("zh-en-old"), qPrintable(page_->message()));
    }

    void differenceFollowsThePair()
    {
        installed_.push_back(choice("zh-en-none"));
        matchFunctions();
        QTRY_VERIFY(allReady());
        QCOMPARE(titles(), QString("zh-en-none zh-en-additive zh-en-bilinear"));
        QTRY_VERIFY(page_->differenceView()->difference().picture); // the first two that attend, by itself
        emit page_->pairChosen(0, 1);
        QTRY_VERIFY(page_->differenceView()->difference().problem.contains("A has no attention"));
        QVERIFY(!page_->differenceView()->difference().picture);
        emit page_->pairChosen(1, 2);
        QTRY_VERIFY(page_->differenceView()->difference().picture);
        const auto &rows = page_->differenceView()->difference().difference.rows;
        QCOMPARE(rows.size(), std::size_t(4)); // a, its name, the other's name, b
        QCOMPARE(rows.front(), (TraceDifference::Row{0, 0}));
        const Scalar shown = page_->differenceView()->difference().picture->steps[0].weights[0];
        QVERIFY(std::abs(shown - (column(1).trace->steps[0].weights[0] - column(2).trace->steps[0].weights[0])) < 1e-6);
        emit page_->columnRemoveRequested(2);
        QTRY_VERIFY(!page_->differenceView()->difference().picture);
    }

    void wholeWordsAreCompared()
    {
        QTemporaryDir folder;
        const auto path = writeTinyBundle(std::filesystem::path(folder.filePath("zh-en-additive").toStdU16String()));
        installed_ = {{"zh-en-additive", QString::fromStdU16String(path.u16string()), MatchFunction::Additive, true}};
        controller_.reset();
        undo_->clear();
        build(openCompareModel);
        page_->showView(ui::ComparePage::View::Saliency);
        controller_->compareMatchFunctions("机器学习很有意思。", installed_[0], {});
        QTRY_VERIFY(allReady() && column(0).saliency);
        const std::size_t pieces = column(0).trace->steps.size();
        ui::MatrixOptions options = page_->matrixOptions();
        options.mergeWords = true;
        controller_->setMatrixOptions(options);
        const std::size_t words = column(0).trace->steps.size();
        QVERIFY(words < pieces);
        QCOMPARE(column(0).saliency->steps.size(), words);
        QCOMPARE(column(0).rankCorrelation.size(), words);
        QVERIFY(std::abs(column(0).trace->steps[0].weights.sum() - 1) < 1e-5);
        options.mergeWords = false;
        controller_->setMatrixOptions(options);
        QCOMPARE(column(0).trace->steps.size(), pieces);
    }

    void saliencyIsComputedWhenWanted()
    {
        matchFunctions();
        QTRY_VERIFY(allReady());
        QCOMPARE(script_->explained.load(), 0);
        page_->showView(ui::ComparePage::View::Saliency);
        QTRY_VERIFY(column(0).saliency && column(1).saliency);
        QCOMPARE(column(0).rankCorrelation, std::vector<double>(3, 0.5));
        QCOMPARE(column(0).saliency->steps[1].weights[0], Scalar(0.25));
        page_->showView(ui::ComparePage::View::Attention);
        page_->showView(ui::ComparePage::View::Saliency);
        QTRY_VERIFY(!controller_->isBusy());
        QCOMPARE(script_->explained.load(), 2); // once each
    }

    void branchesAreShownAsTheyAre()
    {
        const FakeModel model("/models/zh-en-additive", script_);
        auto trace = std::make_shared<AttentionTrace>(model.decode("x", {}, {}));
        auto changed = std::make_shared<AttentionTrace>(*trace);
        changed->steps[1].token = "robot";
        const int before = script_->decoded;
        controller_->compareBranches({{"best", trace}, {"forced “robot”", changed}});
        QCOMPARE(titles(), QString("best forced “robot”"));
        QVERIFY(allReady());
        QCOMPARE(page_->sentence(), QString("x"));
        QCOMPARE(script_->decoded.load(), before);
        QTRY_VERIFY(page_->differenceView()->difference().picture);
        QCOMPARE(page_->differenceView()->difference().difference.rowsA, (std::vector<int>{0, 2}));
        QVERIFY(column(0).branch);
        QVERIFY(page_->message().isEmpty());
        page_->showView(ui::ComparePage::View::Saliency);
        QTRY_VERIFY(column(1).saliency);
        // Another sentence: branches cannot follow.
        page_->setSentence("y");
        emit page_->sentenceEdited("y");
        QVERIFY(page_->message().contains("earlier sentence"));
        undo_->undo();
        QCOMPARE(titles(), QString("best forced “robot”"));
        controller_->compareBranches({{"best", trace}});
        QVERIFY(page_->message().startsWith("Nothing else was tried"));
        undo_->undo();
        QVERIFY(column(1).saliency);
    }

    void stepsMoveWithinTheLongest()
    {
        QVERIFY(!controller_->canMoveStep(1));
        matchFunctions();
        QTRY_VERIFY(allReady());
        QCOMPARE(page_->currentStep(), 0);
        QVERIFY(!controller_->canMoveStep(-1));
        controller_->moveStep(1);
        controller_->moveStep(1);
        QCOMPARE(page_->currentStep(), 2);
        controller_->moveStep(1);
        QCOMPARE(page_->currentStep(), 2);
    }

    void dataIsWritten()
    {
        matchFunctions("句子");
        QTRY_VERIFY(allReady());
        QTRY_VERIFY(page_->differenceView()->difference().picture);
        page_->showView(ui::ComparePage::View::Saliency);
        QTRY_VERIFY(column(0).saliency && column(1).saliency);
        QTemporaryDir folder;
        const auto path = [&](const char *name) {
            return std::filesystem::path(folder.filePath(name).toStdU16String());
        };
        writeComparison(path("c.json"), controller_->comparison(), page_->differenceView()->difference());
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(fileText(path("c.json")))).object();
        QCOMPARE(json["format"].toString(), QString("fovea-comparison"));
        QCOMPARE(json["sentence"].toString(), QString("句子"));
        const QJsonArray outputs = json["outputs"].toArray();
        QCOMPARE(outputs.size(), 2);
        const QJsonObject second = outputs[1].toObject();
        QCOMPARE(second["title"].toString(), QString("zh-en-bilinear"));
        QCOMPARE(second["saliency"].toArray()[1].toArray()[0].toDouble(), 0.25);
        QCOMPARE(second["rankCorrelation"].toArray()[0].toDouble(), 0.5);
        QCOMPARE(second["trace"].toObject()["format"].toString(), QString("fovea-trace"));
        QCOMPARE(json["difference"].toObject()["rows"].toArray().size(), 4);

        writeComparedTraces(path("c.jsonl"), controller_->comparison());
        const auto traces = readTraces(path("c.jsonl"));
        QCOMPARE(traces.size(), std::size_t(2));
        QCOMPARE(traces[1].targetText, std::string("a zh-en-bilinear b"));
    }

    void realBundlesAreCompared()
    {
        QTemporaryDir folder;
        const auto bundle = [&](const char *name, MatchFunction match) {
            const auto path = writeTinyBundle(std::filesystem::path(folder.filePath(name).toStdU16String()), {match});
            return ui::ModelChoice{name, QString::fromStdU16String(path.u16string()), match, true};
        };
        installed_ = {bundle("zh-en-none", MatchFunction::None), bundle("zh-en-cosine", MatchFunction::Cosine),
                      bundle("zh-en-additive", MatchFunction::Additive),
                      bundle("zh-en-bilinear", MatchFunction::Bilinear)};
        controller_.reset();
        undo_->clear();
        build(openCompareModel);
        page_->showView(ui::ComparePage::View::Saliency);
        controller_->compareMatchFunctions("机器学习很有意思。", installed_[2], {});
        QCOMPARE(count(), 4);
        QVERIFY(page_->message().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!controller_->isBusy() && allReady(), 30000);
        for (int i = 0; i < 4; ++i) {
            QVERIFY2(column(i).saliency, qPrintable(column(i).problem));
            QCOMPARE(column(i).rankCorrelation.size(), column(i).trace->steps.size());
            const bool attends = column(i).trace->model.match != MatchFunction::None;
            QCOMPARE(column(i).summary->metrics.attends, attends);
            QCOMPARE(std::isnan(column(i).overallCorrelation()), !attends);
        }
        emit page_->pairChosen(1, 2);
        QTRY_VERIFY(page_->differenceView()->difference().picture);
    }
};

QTEST_MAIN(TestCompareController)
#include "test_compare_controller.moc"
