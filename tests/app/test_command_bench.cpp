// links: fovea_commands nlohmann_json::nlohmann_json

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "app/commands/loaded_core.h"
#include "support/command_run.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::app;
using namespace fovea::test;

class TestCommandBench : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        bundle_ = writeTinyBundle(folder_.filePath("tiny").toStdString()).string();
        input_ = folder_.filePath("input").toStdString();
        QFile file(folder_.filePath("input"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("我喜欢学习。\n\n他是一个学生。\n") > 0);
    }

    void measures()
    {
        const CommandResult result = runHere(benchCommand(), {"-m", bundle_, "--input", input_});
        QCOMPARE(result.err, std::string());
        QCOMPARE(result.status, 0);
        const auto json = nlohmann::json::parse(result.out);
        QCOMPARE(json["sentences"].get<int>(), 2);
        QVERIFY(json["openMilliseconds"].get<double>() > 0);
        QVERIFY(json["encodeMilliseconds"].get<double>() > 0);
        const double median = json["stepMilliseconds"]["median"];
        QVERIFY(median > 0);
        QVERIFY(median <= json["stepMilliseconds"]["p95"].get<double>());
        const double greedy = json["tokensPerSecond"]["greedy"];
        QVERIFY(json["tokensPerSecond"]["beam5"].get<double>() > 0);
        // A token takes a step and more.
        QVERIFY2(greedy < 2000 / median, result.out.c_str());
        QVERIFY(!json["build"]["simd"].get<std::string>().empty());
        QVERIFY(json["hardwareThreads"].get<int>() >= 1);
    }

    void theCoreIsFoundWhereTheLoaderFoundIt()
    {
        // The C library stands in for the package's core: it is there, wherever it is.
        const std::string library = loadedLibrary("libc.so.6");
        QVERIFY2(library.starts_with('/') && library.ends_with("/libc.so.6"), library.c_str());
        QCOMPARE(loadedLibrary("libc.so"), std::string());
        QCOMPARE(loadedLibrary("libfovea_core.so"), std::string()); // a test holds the core itself
        QCOMPARE(instructionSetOf("/usr/lib/fovea/libfovea_core.so"), std::string("x86-64 (SSE2)"));
        QCOMPARE(instructionSetOf("/usr/lib/fovea/glibc-hwcaps/x86-64-v3/libfovea_core.so"),
                 std::string("x86-64-v3 (AVX2, FMA)"));
    }

    void refusesWhatItCannotUse()
    {
        const std::string missing = folder_.filePath("missing").toStdString();
        const CommandResult input = runHere(benchCommand(), {"-m", bundle_, "--input", missing});
        QCOMPARE(input.status, 1);
        QVERIFY(input.err.starts_with("fovea: " + missing + ": "));
        const std::string blank = folder_.filePath("blank").toStdString();
        QFile file(folder_.filePath("blank"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\n \n") > 0);
        file.close();
        QCOMPARE(runHere(benchCommand(), {"-m", bundle_, "--input", blank}).err,
                 "fovea: " + blank + ": the file has no sentence\n");
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(runHere(benchCommand(), {"-m", bundle_}, {}, stop).status, 1);
    }

private:
    QTemporaryDir folder_;
    std::string bundle_, input_;
};

QTEST_GUILESS_MAIN(TestCommandBench)
#include "test_command_bench.moc"
