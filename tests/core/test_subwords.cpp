// links: fovea_metrics
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "core/metrics/attention_metrics.h"
#include "core/metrics/rank_correlation.h"
#include "core/metrics/subwords.h"
#include "core/metrics/trace_difference.h"
#include "core/types/error.h"

using namespace fovea;

namespace
{

const std::string kEnd = "⟨end⟩";

/// A trace with softmax weights from made-up energies.
AttentionTrace makeTrace(std::vector<std::string> source, std::vector<std::string> target)
{
    AttentionTrace trace;
    trace.source.labels = std::move(source);
    const Index n = trace.source.size();
    for (std::size_t t = 0; t < target.size(); ++t) {
        AttentionStep step;
        step.id = 10 + static_cast<int>(t);
        step.token = target[t];
        step.piece = target[t];
        step.energies = Vector::NullaryExpr(n, [t](Index i) {
            return static_cast<Scalar>(2 * std::sin(static_cast<double>(i + 1) * (static_cast<double>(t) + 0.7)));
        });
        const Vector powers = step.energies.array().exp().matrix();
        step.weights = powers / powers.sum();
        step.context = Vector::LinSpaced(3, 0, static_cast<Scalar>(t));
        step.state = Vector::Constant(2, static_cast<Scalar>(t));
        step.logProbability = -0.25 * static_cast<double>(t + 1);
        step.candidates = {{step.id, step.token, 0.5}};
        trace.steps.push_back(std::move(step));
    }
    trace.annotations = Matrix::Ones(3, n);
    trace.initialState = Vector::Zero(2);
    trace.complete = true;
    return trace;
}

std::vector<std::string> tokensOf(const AttentionTrace &trace)
{
    std::vector<std::string> tokens;
    for (const AttentionStep &step : trace.steps)
        tokens.push_back(step.token);
    return tokens;
}

using Words = std::vector<std::string>;
using Groups = std::vector<int>;

double rho(std::initializer_list<Scalar> a, std::initializer_list<Scalar> b)
{
    const auto vector = [](std::initializer_list<Scalar> values) {
        return Vector(Eigen::Map<const Vector>(values.begin(), static_cast<Index>(values.size())));
    };
    return rankCorrelation(vector(a), vector(b));
}

} // namespace

class TestSubwords : public QObject
{
    Q_OBJECT

private slots:
    void marksAreRecognized_data()
    {
        QTest::addColumn<QStringList>("pieces");
        QTest::addColumn<QList<int>>("groups");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("SentencePiece") << QStringList{"▁mach", "ine", "▁learn", "ing", ".", "⟨end⟩"}
                                       << QList<int>{0, 0, 1, 1, 1, 2} << QStringList{"machine", "learning.", "⟨end⟩"};
        QTest::newRow("@@") << QStringList{"ma@@", "chi@@", "ne", "learning", "</s>"} << QList<int>{0, 0, 0, 1, 2}
                            << QStringList{"machine", "learning", "</s>"};
        QTest::newRow("##") << QStringList{"[CLS]", "mach", "##ine", "x", "[SEP]"} << QList<int>{0, 1, 1, 2, 3}
                            << QStringList{"[CLS]", "machine", "x", "[SEP]"};
        QTest::newRow("characters") << QStringList{"▁", "机", "器", "学", "习", "。", "⟨end⟩"}
                                    << QList<int>{0, 0, 1, 2, 3, 4, 5}
                                    << QStringList{"机", "器", "学", "习", "。", "⟨end⟩"};
        QTest::newRow("mixed") << QStringList{"▁我", "用", "Py", "thon", "。"} << QList<int>{0, 1, 2, 2, 3}
                               << QStringList{"我", "用", "Python", "。"};
        QTest::newRow("no marks") << QStringList{"a", "b", "c"} << QList<int>{0, 1, 2} << QStringList{"a", "b", "c"};
        QTest::newRow("only marks") << QStringList{"@@", "##", "x"} << QList<int>{0, 1, 2}
                                    << QStringList{"@@", "##", "x"};
    }

    void marksAreRecognized()
    {
        QFETCH(QStringList, pieces);
        QFETCH(QList<int>, groups);
        QFETCH(QStringList, words);
        Words in, out;
        for (const QString &piece : pieces)
            in.push_back(piece.toStdString());
        for (const QString &word : words)
            out.push_back(word.toStdString());
        const AttentionTrace trace = makeTrace(in, in);
        const SubwordGroups found = subwordGroups(trace);
        QCOMPARE(found.source, Groups(groups.begin(), groups.end()));
        QCOMPARE(found.target, found.source);
        const AttentionTrace merged = mergeSubwords(trace);
        QCOMPARE(merged.source.labels, out);
        QCOMPARE(tokensOf(merged), out);
    }

