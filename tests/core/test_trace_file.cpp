// links: fovea_io nlohmann_json::nlohmann_json
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

#include <nlohmann/json.hpp>

#include "core/io/trace_file.h"
#include "core/types/error.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

constexpr float kMasked = -std::numeric_limits<float>::infinity();
constexpr double kImpossible = -std::numeric_limits<double>::infinity();

Vector vectorOf(std::initializer_list<float> values)
{
    Vector vector(static_cast<Index>(values.size()));
    std::copy(values.begin(), values.end(), vector.data());
    return vector;
}

std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    return text.replace(text.find(from), from.size(), to);
}

AttentionTrace sequenceTrace()
{
    AttentionTrace trace;
    trace.model = {"zh-en-additive", "/models/zh-en-additive", "translation", MatchFunction::Bilinear};
    trace.decoding = {4, 0.6, -1.25};
    trace.source = {SourceAxis::Kind::Sequence, {"机", "器", "⟨end⟩"}, 1, 1, 0};
    trace.sourceText = "机器";
    trace.targetText = "a \"machine\", tool";
    AttentionStep first;
    first.token = "machine";
    first.piece = "▁machine";
    first.energies = vectorOf({1.5F, -0.1F, kMasked});
    first.weights = vectorOf({0.75F, 0.25F, 0});
    first.logProbability = -0.105;
    first.candidates = {{-1, "machine", 0.9}, {-1, "tool, \"x\"", 0.05}};
    AttentionStep last;
    last.token = "⟨end⟩";
    last.energies = vectorOf({0, 0, 0});
    last.weights = vectorOf({0.1F, 0.2F, 0.7F});
    last.logProbability = kImpossible;
    last.forced = true;
    last.overridden = true;
    trace.steps = {first, last};
    trace.complete = true;
    return trace;
}

AttentionTrace gridTrace(SourceAxis::Kind kind)
{
    AttentionTrace trace;
    trace.model.task = kind == SourceAxis::Kind::Grid ? "caption" : "video";
    trace.model.match = MatchFunction::None;
    trace.source = {kind, {}, kind == SourceAxis::Kind::Grid ? 1 : 2, 2, 3};
    AttentionStep step;
    step.token = "dog";
    step.weights = Vector::Constant(trace.source.size(), 0.125F);
    trace.steps = {step};
    return trace;
}

bool same(const Vector &a, const Vector &b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

void compare(const AttentionTrace &read, const AttentionTrace &expected)
{
    QCOMPARE(read.model.name, expected.model.name);
    QCOMPARE(read.model.task, expected.model.task);
    QCOMPARE(name(read.model.match), name(expected.model.match));
    QCOMPARE(read.decoding.beam, expected.decoding.beam);
    QCOMPARE(read.decoding.lengthPenalty, expected.decoding.lengthPenalty);
    QCOMPARE(read.decoding.score, expected.decoding.score);
    QVERIFY(read.source.kind == expected.source.kind);
    QVERIFY(read.source.labels == expected.source.labels);
    QCOMPARE(read.source.frames, expected.source.frames);
    QCOMPARE(read.source.rows, expected.source.rows);
    QCOMPARE(read.source.columns, expected.source.columns);
    QCOMPARE(read.sourceText, expected.sourceText);
    QCOMPARE(read.targetText, expected.targetText);
    QCOMPARE(read.complete, expected.complete);
    QCOMPARE(read.steps.size(), expected.steps.size());
    for (std::size_t t = 0; t < read.steps.size(); ++t) {
        const AttentionStep &step = read.steps[t];
        const AttentionStep &wanted = expected.steps[t];
        QCOMPARE(step.token, wanted.token);
        QCOMPARE(step.piece, wanted.piece);
        QVERIFY(same(step.energies, wanted.energies));
        QVERIFY(same(step.weights, wanted.weights));
        QVERIFY(step.logProbability == wanted.logProbability);
        QCOMPARE(step.forced, wanted.forced);
        QCOMPARE(step.overridden, wanted.overridden);
        QCOMPARE(step.candidates.size(), wanted.candidates.size());
        for (std::size_t k = 0; k < step.candidates.size(); ++k) {
            QCOMPARE(step.candidates[k].token, wanted.candidates[k].token);
            QVERIFY(step.candidates[k].probability == wanted.candidates[k].probability);
            QCOMPARE(step.candidates[k].id, -1);
        }
    }
}

} // namespace

