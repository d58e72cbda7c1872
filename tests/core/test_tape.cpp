// links: fovea_autograd
#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

#include "core/autograd/ops.h"
#include "core/types/error.h"

using namespace fovea;

namespace
{

/// Parameters whose loss sum(w^T x) is easy to differentiate by hand.
struct Fixture {
    ParameterSet parameters;
    Parameter *table = &parameters.add("table", 2, 4);
    Parameter *weight = &parameters.add("weight", 2, 2);

    Fixture()
    {
        table->value << 1, 2, 3, 4, //
            5, 6, 7, 8;
        weight->value << 1, 0, //
            0, 1;
    }

    static Var allColumns(Tape &tape, const Parameter &parameter)
    {
        std::vector<int> ids;
        for (Index i = 0; i < parameter.value.cols(); ++i)
            ids.push_back(static_cast<int>(i));
        return lookup(tape, parameter, ids);
    }
};

/// One word of one column is right: a loss with a gradient for every entry of x (2 x 1).
Var lossOf(Tape &tape, Var x)
{
    const std::vector<int> target{0};
    return crossEntropy(tape, x, target, 0, 1);
}

} // namespace

class TestTape : public QObject
{
    Q_OBJECT

private slots:
    void rewindGivesTheSameMemoryAgain()
    {
        Tape tape;
        const Var kept = tape.make(3, 5);
        tape.value(kept).setConstant(7);
        const Tape::Mark mark = tape.mark();
        std::vector<const Scalar *> first;
        for (int round = 0; round < 3; ++round) {
            std::vector<const Scalar *> places;
            for (const Index columns : {1, 200, 17, 4000}) // some megabytes: more than one chunk
                places.push_back(tape.value(tape.make(300, columns)).data());
            places.push_back(tape.scratch(5, 5).data());
            if (round == 0)
                first = places;
            QVERIFY(places == first);
            tape.rewind(mark);
        }
        QVERIFY((tape.value(kept).array() == 7).all());
    }

