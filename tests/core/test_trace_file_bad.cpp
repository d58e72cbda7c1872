// links: fovea_io
#include <QTemporaryDir>
#include <QtTest>

#include "core/io/trace_file.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

const std::string kGood =
    json("{'format':'fovea-trace','version':1,'task':'translation','model':{'name':'m','match':'dot'},"
         "'decoding':{'beam':1,'score':-1},'source':{'kind':'sequence','tokens':['a','b'],'text':'a b'},"
         "'target':{'tokens':['x','y'],'text':'x y'},'weights':[[1,0],[0.5,0.5]],'energies':[[3,null],[0,0]],"
         "'steps':[{'token':'x','logProbability':-1,'forced':false,'candidates':[{'token':'x','probability':0.5}]},"
         "{'token':'y'}],'complete':true}");

/// kGood with one part replaced; the part must be there.
std::string with(const std::string &part, const std::string &replacement)
{
    std::string text = kGood;
    const auto position = text.find(json(part));
    if (position == std::string::npos)
        throw std::logic_error("no such part: " + part);
    return text.replace(position, json(part).size(), json(replacement));
}

} // namespace

/// One row a bad file; each has its own one-line error naming the file, the line of JSON Lines, and the field.
class TestTraceFileBad : public QObject
{
    Q_OBJECT

    QTemporaryDir temporary_;

    static void add(const char *name, const std::string &text, const char *problem)
    {
        QTest::newRow(name) << QByteArray::fromStdString(text) << problem;
    }
    static void addColumns()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
    }
    void check()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        const QString path = temporary_.filePath("bad.json");
        writeBytes(path.toStdString(), text.toStdString());
        const auto error = QString::fromStdString(errorOf([&] { readTraces(path.toStdString()); }));
        QCOMPARE(error, path + ": " + problem);
    }

