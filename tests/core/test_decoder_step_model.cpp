// links: fovea_engine_guarded
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "core/decode/beam_search.h"
#include "core/decode/hypothesis_tree.h"
#include "core/nn/seq2seq.h"
#include "core/tasks/decoder_step_model.h"

#ifndef EIGEN_RUNTIME_NO_MALLOC
#error "without Eigen's guard these tests prove nothing"
#endif

using namespace fovea;

namespace
{

constexpr int kBegin = 2;
constexpr int kEnd = 3;
/// An end symbol that is never emitted, for decoding as long as one likes.
constexpr int kNoEnd = -1;

/// A model with random parameters: weights of both signs, biases of zero.
std::shared_ptr<Seq2Seq> makeModel(const Seq2Seq::Sizes &sizes)
{
    auto model = std::make_shared<Seq2Seq>(sizes);
    std::mt19937 random(5);
    for (int id = 0; id < model->parameters().size(); ++id) {
        Matrix &value = model->parameters()[id].value;
        if (value.cols() == 1 && model->parameters()[id].name != "match.v")
            continue;
        const float limit = 2 / std::sqrt(static_cast<float>(value.cols()));
        std::uniform_real_distribution<float> draw(-limit, limit);
        for (Index i = 0; i < value.size(); ++i)
            value.data()[i] = draw(random);
    }
    return model;
}

Seq2Seq::Sizes smallSizes(MatchFunction match, DecoderKind kind = DecoderKind::Plain)
{
    return {match, 20, 30, 12, 8, 16, 10, kind};
}
/// Of the bundled models: large enough for Eigen's packed matrix products.
Seq2Seq::Sizes bundledSizes(MatchFunction match, DecoderKind kind)
{
    return {match, 50, 5000, 192, 192, 384, 192, kind};
}

std::unique_ptr<DecoderStepModel> begin(std::shared_ptr<const Seq2Seq> model, const std::vector<int> &source, int endId)
{
    const std::shared_ptr<const Decoder> decoder(model, &model->decoder());
    return std::make_unique<DecoderStepModel>(
        decoder, static_cast<int>(source.size()),
        [&](Tape &tape, std::span<const int> lengths) {
            std::mt19937 unused;
            return model->remember(tape, source, lengths, {}, unused);
        },
        kBegin, endId);
}

std::vector<int> sourceOf(int length)
{
    std::vector<int> ids;
    for (int i = 0; i < length; ++i)
        ids.push_back(4 + i * 5 % 16);
    return ids;
}

/// States that decoding may be in: the initial one, bent differently for every hypothesis.
Matrix someStates(const DecoderStepModel &model, Index hypotheses)
{
    Matrix states = model.initialState().replicate(1, hypotheses);
    for (Index b = 0; b < hypotheses; ++b)
        states.col(b) *= std::cos(static_cast<Scalar>(b));
    return states;
}

std::vector<int> someWords(Index hypotheses)
{
    std::vector<int> words;
    for (Index b = 0; b < hypotheses; ++b)
        words.push_back(b == 0 ? kBegin : static_cast<int>(4 + b));
    return words;
}

Scalar largestDifference(const Matrix &a, const Matrix &b)
{
    if (a.rows() != b.rows() || a.cols() != b.cols())
        return std::numeric_limits<Scalar>::infinity();
    return a.size() == 0 ? 0 : (a - b).cwiseAbs().maxCoeff();
}

Scalar largestDifference(const StepModel::Outputs &all, Index column, const StepModel::Outputs &one)
{
    Scalar largest = 0;
    for (const auto part : {&StepModel::Outputs::energies, &StepModel::Outputs::weights, &StepModel::Outputs::contexts,
                            &StepModel::Outputs::states, &StepModel::Outputs::logProbabilities})
        largest = std::max(largest, largestDifference((all.*part).col(column), one.*part));
    return largest;
}

/// Forbids Eigen to allocate while it lives.
class NoAllocation
{
public:
    NoAllocation() { Eigen::internal::set_is_malloc_allowed(false); }
    ~NoAllocation() { Eigen::internal::set_is_malloc_allowed(true); }
};

void addMatches()
{
    QTest::addColumn<MatchFunction>("match");
    QTest::addColumn<DecoderKind>("kind");
    for (const MatchFunction match : kMatchFunctions)
        for (const DecoderKind kind : kDecoderKinds)
            QTest::addRow("%s, %s", name(match).data(), name(kind).data()) << match << kind;
}

} // namespace

