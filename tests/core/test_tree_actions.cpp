// links: fovea_decode
#include <QTest>

#include <limits>
#include <memory>
#include <string>

#include "core/decode/tree_actions.h"
#include "core/decode/tree_snapshot.h"
#include "core/types/error.h"
#include "support/fake_step_model.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

constexpr double kNever = -std::numeric_limits<double>::infinity();

HypothesisTree makeTree(std::uint64_t seed = 6, double endBias = 0)
{
    return {FakeStepModel::make({.seed = seed, .endBias = endBias}), 12};
}

/// Every way to add a node.
void tryEverything(HypothesisTree &tree)
{
    const NodeId first = tree.step(kRootNode);
    tree.runToEnd(first, 5);
    tree.force(first, topWords(*tree.expand(first), 3).at(2));
    const NodeId changed = tree.overrideWeights(first, (Vector(4) << 0.3f, 0.1f, 0.77f, 0.2f).finished());
    tree.replaceToken(changed, topWords(*tree.node(changed).expansion, 2).at(1));
    const NodeId masked = tree.maskPositions(changed, std::vector<int>{1}, MaskReach::FromHere);
    tree.runToEnd(tree.maskPositions(masked, std::vector<int>{0}, MaskReach::ThisStep), 6);
    tree.overrideWeights(masked, Vector::Ones(4));
    beamSearch(tree, masked, {.width = 4, .maxSteps = 7});
    tree.replaceToken(masked, topWords(*tree.node(masked).expansion, 4).at(3));
}

bool sameNode(const HypothesisNode &a, const HypothesisNode &b)
{
    return a.parent == b.parent && a.token == b.token && a.logProbability == b.logProbability &&
           a.totalLogProbability == b.totalLogProbability && a.forced == b.forced && a.finished == b.finished &&
           a.change == b.change && a.masked == b.masked && a.expansion->weights() == b.expansion->weights() &&
           a.expansion->state() == b.expansion->state();
}

template <typename Call>
std::string inputError(Call call)
{
    try {
        call();
    } catch (const InputError &error) {
        return error.what();
    }
    return {};
}

std::string displayed(int id) { return "w" + std::to_string(id); }

} // namespace

