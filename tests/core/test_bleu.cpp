// links: fovea_metrics
#include <cmath>

#include <QtTest>

#include "core/metrics/bleu.h"
#include "core/types/error.h"

using namespace fovea;

namespace
{

using Lines = std::vector<std::string>;

QString spaced(const Lines &tokens)
{
    QStringList list;
    for (const std::string &token : tokens)
        list << QString::fromStdString(token);
    return list.join(' ');
}

bool near(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

} // namespace

class TestBleu : public QObject
{
    Q_OBJECT

private slots:
    void tokens13a_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("blank") << "  \t "
                               << "";
        QTest::newRow("comma and mark") << "Hello, world!"
                                        << "Hello , world !";
        QTest::newRow("case and apostrophe stay") << "It's Tom's"
                                                  << "It's Tom's";
        QTest::newRow("numbers whole") << "3.14 and 1,000"
                                       << "3.14 and 1,000";
        QTest::newRow("full stop after a number at the end") << "in 2014."
                                                             << "in 2014 .";
        QTest::newRow("digit before a comma and a space") << "5, 6"
                                                          << "5 , 6";
        QTest::newRow("abbreviation") << "the U.S. team"
                                      << "the U . S . team";
        QTest::newRow("dots") << "so..."
                              << "so . . .";
        QTest::newRow("dash after a digit only") << "10-20 well-known a-1"
                                                 << "10 - 20 well-known a-1";
        QTest::newRow("brackets") << "(approx.) [x]/{y}~"
                                  << "( approx . ) [ x ] / { y } ~";
        QTest::newRow("entities") << "&quot;a&quot; &amp; &lt;b&gt;"
                                  << "\" a \" & < b >";
        QTest::newRow("entity made by an entity") << "&amp;lt;"
                                                  << "<";
        QTest::newRow("skipped") << "a<skipped>b"
                                 << "ab";
        QTest::newRow("line break in a word") << "exam-\nple\nx"
                                              << "example x";
        QTest::newRow("non-ASCII neighbours") << "café, 你好. “x”"
                                              << "café , 你好 . “x”";
        QTest::newRow("ideographic space") << "a　b"
                                           << "a b";
    }
    void tokens13a()
    {
        QFETCH(QString, text);
        QFETCH(QString, tokens);
        QCOMPARE(spaced(bleuTokens(text.toStdString())), tokens);
    }

    void tokensOfChinese()
    {
        const auto chinese = [](const char *text) { return spaced(bleuTokens(text, BleuTokenizer::Chinese)); };
        QCOMPARE(chinese("我爱GRU模型，真的。"), QString("我 爱 GRU 模 型 ， 真 的 。"));
        QCOMPARE(chinese("价格 3.5元, ok."), QString("价 格 3.5 元 , ok ."));
        // sacreBLEU's range '\u20000' .. '\u2a6d6' really is U+2001 .. U+2A6D: curly quotes are set apart, U+20000 is
        // not.
        QCOMPARE(chinese("“好”—𠀀𠀀"), QString("“ 好 ” — 𠀀𠀀"));
        QCOMPARE(spaced(bleuTokens("我 ab，", BleuTokenizer::Character)), QString("我 a b ，"));
    }

    // hypothesis  the cat sat on the mat      reference  the cat sat on a mat
    // 1-grams 5 of 6 ("the" is clipped to 1), 2-grams 3 of 5, 3-grams 2 of 4, 4-grams 1 of 3; c = r = 6, bp = 1.
    // BLEU = 100 (5/6 * 3/5 * 2/4 * 1/3)^(1/4) = 100 (1/12)^(1/4) = 53.7285
    void oneLineByHand()
    {
        const BleuScore bleu = corpusBleu(Lines{"the cat sat on the mat"}, Lines{"the cat sat on a mat"});
        QCOMPARE(bleu.matches, (std::array<long long, 4>{5, 3, 2, 1}));
        QCOMPARE(bleu.totals, (std::array<long long, 4>{6, 5, 4, 3}));
        QCOMPARE(bleu.brevityPenalty, 1.0);
        QVERIFY(near(bleu.score, 100 * std::pow(1.0 / 12, 0.25)));
        QVERIFY(near(bleu.score, 53.7285, 1e-5));
    }

    // Counts are pooled over the lines before dividing, and so are the lengths:
    // line 1 as above; line 2  a b c d e  against  a b c d e f g h : 5/5, 4/4, 3/3, 2/2.
    // p = 10/11, 7/9, 5/7, 3/5; c = 11, r = 14, bp = e^(1 - 14/11) = e^(-3/11).
    // BLEU = 100 e^(-3/11) (10/11 * 7/9 * 5/7 * 3/5)^(1/4) = 100 e^(-3/11) (10/33)^(1/4) = 56.4827
    void pooledOverLinesByHand()
    {
        const BleuScore bleu =
            corpusBleu(Lines{"the cat sat on the mat", "a b c d e"}, Lines{"the cat sat on a mat", "a b c d e f g h"});
        QCOMPARE(bleu.hypothesisLength, 11);
        QCOMPARE(bleu.referenceLength, 14);
        QVERIFY(near(bleu.precisions[1], 700.0 / 9));
        QVERIFY(near(bleu.brevityPenalty, std::exp(-3.0 / 11)));
        QVERIFY(near(bleu.score, 100 * std::exp(-3.0 / 11) * std::pow(10.0 / 33, 0.25)));
    }

