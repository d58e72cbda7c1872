// links: fovea_engine_double
#include <QTest>

#include <cmath>
#include <random>

#include "core/nn/seq2seq.h"
#include "support/gradient_check.h"

using namespace fovea;

using Fixture = fovea::test::GradientFixture;
using fovea::test::largestError;

class TestGradients : public QObject
{
    Q_OBJECT

private slots:
    void affineAndTanh()
    {
        Fixture f;
        const Parameter &x = f.add("x", 3, 4), &w = f.add("w", 2, 3), &b = f.add("b", 2, 1), &a = f.add("a", 2, 4),
                        &out = f.add("out", 3, 2);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const Var y = affine(tape, w, &b, f.asInput(tape, x), f.asInput(tape, a));
            return f.reduce(tape, tanh(tape, y), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void transposedAffineOfTable()
    {
        Fixture f;
        const Parameter &x = f.add("x", 3, 4), &table = f.add("table", 3, 5), &b = f.add("b", 5, 1);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const std::vector<int> targets{1, -1, 4, 0};
            return crossEntropy(tape, transposedAffine(tape, table, b, f.asInput(tape, x)), targets, 0.2, 3);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void lookupOfRepeatedIds()
    {
        Fixture f;
        const Parameter &table = f.add("table", 3, 4), &out = f.add("out", 3, 3);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const std::vector<int> ids{2, 0, 2, 3};
            return f.reduce(tape, lookup(tape, table, ids), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void concatGatherAndViews()
    {
        Fixture f;
        const Parameter &x = f.add("x", 2, 4), &y = f.add("y", 3, 4), &out = f.add("out", 3, 5);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const Var rows[] = {f.asInput(tape, x), f.asInput(tape, y)};
            const Var all = concatRows(tape, rows);
            const Var columns[] = {tape.columns(all, 2, 2), tape.columns(all, 0, 3)};
            const std::vector<int> chosen{4, 0, 0, 2};
            return f.reduce(tape, gatherColumns(tape, concatColumns(tape, columns), chosen), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void meanOfPositions()
    {
        Fixture f;
        const Parameter &x = f.add("x", 3, 6), &out = f.add("out", 3, 3);
        const std::vector<int> lengths{3, 1};
        const double error = largestError(f.parameters, [&](Tape &tape) {
            return f.reduce(tape, meanPositions(tape, f.asInput(tape, x), lengths), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void dropoutWithFixedMask()
    {
        Fixture f;
        const Parameter &x = f.add("x", 3, 5), &out = f.add("out", 3, 3);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            std::mt19937 random(3);
            return f.reduce(tape, dropout(tape, f.asInput(tape, x), 0.4, random), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void gruCellWithEndedSequences()
    {
        Fixture f;
        const Parameter &input = f.add("input", 9, 3), &u = f.add("u", 9, 3), &b = f.add("b", 9, 1),
                        &h = f.add("h", 3, 3), &out = f.add("out", 3, 3);
        const std::vector<int> lengths{3, 1, 2};
        const double error = largestError(f.parameters, [&](Tape &tape) {
            Var state = f.asInput(tape, h);
            for (int step = 0; step < 3; ++step)
                state = gruCell(tape, f.asInput(tape, input), u, b, state, lengths, step);
            return f.reduce(tape, state, out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void normalizeAndScale()
    {
        Fixture f;
        const Parameter &x = f.add("x", 3, 4), &s = f.add("s", 1, 1), &out = f.add("out", 3, 3);
        const double error = largestError(f.parameters, [&](Tape &tape) {
            return f.reduce(tape, scaleByExp(tape, s, normalizeColumns(tape, f.asInput(tape, x))), out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void attention_data()
    {
        QTest::addColumn<bool>("additive");
        QTest::addColumn<int>("sequences");
        QTest::newRow("additive, one memory a hypothesis") << true << 2;
        QTest::newRow("additive, shared memory") << true << 1;
        QTest::newRow("dot, one memory a hypothesis") << false << 2;
        QTest::newRow("dot, shared memory") << false << 1;
    }
    void attention()
    {
        QFETCH(bool, additive);
        QFETCH(int, sequences);
        Fixture f;
        const Parameter &values = f.add("values", 4, 3 * sequences), &keys = f.add("keys", 3, 3 * sequences),
                        &query = f.add("query", 3, 2), &v = f.add("v", 3, 1), &out = f.add("out", 3, 4);
        const std::vector<int> lengths = sequences == 2 ? std::vector<int>{3, 2} : std::vector<int>{3};
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const Var k = f.asInput(tape, keys), q = f.asInput(tape, query);
            const Var e = additive ? additiveEnergies(tape, k, q, v, lengths) : dotEnergies(tape, k, q, lengths);
            const Var c = weightedSum(tape, f.asInput(tape, values), maskedSoftmax(tape, e, lengths), lengths);
            return f.reduce(tape, c, out);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void crossEntropyOfLinks()
    {
        Fixture f;
        const Parameter &first = f.add("first", 3, 2), &second = f.add("second", 3, 2);
        const std::vector<int> starts{0, 2, 2, 3, 5}, positions{0, 2, 1, 0, 1}, lengths{3, 3};
        const double error = largestError(f.parameters, [&](Tape &tape) {
            const Var weights[] = {maskedSoftmax(tape, f.asInput(tape, first), lengths),
                                   maskedSoftmax(tape, f.asInput(tape, second), lengths)};
            return linkCrossEntropy(tape, weights, {starts, positions}, 0.3);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    /// By hand: columns with links 0 and 2 of a = (1/2, 1/4, 1/4), none, and 1 of (1/8, 3/4, 1/8).
    void valueOfTheCrossEntropyOfLinks()
    {
        Tape tape;
        const Var one = tape.make(3, 2), other = tape.make(3, 1);
        tape.value(one) << 0.5, 0.2, 0.25, 0.2, 0.25, 0.6;
        tape.value(other) << 0.125, 0.75, 0.125;
        const Var weights[] = {one, other};
        const std::vector<int> starts{0, 2, 2, 3}, positions{0, 2, 1};
        const double expected = -2 * ((std::log(0.5) + std::log(0.25)) / 2 + std::log(0.75));
        const double value = tape.value(linkCrossEntropy(tape, weights, {starts, positions}, 2))(0, 0);
        QVERIFY(std::abs(value - expected) < 1e-12);
    }

    /// A weight that underflowed to 0 must not make the gradient infinite.
    void linksOnWeightsOfZero()
    {
        Fixture f;
        const Parameter &energies = f.add("energies", 2, 1);
        f.parameters[0].value << -1e4, 0;
        Gradients gradients(f.parameters);
        Tape tape(&gradients);
        const std::vector<int> starts{0, 1}, positions{0}, lengths{2};
        const Var weights[] = {maskedSoftmax(tape, f.asInput(tape, energies), lengths)};
        const Var loss = linkCrossEntropy(tape, weights, {starts, positions}, 1);
        tape.backward(loss);
        QVERIFY(std::isfinite(tape.value(loss)(0, 0)));
        QVERIFY(gradients[0].allFinite());
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
        Seq2Seq model({static_cast<MatchFunction>(match), 6, 7, 3, 2, 4, 3, static_cast<DecoderKind>(kind)});
        std::mt19937 random(5);
        model.initialize(random);
        TranslationBatch batch;
        batch.source = {4, 5, 3, 1, 5, 0};
        batch.sourceLengths = {3, 2};
        batch.inputs = {2, 2, 4, 6, 5, 0};
        batch.targets = {4, 6, 5, 3, 3, -1};
        batch.linkStarts = {0, 1, 1, 3, 5, 6, 6};
        batch.linkPositions = {2, 0, 2, 0, 1, 1};
        const double error = largestError(model.parameters(), [&](Tape &tape) {
            std::mt19937 masks(11);
            return model.loss(tape, batch, {0.2, 0.1, 5, 0.7}, masks);
        });
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void wideProductsEqualNarrowOnes()
    {
        Fixture f;
        const Parameter &w = f.add("w", 3, 2);
        Matrix left = Matrix::Random(3, 900), right = Matrix::Random(2, 900);
        Gradients narrow(f.parameters), wide(f.parameters);
        Tape one(&narrow), other(&wide);
        for (Index j = 0; j < 900; j += 9)
            one.addOuterProduct(w, left.middleCols(j, 9), right.middleCols(j, 9));
        const Var nothing = one.make(1, 1);
        one.backward(nothing);
        other.addOuterProduct(w, left, right);
        QVERIFY((narrow[0] - wide[0]).norm() < 1e-10);
    }
};

QTEST_APPLESS_MAIN(TestGradients)
#include "test_gradients.moc"
