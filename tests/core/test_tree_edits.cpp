// links: fovea_decode
#include <QTest>

#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include "core/decode/beam_search.h"
#include "core/decode/hypothesis_tree.h"
#include "core/types/error.h"
#include "support/fake_step_model.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

constexpr double kNever = -std::numeric_limits<double>::infinity();
using Kind = NodeChange::Kind;

HypothesisTree makeTree(std::uint64_t seed = 6, std::shared_ptr<StepLog> log = nullptr)
{
    return {FakeStepModel::make({.seed = seed, .endBias = kNever}, std::move(log)), 20};
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

bool sameNumbers(const Expansion &a, const Expansion &b)
{
    return a.energies() == b.energies() && a.weights() == b.weights() && a.context() == b.context() &&
           a.state() == b.state() && a.logProbabilities() == b.logProbabilities();
}

/// a_i / sum of what is not masked.
Vector renormalized(Vector weights, const std::vector<int> &masked)
{
    for (const int position : masked)
        weights[position] = 0;
    return weights / weights.sum();
}

} // namespace

class TestTreeEdits : public QObject
{
    Q_OBJECT

private slots:
    void aPreviewIsWhatTheOverrideWouldBeAndStaysOutOfTheTree()
    {
        HypothesisTree tree = makeTree();
        const NodeId first = tree.step(kRootNode);
        const Vector weights = (Vector(4) << 3, 0, 1, 4).finished();
        const auto preview = tree.previewWeights(first, weights);
        QCOMPARE(tree.size(), 2);
        QVERIFY(tree.children(first).empty());
        QVERIFY(preview->overridden());
        QVERIFY(preview->weights() == weights / Scalar(8));
        const NodeId added = tree.overrideWeights(first, weights);
        QVERIFY(sameNumbers(*preview, *tree.node(added).expansion));
        QVERIFY(!sameNumbers(*preview, *tree.expand(first)));
    }

    void aPreviewRefusesWhatAnOverrideRefuses()
    {
        HypothesisTree tree = makeTree();
        QCOMPARE(inputError([&] { tree.previewWeights(kRootNode, Vector::Ones(3)); }),
                 std::string("expected 4 weights, got 3"));
        QVERIFY(!inputError([&] { tree.previewWeights(kRootNode, Vector::Zero(4)); }).empty());
        QVERIFY(!inputError([&] { tree.previewWeights(7, Vector::Ones(4)); }).empty());
        const NodeId end = tree.force(kRootNode, tree.model().endId());
        QVERIFY(!inputError([&] { tree.previewWeights(end, Vector::Ones(4)); }).empty());
        HypothesisTree blind(FakeStepModel::make({.attends = false}), 20);
        QVERIFY(!inputError([&] { blind.previewWeights(kRootNode, Vector::Ones(4)); }).empty());
    }

    void theWeightsOfANodeGiveItsBytesAgain()
    {
        HypothesisTree tree = makeTree();
        const NodeId changed = tree.overrideWeights(kRootNode, (Vector(4) << 0.3f, 0.1f, 0.77f, 0.2f).finished());
        const Vector weights = tree.node(changed).expansion->weights();
        QCOMPARE(tree.overrideWeights(kRootNode, weights), changed);
    }

    void aMaskedPositionHasNoWeightAndTheOthersKeepTheirRatio()
    {
        HypothesisTree tree = makeTree();
        const NodeId first = tree.step(kRootNode);
        const Expansion own = *tree.expand(first);
        const std::vector<int> positions{2};
        const NodeId masked = tree.maskPositions(first, positions, MaskReach::ThisStep);
        const Expansion &is = *tree.node(masked).expansion;
        QCOMPARE(is.weights()[2], Scalar(0));
        QVERIFY(is.weights().isApprox(renormalized(own.weights(), positions), Scalar(1e-5)));
        QVERIFY(std::abs(static_cast<double>(is.weights().sum()) - 1) < 1e-6);
        QVERIFY(is.energies() == own.energies());
        QVERIFY(is.context().isApprox(tree.model().annotations() * is.weights()));
        QVERIFY(is.overridden());
        QVERIFY(is.state() != own.state());
        QCOMPARE(tree.node(masked).token, is.argmax());
        QVERIFY((tree.node(masked).change == NodeChange{Kind::MaskedStep, positions}));
        QVERIFY(!tree.node(masked).forced);
    }

