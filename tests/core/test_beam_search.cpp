// links: fovea_decode
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stop_token>

#include "core/decode/beam_search.h"
#include "core/types/error.h"
#include "support/fake_step_model.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Random next-word distributions, different after every prefix.
PrefixStepModel::Probabilities randomProbabilities(std::uint64_t seed, int vocabulary)
{
    return [seed, vocabulary](const std::vector<int> &words) {
        std::uint64_t prefix = mix(seed);
        for (const int word : words)
            prefix = mix(prefix ^ static_cast<std::uint64_t>(word + 1));
        std::vector<double> p(static_cast<std::size_t>(vocabulary));
        double sum = 0;
        for (int id = 0; id < vocabulary; ++id)
            sum += p[static_cast<std::size_t>(id)] = std::exp(2 * static_cast<double>(hashed(prefix, 1, id, 0)));
        for (double &value : p)
            value /= sum;
        return p;
    };
}

/// "0" ends at once with p = 0.55; "2 2 2 2 2 0" has p = 0.45.
std::vector<double> shortOrLong(const std::vector<int> &words)
{
    if (words.empty())
        return {0.55, 0, 0.45};
    return words.size() < 5 ? std::vector<double>{0, 0, 1} : std::vector<double>{1, 0, 0};
}

/// The finished output with the best score of all, found by trying every one.
BeamHypothesis exhaustiveBest(HypothesisTree &tree, const BeamOptions &options)
{
    BeamHypothesis best{kRootNode, kNever, false};
    std::vector<NodeId> open{kRootNode};
    while (!open.empty()) {
        const NodeId from = open.back();
        open.pop_back();
        for (int id = 0; id < tree.model().vocabularySize(); ++id) {
            const NodeId node = tree.extend(from, id);
            if (tree.node(node).finished) {
                if (const double score = beamScore(tree, node, options); score > best.score)
                    best = {node, score, true};
            } else if (tree.canStep(node)) {
                open.push_back(node);
            }
        }
    }
    return best;
}

} // namespace

