// links: fovea_decode
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>

#include "core/decode/hypothesis_tree.h"
#include "core/types/error.h"
#include "support/fake_step_model.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

constexpr int kLimit = 20;
constexpr double kNever = -std::numeric_limits<double>::infinity();

HypothesisTree makeTree(std::uint64_t seed = 1, std::shared_ptr<StepLog> log = nullptr, double endBias = 0)
{
    return {FakeStepModel::make({.seed = seed, .endBias = endBias}, std::move(log)), kLimit};
}

bool sameBytes(Expansion::View a, Expansion::View b)
{
    return a.size() == b.size() &&
           std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(Scalar)) == 0;
}

bool sameBytes(const Expansion &a, const Expansion &b)
{
    return sameBytes(a.energies(), b.energies()) && sameBytes(a.weights(), b.weights()) &&
           sameBytes(a.context(), b.context()) && sameBytes(a.state(), b.state()) &&
           sameBytes(a.logProbabilities(), b.logProbabilities()) && a.overridden() == b.overridden();
}

/// The text of the InputError that `call` throws; empty when it throws none.
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

/// Words by their probabilities, whatever came before.
std::unique_ptr<StepModel> constantModel(std::vector<double> probabilities)
{
    const auto size = static_cast<Index>(probabilities.size());
    return PrefixStepModel::make(size, [probabilities](const std::vector<int> &) { return probabilities; });
}

/// A word that is not the argmax after `from`.
int otherWord(HypothesisTree &tree, NodeId from) { return topWords(*tree.expand(from), 3).at(2); }

} // namespace