    void aMaskThatTakesNearlyAllWeightLeavesTheSoftmaxOfTheRest()
    {
        // The masked position's weight rounds to 1 and the others' to 0: they must come from the energies.
        HypothesisTree tree(FakeStepModel::make({.seed = 3, .size = 4000}), 20);
        const Expansion own = *tree.expand(kRootNode);
        Index largest = 0;
        QVERIFY(own.weights().maxCoeff(&largest) == Scalar(1));
        const int position = static_cast<int>(largest);
        const NodeId masked = tree.maskPositions(kRootNode, {&position, 1}, MaskReach::ThisStep);
        Vector energies = own.energies();
        energies[largest] = -std::numeric_limits<Scalar>::infinity();
        const Vector powers = (energies.array() - energies.maxCoeff()).exp().matrix();
        QVERIFY(tree.node(masked).expansion->weights().isApprox(powers / powers.sum(), Scalar(1e-5)));
    }

    void aMaskOfOneStepEndsThere()
    {
        HypothesisTree tree = makeTree();
        const int position = 1;
        const NodeId masked = tree.maskPositions(kRootNode, {&position, 1}, MaskReach::ThisStep);
        QVERIFY(tree.node(masked).masked.empty());
        const NodeId next = tree.step(masked);
        QVERIFY(tree.node(next).expansion->weights()[1] > 0);
        QVERIFY(!tree.node(next).expansion->overridden());
        QCOMPARE(tree.node(next).change.kind, Kind::None);
    }

    void aMaskFromHereHoldsForEveryDescendant()
    {
        HypothesisTree tree = makeTree();
        const int position = 1;
        const NodeId first = tree.step(kRootNode);
        const NodeId usual = tree.step(first);
        const NodeId masked = tree.maskPositions(first, {&position, 1}, MaskReach::FromHere);
        QCOMPARE(tree.node(masked).masked, std::vector<int>{1});

        const std::vector<NodeId> descendants{tree.step(masked),
                                              tree.force(masked, topWords(*tree.expand(masked), 3).at(2)),
                                              tree.extend(masked, 4),
                                              tree.step(tree.step(masked)),
                                              tree.runToEnd(masked, 6).leaf,
                                              beamSearch(tree, masked, {.width = 3, .maxSteps = 6}).best().leaf,
                                              tree.overrideWeights(masked, Vector::Ones(4)),
                                              tree.replaceToken(masked, 5)};
        for (const NodeId leaf : descendants) {
            QCOMPARE(tree.node(leaf).masked, std::vector<int>{1});
            for (NodeId id = leaf; id != first; id = tree.node(id).parent) {
                QCOMPARE(tree.node(id).expansion->weights()[1], Scalar(0));
                QVERIFY(std::abs(static_cast<double>(tree.node(id).expansion->weights().sum()) - 1) < 1e-6);
                QVERIFY(tree.node(id).expansion->overridden());
            }
        }
        QVERIFY(tree.step(first) == usual); // the other branch is untouched
        QVERIFY(tree.node(tree.step(usual)).expansion->weights()[1] > 0);
        QCOMPARE(tree.node(descendants[0]).change.kind, Kind::None);
        QCOMPARE(tree.node(descendants[1]).change.kind, Kind::ForcedWord);
    }

    void masksAddUp()
    {
        HypothesisTree tree = makeTree();
        const std::vector<int> a{3}, b{0, 3};
        const NodeId one = tree.maskPositions(kRootNode, a, MaskReach::FromHere);
        const NodeId two = tree.maskPositions(one, std::vector<int>{0}, MaskReach::FromHere);
        QCOMPARE(tree.node(two).masked, b);
        QCOMPARE(tree.node(two).change.positions, std::vector<int>{0});
        const NodeId three = tree.maskPositions(two, std::vector<int>{1}, MaskReach::ThisStep);
        QCOMPARE(tree.node(three).masked, b);
        QVERIFY(tree.node(three).expansion->weights() == Vector::Unit(4, 2)); // only one position is left
        const auto after = tree.expand(three)->weights();
        QVERIFY(after[0] == 0 && after[3] == 0 && after[1] > 0 && after[2] > 0);
    }