class TestTreeActions : public QObject
{
    Q_OBJECT

private slots:
    void aReplayGivesTheSameTree()
    {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            HypothesisTree tree = makeTree(seed, kNever);
            tryEverything(tree);
            const std::vector<TreeAction> actions = recordActions(tree);
            QCOMPARE(actions.size(), static_cast<std::size_t>(tree.size()) - 1);
            HypothesisTree again = makeTree(seed, kNever);
            const std::vector<NodeId> nodes = replayActions(again, actions);
            QCOMPARE(again.size(), tree.size());
            for (NodeId id = 1; id < tree.size(); ++id) {
                QCOMPARE(nodes[static_cast<std::size_t>(id) - 1], id);
                QVERIFY(sameNode(tree.node(id), again.node(id)));
            }
        }
    }

    void onlyOverridesRecordWeights()
    {
        HypothesisTree tree = makeTree(6, kNever);
        tryEverything(tree);
        int overridden = 0;
        for (const TreeAction &action : recordActions(tree)) {
            const bool given = action.change.kind == NodeChange::Kind::OverriddenWeights;
            QCOMPARE(action.weights.size(), given ? Index(4) : Index(0));
            overridden += given;
        }
        QCOMPARE(overridden, 3);
        QVERIFY(recordActions(makeTree()).empty());
    }

    void anotherModelKeepsTheWordsAndTheWeights()
    {
        HypothesisTree tree = makeTree(6, kNever);
        tryEverything(tree);
        HypothesisTree other = makeTree(7, kNever);
        const std::vector<TreeAction> actions = recordActions(tree);
        const std::vector<NodeId> nodes = replayActions(other, actions);
        for (std::size_t k = 0; k < actions.size(); ++k) {
            const HypothesisNode &node = other.node(nodes[k]);
            QCOMPARE(node.token, actions[k].token);
            QCOMPARE(other.tokens(nodes[k]), tree.tokens(static_cast<NodeId>(k) + 1));
            if (actions[k].weights.size() > 0)
                QVERIFY(node.expansion->weights() == actions[k].weights);
        }
    }

    void replayingTwiceAddsNothing()
    {
        HypothesisTree tree = makeTree(6, kNever);
        tryEverything(tree);
        const int size = tree.size();
        replayActions(tree, recordActions(tree));
        QCOMPARE(tree.size(), size);
    }

    void badActionsAreNamed()
    {
        const auto problem = [](std::vector<TreeAction> actions) {
            HypothesisTree tree = makeTree();
            return inputError([&] { replayActions(tree, actions); });
        };
        const TreeAction good{0, 3, true, {}, {}};
        QCOMPARE(problem({good, {2, 3, false, {}, {}}}),
                 std::string("action 2 follows node 2, which is not made before it"));
        QCOMPARE(problem({{-1, 3, false, {}, {}}}),
                 std::string("action 1 follows node -1, which is not made before it"));
        QCOMPARE(problem({good, {1, 9, false, {}, {}}}),
                 std::string("action 2: word 9 is outside the vocabulary of 9"));
        QCOMPARE(problem({{0, 3, false, {NodeChange::Kind::OverriddenWeights, {}}, Vector::Ones(3)}}),
                 std::string("action 1: expected 4 weights, got 3"));
        QCOMPARE(problem({{0, 3, false, {NodeChange::Kind::MaskedFromHere, {}}, {}}}),
                 std::string("action 1: no source position is given to mask"));
        QCOMPARE(problem({{0, 0, true, {}, {}}, {1, 3, true, {}, {}}}),
                 std::string("action 2: the output has ended: there is no step after the end symbol"));
    }

    void aReplayStopsAndReports()
    {
        HypothesisTree tree = makeTree(6, kNever);
        tryEverything(tree);
        const auto actions = recordActions(tree);
        std::stop_source stop;
        long long last = 0;
        RunControl control{stop.get_token(), [&](long long done, long long total) {
                               QCOMPARE(total, static_cast<long long>(actions.size()));
                               last = done;
                           }};
        HypothesisTree whole = makeTree(6, kNever);
        replayActions(whole, actions, control);
        QCOMPARE(last, static_cast<long long>(actions.size()));
        stop.request_stop();
        HypothesisTree none = makeTree(6, kNever);
        QVERIFY_EXCEPTION_THROWN(replayActions(none, actions, control), Cancelled);
        QCOMPARE(none.size(), 1);
    }

    void aSnapshotShowsEveryNode()
    {
        HypothesisTree tree = makeTree(6, kNever);
        tryEverything(tree);
        const HypothesisSnapshot shown = snapshot(tree, 3, {}, displayed);
        QCOMPARE(shown.current, 3);
        QCOMPARE(shown.nodes.size(), static_cast<std::size_t>(tree.size()));
        QCOMPARE(shown.nodes[0].parent, -1);
        QVERIFY(shown.nodes[0].token.empty());
        for (NodeId id = 1; id < tree.size(); ++id) {
            const HypothesisSnapshot::Node &node = shown.nodes[static_cast<std::size_t>(id)];
            const HypothesisNode &real = tree.node(id);
            QCOMPARE(node.parent, real.parent);
            QVERIFY(node.parent < id);
            QCOMPARE(node.id, real.token);
            QCOMPARE(node.token, displayed(real.token));
            QCOMPARE(node.depth, real.depth);
            QVERIFY(std::abs(std::log(node.probability) - real.logProbability) < 1e-9);
            QCOMPARE(node.totalLogProbability, real.totalLogProbability);
            QCOMPARE(node.forced, real.forced);
            QCOMPARE(node.overridden, real.expansion->overridden());
            QVERIFY(node.edit == real.change);
            QVERIFY(node.change.empty());
        }
    }

    void scoresFollowThePenaltiesWithoutTheModel()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree(FakeStepModel::make({.seed = 11}, log), 12);
        beamSearch(tree, kRootNode, {.width = 6});
        const int calls = log->calls();
        std::vector<int> bests;
        for (const BeamOptions &options : {BeamOptions{}, BeamOptions{.lengthPenalty = 0},
                                           BeamOptions{.lengthPenalty = 5}, BeamOptions{.coveragePenalty = 3}}) {
            const HypothesisSnapshot shown = snapshot(tree, kRootNode, options, displayed);
            int best = -1;
            for (NodeId id = 0; id < tree.size(); ++id) {
                const double score = beamScore(tree, id, options);
                if (id > 0)
                    QCOMPARE(shown.nodes[static_cast<std::size_t>(id)].score, score);
                if (tree.node(id).finished && (best < 0 || score > beamScore(tree, best, options)))
                    best = id;
            }
            QVERIFY(best >= 0);
            QCOMPARE(shown.best, best);
            bests.push_back(best);
        }
        QVERIFY(bests[1] != bests[2]); // a strong length penalty prefers a longer output
        QCOMPARE(log->calls(), calls);
    }

    void aSnapshotWithoutAttentionHasNoCoverage()
    {
        HypothesisTree tree(FakeStepModel::make({.seed = 2, .attends = false}), 12);
        tree.runToEnd(kRootNode);
        const HypothesisSnapshot shown = snapshot(tree, 1, {.coveragePenalty = 1}, displayed);
        QCOMPARE(shown.nodes[1].score, beamScore(tree, 1, {.coveragePenalty = 1}));
        QVERIFY(!shown.nodes[1].overridden);
    }

    void badSnapshotsAreRefused()
    {
        HypothesisTree tree = makeTree();
        QVERIFY(!inputError([&] { snapshot(tree, 1, {}, displayed); }).empty());
        QVERIFY(!inputError([&] { snapshot(tree, 0, {.lengthPenalty = -1}, displayed); }).empty());
        QCOMPARE(snapshot(tree, 0, {}, displayed).best, -1);
    }
};

QTEST_APPLESS_MAIN(TestTreeActions)
#include "test_tree_actions.moc"
