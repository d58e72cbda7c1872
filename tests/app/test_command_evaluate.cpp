// links: fovea_commands nlohmann_json::nlohmann_json

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/metrics/alignment.h"
#include "core/metrics/attention_metrics.h"
#include "core/metrics/bleu.h"
#include "core/tasks/translator.h"
#include "support/command_run.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::app;
using namespace fovea::test;

namespace
{

std::string joined(const std::vector<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines)
        text += line + "\n";
    return text;
}

/// Chinese words as gold files have them.
const std::vector<std::string> kSegmented{"我 喜欢 学习 。", "他 是 一个 学生 。"};
const std::vector<std::string> kSegmentedTargets{"I like to learn .", "He is a student ."};

} // namespace

class TestCommandEvaluate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        bundle_ = writeTinyBundle(path("tiny")).string();
        noneBundle_ = writeTinyBundle(path("none"), {MatchFunction::None, 1, 0}).string();
        source_ = write("source.zh", joined(tinySourceLines()));
        reference_ = write("reference.en", joined(tinyTargetLines()));
        translator_ = Translator::open(bundle_);
    }

    void scoresWhatTranslateWrites()
    {
        const nlohmann::json json = evaluate({"--source", source_, "--reference", reference_, "--beam=2"});
        std::vector<std::string> hypotheses;
        double entropySum = 0;
        int steps = 0;
        for (const std::string &line : tinySourceLines()) {
            const AttentionTrace trace = translator_->translate(line, {2, 0.6, 0, 0});
            hypotheses.push_back(trace.targetText);
            for (const AttentionStep &step : trace.steps) {
                entropySum += normalizedEntropy(step.weights);
                ++steps;
            }
        }
        const BleuScore bleu = corpusBleu(hypotheses, tinyTargetLines());
        QCOMPARE(json["sentences"].get<std::size_t>(), tinySourceLines().size());
        QCOMPARE(json["bleu"]["score"].get<double>(), bleu.score);
        QCOMPARE(json["bleu"]["brevityPenalty"].get<double>(), bleu.brevityPenalty);
        QCOMPARE(json["bleu"]["hypothesisLength"].get<long long>(), bleu.hypothesisLength);
        QCOMPARE(json["bleu"]["referenceLength"].get<long long>(), bleu.referenceLength);
        for (std::size_t n = 0; n < 4; ++n)
            QCOMPARE(json["bleu"]["precisions"][n].get<double>(), bleu.precisions[n]);
        QVERIFY(std::abs(json["meanNormalizedEntropy"].get<double>() - entropySum / steps) < 1e-9);
        QVERIFY(json["seconds"].get<double>() > 0);
        QVERIFY(json["sentencesPerSecond"].get<double>() > 0);
        QCOMPARE(json["failed"].get<int>(), 0);
        QVERIFY(!json.contains("alignment"));
    }

    void aPerfectTranslationScores100()
    {
        std::vector<std::string> outputs;
        for (const std::string &line : tinySourceLines())
            outputs.push_back(translator_->translate(line, {1, 0.6, 0, 0}).targetText);
        const auto json =
            evaluate({"--source", source_, "--reference", write("own.en", joined(outputs)), "--beam", "1"});
        QCOMPARE(json["bleu"]["score"].get<double>(), 100.0);
        for (const auto &bucket : json["bleuBySourceTokens"])
            if (bucket["sentences"] > 0 && bucket["from"] < 11)
                QVERIFY(bucket["bleu"].get<double>() > 99.999);
    }

    void bucketsSplitBySourceTokens()
    {
        std::vector<std::string> sources;
        for (const int length : {0, 1, 10, 11, 20, 21, 30, 31, 50, 51, 90}) {
            std::string line;
            for (int i = 0; i < length; ++i)
                line += "学";
            sources.push_back(line);
        }
        const std::string references = write("buckets.en", joined(std::vector<std::string>(sources.size(), "He is.")));
        const auto json =
            evaluate({"--source", write("buckets.zh", joined(sources)), "--reference", references, "--beam=1"});
        const auto &buckets = json["bleuBySourceTokens"];
        QCOMPARE(buckets.size(), std::size_t{5});
        const std::vector<int> expected{3, 2, 2, 2, 2}; // the empty sentence is among the shortest
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(buckets[i]["sentences"].get<int>(), expected[i]);
        QCOMPARE(buckets[1]["from"].get<int>(), 11);
        QCOMPARE(buckets[1]["to"].get<int>(), 20);
        QVERIFY(buckets[4]["to"].is_null());
    }

    void anEmptyBucketHasNoScore()
    {
        const auto json = evaluate({"--source", source_, "--reference", reference_, "--beam=1"});
        QCOMPARE(json["bleuBySourceTokens"][4]["sentences"].get<int>(), 0);
        QVERIFY(json["bleuBySourceTokens"][4]["bleu"].is_null());
    }

    void threadsDoNotChangeTheResult()
    {
        auto one = evaluate({"--source", source_, "--reference", reference_, "--threads=1"});
        auto four = evaluate({"--source", source_, "--reference", reference_, "--threads=4"});
        for (const char *timing : {"seconds", "sentencesPerSecond", "threads"}) {
            one.erase(timing);
            four.erase(timing);
        }
        QCOMPARE(one.dump(), four.dump());
    }

    void alignsTheReference_data()
    {
        QTest::addColumn<bool>("oneBased");
        QTest::newRow("from 0") << false;
        QTest::newRow("from 1") << true;
    }

    void alignsTheReference()
    {
        QFETCH(bool, oneBased);
        // The gold says what the model says, but for one link of the first sentence.
        std::string gold;
        long long links = 0;
        for (std::size_t i = 0; i < kSegmented.size(); ++i) {
            const AttentionTrace trace = translator_->force(kSegmented[i], kSegmentedTargets[i]);
            const std::vector<Link> own =
                hardLinks(wordWeights(trace, wordsOf(kSegmented[i]), wordsOf(kSegmentedTargets[i])));
            for (Link link : own) {
                if (links++ == 0)
                    link.source = (link.source + 1) % 4;
                const int first = oneBased ? 1 : 0;
                gold += std::to_string(link.source + first) + "-" + std::to_string(link.target + first) + " ";
            }
            gold += "\n";
        }
        QCOMPARE(links, 10LL); // one for each target word
        std::vector<std::string> words{"--source",    write("words.zh", joined(kSegmented)),
                                       "--reference", write("words.en", joined(kSegmentedTargets)),
                                       "--alignment", write("gold", gold)};
        if (oneBased)
            words.push_back("--one-based");
        const auto json = evaluate(words);
        // |A| = |S| = 10, 9 in common: 1 - 18 / 20.
        QVERIFY(std::abs(json["alignment"]["errorRate"].get<double>() - 0.1) < 1e-9);
        QCOMPARE(json["alignment"]["links"].get<int>(), 10);
        QCOMPARE(json["alignment"]["sureLinks"].get<int>(), 10);
    }

    void noneHasNoAlignment()
    {
        const CommandResult result =
            runHere(evaluateCommand(),
                    {"-m", noneBundle_, "--source", write("words.zh", joined(kSegmented)), "--reference",
                     write("words.en", joined(kSegmentedTargets)), "--alignment", write("gold", "0-0\n0-0\n")});
        QCOMPARE(result.status, 0);
        const auto json = nlohmann::json::parse(result.out);
        QVERIFY(json.at("alignment").is_null());
        QVERIFY(json.at("meanNormalizedEntropy").is_null());
    }

    void aSentenceThatIsTooLongIsNamedAndCounted()
    {
        std::string longLine;
        for (int i = 0; i < 5000; ++i)
            longLine += "机";
        const CommandResult result = runHere(evaluateCommand(), {"-m", bundle_, "--beam=1", "--source",
                                                                 write("long.zh", "学习\n" + longLine + "\n"),
                                                                 "--reference", write("long.en", "learn\nlearn\n")});
        QCOMPARE(result.status, 1);
        QCOMPARE(nlohmann::json::parse(result.out)["failed"].get<int>(), 1);
        QCOMPARE(splitLines(result.err).size(), std::size_t{1});
        QVERIFY2(result.err.starts_with("fovea: " + path("long.zh") + ":2: "), result.err.c_str());
    }

    void refusesWhatItCannotUse_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto q = [](const std::string &text) { return QString::fromStdString(text); };
        const QString source = q(source_), reference = q(reference_), missing = q(path("missing"));
        const QString two = q(write("two", "0-0\n0-0\n")), bad = q(write("bad", "0-0\n0:0\n"));
        const QString words = q(write("words.zh", joined(kSegmented)));
        const QString targets = q(write("words.en", joined(kSegmentedTargets)));
        const QString outside = q(write("outside", "0-0\n4-5\n")), empty = q(write("empty", ""));
        QTest::newRow("source missing") << QStringList{"--source", missing, "--reference", reference} << 1 << missing;
        QTest::newRow("reference missing") << QStringList{"--source", source, "--reference", missing} << 1 << missing;
        QTest::newRow("unequal") << QStringList{"--source", source, "--reference", two} << 1
                                 << source + " has 10 lines and " + two + " has 2 lines";
        QTest::newRow("nothing") << QStringList{"--source", empty, "--reference", empty} << 1 << empty;
        QTest::newRow("gold unequal") << QStringList{"--source", source, "--reference", reference, "--alignment", two}
                                      << 1 << two + " has 2 lines";
        QTest::newRow("gold missing") << QStringList{"--source", words, "--reference", targets, "--alignment", missing}
                                      << 1 << missing;
        QTest::newRow("gold unreadable") << QStringList{"--source", words, "--reference", targets, "--alignment", bad}
                                         << 1 << bad;
        QTest::newRow("gold outside") << QStringList{"--source", words, "--reference", targets, "--alignment", outside}
                                      << 1 << outside + ":2: link 4-5 is outside";
        QTest::newRow("one-based without gold")
            << QStringList{"--source", words, "--reference", targets, "--one-based"} << 2 << "--alignment";
        QTest::newRow("no reference") << QStringList{"--source", source} << 2 << "--reference FILE";
    }

    void refusesWhatItCannotUse()
    {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        QFETCH(QString, says);
        std::vector<std::string> list{"-m", bundle_};
        for (const QString &word : words)
            list.push_back(word.toStdString());
        const CommandResult result = runHere(evaluateCommand(), list);
        QCOMPARE(result.status, status);
        QCOMPARE(result.out, std::string());
        const auto lines = splitLines(result.err);
        QVERIFY2(QString::fromStdString(lines[0]).contains(says), result.err.c_str());
        if (status == 1)
            QCOMPARE(lines.size(), std::size_t{1});
    }

private:
    std::string path(const char *name) const { return folder_.filePath(name).toStdString(); }

    std::string write(const char *name, const std::string &text) const
    {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0)
            qFatal("cannot write a test file");
        return file.fileName().toStdString();
    }

    nlohmann::json evaluate(std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"-m", bundle_});
        const CommandResult result = runHere(evaluateCommand(), words);
        if (result.status != 0)
            qFatal("%s", result.err.c_str());
        return nlohmann::json::parse(result.out);
    }

    QTemporaryDir folder_;
    std::string bundle_, noneBundle_, source_, reference_;
    std::shared_ptr<const Translator> translator_;
};

QTEST_GUILESS_MAIN(TestCommandEvaluate)
#include "test_command_evaluate.moc"