Q_DECLARE_METATYPE(fovea::MatchFunction)
Q_DECLARE_METATYPE(fovea::DecoderKind)

class TestDecoderStepModel : public QObject
{
    Q_OBJECT

private slots:
    void theGuardSeesAnAllocation()
    {
        const NoAllocation guard;
        QVERIFY_EXCEPTION_THROWN(Matrix(3, 3), fovea::test::EigenAssertion);
    }

    void outputsHaveTheirShapes_data() { addMatches(); }
    void outputsHaveTheirShapes()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        const auto model = begin(makeModel(smallSizes(match, kind)), sourceOf(7), kEnd);
        const bool attends = match != MatchFunction::None;
        QCOMPARE(model->attends(), attends);
        QCOMPARE(model->sourceLength(), Index{7});
        QCOMPARE(model->vocabularySize(), Index{30});
        QCOMPARE(model->initialState().size(), Index{16});
        QCOMPARE(model->beginId(), kBegin);
        QCOMPARE(model->endId(), kEnd);

        StepModel::Outputs out;
        model->step({.states = someStates(*model, 3), .previous = someWords(3)}, out);
        QCOMPARE(out.energies.rows(), Index{attends ? 7 : 0});
        QCOMPARE(out.weights.rows(), Index{attends ? 7 : 0});
        QCOMPARE(out.contexts.rows(), Index{16});
        QCOMPARE(out.states.rows(), Index{16});
        QCOMPARE(out.logProbabilities.rows(), Index{30});
        for (const Matrix *part : {&out.energies, &out.weights, &out.contexts, &out.states, &out.logProbabilities})
            QCOMPARE(part->cols(), Index{3});
        for (Index b = 0; b < 3; ++b) {
            QVERIFY(std::abs(out.logProbabilities.col(b).array().exp().sum() - 1) < 1e-5F);
            if (attends) {
                QVERIFY(out.weights.col(b).minCoeff() >= 0);
                QVERIFY(std::abs(out.weights.col(b).sum() - 1) < 1e-5F);
            }
        }
    }

    void hypothesesTogetherEqualOneByOne_data() { addMatches(); }
    void hypothesesTogetherEqualOneByOne()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        const auto model = begin(makeModel(smallSizes(match, kind)), sourceOf(9), kEnd);
        constexpr Index count = 6;
        const Matrix states = someStates(*model, count);
        const std::vector<int> words = someWords(count);
        StepModel::Outputs together;
        model->step({.states = states, .previous = words}, together);
        for (Index b = 0; b < count; ++b) {
            const std::vector<int> word{words[static_cast<std::size_t>(b)]};
            StepModel::Outputs alone;
            model->step({.states = states.col(b), .previous = word}, alone);
            QVERIFY(largestDifference(together, b, alone) < 1e-5F);
        }
        // They are different hypotheses, not one six times.
        QVERIFY(largestDifference(together.logProbabilities.col(0), together.logProbabilities.col(1)) > 1e-2F);
    }

    void packedAndProjectedStepsGiveTheSameNumbers_data()
    {
        QTest::addColumn<MatchFunction>("match");
        QTest::addColumn<DecoderKind>("kind");
        QTest::addColumn<int>("length");
        for (const MatchFunction match : kMatchFunctions)
            for (const DecoderKind kind : kDecoderKinds)
                for (const int length : {1, 14, 80})
                    QTest::addRow("%s, %s, %d positions", name(match).data(), name(kind).data(), length)
                        << match << kind << length;
    }
    void packedAndProjectedStepsGiveTheSameNumbers()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        QFETCH(int, length);
        const std::shared_ptr<Seq2Seq> packed = makeModel(bundledSizes(match, kind));
        const std::shared_ptr<Seq2Seq> plain = makeModel(bundledSizes(match, kind));
        for (Seq2Seq *model : {packed.get(), plain.get()})
            for (int id = 0; id < model->parameters().size(); ++id)
                for (Scalar &entry : model->parameters()[id].value.reshaped())
                    entry = static_cast<Scalar>(Eigen::half(entry));
        packed->pack();
        const auto one = begin(packed, sourceOf(length), kEnd);
        StepModel::Outputs out;
        one->step({.states = someStates(*one, 1), .previous = someWords(1)}, out);

        // The equations of training: nothing packed, nothing projected.
        Tape tape;
        std::mt19937 unused;
        const std::vector<int> lengths{length};
        const Decoder &decoder = plain->decoder();
        const Decoder::Memory memory = plain->remember(tape, sourceOf(length), lengths, {}, unused);
        const Var embedded = decoder.embed(tape, someWords(1));
        const Decoder::Step step =
            decoder.step(tape, memory, memory.initialState, decoder.projectWords(tape, embedded));
        Matrix words = tape.value(decoder.readout(tape, step.state, step.context, embedded, 0, unused));
        logSoftmaxColumns(words);
        QVERIFY(largestDifference(out.states, tape.value(step.state)) < 1e-5F);
        QVERIFY(largestDifference(out.contexts, tape.value(step.context)) < 1e-5F);
        QVERIFY(largestDifference(out.logProbabilities, words) < 1e-4F);
        if (match != MatchFunction::None)
            QVERIFY(largestDifference(out.weights, tape.value(step.weights)) < 1e-5F);
    }

    void aStepDoesNotDependOnTheStepsBefore_data() { addMatches(); }
    void aStepDoesNotDependOnTheStepsBefore()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        const auto model = begin(makeModel(smallSizes(match, kind)), sourceOf(9), kEnd);
        const Matrix states = someStates(*model, 2);
        StepModel::Outputs first;
        StepModel::Outputs again;
        model->step({.states = states, .previous = someWords(2)}, first);
        model->step({.states = someStates(*model, 5) * 2, .previous = someWords(5)}, again);
        model->step({.states = states, .previous = someWords(2)}, again);
        QVERIFY(first.logProbabilities == again.logProbabilities);
        QVERIFY(first.states == again.states);
        QVERIFY(first.weights == again.weights);
    }

    void anOverriddenColumnLeavesItsNeighbourAlone_data() { addMatches(); }
    void anOverriddenColumnLeavesItsNeighbourAlone()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        if (match == MatchFunction::None)
            QSKIP("has no weights");
        const auto model = begin(makeModel(smallSizes(match, kind)), sourceOf(5), kEnd);
        const Matrix states = someStates(*model, 2);
        StepModel::Outputs plain;
        model->step({.states = states, .previous = someWords(2)}, plain);

        Matrix given = Matrix::Constant(5, 2, std::numeric_limits<Scalar>::quiet_NaN());
        given.col(1) << 0, 0, 1, 0, 0;
        StepModel::Outputs changed;
        model->step({.states = states, .previous = someWords(2), .weights = &given}, changed);
        QVERIFY(changed.weights.col(0) == plain.weights.col(0));
        QVERIFY(changed.logProbabilities.col(0) == plain.logProbabilities.col(0));
        QVERIFY(changed.weights.col(1) == given.col(1));
        QVERIFY(changed.energies == plain.energies);
        // A single 1 makes the context that annotation.
        QVERIFY(largestDifference(changed.contexts.col(1), model->annotations().col(2)) < 1e-6F);
        QVERIFY(largestDifference(changed.logProbabilities.col(1), plain.logProbabilities.col(1)) > 1e-3F);

        // The other way round: the first column given, the second not.
        given.col(0).swap(given.col(1));
        model->step({.states = states, .previous = someWords(2), .weights = &given}, changed);
        QVERIFY(changed.weights.col(0) == given.col(0));
        QVERIFY(changed.logProbabilities.col(1) == plain.logProbabilities.col(1));
    }

    void givingTheModelsOwnWeightsChangesNothing()
    {
        const auto model = begin(makeModel(smallSizes(MatchFunction::Additive)), sourceOf(5), kEnd);
        StepModel::Outputs plain;
        model->step({.states = someStates(*model, 3), .previous = someWords(3)}, plain);
        const Matrix own = plain.weights;
        StepModel::Outputs given;
        model->step({.states = someStates(*model, 3), .previous = someWords(3), .weights = &own}, given);
        QVERIFY(given.logProbabilities == plain.logProbabilities);
    }

    void theModelLivesAsLongAsItsDecode()
    {
        std::shared_ptr<const Seq2Seq> owner = makeModel(smallSizes(MatchFunction::Additive));
        const std::weak_ptr<const Seq2Seq> watched = owner;
        auto model = begin(owner, sourceOf(5), kEnd);
        owner.reset();
        QVERIFY(!watched.expired());
        StepModel::Outputs out;
        model->step({.states = someStates(*model, 1), .previous = someWords(1)}, out);
        QVERIFY(out.logProbabilities.allFinite());
        model.reset();
        QVERIFY(watched.expired());
    }

    void stepsAllocateNothingAfterTheFirst_data() { addMatches(); }
    void stepsAllocateNothingAfterTheFirst()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        const auto model = begin(makeModel(bundledSizes(match, kind)), sourceOf(14), kEnd);
        for (const Index hypotheses : {1, 2, 5, 12, 40}) {
            const Matrix states = someStates(*model, hypotheses);
            const std::vector<int> words = someWords(hypotheses);
            StepModel::Outputs out;
            model->step({.states = states, .previous = words}, out);
            const NoAllocation guard;
            for (int i = 0; i < 2; ++i)
                model->step({.states = states, .previous = words}, out);
        }
    }

    void steppingATreeAllocatesNothingAfterTheFirst_data() { addMatches(); }
    void steppingATreeAllocatesNothingAfterTheFirst()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        HypothesisTree tree(begin(makeModel(bundledSizes(match, kind)), sourceOf(14), kNoEnd), 100);
        NodeId at = tree.step(kRootNode);
        {
            const NoAllocation guard;
            for (int i = 0; i < 5; ++i)
                at = tree.step(at);
            at = tree.force(tree.back(at), 17);
        }
        QCOMPARE(tree.node(at).depth, 6);
        if (match == MatchFunction::None)
            return;
        Vector weights = Vector::Zero(14);
        weights[3] = 2;
        tree.overrideWeights(at, weights);
        weights[4] = 1;
        const NoAllocation guard;
        const NodeId changed = tree.overrideWeights(at, weights);
        QVERIFY(tree.node(changed).expansion->overridden());
    }

    void beamSearchAllocatesNothingOnceItIsWide_data() { addMatches(); }
    void beamSearchAllocatesNothingOnceItIsWide()
    {
        QFETCH(MatchFunction, match);
        QFETCH(DecoderKind, kind);
        HypothesisTree tree(begin(makeModel(bundledSizes(match, kind)), sourceOf(14), kNoEnd), 100);
        BeamOptions options{.width = 5, .lengthPenalty = 0.6, .coveragePenalty = 0, .maxSteps = 3};
        const BeamResult start = beamSearch(tree, kRootNode, options);
        QCOMPARE(tree.node(start.best().leaf).depth, 3);
        std::vector<NodeId> leaves;
        for (const BeamHypothesis &hypothesis : start.hypotheses)
            leaves.push_back(hypothesis.leaf);
        QCOMPARE(leaves.size(), std::size_t{5});
        const NoAllocation guard;
        tree.expandAll(leaves);
    }
};

QTEST_APPLESS_MAIN(TestDecoderStepModel)
#include "test_decoder_step_model.moc"