    void withoutMarksTheTextDecides()
    {
        AttentionTrace trace = makeTrace({"Maschi", "nen", "lernen", "!", kEnd}, {"深度", "学", "习", "is", kEnd});
        trace.sourceText = "Maschinen lernen!";
        trace.targetText = "深度学习 is";
        const SubwordGroups groups = subwordGroups(trace);
        QCOMPARE(groups.source, (Groups{0, 0, 1, 1, 2}));
        QCOMPARE(groups.target, (Groups{0, 1, 2, 3, 4})); // Chinese is not glued together
        QCOMPARE(mergeSubwords(trace).source.labels, (Words{"Maschinen", "lernen!", kEnd}));
    }

    void oneSideAlone()
    {
        const AttentionTrace trace = makeTrace({"▁a", "b"}, {"▁c", "d"});
        QCOMPARE(subwordGroups(trace, {.target = false}), (SubwordGroups{{0, 0}, {0, 1}}));
        QCOMPARE(subwordGroups(trace, {.source = false}), (SubwordGroups{{0, 1}, {0, 0}}));
        QCOMPARE(subwordGroups(trace, {.marks = SubwordMarks::Joiner}), (SubwordGroups{{0, 1}, {0, 1}}));
    }

    void weightsAreSummedOverTheSourceAndAveragedOverTheTarget()
    {
        const AttentionTrace trace = makeTrace({"▁a", "b", "▁c", "▁d", "e", "f"}, {"▁x", "y", "z", "▁w"});
        const AttentionTrace merged = mergeSubwords(trace);
        QCOMPARE(merged.steps.size(), std::size_t(2));
        QCOMPARE(merged.source.size(), Index(3));
        const Matrix a = weightMatrix(trace);
        const Matrix words = weightMatrix(merged);
        QVERIFY(std::abs(words(0, 0) - (a.block(0, 0, 2, 3).sum() / 3)) < 1e-6f);
        QVERIFY(std::abs(words(1, 0) - (a.block(2, 0, 1, 3).sum() / 3)) < 1e-6f);
        QVERIFY(std::abs(words(2, 1) - a.block(3, 3, 3, 1).sum()) < 1e-6f);
        QVERIFY(words.colwise().sum().isOnes(1e-6f));
    }

    void theOtherValuesOfAWord()
    {
        AttentionTrace trace = makeTrace({"▁a", "b", "▁c"}, {"▁x", "y", "▁w"});
        trace.steps[0].forced = true;
        trace.steps[1].overridden = true;
        const AttentionTrace merged = mergeSubwords(trace);
        const AttentionStep &word = merged.steps[0];
        QCOMPARE(word.token, std::string("xy"));
        QCOMPARE(word.piece, std::string("▁xy"));
        QCOMPARE(word.logProbability, -0.75);
        QVERIFY(word.forced && word.overridden);
        QCOMPARE(word.id, -1);
        QVERIFY(word.candidates.empty());
        QCOMPARE(word.energies.size(), Index(0));
        QVERIFY(word.context.isApprox((trace.steps[0].context + trace.steps[1].context) / 2));
        QVERIFY(word.state == trace.steps[1].state);
        const AttentionStep &alone = merged.steps[1];
        QCOMPARE(alone.id, 12);
        QCOMPARE(alone.candidates.size(), std::size_t(1));
        QVERIFY(!alone.forced && !alone.overridden);
        QVERIFY(merged.complete);
        QCOMPARE(merged.annotations.size(), Index(0));
        QVERIFY(merged.initialState == trace.initialState);
        QVERIFY(mergeSubwords(trace, {.source = false}).annotations == trace.annotations);
    }

    void energiesKeepTheSoftmax()
    {
        AttentionTrace trace = makeTrace({"▁a", "b", "▁c", "▁d"}, {"▁x"});
        trace.steps[0].energies[3] = -std::numeric_limits<Scalar>::infinity(); // masked
        Vector powers = trace.steps[0].energies.array().exp().matrix();
        trace.steps[0].weights = powers / powers.sum();
        const AttentionTrace merged = mergeSubwords(trace);
        powers = merged.steps[0].energies.array().exp().matrix();
        QVERIFY(merged.steps[0].weights.isApprox(powers / powers.sum(), 1e-5f));
        QCOMPARE(merged.steps[0].weights[2], Scalar(0));
        QCOMPARE(merged.steps[0].energies[1], trace.steps[0].energies[2]);
    }

