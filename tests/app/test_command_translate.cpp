// links: fovea_commands nlohmann_json::nlohmann_json

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

#include <nlohmann/json.hpp>

#include "app/commands/trace_text.h"
#include "core/io/trace_file.h"
#include "core/tasks/translator.h"
#include "support/command_run.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::app;
using namespace fovea::test;

class TestCommandTranslate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        bundle_ = writeTinyBundle(path("tiny")).string();
        noneBundle_ = writeTinyBundle(path("none"), {MatchFunction::None, 1, 0}).string();
        for (const std::string &line : tinySourceLines())
            input_ += line + "\n";
    }

    void translatesLineByLine_data()
    {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("beam");
        QTest::newRow("one thread, greedy") << 1 << 1;
        QTest::newRow("three threads, greedy") << 3 << 1;
        QTest::newRow("three threads, beam 4") << 3 << 4;
    }

    void translatesLineByLine()
    {
        QFETCH(int, threads);
        QFETCH(int, beam);
        const CommandResult result =
            translate({"--threads", std::to_string(threads), "--beam=" + std::to_string(beam)}, input_);
        QCOMPARE(result.err, std::string());
        QCOMPARE(result.status, 0);
        const auto translator = Translator::open(bundle_);
        std::string expected;
        for (const std::string &line : tinySourceLines())
            expected += translator->translate(line, {beam, 0.6, 0, 0}).targetText + "\n";
        QCOMPARE(result.out, expected);
    }

    void beamFiveIsTheDefault()
    {
        QCOMPARE(translate({}, input_).out, translate({"--beam", "5", "--length-penalty", "0.6"}, input_).out);
    }

    void lengthPenaltyIsUsed()
    {
        const auto scoreWith = [&](const char *penalty) {
            return parseTraces(translate({"--format=json", penalty}, input_).out, "out")[0].decoding.score;
        };
        QVERIFY(scoreWith("--length-penalty=0") < scoreWith("--length-penalty=3"));
    }

    void anEmptyLineGivesAnEmptyLine_data()
    {
        QTest::addColumn<QByteArray>("blank");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("spaces") << QByteArray("   ");
        QTest::newRow("ideographic space") << QByteArray("\xE3\x80\x80");
        QTest::newRow("carriage return") << QByteArray("\r");
        QTest::newRow("control characters") << QByteArray("\x01\x02\t");
    }

    void anEmptyLineGivesAnEmptyLine()
    {
        QFETCH(QByteArray, blank);
        const std::string line = tinySourceLines()[0];
        const auto lines = splitLines(translate({}, line + "\n" + blank.toStdString() + "\n" + line).out);
        QCOMPARE(lines.size(), std::size_t{3});
        QVERIFY(!lines[0].empty());
        QCOMPARE(lines[1], std::string());
        QCOMPARE(lines[2], lines[0]);
        QCOMPARE(translate({"--format=json"}, blank.toStdString() + "\n").out, std::string("\n"));
        QCOMPARE(translate({"--format=pharaoh"}, blank.toStdString() + "\n").out, std::string("\n"));
    }

    void nothingGivesNothing()
    {
        const CommandResult result = translate({}, "");
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, std::string());
    }

    void otherEncodingsAreRefused()
    {
        const std::string line = tinySourceLines()[0];
        CommandResult result = translate({"--beam=1"}, line + "\n机\xFF器\n");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.err, std::string("fovea: standard input: line 2 is not UTF-8 text: save it as UTF-8\n"));
        // Of a file nothing is translated before all of it is known to be text.
        const std::string file = write("gbk.txt", QByteArray::fromStdString(line) + "\n\xce\xd2\n");
        result = translate({"--beam=1", "-i", file}, "");
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, std::string());
        QCOMPARE(result.err, "fovea: " + file + ": line 2 is not UTF-8 text: save it as UTF-8\n");
        result = translate({"--force", write("latin1.en", "caf\xe9\n")}, line + "\n");
        QCOMPARE(result.status, 1);
        QVERIFY(result.err.ends_with("latin1.en: line 1 is not UTF-8 text: save it as UTF-8\n"));
        QCOMPARE(translate({"--beam=1"}, "\xF0\x9F\x98\x80\n").status, 0);
    }

    void blankLinesAtTheEndOfForcedLines()
    {
        const std::string sources = "我喜欢学习。\n他是一个学生。\n";
        const std::string plain = write("plain.en", "I like to learn.\nHe is a student.\n");
        const std::string more = write("more.en", "\xEF\xBB\xBFI like to learn.\r\nHe is a student.\r\n\r\n \n");
        const CommandResult wanted = translate({"--format=pharaoh", "--force", plain}, sources);
        QCOMPARE(wanted.status, 0);
        QCOMPARE(translate({"--format=pharaoh", "--force", more}, sources).out, wanted.out);
        const std::string file = write("more.zh", QByteArray::fromStdString(sources) + "\n");
        QCOMPARE(translate({"--format=pharaoh", "--force", plain, "-i", file}, "").out, wanted.out + "\n");
    }

    void aTooLongLineIsNamedAndTheOthersTranslated()
    {
        std::string longLine;
        for (int i = 0; i < 5000; ++i)
            longLine += "机";
        const std::string line = tinySourceLines()[0];
        const CommandResult result = translate({"--beam=1"}, line + "\n" + longLine + "\n" + line + "\n");
        QCOMPARE(result.status, 1);
        const auto lines = splitLines(result.out);
        QCOMPARE(lines.size(), std::size_t{3});
        QCOMPARE(lines[1], std::string());
        QCOMPARE(lines[2], lines[0]);
        QCOMPARE(splitLines(result.err).size(), std::size_t{1});
        QVERIFY2(result.err.starts_with("fovea: standard input:2: "), result.err.c_str());
        QVERIFY2(result.err.find("5001") != std::string::npos, result.err.c_str());
    }

    void jsonIsATraceALine()
    {
        const CommandResult result = translate({"--format", "json", "--beam=3", "--length-penalty=1"}, input_);
        const auto traces = parseTraces(result.out, "out");
        QCOMPARE(traces.size(), tinySourceLines().size());
        QCOMPARE(splitLines(result.out).size(), tinySourceLines().size());
        for (std::size_t i = 0; i < traces.size(); ++i) {
            QCOMPARE(traces[i].sourceText, tinySourceLines()[i]);
            QCOMPARE(traces[i].decoding.beam, 3);
            QCOMPARE(traces[i].decoding.lengthPenalty, 1.0);
            for (const AttentionStep &step : traces[i].steps)
                QVERIFY(std::abs(step.weights.sum() - 1) < 1e-5F);
        }
    }

    void pharaohLinksAreWithinTheWords()
    {
        const CommandResult result =
            translate({"--format=pharaoh", "--force", write("pharaoh.en", "I like to learn .\n")}, "我 喜欢 学习 。\n");
        QCOMPARE(result.err, std::string());
        const QStringList links = QString::fromStdString(result.out).trimmed().split(' ');
        QCOMPARE(links.size(), 5); // every target word has its largest weight somewhere
        for (int j = 0; j < 5; ++j) {
            const QStringList link = links[j].split('-');
            QCOMPARE(link.size(), 2);
            QCOMPARE(link[1].toInt(), j);
            QVERIFY(link[0].toInt() >= 0 && link[0].toInt() < 4);
        }
    }

    /// Words are numbered as by tools that split at blanks and tabs only.
    void pharaohWordsAreThoseBetweenBlanks()
    {
        const std::string target = write("one.en", "I like to learn\n");
        for (const char *source : {"我\u00a0喜欢\u3000学习\u2009。", "我\v喜欢\f学习"}) {
            const CommandResult result = translate({"--format=pharaoh", "--force", target}, source + std::string("\n"));
            QCOMPARE(result.err, std::string());
            for (const QString &link : QString::fromStdString(result.out).trimmed().split(' '))
                QVERIFY2(link.startsWith("0-"), qPrintable(link));
        }
    }

    void nematusHoldsTheMatrix()
    {
        const auto traces = parseTraces(translate({"--format=json"}, input_).out, "out");
        const auto lines = splitLines(translate({"--format=nematus"}, input_).out);
        std::size_t at = 0;
        for (std::size_t i = 0; i < traces.size(); ++i) {
            const AttentionTrace &trace = traces[i];
            const QStringList header = QString::fromStdString(lines[at++]).split(" ||| ");
            QCOMPARE(header.size(), 5);
            QCOMPARE(header[0].toInt(), static_cast<int>(i));
            const std::size_t words = trace.steps.size() - (trace.complete ? 1 : 0);
            QCOMPARE(header[1].split(' ', Qt::SkipEmptyParts).size(), static_cast<qsizetype>(words));
            QCOMPARE(QString(header[1]).replace("@@ ", "").toStdString(), trace.targetText);
            QCOMPARE(header[3].split(' ').size(), trace.source.size() - 1);
            QCOMPARE(header[4], QString("%1 %2").arg(trace.source.size()).arg(trace.steps.size()));
            for (const AttentionStep &step : trace.steps) {
                const QStringList weights = QString::fromStdString(lines[at++]).split(' ');
                QCOMPARE(weights.size(), step.weights.size());
                for (int column = 0; column < weights.size(); ++column)
                    QCOMPARE(weights[column].toFloat(), step.weights[column]);
            }
            QCOMPARE(lines[at++], std::string());
        }
        QCOMPARE(at, lines.size());
        QCOMPARE(translate({"--format=nematus"}, "\n").out, std::string("0 |||  ||| 0 |||  ||| 0 0\n\n"));
    }

    void forcedLinesAreScored()
    {
        const std::string target = write("force.en", "I like to learn.\nHe is a student.\n");
        const CommandResult result = translate({"--format=json", "--force", target}, "我喜欢学习。\n他是一个学生。\n");
        QCOMPARE(result.err, std::string());
        const auto traces = parseTraces(result.out, "out");
        QCOMPARE(traces.size(), std::size_t{2});
        QCOMPARE(traces[0].targetText, std::string("I like to learn."));
        QCOMPARE(traces[1].targetText, std::string("He is a student."));
        QVERIFY(traces[0].complete);
        QVERIFY(traces[0].decoding.score < 0);
    }

    void unequalCountsNameBothFiles_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("counts");
        QTest::newRow("target shorter") << QByteArray("我\n我\n我\n") << QByteArray("I\n") << "3 1";
        QTest::newRow("source shorter") << QByteArray("我\n") << QByteArray("I\nI\n") << "1 2";
        QTest::newRow("no target") << QByteArray("我\n") << QByteArray() << "1 0";
    }

    void unequalCountsNameBothFiles()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, target);
        QFETCH(QString, counts);
        const std::string targetPath = write("unequal.en", target);
        const std::string sourcePath = write("unequal.zh", source);
        for (const bool piped : {true, false}) {
            const CommandResult result =
                piped ? translate({"--force", targetPath}, source.toStdString())
                      : translate({"-i", sourcePath, "--force", targetPath, "-o", path("unequal.out")}, "");
            QCOMPARE(result.status, 1);
            const QString err = QString::fromStdString(result.err);
            QCOMPARE(err.count('\n'), 1);
            const std::string name = piped ? "standard input" : sourcePath;
            QVERIFY2(err.contains(QString::fromStdString(name) + " has " + counts.split(' ')[0] + " line"),
                     result.err.c_str());
            QVERIFY2(err.contains(QString::fromStdString(targetPath) + " has " + counts.split(' ')[1] + " line"),
                     result.err.c_str());
            QVERIFY(!QFile::exists(QString::fromStdString(path("unequal.out"))));
        }
    }

    void writesAFileAtOnce()
    {
        const std::string output = path("out.txt");
        const std::string source = write("source.zh", QByteArray::fromStdString(input_));
        const CommandResult result = translate({"-i", source, "-o", output}, "not read\n");
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, std::string());
        QCOMPARE(fileText(output), translate({}, input_).out);
    }

    void aStopKeepsTheOldFile()
    {
        const std::string output = write("kept.txt", "old");
        std::stop_source stop;
        stop.request_stop();
        const CommandResult result = runHere(translateCommand(), {"-m", bundle_, "-o", output}, input_, stop);
        QVERIFY(result.status != 0);
        QCOMPARE(fileText(output), std::string("old"));
        QCOMPARE(QDir(folder_.path()).entryList({"kept*"}).size(), 1);
    }

    void refusesWhatItCannotUse_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("names");
        const QString missing = QString::fromStdString(path("missing"));
        const QString bundle = QString::fromStdString(bundle_);
        const QString none = QString::fromStdString(noneBundle_);
        QTest::newRow("no model") << QStringList{"-m", missing} << 1 << missing;
        QTest::newRow("no input") << QStringList{"-m", bundle, "-i", missing} << 1 << missing;
        QTest::newRow("folder as input") << QStringList{"-m", bundle, "-i", folder_.path()} << 1 << folder_.path();
        QTest::newRow("no force file") << QStringList{"-m", bundle, "--force", missing} << 1 << missing;
        QTest::newRow("no folder for the output")
            << QStringList{"-m", bundle, "-o", missing + "/out"} << 1 << missing + "/out";
        QTest::newRow("folder as output") << QStringList{"-m", bundle, "-o", folder_.path()} << 1 << folder_.path();
        QTest::newRow("weights of none") << QStringList{"-m", none, "--format=nematus"} << 1 << none;
        QTest::newRow("links of none") << QStringList{"-m", none, "--format=pharaoh"} << 1 << none;
        QTest::newRow("wrong format") << QStringList{"-m", bundle, "--format=xml"} << 2 << "--format";
        QTest::newRow("beam 0") << QStringList{"-m", bundle, "--beam=0"} << 2 << "--beam";
        QTest::newRow("no threads") << QStringList{"-m", bundle, "--threads=0"} << 2 << "--threads";
        QTest::newRow("two standard inputs") << QStringList{"-m", bundle, "--force=-"} << 2 << "--force";
        QTest::newRow("no model option") << QStringList{} << 2 << "-m BUNDLE";
    }

    void refusesWhatItCannotUse()
    {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        QFETCH(QString, names);
        std::vector<std::string> list;
        for (const QString &word : words)
            list.push_back(word.toStdString());
        const CommandResult result = runHere(translateCommand(), list, input_);
        QCOMPARE(result.status, status);
        QCOMPARE(result.out, std::string());
        const auto lines = splitLines(result.err);
        QVERIFY2(lines[0].starts_with("fovea: "), result.err.c_str());
        QVERIFY2(QString::fromStdString(lines[0]).contains(names), result.err.c_str());
        if (status == 1)
            QCOMPARE(lines.size(), std::size_t{1});
        else
            QVERIFY(lines[1].starts_with("usage: fovea translate "));
    }

    void noneStillTranslates()
    {
        const CommandResult result = runHere(translateCommand(), {"-m", noneBundle_}, input_);
        QCOMPARE(result.status, 0);
        QCOMPARE(splitLines(result.out).size(), tinySourceLines().size());
    }

    void nematusTextStaysReadable()
    {
        AttentionTrace trace;
        trace.source.labels = {"a|||b", "␣", "⟨end⟩"};
        trace.decoding.score = -0.5;
        const auto step = [](const char *piece, float weight) {
            AttentionStep one;
            one.piece = piece;
            one.weights = Vector::Constant(3, weight);
            return one;
        };
        trace.steps = {step("▁un", 0.25F), step("do", 0.5F), step("▁|||", 0.125F), step("</s>", 1)};
        trace.complete = true;
        AttentionTrace pieces = trace;
        pieces.source.labels = {"Unter", "wasser", "kamera", "机", "器", "⟨end⟩"};
        pieces.sourceText = "Unterwasser kamera 机器";
        for (AttentionStep &one : pieces.steps)
            one.weights = Vector::Constant(6, 0.5F);
        QVERIFY2(nematusText(pieces, 0).find(" ||| Unter@@ wasser kamera 机 器 ||| 6 4\n") != std::string::npos,
                 nematusText(pieces, 0).c_str());
        // "of ⁇ S", decoded from a lone space, the unknown word and a piece without a space.
        pieces.steps = {step("▁of", 0), step("▁", 0), step("<unk>", 0), step("S", 0), step("</s>", 0)};
        QVERIFY2(nematusText(pieces, 0).starts_with("0 ||| of @@ ⁇ S ||| "), nematusText(pieces, 0).c_str());
        QCOMPARE(nematusText(trace, 7), std::string("7 ||| un@@ do &#124;&#124;&#124; ||| -0.5 ||| "
                                                    "a&#124;&#124;&#124;b ␣ ||| 3 4\n"
                                                    "0.25 0.25 0.25\n0.5 0.5 0.5\n0.125 0.125 0.125\n1 1 1\n\n"));
    }

private:
    std::string path(const char *name) const { return folder_.filePath(name).toStdString(); }

    std::string write(const char *name, const QByteArray &text) const
    {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write a test file");
        return file.fileName().toStdString();
    }

    CommandResult translate(std::vector<std::string> words, const std::string &input) const
    {
        words.insert(words.begin(), {"-m", bundle_});
        return runHere(translateCommand(), words, input);
    }

    QTemporaryDir folder_;
    std::string bundle_, noneBundle_;
    std::string input_;
};

QTEST_GUILESS_MAIN(TestCommandTranslate)
#include "test_command_translate.moc"