private slots:
    void goodTextIsRead() { QCOMPARE(parseTraces(kGood, "x").size(), std::size_t{1}); }

    void wholeFile_data()
    {
        addColumns();
        add("empty", "", "is empty: no trace");
        add("blank", " \n\r\n\t", "is empty: no trace");
        add("not JSON", "hello", "is not valid JSON at column 1: invalid literal");
        add("binary", std::string("\x89PNG\r\n\x1a\n\0\0", 10), "is not valid JSON at line 3, column 1: a zero byte");
        add("list", "[1]", "the trace is not an object");
        add("other object", "{}", "line 1: format is missing");
        add("cut", kGood.substr(0, kGood.size() - 1),
            "is not valid JSON at column 420: unexpected end of input; expected '}'");
        add("cut pretty", "{\n  \"format\": \"fovea-trace\",\n  \"ver",
            "is not valid JSON at line 3, column 6: invalid string: missing closing quote");
        add("deep", "{\"weights\":" + std::string(300'000, '['), "is nested too deeply (more than 8 levels)");
        add("third line", kGood + "\n\n" + with("'complete':true", "'complete':1"),
            "line 3: complete is not true or false");
        add("second line cut", kGood + "\n" + kGood.substr(0, 30),
            "line 2: is not valid JSON at column 30: invalid string: missing closing quote");
        add("two on a line", kGood + kGood,
            "line 1: is not valid JSON at column 422: unexpected '{'; expected end of input");
        add("invalid UTF-8", with("'a b'", "'a\xe9'"),
            "line 1: is not valid JSON at column 183: invalid string: ill-formed UTF-8 byte");
    }
    void wholeFile() { check(); }

    void header_data()
    {
        addColumns();
        add("format", with("fovea-trace", "other"), "line 1: format is not \"fovea-trace\"");
        add("format type", with("'fovea-trace'", "1"), "line 1: format is not \"fovea-trace\"");
        add("version", with("'version':1", "'version':2"), "line 1: version is not 1: written by a newer program?");
        add("version text", with("'version':1", "'version':'1'"),
            "line 1: version is not a whole number from 1 to 1000000");
        add("key twice", with("'task'", "'version'"), "line 1: has the key \"version\" twice");
        add("task", with("'translation'", "3"), "line 1: task is not a text");
        add("model", with("{'name':'m','match':'dot'}", "[]"), "line 1: model is not an object");
        add("match", with("'dot'", "'dott'"), "line 1: model.match is \"dott\", which is no match function");
        add("beam", with("'beam':1", "'beam':1.5"), "line 1: decoding.beam is not a whole number from 0 to 1000000");
        add("beam large", with("'beam':1", "'beam':18446744073709551615"),
            "line 1: decoding.beam is not a whole number from 0 to 1000000");
        add("score", with("'score':-1", "'score':'-1'"), "line 1: decoding.score is not a number");
        add("complete", with("'complete':true", "'complete':null"), "line 1: complete is not true or false");
    }
    void header() { check(); }

    void source_data()
    {
        addColumns();
        add("missing", with("'source'", "'sauce'"), "line 1: source is missing");
        add("kind", with("'sequence'", "'line'"), "line 1: source.kind is not \"sequence\", \"grid\" or \"frames\"");
        add("kind type", with("'sequence'", "1"), "line 1: source.kind is not \"sequence\", \"grid\" or \"frames\"");
        add("no tokens", with("'tokens':['a','b'],", ""), "line 1: source.tokens is missing");
        add("token type", with("['a','b']", "['a',2]"), "line 1: source.tokens[1] is not a text");
        add("tokens type", with("['a','b']", "'ab'"), "line 1: source.tokens is not a list");
        add("grid without size", with("'sequence'", "'grid'"), "line 1: source has no frames, rows or columns");
        const std::string grid = "'sequence','rows':2,'columns':1";
        add("grid negative", with("'sequence'", "'grid','rows':-1,'columns':-2"),
            "line 1: source.rows is not a whole number from 0 to 1000000");
        add("grid of frames", with("'sequence'", "'grid','rows':1,'columns':1,'frames':2"),
            "line 1: source.frames is not 1 for a grid");
        add("grid huge", with("'sequence'", "'frames','rows':1000000,'columns':1000000,'frames':1000000"),
            "line 1: source has too many positions (more than 8000000)");
        add("grid labels", with("'sequence'", "'grid','rows':3,'columns':1"),
            "line 1: source.tokens has 2 labels for 3 positions");
        add("text", with("'a b'", "null"), "line 1: source.text is not a text");
    }
    void source() { check(); }

    void matrices_data()
    {
        addColumns();
        add("no weights", with("'weights'", "'w'"), "line 1: weights is missing");
        add("weights object", with("[[1,0],[0.5,0.5]]", "{}"), "line 1: weights is not a list");
        add("few rows", with("[[1,0],[0.5,0.5]]", "[[1,0]]"), "line 1: weights has 1 rows, the target has 2 tokens");
        add("many rows", with("[0.5,0.5]", "[0.5,0.5],[1,0]"), "line 1: weights has 3 rows, the target has 2 tokens");
        add("row is a number", with("[0.5,0.5]", "1"), "line 1: weights[1] is not a list");
        add("short row", with("[0.5,0.5]", "[1]"), "line 1: weights[1] has 1 values, the source has 2 positions");
        add("long row", with("[0.5,0.5]", "[1,0,0]"), "line 1: weights[1] has 3 values, the source has 2 positions");
        add("negative", with("[0.5,0.5]", "[1.5,-0.5]"), "line 1: weights[1][1] is negative");
        add("null weight", with("[0.5,0.5]", "[1,null]"), "line 1: weights[1][1] is not a number");
        add("text weight", with("[0.5,0.5]", "[1,'0']"), "line 1: weights[1][1] is not a number");
        add("beyond float", with("[0.5,0.5]", "[1,1e39]"), "line 1: weights[1][1] is too large");
        add("beyond double", with("[0.5,0.5]", "[1,1e999]"),
            "line 1: is not valid JSON at column 254: a number is too large");
        add("NaN", with("[0.5,0.5]", "[1,NaN]"), "line 1: is not valid JSON at column 250: invalid literal");
        add("energy rows", with("[[3,null],[0,0]]", "[[3,1]]"), "line 1: energies has 1 rows, the target has 2 tokens");
        add("energy row", with("[3,null]", "[3]"), "line 1: energies[0] has 1 values, the source has 2 positions");
        add("energy text", with("[3,null]", "[3,'x']"), "line 1: energies[0][1] is not a number");
        add("energy large", with("[3,null]", "[3,-1e39]"), "line 1: energies[0][1] is too large");
        add("energies type", with("[[3,null],[0,0]]", "3"), "line 1: energies is not a list");
    }
    void matrices() { check(); }

    void steps_data()
    {
        addColumns();
        add("no target", with("'target'", "'t'"), "line 1: target is missing");
        add("target tokens", with("['x','y']", "[null,'y']"), "line 1: target.tokens[0] is not a text");
        add("few steps", with(",{'token':'y'}", ""), "line 1: steps has 1 rows, the target has 2 tokens");
        add("step type", with("{'token':'y'}", "3"), "line 1: steps[1] is not an object");
        add("token differs", with("{'token':'y'}", "{'token':'z'}"),
            "line 1: steps[1].token is \"z\", the target has \"y\"");
        add("log-probability", with("'logProbability':-1", "'logProbability':true"),
            "line 1: steps[0].logProbability is not a number");
        add("forced", with("'forced':false", "'forced':0"), "line 1: steps[0].forced is not true or false");
        add("candidates", with("[{'token':'x','probability':0.5}]", "{}"), "line 1: steps[0].candidates is not a list");
        add("candidate", with("{'token':'x','probability':0.5}", "'x'"),
            "line 1: steps[0].candidates[0] is not an object");
        add("candidate token", with("{'token':'x','probability':0.5}", "{'probability':0.5}"),
            "line 1: steps[0].candidates[0].token is missing");
        add("probability", with("'probability':0.5", "'probability':null"),
            "line 1: steps[0].candidates[0].probability is not a number");
        add("probability above 1", with("'probability':0.5", "'probability':2"),
            "line 1: steps[0].candidates has a probability that is not between 0 and 1");
        std::string many;
        for (int i = 0; i <= 100; ++i)
            many += ",{'token':'x','probability':0}";
        add("too many", with(",'probability':0.5}", ",'probability':0.5}" + many),
            "line 1: steps[0].candidates has more than 100 entries");
        std::string tokens = "'x'";
        for (int i = 0; i < 20'000; ++i)
            tokens += ",''";
        add("too many steps", with("['x','y']", "[" + tokens + "]"),
            "line 1: target.tokens has more than 20000 tokens");
    }
    void steps() { check(); }

    void tooLargeFile()
    {
        const fs::path path = temporary_.filePath("large.json").toStdString();
        writeBytes(path, kGood);
        fs::resize_file(path, kMaxTraceFile + 1);
        QCOMPARE(errorOf([&] { readTrace(path); }), path.string() + ": is too large (536.9 MB, at most 536.9 MB)");
    }

    void unreadable()
    {
        QCOMPARE(errorOf([] { readTraces("/no/such.json"); }), std::string("/no/such.json: no such file"));
        QCOMPARE(errorOf([] { readTraces("/dev/zero"); }), std::string("/dev/zero: is not a regular file"));
        QCOMPARE(errorOf([] { readTraces("/tmp"); }), std::string("/tmp: is a folder, not a file"));
    }
};

QTEST_GUILESS_MAIN(TestTraceFileBad)
#include "test_trace_file_bad.moc"
