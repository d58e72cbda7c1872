// links: fovea_tasks

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include "core/tasks/translator.h"
#include "support/fovea_process.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::test;

/// `fovea train` as a person runs it: a tiny model on ten sentences.
class TestCommandTrain : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        QVERIFY2(QFileInfo(foveaProgram()).isExecutable(), "build the target fovea first");
        write("train.zh", lines(tinySourceLines()));
        write("train.en", lines(tinyTargetLines()));
        bundle_ = folder_->filePath("model");
    }

    void trainsABundleThatTranslates()
    {
        writeConfig(30);
        const ProcessResult result = train({});
        QCOMPARE(result.err, QByteArray()); // progress is for terminals
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.contains("BLEU"), result.out.constData());
        QVERIFY2(result.out.contains("tokens/s"), result.out.constData());
        const ProcessResult translation = runFovea({"translate", "-m", bundle_}, "我喜欢学习。\n");
        QCOMPARE(translation.status, 0);
        QVERIFY(translation.out.size() > 1);
        QCOMPARE(Translator::open(bundle_.toStdString())->info().match, MatchFunction::Bilinear);
    }

    void controlCWritesACheckpoint()
    {
        writeConfig(10000);
        QProcess process;
        start(process);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(bundle_ + "/model.safetensors"), 60000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const ProcessResult result = finish(process, 20000);
        QCOMPARE(result.status, 130);
        QVERIFY2(result.out.contains("--resume"), result.out.constData());
        const long long stopped = steps(result.out);
        QVERIFY(stopped > 0);

        const ProcessResult again = train({}); // a started run is not thrown away by mistake
        QCOMPARE(again.status, 1);
        QCOMPARE(again.err.count('\n'), 1);
        QVERIFY2(again.err.contains("--resume"), again.err.constData());

        QProcess resumed;
        start(resumed, {"--resume"});
        // It may have been stopped in an evaluation and then goes on with that one: the second is of a new step.
        for (int evaluation = 0; evaluation < 2; ++evaluation) {
            QTRY_VERIFY_WITH_TIMEOUT(resumed.canReadLine(), 60000);
            resumed.readLine();
        }
        ::kill(static_cast<pid_t>(resumed.processId()), SIGINT);
        const ProcessResult end = finish(resumed, 20000);
        QCOMPARE(end.status, 130);
        QVERIFY2(steps(end.out) > stopped, end.out.constData());
    }

    void aKilledRunResumes()
    {
        writeConfig(10000);
        QProcess process;
        start(process);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(bundle_ + ".training/checkpoint.safetensors"), 60000);
        process.kill();
        process.waitForFinished();
        QProcess resumed;
        start(resumed, {"--resume"});
        QVERIFY(resumed.waitForReadyRead(60000));
        ::kill(static_cast<pid_t>(resumed.processId()), SIGINT);
        QCOMPARE(finish(resumed, 20000).status, 130);
    }

    void aFinishedModelIsReplacedOnRequestOnly()
    {
        writeConfig(1);
        QCOMPARE(train({}).status, 0);
        QVERIFY(QDir(bundle_ + ".training").removeRecursively());
        for (const QStringList &options : {QStringList{}, QStringList{"--resume"}}) {
            const ProcessResult result = train(options);
            QCOMPARE(result.status, 1);
            QCOMPARE(result.err.count('\n'), 1);
            QVERIFY2(result.err.contains(bundle_.toUtf8()) && result.err.contains("--overwrite"),
                     result.err.constData());
        }
        QCOMPARE(train({"--overwrite"}).status, 0);
        const ProcessResult both = train({"--overwrite", "--resume"});
        QCOMPARE(both.status, 2);
        QVERIFY2(both.err.startsWith("fovea: train: --resume and --overwrite exclude each other"),
                 both.err.constData());
    }

    void refusesWhatItCannotUse_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("names");
        QTest::newRow("config missing") << "config missing"
                                        << "config.json";
        QTest::newRow("config broken") << "config broken"
                                       << "config.json";
        QTest::newRow("unequal line counts") << "unequal"
                                             << "train.en";
        QTest::newRow("training file missing") << "file missing"
                                               << "train.zh";
        QTest::newRow("output is another folder") << "other folder"
                                                  << "model";
        QTest::newRow("output cannot be made") << "no place"
                                               << "train.zh/model";
    }

    void refusesWhatItCannotUse()
    {
        QFETCH(QString, what);
        QFETCH(QString, names);
        writeConfig(1);
        if (what == "config missing")
            QFile::remove(folder_->filePath("config.json"));
        else if (what == "config broken")
            write("config.json", "{");
        else if (what == "unequal")
            write("train.en", "one line\n");
        else if (what == "file missing")
            QFile::remove(folder_->filePath("train.zh"));
        else if (what == "other folder") {
            QDir().mkdir(bundle_);
            write("model/thesis.tex", "precious");
        } else
            bundle_ = folder_->filePath("train.zh/model");
        const ProcessResult result = train({});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY2(result.err.startsWith("fovea: "), result.err.constData());
        QVERIFY2(result.err.contains(names.toUtf8()), result.err.constData());
    }

private:
    static QByteArray lines(const std::vector<std::string> &texts)
    {
        QByteArray all;
        for (const std::string &text : texts)
            all += QByteArray::fromStdString(text) + "\n";
        return all;
    }

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(folder_->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write a test file");
    }

    void writeConfig(int epochs) const
    {
        write("config.json",
              R"({"task": "translation",
                  "train": [{"source": "train.zh", "target": "train.en"}],
                  "dev": {"source": "train.zh", "target": "train.en"},
                  "sourceTokenizer": {"kind": "character", "vocabulary": 100, "coverage": 1},
                  "targetTokenizer": {"kind": "bpe", "vocabulary": 80, "coverage": 1},
                  "model": {"match": "bilinear", "embedding": 12, "encoder": 8, "decoder": 16, "attention": 10},
                  "training": {"epochs": )" +
                  QByteArray::number(epochs) + R"(, "warmupSteps": 1, "checkpointSeconds": 1}})");
    }

    ProcessResult train(const QStringList &options) const { return runFovea(arguments(options)); }

    void start(QProcess &process, const QStringList &options = {}) const
    {
        process.setProcessEnvironment(environmentWithoutDisplay());
        process.start(foveaProgram(), arguments(options));
        QVERIFY(process.waitForStarted());
    }

    QStringList arguments(const QStringList &options) const
    {
        return QStringList{"train", folder_->filePath("config.json"), "-o", bundle_, "--threads=1"} + options;
    }

    /// The number in "stopped after N steps".
    static long long steps(const QByteArray &out)
    {
        const QByteArray before = "stopped after ";
        const auto at = out.indexOf(before);
        return at < 0 ? -1 : out.mid(at + before.size()).split(' ')[0].toLongLong();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    QString bundle_;
};

QTEST_GUILESS_MAIN(TestCommandTrain)
#include "test_command_train.moc"
