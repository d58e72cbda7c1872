// links: fovea_commands
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "support/command_run.h"

using namespace fovea;
using namespace fovea::app;
using namespace fovea::test;

class TestCommandAlign : public QObject
{
    Q_OBJECT

private slots:
    void linksOfWordsAndCharacters()
    {
        QByteArray zh, en;
        for (int i = 0; i < 20; ++i) {
            zh += "机器学习\n学习机器\n\n学习\n机器\n";
            en += "Machine learning\nlearning, machine\n\nLearning.\nmachine\n";
        }
        const std::vector<std::string> words{
            "--source", write("a.zh", zh), "--target", write("a.en", en + "\n"), "--symmetrize", "union"};
        const CommandResult result = runHere(alignCommand(), words);
        QCOMPARE(result.err, std::string());
        QCOMPARE(result.status, 0);
        const auto lines = splitLines(result.out);
        QCOMPARE(lines.size(), std::size_t{100});
        QCOMPARE(lines[0], std::string("0-0 1-0 2-1 3-1"));
        QCOMPARE(lines[1], std::string("0-0 1-0 2-1 3-1"));
        QCOMPARE(lines[2], std::string());
        QCOMPARE(lines[3], std::string("0-0 1-0"));
        std::vector<std::string> toFile = words;
        toFile.insert(toFile.end(), {"-o", folder_.filePath("links").toStdString(), "--threads", "1"});
        QCOMPARE(runHere(alignCommand(), toFile).out, std::string());
        QFile links(folder_.filePath("links"));
        QVERIFY(links.open(QIODevice::ReadOnly));
        QCOMPARE(links.readAll().toStdString(), result.out);
    }

    void badInput()
    {
        const std::string one = write("one", "a\nb\n"), other = write("other", "x\ny\nz\n");
        CommandResult result = runHere(alignCommand(), {"--source", one, "--target", other});
        QCOMPARE(result.status, 1);
        QVERIFY(result.err.find("one has 2 lines and ") != std::string::npos);
        result = runHere(alignCommand(), {"--source", one, "--target", write("latin1", "caf\xe9\nb\n")});
        QCOMPARE(result.status, 1);
        QVERIFY(result.err.ends_with("latin1: line 1 is not UTF-8 text: save it as UTF-8\n"));
        QCOMPARE(runHere(alignCommand(), {"--source", one, "--target", one, "--symmetrize", "both"}).status, 2);
        QCOMPARE(runHere(alignCommand(), {"--source", write("none", ""), "--target", write("none2", "")}).status, 1);
    }

private:
    std::string write(const char *name, const QByteArray &text) const
    {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write a test file");
        return file.fileName().toStdString();
    }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestCommandAlign)
#include "test_command_align.moc"
