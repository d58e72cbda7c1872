// links: fovea_metrics
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/metrics/attention_doctor.h"
#include "core/metrics/attention_metrics.h"
#include "core/types/error.h"

using namespace fovea;
using Kind = Finding::Kind;

namespace
{

const std::string kEnd = "⟨end⟩";

/// A file's trace; weights row by row, target x source.
AttentionTrace makeTrace(std::vector<std::string> source, std::vector<std::string> target, const Matrix &weights)
{
    AttentionTrace trace;
    trace.source.labels = std::move(source);
    for (std::size_t t = 0; t < target.size(); ++t) {
        AttentionStep step;
        step.token = target[t];
        step.logProbability = -0.5;
        if (weights.size() > 0)
            step.weights = weights.row(static_cast<Index>(t)).transpose();
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

std::vector<std::string> words(const char *prefix, int count, bool end)
{
    std::vector<std::string> list;
    for (int i = 0; i < count; ++i)
        list.push_back(prefix + std::to_string(i));
    if (end)
        list.back() = kEnd;
    return list;
}

AttentionTrace squareTrace(const Matrix &weights, bool end = true)
{
    return makeTrace(words("s", static_cast<int>(weights.cols()), end),
                     words("t", static_cast<int>(weights.rows()), end), weights);
}

/// Most weight on the diagonal, the rest everywhere alike: what good attention looks like.
Matrix nearlyDiagonal(Index size, Scalar peak = 0.9f)
{
    Matrix weights = Matrix::Constant(size, size, (1 - peak) / static_cast<Scalar>(size - 1));
    weights.diagonal().setConstant(peak);
    return weights;
}

std::vector<Kind> kindsOf(const std::vector<Finding> &findings)
{
    std::vector<Kind> kinds;
    for (const Finding &finding : findings)
        kinds.push_back(finding.kind);
    return kinds;
}

/// The only finding; fails the test (kind with no rows) when there is another number of them.
Finding only(const AttentionTrace &trace)
{
    const std::vector<Finding> findings = diagnose(trace);
    if (findings.size() != 1)
        qWarning("%d findings", static_cast<int>(findings.size()));
    return findings.size() == 1 ? findings.front() : Finding{Kind::Collapsed, {-1}, {-1}, -1};
}

bool near(double a, double b) { return std::abs(a - b) < 1e-5; }

} // namespace

class TestAttentionDoctor : public QObject
{
    Q_OBJECT

private slots:
    void healthyAttentionHasNoFindings()
    {
        for (const Index size : {2, 3, 6, 12, 40})
            QVERIFY(diagnose(squareTrace(nearlyDiagonal(size))).empty());
        QVERIFY(diagnose(squareTrace(Matrix::Identity(7, 7), false)).empty());
        QVERIFY(diagnose(AttentionTrace{}).empty());
    }

    void collapse()
    {
        Matrix weights(4, 3);
        weights << 0.7f, 0.2f, 0.1f, 0.68f, 0.22f, 0.1f, 0.72f, 0.18f, 0.1f, 0.7f, 0.2f, 0.1f;
        const AttentionTrace trace = makeTrace({"a", "b", "c"}, words("t", 4, false), weights);
        const Finding finding = only(trace);
        QCOMPARE(finding.kind, Kind::Collapsed);
        QCOMPARE(finding.rows, (std::vector<int>{0, 1, 2, 3}));
        QVERIFY(near(finding.value, 0.02));
        QCOMPARE(
            describe(finding, trace),
            std::string("All 4 rows look at the same source words (none differs from their mean by more than 2 %): "
                        "the attention has collapsed."));
        weights.row(2) << 0.1f, 0.2f, 0.7f; // one row looks elsewhere
        QVERIFY(diagnose(makeTrace({"a", "b", "c"}, words("t", 4, false), weights)).empty());
        // Two rows are not enough to tell.
        QVERIFY(diagnose(makeTrace({"a", "b", "c"}, words("t", 2, false), weights.topRows(2))).empty());
    }

    void uniformRows()
    {
        Matrix weights = nearlyDiagonal(8);
        weights.row(3).setConstant(0.125f);
        const AttentionTrace trace = squareTrace(weights);
        const Finding finding = only(trace);
        QCOMPARE(finding.kind, Kind::Uniform);
        QCOMPARE(finding.rows, std::vector<int>{3});
        QVERIFY(near(finding.value, 1));
        QCOMPARE(describe(finding, trace),
                 std::string("Row 4 (“t3”) looks at all source words nearly alike (normalized entropy 1.00)."));
    }

    void theBorderOfUniformIs95Percent()
    {
        // One position has p, the other 9 share the rest: find p on either side of the border.
        const auto row = [](double p) {
            Vector weights = Vector::Constant(10, static_cast<Scalar>((1 - p) / 9));
            weights[0] = static_cast<Scalar>(p);
            return weights;
        };
        QVERIFY(normalizedEntropy(row(0.25)) > 0.95 && normalizedEntropy(row(0.3)) < 0.95);
        Matrix weights = nearlyDiagonal(10);
        weights.row(0) = row(0.25).transpose();
        QCOMPARE(kindsOf(diagnose(squareTrace(weights))), std::vector<Kind>{Kind::Uniform});
        weights.row(0) = row(0.3).transpose();
        QVERIFY(diagnose(squareTrace(weights)).empty());
    }

    void endSink()
    {
        Matrix weights = nearlyDiagonal(6);
        for (const Index row : {1, 3})
            weights.row(row) << 0.05f, 0.05f, 0.05f, 0.05f, 0.05f, 0.75f;
        const AttentionTrace trace = squareTrace(weights);
        std::vector<Finding> findings = diagnose(trace);
        QCOMPARE(kindsOf(findings), std::vector<Kind>{Kind::EndSink});
        QCOMPARE(findings[0].rows, (std::vector<int>{1, 3}));
        QCOMPARE(findings[0].columns, std::vector<int>{5});
        QVERIFY(near(findings[0].value, 0.75));
        QCOMPARE(describe(findings[0], trace),
                 std::string("Rows 2 and 4 put up to 75 % of their weight on the end "
                             "symbol, although words follow: the attention rests there."));
        // The last position is a word here.
        QVERIFY(diagnose(squareTrace(weights, false)).empty());
    }

    void theLastRowMayLookAtTheEnd() { QVERIFY(diagnose(squareTrace(nearlyDiagonal(6, 0.95f))).empty()); }

    void shiftedByOne()
    {
        for (const int shift : {1, -1}) {
            Matrix weights = Matrix::Zero(9, 9);
            for (Index t = 0; t < 9; ++t)
                weights(t, std::clamp<Index>(t + shift, 0, 8)) = 1;
            const std::vector<Finding> findings = diagnose(squareTrace(weights, false));
            // The word at the other end is not looked at.
            QCOMPARE(kindsOf(findings), (std::vector<Kind>{Kind::Shifted, Kind::UncoveredSource}));
            QCOMPARE(findings[0].value, static_cast<double>(shift));
            QCOMPARE(findings[0].rows.size(), std::size_t(9));
            QVERIFY(describe(findings[0], squareTrace(weights)).find(shift > 0 ? "ahead" : "behind") !=
                    std::string::npos);
        }
    }

    void aShiftOfTwoCharactersAWord()
    {
        // 8 words over 16 characters: row t should look at 2t and 2t + 1 but looks two further.
        Matrix weights = Matrix::Zero(8, 16);
        for (Index t = 0; t < 8; ++t)
            for (Index k = 0; k < 2; ++k)
                weights(t, std::min<Index>(2 * t + 2 + k, 15)) += 0.5f;
        const auto findings = diagnose(makeTrace(words("s", 16, false), words("t", 8, false), weights));
        QVERIFY(std::any_of(findings.begin(), findings.end(),
                            [](const Finding &f) { return f.kind == Kind::Shifted && f.value == 1; }));
    }

    void otherOrdersAreNotShifted()
    {
        Matrix reversed = Matrix::Zero(9, 9);
        for (Index t = 0; t < 9; ++t)
            reversed(t, 8 - t) = 1;
        QVERIFY(diagnose(squareTrace(reversed, false)).empty());
        Matrix longer = Matrix::Zero(9, 11); // a diagonal with two words more in the source
        longer.leftCols(9).setIdentity();
        for (const Finding &finding : diagnose(makeTrace(words("s", 11, false), words("t", 9, false), longer)))
            QVERIFY(finding.kind != Kind::Shifted);
    }

    void zeroAndNotNormalizedRows()
    {
        Matrix weights = nearlyDiagonal(6);
        weights.row(2).setZero();
        weights(4, 4) += 0.5f;
        weights(1, 1) -= 0.1f;
        weights(0, 0) += 0.01f; // rounding in a file
        const AttentionTrace trace = squareTrace(weights);
        const std::vector<Finding> findings = diagnose(trace);
        QCOMPARE(findings.at(0).kind, Kind::ZeroRow);
        QCOMPARE(findings[0].rows, std::vector<int>{2});
        QCOMPARE(describe(findings[0], trace), std::string("Row 3 (“t2”) has no weight at all."));
        QCOMPARE(findings.at(1).kind, Kind::NotNormalizedRow);
        QCOMPARE(findings[1].rows, (std::vector<int>{1, 4}));
        QVERIFY(near(findings[1].value, 1.5));
        QCOMPARE(describe(findings[1], trace),
                 std::string("Rows 2 and 5 do not sum to 1: the sum farthest from it is 1.50."));
        Matrix nan = nearlyDiagonal(6);
        nan(3, 3) = std::numeric_limits<Scalar>::quiet_NaN();
        QCOMPARE(diagnose(squareTrace(nan)).at(0).kind, Kind::NotNormalizedRow);
    }

    void uncoveredWords()
    {
        Matrix weights = Matrix::Identity(5, 5);
        weights.row(2) << 0, 0.96f, 0.04f, 0, 0;
        AttentionTrace trace = squareTrace(weights);
        const Finding finding = only(trace);
        QCOMPARE(finding.kind, Kind::UncoveredSource);
        QCOMPARE(finding.columns, std::vector<int>{2});
        QVERIFY(finding.rows.empty());
        QVERIFY(near(finding.value, 0.04));
        QCOMPARE(describe(finding, trace), std::string("The source word “s2” was hardly looked at (total weight 0.04): "
                                                       "the output may leave it out."));
        // While the model decodes, the rest of the source is still to come.
        trace.initialState = Vector::Zero(3);
        QVERIFY(diagnose(trace).empty());
        trace.complete = true;
        QCOMPARE(only(trace).kind, Kind::UncoveredSource);
    }

    void theEndSymbolNeedNotBeCovered()
    {
        Matrix weights(4, 4);
        weights << 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0;
        QVERIFY(diagnose(squareTrace(weights)).empty());
        QCOMPARE(only(squareTrace(weights, false)).kind, Kind::UncoveredSource);
    }

    void repeatedPhrases_data()
    {
        QTest::addColumn<QStringList>("target");
        QTest::addColumn<QList<int>>("rows");
        QTest::addColumn<int>("times");
        QTest::addColumn<QString>("phrase");
        const QStringList none;
        QTest::newRow("three times") << QStringList{"a", "no", "no", "no", "b"} << QList<int>{1, 2, 3} << 3 << "no";
        QTest::newRow("twice is speech") << QStringList{"very", "very", "good"} << QList<int>{} << 0 << "";
        QTest::newRow("phrase") << QStringList{"in", "the", "house", "the", "house", "the", "house", "the"}
                                << QList<int>{1, 2, 3, 4, 5, 6} << 3 << "the house";
        QTest::newRow("with a comma") << QStringList{"yes", ",", "yes", ",", "ok"} << QList<int>{0, 1, 2, 3} << 2
                                      << "yes ,";
        QTest::newRow("dots") << QStringList{"well", ".", ".", ".", "."} << QList<int>{} << 0 << "";
        QTest::newRow("zeros") << QStringList{"1", "0", "0", "0", "0", "0", "0"} << QList<int>{} << 0 << "";
        QTest::newRow("Chinese") << QStringList{"我", "爱", "你", "爱", "你", "。", "。", "。"}
                                 << QList<int>{1, 2, 3, 4} << 2 << "爱你";
        QTest::newRow("pieces") << QStringList{"▁ha", "ha", "▁ha", "ha", "▁ha", "ha"} << QList<int>{0, 1, 2, 3, 4, 5}
                                << 3 << "haha";
        QTest::newRow("one word of equal pieces")
            << QStringList{"▁ha", "ha", "ha", "ha", "▁x"} << QList<int>{} << 0 << "";
        QTest::newRow("end symbols") << QStringList{"a", "</s>", "</s>", "</s>"} << QList<int>{} << 0 << "";
    }

    void repeatedPhrases()
    {
        QFETCH(QStringList, target);
        QFETCH(QList<int>, rows);
        QFETCH(int, times);
        QFETCH(QString, phrase);
        std::vector<std::string> tokens;
        for (const QString &word : target)
            tokens.push_back(word.toStdString());
        const AttentionTrace trace = makeTrace({"a", "b"}, tokens, {}); // no weights: match none
        const std::vector<Finding> findings = diagnose(trace);
        QCOMPARE(findings.size(), std::size_t(times > 0));
        if (times == 0)
            return;
        QCOMPARE(findings[0].kind, Kind::RepeatedPhrase);
        QCOMPARE(findings[0].rows, std::vector<int>(rows.begin(), rows.end()));
        QCOMPARE(findings[0].value, static_cast<double>(times));
        const std::string said = "says “" + phrase.toStdString() + "” " + std::to_string(times) + " times in a row";
        QVERIFY(describe(findings[0], trace).find(said) != std::string::npos);
    }

    void longListsAreShortened()
    {
        Matrix weights = Matrix::Constant(9, 20, 0.05f);
        const auto findings = diagnose(makeTrace(words("s", 20, false), words("t", 9, false), weights));
        QCOMPARE(kindsOf(findings), (std::vector<Kind>{Kind::Collapsed, Kind::Uniform}));
        QCOMPARE(describe(findings[1], squareTrace(weights)),
                 std::string("Rows 1, 2, 3, 4, 5 and 4 more look at all source words nearly alike (normalized entropy "
                             "1.00)."));
    }

    void picturesHaveNoEndAndNoOrder()
    {
        AttentionTrace trace = makeTrace({}, words("t", 6, true), Matrix::Zero(6, 6));
        trace.source.kind = SourceAxis::Kind::Grid;
        trace.source.rows = 2;
        trace.source.columns = 3;
        for (AttentionStep &step : trace.steps)
            step.weights = Vector::Unit(6, (&step - trace.steps.data() + 5) % 6);
        trace.steps[2].weights = Vector::Unit(6, 5);
        QVERIFY(diagnose(trace).empty());
        QCOMPARE(attentionReport(trace).steps[2].endWeight, 0.0);
    }

    void theReportHoldsTheMetrics()
    {
        const Matrix weights = nearlyDiagonal(5, 0.8f);
        const AttentionTrace trace = squareTrace(weights);
        const AttentionReport report = attentionReport(trace);
        QCOMPARE(report.steps.size(), std::size_t(5));
        QVERIFY(report.coverage.isApprox(Vector::Ones(5)));
        QVERIFY(report.sentence.attends);
        QCOMPARE(report.sentence.sourcePositions, 5);
        QCOMPARE(report.sentence.words, 5);
        QVERIFY(near(report.sentence.logProbability, -2.5));
        QVERIFY(near(report.sentence.meanLogProbability, -0.5));
        QVERIFY(near(report.sentence.meanNormalizedEntropy, normalizedEntropy(weights.col(0))));
        QVERIFY(near(report.sentence.meanLargestWeight, 0.8));
        QVERIFY(near(report.sentence.meanEndWeight, 0.05)); // the last row's 0.8 does not count
        QVERIFY(near(report.sentence.smallestCoverage, 1));
        QCOMPARE(report.sentence.confidence.confidence, attentionConfidence(weights.transpose()).confidence);
        QVERIFY(near(sentenceMetrics(trace).coveragePenalty, 0));
    }

    void withoutAttentionThereIsOnlyTheOutput()
    {
        const AttentionReport report = attentionReport(makeTrace({"a", kEnd}, {"x", kEnd}, {}));
        QVERIFY(!report.sentence.attends);
        QCOMPARE(report.coverage.size(), Index(0));
        QVERIFY(near(report.sentence.logProbability, -1));
        QCOMPARE(report.steps.at(1).largest, Index(-1));
    }

    void rowsThatDoNotFitAreRefused()
    {
        AttentionTrace trace = squareTrace(nearlyDiagonal(4));
        trace.steps[2].weights.resize(3);
        QVERIFY_EXCEPTION_THROWN(diagnose(trace), InputError);
        QVERIFY_EXCEPTION_THROWN(attentionReport(trace), InputError);
    }
};

QTEST_APPLESS_MAIN(TestAttentionDoctor)
#include "test_attention_doctor.moc"
