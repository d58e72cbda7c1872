// links: fovea_metrics
#include <cmath>
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "core/metrics/alignment.h"
#include "core/types/error.h"
#include "core/types/utf8.h"

using namespace fovea;

namespace
{

using Words = std::vector<std::string>;

bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

/// A trace with weights[t][i] as given; the last label and the last piece are the end symbol.
AttentionTrace makeTrace(const Words &labels, const Words &pieces, const std::vector<std::vector<double>> &weights)
{
    AttentionTrace trace;
    trace.source.labels = labels;
    for (std::size_t t = 0; t < pieces.size(); ++t) {
        AttentionStep step;
        step.piece = pieces[t];
        step.weights.resize(static_cast<Index>(weights[t].size()));
        for (std::size_t i = 0; i < weights[t].size(); ++i)
            step.weights(static_cast<Index>(i)) = static_cast<Scalar>(weights[t][i]);
        trace.steps.push_back(step);
    }
    return trace;
}

/// The word that a piece belongs to; -1 for none, -2 for several.
std::vector<int> owners(const Words &pieces, const Words &words)
{
    const Matrix shares = pieceShares(pieces, words);
    std::vector<int> list;
    for (Index p = 0; p < shares.rows(); ++p) {
        int owner = -1;
        for (Index w = 0; w < shares.cols(); ++w)
            if (shares(p, w) > 0)
                owner = owner == -1 ? static_cast<int>(w) : -2;
        list.push_back(owner);
    }
    return list;
}

} // namespace

class TestAlignment : public QObject
{
    Q_OBJECT

private slots:
    void goldLine()
    {
        const GoldAlignment gold = parseGoldAlignment(" 3-3 3-4-P 0p1\t2?2 10-12-S 3-3 5-6-P 5-6 ");
        QCOMPARE(gold.sure, (std::vector<Link>{{3, 3}, {5, 6}, {10, 12}}));
        QCOMPARE(gold.possible, (std::vector<Link>{{0, 1}, {2, 2}, {3, 3}, {3, 4}, {5, 6}, {10, 12}}));
        QCOMPARE(parseGoldAlignment("1-1 2p3", true).possible, (std::vector<Link>{{0, 0}, {1, 2}}));
        QVERIFY(parseGoldAlignment("  ").possible.empty());
    }

