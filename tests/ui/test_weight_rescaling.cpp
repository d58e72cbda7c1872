// links: fovea_ui

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QTest>

#include "ui/inspector/weight_draft.h"

using namespace fovea;
using namespace fovea::ui;

namespace
{

double sumOf(const WeightRow &weights) { return std::accumulate(weights.begin(), weights.end(), 0.0); }

bool isDistribution(const WeightRow &weights)
{
    for (const double weight : weights)
        if (!(weight >= 0))
            return false;
    return std::abs(sumOf(weights) - 1) < 1e-12;
}

bool close(const WeightRow &a, const WeightRow &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return std::abs(x - y) < 1e-12; });
}

Free all(std::size_t n) { return Free(n, true); }

Vector vectorOf(std::initializer_list<double> values)
{
    Vector result(static_cast<Index>(values.size()));
    Index i = 0;
    for (const double value : values)
        result[i++] = static_cast<Scalar>(value);
    return result;
}

} // namespace

class TestWeightRescaling : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theOneThatIsSetKeepsItsValue()
    {
        const WeightRow result = withWeight({0.5, 0.3, 0.2}, all(3), 0, 0.75);
        QCOMPARE(result[0], 0.75);
        QCOMPARE(result[1], 0.15); // 0.3 : 0.2 as before
        QCOMPARE(result[2], 0.10);
        QVERIFY(isDistribution(result));
    }

    void zeroOthersShareTheRestAlike()
    {
        const WeightRow result = withWeight({1, 0, 0, 0}, all(4), 0, 0.4);
        QVERIFY(close(result, {0.4, 0.2, 0.2, 0.2}));
        const WeightRow masked = withWeight({1, 0, 0, 0}, {true, true, false, true}, 0, 0.4);
        QVERIFY(close(masked, {0.4, 0.3, 0, 0.3}));
        QCOMPARE(masked[2], 0.0);
    }

    void theExtremesAreReached()
    {
        QCOMPARE(withWeight({0.5, 0.3, 0.2}, all(3), 1, 1), (WeightRow{0, 1, 0}));
        QCOMPARE(withWeight({0.5, 0.3, 0.2}, all(3), 1, 7), (WeightRow{0, 1, 0}));
        const WeightRow none = withWeight({0.5, 0.3, 0.2}, all(3), 0, -1);
        QCOMPARE(none[0], 0.0);
        QVERIFY(isDistribution(none));
        QCOMPARE(withWeight({1}, all(1), 0, 0.2), WeightRow{1}); // nobody else could take the rest
        QCOMPARE(withWeight({0, 1}, {false, true}, 1, 0.2), (WeightRow{0, 1}));
    }

    void whatCannotBeSetChangesNothing()
    {
        const WeightRow weights{0.5, 0.5, 0};
        QCOMPARE(withWeight(weights, {true, true, false}, 2, 0.5), weights);
        QCOMPARE(withWeight(weights, all(3), 3, 0.5), weights);
        QCOMPARE(withWeight(weights, all(3), -1, 0.5), weights);
        QCOMPARE(withWeight(weights, all(3), 0, std::nan("")), weights);
    }

    void anyRowOfChangesStaysADistribution()
    {
        WeightRow weights = uniformWeights(all(196));
        Free free = all(196);
        free[17] = false;
        weights = restrictedTo(weights, free);
        unsigned state = 1;
        for (int i = 0; i < 2000; ++i) {
            state = state * 1664525U + 1013904223U;
            const int position = static_cast<int>((state >> 8) % 196);
            weights = withWeight(weights, free, position, static_cast<double>(state >> 20) / 4095.0);
            QVERIFY(std::abs(sumOf(weights) - 1) < 1e-9);
            QCOMPARE(weights[17], 0.0);
        }
    }

    void temperature()
    {
        const WeightRow weights{0.64, 0.32, 0.04, 0};
        QCOMPARE(withTemperature(weights, 1), weights);
        const WeightRow sharp = withTemperature(weights, 0.5); // squares
        QVERIFY(isDistribution(sharp));
        QVERIFY(std::abs(sharp[0] / sharp[1] - 4) < 1e-12);
        const WeightRow soft = withTemperature(weights, 2); // roots
        QVERIFY(std::abs(soft[0] / soft[2] - 4) < 1e-12);
        QCOMPARE(soft[3], 0.0);
        QVERIFY(isDistribution(withTemperature({1e-30, 1 - 1e-30}, kLowestTemperature)));
        QCOMPARE(withTemperature({0, 0}, 2), (WeightRow{0, 0}));
    }

    void maskedWeightGoesToTheOthers()
    {
        QCOMPARE(restrictedTo({0.5, 0.25, 0.25}, {false, true, true}), (WeightRow{0, 0.5, 0.5}));
        QCOMPARE(restrictedTo({1, 0, 0}, {false, true, true}), (WeightRow{0, 0.5, 0.5}));
        QCOMPARE(restrictedTo({0.5, 0.5}, {false, false}), (WeightRow{0.5, 0.5})); // somebody must have it
        QCOMPARE(swapped({0.7, 0.2, 0.1}, all(3), 0, 2), (WeightRow{0.1, 0.2, 0.7}));
        QCOMPARE(swapped({0.7, 0.3, 0}, {true, true, false}, 0, 2), (WeightRow{0.7, 0.3, 0}));
    }

    void draftTemperatureIsReversible()
    {
        WeightDraft draft(2, vectorOf({0.5, 0.25, 0.25}));
        draft.setTemperature(0.25);
        QVERIFY(draft.weight(0) > 0.85);
        QVERIFY(draft.isChanged());
        draft.setTemperature(1);
        QVERIFY(!draft.isChanged());
        draft.setTemperature(4);
        draft.setWeight(1, 0.6); // from what is seen, and the slider starts again
        QCOMPARE(draft.temperature(), 1.0);
        QCOMPARE(draft.weight(1), 0.6);
        draft.reset();
        QVERIFY(!draft.isChanged());
    }

    void draftMasks()
    {
        WeightDraft draft(0, vectorOf({0.5, 0.25, 0.25, 0}), {3});
        QVERIFY(draft.isMaskedAbove(3));
        draft.setMasked(0, true);
        QCOMPARE(draft.weights(), (WeightRow{0, 0.5, 0.5, 0}));
        QVERIFY(draft.isOnlyMasked());
        QCOMPARE(draft.masked(), std::vector<int>{0}); // what was masked above is not masked here
        draft.setMasked(0, false);
        QVERIFY(!draft.isChanged());
        draft.setMasked(0, true);
        draft.setMasked(1, true);
        QVERIFY(!draft.canMask(2)); // the last one stays
        draft.setMasked(2, true);
        QCOMPARE(draft.weights(), (WeightRow{0, 0, 1, 0}));
        draft.setWeight(0, 0.5); // unmasks it
        QVERIFY(!draft.isMasked(0));
        QVERIFY(!draft.isOnlyMasked());
        draft.setWeight(3, 0.5);
        QCOMPARE(draft.weight(3), 0.0);
        draft.setUniform();
        QCOMPARE(draft.weights(), (WeightRow{0.5, 0, 0.5, 0}));
    }

    void branchesAreNamedByWhatWasChanged()
    {
        const QStringList labels{"雨", "雪", "风", "天"};
        const WeightRow before{0.4, 0.3, 0.2, 0.1};
        const auto name = [&](const WeightRow &after) { return weightChangeName(before, after, labels); };
        QCOMPARE(name({0, 1, 0, 0}), QString("all on “雪”"));
        QCOMPARE(name({0.25, 0.25, 0.25, 0.25}), QString("uniform weights"));
        QCOMPARE(name({0.1, 0.3, 0.2, 0.4}), QString("swapped “雨” and “天”"));
        QCOMPARE(name({0, 0.5, 0.2 / 0.6, 0.1 / 0.6}), QString("masked “雨”"));
        QCOMPARE(name(withTemperature(before, 2)), QString("softened (T = 2.00)"));
        QCOMPARE(name(withTemperature(before, 0.5)), QString("sharpened (T = 0.50)"));
        QCOMPARE(name(withWeight(before, all(4), 0, 0.9)), QString("“雨” 0.40 → 0.90"));
        QCOMPARE(name(before), QString("the same weights"));
        QCOMPARE(maskName({0, 1}, true, labels), QString("masked “雨”, “雪” from here on"));
    }
};

QTEST_GUILESS_MAIN(TestWeightRescaling)
#include "test_weight_rescaling.moc"