    void aMaskOfOneStepGoesWithOneFromHereOn()
    {
        HypothesisTree tree = makeTree();
        const std::vector<int> fromHere{3}, step{3, 1};
        const NodeId both = tree.maskPositions(kRootNode, fromHere, MaskReach::FromHere, step);
        QVERIFY((tree.node(both).change == NodeChange{Kind::MaskedFromHere, {3}, {1}})); // each position once
        const Vector &here = tree.node(both).expansion->weights();
        QVERIFY(here[3] == 0 && here[1] == 0 && here[0] > 0 && here[2] > 0);
        const auto after = tree.expand(both)->weights();
        QVERIFY(after[3] == 0 && after[1] > 0);
        QCOMPARE(tree.maskPositions(kRootNode, fromHere, MaskReach::FromHere, std::vector<int>{1}), both);
        QVERIFY(tree.maskPositions(kRootNode, fromHere, MaskReach::FromHere) != both);
        // For one step it is one set of positions.
        const NodeId once = tree.maskPositions(kRootNode, fromHere, MaskReach::ThisStep, std::vector<int>{1});
        QVERIFY((tree.node(once).change == NodeChange{Kind::MaskedStep, {1, 3}}));
        QCOMPARE(inputError([&] {
                     tree.maskPositions(kRootNode, std::vector<int>{0, 1}, MaskReach::FromHere, std::vector<int>{2, 3});
                 }),
                 std::string("every source position would be masked: at least one must stay"));
    }

    void givenWeightsMayMaskFromHereOn()
    {
        HypothesisTree tree = makeTree();
        const NodeId both = tree.overrideWeights(kRootNode, Vector::Ones(4), std::vector<int>{2});
        const Scalar third = Scalar(1) / 3;
        QVERIFY(tree.node(both).expansion->weights().isApprox((Vector(4) << third, third, 0, third).finished()));
        QVERIFY((tree.node(both).change == NodeChange{Kind::OverriddenWeights, {2}}));
        QCOMPARE(tree.expand(both)->weights()[2], Scalar(0));
        // The same weights without the mask are another branch.
        const NodeId once = tree.overrideWeights(kRootNode, tree.node(both).expansion->weights());
        QVERIFY(once != both);
        QVERIFY(tree.expand(once)->weights()[2] > 0);
        QCOMPARE(tree.overrideWeights(kRootNode, Vector::Ones(4), std::vector<int>{2}), both);
    }

    void anOverrideBelowAMaskKeepsTheMask()
    {
        HypothesisTree tree = makeTree();
        const NodeId masked = tree.maskPositions(kRootNode, std::vector<int>{1, 2}, MaskReach::FromHere);
        const NodeId changed = tree.overrideWeights(masked, (Vector(4) << 1, 5, 5, 3).finished());
        QVERIFY(tree.node(changed).expansion->weights() == (Vector(4) << 0.25f, 0, 0, 0.75f).finished());
        QVERIFY(tree.previewWeights(masked, Vector::Ones(4))->weights() == (Vector(4) << 0.5f, 0, 0, 0.5f).finished());
        QCOMPARE(inputError([&] { tree.overrideWeights(masked, Vector::Unit(4, 1)); }),
                 std::string("the weights are all zero where the source is not masked"));
        // The masked weights given by hand are another change than the mask alone.
        const NodeId byHand = tree.overrideWeights(masked, tree.expand(masked)->weights());
        QVERIFY(byHand != tree.step(masked));
        QCOMPARE(tree.node(byHand).change.kind, Kind::OverriddenWeights);
    }