    void badGold_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line :
             {"x", "1", "1-", "-1-2", "1--2", "1-2-X", "1-2-P3", "1-2,3-4", "1:2", "99999999999-1", "1-2P", "１-２"})
            QTest::newRow(line) << line;
    }
    void badGold()
    {
        QFETCH(QString, line);
        QVERIFY_EXCEPTION_THROWN(parseGoldAlignment(line.toStdString()), InputError);
    }

    void zeroInAOneBasedFile() { QVERIFY_EXCEPTION_THROWN(parseGoldAlignment("0-1", true), InputError); }

    void goldFileErrorsNameTheLine()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("gold.align").toStdString();
        std::ofstream(path) << "0-0\n\n1-x\n";
        try {
            readGoldAlignments(path);
            QFAIL("accepted");
        } catch (const FileError &error) {
            QVERIFY(QString(error.what()).contains("gold.align: line 3: \"1-x\""));
        }
        QVERIFY_EXCEPTION_THROWN(readGoldAlignments(folder.filePath("none").toStdString()), FileError);
        std::ofstream(path) << "\xEF\xBB\xBF"
                               "0-0\n\n1-2\r\n";
        const std::vector<GoldAlignment> gold = readGoldAlignments(path);
        QCOMPARE(gold.size(), std::size_t(3));
        QCOMPARE(gold[0].sure, (std::vector<Link>{{0, 0}}));
        std::ofstream(path) << "0-0\n\xce\xd2\n";
        QVERIFY_EXCEPTION_THROWN(readGoldAlignments(path), FileError);
    }

    // Line 1: S = {0-0, 1-1}, P = S + {1-2};  A = {0-0, 1-2, 2-2}: |A n S| = 1, |A n P| = 2.
    // Line 2: S = P = {0-0};                  A = {0-0}:           |A n S| = 1, |A n P| = 1.
    // AER = 1 - (2 + 3) / (4 + 3) = 2/7; precision 3/4; recall 2/3.
    void errorRateByHand()
    {
        AlignmentErrors errors;
        QCOMPARE(errors.errorRate(), 0.0);
        errors.add({{2, 2}, {0, 0}, {1, 2}, {0, 0}}, parseGoldAlignment("0-0 1-1 1-2-P"));
        errors.add({{0, 0}}, parseGoldAlignment("0-0"));
        QVERIFY(near(errors.errorRate(), 2.0 / 7));
        QVERIFY(near(errors.precision(), 0.75));
        QVERIFY(near(errors.recall(), 2.0 / 3));
    }

    void possibleLinksAreNeverWrongNorMissed()
    {
        AlignmentErrors errors;
        errors.add({{0, 0}, {1, 1}}, parseGoldAlignment("0-0 1-1-P 2-2-P"));
        QVERIFY(near(errors.errorRate(), 0.0));
    }

    // 机器 学习 </s>  ->  ▁mach ine ▁learning </s>, gold words segmented.
    // Sum over source pieces:   机器 .7 .5 .2 | 学习 .2 .4 .7 (columns mach, ine, learning)
    // Mean over target pieces:  machine = (.7 + .5) / 2 = .6 and .3;  learning = .2 and .7
    void subwordMergeByHand()
    {
        const AttentionTrace trace =
            makeTrace({"机", "器", "学", "习", "⟨end⟩"}, {"▁mach", "ine", "▁learning", "</s>"},
                      {{.4, .3, .1, .1, .1}, {.2, .3, .2, .2, .1}, {.1, .1, .3, .4, .1}, {0, 0, 0, 0, 1}});
        const Matrix weights = wordWeights(trace, Words{"机器", "学习"}, Words{"machine", "learning"});
        QCOMPARE(weights.rows(), Index(2));
        QCOMPARE(weights.cols(), Index(2));
        QVERIFY(near(weights(0, 0), 0.6));
        QVERIFY(near(weights(1, 0), 0.3));
        QVERIFY(near(weights(0, 1), 0.2));
        QVERIFY(near(weights(1, 1), 0.7));
        QCOMPARE(QString::fromStdString(pharaohLine(hardLinks(weights))), QString("0-0 1-1"));
        QCOMPARE(QString::fromStdString(pharaohLine(hardLinks(weights, 0.25))), QString("0-0 1-0 1-1"));
        QCOMPARE(hardLinks(weights, 0.65), (std::vector<Link>{{1, 1}}));
    }

    void ownTextsOfATrace()
    {
        AttentionTrace trace = makeTrace({"机", "器", "学", "习", "⟨end⟩"}, {"▁machine", "▁learning", "</s>"},
                                         {{.4, .3, .1, .1, .1}, {.1, .1, .3, .4, .1}, {0, 0, 0, 0, 1}});
        trace.sourceText = "机器 学习";
        trace.targetText = "machine learning";
        QCOMPARE(wordLinks(trace, trace.sourceText), (std::vector<Link>{{0, 0}, {1, 1}}));
        trace.sourceText = "机器学习"; // one whitespace word
        QCOMPARE(wordLinks(trace, trace.sourceText), (std::vector<Link>{{0, 0}, {0, 1}}));
    }

    void piecesToWords_data()
    {
        QTest::addColumn<QString>("pieces");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("sentencepiece") << "▁The ▁mach ine s . </s>"
                                       << "The machines." << QList<int>{0, 1, 1, 1, 1, -1};
        QTest::newRow("at signs") << "mach@@ ine learn@@ ing"
                                  << "machine learning" << QList<int>{0, 0, 1, 1};
        QTest::newRow("plain") << "a b c"
                               << "a b c" << QList<int>{0, 1, 2};
        QTest::newRow("chinese") << "印 尼 重 申 ⟨end⟩"
                                 << "印 尼 重申" << QList<int>{0, 1, 2, 2, -1};
        QTest::newRow("digits with a lone space") << "▁in ▁ 2 0 ▁ 3"
                                                  << "in 20 3" << QList<int>{0, 1, 1, 1, 2, 2};
        QTest::newRow("piece over two words") << "机器 学习"
                                              << "机 器 学习" << QList<int>{-2, 2};
        QTest::newRow("NFKC made it longer") << "▁so ... ▁what"
                                             << "so… what" << QList<int>{0, 0, 1};
        QTest::newRow("NFKC made it half-width") << "好 , 你"
                                                 << "好 ， 你" << QList<int>{0, 1, 2};
        QTest::newRow("unknown in the middle") << "▁a ▁ <unk> ▁b"
                                               << "a 机器 b" << QList<int>{0, 1, 1, 2};
        QTest::newRow("unknown part of a word") << "▁na <unk> ve ▁b"
                                                << "naïve b" << QList<int>{0, 0, 0, 1};
        QTest::newRow("end symbol is a word elsewhere") << "EOS b"
                                                        << "EOS b" << QList<int>{0, 1};
        QTest::newRow("no words") << "a b"
                                  << "" << QList<int>{-1, -1};
        QTest::newRow("no pieces") << ""
                                   << "a b" << QList<int>{};
    }
    void piecesToWords()
    {
        QFETCH(QString, pieces);
        QFETCH(QString, words);
        QFETCH(QList<int>, expected);
        const auto found = owners(wordsOf(pieces.toStdString()), wordsOf(words.toStdString()));
        QCOMPARE(QList<int>(found.begin(), found.end()), expected);
    }

    // One piece over two words of one and two characters gives each its share of the weight.
    void sharesOfAPiece()
    {
        const Matrix shares = pieceShares(Words{"机器人"}, Words{"机", "器人"});
        QVERIFY(near(shares(0, 0), 1.0 / 3));
        QVERIFY(near(shares(0, 1), 2.0 / 3));
    }

    void withoutWeights()
    {
        AttentionTrace trace;
        trace.source.labels = {"机", "⟨end⟩"};
        trace.steps.resize(2);
        const Matrix weights = wordWeights(trace, Words{"机"}, Words{"a", "b"});
        QCOMPARE(weights.cols(), Index(2));
        QVERIFY(hardLinks(weights).empty());
        QVERIFY(hardLinks(weights, 0).empty());
        QVERIFY(hardLinks(Matrix(0, 3)).empty());
        QCOMPARE(pharaohLine({}), std::string());
        trace.steps[0].weights = Vector::Ones(3);
        QVERIFY_EXCEPTION_THROWN(wordWeights(trace, Words{"机"}, Words{"a"}), InputError);
    }

    // A differing line far longer than any sentence ends quickly and uses bounded memory.
    void hugeLines()
    {
        const Words pieces(20000, "a");
        const Matrix shares = pieceShares(pieces, Words{std::string(20000, 'b')});
        QCOMPARE(shares.sum(), Scalar(0));
        const Matrix same = pieceShares(pieces, Words{std::string(20000, 'a')});
        QCOMPARE(same.sum(), Scalar(20000));
    }
};

QTEST_APPLESS_MAIN(TestAlignment)
#include "test_alignment.moc"