    void nothingToMergeChangesNothing()
    {
        const AttentionTrace trace = makeTrace({"a", "b"}, {"x", "y", kEnd});
        const AttentionTrace merged = mergeSubwords(trace);
        for (std::size_t t = 0; t < 3; ++t) {
            QVERIFY(merged.steps[t].weights == trace.steps[t].weights);
            QVERIFY(merged.steps[t].energies == trace.steps[t].energies);
            QCOMPARE(merged.steps[t].id, trace.steps[t].id);
        }
        QVERIFY(merged.annotations == trace.annotations);
        QCOMPARE(mergeSubwords(AttentionTrace{}).steps.size(), std::size_t(0));
    }

    void tracesWithoutWeightsMergeTheirWords()
    {
        AttentionTrace trace = makeTrace({"▁a", "b"}, {"▁x", "y"});
        for (AttentionStep &step : trace.steps) {
            step.weights.resize(0);
            step.energies.resize(0);
        }
        const AttentionTrace merged = mergeSubwords(trace);
        QCOMPARE(tokensOf(merged), Words{"xy"});
        QCOMPARE(merged.steps[0].weights.size(), Index(0));
    }

    void aPictureMergesOnlyItsWords()
    {
        AttentionTrace trace = makeTrace({"▁a", "b", "c", "d"}, {"▁x", "y"});
        trace.source.kind = SourceAxis::Kind::Grid;
        trace.source.labels.clear();
        trace.source.rows = trace.source.columns = 2;
        const AttentionTrace merged = mergeSubwords(trace);
        QCOMPARE(merged.source.size(), Index(4));
        QCOMPARE(merged.steps.size(), std::size_t(1));
        QVERIFY(merged.annotations == trace.annotations);
    }

    void groupsThatDoNotFitAreRefused()
    {
        const AttentionTrace trace = makeTrace({"a", "b"}, {"x"});
        for (const SubwordGroups &groups :
             {SubwordGroups{{0}, {0}}, SubwordGroups{{0, 2}, {0}}, SubwordGroups{{0, 0}, {}},
              SubwordGroups{{1, 1}, {0}}, SubwordGroups{{0, -1}, {0}}})
            QVERIFY_EXCEPTION_THROWN(mergeSubwords(trace, groups), InputError);
    }

    void differencesOfTheSameWords()
    {
        const AttentionTrace a = makeTrace({"a", "b", "c"}, {"x", "y", kEnd});
        AttentionTrace b = a;
        b.steps[1].weights = Vector::Unit(3, 2);
        const TraceDifference same = traceDifference(a, a);
        QCOMPARE(same.rowsA, (Groups{0, 1, 2}));
        QVERIFY(same.difference.isZero());
        const TraceDifference changed = traceDifference(a, b);
        QVERIFY(changed.difference.row(1).transpose() == a.steps[1].weights - b.steps[1].weights);
        QVERIFY(changed.difference.row(0).isZero());
    }

    void wordsAreAlignedByTheirLongestCommonSubsequence()
    {
        const Words source{"a", "b"};
        const AttentionTrace a = makeTrace(source, {"the", "red", "house", "is", "big", kEnd});
        const AttentionTrace b = makeTrace(source, {"the", "house", "is", "very", "very", "large", kEnd});
        const TraceDifference difference = traceDifference(a, b);
        QCOMPARE(difference.rowsA, (Groups{0, 2, 3, 5}));
        QCOMPARE(difference.rowsB, (Groups{0, 1, 2, 6}));
        const std::vector<TraceDifference::Row> rows{{0, 0},  {1, -1}, {2, 1},  {3, 2}, {4, -1},
                                                     {-1, 3}, {-1, 4}, {-1, 5}, {5, 6}};
        QVERIFY(difference.rows == rows);
        QCOMPARE(difference.difference.rows(), Index(4));
        QVERIFY(difference.difference.row(1).transpose() == a.steps[2].weights - b.steps[1].weights);
        const TraceDifference back = traceDifference(b, a);
        QVERIFY(back.difference == -difference.difference);
    }

    void outputsWithoutACommonWord()
    {
        const TraceDifference difference = traceDifference(makeTrace({"a"}, {"x", "y"}), makeTrace({"a"}, {"z"}));
        QVERIFY(difference.rowsA.empty() && difference.rowsB.empty());
        QCOMPARE(difference.rows.size(), std::size_t(3));
        QCOMPARE(difference.difference.rows(), Index(0));
        QCOMPARE(traceDifference(makeTrace({"a"}, {}), makeTrace({"a"}, {"z"})).rows.size(), std::size_t(1));
    }

