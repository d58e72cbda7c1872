// links: fovea_commands nlohmann_json::nlohmann_json

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <array>

#include <nlohmann/json.hpp>

#include "core/io/trace_file.h"
#include "core/vision/picture_file.h"
#include "support/command_run.h"
#include "support/tiny_caption_bundle.h"
#include "support/toy_pictures.h"

using namespace fovea;
using namespace fovea::app;
using namespace fovea::test;

class TestCommandCaption : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;
    std::string bundle_;
    std::vector<std::string> pictures_;

    std::string path(const char *name) const { return folder_.filePath(name).toStdString(); }

private slots:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        bundle_ = writeTinyCaptionBundle(path("tiny")).string();
        const int colours[] = {0xff0000, 0x00ff00, 0x3050ff};
        for (int i = 0; i < 3; ++i) {
            pictures_.push_back(path("picture") + std::to_string(i) + ".bmp");
            writeBytes(pictures_.back(), ToyPictures::bitmap(colours[i], 40 + 20 * i));
        }
    }

    void captionsInOrder_data()
    {
        QTest::addColumn<QString>("threads");
        QTest::newRow("one thread") << "1";
        QTest::newRow("three threads") << "3";
    }
    void captionsInOrder()
    {
        QFETCH(QString, threads);
        const CommandResult result =
            runHere(captionCommand(), {"-m", bundle_, "--beam", "2", "--threads", threads.toStdString(), pictures_[0],
                                       pictures_[1], pictures_[2]});
        QCOMPARE(result.err, "");
        QCOMPARE(result.status, 0);
        const auto captioner = Captioner::open(bundle_);
        const auto lines = splitLines(result.out);
        QCOMPARE(lines.size(), std::size_t{3});
        BeamOptions beam;
        beam.width = 2;
        beam.lengthPenalty = 0.6;
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(lines[i],
                     pictures_[i] + "\t" + captioner->caption(readPicture(pictures_[i]), "", beam).targetText);
    }

    void jsonHasTheGrid()
    {
        const CommandResult result =
            runHere(captionCommand(), {"-m", bundle_, "--format", "json", pictures_[0], pictures_[1]});
        QCOMPARE(result.status, 0);
        const auto lines = splitLines(result.out);
        QCOMPARE(lines.size(), std::size_t{2});
        for (std::size_t i = 0; i < 2; ++i) {
            const auto json = nlohmann::json::parse(lines[i]);
            QCOMPARE(json.at("task").get<std::string>(), "caption");
            QCOMPARE(json.at("source").at("kind").get<std::string>(), "grid");
            QCOMPARE(json.at("source").at("rows").get<int>(), 14);
            QCOMPARE(json.at("source").at("columns").get<int>(), 14);
            QCOMPARE(json.at("source").at("text").get<std::string>(),
                     std::filesystem::path(pictures_[i]).filename().string());
            QCOMPARE(json.at("weights").size(), json.at("target").at("tokens").size());
            QCOMPARE(json.at("weights").at(0).size(), std::size_t{196});
        }
    }

    void aBadPictureDoesNotStopTheRest()
    {
        writeBytes(path("bad.jpg"), "no picture");
        const CommandResult result =
            runHere(captionCommand(), {"-m", bundle_, pictures_[0], path("bad.jpg"), path("none.png"), pictures_[1]});
        QCOMPARE(result.status, 1);
        const auto lines = splitLines(result.out);
        QCOMPARE(lines.size(), std::size_t{4});
        QVERIFY(lines[0].size() > pictures_[0].size() + 1);
        QCOMPARE(lines[1], path("bad.jpg") + "\t");
        QCOMPARE(lines[2], path("none.png") + "\t");
        QVERIFY(lines[3].size() > pictures_[1].size() + 1);
        const auto errors = splitLines(result.err);
        QCOMPARE(errors.size(), std::size_t{2});
        QVERIFY2(errors[0].starts_with("fovea: " + path("bad.jpg") + ": "), errors[0].c_str());
        QCOMPARE(errors[1], "fovea: " + path("none.png") + ": no such file");
    }

    void oneLineAPictureWhateverItsName()
    {
        for (const char *name : {"tab\there.png", "new\nline.png", "back\\slash.png", "bell\a.png"})
            writeBytes(path(name), readBytes(pictures_[0]));
        const std::vector<std::string> words{
            "-m", bundle_, path("tab\there.png"), path("new\nline.png"), path("back\\slash.png"), path("bell\a.png")};
        const auto lines = splitLines(runHere(captionCommand(), words).out);
        QCOMPARE(lines.size(), std::size_t{4});
        const std::array expected{"/tab\\there.png\t", "/new\\nline.png\t", "/back\\\\slash.png\t", "/bell\\x07.png\t"};
        for (std::size_t i = 0; i < lines.size(); ++i) {
            QVERIFY2(lines[i].find(expected[i]) != std::string::npos, lines[i].c_str());
            QCOMPARE(std::count(lines[i].begin(), lines[i].end(), '\t'), 1);
        }
        std::vector<std::string> json = words;
        json.insert(json.begin(), "--format=json");
        QCOMPARE(parseTraces(runHere(captionCommand(), json).out, "out").at(1).sourceText,
                 std::string("new\nline.png"));
    }

    void aFailedPictureHasTheGridOfTheOthers()
    {
        const CommandResult result =
            runHere(captionCommand(), {"--format=json", "-m", bundle_, path("none.png"), pictures_[0]});
        QCOMPARE(result.status, 1);
        const auto traces = parseTraces(result.out, "out");
        QCOMPARE(traces.size(), std::size_t{2});
        QVERIFY(traces[0].source.kind == SourceAxis::Kind::Grid);
        QCOMPARE(traces[0].model.task, traces[1].model.task);
        QCOMPARE(traces[0].source.size(), traces[1].source.size());
        QVERIFY(traces[0].steps.empty());
    }

    void figuresAreNumbered()
    {
        const CommandResult one =
            runHere(captionCommand(), {"-m", bundle_, "--beam", "1", "--figure", path("one.png"), pictures_[0]});
        QCOMPARE(one.err, "");
        QVERIFY(!QImage(folder_.filePath("one.png")).isNull());
        const CommandResult two = runHere(
            captionCommand(), {"-m", bundle_, "--beam", "1", "--figure", path("two.svg"), pictures_[0], pictures_[1]});
        QCOMPARE(two.err, "");
        QVERIFY(readBytes(path("two-1.svg")).find("<svg") != std::string::npos);
        QVERIFY(readBytes(path("two-2.svg")).find("<svg") != std::string::npos);
        QVERIFY(!std::filesystem::exists(path("two.svg")));
    }

    void wrongUsage()
    {
        QCOMPARE(runHere(captionCommand(), {"-m", bundle_}).status, 2);
        QCOMPARE(runHere(captionCommand(), {pictures_[0]}).status, 2);
        QCOMPARE(runHere(captionCommand(), {"-m", bundle_, "--format", "pharaoh", pictures_[0]}).status, 2);
        QCOMPARE(runHere(captionCommand(), {"-m", bundle_, "--figure", path("x.gif"), pictures_[0]}).status, 2);
        const CommandResult other = runHere(captionCommand(), {"-m", path("nothing"), pictures_[0]});
        QCOMPARE(other.status, 1);
        QCOMPARE(splitLines(other.err).size(), std::size_t{1});
    }

    void evaluatesWithAllReferences()
    {
        // The model's own captions are among the references: every order is found.
        const auto captioner = Captioner::open(bundle_);
        std::string lines;
        for (int i = 0; i < 3; ++i) {
            const std::string name = "picture" + std::to_string(i) + ".bmp";
            lines += name + "\tsomething else\n" + name + "\t" +
                     captioner->caption(readPicture(pictures_[static_cast<std::size_t>(i)]), "", {}).targetText + "\n";
        }
        writeBytes(path("references.tsv"), lines);
        const CommandResult result =
            runHere(evaluateCommand(), {"-m", bundle_, "--source", folder_.path().toStdString(), "--reference",
                                        path("references.tsv"), "--beam", "1"});
        QCOMPARE(result.err, "");
        QCOMPARE(result.status, 0);
        const auto json = nlohmann::json::parse(result.out);
        QCOMPARE(json.at("pictures").get<int>(), 3);
        for (const auto &score : json.at("bleu1To4"))
            QVERIFY(std::abs(score.get<double>() - 100) < 1e-6);
        QVERIFY(json.at("meanNormalizedEntropy").get<double>() > 0);
        QVERIFY(json.at("weightOfLargestTenth").get<double>() > 0.1);
        QCOMPARE(
            runHere(evaluateCommand(), {"-m", bundle_, "--source", "x", "--reference", "y", "--alignment", "z"}).status,
            2);
    }
};

QTEST_APPLESS_MAIN(TestCommandCaption)
#include "test_command_caption.moc"
