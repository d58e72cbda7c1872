// links: fovea_engine_double
#include <QTest>

#include <cstdlib>

#include "core/nn/caption_model.h"
#include "support/gradient_check.h"

using namespace fovea;
using fovea::test::largestError;
using Fixture = fovea::test::GradientFixture;

namespace
{

const std::vector<int> kOwners{1, 0, 1}; // two captions of grid 1 and one of grid 0; 3 positions each

CaptionBatch someBatch()
{
    CaptionBatch batch;
    batch.positions = 3;
    batch.features = Matrix::Random(4, 6);
    batch.owners = kOwners;
    batch.active = {3, 3, 1};
    batch.inputs = {2, 2, 2, 4, 5, 6, 3};
    batch.targets = {4, 5, 6, 3, 1, 1, 1};
    return batch;
}

} // namespace

class TestGridGradients : public QObject
{
    Q_OBJECT

private slots:
    /// Every row has the same random features, whatever rows are before it.
    void init() { std::srand(1); }

    void attention_data()
    {
        QTest::addColumn<bool>("additive");
        QTest::newRow("additive") << true;
        QTest::newRow("dot") << false;
    }
    void attention()
    {
        QFETCH(bool, additive);
        Fixture f;
        const Parameter &values = f.add("values", 4, 6), &keys = f.add("keys", 3, 6), &query = f.add("query", 3, 3),
                        &v = f.add("v", 3, 1), &out = f.add("out", 3, 4);
        const GridOwners owners{3, kOwners};
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const Var k = f.asInput(tape, keys), q = f.asInput(tape, query);
            const Var e = additive ? additiveEnergies(tape, k, q, v, owners) : dotEnergies(tape, k, q, owners);
            return f.reduce(tape, weightedSum(tape, f.asInput(tape, values), softmax(tape, e), owners), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void meanOfGridsAndSum()
    {
        Fixture f;
        const Parameter &x = f.add("x", 3, 6), &y = f.add("y", 3, 2), &out = f.add("out", 3, 3);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            return f.reduce(tape, add(tape, meanOfGrids(tape, f.asInput(tape, x), 3), f.asInput(tape, y)), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    /// By hand: 1 - sum_t a is (0.2, 0.4) for caption 0 and (0.5, 0.5) for caption 1, of two positions.
    void doublyStochasticByHand()
    {
        Tape tape;
        Matrix first(2, 2), second(2, 1);
        first << 0.3, 0.5, 0.5, 0.5;
        second << 0.5, 0.1;
        const Var steps[] = {tape.constant(first), tape.constant(second)};
        const double loss = tape.value(doublyStochastic(tape, steps, 3))(0, 0);
        QVERIFY(std::abs(loss - 3 * ((0.04 + 0.16) / 2 + (0.25 + 0.25) / 2)) < 1e-12);
    }

    void doublyStochasticOfSteps()
    {
        Fixture f;
        const Parameter &first = f.add("first", 4, 3), &second = f.add("second", 4, 2);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const Var steps[] = {softmax(tape, f.asInput(tape, first)), softmax(tape, f.asInput(tape, second))};
            return doublyStochastic(tape, steps, 0.7);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void wholeModel_data()
    {
        QTest::addColumn<int>("match");
        QTest::addColumn<int>("kind");
        for (const MatchFunction match : kMatchFunctions)
            for (const DecoderKind kind : kDecoderKinds)
                QTest::addRow("%s, %s", name(match).data(), name(kind).data())
                    << static_cast<int>(match) << static_cast<int>(kind);
    }
    void wholeModel()
    {
        QFETCH(int, match);
        QFETCH(int, kind);
        CaptionModel model({static_cast<MatchFunction>(match), 4, 7, 4, 3, 4, 3, static_cast<DecoderKind>(kind)});
        std::mt19937 random(5);
        model.initialize(random);
        const CaptionBatch batch = someBatch();
        const double error = largestError(model.parameters(), [&](Tape &tape) {
            std::mt19937 masks(11);
            return model.loss(tape, batch, {0.2, 0.1, 1.5, 7}, masks);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    /// Captions that share a picture give what each gives alone.
    void sharingAPictureChangesNothing()
    {
        CaptionModel model({MatchFunction::Additive, 4, 7, 4, 3, 5, 3});
        std::mt19937 random(5);
        model.initialize(random);
        const CaptionBatch all = someBatch();
        Tape tape;
        const double together = tape.value(model.loss(tape, all, {0, 0.1, 1.5, 1}, random))(0, 0);
        const std::vector<std::vector<int>> targets{{4, 3, 1}, {5, 1}, {6, 1}};
        double alone = 0;
        for (std::size_t b = 0; b < targets.size(); ++b) {
            CaptionBatch one;
            one.positions = 3;
            one.features = all.features.middleCols(3 * kOwners[b], 3);
            one.owners = {0};
            one.targets = targets[b];
            one.inputs = targets[b];
            one.inputs.pop_back();
            one.inputs.insert(one.inputs.begin(), 2);
            one.active.assign(targets[b].size(), 1);
            alone += tape.value(model.loss(tape, one, {0, 0.1, 1.5, 1}, random))(0, 0);
        }
        QVERIFY(std::abs(together - alone) < 1e-10);
    }

    void foldingTheNormalizationChangesNothing()
    {
        CaptionModel model({MatchFunction::Additive, 4, 7, 4, 3, 5, 3});
        std::mt19937 random(5);
        model.initialize(random);
        const Matrix raw = 3 * Matrix::Random(4, 6).array() + 2;
        const Vector mean = Vector::Random(4), deviation = Vector::Random(4).array().abs() + 0.5;
        const std::vector<int> lengths{6};
        const Matrix normalized = deviation.cwiseInverse().asDiagonal() * (raw.colwise() - mean);
        Tape tape;
        const Matrix before = tape.value(model.remember(tape, normalized, lengths).values);
        model.foldNormalization(mean, deviation);
        const Matrix after = tape.value(model.remember(tape, raw, lengths).values);
        QVERIFY((before - after).norm() < 1e-12);
    }
};

QTEST_APPLESS_MAIN(TestGridGradients)
#include "test_grid_gradients.moc"