class TestTraceFile : public QObject
{
    Q_OBJECT

    QTemporaryDir temporary_;
    fs::path path_;

private slots:
    void anOutputWithoutAttentionIsKept()
    {
        AttentionTrace trace = sequenceTrace();
        trace.model.match = MatchFunction::None;
        for (AttentionStep &step : trace.steps) {
            step.weights.resize(0);
            step.energies.resize(0);
        }
        const std::string text = toJson(trace);
        const AttentionTrace read = parseTraces(text, "x").at(0);
        QCOMPARE(toJson(read), text);
        QCOMPARE(read.steps.size(), std::size_t(2));
        QCOMPARE(read.steps[0].weights.size(), Index(0));
        QCOMPARE(read.steps[0].candidates.size(), std::size_t(2));
        QVERIFY_EXCEPTION_THROWN(toCsv(trace), InputError); // there is nothing to write
        // Only where the model has none.
        QVERIFY_EXCEPTION_THROWN(parseTraces(replaced(text, "\"none\"", "\"additive\""), "x"), FileError);
        trace.steps[0].weights = vectorOf({0.5F, 0.5F, 0});
        QVERIFY_EXCEPTION_THROWN(toJson(trace), InputError); // all steps or none
    }

    void initTestCase() { path_ = fs::path(temporary_.path().toStdString()) / "trace.json"; }

    void keepsEverything()
    {
        for (const AttentionTrace &trace : {sequenceTrace(), gridTrace(SourceAxis::Kind::Grid),
                                            gridTrace(SourceAxis::Kind::Frames), AttentionTrace{}}) {
            writeTrace(path_, trace);
            compare(readTrace(path_), trace);
            compare(readTraces(path_).at(0), trace);
            QVERIFY(toJson(readTrace(path_)) == toJson(trace));
        }
    }

    void labelsOfAGrid()
    {
        AttentionTrace trace = gridTrace(SourceAxis::Kind::Frames);
        for (const std::vector<std::string> &labels :
             {std::vector<std::string>{"0.0 s", "0.5 s"}, std::vector<std::string>(12, "cell")}) {
            trace.source.labels = labels;
            QVERIFY(parseTraces(toJson(trace), "x").at(0).source.labels == labels);
        }
    }

    /// The format itself, as DESIGN.md fixes it.
    void format()
    {
        const std::string expected =
            json("{'format':'fovea-trace','version':1,'task':'translation',"
                 "'model':{'name':'zh-en-additive','match':'bilinear'},"
                 "'decoding':{'beam':4,'lengthPenalty':0.6,'score':-1.25},"
                 "'source':{'kind':'sequence','tokens':['机','器','⟨end⟩'],'text':'机器',"
                 "'frames':1,'rows':1,'columns':0},"
                 "'target':{'tokens':['machine','⟨end⟩'],'text':'a \\'machine\\', tool'},"
                 "'weights':[[0.75,0.25,0],[0.1,0.2,0.7]],'energies':[[1.5,-0.1,null],[0,0,0]],"
                 "'steps':[{'token':'machine','piece':'▁machine','logProbability':-0.105,'forced':false,"
                 "'overridden':false,'candidates':[{'token':'machine','probability':0.9},"
                 "{'token':'tool, \\'x\\'','probability':0.05}]},"
                 "{'token':'⟨end⟩','logProbability':null,'forced':true,'overridden':true,'candidates':[]}],"
                 "'complete':true}");
        QCOMPARE(toJson(sequenceTrace()), expected);
    }

    void numbersComeBackExactly()
    {
        AttentionTrace trace = gridTrace(SourceAxis::Kind::Grid);
        trace.source.columns = 50000;
        AttentionStep &step = trace.steps[0];
        step.weights.resize(100000);
        step.energies.resize(100000);
        std::mt19937 random(3);
        for (Index i = 0; i < 100000; ++i) {
            const auto bits = static_cast<std::uint32_t>(random());
            const float value = std::bit_cast<float>((bits & 0x7f800000U) == 0x7f800000U ? bits ^ 0x40000000U : bits);
            step.energies[i] = value;
            step.weights[i] = std::abs(value);
        }
        const AttentionTrace read = parseTraces(toJson(trace), "x").at(0);
        QVERIFY(same(read.steps[0].weights, step.weights));
        QVERIFY(same(read.steps[0].energies, step.energies));
    }