class TestHypothesisTree : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithOnlyTheRoot()
    {
        const HypothesisTree tree = makeTree();
        QCOMPARE(tree.size(), 1);
        QCOMPARE(tree.node(kRootNode).parent, kNoNode);
        QCOMPARE(tree.node(kRootNode).token, tree.model().beginId());
        QCOMPARE(tree.node(kRootNode).depth, 0);
        QVERIFY(!tree.node(kRootNode).expansion);
        QVERIFY(tree.path(kRootNode).empty());
        QCOMPARE(tree.back(kRootNode), kRootNode);
    }

    void stepStoresWhatTheModelComputed()
    {
        FakeStepModel model({.seed = 5, .endBias = kNever});
        HypothesisTree tree = makeTree(5, nullptr, kNever);
        NodeId at = kRootNode;
        Matrix state = model.initialState();
        int previous = model.beginId();
        double total = 0;
        StepModel::Outputs expected;
        for (int t = 0; t < 4; ++t) {
            model.step({.states = state, .previous = {&previous, 1}}, expected);
            at = tree.step(at);
            const HypothesisNode &node = tree.node(at);
            QVERIFY(node.expansion->energies() == expected.energies.col(0));
            QVERIFY(node.expansion->weights() == expected.weights.col(0));
            QVERIFY(node.expansion->context() == expected.contexts.col(0));
            QVERIFY(node.expansion->state() == expected.states.col(0));
            QVERIFY(node.expansion->logProbabilities() == expected.logProbabilities.col(0));
            Index argmax = 0;
            const Scalar top = expected.logProbabilities.col(0).maxCoeff(&argmax);
            total += static_cast<double>(top);
            QCOMPARE(node.token, static_cast<int>(argmax));
            QCOMPARE(node.logProbability, static_cast<double>(top));
            QCOMPARE(node.totalLogProbability, total);
            QCOMPARE(node.depth, t + 1);
            QVERIFY(!node.forced && !node.expansion->overridden());
            state = expected.states;
            previous = node.token;
        }
        QCOMPARE(tree.size(), 5);
    }

    void backThenStepComputesNothingAndGivesTheSameBytes()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree = makeTree(3, log, kNever);
        const NodeId first = tree.step(kRootNode);
        const NodeId second = tree.step(first);
        const Expansion copy = *tree.node(second).expansion;
        QCOMPARE(log->calls(), 2);
        QCOMPARE(tree.back(second), first);
        QCOMPARE(tree.step(tree.back(second)), second);
        QCOMPARE(tree.step(tree.back(tree.back(second))), first);
        QVERIFY(sameBytes(*tree.node(second).expansion, copy));
        QCOMPARE(log->calls(), 2);
        QCOMPARE(tree.size(), 3);
    }

    void backThenStepIsUnchangedByWhatWasTriedInBetween()
    {
        HypothesisTree tree = makeTree(3, nullptr, kNever);
        const NodeId first = tree.step(kRootNode);
        const NodeId second = tree.step(first);
        tree.runToEnd(tree.force(first, otherWord(tree, first)));
        tree.overrideWeights(first, Vector::Unit(4, 2));
        QCOMPARE(tree.step(first), second);
    }

    void aFreshTreeGivesTheSameBytes()
    {
        HypothesisTree one = makeTree(8);
        HypothesisTree two = makeTree(8);
        const NodeId a = one.runToEnd(kRootNode).leaf;
        const NodeId b = two.runToEnd(kRootNode).leaf;
        QCOMPARE(one.tokens(a), two.tokens(b));
        for (std::size_t t = 0; t < one.path(a).size(); ++t)
            QVERIFY(sameBytes(*one.node(one.path(a)[t]).expansion, *two.node(two.path(b)[t]).expansion));
    }

    void forcingTheArgmaxIsStep()
    {
        HypothesisTree forcedTree = makeTree(4);
        HypothesisTree steppedTree = makeTree(4);
        const int argmax = forcedTree.expand(kRootNode)->argmax();
        const NodeId forced = forcedTree.force(kRootNode, argmax);
        const NodeId stepped = steppedTree.step(kRootNode);
        QVERIFY(sameBytes(*forcedTree.node(forced).expansion, *steppedTree.node(stepped).expansion));
        QVERIFY(!forcedTree.node(forced).forced);
        QCOMPARE(forcedTree.step(kRootNode), forced);
        QCOMPARE(forcedTree.size(), 2);
    }

    void aForcedWordReplacesTheEmissionAndFeedsTheNextStep()
    {
        HypothesisTree tree = makeTree(4, nullptr, kNever);
        const NodeId first = tree.step(kRootNode);
        const NodeId usual = tree.step(first);
        const int word = otherWord(tree, first);
        const NodeId forced = tree.force(first, word);
        QVERIFY(forced != usual);
        QCOMPARE(tree.node(forced).parent, first);
        QCOMPARE(tree.node(forced).token, word);
        QVERIFY(tree.node(forced).forced);
        QCOMPARE(tree.node(forced).expansion, tree.node(usual).expansion); // only the emission differs
        QCOMPARE(tree.node(forced).logProbability, tree.expand(first)->logProbability(word));

        FakeStepModel model({.seed = 4, .endBias = kNever});
        StepModel::Outputs expected;
        const Matrix state = tree.expand(first)->state();
        model.step({.states = state, .previous = {&word, 1}}, expected);
        QVERIFY(tree.expand(forced)->logProbabilities() == expected.logProbabilities.col(0));
        QVERIFY(tree.expand(forced)->state() != tree.expand(usual)->state());
        QCOMPARE(tree.force(first, word), forced);
    }

    void forcingTheEndSymbolEnds()
    {
        HypothesisTree tree = makeTree(4);
        const NodeId end = tree.force(tree.force(kRootNode, 3), tree.model().endId());
        QVERIFY(tree.node(end).finished);
        QVERIFY(!tree.canStep(end));
        QCOMPARE(tree.tokens(end), (std::vector<int>{3, 0}));
        QCOMPARE(inputError([&] { tree.step(end); }),
                 std::string("the output has ended: there is no step after the end symbol"));
        QVERIFY(!inputError([&] { tree.force(end, 3); }).empty());
        QVERIFY(!inputError([&] { tree.extend(end, 3); }).empty());
        QVERIFY(!inputError([&] { tree.expand(end); }).empty());
        QVERIFY(!inputError([&] { tree.overrideWeights(end, Vector::Ones(4)); }).empty());
        QCOMPARE(tree.runToEnd(end).leaf, end);
    }

    void forcesWholeTexts()
    {
        HypothesisTree tree = makeTree(4);
        const std::vector<int> words{5, 2, 2, 7, 0};
        const NodeId leaf = tree.forceAll(kRootNode, words);
        QCOMPARE(tree.tokens(leaf), words);
        QVERIFY(!inputError([&] { tree.forceAll(leaf, words); }).empty());
        QCOMPARE(tree.forceAll(leaf, {}), leaf);
    }

    void refusesWordsOutsideTheVocabulary()
    {
        HypothesisTree tree = makeTree();
        QCOMPARE(inputError([&] { tree.force(kRootNode, 9); }), std::string("word 9 is outside the vocabulary of 9"));
        QVERIFY(!inputError([&] { tree.force(kRootNode, -1); }).empty());
        QVERIFY(!inputError([&] { tree.extend(kRootNode, 9); }).empty());
        const NodeId first = tree.step(kRootNode);
        QVERIFY(!inputError([&] { tree.replaceToken(first, 9); }).empty());
        QCOMPARE(tree.size(), 2);
    }

    void anOverrideReplacesTheSoftmaxOutputBeforeTheContext()
    {
        HypothesisTree tree = makeTree(6, nullptr, kNever);
        const NodeId first = tree.step(kRootNode);
        const NodeId usual = tree.step(first);
        const NodeId changed = tree.overrideWeights(first, Vector::Unit(4, 2));
        const Expansion &was = *tree.node(usual).expansion;
        const Expansion &is = *tree.node(changed).expansion;
        QCOMPARE(tree.node(changed).parent, first);
        QVERIFY(is.overridden() && !was.overridden());
        QVERIFY(sameBytes(is.energies(), was.energies())); // energies come before
        QVERIFY(is.weights() == Vector::Unit(4, 2));
        QVERIFY(is.context().isApprox(hashedMatrix(6, 1, 6, 4).col(2))); // c = h_2
        QVERIFY(is.state() != was.state());
        QCOMPARE(tree.node(changed).token, is.argmax());
        QVERIFY(!tree.node(changed).forced);
    }

    void anOverrideIsRenormalized()
    {
        HypothesisTree tree = makeTree(6);
        Vector given(4);
        given << 3, 0, 1, 4;
        const Expansion &expansion = *tree.node(tree.overrideWeights(kRootNode, given)).expansion;
        QVERIFY(expansion.weights() == given / Scalar(8));
        QCOMPARE(expansion.weights()[1], Scalar(0));

        const Vector tiny = Vector::Constant(4, std::numeric_limits<Scalar>::denorm_min());
        const Vector huge = Vector::Constant(4, std::numeric_limits<Scalar>::max());
        const NodeId a = tree.overrideWeights(kRootNode, tiny);
        QVERIFY(tree.node(a).expansion->weights() == Vector::Constant(4, Scalar(0.25)));
        QCOMPARE(tree.overrideWeights(kRootNode, huge), a);
    }

    void overridesAreSiblingsAndAreNotComputedTwice()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree = makeTree(6, log);
        const NodeId usual = tree.step(kRootNode);
        const NodeId a = tree.overrideWeights(kRootNode, Vector::Unit(4, 1));
        const NodeId b = tree.overrideWeights(kRootNode, Vector::Unit(4, 2));
        QVERIFY(a != usual && b != usual && a != b);
        const int calls = log->calls();
        QCOMPARE(tree.overrideWeights(kRootNode, Scalar(2) * Vector::Unit(4, 1)), a);
        QCOMPARE(tree.step(kRootNode), usual);
        QCOMPARE(log->calls(), calls);
        QCOMPARE(tree.children(kRootNode).size(), std::size_t(3));
    }

    void overridingWithTheSameWeightsGivesTheSameNumbers()
    {
        HypothesisTree tree = makeTree(6);
        const NodeId usual = tree.step(kRootNode);
        const Vector weights = tree.node(usual).expansion->weights();
        const NodeId again = tree.overrideWeights(kRootNode, weights);
        QVERIFY(tree.node(again).expansion->overridden());
        QVERIFY(tree.node(again).expansion->logProbabilities().isApprox(tree.node(usual).expansion->logProbabilities(),
                                                                        Scalar(1e-5)));
    }

    void badOverridesAreRefused_data()
    {
        QTest::addColumn<QList<double>>("weights");
        QTest::addColumn<QString>("problem");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("too few") << QList<double>{1, 1, 1} << "expected 4 weights, got 3";
        QTest::newRow("too many") << QList<double>{1, 1, 1, 1, 1} << "expected 4 weights, got 5";
        QTest::newRow("none") << QList<double>{} << "expected 4 weights, got 0";
        QTest::newRow("NaN") << QList<double>{1, nan, 1, 1} << "weight 2 of 4 is not a finite number";
        QTest::newRow("NaN first") << QList<double>{nan, 1, 1, 1} << "weight 1 of 4 is not a finite number";
        QTest::newRow("infinite") << QList<double>{1, 1, infinity, 1} << "weight 3 of 4 is not a finite number";
        QTest::newRow("-infinite") << QList<double>{1, 1, 1, -infinity} << "weight 4 of 4 is not a finite number";
        QTest::newRow("negative") << QList<double>{1, 1, 1, -0.1} << "weight 4 of 4 is negative";
        QTest::newRow("zero sum") << QList<double>{0, 0, 0, 0}
                                  << "the weights are all zero: at least one must be positive";
    }

    void badOverridesAreRefused()
    {
        QFETCH(QList<double>, weights);
        QFETCH(QString, problem);
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree = makeTree(1, log);
        Vector given(weights.size());
        for (qsizetype i = 0; i < weights.size(); ++i)
            given[i] = static_cast<Scalar>(weights[i]);
        QCOMPARE(inputError([&] { tree.overrideWeights(kRootNode, given); }), problem.toStdString());
        QCOMPARE(tree.size(), 1);
        QCOMPARE(log->calls(), 0);
    }

    void aModelWithoutAttentionHasNothingToOverride()
    {
        HypothesisTree tree(FakeStepModel::make({.seed = 2, .attends = false}), kLimit);
        QCOMPARE(inputError([&] { tree.overrideWeights(kRootNode, Vector::Ones(4)); }),
                 std::string("this model has no attention weights to change"));
        const NodeId first = tree.step(kRootNode);
        QCOMPARE(tree.node(first).expansion->energies().size(), Index(0));
        QCOMPARE(tree.node(first).expansion->weights().size(), Index(0));
        QCOMPARE(tree.node(first).expansion->state().size(), Index(6));
        QCOMPARE(tree.node(first).expansion->logProbabilities().size(), Index(9));
    }

    void anotherCandidateKeepsTheOverride()
    {
        HypothesisTree tree = makeTree(6, nullptr, kNever);
        const NodeId changed = tree.overrideWeights(kRootNode, Vector::Unit(4, 2));
        const auto candidates = topWords(*tree.node(changed).expansion, 2);
        QCOMPARE(candidates[0], tree.node(changed).token);
        const NodeId other = tree.replaceToken(changed, candidates[1]);
        QCOMPARE(tree.node(other).parent, kRootNode);
        QCOMPARE(tree.node(other).expansion, tree.node(changed).expansion);
        QVERIFY(tree.node(other).forced);
        QCOMPARE(tree.replaceToken(other, candidates[0]), changed);
        QVERIFY(!inputError([&] { tree.replaceToken(kRootNode, 3); }).empty());
        const NodeId usual = tree.step(kRootNode);
        QCOMPARE(tree.replaceToken(usual, 3), tree.force(kRootNode, 3));
    }

    void candidatesAreOrderedAndTiesGoToTheLowestId()
    {
        HypothesisTree tree(constantModel({0.1, 0.05, 0.25, 0.1, 0.25, 0.25}), kLimit);
        const auto expansion = tree.expand(kRootNode);
        QCOMPARE(expansion->argmax(), 2);
        QCOMPARE(tree.node(tree.step(kRootNode)).token, 2);
        QCOMPARE(topWords(*expansion, 6), (std::vector<int>{2, 4, 5, 0, 3, 1}));
        QCOMPARE(topWords(*expansion, 2), (std::vector<int>{2, 4}));
        QCOMPARE(topWords(*expansion, 4), (std::vector<int>{2, 4, 5, 0}));
        QCOMPARE(topWords(*expansion, 100).size(), std::size_t(6));
        QVERIFY(topWords(*expansion, 0).empty());
        QVERIFY(topWords(*expansion, -1).empty());
        const auto candidates = topCandidates(*expansion, 3);
        QCOMPARE(candidates.size(), std::size_t(3));
        QCOMPARE(candidates[1].id, 4);
        QVERIFY(std::abs(candidates[1].probability - 0.25) < 1e-6);
    }

    void candidatesOfManyWordsMatchASort()
    {
        HypothesisTree tree(FakeStepModel::make({.seed = 9, .vocabulary = 300}), kLimit);
        const auto expansion = tree.expand(kRootNode);
        const auto top = topWords(*expansion, 10);
        for (std::size_t r = 0; r < top.size(); ++r) {
            const Scalar value = expansion->logProbabilities()[top[r]];
            QCOMPARE(static_cast<std::size_t>((expansion->logProbabilities().array() > value).count()), r);
        }
    }

    void expandAllRunsTheModelOnceForWhatIsMissing()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree = makeTree(7, log, kNever);
        const std::vector<NodeId> nodes{tree.force(kRootNode, 2), tree.force(kRootNode, 3), tree.force(kRootNode, 4)};
        tree.expand(nodes[1]);
        const Expansion alone = *tree.expand(nodes[1]);
        tree.expandAll(std::vector<NodeId>{nodes[0], nodes[1], nodes[2], nodes[0]});
        QCOMPARE(log->batchSizes, (std::vector<int>{1, 1, 2}));
        HypothesisTree other = makeTree(7, nullptr, kNever);
        for (const NodeId node : nodes)
            QVERIFY(sameBytes(*tree.expand(node), *other.expand(other.force(kRootNode, tree.node(node).token))));
        QVERIFY(sameBytes(*tree.expand(nodes[1]), alone));
        QCOMPARE(log->calls(), 3);
    }

    void runToEndIsStepAfterStep()
    {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            HypothesisTree run = makeTree(seed);
            HypothesisTree stepped = makeTree(seed);
            const DecodeResult result = run.runToEnd(kRootNode);
            NodeId at = kRootNode;
            while (stepped.canStep(at))
                at = stepped.step(at);
            QCOMPARE(run.tokens(result.leaf), stepped.tokens(at));
            QCOMPARE(run.node(result.leaf).totalLogProbability, stepped.node(at).totalLogProbability);
            QCOMPARE(result.outcome == DecodeOutcome::Finished, run.node(result.leaf).finished);
        }
    }

    void aModelThatNeverEndsStopsAtTheLimitAndSaysSo()
    {
        HypothesisTree tree = makeTree(1, nullptr, kNever);
        const DecodeResult result = tree.runToEnd(kRootNode);
        QCOMPARE(result.outcome, DecodeOutcome::LimitReached);
        QCOMPARE(tree.node(result.leaf).depth, kLimit);
        QVERIFY(!tree.canStep(result.leaf));
        QCOMPARE(inputError([&] { tree.step(result.leaf); }), std::string("the limit of 20 words is reached"));
        QVERIFY(!inputError([&] { tree.force(result.leaf, 3); }).empty());
        QCOMPARE(tree.runToEnd(result.leaf).outcome, DecodeOutcome::LimitReached);

        const DecodeResult shorter = tree.runToEnd(kRootNode, 5);
        QCOMPARE(shorter.outcome, DecodeOutcome::LimitReached);
        QCOMPARE(tree.node(shorter.leaf).depth, 5);
        QVERIFY(tree.canStep(shorter.leaf));
        QCOMPARE(tree.node(tree.runToEnd(kRootNode, 1000).leaf).depth, kLimit);
        QCOMPARE(tree.runToEnd(kRootNode, 0).leaf, kRootNode);
        QCOMPARE(tree.runToEnd(result.leaf, 3).leaf, result.leaf);
    }

    void theEndSymbolAtTheLimitIsAnEnd()
    {
        HypothesisTree tree(
            PrefixStepModel::make(
                3,
                [](const std::vector<int> &words) {
                    return words.size() < 2 ? std::vector<double>{0.1, 0.1, 0.8} : std::vector<double>{0.9, 0, 0.1};
                }),
            3);
        const DecodeResult result = tree.runToEnd(kRootNode);
        QCOMPARE(result.outcome, DecodeOutcome::Finished);
        QCOMPARE(tree.tokens(result.leaf), (std::vector<int>{2, 2, 0}));
    }

    void aStoppedRunReturnsTheBestSoFar()
    {
        HypothesisTree tree = makeTree(1, nullptr, kNever);
        std::stop_source source;
        RunControl control{source.get_token(), [&](long long done, long long total) {
                               QCOMPARE(total, kLimit);
                               if (done == 7)
                                   source.request_stop();
                           }};
        const DecodeResult result = tree.runToEnd(kRootNode, control);
        QCOMPARE(result.outcome, DecodeOutcome::Stopped);
        QCOMPARE(tree.node(result.leaf).depth, 7);
        QVERIFY(!tree.node(result.leaf).finished);
        const NodeId end = tree.runToEnd(result.leaf).leaf; // it goes on from there
        QCOMPARE(tree.runToEnd(kRootNode).leaf, end);
        QCOMPARE(tree.runToEnd(kRootNode, control).leaf, kRootNode);
    }

    void pathsBranchAndNodesStayWhereTheyAre()
    {
        HypothesisTree tree = makeTree(2, nullptr, kNever);
        const NodeId first = tree.step(kRootNode);
        const HypothesisNode *address = &tree.node(first);
        const NodeId a = tree.runToEnd(first).leaf;
        const NodeId b = tree.runToEnd(tree.force(first, otherWord(tree, first))).leaf;
        QCOMPARE(&tree.node(first), address);
        QCOMPARE(tree.path(a).size(), std::size_t(kLimit));
        QCOMPARE(tree.path(a).front(), first);
        QCOMPARE(tree.path(b).front(), first);
        QCOMPARE(tree.path(a).back(), a);
        QVERIFY(tree.path(a)[1] != tree.path(b)[1]);
        for (const NodeId id : tree.path(b))
            QVERIFY(id == first || tree.node(id).parent != kRootNode);
    }

    void refusesWhatIsNotThere()
    {
        HypothesisTree tree = makeTree();
        QVERIFY(!inputError([&] { tree.step(1); }).empty());
        QVERIFY(!inputError([&] { tree.node(-1); }).empty());
        QVERIFY(!inputError([&] { tree.path(7); }).empty());
        QVERIFY(!inputError([&] { tree.back(7); }).empty());
        QVERIFY(!inputError([] { HypothesisTree(FakeStepModel::make({}), 0); }).empty());
        QVERIFY_EXCEPTION_THROWN(HypothesisTree(nullptr, 3), ModelError);
    }

    void aModelThatComputesNaNIsAModelError()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        HypothesisTree notANumber(constantModel({0.5, nan, 0.5}), kLimit);
        QVERIFY_EXCEPTION_THROWN(notANumber.step(kRootNode), ModelError);
        QCOMPARE(notANumber.size(), 1);
        HypothesisTree nothing(constantModel({0, 0, 0}), kLimit);
        QVERIFY_EXCEPTION_THROWN(nothing.step(kRootNode), ModelError);
    }

    void anImpossibleWordCanBeForced()
    {
        HypothesisTree tree(constantModel({0.5, 0, 0.5}), kLimit);
        const NodeId forced = tree.force(kRootNode, 1);
        QCOMPARE(tree.node(forced).logProbability, kNever);
        QCOMPARE(tree.node(tree.step(forced)).token, 0);
    }
};

QTEST_APPLESS_MAIN(TestHypothesisTree)
#include "test_hypothesis_tree.moc"