    void theSameMaskGivesTheSameChildAndAnotherReachAnotherOne()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree = makeTree(6, log);
        const NodeId a = tree.maskPositions(kRootNode, std::vector<int>{2, 0, 2}, MaskReach::ThisStep);
        QCOMPARE(tree.node(a).change.positions, (std::vector<int>{0, 2}));
        const int calls = log->calls();
        QCOMPARE(tree.maskPositions(kRootNode, std::vector<int>{0, 2}, MaskReach::ThisStep), a);
        QCOMPARE(log->calls(), calls);
        const NodeId b = tree.maskPositions(kRootNode, std::vector<int>{0, 2}, MaskReach::FromHere);
        QVERIFY(b != a);
        QVERIFY(sameNumbers(*tree.node(a).expansion, *tree.node(b).expansion));
        QVERIFY(tree.maskPositions(kRootNode, std::vector<int>{0}, MaskReach::ThisStep) != a);
    }

    void theWordOfAMaskedStepCanBeReplaced()
    {
        HypothesisTree tree = makeTree();
        const NodeId masked = tree.maskPositions(kRootNode, std::vector<int>{0}, MaskReach::FromHere);
        const NodeId other = tree.replaceToken(masked, topWords(*tree.node(masked).expansion, 2).at(1));
        QVERIFY(tree.node(other).forced);
        QVERIFY(tree.node(other).change == tree.node(masked).change);
        QCOMPARE(tree.expand(other)->weights()[0], Scalar(0));
        QCOMPARE(tree.replaceToken(other, tree.node(masked).token), masked);
    }

    void badMasksAreRefused()
    {
        HypothesisTree tree = makeTree();
        const auto mask = [&](std::vector<int> positions) {
            return inputError([&] { tree.maskPositions(kRootNode, positions, MaskReach::FromHere); });
        };
        QCOMPARE(mask({}), std::string("no source position is given to mask"));
        QCOMPARE(mask({1, 4}), std::string("there is no source position 4: the source has 4"));
        QCOMPARE(mask({-1, 1}), std::string("there is no source position -1: the source has 4"));
        QCOMPARE(mask({0, 1, 2, 3}), std::string("every source position would be masked: at least one must stay"));
        QCOMPARE(tree.size(), 1);
        const NodeId masked = tree.maskPositions(kRootNode, std::vector<int>{0, 1}, MaskReach::FromHere);
        QCOMPARE(inputError([&] {
                     tree.maskPositions(masked, std::vector<int>{2, 3}, MaskReach::ThisStep);
                 }),
                 std::string("every source position would be masked: at least one must stay"));
        HypothesisTree blind(FakeStepModel::make({.attends = false}), 20);
        QCOMPARE(inputError([&] { blind.maskPositions(kRootNode, std::vector<int>{0}, MaskReach::ThisStep); }),
                 std::string("this model has no attention weights to change"));
    }

    void masksAndOthersExpandTogether()
    {
        const auto log = std::make_shared<StepLog>();
        HypothesisTree tree = makeTree(6, log);
        const NodeId plain = tree.force(kRootNode, 2);
        const NodeId a = tree.maskPositions(kRootNode, std::vector<int>{0}, MaskReach::FromHere);
        const NodeId b = tree.maskPositions(kRootNode, std::vector<int>{1, 3}, MaskReach::FromHere);
        const auto before = log->batchSizes.size();
        tree.expandAll(std::vector<NodeId>{a, plain, b, a});
        QCOMPARE(std::vector<int>(log->batchSizes.begin() + static_cast<std::ptrdiff_t>(before), log->batchSizes.end()),
                 (std::vector<int>{1, 2, 2})); // the masked ones twice: for the energies, then with the weights
        QCOMPARE(tree.expand(a)->weights()[0], Scalar(0));
        QVERIFY(tree.expand(a)->weights()[1] > 0);
        QVERIFY(tree.expand(b)->weights()[1] == 0 && tree.expand(b)->weights()[3] == 0);
        QVERIFY(!tree.expand(plain)->overridden());
        HypothesisTree alone = makeTree(6);
        const NodeId again = alone.maskPositions(kRootNode, std::vector<int>{1, 3}, MaskReach::FromHere);
        QVERIFY(sameNumbers(*alone.expand(again), *tree.expand(b)));
    }

    void nodesSayWhatWasChanged()
    {
        HypothesisTree tree = makeTree();
        const NodeId usual = tree.step(kRootNode);
        QCOMPARE(tree.node(usual).change.kind, Kind::None);
        const int other = topWords(*tree.expand(kRootNode), 2).at(1);
        QCOMPARE(tree.node(tree.force(kRootNode, other)).change.kind, Kind::ForcedWord);
        QCOMPARE(tree.node(tree.replaceToken(usual, other)).change.kind, Kind::ForcedWord);
        QCOMPARE(tree.node(tree.extend(kRootNode, other)).change.kind, Kind::None);
        QCOMPARE(tree.node(tree.overrideWeights(kRootNode, Vector::Ones(4))).change.kind, Kind::OverriddenWeights);
    }
};

QTEST_APPLESS_MAIN(TestTreeEdits)
#include "test_tree_edits.moc"
