// links: fovea_commands

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/trace_file.h"
#include "support/command_run.h"

using namespace fovea;
using namespace fovea::app;
using namespace fovea::test;

namespace
{

AttentionTrace traceOf(int columns, int rows)
{
    AttentionTrace trace;
    trace.model.name = "tiny";
    for (int i = 0; i < columns; ++i)
        trace.source.labels.push_back("s" + std::to_string(i));
    for (int t = 0; t < rows; ++t) {
        AttentionStep step;
        step.token = "t" + std::to_string(t);
        step.weights = Vector::Constant(columns, 1.0F / static_cast<float>(columns));
        trace.steps.push_back(step);
        trace.targetText += (t > 0 ? " " : "") + step.token;
    }
    trace.complete = true;
    return trace;
}

} // namespace

/// The command makes the application object itself, so there is none around these tests.
class TestCommandRender : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        QVERIFY(!QCoreApplication::instance());
        traces_ = path("traces.jsonl");
        writeTraces(traces_, std::vector{traceOf(3, 2), traceOf(12, 9)});
    }

    void drawsEachFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << "figure.png" << QByteArray("\x89PNG\r\n");
        QTest::newRow("svg") << "figure.svg" << QByteArray("<?xml");
        QTest::newRow("pdf") << "figure.pdf" << QByteArray("%PDF-");
    }

    void drawsEachFormat()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, start);
        const std::string figure = path(name);
        const CommandResult result = render({traces_, "-o", figure});
        QCOMPARE(result.err, std::string());
        QCOMPARE(result.status, 0);
        QCOMPARE(bytesOf(figure).left(start.size()), start);
        QVERIFY(!QCoreApplication::instance());
    }

    void drawsTheChosenTrace()
    {
        QCOMPARE(render({traces_, "-o", path("0.png")}).status, 0);
        QCOMPARE(render({traces_, "-n", "0", "-o", path("first.png")}).status, 0);
        QCOMPARE(render({traces_, "-n", "1", "-o", path("second.png")}).status, 0);
        QCOMPARE(bytesOf(path("0.png")), bytesOf(path("first.png")));
        QVERIFY(imageOf("second.png").width() > imageOf("first.png").width());
    }

    void scaleAndColoursAreUsed()
    {
        QCOMPARE(render({traces_, "--scale=1", "-o", path("1x.png")}).status, 0);
        QCOMPARE(render({traces_, "--scale=3", "-o", path("3x.png")}).status, 0);
        QCOMPARE(imageOf("3x.png").width(), 3 * imageOf("1x.png").width());
        QCOMPARE(render({traces_, "--scale=1", "--colormap=magma", "--view=matrix", "-o", path("magma.png")}).status,
                 0);
        QCOMPARE(imageOf("magma.png").size(), imageOf("1x.png").size());
        QVERIFY(imageOf("magma.png") != imageOf("1x.png"));
    }

    void linksAreAnotherPicture()
    {
        QCOMPARE(render({traces_, "--scale=1", "-o", path("matrix.png")}).status, 0);
        const CommandResult result = render({traces_, "--scale=1", "--view=links", "-o", path("links.png")});
        QCOMPARE(result.err, std::string());
        QCOMPARE(result.status, 0);
        QVERIFY(!imageOf("links.png").isNull());
        QVERIFY(imageOf("links.png").size() != imageOf("matrix.png").size());
    }

    void refusesWhatItCannotDraw_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const QString traces = QString::fromStdString(traces_);
        const QString missing = QString::fromStdString(path("missing"));
        const QString text = QString::fromStdString(path("text"));
        QFile(text).open(QIODevice::WriteOnly);
        const QString figure = QString::fromStdString(path("refused.png"));
        QTest::newRow("no file") << QStringList{missing, "-o", figure} << 1 << missing;
        QTest::newRow("no trace") << QStringList{text, "-o", figure} << 1 << text;
        QTest::newRow("no such trace") << QStringList{traces, "-n", "2", "-o", figure} << 1 << traces;
        QTest::newRow("no grid") << QStringList{traces, "-n", "1", "-o", figure, "--view=overlay"} << 1
                                 << traces + ": trace 1: there is nothing to draw";
        QTest::newRow("no folder") << QStringList{traces, "-o", missing + "/f.png"} << 1 << missing + "/f.png";
        QTest::newRow("unknown suffix") << QStringList{traces, "-o", "f.jpg"} << 2 << "f.jpg";
        QTest::newRow("no output") << QStringList{traces} << 2 << "-o FIGURE";
        QTest::newRow("no such view") << QStringList{traces, "-o", figure, "--view=tree"} << 2 << "'tree'";
        QTest::newRow("no such colours") << QStringList{traces, "-o", figure, "--colormap=jet"} << 2 << "'jet'";
        QTest::newRow("negative index") << QStringList{traces, "-o", figure, "-n=-1"} << 2 << "--index";
        QTest::newRow("scale 0") << QStringList{traces, "-o", figure, "--scale=0"} << 2 << "--scale";
    }

    void refusesWhatItCannotDraw()
    {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        QFETCH(QString, says);
        std::vector<std::string> list;
        for (const QString &word : words)
            list.push_back(word.toStdString());
        const CommandResult result = render(list);
        QCOMPARE(result.status, status);
        const auto lines = splitLines(result.err);
        QVERIFY2(QString::fromStdString(lines[0]).contains(says), result.err.c_str());
        if (status == 1)
            QCOMPARE(lines.size(), std::size_t{1});
        QVERIFY(!QFile::exists(QString::fromStdString(path("refused.png"))));
    }

private:
    std::string path(const QString &name) const { return folder_.filePath(name).toStdString(); }

    static CommandResult render(const std::vector<std::string> &words) { return runHere(renderCommand(), words); }

    static QByteArray bytesOf(const std::string &path)
    {
        QFile file(QString::fromStdString(path));
        file.open(QIODevice::ReadOnly);
        return file.readAll();
    }

    QImage imageOf(const QString &name) const { return QImage(folder_.filePath(name)); }

    QTemporaryDir folder_;
    std::string traces_;
};

QTEST_APPLESS_MAIN(TestCommandRender)
#include "test_command_render.moc"
