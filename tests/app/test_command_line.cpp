// links: fovea_tasks

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

#include "support/fovea_process.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

/// Largest resident memory of all processes that this one has waited for, in KiB.
long largestChild()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_maxrss;
}

} // namespace

/// The real program, started as a person or a script starts it, without a display.
class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        QVERIFY2(QFileInfo(foveaProgram()).isExecutable(), "build the target fovea first");
        bundle_ = QString::fromStdString(writeTinyBundle(folder_.filePath("tiny").toStdString(), {{}, 1, 2}).string());
    }

    void helpAndVersion()
    {
        const ProcessResult help = runFovea({"--help"});
        QCOMPARE(help.status, 0);
        QCOMPARE(help.err, QByteArray());
        for (const char *command : {"translate", "evaluate", "train", "render", "bench"}) {
            QVERIFY(help.out.contains(QByteArray("\n  ") + command + " "));
            const ProcessResult one = runFovea({command, "--help"});
            QCOMPARE(one.status, 0);
            QVERIFY(one.out.contains(QByteArray("\nusage: fovea ") + command + " "));
            QCOMPARE(one.err, QByteArray());
        }
        QVERIFY(runFovea({"--version"}).out.startsWith("fovea "));
    }

    void unknownCommands_data()
    {
        QTest::addColumn<QString>("word");
        for (const char *word : {"video", "convert", "translat"})
            QTest::newRow(word) << word;
    }

    void unknownCommands()
    {
        QFETCH(QString, word);
        const ProcessResult result = runFovea({word});
        QCOMPARE(result.status, 2);
        QVERIFY(result.err.startsWith("fovea: unknown command '" + word.toUtf8() + "'\nusage: "));
        QCOMPARE(result.out, QByteArray());
    }

    void wrongUsageIsStatusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("translate") << QStringList{"translate"};
        QTest::newRow("translate option") << QStringList{"translate", "-m", "b", "--wrong"};
        QTest::newRow("evaluate") << QStringList{"evaluate", "-m", "b"};
        QTest::newRow("train") << QStringList{"train"};
        QTest::newRow("render") << QStringList{"render", "trace.json"};
        QTest::newRow("bench") << QStringList{"bench", "model"};
    }

    void wrongUsageIsStatusTwo()
    {
        QFETCH(QStringList, arguments);
        const ProcessResult result = runFovea(arguments);
        QCOMPARE(result.status, 2);
        const QByteArray name = arguments[0].toUtf8();
        QVERIFY2(result.err.startsWith("fovea: " + name + ": "), result.err.constData());
        QVERIFY2(result.err.contains("\nusage: fovea " + name), result.err.constData());
    }

    void aMissingModelIsOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString gone = folder_.filePath("gone");
        QTest::newRow("translate") << QStringList{"translate", "-m", gone};
        QTest::newRow("evaluate") << QStringList{"evaluate", "-m", gone, "--source", "a", "--reference", "b"};
        QTest::newRow("bench") << QStringList{"bench", "-m", gone};
        QTest::newRow("train") << QStringList{"train", gone, "-o", folder_.filePath("out")};
        QTest::newRow("render") << QStringList{"render", gone, "-o", folder_.filePath("out.png")};
    }

    void aMissingModelIsOneLine()
    {
        QFETCH(QStringList, arguments);
        const ProcessResult result = runFovea(arguments);
        QCOMPARE(result.status, 1);
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY2(result.err.startsWith("fovea: " + folder_.filePath("gone").toUtf8()), result.err.constData());
    }

    void aDamagedModelIsNamed_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("names");
        QTest::newRow("another task") << "task"
                                      << "/config.json: ";
        QTest::newRow("no tokenizer") << "tokenizer"
                                      << ": the bundle has no source.spm";
        QTest::newRow("NaN weights") << "nan"
                                     << "/model.safetensors: ";
        QTest::newRow("cut off") << "cut"
                                 << "/model.safetensors: ";
        QTest::newRow("no config") << "config"
                                   << ": is not a model bundle: it has no config.json";
    }

    void aDamagedModelIsNamed()
    {
        QFETCH(QString, damage);
        QFETCH(QString, names);
        const QString bundle = folder_.filePath("damaged-" + damage);
        QVERIFY(QDir().mkpath(bundle));
        for (const QString &name : QDir(bundle_).entryList(QDir::Files))
            QVERIFY(QFile::copy(bundle_ + "/" + name, bundle + "/" + name));
        const QString model = bundle + "/model.safetensors";
        if (damage == "task")
            writeFile(bundle + "/config.json",
                      readFile(bundle + "/config.json").replace("\"translation\"", "\"caption\""));
        else if (damage == "tokenizer")
            QFile::remove(bundle + "/source.spm");
        else if (damage == "nan") // the last number of the last tensor, little-endian
            writeFile(model, readFile(model).chopped(4) + QByteArray("\x00\x00\xC0\x7F", 4));
        else if (damage == "cut")
            writeFile(model, readFile(model).chopped(100));
        else
            QFile::remove(bundle + "/config.json");
        for (const char *command : {"translate", "bench"}) {
            const ProcessResult result = runFovea({command, "-m", bundle}, "我喜欢学习。\n");
            QCOMPARE(result.status, 1);
            QCOMPARE(result.out, QByteArray());
            QCOMPARE(result.err.count('\n'), 1);
            QVERIFY2(result.err.startsWith("fovea: " + bundle.toUtf8() + names.toUtf8()), result.err.constData());
        }
    }

    void translatesAPipe()
    {
        const ProcessResult result = translate({"--beam=1"}, "我喜欢学习。\n\n他是一个学生。\n");
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.status, 0);
        const QList<QByteArray> lines = result.out.split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(!lines[0].isEmpty());
        QVERIFY(lines[1].isEmpty());
        QVERIFY(!lines[2].isEmpty());
    }

    void answersEachLineBeforeTheNext()
    {
        QProcess process;
        startTranslate(process, {});
        for (int i = 0; i < 3; ++i) {
            process.write("我喜欢学习。\n");
            QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 10000);
            QVERIFY(process.readLine().size() > 1);
        }
        process.closeWriteChannel();
        QCOMPARE(finish(process).status, 0);
    }

    void controlCEndsCleanly()
    {
        QProcess process;
        startTranslate(process, {});
        process.write("我喜欢学习。\n");
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 10000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const ProcessResult result = finish(process, 20000); // it was waiting for input
        QCOMPARE(result.status, 130);
        QCOMPARE(result.err, QByteArray());
        QVERIFY(result.out.endsWith('\n'));
    }

    void controlCInTheMiddleLeavesWholeLines()
    {
        QProcess process;
        startTranslate(process, {"--threads=2", "-i", manyLines(100000), "--beam=1"});
        QTRY_VERIFY_WITH_TIMEOUT(process.bytesAvailable() > 1000, 20000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const ProcessResult result = finish(process, 20000);
        QCOMPARE(result.status, 130);
        QVERIFY(result.out.endsWith('\n'));
        const QList<QByteArray> lines = result.out.split('\n');
        QVERIFY(lines.size() < 100000);
        for (const QByteArray &line : lines.mid(0, lines.size() - 1))
            QCOMPARE(line, lines[0]);
    }

    void aSignalKeepsTheOldFile_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void aSignalKeepsTheOldFile()
    {
        QFETCH(int, signal);
        QDir().mkdir(folder_.filePath("kept"));
        const QString output = folder_.filePath("kept/out.txt");
        writeFile(output, "old");
        QProcess process;
        startTranslate(process, {"-o", output});
        process.write("我喜欢学习。\n");
        // The temporary file beside it says that the work has begun.
        QTRY_VERIFY_WITH_TIMEOUT(QDir(folder_.filePath("kept")).entryList(QDir::Files | QDir::Hidden).size() == 2,
                                 10000);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QCOMPARE(finish(process, 20000).status, 128 + signal);
        QCOMPARE(QDir(folder_.filePath("kept")).entryList(QDir::Files | QDir::Hidden), QStringList{"out.txt"});
        QCOMPARE(readFile(output), QByteArray("old"));
    }

    void aClosedPipeEndsQuietly()
    {
        const ProcessResult result = runShell("\"$0\" translate -m \"$1\" -i \"$2\" --beam=1 | head -n 2; "
                                              "echo \"status ${PIPESTATUS[0]}\"",
                                              {bundle_, manyLines(100000)});
        QCOMPARE(result.err, QByteArray());
        QVERIFY2(result.out.endsWith("\nstatus 1\n"), result.out.constData());
        QCOMPARE(result.out.count('\n'), 3);
    }

    void aFullDiskIsNamed()
    {
        const QByteArray lines = "我喜欢学习。\n";
        const ProcessResult out = runShell("\"$0\" translate -m \"$1\" > /dev/full", {bundle_}, lines);
        QCOMPARE(out.status, 1);
        QCOMPARE(out.err, QByteArray("fovea: standard output: No space left on device\n"));
        const ProcessResult file = translate({"-o", "/dev/full"}, lines);
        QCOMPARE(file.status, 1);
        QCOMPARE(file.err.count('\n'), 1);
        QVERIFY2(file.err.startsWith("fovea: /dev/full: "), file.err.constData());
        const ProcessResult closed = runShell("\"$0\" translate -m \"$1\" >&-", {bundle_}, lines);
        QCOMPARE(closed.status, 1);
        QCOMPARE(closed.err.count('\n'), 1);
    }

    void memoryStaysSteady()
    {
        const auto run = [this](int lines) {
            return translate({"--beam=1", "-i", manyLines(lines), "-o", folder_.filePath("many.out")}, {}).status;
        };
        QCOMPARE(run(500), 0);
        const long before = largestChild();
        QCOMPARE(run(10000), 0);
        QCOMPARE(readFile(folder_.filePath("many.out")).count('\n'), 10000);
        const long growth = largestChild() - before;
        QVERIFY2(growth < 8192, qPrintable(QString("%1 KiB more for 10,000 lines than for 500").arg(growth)));
    }

private:
    ProcessResult translate(const QStringList &arguments, const QByteArray &input) const
    {
        return runFovea(QStringList{"translate", "-m", bundle_} + arguments, input);
    }

    void startTranslate(QProcess &process, const QStringList &arguments) const
    {
        process.setProcessEnvironment(environmentWithoutDisplay());
        process.start(foveaProgram(), QStringList{"translate", "-m", bundle_} + arguments);
        QVERIFY(process.waitForStarted());
    }

    /// The path of a file of equal lines.
    QString manyLines(int count) const
    {
        const QString path = folder_.filePath(QString("lines-%1").arg(count));
        if (!QFile::exists(path))
            writeFile(path, QByteArray("我喜欢学习。\n").repeated(count));
        return path;
    }

    static void writeFile(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write a test file");
    }

    static QByteArray readFile(const QString &path)
    {
        QFile file(path);
        file.open(QIODevice::ReadOnly);
        return file.readAll();
    }

    QTemporaryDir folder_;
    QString bundle_;
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "test_command_line.moc"
