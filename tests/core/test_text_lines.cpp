// links: fovea_io
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <sstream>

#include "core/io/text_lines.h"
#include "core/types/error.h"

using namespace fovea;

namespace
{

using Lines = std::vector<std::string>;

Lines linesOf(const std::string &text)
{
    std::istringstream in(text);
    LineReader reader(in, "the text");
    Lines lines;
    while (std::optional<std::string> line = reader.next())
        lines.push_back(std::move(*line));
    return lines;
}

std::string refusal(const std::string &text)
{
    try {
        linesOf(text);
    } catch (const FileError &error) {
        return error.path() == "the text" ? error.problem() : "names another file";
    }
    return "taken";
}

} // namespace

class TestTextLines : public QObject
{
    Q_OBJECT

private slots:
    void lineEndsAndMarks()
    {
        QCOMPARE(linesOf(""), Lines());
        QCOMPARE(linesOf("a\nb"), (Lines{"a", "b"}));
        QCOMPARE(linesOf("a\r\n\r\nb\n"), (Lines{"a", "", "b"}));
        QCOMPARE(linesOf("\xEF\xBB\xBF机器\n\xEF\xBB\xBFx\n"), (Lines{"机器", "\xEF\xBB\xBFx"}));
        // Only LF ends a line.
        QCOMPARE(linesOf("a\vb\fc\u2028d\u0085e\n"), (Lines{"a\vb\fc\u2028d\u0085e"}));
    }

    void otherEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *what, const QByteArray &bytes, const char *expected) {
            QTest::newRow(what) << bytes << expected;
        };
        row("GB18030", "good\n\xce\xd2\xcf\xb2\xbb\xb6\n", "line 2 is not UTF-8 text: save it as UTF-8");
        row("Latin-1", "caf\xe9\n", "line 1 is not UTF-8 text: save it as UTF-8");
        row("Shift-JIS", "\x93\xfa\x96\x7b\n", "line 1 is not UTF-8 text: save it as UTF-8");
        row("UTF-16LE", QByteArray("\xFF\xFEh\0i\0", 6), "is UTF-16 text: save it as UTF-8");
        row("UTF-16BE", QByteArray("\xFE\xFF\0h\0i", 6), "is UTF-16 text: save it as UTF-8");
        row("UTF-16 without mark", QByteArray("h\0i\0\n\0", 6), "is not a text file");
        row("UTF-32", QByteArray("\xFF\xFE\0\0h\0\0\0", 8), "is UTF-16 text: save it as UTF-8");
        row("overlong", "a\n\xC0\xAF\n", "line 2 is not UTF-8 text: save it as UTF-8");
        row("surrogate", "\xED\xA0\x80\n", "line 1 is not UTF-8 text: save it as UTF-8");
        row("cut character at the end", "ok\n\xE6\x9C", "line 2 is not UTF-8 text: save it as UTF-8");
        row("above U+10FFFF", "\xF4\x90\x80\x80\n", "line 1 is not UTF-8 text: save it as UTF-8");
        row("good", "机器学习 ü 🙂\n", "taken");
    }
    void otherEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        QCOMPARE(refusal(bytes.toStdString()), expected.toStdString());
    }

    /// A line that is cut at its largest length may be cut inside a character.
    void endlessLines()
    {
        for (const char *padding : {"", "x", "xx"}) {
            std::string text = padding;
            while (text.size() < LineReader::kLongestLine + 100)
                text += "机";
            const Lines lines = linesOf(text + "\nnext");
            QCOMPARE(lines.size(), std::size_t{2});
            QCOMPARE(lines[0].size(), LineReader::kLongestLine);
            QCOMPARE(lines[1], std::string("next"));
        }
        QCOMPARE(refusal(std::string(LineReader::kLongestLine - 10, 'x') + "\xFF" + std::string(100, 'x')),
                 std::string("line 1 is not UTF-8 text: save it as UTF-8"));
    }

    void wholeFiles()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("text").toStdString();
        std::ofstream(path) << "\xEF\xBB\xBFone\r\n\ntwo";
        QCOMPARE(readTextLines(path), (Lines{"one", "", "two"}));
        QVERIFY_EXCEPTION_THROWN(readTextLines(path + "-not-there"), FileError);
        QVERIFY_EXCEPTION_THROWN(readTextLines(folder.path().toStdString()), FileError);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(readTextLines(path, stop.get_token()), Cancelled);
    }

    void surplusBlanks()
    {
        Lines lines{"a", "b", "", " \u3000"}, others{"x", "y"};
        dropSurplusBlanks(lines, others);
        QCOMPARE(lines, (Lines{"a", "b"}));
        Lines longer{"x", "", "z", ""}, shorter{"a"};
        dropSurplusBlanks(shorter, longer);
        QCOMPARE(longer, (Lines{"x", "", "z"})); // not blank: the numbers differ for real
        Lines equal{"a", ""}, same{"b", ""};
        dropSurplusBlanks(equal, same);
        QCOMPARE(equal.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TestTextLines)
#include "test_text_lines.moc"
