// links: fovea_ui

#include <QTest>

#include "ui/decode/source_span.h"
#include "ui/decode/word_difference.h"

using namespace fovea::ui;
using Kind = WordChange::Kind;

class TestSourceSpan : public QObject
{
    Q_OBJECT

private slots:
    void chineseCharacters()
    {
        const QString sentence = "如果 明天下雨，我们";
        const QStringList labels{"如", "果", "明", "天", "下", "雨", "，", "我", "们", "⟨end⟩"};
        QCOMPARE(sourceSpan(sentence, labels, 0), SourceSpan({0, 1}));
        QCOMPARE(sourceSpan(sentence, labels, 2), SourceSpan({3, 1})); // the space is nobody's
        QCOMPARE(sourceSpan(sentence, labels, 5), SourceSpan({6, 1}));
        QVERIFY(!sourceSpan(sentence, labels, 9)); // the end symbol is not in the sentence
        QVERIFY(!sourceSpan(sentence, labels, 10));
        QVERIFY(!sourceSpan(sentence, labels, -1));
        QCOMPARE(withReplacement(sentence, {6, 1}, "雪"), QString("如果 明天下雪，我们"));
        QCOMPARE(withReplacement(sentence, {6, 1}, ""), QString("如果 明天下，我们"));
    }

    void repeatedCharactersAreToldApart()
    {
        const QStringList labels{"天", "天", "天"};
        QCOMPARE(sourceSpan("天天天", labels, 1), SourceSpan({1, 1}));
        QCOMPARE(sourceSpan("天天天", labels, 2), SourceSpan({2, 1}));
    }

    void piecesOfAWordAreOneWord()
    {
        const QString sentence = "Zwei kleine Hunde, bellen.";
        const QStringList labels{"Zwei", "klein", "e", "Hu", "nd", "e", ",", "be", "llen", "."};
        for (const int piece : {3, 4, 5})
            QCOMPARE(sourceSpan(sentence, labels, piece), SourceSpan({12, 5}));
        QCOMPARE(sourceSpan(sentence, labels, 6), SourceSpan({17, 1})); // the comma alone
        QCOMPARE(sourceSpan(sentence, labels, 2), SourceSpan({5, 6}));
        QCOMPARE(withReplacement(sentence, {5, 6}, ""), QString("Zwei Hunde, bellen."));
        QCOMPARE(withReplacement(sentence, {0, 4}, ""), QString("kleine Hunde, bellen."));
        QCOMPARE(withReplacement("eins zwei", {5, 4}, ""), QString("eins"));
        QCOMPARE(withReplacement(sentence, {12, 5}, "Männer"), QString("Zwei kleine Männer, bellen."));
    }

    void pieceThatTheSentenceDoesNotHaveIsSkipped()
    {
        const QStringList labels{"株", "式", "会", "社", "人"};
        QVERIFY(!sourceSpan("㍿人", labels, 1));
        QCOMPARE(sourceSpan("㍿人", labels, 4), SourceSpan({1, 1}));
    }

    void differenceKeepsTheCommonWords()
    {
        const QStringList before{"If", "it", "rains", "tomorrow", ",", "we", "stay"};
        const QStringList after{"If", "it", "snows", "hard", ",", "we", "stay", "home"};
        const std::vector<WordChange> expected{
            {Kind::Kept, "If"},     {Kind::Kept, "it"},    {Kind::Removed, "rains"}, {Kind::Removed, "tomorrow"},
            {Kind::Added, "snows"}, {Kind::Added, "hard"}, {Kind::Kept, ","},        {Kind::Kept, "we"},
            {Kind::Kept, "stay"},   {Kind::Added, "home"}};
        QCOMPARE(wordDifference(before, after), expected);
        for (const WordChange &word : wordDifference(before, before))
            QCOMPARE(word.kind, Kind::Kept);
        QVERIFY(wordDifference({}, {}).empty());
        QCOMPARE(wordDifference({}, {"a"}), (std::vector<WordChange>{{Kind::Added, "a"}}));
    }

    void differenceOfLongOutputsIsNotQuadratic()
    {
        QStringList before, after;
        for (int i = 0; i < 5000; ++i) {
            before << QString::number(i);
            after << QString::number(-i - 1);
        }
        QCOMPARE(wordDifference(before, after).size(), std::size_t(10000));
    }
};

QTEST_GUILESS_MAIN(TestSourceSpan)
#include "test_source_span.moc"
