// links: fovea_metrics
#include <cmath>

#include <QtTest>

#include "core/metrics/attention_metrics.h"
#include "core/types/error.h"

using namespace fovea;

namespace
{

// Values come from float weights.
bool near(double a, double b) { return std::abs(a - b) < 1e-6 * std::max(1.0, std::abs(b)); }

Vector vector(std::initializer_list<double> values)
{
    Vector v(static_cast<Index>(values.size()));
    Index i = 0;
    for (const double value : values)
        v(i++) = static_cast<Scalar>(value);
    return v;
}

} // namespace

class TestAttentionMetrics : public QObject
{
    Q_OBJECT

private slots:
    // H(1/2, 1/4, 1/4, 0) = 1/2 log 2 + 2 * 1/4 log 4 = 3/2 log 2; divided by log 4 = 2 log 2: 3/4.
    void weightOfTheLargestShare()
    {
        const Vector weights = vector({0.1, 0.4, 0.2, 0.3});
        QVERIFY(near(weightOfLargest(weights, 0.25), 0.4));
        QVERIFY(near(weightOfLargest(weights, 0.3), 0.7)); // 1.2 positions: 2
        QVERIFY(near(weightOfLargest(weights, 1), 1));
        QCOMPARE(weightOfLargest(weights, 0), 0.0);
    }

    void entropyByHand()
    {
        const Vector weights = vector({0.5, 0.25, 0.25, 0});
        QVERIFY(near(entropy(weights), 1.5 * std::log(2.0)));
        QVERIFY(near(normalizedEntropy(weights), 0.75));
        QCOMPARE(entropy(vector({0, 1, 0})), 0.0);
        QVERIFY(near(normalizedEntropy(vector({0.2, 0.2, 0.2, 0.2, 0.2})), 1.0));
        QCOMPARE(normalizedEntropy(vector({1})), 0.0);
        QCOMPARE(normalizedEntropy(Vector()), 0.0);
    }

    void oneStep()
    {
        const Vector weights = vector({0.125, 0.625, 0.25});
        const StepAttention step = stepAttention(weights, SourceAxis::Kind::Sequence);
        QCOMPARE(step.largest, Index(1));
        QVERIFY(near(step.largestWeight, 0.625));
        QVERIFY(near(step.endWeight, 0.25));
        QVERIFY(near(step.entropy, entropy(weights)));
        QCOMPARE(stepAttention(weights, SourceAxis::Kind::Grid).endWeight, 0.0);
        QCOMPARE(stepAttention(Vector(), SourceAxis::Kind::Sequence).largest, Index(-1));
    }

    void identityIsPerfect()
    {
        for (const Index n : {1, 2, 7}) {
            const AttentionConfidence c = attentionConfidence(Matrix::Identity(n, n));
            QCOMPARE(c.coverageDeviation, 0.0);
            QCOMPARE(c.absentmindednessIn, 0.0);
            QCOMPARE(c.absentmindednessOut, 0.0);
            QCOMPARE(c.confidencePercent(), 100.0);
            QCOMPARE(c.coverageDeviationPercent(), 100.0);
            QCOMPARE(coveragePenalty(coverage(Matrix::Identity(n, n))), 0.0);
        }
    }

    // n = 2 source words (rows), T = 3 steps (columns):
    //     1  1/2  1/2     coverage 2   p = 1/2, 1/4, 1/4
    //     0  1/2  1/2     coverage 1   p = 0, 1/2, 1/2
    // CDP   = 1/2 (log 1/(1 + |1-2|^6) + log 1/(1 + 0)) = -1/2 log 2
    // APout = 1/2 (-3/2 log 2 - log 2)                  = -5/4 log 2
    // APin  = 1/3 (0 - log 2 - log 2)                   = -2/3 log 2
    // sum   = -(1/2 + 5/4 + 2/3) log 2                  = -29/12 log 2
    // coverage penalty: min(2, 1) = 1, so 0.
    void threeStepsByHand()
    {
        Matrix weights(2, 3);
        weights << 1, 0.5, 0.5, 0, 0.5, 0.5;
        const double log2 = std::log(2.0);
        const AttentionConfidence c = attentionConfidence(weights);
        QVERIFY(near(c.coverageDeviation, -0.5 * log2));
        QVERIFY(near(c.absentmindednessOut, -1.25 * log2));
        QVERIFY(near(c.absentmindednessIn, -2.0 / 3 * log2));
        QVERIFY(near(c.confidence, -29.0 / 12 * log2));
        QVERIFY(near(c.coverageDeviationPercent(), 100 * std::exp(-0.25 * log2 * log2)));
        QVERIFY(near(c.absentmindednessOutPercent(), 100 * std::exp(-0.05 * 1.5625 * log2 * log2)));
        QVERIFY(near(c.absentmindednessInPercent(), 100 * std::exp(-0.05 * 4.0 / 9 * log2 * log2)));
        QVERIFY(near(c.confidencePercent(), 100 * std::exp(-0.05 * std::pow(29.0 / 12 * log2, 2))));
        QCOMPARE(coveragePenalty(coverage(weights)), 0.0);
        QVERIFY(coverage(weights).isApprox(vector({2, 1})));
    }

    // An uncovered word: coverage 0, |1 - 0|^6 = 1, so CDP of its row is -log 2; its row has no distribution.
    void zeroRowsAndEmpty()
    {
        Matrix weights(2, 1);
        weights << 1, 0;
        const AttentionConfidence c = attentionConfidence(weights);
        QVERIFY(near(c.coverageDeviation, -0.5 * std::log(2.0)));
        QCOMPARE(c.absentmindednessOut, 0.0);
        QCOMPARE(attentionConfidence(Matrix()).confidencePercent(), 100.0);
        QVERIFY(std::isfinite(coveragePenalty(coverage(weights))));
    }

    // -(log 1/2 + log 1/4 + log min(3, 1)) = 3 log 2
    void coveragePenaltyByHand() { QVERIFY(near(coveragePenalty(vector({0.5, 0.25, 3})), 3 * std::log(2.0))); }

    // ((5 + 7) / 6)^0.5 = sqrt 2; length 1 is always 1; alpha 0 is always 1.
    void lengthPenaltyByHand()
    {
        QVERIFY(near(lengthPenalty(7, 0.5), std::sqrt(2.0)));
        QCOMPARE(lengthPenalty(1, 0.6), 1.0);
        QCOMPARE(lengthPenalty(40, 0.0), 1.0);
    }

    void weightsOfATrace()
    {
        AttentionTrace trace;
        trace.source.labels = {"机", "器"};
        QCOMPARE(weightMatrix(trace).cols(), Index(0));
        trace.steps.resize(2);
        QCOMPARE(weightMatrix(trace).cols(), Index(0));
        trace.steps[0].weights = vector({0.75, 0.25});
        QVERIFY_EXCEPTION_THROWN(weightMatrix(trace), InputError);
        trace.steps[1].weights = vector({0, 1});
        const Matrix weights = weightMatrix(trace);
        QCOMPARE(weights.rows(), Index(2));
        QCOMPARE(weights(1, 0), Scalar(0.25));
        QCOMPARE(weights(1, 1), Scalar(1));
    }
};

QTEST_APPLESS_MAIN(TestAttentionMetrics)
#include "test_attention_metrics.moc"
