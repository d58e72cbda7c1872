// links: fovea_train
#include <QTest>

#include <QTemporaryDir>

#include <algorithm>
#include <set>

#include "core/text/tokenizer.h"
#include "core/train/parallel_corpus.h"
#include "support/io_support.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

/// Pairs of all kinds of lengths; the ids say which pair it is.
std::vector<EncodedPair> somePairs(int count)
{
    std::vector<EncodedPair> pairs;
    for (int i = 0; i < count; ++i)
        pairs.push_back({std::vector<int>(static_cast<std::size_t>(1 + i * 7 % 13), i),
                         std::vector<int>(static_cast<std::size_t>(1 + i * 5 % 17), i)});
    return pairs;
}

} // namespace

class TestParallelCorpus : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;

    std::filesystem::path file(const char *name) const
    {
        return std::filesystem::path(folder_.path().toStdString()) / name;
    }
    TrainConfig::ParallelFiles write(const std::string &source, const std::string &target) const
    {
        writeBytes(file("x.zh"), source);
        writeBytes(file("x.en"), target);
        return {file("x.zh"), file("x.en"), 1};
    }

private slots:
    void readsLines()
    {
        const ParallelLines lines = readParallelLines(write("一\n\n三\n", "one\n\nthree"));
        QVERIFY((lines.source == std::vector<std::string>{"一", "", "三"}));
        QVERIFY((lines.target == std::vector<std::string>{"one", "", "three"})); // a last line needs no end
        QVERIFY(readParallelLines(write("", "")).source.empty());
    }

    void unequalCountsNameBothFilesAndCounts()
    {
        const auto files = write("a\nb\nc\n", "a\nb\n");
        QCOMPARE(errorOf([&] { readParallelLines(files); }),
                 file("x.zh").string() + ": 3 lines, but " + file("x.en").string() + " has 2");
    }

    void unreadableFilesAreNamed()
    {
        auto files = write("a\n", "b\n");
        files.target = file("none.en");
        QCOMPARE(errorOf([&] { readParallelLines(files); }),
                 file("none.en").string() + ": cannot be read: no such file or folder");
        files.target = file("");
        QCOMPARE(errorOf([&] { readParallelLines(files); }),
                 files.target.string() + ": cannot be read: is a folder, not a file");
    }

    void encodesWhatCanBeUsed()
    {
        trainSentencePiece(tinySourceLines(), {TokenizerTraining::Kind::Character, 100, 1.0}, file("s.spm"));
        const auto tokenizer = openSentencePiece(file("s.spm"));
        const ParallelLines lines{{"学习", " ", "学生", "机器学习机器学习", "一\r", "\xff学"},
                                  {"机器", "学", "", "机", "学生\r", "😀"}};
        std::vector<EncodedPair> pairs;
        encodePairs(lines, 2, 6, *tokenizer, *tokenizer, pairs);
        // Blank on one side, or more than six tokens with the end symbol: left out.
        QCOMPARE(pairs.size(), std::size_t{6});
        for (const EncodedPair &pair : pairs) {
            QCOMPARE(pair.source.back(), tokenizer->endId());
            QCOMPARE(pair.target.back(), tokenizer->endId());
        }
        QVERIFY(pairs[0].source == pairs[1].source && pairs[2].source == pairs[3].source);
        QCOMPARE(pairs[0].source.size(), std::size_t{3});
        QCOMPARE(tokenizer->decode(pairs[2].target), std::string("学生")); // the \r of a Windows file is no token
        QCOMPARE(pairs[2].target.size(), std::size_t{3});
        QCOMPARE(pairs[4].target.front(), tokenizer->unknownId());
        encodePairs({{"学习"}, {"机器"}}, 1, 3, *tokenizer, *tokenizer, pairs);
        QCOMPARE(pairs.size(), std::size_t{7}); // appended, and exactly maxTokens is allowed
    }

    void anEpochHasEveryPairOnceInBoundedBatches()
    {
        const auto pairs = somePairs(500);
        const auto batches = makeBatches(pairs, 100, 12, 3, 0);
        std::vector<int> seen;
        for (const auto &batch : batches) {
            QVERIFY(!batch.empty());
            QVERIFY(batch.size() <= 12);
            std::size_t longest = 0;
            for (const int i : batch)
                longest = std::max(longest, pairs[static_cast<std::size_t>(i)].target.size());
            QVERIFY(longest * batch.size() <= 100);
            seen.insert(seen.end(), batch.begin(), batch.end());
        }
        QCOMPARE(seen.size(), pairs.size());
        QCOMPARE(std::set<int>(seen.begin(), seen.end()).size(), pairs.size());
    }

    void littleIsPadded()
    {
        const auto pairs = somePairs(2000);
        std::size_t words = 0;
        std::size_t padded = 0;
        for (const auto &chosen : makeBatches(pairs, 300, 100, 1, 0)) {
            const TranslationBatch batch = padBatch(pairs, chosen, 2);
            words += static_cast<std::size_t>(batch.targetWords);
            padded += batch.targets.size();
        }
        QVERIFY(static_cast<double>(words) > 0.9 * static_cast<double>(padded));
    }

    void theSameSeedAndEpochGiveTheSameBatches()
    {
        const auto pairs = somePairs(300);
        const auto batches = makeBatches(pairs, 100, 50, 3, 4);
        QVERIFY(makeBatches(pairs, 100, 50, 3, 4) == batches);
        QVERIFY(makeBatches(pairs, 100, 50, 3, 5) != batches);
        QVERIFY(makeBatches(pairs, 100, 50, 4, 4) != batches);
        QCOMPARE(makeBatches(pairs, 100, 50, 3, 5).size(), batches.size()); // the learning rate counts on it
    }

    void aPairLongerThanABatchIsABatch()
    {
        const auto batches = makeBatches(somePairs(30), 1, 10, 1, 0);
        QCOMPARE(batches.size(), std::size_t{30});
        QVERIFY(makeBatches({}, 10, 10, 1, 0).empty());
    }

    void padsToTheLongest()
    {
        const std::vector<EncodedPair> pairs{{{5, 6, 3}, {7, 3}}, {{8, 3}, {9, 10, 11, 3}}};
        const std::vector<int> chosen{1, 0};
        const TranslationBatch batch = padBatch(pairs, chosen, 2);
        QVERIFY((batch.source == std::vector<int>{8, 5, 3, 6, 0, 3}));
        QVERIFY((batch.sourceLengths == std::vector<int>{2, 3}));
        QVERIFY((batch.inputs == std::vector<int>{2, 2, 9, 7, 10, 0, 11, 0}));
        QVERIFY((batch.targets == std::vector<int>{9, 7, 10, 3, 11, -1, 3, -1}));
        QCOMPARE(batch.targetWords, Index{6});
        QCOMPARE(padBatch(pairs, {}, 2).size(), Index{0}); // more threads than sentences
    }

    void theFingerprintKnowsThePairs()
    {
        const auto pairs = somePairs(20);
        auto changed = pairs;
        QCOMPARE(fingerprint(changed), fingerprint(pairs));
        changed[19].target.back() ^= 1;
        QVERIFY(fingerprint(changed) != fingerprint(pairs));
        changed = pairs;
        std::swap(changed[3], changed[4]);
        QVERIFY(fingerprint(changed) != fingerprint(pairs));
        changed = pairs;
        changed.pop_back();
        QVERIFY(fingerprint(changed) != fingerprint(pairs));
        // The same words, the border between the sides moved.
        QVERIFY(fingerprint({{{1, 2}, {3}}}) != fingerprint({{{1}, {2, 3}}}));
        QVERIFY(fingerprint({}) != 0);
    }
};

QTEST_APPLESS_MAIN(TestParallelCorpus)
#include "test_parallel_corpus.moc"
