// links: fovea_command_support

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <csignal>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/commands/interruption.h"
#include "app/commands/progress_line.h"
#include "app/commands/streams.h"

using namespace fovea;
using namespace fovea::app;

namespace
{

std::vector<std::string> linesOf(const std::string &text)
{
    std::istringstream in(text);
    LineReader reader(in, "text");
    std::vector<std::string> lines;
    while (auto line = reader.next())
        lines.push_back(*line);
    return lines;
}

using Lines = std::vector<std::string>;

/// 0 when SIGINT and nothing else requests a stop; to be called in a process with one thread.
int signalsStop()
{
    std::stop_source other;
    {
        const Interruption interruption(other);
    }
    if (other.stop_requested())
        return 1;
    std::stop_source stop;
    const Interruption interruption(stop);
    if (interruption.signal() != 0)
        return 2;
    ::kill(::getpid(), SIGINT);
    for (int i = 0; i < 1000 && !stop.stop_requested(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return stop.stop_requested() && interruption.signal() == SIGINT ? 0 : 3;
}

template <typename Function>
QString problemIn(Function function)
{
    try {
        function();
        return "accepted";
    } catch (const Error &error) {
        return QString::fromStdString(error.what());
    }
}

} // namespace

class TestCommandStreams : public QObject
{
    Q_OBJECT

private slots:
    void init() { QVERIFY(folder_.isValid()); }

    void splitsLines()
    {
        QCOMPARE(linesOf(""), Lines());
        QCOMPARE(linesOf("\n"), Lines({""}));
        QCOMPARE(linesOf("a\nb"), Lines({"a", "b"}));
        QCOMPARE(linesOf("a\nb\n"), Lines({"a", "b"}));
        QCOMPARE(linesOf("a\r\n\r\nb\r\n"), Lines({"a", "", "b"}));
        QCOMPARE(linesOf("\xEF\xBB\xBF"
                         "a\n\xEF\xBB\xBF"
                         "b\n"),
                 Lines({"a", "\xEF\xBB\xBF"
                             "b"}));
        QVERIFY_EXCEPTION_THROWN(linesOf(std::string("a\0b\n", 4)), FileError);
        QVERIFY_EXCEPTION_THROWN(linesOf("\xFF\n"), FileError);
    }

    void keepsOnlyTheStartOfAnEndlessLine()
    {
        const Lines lines = linesOf(std::string(LineReader::kLongestLine + 500, 'x') + "\nnext\n");
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].size(), LineReader::kLongestLine);
        QCOMPARE(lines[1], std::string("next"));
    }

    void countsLines()
    {
        const std::string path = write("three", "a\nb\nc");
        QCOMPARE(countLines(path, {}).all, 3LL);
        const LineCount blanks = countLines(write("blanks", "a\n\nb\n \n\n"), {});
        QCOMPARE(blanks.all, 5LL);
        QCOMPARE(blanks.used, 3LL);
        requireEqualLines("one", blanks, "other", {3, 3});
        QVERIFY_EXCEPTION_THROWN(requireEqualLines("one", blanks, "other", {2, 2}), InputError);
        std::istringstream in("a\nb\n");
        LineReader reader(in, "text");
        QCOMPARE(reader.number(), 0LL);
        reader.next();
        QCOMPARE(reader.number(), 1LL);
    }

    void namesAFileThatCannotBeRead()
    {
        const std::string missing = folder_.filePath("missing").toStdString();
        QCOMPARE(problemIn([&] { InputStream in(missing, {}); }),
                 QString::fromStdString(missing) + ": No such file or directory");
        const std::string directory = folder_.path().toStdString();
        QCOMPARE(problemIn([&] { InputStream in(directory, {}); }),
                 QString::fromStdString(directory) + ": Is a directory");
    }

    void stopEndsAReadThatWaits()
    {
        const std::string fifo = folder_.filePath("fifo").toStdString();
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        const int writer = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);
        std::stop_source stop;
        InputStream in(fifo, stop.get_token());
        LineReader reader(in, "fifo");
        QCOMPARE(::write(writer, "one\n", 4), ssize_t{4});
        QCOMPARE(reader.next().value_or("end"), std::string("one"));
        std::jthread later([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            stop.request_stop();
        });
        QVERIFY(!reader.next().has_value()); // would wait for ever
        ::close(writer);
    }

    void saysWhyOutputFailed()
    {
        const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
        QVERIFY(full >= 0);
        OutputStream out(full, "standard output");
        QCOMPARE(problemIn([&] { out << "text" << std::flush; }), QString("standard output: No space left on device"));
        ::close(full);
    }

    void aGoneReaderIsItsOwnError()
    {
        std::signal(SIGPIPE, SIG_IGN);
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        ::close(ends[0]);
        OutputStream out(ends[1], "standard output");
        QVERIFY_EXCEPTION_THROWN(out << "text" << std::flush, OutputClosed);
        ::close(ends[1]);
    }

    void outputOfAnySizeArrives()
    {
        const QString path = folder_.filePath("out");
        const int file = ::open(path.toStdString().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        OutputStream out(file, "out");
        std::string expected;
        for (int i = 0; i < 30000; ++i) {
            out << i << '\n';
            expected += std::to_string(i) + '\n';
        }
        out << std::flush;
        ::close(file);
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().toStdString(), expected);
    }

    void aSignalRequestsAStop()
    {
        // In a process of its own, as the signals of this one belong to the test library.
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(signalsStop());
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void progressIsRewrittenAndRemoved()
    {
        std::ostringstream out;
        {
            ProgressLine line(out, true);
            line.show("first");
            line.show("too soon after it");
        }
        QCOMPARE(out.str(), std::string("\r\x1b[Kfirst\r\x1b[K"));
        std::ostringstream quiet;
        {
            ProgressLine line(quiet, false);
            line.show("first");
        }
        QCOMPARE(quiet.str(), std::string());
    }

    void durations()
    {
        QCOMPARE(durationText(0), std::string("0:00"));
        QCOMPARE(durationText(65.4), std::string("1:05"));
        QCOMPARE(durationText(3723), std::string("1:02:03"));
        QCOMPARE(durationText(-1), std::string("-"));
        QCOMPARE(durationText(1e300), std::string("-"));
        QCOMPARE(durationText(std::numeric_limits<double>::quiet_NaN()), std::string("-"));
    }

private:
    std::string write(const QString &name, const QByteArray &text)
    {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write a test file");
        return file.fileName().toStdString();
    }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestCommandStreams)
#include "test_command_streams.moc"