    void everyCommonSubsequenceIsLongest()
    {
        // Against the textbook recursion on short random words.
        unsigned state = 1;
        const auto next = [&state] { return (state = state * 1103515245U + 12345U) >> 16; };
        const std::function<std::size_t(const Words &, const Words &, std::size_t, std::size_t)> longest =
            [&](const Words &a, const Words &b, std::size_t i, std::size_t j) -> std::size_t {
            if (i == a.size() || j == b.size())
                return 0;
            return a[i] == b[j] ? 1 + longest(a, b, i + 1, j + 1)
                                : std::max(longest(a, b, i + 1, j), longest(a, b, i, j + 1));
        };
        for (int round = 0; round < 200; ++round) {
            Words a(next() % 8), b(next() % 8);
            for (Words *words : {&a, &b})
                for (std::string &word : *words)
                    word = std::string(1, static_cast<char>('a' + next() % 3));
            const TraceDifference difference = traceDifference(makeTrace({"s"}, a), makeTrace({"s"}, b));
            QCOMPARE(difference.rowsA.size(), longest(a, b, 0, 0));
            QVERIFY(std::is_sorted(difference.rowsA.begin(), difference.rowsA.end()));
            QVERIFY(std::is_sorted(difference.rowsB.begin(), difference.rowsB.end()));
            for (std::size_t r = 0; r < difference.rowsA.size(); ++r)
                QCOMPARE(a[static_cast<std::size_t>(difference.rowsA[r])],
                         b[static_cast<std::size_t>(difference.rowsB[r])]);
            QCOMPARE(difference.rows.size(), a.size() + b.size() - difference.rowsA.size());
        }
    }

    void longOutputsAreAlignedByTheirEnds()
    {
        Words a(5000, "x"), b(5000, "y");
        a.front() = b.front() = "begin";
        a.back() = b.back() = kEnd;
        const TraceDifference difference = traceDifference(makeTrace({"s"}, a), makeTrace({"s"}, b));
        QCOMPARE(difference.rowsA, (Groups{0, 4999}));
        QCOMPARE(difference.rows.size(), std::size_t(9998));
    }

    void otherSourcesAreRefused()
    {
        const AttentionTrace a = makeTrace({"a", "b"}, {"x"});
        QVERIFY_EXCEPTION_THROWN(traceDifference(a, makeTrace({"a", "c"}, {"x"})), InputError);
        QVERIFY_EXCEPTION_THROWN(traceDifference(a, makeTrace({"a"}, {"x"})), InputError);
        AttentionTrace picture = a;
        picture.source.kind = SourceAxis::Kind::Grid;
        picture.source.columns = 2;
        QVERIFY_EXCEPTION_THROWN(traceDifference(a, picture), InputError);
    }

    void aSideWithoutWeightsHasNoDifference()
    {
        const AttentionTrace a = makeTrace({"a", "b"}, {"x", "y"});
        AttentionTrace b = a;
        for (AttentionStep &step : b.steps)
            step.weights.resize(0);
        const TraceDifference difference = traceDifference(a, b);
        QCOMPARE(difference.rowsA.size(), std::size_t(2));
        QCOMPARE(difference.difference.rows(), Index(0));
    }

    void aSummaryIsOneLine()
    {
        AttentionTrace trace = makeTrace({"a", "b"}, {"x", kEnd});
        trace.model = {"tiny", "", "translation", MatchFunction::Bilinear};
        trace.targetText = "x";
        const TraceSummary summary = summarize(trace);
        QCOMPARE(summary.model, std::string("tiny"));
        QCOMPARE(summary.match, MatchFunction::Bilinear);
        QCOMPARE(summary.output, std::string("x"));
        QVERIFY(summary.complete);
        QCOMPARE(summary.metrics.words, 2);
        QCOMPARE(summary.metrics.logProbability, -0.75);
        QCOMPARE(summary.metrics.confidence.coverageDeviation,
                 attentionConfidence(weightMatrix(trace)).coverageDeviation);
    }

    void ranksCorrelate()
    {
        QCOMPARE(rho({1, 2, 3}, {10, 20, 90}), 1.0);
        QCOMPARE(rho({1, 2, 3}, {9, 5, 1}), -1.0);
        QCOMPARE(rho({1, 2, 3, 4}, {2, 1, 4, 3}), 0.6);
        // scipy.stats.spearmanr([1, 2, 2, 5, 0], [3, 3, 1, 8, 2]): ranks 2 3.5 3.5 5 1 and 3.5 3.5 1 5 2
        QVERIFY(std::abs(rho({1, 2, 2, 5, 0}, {3, 3, 1, 8, 2}) - 4.75 / 9.5) < 1e-12);
        QVERIFY(std::isnan(rho({1, 1, 1}, {1, 2, 3})));
        QVERIFY(std::isnan(rho({1}, {1})));
        QVERIFY(std::isnan(rho({1, 2}, {1, 2, 3})));
        QVERIFY(std::isnan(rho({1, std::numeric_limits<Scalar>::quiet_NaN()}, {1, 2})));
    }
};

QTEST_APPLESS_MAIN(TestSubwords)
#include "test_subwords.moc"
