// links: fovea_train
#include <QTest>

#include <cmath>
#include <vector>

#include "core/train/adam.h"

using namespace fovea;

namespace
{

/// The equations of adam.h for one number, in double.
struct Reference {
    double w, average, m = 0, v = 0;

    explicit Reference(double start) : w(start), average(start) {}
    void update(double gradient, long long t, double rate, double scale, double averaging)
    {
        const double g = gradient * scale;
        m = 0.9 * m + 0.1 * g;
        v = 0.98 * v + 0.02 * g * g;
        const auto time = static_cast<double>(t);
        w -= rate * (m / (1 - std::pow(0.9, time))) / (std::sqrt(v / (1 - std::pow(0.98, time))) + 1e-8);
        average = averaging * average + (1 - averaging) * w;
    }
};

double gradientAt(Index i, int step) { return std::sin(static_cast<double>(i) + 3.0 * step) * (i % 7 == 0 ? 0 : 1); }

} // namespace

class TestAdam : public QObject
{
    Q_OBJECT

private slots:
    /// More entries than a block, so that its edges are crossed.
    void followsItsEquations()
    {
        ParameterSet parameters;
        Parameter &parameter = parameters.add("w", 97, 90);
        for (Index i = 0; i < parameter.value.size(); ++i)
            parameter.value.data()[i] = static_cast<Scalar>(std::cos(static_cast<double>(i)));
        const std::vector<Index> looked{0, 1, 7, 4095, 4096, 8191, 8192, 97 * 90 - 1};
        std::vector<Reference> references;
        for (const Index i : looked)
            references.emplace_back(parameter.value.data()[i]);

        Adam adam(parameters);
        Matrix gradient(97, 90);
        for (int step = 1; step <= 30; ++step) {
            for (Index i = 0; i < gradient.size(); ++i)
                gradient.data()[i] = static_cast<Scalar>(gradientAt(i, step));
            const double scale = step % 2 ? 1 : 0.25;
            const double averaging = step / (step + 10.0);
            adam.update(parameter, gradient,
                        {step, Scalar(0.01), static_cast<Scalar>(scale), static_cast<Scalar>(averaging)});
            for (std::size_t k = 0; k < looked.size(); ++k)
                references[k].update(gradientAt(looked[k], step), step, 0.01, scale, averaging);
        }
        for (std::size_t k = 0; k < looked.size(); ++k) {
            const Index i = looked[k];
            QVERIFY(std::abs(static_cast<double>(parameter.value.data()[i]) - references[k].w) < 1e-5);
            QVERIFY(std::abs(static_cast<double>(adam.averages()[0].data()[i]) - references[k].average) < 1e-5);
            QVERIFY(std::abs(static_cast<double>(adam.firstMoments()[0].data()[i]) - references[k].m) < 1e-5);
            QVERIFY(std::abs(static_cast<double>(adam.secondMoments()[0].data()[i]) - references[k].v) < 1e-5);
        }
    }

    void theFirstStepIsAsLongAsTheRate()
    {
        ParameterSet parameters;
        Parameter &parameter = parameters.add("w", 3, 1);
        Adam adam(parameters);
        Matrix gradient(3, 1);
        gradient << 1e-4F, -50, 0;
        adam.update(parameter, gradient, {1, Scalar(0.1), 1, 0});
        QVERIFY(std::abs(parameter.value(0, 0) + 0.1F) < 1e-4F);
        QVERIFY(std::abs(parameter.value(1, 0) - 0.1F) < 1e-6F);
        QCOMPARE(parameter.value(2, 0), Scalar(0)); // no gradient, no step, no division by zero
        QVERIFY(adam.averages()[0] == parameter.value);
    }

    void averagesStartAtTheParameters()
    {
        ParameterSet parameters;
        parameters.add("w", 2, 2).value << 1, 2, 3, 4;
        Adam adam(parameters);
        QVERIFY(adam.averages()[0] == parameters[0].value);
        QVERIFY(adam.firstMoments()[0].isZero(0));
    }

    void findsTheBottomOfABowl()
    {
        ParameterSet parameters;
        Parameter &parameter = parameters.add("w", 2, 1);
        parameter.value << 3, -4;
        Adam adam(parameters);
        Matrix gradient(2, 1);
        for (int step = 1; step <= 400; ++step) {
            gradient << parameter.value(0, 0) - 1, 100 * (parameter.value(1, 0) + 1); // very different curvatures
            adam.update(parameter, gradient,
                        {step, static_cast<Scalar>(learningRate(step, 0.1, 20, 400, 0.01)), 1, Scalar(0.9)});
        }
        QVERIFY(std::abs(parameter.value(0, 0) - 1) < 1e-2F);
        QVERIFY(std::abs(parameter.value(1, 0) + 1) < 1e-2F);
    }

    void theRateWarmsUpAndDecays()
    {
        QCOMPARE(learningRate(0, 0.5, 100, 1000, 0.1), 0.0);
        QCOMPARE(learningRate(50, 0.5, 100, 1000, 0.1), 0.25);
        QCOMPARE(learningRate(100, 0.5, 100, 1000, 0.1), 0.5);
        QCOMPARE(learningRate(550, 0.5, 100, 1000, 0.1), 0.5 * (0.1 + 0.9 * 0.5));
        QCOMPARE(learningRate(1000, 0.5, 100, 1000, 0.1), 0.05);
        QCOMPARE(learningRate(5000, 0.5, 100, 1000, 0.1), 0.05); // past the end it stays
        for (long long step = 100; step < 1000; ++step)
            QVERIFY(learningRate(step + 1, 0.5, 100, 1000, 0.1) < learningRate(step, 0.5, 100, 1000, 0.1));
    }

    void shortRunsHaveARateToo()
    {
        QCOMPARE(learningRate(1, 0.5, 0, 10, 1), 0.5);            // no warm-up
        QCOMPARE(learningRate(3, 0.5, 100, 10, 0.1), 0.5 * 0.03); // ended before it was warm
        QVERIFY(std::isfinite(learningRate(10, 0.5, 10, 10, 0.1)));
    }
};

QTEST_APPLESS_MAIN(TestAdam)
#include "test_adam.moc"