    void aFullRewindJoinsTheMemory()
    {
        Tape tape;
        const auto work = [&tape](Index columns) {
            std::vector<const Scalar *> places;
            for (int i = 0; i < 8; ++i)
                places.push_back(tape.value(tape.make(1000, columns)).data());
            return places;
        };
        work(300);
        tape.rewind();
        work(700);
        tape.rewind();
        const auto settled = work(700);
        const auto [low, high] = std::minmax_element(settled.begin(), settled.end());
        QVERIFY2(*high - *low == 7 * 700'000, "one value follows the other");
        tape.rewind();
        QVERIFY(work(700) == settled);
        tape.rewind();
        QVERIFY(work(200).front() == settled.front()); // less work in the same place
    }

    void valuesAreAligned()
    {
        Tape tape;
        for (const Index rows : {1, 3, 16, 17})
            QCOMPARE(reinterpret_cast<std::uintptr_t>(tape.value(tape.make(rows, 1)).data()) % 64, std::uintptr_t{0});
        QCOMPARE(tape.value(tape.make(0, 5)).size(), Index{0});
    }

    void aViewIsPartOfItsParent()
    {
        Tape tape;
        const Var parent = tape.make(2, 4);
        tape.value(parent) << 1, 2, 3, 4, 5, 6, 7, 8;
        const Var view = tape.columns(parent, 1, 2);
        QCOMPARE(tape.rows(view), Index{2});
        QCOMPARE(tape.cols(view), Index{2});
        QCOMPARE(tape.value(view)(1, 0), Scalar(6));
        const Var inner = tape.columns(view, 1, 1);
        tape.value(inner)(0, 0) = 30;
        QCOMPARE(tape.value(parent)(0, 2), Scalar(30));
    }

    void viewsShareTheGradientOfTheirParent()
    {
        Fixture f;
        Gradients gradients(f.parameters);
        Tape tape(&gradients);
        const Var parent = Fixture::allColumns(tape, *f.table);
        // Columns 1 and 2, column 2 twice: once as a view of a view.
        const Var pair = tape.columns(parent, 1, 2);
        const Var parts[] = {tape.columns(pair, 1, 1), tape.columns(parent, 2, 1), tape.columns(pair, 0, 1)};
        const Var joined = concatColumns(tape, parts);
        const std::vector<int> targets{0, 0, 0};
        tape.backward(crossEntropy(tape, joined, targets, 0, 1));
        const Matrix &gradient = gradients[f.table->id];
        QVERIFY(gradient.col(0).isZero(0));
        QVERIFY(gradient.col(3).isZero(0));
        const Scalar p = 1 / (1 + std::exp(Scalar(4))); // both columns: softmax of (x, x + 4)
        QVERIFY(std::abs(gradient(0, 1) - (p - 1)) < 1e-6F);
        QVERIFY(std::abs(gradient(0, 2) - 2 * (p - 1)) < 1e-6F);
        QVERIFY(std::abs(gradient(1, 2) - 2 * (1 - p)) < 1e-6F);
    }

    void anAssignedGradientOfAViewReachesItsParent()
    {
        Fixture f;
        Gradients gradients(f.parameters);
        Tape tape(&gradients);
        const Var parent = Fixture::allColumns(tape, *f.table);
        tape.backward(lossOf(tape, tape.columns(parent, 2, 1)));
        QVERIFY(gradients[f.table->id].col(2).cwiseAbs().minCoeff() > 0.5F);
        QVERIFY(gradients[f.table->id].leftCols(2).isZero(0));
        QVERIFY(gradients[f.table->id].col(3).isZero(0));
    }

    void aConstantTakesNoGradient()
    {
        Fixture f;
        Gradients gradients(f.parameters);
        Tape tape(&gradients);
        const Var input = tape.constant(Vector::Constant(2, 3));
        QVERIFY(!tape.needsGradient(input));
        QVERIFY(!tape.needsGradient(tape.columns(input, 0, 1)));
        const Var parts[] = {affine(tape, *f.weight, nullptr, input), tape.columns(input, 0, 1)};
        const Var joined = concatColumns(tape, parts);
        const Var stacked[] = {joined, joined};
        const Var tall = concatRows(tape, stacked);
        QVERIFY(tape.needsGradient(tall));
        const std::vector<int> targets{0, -1};
        tape.backward(crossEntropy(tape, tall, targets, 0, 1));
        QVERIFY(!tape.hasGradient(input));
        QVERIFY(!gradients[f.weight->id].isZero(0));
    }

    void gradientsAddUpUntilTheyAreCleared()
    {
        Fixture f;
        Gradients gradients(f.parameters);
        Tape tape(&gradients);
        const auto differentiate = [&] {
            tape.rewind();
            tape.backward(lossOf(
                tape, affine(tape, *f.weight, nullptr, tape.columns(Fixture::allColumns(tape, *f.table), 0, 1))));
        };
        differentiate();
        const Matrix once = gradients[f.weight->id];
        QVERIFY(once.cwiseAbs().maxCoeff() > 0);
        differentiate();
        QVERIFY(gradients[f.weight->id].isApprox(2 * once));
        gradients.setZero();
        differentiate();
        QVERIFY(gradients[f.weight->id] == once);
    }

    /// More columns than are collected at once, in unequal pieces, against one large product.
    void narrowProductsAddUpToTheWideOne()
    {
        ParameterSet parameters;
        const Parameter &weight = parameters.add("weight", 3, 5);
        std::srand(3);
        const Matrix left = Matrix::Random(3, 1500);
        const Matrix right = Matrix::Random(5, 1500);
        Gradients gradients(parameters);
        Tape tape(&gradients);
        const Var loss = tape.make(1, 1);
        Index at = 0;
        for (Index width = 1; at < 1500; width = width % 97 + 9) {
            width = std::min(width, Index{1500} - at);
            tape.addOuterProduct(weight, left.middleCols(at, width), right.middleCols(at, width));
            at += width;
        }
        tape.backward(loss);
        const Matrix expected = left * right.transpose();
        QVERIFY((gradients[weight.id] - expected).cwiseAbs().maxCoeff() < 1e-3F);
    }

    void aValueWithoutInfluenceIsNotDifferentiated()
    {
        Fixture f;
        Gradients gradients(f.parameters);
        Tape tape(&gradients);
        const Var used = Fixture::allColumns(tape, *f.table);
        bool asked = false;
        const Var unused = tape.make(1, 1);
        tape.record(unused, [&asked] { asked = true; });
        tape.backward(lossOf(tape, tape.columns(used, 0, 1)));
        QVERIFY(!asked);
        QVERIFY(!gradients[f.table->id].isZero(0));
    }

    void inferenceRecordsNothing()
    {
        Fixture f;
        Tape tape;
        QVERIFY(!tape.recording());
        const Var x = Fixture::allColumns(tape, *f.table);
        const Var y = affine(tape, *f.weight, nullptr, fovea::tanh(tape, x));
        QCOMPARE(tape.mark().derivatives, std::size_t{0});
        QVERIFY(tape.value(y).isApprox(f.table->value.array().tanh().matrix()));
    }

    void dropoutKeepsTheMean_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {0.1, 0.5, 0.9})
            QTest::newRow(qPrintable(QString::number(rate))) << rate;
    }
    void dropoutKeepsTheMean()
    {
        QFETCH(double, rate);
        Tape tape;
        std::mt19937 random(4);
        const Var x = tape.constant(Matrix::Ones(101, 999)); // an odd number of entries
        const auto y = tape.value(dropout(tape, x, static_cast<Scalar>(rate), random));
        const auto zeros = static_cast<double>((y.array() == 0).count());
        QVERIFY(std::abs(zeros / static_cast<double>(y.size()) - rate) < 0.01);
        const Scalar kept = static_cast<Scalar>(1 / (1 - rate));
        QVERIFY((y.array() == 0 || (y.array() - kept).abs() < 1e-4F).all());
        QCOMPARE(dropout(tape, x, 0, random).index, x.index);
    }

    void parametersHaveALimit()
    {
        ParameterSet parameters(30);
        parameters.add("a", 4, 5);
        QCOMPARE(parameters.scalarCount(), Index{20});
        QVERIFY_EXCEPTION_THROWN(parameters.add("b", 11, 1), ModelError);
        parameters.add("c", 5, 2);
        QVERIFY_EXCEPTION_THROWN(parameters.add("d", Index{1} << 40, Index{1} << 40), ModelError);
        QCOMPARE(parameters.size(), 2);
    }
};

QTEST_APPLESS_MAIN(TestTape)
#include "test_tape.moc"