    void prettyPrintedFile()
    {
        for (const std::string start : {"", "\n\n  ", "\xef\xbb\xbf"}) {
            writeBytes(path_, start + nlohmann::json::parse(toJson(sequenceTrace())).dump(2) + "\r\n");
            QCOMPARE(readTraces(path_).size(), std::size_t{1});
            compare(readTrace(path_), sequenceTrace());
        }
    }

    void jsonLines()
    {
        const AttentionTrace grid = gridTrace(SourceAxis::Kind::Grid);
        writeBytes(path_,
                   "\r\n" + toJson(sequenceTrace()) + "\r\n\n" + toJson(grid) + "\n  \n" + toJson(sequenceTrace()));
        QCOMPARE(readTraces(path_).size(), std::size_t{3});
        // A blank line is the output of an empty line of input: it counts.
        compare(readTrace(path_, 1), sequenceTrace());
        compare(readTrace(path_, 3), grid);
        compare(readTrace(path_, 5), sequenceTrace());
        QCOMPARE(errorOf([&] { readTrace(path_, 2); }), path_.string() + ": line 3 is blank: no trace number 2");
        QCOMPARE(errorOf([&] { readTrace(path_, 6); }),
                 path_.string() + ": has no trace number 6: it holds 6, counted from 0");
        writeTraces(path_, std::vector{grid, sequenceTrace()});
        compare(readTrace(path_, 1), sequenceTrace());
    }

    void onlyWhatIsNeeded()
    {
        const std::string text = json("{'weights':[[1,0]],'target':{'tokens':['x']},'source':{'tokens':['a','b'],"
                                      "'kind':'sequence'},'version':1,'format':'fovea-trace','later':{'a':[{}]}}");
        const AttentionTrace trace = parseTraces(text, "x").at(0);
        QCOMPARE(trace.steps.at(0).token, std::string("x"));
        QCOMPARE(trace.steps[0].energies.size(), Index{0});
        QCOMPARE(trace.decoding.beam, 1);
        QVERIFY(!trace.complete);
    }

    void stepsWithAndWithoutEnergies()
    {
        AttentionTrace trace = sequenceTrace();
        trace.steps[1].energies.resize(0);
        compare(parseTraces(toJson(trace), "x").at(0), trace);
    }

    void invalidTextIsWrittenVisibly()
    {
        AttentionTrace trace = sequenceTrace();
        trace.steps[0].token = "a\xff\x01";
        QCOMPARE(parseTraces(toJson(trace), "x").at(0).steps[0].token, std::string("a\xef\xbf\xbd\x01"));
    }

    void refusesToWrite()
    {
        const auto errorAfter = [&](const std::function<void(AttentionTrace &)> &damage) {
            AttentionTrace trace = sequenceTrace();
            damage(trace);
            writeBytes(path_, "old");
            const std::string error = errorOf([&] { writeTrace(path_, trace); });
            return readBytes(path_) == "old" ? error : "the file was changed";
        };
        QCOMPARE(errorAfter([](auto &trace) { trace.steps[1].weights[2] = kMasked; }),
                 std::string("weights[1][2] is negative"));
        QCOMPARE(errorAfter([](auto &trace) { trace.steps[1].weights[2] = std::nanf(""); }),
                 std::string("weights[1][2] is not a finite number"));
        QCOMPARE(errorAfter([](auto &trace) { trace.source.labels.pop_back(); }),
                 std::string("weights[0] has 3 values, the source has 2 positions"));
        QCOMPARE(errorAfter([](auto &trace) { trace.steps[0].energies.conservativeResize(2); }),
                 std::string("energies[0] has 2 values, the source has 3 positions"));
        QCOMPARE(errorAfter([](auto &trace) { trace.steps[0].candidates[1].probability = 1.5; }),
                 std::string("steps[0].candidates has a probability that is not between 0 and 1"));
        QCOMPARE(errorAfter([](auto &trace) { trace.source.kind = SourceAxis::Kind::Grid; }),
                 std::string("source has no frames, rows or columns"));
        QCOMPARE(errorAfter([](auto &trace) { trace.source.labels.resize(kMaxTraceLabels + 1); }),
                 std::string("source.tokens has more than 1000000 labels"));
        QCOMPARE(errorAfter([](auto &trace) { trace.steps.resize(kMaxTraceSteps + 1); }),
                 std::string("target.tokens has more than 20000 tokens"));
    }

