// links: fovea_tasks
#include <QTest>

#include <QTemporaryDir>

#include <cmath>
#include <memory>
#include <string>

#include "core/metrics/rank_correlation.h"
#include "core/metrics/subwords.h"
#include "core/tasks/saliency.h"
#include "core/types/error.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

const std::string kSentence = "机器学习很有意思。";

} // namespace

class TestSaliency : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::shared_ptr<const Translator> translator_;

    std::shared_ptr<const Translator> open(MatchFunction match)
    {
        const std::string folder = folder_.path().toStdString() + "/" + std::string(name(match));
        return Translator::open(std::filesystem::exists(folder) ? std::filesystem::path(folder)
                                                                : writeTinyBundle(folder, {.match = match}));
    }

private slots:
    void initTestCase() { translator_ = open(MatchFunction::Additive); }

    void everyStepHasARowThatSumsToOne()
    {
        const AttentionTrace trace = translator_->translate(kSentence, {});
        QVERIFY(trace.steps.size() > 1);
        const Saliency result = saliency(*translator_, trace);
        QCOMPARE(result.values.rows(), static_cast<Index>(trace.steps.size()));
        QCOMPARE(result.values.cols(), trace.source.size());
        QVERIFY(result.values.minCoeff() >= 0);
        QVERIFY(result.values.rowwise().sum().isOnes(1e-5f));
        QCOMPARE(result.rankCorrelation.size(), trace.steps.size());
        for (std::size_t t = 0; t < trace.steps.size(); ++t) {
            QVERIFY(result.rankCorrelation[t] >= -1 && result.rankCorrelation[t] <= 1);
            QCOMPARE(result.rankCorrelation[t],
                     rankCorrelation(trace.steps[t].weights, result.values.row(static_cast<Index>(t)).transpose()));
        }
        QVERIFY((result.values.row(0) - result.values.row(1)).cwiseAbs().maxCoeff() > 1e-4f);
    }

    void theWordsOfTheTraceAreFed()
    {
        const auto tree = translator_->begin(kSentence);
        const NodeId usual = tree->step(tree->step(kRootNode));
        const NodeId other = tree->step(tree->force(kRootNode, topWords(*tree->expand(kRootNode), 3).at(2)));
        const auto rows = [&](NodeId leaf) {
            return saliency(*translator_, translator_->trace(*tree, leaf, kSentence)).values;
        };
        QVERIFY((rows(usual) - rows(other)).row(0).cwiseAbs().maxCoeff() > 1e-4f); // another word is explained
        QVERIFY((rows(usual) - rows(other)).row(1).cwiseAbs().maxCoeff() > 1e-4f); // and another one was fed
    }

    void overriddenWeightsAreUsed()
    {
        const auto tree = translator_->begin(kSentence);
        const Index n = tree->model().sourceLength();
        const NodeId changed = tree->overrideWeights(kRootNode, Vector::Unit(n, 2));
        const NodeId same = tree->force(kRootNode, tree->node(changed).token);
        const auto rows = [&](NodeId leaf) {
            return saliency(*translator_, translator_->trace(*tree, leaf, kSentence)).values;
        };
        QVERIFY((rows(changed) - rows(same)).cwiseAbs().maxCoeff() > 1e-4f);
        const NodeId masked = tree->maskPositions(kRootNode, std::vector<int>{0, 1}, MaskReach::FromHere);
        QVERIFY(rows(tree->step(masked)).rowwise().sum().isOnes(1e-5f));
    }

    void withoutAttentionThereIsSaliencyAlone()
    {
        const auto translator = open(MatchFunction::None);
        const Saliency result = saliency(*translator, translator->translate(kSentence, {}));
        QVERIFY(result.values.rows() > 0);
        QVERIFY(result.values.rowwise().sum().isOnes(1e-5f));
        for (const double rho : result.rankCorrelation)
            QVERIFY(std::isnan(rho));
    }

    void itIsShownInPlaceOfTheWeights()
    {
        const AttentionTrace trace = translator_->translate(kSentence, {});
        const Saliency result = saliency(*translator_, trace);
        const AttentionTrace shown = withSaliency(trace, result);
        for (std::size_t t = 0; t < shown.steps.size(); ++t) {
            QVERIFY(shown.steps[t].weights == result.values.row(static_cast<Index>(t)).transpose());
            QCOMPARE(shown.steps[t].token, trace.steps[t].token);
            QCOMPARE(shown.steps[t].energies.size(), Index(0));
        }
        QVERIFY(mergeSubwords(shown).steps.size() <= shown.steps.size());
        QVERIFY_EXCEPTION_THROWN(withSaliency(trace, Saliency{}), InputError);
    }

    void otherTracesAreRefused()
    {
        const AttentionTrace trace = translator_->translate(kSentence, {});
        const auto refused = [&](const AttentionTrace &other) {
            try {
                saliency(*translator_, other);
            } catch (const InputError &) {
                return true;
            }
            return false;
        };
        AttentionTrace bad = trace;
        bad.steps[0].id = -1; // from a file, or merged
        QVERIFY(refused(bad));
        bad = trace;
        bad.model.name = "other";
        QVERIFY(refused(bad));
        bad = trace;
        bad.sourceText += "机";
        QVERIFY(refused(bad));
        QVERIFY(!refused(trace));
    }
};

QTEST_GUILESS_MAIN(TestSaliency)
#include "test_saliency.moc"