    // a x b y against a z b w: 2 of 4, then none of 3, 2, 1, which count as 1/2, 1/4, 1/8.
    // BLEU = 100 (2/4 * 1/(2*3) * 1/(4*2) * 1/(8*1))^(1/4) = 100 (1/768)^(1/4) = 18.9959
    void exponentialSmoothingByHand()
    {
        const BleuScore bleu = corpusBleu(Lines{"a x b y"}, Lines{"a z b w"});
        QVERIFY(near(bleu.precisions[1], 100.0 / 6));
        QVERIFY(near(bleu.precisions[2], 100.0 / 8));
        QVERIFY(near(bleu.precisions[3], 100.0 / 8));
        QVERIFY(near(bleu.score, 100 * std::pow(1.0 / 768, 0.25)));
    }

    // a b c against a b d e: 2/3, 1/2, and 0 of 1 as 1/2; there are no 4-grams. c = 3, r = 4.
    void tooShortForFourGrams() { QCOMPARE(corpusBleu(Lines{"a b c"}, Lines{"a b d e"}).score, 0.0); }

    // The example of sacreBLEU's own documentation:
    // BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18), 48.530827...
    void sacreBleuExample()
    {
        const Lines hypotheses{"The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."};
        const std::vector<Lines> references{{"The dog bit the man.", "The dog had bit the man."},
                                            {"It was not unexpected.", "No one was surprised."},
                                            {"The man bit him first.", "The man had bitten the dog."}};
        const BleuScore bleu = corpusBleu(hypotheses, references);
        QCOMPARE(bleu.hypothesisLength, 17);
        QCOMPARE(bleu.referenceLength, 18);
        QVERIFY(near(bleu.score, 48.530827, 1e-6));
        QVERIFY(std::abs(bleu.precisions[0] - 82.4) < 0.05 && std::abs(bleu.precisions[1] - 50.0) < 0.05);
        QVERIFY(std::abs(bleu.precisions[2] - 45.5) < 0.05 && std::abs(bleu.precisions[3] - 37.5) < 0.05);
    }

    /// a b c d against {a b x d, b c y}: 4 of 4 words, ab and bc of 3 pairs, no triple. Lengths 4 and 4.
    void cumulativeOrdersByHand()
    {
        const std::vector<std::string> hypotheses{"a b c d"};
        const std::vector<Lines> references{{"a b x d", "b c y"}};
        const BleuScore bleu = corpusBleu(hypotheses, references);
        QVERIFY(std::abs(cumulativeBleu(bleu, 1) - 100) < 1e-9);
        QVERIFY(std::abs(cumulativeBleu(bleu, 2) - 100 * std::sqrt(2.0 / 3)) < 1e-9);
        QCOMPARE(cumulativeBleu(bleu, 3), 0.0);
        QCOMPARE(cumulativeBleu(bleu, 4), 0.0);
    }

    /// A word counts as often as one reference has it; the closest reference's length penalizes: 2 against 3, 1 and 6.
    void clippingAndLengthOfSeveralReferencesByHand()
    {
        const std::vector<std::string> hypotheses{"the the"};
        const std::vector<Lines> references{{"the cat sat", "the the cat sat on it", "x"}};
        const BleuScore bleu = corpusBleu(hypotheses, references);
        QCOMPARE(bleu.matches[0], 2LL);
        QCOMPARE(bleu.referenceLength, 1LL); // 3 and 1 are equally close: the shorter
        const std::vector<Lines> longer{{"the cat sat", "x y z the"}};
        const BleuScore penalized = corpusBleu(hypotheses, longer);
        QCOMPARE(penalized.matches[0], 1LL);
        QVERIFY(std::abs(cumulativeBleu(penalized, 1) - 100 * 0.5 * std::exp(1 - 3.0 / 2)) < 1e-9);
    }

    void caseMatters()
    {
        QVERIFY(near(corpusBleu(Lines{"The cat is here ."}, Lines{"The cat is here ."}).score, 100));
        QVERIFY(corpusBleu(Lines{"the cat is here ."}, Lines{"The cat is here ."}).score < 70);
    }

    void nothingToCount()
    {
        QCOMPARE(corpusBleu(Lines{}, Lines{}).score, 0.0);
        QCOMPARE(corpusBleu(Lines{""}, Lines{"a b c d"}).score, 0.0);
        QCOMPARE(corpusBleu(Lines{""}, Lines{"a b c d"}).brevityPenalty, 0.0);
        QCOMPARE(corpusBleu(Lines{"a b c d"}, Lines{""}).score, 0.0);
        QCOMPARE(corpusBleu(Lines{"a b c d"}, Lines{"w x y z"}).score, 0.0);
    }

    void unequalCountsAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(corpusBleu(Lines{"a"}, Lines{}), InputError);
        QVERIFY_EXCEPTION_THROWN(corpusBleu(Lines{"a"}, std::vector<Lines>{{}}), InputError);
    }
};

QTEST_APPLESS_MAIN(TestBleu)
#include "test_bleu.moc"