    void unwritablePlace()
    {
        QCOMPARE(errorOf([] { writeTrace("/no/such/place", sequenceTrace()); }),
                 std::string("/no/such/place: cannot be written: no such folder: /no/such"));
        QCOMPARE(errorOf([] { writeCsv("/dev/full", sequenceTrace()); }),
                 std::string("/dev/full: cannot be written: the disk is full"));
    }

    void csvOfASequence()
    {
        AttentionTrace trace = sequenceTrace();
        trace.source.labels = {"a,b", "say \"hi\"", "two\nlines"};
        const std::string expected = ",\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n"
                                     "machine,0.75,0.25,0\r\n"
                                     "⟨end⟩,0.1,0.2,0.7\r\n";
        QCOMPARE(toCsv(trace), expected);
        writeCsv(path_, trace);
        QCOMPARE(readBytes(path_), "\xEF\xBB\xBF" + expected); // Excel asks for the mark
    }

    void pathsStayOnTheWritersMachine()
    {
        AttentionTrace trace = gridTrace(SourceAxis::Kind::Grid);
        trace.model.path = "/home/somebody/models/" + trace.model.name;
        trace.sourceText = "/home/somebody/pictures/cat.jpg";
        const std::string text = toJson(trace);
        QVERIFY(text.find("somebody") == std::string::npos);
        const AttentionTrace read = parseTraces(text, "x").at(0);
        QCOMPARE(read.sourceText, std::string("cat.jpg"));
        QCOMPARE(read.model.name, trace.model.name);
        const AttentionTrace whole = parseTraces(toJson(trace, TracePaths::Whole), "x").at(0);
        QCOMPARE(whole.sourceText, trace.sourceText);
        QCOMPARE(whole.model.path, trace.model.path);
        AttentionTrace sentence = sequenceTrace();
        sentence.sourceText = "either/or";
        QCOMPARE(parseTraces(toJson(sentence), "x").at(0).sourceText, std::string("either/or"));
    }

    void unknownProbabilitiesStayUnknown()
    {
        const AttentionTrace trace =
            parseTraces(json("{'weights':[[1,0]],'target':{'tokens':['x']},'source':{'tokens':['a','b'],"
                             "'kind':'sequence'},'version':1,'format':'fovea-trace'}"),
                        "x")
                .at(0);
        QVERIFY(std::isnan(trace.steps.at(0).logProbability));
        QVERIFY(toJson(trace).find("logProbability") == std::string::npos);
        QVERIFY(std::isnan(parseTraces(toJson(trace), "x").at(0).steps.at(0).logProbability));
        AttentionTrace impossible = sequenceTrace();
        impossible.steps[0].logProbability = -std::numeric_limits<double>::infinity();
        QVERIFY(std::isinf(parseTraces(toJson(impossible), "x").at(0).steps[0].logProbability));
    }

    void csvOfGridAndFrames()
    {
        const std::string row = "dog,0.125,0.125,0.125,0.125,0.125,0.125";
        QCOMPARE(toCsv(gridTrace(SourceAxis::Kind::Grid)), ",r1c1,r1c2,r1c3,r2c1,r2c2,r2c3\r\n" + row + "\r\n");
        QCOMPARE(toCsv(gridTrace(SourceAxis::Kind::Frames)),
                 ",f1r1c1,f1r1c2,f1r1c3,f1r2c1,f1r2c2,f1r2c3,f2r1c1,f2r1c2,f2r1c3,f2r2c1,f2r2c2,f2r2c3\r\n" + row +
                     row.substr(3) + "\r\n");
    }

    void longTraceIsQuick()
    {
        AttentionTrace trace = gridTrace(SourceAxis::Kind::Grid);
        trace.source.columns = 500;
        trace.steps[0].weights = Vector::Random(1000).cwiseAbs();
        trace.steps[0].energies = Vector::Random(1000);
        trace.steps.resize(1000, trace.steps[0]); // a million cells
        writeTrace(path_, trace);
        const std::clock_t begin = std::clock();
        compare(readTrace(path_), trace);
        const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        qInfo("%.0f MB of JSON in %.2f s", static_cast<double>(fs::file_size(path_)) / 1e6, seconds);
        QVERIFY(seconds < 5);
    }
};

QTEST_GUILESS_MAIN(TestTraceFile)
#include "test_trace_file.moc"
