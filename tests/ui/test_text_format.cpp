// links: fovea_ui

#include <cmath>
#include <limits>

#include <QTest>

#include "ui/text/text_format.h"

using namespace fovea;
using namespace fovea::ui;

class TestTextFormat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void numbers()
    {
        QCOMPARE(formatNumber(0.314, 2), QStringLiteral("0.31"));
        QCOMPARE(formatNumber(-1.02, 2), QStringLiteral("−1.02"));
        QCOMPARE(formatNumber(-0.001, 2), QStringLiteral("0.00"));
        QCOMPARE(formatNumber(std::numeric_limits<double>::quiet_NaN(), 2), QStringLiteral("–"));
        QCOMPARE(formatNumber(-std::numeric_limits<double>::infinity(), 2), QStringLiteral("–"));
    }

    void probabilities()
    {
        QCOMPARE(formatProbability(std::log(0.73)), QStringLiteral("0.73"));
        QCOMPARE(formatProbability(std::log(0.0006), 3), QStringLiteral("0.001"));
        QCOMPARE(formatProbability(std::log(0.0004), 3), QStringLiteral("<0.001"));
        QCOMPARE(formatProbability(0), QStringLiteral("1.00"));
        QCOMPARE(formatProbability(std::log(0.0001)), QStringLiteral("<0.01"));
        QCOMPARE(formatProbability(-std::numeric_limits<double>::infinity()), QStringLiteral("0.00"));
    }

    void tokens()
    {
        QCOMPARE(displayToken("machine"), QStringLiteral("machine"));
        QCOMPARE(displayToken(""), QStringLiteral("␣"));
        QCOMPARE(displayToken("  "), QStringLiteral("␣"));
    }

    void toolTipShowsMarkupAsText()
    {
        const QString tip = plainToolTip(QStringLiteral("<b>&\n"));
        QVERIFY(tip.contains(QStringLiteral("&lt;b&gt;&amp;<br>")));
    }

    void subscripts() { QCOMPARE(subscript(120), QStringLiteral("₁₂₀")); }

    void entropy()
    {
        Vector one(3);
        one << 0, 1, 0;
        QCOMPARE(entropyOf(one), 0.0);
        QVERIFY(std::abs(entropyOf(Vector::Constant(4, Scalar(0.25))) - std::log(4.0)) < 1e-6);
        QCOMPARE(entropyOf(Vector()), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestTextFormat)
#include "test_text_format.moc"