class TestBeamSearch : public QObject
{
    Q_OBJECT

private slots:
    void onlyPrunedHypothesesAreExpandedAgain()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree(FakeStepModel::make({.seed = 4, .endBias = -1e9}, log), 40);
        beamSearch(tree, kRootNode, {.width = 4});
        int pruned = 0;
        for (NodeId id = 0; id < tree.size(); ++id) {
            if (!tree.canStep(id))
                continue;
            const int before = log->calls();
            pruned += tree.children(id).empty();
            tree.expand(id);
            QCOMPARE(log->calls(), before + (tree.children(id).empty() ? 1 : 0));
        }
        QVERIFY(pruned > 10);
    }

    void aSharedExpansionIsNotReleased()
    {
        HypothesisTree tree(FakeStepModel::make({.seed = 4}), 5);
        const auto kept = tree.expand(kRootNode);
        tree.releaseExpansion(kRootNode);
        QVERIFY(tree.expand(kRootNode) != kept);
        tree.step(kRootNode);
        const auto shared = tree.expand(kRootNode);
        tree.releaseExpansion(kRootNode);
        QVERIFY(tree.expand(kRootNode) == shared);
    }

    void widthOneIsGreedy()
    {
        int finished = 0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const auto model = [seed] { return FakeStepModel::make({.seed = seed, .endBias = 1}); };
            HypothesisTree greedy(model(), 30);
            const DecodeResult expected = greedy.runToEnd(kRootNode);
            finished += expected.outcome == DecodeOutcome::Finished;
            for (const double alpha : {0.0, 0.6, 1.0, 5.0}) {
                HypothesisTree tree(model(), 30);
                const BeamResult result =
                    beamSearch(tree, kRootNode, {.width = 1, .lengthPenalty = alpha, .coveragePenalty = alpha / 3});
                QCOMPARE(result.hypotheses.size(), std::size_t(1));
                QCOMPARE(tree.tokens(result.best().leaf), greedy.tokens(expected.leaf));
                QCOMPARE(tree.node(result.best().leaf).totalLogProbability,
                         greedy.node(expected.leaf).totalLogProbability);
                QCOMPARE(result.outcome, expected.outcome);
                QCOMPARE(tree.runToEnd(kRootNode).leaf, result.best().leaf); // the very same node
            }
        }
        QVERIFY(finished > 100 && finished < 200); // both kinds of ending were compared
    }

    void widthOneTakesTheLowestIdOfEquals()
    {
        const auto ties = [](const std::vector<int> &) { return std::vector<double>{0.1, 0.2, 0.35, 0.35}; };
        HypothesisTree tree(PrefixStepModel::make(4, ties), 6);
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 1});
        QCOMPARE(tree.tokens(result.best().leaf), std::vector<int>(6, 2));
        QCOMPARE(tree.runToEnd(kRootNode).leaf, result.best().leaf);
    }

    void aBeamWideEnoughFindsTheBestOfAll_data()
    {
        QTest::addColumn<double>("lengthPenalty");
        QTest::addColumn<double>("coveragePenalty");
        QTest::newRow("log-probability") << 0.0 << 0.0;
        QTest::newRow("length") << 0.6 << 0.0;
        QTest::newRow("strong length") << 2.0 << 0.0;
        QTest::newRow("coverage") << 0.0 << 0.8;
        QTest::newRow("both") << 1.0 << 0.3;
    }

    void aBeamWideEnoughFindsTheBestOfAll()
    {
        QFETCH(double, lengthPenalty);
        QFETCH(double, coveragePenalty);
        const BeamOptions options{
            .width = kMaxBeamWidth, .lengthPenalty = lengthPenalty, .coveragePenalty = coveragePenalty};
        int greedyMisses = 0;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            HypothesisTree all(PrefixStepModel::make(4, randomProbabilities(seed, 4)), 4);
            HypothesisTree tree(PrefixStepModel::make(4, randomProbabilities(seed, 4)), 4);
            const BeamHypothesis expected = exhaustiveBest(all, options);
            const BeamResult result = beamSearch(tree, kRootNode, options);
            QCOMPARE(tree.tokens(result.best().leaf), all.tokens(expected.leaf));
            QCOMPARE(result.best().score, expected.score);
            QVERIFY(result.complete());
            greedyMisses += all.tokens(all.runToEnd(kRootNode).leaf) != all.tokens(expected.leaf);
        }
        QVERIFY(greedyMisses > 5); // the search had something to find
    }

    void aWiderBeamFindsWhatGreedyMisses()
    {
        // Greedy takes word 2 (0.6) and then 0.4 x ..., the beam takes word 3 (0.4) and then 0.9.
        const auto garden = [](const std::vector<int> &words) -> std::vector<double> {
            if (words.empty())
                return {0, 0, 0.6, 0.4};
            if (words.size() == 1)
                return words[0] == 2 ? std::vector<double>{0.4, 0.2, 0.2, 0.2} : std::vector<double>{0.9, 0.1, 0, 0};
            return {1, 0, 0, 0};
        };
        HypothesisTree tree(PrefixStepModel::make(4, garden), 10);
        QCOMPARE(tree.tokens(tree.runToEnd(kRootNode).leaf), (std::vector<int>{2, 0}));
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 2, .lengthPenalty = 0});
        QCOMPARE(tree.tokens(result.best().leaf), (std::vector<int>{3, 0}));
        QVERIFY(std::abs(result.best().score - std::log(0.36)) < 1e-6);
        QCOMPARE(tree.tokens(result.hypotheses.at(1).leaf), (std::vector<int>{2, 0}));
        QVERIFY(result.best().finished && result.hypotheses[1].finished);
    }

    void scoresAreThoseOfTheDefinition()
    {
        HypothesisTree tree(PrefixStepModel::make(3, shortOrLong), 10);
        const NodeId leaf = tree.forceAll(kRootNode, std::vector<int>{2, 2, 2, 2, 2, 0});
        const double logProbability = std::log(0.45);
        QVERIFY(std::abs(beamScore(tree, leaf, {.lengthPenalty = 0}) - logProbability) < 1e-6);
        const double lp = std::pow((5.0 + 6.0) / 6.0, 0.7);
        QVERIFY(std::abs(beamScore(tree, leaf, {.lengthPenalty = 0.7}) - logProbability / lp) < 1e-6);

        const NodeId word = tree.force(kRootNode, 2); // one step: coverage is its weights
        double coverage = 0;
        for (const Scalar weight : tree.node(word).expansion->weights())
            coverage += std::log(std::min(1.0, static_cast<double>(weight)));
        QVERIFY(std::abs(beamScore(tree, word, {.lengthPenalty = 0, .coveragePenalty = 0.2}) -
                         (logProbability + 0.2 * coverage)) < 1e-6);
        QCOMPARE(beamScore(tree, kRootNode, {}), 0.0);
    }

    void withoutAttentionThereIsNoCoveragePenalty()
    {
        HypothesisTree tree(FakeStepModel::make({.seed = 3, .attends = false}), 20);
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 3, .coveragePenalty = 1});
        QCOMPARE(result.best().score, beamScore(tree, result.best().leaf, {.coveragePenalty = 0}));
    }

    void stopsEarlyOnlyWhenNothingCanWin()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree plain(PrefixStepModel::make(3, shortOrLong, log), 10);
        const BeamResult atOnce = beamSearch(plain, kRootNode, {.width = 2, .lengthPenalty = 0});
        QCOMPARE(plain.tokens(atOnce.best().leaf), std::vector<int>{0});
        QCOMPARE(log->calls(), 1); // log 0.45 < log 0.55 already
        QVERIFY(atOnce.complete());

        HypothesisTree normalized(PrefixStepModel::make(3, shortOrLong), 10);
        const BeamResult longer = beamSearch(normalized, kRootNode, {.width = 2, .lengthPenalty = 1});
        QCOMPARE(normalized.tokens(longer.best().leaf), (std::vector<int>{2, 2, 2, 2, 2, 0}));
        QCOMPARE(longer.hypotheses.size(), std::size_t(2));
    }

    void liveHypothesesAdvanceTogether()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree(FakeStepModel::make({.seed = 3, .endBias = kNever}, log), 6);
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 4});
        QCOMPARE(log->batchSizes, (std::vector<int>{1, 4, 4, 4, 4, 4}));
        QCOMPARE(result.hypotheses.size(), std::size_t(4));
        // What the beam left behind is there to look at, and a step along it is not computed again.
        const int columns = log->columns();
        for (const NodeId id : tree.path(result.best().leaf))
            QVERIFY(!tree.node(id).forced);
        const NodeId first = tree.path(result.best().leaf).front();
        tree.expand(first);
        QCOMPARE(log->columns(), columns);
    }

    void aModelThatNeverEndsStopsAtTheLimitAndSaysSo()
    {
        HypothesisTree tree(FakeStepModel::make({.seed = 3, .endBias = kNever}), 12);
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 3});
        QCOMPARE(result.outcome, DecodeOutcome::LimitReached);
        QVERIFY(!result.complete());
        QVERIFY(!result.best().finished);
        QCOMPARE(tree.node(result.best().leaf).depth, 12);
        QVERIFY(std::is_sorted(result.hypotheses.begin(), result.hypotheses.end(),
                               [](const auto &a, const auto &b) { return a.score > b.score; }));
        const BeamResult shorter = beamSearch(tree, kRootNode, {.width = 3, .maxSteps = 5});
        QCOMPARE(tree.node(shorter.best().leaf).depth, 5);
        QCOMPARE(beamSearch(tree, kRootNode, {.maxSteps = 1000}).outcome, DecodeOutcome::LimitReached);
        QCOMPARE(beamSearch(tree, result.best().leaf, {}).best().leaf, result.best().leaf);
    }

    void aStoppedSearchReturnsTheBestSoFar()
    {
        HypothesisTree tree(FakeStepModel::make({.seed = 3, .endBias = kNever}), 12);
        std::stop_source source;
        const RunControl control{source.get_token(), [&](long long done, long long total) {
                                     QCOMPARE(total, 12);
                                     if (done == 5)
                                         source.request_stop();
                                 }};
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 3}, control);
        QCOMPARE(result.outcome, DecodeOutcome::Stopped);
        QVERIFY(!result.complete());
        QCOMPARE(result.hypotheses.size(), std::size_t(3));
        QCOMPARE(tree.node(result.best().leaf).depth, 5);
        const BeamResult nothing = beamSearch(tree, kRootNode, {.width = 3}, control);
        QCOMPARE(nothing.best().leaf, kRootNode);
        QCOMPARE(nothing.outcome, DecodeOutcome::Stopped);
    }

    void aStoppedSearchPrefersWhatHasFinishedButIsNotComplete()
    {
        HypothesisTree tree(PrefixStepModel::make(3, shortOrLong), 10);
        std::stop_source source;
        const RunControl control{source.get_token(), [&](long long, long long) { source.request_stop(); }};
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 2, .lengthPenalty = 1}, control);
        QCOMPARE(result.outcome, DecodeOutcome::Stopped);
        QVERIFY(!result.complete());
        QVERIFY(result.best().finished);
        QCOMPARE(tree.tokens(result.best().leaf), std::vector<int>{0});
    }

    void equalHypothesesKeepTheOrderOfTheVocabulary()
    {
        const auto ties = [](const std::vector<int> &) { return std::vector<double>{0.1, 0.3, 0.3, 0.3}; };
        HypothesisTree tree(PrefixStepModel::make(4, ties), 2);
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 3});
        QCOMPARE(result.hypotheses.size(), std::size_t(3));
        QCOMPARE(tree.tokens(result.hypotheses[0].leaf), (std::vector<int>{1, 1}));
        QCOMPARE(tree.tokens(result.hypotheses[1].leaf), (std::vector<int>{1, 2}));
        QCOMPARE(tree.tokens(result.hypotheses[2].leaf), (std::vector<int>{1, 3}));
    }

    void goesOnFromAForcedWord()
    {
        HypothesisTree tree(PrefixStepModel::make(4, randomProbabilities(11, 4)), 8);
        const NodeId forced = tree.force(kRootNode, topWords(*tree.expand(kRootNode), 4).back());
        const BeamResult result = beamSearch(tree, forced, {.width = 3});
        for (const BeamHypothesis &hypothesis : result.hypotheses) {
            QCOMPARE(tree.path(hypothesis.leaf).front(), forced);
            QCOMPARE(hypothesis.score, beamScore(tree, hypothesis.leaf, {}));
        }
        const NodeId end = tree.force(kRootNode, 0);
        const BeamResult ended = beamSearch(tree, end, {.width = 3});
        QCOMPARE(ended.best().leaf, end);
        QCOMPARE(ended.outcome, DecodeOutcome::Finished);
    }

    void neverTakesAnImpossibleWord()
    {
        // Only words 0 and 2 are possible; word 1 is forced although it is not.
        const auto two = [](const std::vector<int> &words) {
            return words.size() < 3 ? std::vector<double>{0.3, 0, 0.7, 0} : std::vector<double>{0.8, 0, 0.2, 0};
        };
        HypothesisTree tree(PrefixStepModel::make(4, two), 6);
        const BeamResult result = beamSearch(tree, kRootNode, {.width = 4});
        for (int id = 1; id < tree.size(); ++id)
            QVERIFY(tree.node(id).token == 0 || tree.node(id).token == 2);
        QVERIFY(result.complete());
        const NodeId impossible = tree.force(kRootNode, 1);
        const BeamResult after = beamSearch(tree, impossible, {.width = 1});
        QCOMPARE(tree.tokens(after.best().leaf), (std::vector<int>{1, 2, 2, 0}));
    }

    void refusesOptionsOutOfRange()
    {
        HypothesisTree tree(FakeStepModel::make({}), 5);
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const BeamOptions &bad :
             {BeamOptions{.width = 0}, BeamOptions{.width = -3}, BeamOptions{.width = kMaxBeamWidth + 1},
              BeamOptions{.lengthPenalty = -1}, BeamOptions{.lengthPenalty = nan}, BeamOptions{.coveragePenalty = -0.1},
              BeamOptions{.coveragePenalty = -kNever}, BeamOptions{.maxSteps = -1}})
            QVERIFY_EXCEPTION_THROWN(beamSearch(tree, kRootNode, bad), InputError);
        QVERIFY_EXCEPTION_THROWN(beamSearch(tree, 99, {}), InputError);
        QCOMPARE(tree.size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestBeamSearch)
#include "test_beam_search.moc"
