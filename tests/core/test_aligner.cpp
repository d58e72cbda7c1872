// links: fovea_align
#include <QTest>

#include <cmath>
#include <random>
#include <set>

#include "core/align/aligner.h"
#include "core/align/alignment_units.h"
#include "core/align/diagonal_model.h"
#include "core/align/hidden_markov_model.h"
#include "core/types/error.h"

using namespace fovea;

namespace
{

using Strings = std::vector<std::string>;

/// Word k of one language is word k of the other; sentences of 3 to 8 words, the target in reverse order or not.
std::vector<IdPair> toyPairs(int count, bool reversed)
{
    std::mt19937 random(7);
    std::vector<IdPair> pairs;
    for (int p = 0; p < count; ++p) {
        IdPair pair;
        const auto length = 3 + random() % 6;
        for (unsigned i = 0; i < length; ++i)
            pair.source.push_back(static_cast<int>(random() % 12));
        pair.target = pair.source;
        if (reversed)
            std::reverse(pair.target.begin(), pair.target.end());
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

AlignerOptions withThreads(int threads)
{
    AlignerOptions options;
    options.threads = threads;
    return options;
}

} // namespace

class TestAligner : public QObject
{
    Q_OBJECT

private slots:
    void everyPairThatMetHasANumber()
    {
        const std::vector<IdPair> pairs{{{0, 2}, {5}}, {{2}, {1, 5}}};
        const CooccurrenceTable table(pairs);
        QCOMPARE(table.rows(), std::size_t{4}); // the empty word, 0, 1 (never met), 2
        QCOMPARE(table.size(), std::size_t{5}); // empty-1, empty-5, 0-5, 2-1, 2-5
        std::set<std::size_t> numbers;
        for (const auto &[source, target] : {std::pair(CooccurrenceTable::kEmptyWord, 1), std::pair(-1, 5),
                                             std::pair(0, 5), std::pair(2, 1), std::pair(2, 5)})
            numbers.insert(table.find(source, target));
        QCOMPARE(numbers, (std::set<std::size_t>{0, 1, 2, 3, 4}));
        for (const auto &[source, target] : {std::pair(0, 1), std::pair(1, 5), std::pair(7, 5)})
            QCOMPARE(table.find(source, target), CooccurrenceTable::kNone);
    }

    /// A row with counts 1 and 0 and alpha 1: exp(psi(2) - psi(3)) = exp(-1/2), exp(psi(1) - psi(3)) = exp(-3/2).
    void lexiconRowsOfTheDirichletPrior()
    {
        Lexicon lexicon(CooccurrenceTable(std::vector<std::uint64_t>{0, 2}, std::vector<std::int32_t>{3, 4}));
        const std::vector<double> counts{1, 0};
        lexicon.update(counts, 1);
        QVERIFY(std::abs(lexicon.probability(0) - std::exp(-0.5)) < 1e-6);
        QVERIFY(std::abs(lexicon.probability(1) - std::exp(-1.5)) < 1e-6);
    }

    /// The derivative of log Z by differences.
    void slopeOfTheDiagonalPrior()
    {
        const auto logZ = [](double tension) {
            double sum = 0;
            for (int j = 0; j < 4; ++j) {
                double z = 0;
                for (int i = 0; i < 3; ++i)
                    z += std::exp(-tension * diagonalDistance(i, 3, j, 4));
                sum += std::log(z);
            }
            return sum;
        };
        const double slope = (logZ(2 + 1e-5) - logZ(2 - 1e-5)) / 2e-5;
        QVERIFY(std::abs(slope - expectedDiagonal(3, 4, 2)) < 1e-8);
    }

    /// Against the sum over all alignments, one by one.
    void posteriorsEqualThoseOfEveryAlignment()
    {
        const IdPair pair{{0, 1, 0}, {0, 1}};
        MarkovParameters model{Lexicon(CooccurrenceTable(std::span(&pair, 1))), {}, 0.2};
        const std::vector<float> t{0.3F, 0.7F, 0.9F, 0.1F, 0.4F, 0.6F}; // empty-0, empty-1, 0-0, 0-1, 1-0, 1-1
        model.lexicon = Lexicon(model.lexicon.table(), t);
        for (int jump = -MarkovParameters::kMostJump; jump <= MarkovParameters::kMostJump; ++jump)
            model.jumps.push_back(1.0 / (2 + std::abs(jump - 1)));
        MarkovPosteriors posteriors(model);
        posteriors.compute(pair);

        const auto jumpTo = [&](int from, int to) {
            const auto weight = [&](int k) {
                return model.jumps[static_cast<std::size_t>(k - from + MarkovParameters::kMostJump)];
            };
            return 0.8 * weight(to) / (weight(0) + weight(1) + weight(2));
        };
        // States 0 to 2 are positions, 3 to 5 the empty word after them.
        Eigen::ArrayXXd expected = Eigen::ArrayXXd::Zero(4, 2);
        double total = 0;
        for (int first = 0; first < 6; ++first)
            for (int second = 0; second < 6; ++second) {
                const auto emission = [&](int state, int target) {
                    const int source = state < 3 ? pair.source[static_cast<std::size_t>(state)] : -1;
                    return static_cast<double>(t[static_cast<std::size_t>(2 * (source + 1) + target)]);
                };
                const double start = (first < 3 ? 0.8 : 0.2) / 3;
                const double step = second < 3 ? jumpTo(first % 3, second) : second - 3 == first % 3 ? 0.2 : 0;
                const double p = start * emission(first, 0) * step * emission(second, 1);
                total += p;
                expected(std::min(first, 3), 0) += p;
                expected(std::min(second, 3), 1) += p;
            }
        expected /= total;
        for (int j = 0; j < 2; ++j) {
            for (int i = 0; i < 3; ++i)
                QVERIFY(std::abs(posteriors.words()(i, j) - expected(i, j)) < 1e-6);
            QVERIFY(std::abs(posteriors.emptyWord()(j) - expected(3, j)) < 1e-6);
        }
    }

    void findsWordsInOrderAndReversed_data()
    {
        QTest::addColumn<bool>("reversed");
        QTest::newRow("in order") << false;
        QTest::newRow("reversed") << true;
    }
    void findsWordsInOrderAndReversed()
    {
        QFETCH(bool, reversed);
        const std::vector<IdPair> pairs = toyPairs(300, reversed);
        const auto aligner = BidirectionalAligner::train(pairs, withThreads(1));
        const IdPair pair{{3, 1, 4, 9}, reversed ? std::vector<int>{9, 4, 1, 3} : std::vector<int>{3, 1, 4, 9}};
        std::vector<Link> expected;
        for (int j = 0; j < 4; ++j)
            expected.push_back({reversed ? 3 - j : j, j});
        for (const Symmetrization how : kSymmetrizations)
            QCOMPARE(aligner.links(pair, how), expected);
    }

    void sameForAnyNumberOfThreads()
    {
        const std::vector<IdPair> pairs = toyPairs(50, false);
        const auto one = AlignmentModel::train(pairs, withThreads(1)).parameters();
        for (const int threads : {2, 3, 7}) {
            const auto other = AlignmentModel::train(pairs, withThreads(threads)).parameters();
            QVERIFY(one.lexicon.probabilities() == other.lexicon.probabilities());
            QVERIFY(one.jumps == other.jumps);
        }
    }

    void unknownWordsAndEmptySides()
    {
        std::vector<IdPair> pairs = toyPairs(50, false);
        pairs.push_back({{}, {1}});
        pairs.push_back({{1}, {}});
        const AlignmentModel model = AlignmentModel::train(pairs, withThreads(2));
        QCOMPARE(model.align({{}, {1, 2}}), (std::vector<int>{-1, -1}));
        QCOMPARE(model.align({{1}, {}}), std::vector<int>());
        QCOMPARE(model.align({{3, 900}, {3, 901}}).size(), std::size_t{2});
        const std::vector<IdPair> nothing{{{}, {1}}};
        QVERIFY_EXCEPTION_THROWN(AlignmentModel::train(nothing, withThreads(1)), InputError);
    }

    void stops()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(AlignmentModel::train(toyPairs(5, false), withThreads(1), {stop.get_token(), {}}),
                                 Cancelled);
    }

    /// forward: 0-0, 1-1, 1-2; backward: 0-0, 1-1, 3-3.
    void symmetrizesByHand()
    {
        const std::vector<int> forward{0, 1, 1, -1}, backward{0, 1, -1, 3};
        const std::vector<Link> both{{0, 0}, {1, 1}};
        QCOMPARE(symmetrize(forward, backward, Symmetrization::Intersection), both);
        QCOMPARE(symmetrize(forward, backward, Symmetrization::Union),
                 (std::vector<Link>{{0, 0}, {1, 1}, {1, 2}, {3, 3}}));
        // 1-2 is beside 1-1 and target 2 is free; 3-3 is beside nothing.
        QCOMPARE(symmetrize(forward, backward, Symmetrization::GrowDiag), (std::vector<Link>{{0, 0}, {1, 1}, {1, 2}}));
        QCOMPARE(symmetrize(forward, backward, Symmetrization::GrowDiagFinalAnd),
                 (std::vector<Link>{{0, 0}, {1, 1}, {1, 2}, {3, 3}}));
        for (const Symmetrization how : kSymmetrizations)
            QVERIFY(symmetrizationFromName(name(how)) == how);
        QVERIFY(!symmetrizationFromName("grow"));
    }

    void unitsOfTexts()
    {
        QCOMPARE(alignmentUnits("机器 学习 GPU很快。", AlignmentUnit::Character),
                 (Strings{"机", "器", "学", "习", "GPU", "很", "快", "。"}));
        QCOMPARE(alignmentUnits(" a\tb\u00a0c  机器 ", AlignmentUnit::Word), (Strings{"a", "b\u00a0c", "机器"}));
        QVERIFY(alignmentUnits(" \t", AlignmentUnit::Word).empty());
        QVERIFY(alignmentUnitOf(Strings{"我用GPU", "好。"}) == AlignmentUnit::Character);
        QVERIFY(alignmentUnitOf(Strings{"the 机 word", "is English"}) == AlignmentUnit::Word);
        QCOMPARE(unitKey("\"Hello,"), std::string("hello"));
        QCOMPARE(unitKey("don't."), std::string("don't"));
        QCOMPARE(unitKey("..."), std::string("..."));
        QCOMPARE(unitKey("ÄRGER!"), std::string("ärger"));
    }

    void unknownUnitsHaveNumbersOfTheirOwn()
    {
        UnitVocabulary words;
        QCOMPARE(words.number(Strings{"A", "b.", "a,"}), (std::vector<int>{0, 1, 0}));
        QCOMPARE(words.find(Strings{"B", "new"}), (std::vector<int>{1, 2}));
        QCOMPARE(words.keys(), (Strings{"a", "b"}));
    }
};

QTEST_APPLESS_MAIN(TestAligner)
#include "test_aligner.moc"
