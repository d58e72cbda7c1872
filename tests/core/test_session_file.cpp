// links: fovea_io
#include <QTest>

#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>

#include "core/io/session_file.h"
#include "core/io/trace_file.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;
using Kind = NodeChange::Kind;

namespace
{

AttentionTrace smallTrace()
{
    AttentionTrace trace;
    trace.model = {"zh-en-additive", "/models/zh-en-additive", "translation", MatchFunction::Additive};
    trace.source.labels = {"机", "器", "⟨end⟩"};
    trace.sourceText = "机器";
    trace.targetText = "machine";
    trace.steps.resize(2);
    for (AttentionStep &step : trace.steps) {
        step.token = &step == trace.steps.data() ? "machine" : "⟨end⟩";
        step.weights = (Vector(3) << 0.1f, 0.7f, 0.2f).finished();
        step.energies = step.weights.array().log().matrix();
        step.logProbability = -0.25;
        step.candidates = {{-1, "machine", 0.75}};
    }
    trace.complete = true;
    return trace;
}

Session smallSession()
{
    Session session;
    session.bundles = {{"zh-en-additive", "/models/zh-en-additive", 1234, 0xfedcba9876543210ULL}};
    SessionInput input;
    input.sentence = "机器 \"学\"\n习";
    input.bundle = 0;
    input.actions = {{0, 5, false, {}, {}},
                     {1, 6, true, {Kind::ForcedWord, {}}, {}},
                     {1, 7, false, {Kind::OverriddenWeights, {}}, (Vector(3) << 0.1f, 0.7f, 0.2f).finished()},
                     {3, 8, true, {Kind::MaskedStep, {0}}, {}},
                     {0, 9, false, {Kind::MaskedFromHere, {0, 2}}, {}},
                     {5, 9, false, {Kind::MaskedFromHere, {0}, {1, 2}}, {}},
                     {5, 9, false, {Kind::OverriddenWeights, {1}}, (Vector(3) << 0.5f, 0, 0.5f).finished()}};
    input.current = 3;
    input.traces = {{3, smallTrace()}, {5, smallTrace()}};
    SessionInput file;
    file.traces = {{0, smallTrace()}};
    session.inputs = {input, file};
    session.currentInput = 1;
    session.viewJson = json("{'view':'matrix','zoom':1.5}");
    return session;
}

bool sameAction(const TreeAction &a, const TreeAction &b)
{
    return a.parent == b.parent && a.token == b.token && a.forced == b.forced && a.change == b.change &&
           a.weights.size() == b.weights.size() && a.weights == b.weights;
}

void requireSame(const Session &a, const Session &b)
{
    QVERIFY(a.bundles == b.bundles);
    QCOMPARE(a.inputs.size(), b.inputs.size());
    for (std::size_t i = 0; i < a.inputs.size(); ++i) {
        const SessionInput &x = a.inputs[i], &y = b.inputs[i];
        QCOMPARE(x.sentence, y.sentence);
        QCOMPARE(x.bundle, y.bundle);
        QCOMPARE(x.current, y.current);
        QVERIFY(std::equal(x.actions.begin(), x.actions.end(), y.actions.begin(), y.actions.end(), sameAction));
        QCOMPARE(x.traces.size(), y.traces.size());
        for (std::size_t t = 0; t < x.traces.size(); ++t) {
            QCOMPARE(x.traces[t].leaf, y.traces[t].leaf);
            QCOMPARE(toJson(x.traces[t].trace), toJson(y.traces[t].trace));
        }
    }
    QCOMPARE(a.currentInput, b.currentInput);
    QCOMPARE(a.viewJson, b.viewJson);
}

/// A small good session as text; quotes as '.
const QString kGood = "{'format':'fovea-session','version':1,"
                      "'bundles':[{'name':'b','path':'/b','modelBytes':1,'modelFnv1a64':'0000000000000001'}],"
                      "'inputs':[{'sentence':'x','bundle':0,'current':1,"
                      "'nodes':[{'parent':0,'token':3,'forced':false,'change':'none'},"
                      "{'parent':1,'token':4,'forced':true,'change':'weights','weights':[0.5,0.5]},"
                      "{'parent':1,'token':4,'forced':true,'change':'maskedStep','positions':[0,1]}],"
                      "'traces':[{'leaf':2,'trace':{'format':'fovea-trace','version':1,"
                      "'source':{'kind':'sequence','tokens':['a','b'],'text':''},'target':{'tokens':['c'],'text':''},"
                      "'weights':[[0.5,0.5]]}}]}],"
                      "'currentInput':0,'view':{'a':[1]}}";

std::string textOf(const QString &quoted) { return json(quoted.toStdString()); }

} // namespace

class TestSessionFile : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path folder() const { return folder_.path().toStdString(); }

private slots:
    void whatIsWrittenIsRead()
    {
        const Session session = smallSession();
        const fs::path path = folder() / "a.fovea";
        writeSession(path, session);
        requireSame(readSession(path), session);
        QCOMPARE(toJson(readSession(path)), toJson(session));
        QCOMPARE(entryCount(folder()), std::size_t(1));
        requireSame(parseSession(toJson(Session{}), "empty"), Session{});
    }

    void weightsAreExact()
    {
        Session session = smallSession();
        Vector &weights = session.inputs[0].actions[2].weights;
        weights = (Vector(3) << 1.0f / 3, 0.1f, 1e-30f).finished();
        QVERIFY(parseSession(toJson(session), "x").inputs[0].actions[2].weights == weights);
    }

    void theFormatIsFixed()
    {
        const Session session = parseSession(textOf(kGood), "good");
        QCOMPARE(session.bundles.at(0).modelFnv1a64, std::uint64_t(1));
        const SessionInput &input = session.inputs.at(0);
        QCOMPARE(input.actions.size(), std::size_t(3));
        QVERIFY(input.actions[1].weights == Vector::Constant(2, 0.5f));
        QCOMPARE(input.actions[1].change.kind, Kind::OverriddenWeights);
        QVERIFY((input.actions[2].change == NodeChange{Kind::MaskedStep, {0, 1}}));
        QCOMPARE(input.traces.at(0).leaf, 2);
        QCOMPARE(input.traces[0].trace.steps.at(0).token, std::string("c"));
        QCOMPARE(session.viewJson, json("{'a':[1]}"));
        // Written and read again it is the same text but for the trace's defaults.
        requireSame(parseSession(toJson(session), "again"), session);
    }

    void aBadFileIsNamed_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QString &from, const QString &to, const QString &problem) {
            QVERIFY2(kGood.count(from) >= 1, name);
            QTest::newRow(name) << from << to << problem;
        };
        row("other format", "fovea-session", "fovea-trace", "format is not 'fovea-session'");
        row("no format", "'format':'fovea-session',", "", "format is missing");
        row("newer", "'version':1,'bundles'", "'version':2,'bundles'", "version is not 1: written by a newer program?");
        row("no bundles", "'bundles':[", "'bundlez':[", "bundles is missing");
        row("bundles no list", "'bundles':[{'name':'b','path':'/b','modelBytes':1,'modelFnv1a64':'0000000000000001'}]",
            "'bundles':{}", "bundles is not a list");
        row("bundle without name", "'name':'b',", "", "bundles[0].name is missing");
        row("bundle path", "'path':'/b'", "'path':1", "bundles[0].path is not a text");
        row("bytes", "'modelBytes':1", "'modelBytes':-1", "bundles[0].modelBytes is not a number of bytes");
        row("short hash", "0000000000000001", "1", "bundles[0].modelFnv1a64 is not 16 hexadecimal digits");
        row("bad hash", "0000000000000001", "000000000000000G", "bundles[0].modelFnv1a64 is not 16 hexadecimal digits");
        row("no sentence", "'sentence':'x',", "", "inputs[0].sentence is missing");
        row("unknown bundle", "'bundle':0", "'bundle':1", "inputs[0].bundle is not one of the session's bundles");
        row("bundle no number", "'bundle':0", "'bundle':'b'",
            "inputs[0].bundle is not a whole number from 0 to 2147483647");
        row("no current", "'current':1,", "", "inputs[0].current is missing");
        row("current outside", "'current':1", "'current':4", "inputs[0].current is not a node of the tree");
        row("node no object", "{'parent':0,'token':3,'forced':false,'change':'none'}", "7",
            "inputs[0].nodes[0] is not an object");
        row("parent later", "'parent':0", "'parent':1", "inputs[0].nodes[0].parent is not a node before it");
        row("parent negative", "'parent':0", "'parent':-1",
            "inputs[0].nodes[0].parent is not a whole number from 0 to 2147483647");
        row("no token", "'token':3,", "", "inputs[0].nodes[0].token is missing");
        row("token huge", "'token':3", "'token':99999999999",
            "inputs[0].nodes[0].token is not a whole number from 0 to 2147483647");
        row("forced", "'forced':false", "'forced':0", "inputs[0].nodes[0].forced is not true or false");
        row("unknown change", "'change':'none'", "'change':'magic'",
            "inputs[0].nodes[0].change is 'magic', which is no change");
        row("weights missing", ",'weights':[0.5,0.5]", "", "inputs[0].nodes[1].weights is missing for changed weights");
        row("weights elsewhere", "'change':'weights'", "'change':'word'",
            "inputs[0].nodes[1].weights belongs to changed weights only");
        row("weight text", "'change':'weights','weights':[0.5", "'change':'weights','weights':['x'",
            "inputs[0].nodes[1].weights[0] is not a number");
        row("weight negative", "'change':'weights','weights':[0.5", "'change':'weights','weights':[-0.5",
            "inputs[0].nodes[1].weights has a weight that is negative or not finite");
        row("weight huge", "'change':'weights','weights':[0.5", "'change':'weights','weights':[1e39",
            "inputs[0].nodes[1].weights has a weight that is negative or not finite");
        row("weights zero", "'change':'weights','weights':[0.5,0.5]", "'change':'weights','weights':[0,0]",
            "inputs[0].nodes[1].weights has no positive weight");
        row("positions missing", ",'positions':[0,1]", "", "inputs[0].nodes[2].positions is missing for a mask");
        row("positions elsewhere", "'change':'maskedStep'", "'change':'word'",
            "inputs[0].nodes[2].positions belongs to a mask only");
        row("positions unordered", "[0,1]", "[1,0]",
            "inputs[0].nodes[2].positions is not a list of increasing positions from 0");
        row("positions twice", "[0,1]", "[1,1]",
            "inputs[0].nodes[2].positions is not a list of increasing positions from 0");
        row("position negative", "[0,1]", "[-1,1]", "inputs[0].nodes[2].positions[0] is not a position");
        row("step positions elsewhere", "'positions':[0,1]", "'positions':[0],'stepPositions':[1]",
            "inputs[0].nodes[2].stepPositions belongs to a mask from here on only");
        row("step positions unordered", "'maskedStep','positions':[0,1]",
            "'maskedFromHere','positions':[0],'stepPositions':[2,1]",
            "inputs[0].nodes[2].stepPositions is not a list of increasing positions from 0");
        row("no traces", "'traces':", "'tracez':", "inputs[0].traces is missing");
        row("leaf outside", "'leaf':2", "'leaf':4", "inputs[0].traces[0].leaf is not a node of the tree");
        row("bad trace", "'weights':[[0.5,0.5]]", "'weights':[[0.5]]",
            "inputs[0].traces[0].trace: weights[0] has 1 values, the source has 2 positions");
        row("trace format", "fovea-trace", "trace", "inputs[0].traces[0].trace: format is not 'fovea-trace'");
        row("current input", "'currentInput':0", "'currentInput':1", "currentInput is not one of the inputs");
        row("no view", ",'view':{'a':[1]}", "", "view is missing");
        row("view no object", "{'a':[1]}", "[1]", "view is not an object");
        row("key twice", "'currentInput':0", "'currentInput':0,'currentInput':0", "has the key 'currentInput' twice");
    }

    void aBadFileIsNamed()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, problem);
        QString bad = kGood;
        bad.replace(bad.indexOf(from), from.size(), to);
        const fs::path path = folder() / "bad.fovea";
        writeBytes(path, textOf(bad));
        QCOMPARE(QString::fromStdString(errorOf([&] { readSession(path); })).replace('"', '\''),
                 QString::fromStdString(path.string()) + ": " + problem);
    }

    void brokenTextIsRefused()
    {
        const std::string good = textOf(kGood);
        // Cut anywhere the text is no session, and the error names the file.
        for (std::size_t length = 1; length < good.size(); length += 7) {
            const std::string problem = errorOf([&] { parseSession(good.substr(0, length), "cut"); });
            QVERIFY2(problem.starts_with("cut: is not valid JSON"), problem.c_str());
        }
        QCOMPARE(errorOf([&] { parseSession("", "x"); }), std::string("x: is empty"));
        QVERIFY(errorOf([&] { parseSession("[]", "x"); }) == "x: the session is not an object");
        QVERIFY(errorOf([&] { parseSession(good + "\xff", "x"); }).starts_with("x: is not valid JSON"));
        QVERIFY(errorOf([&] { parseSession("{'a':" + std::string(100000, '['), "x"); }).starts_with("x: "));
        std::string deep = textOf(kGood);
        deep.replace(deep.find("[1]}"), 3, std::string(20, '[') + std::string(20, ']'));
        QCOMPARE(errorOf([&] { parseSession(deep, "x"); }),
                 std::string("x: is nested too deeply (more than 16 levels)"));
        QVERIFY(errorOf([&] { readSession(folder() / "missing"); }) != "no error");
    }

    void whatCannotBeReadIsNotWritten()
    {
        const fs::path path = folder() / "kept.fovea";
        writeBytes(path, "old");
        const auto refused = [&](const std::function<void(Session &)> &spoil) {
            Session session = smallSession();
            spoil(session);
            return errorOf([&] { writeSession(path, session); });
        };
        QCOMPARE(refused([](Session &s) { s.inputs[0].actions[3].parent = 4; }),
                 std::string("inputs[0].nodes[3].parent is not a node before it"));
        QCOMPARE(refused([](Session &s) { s.inputs[0].actions[0].token = -1; }),
                 std::string("inputs[0].nodes[0].token is negative"));
        QCOMPARE(refused([](Session &s) { s.inputs[1].traces[0].trace.steps[1].weights.resize(2); }),
                 std::string("inputs[1].traces[0].trace: weights[1] has 2 values, the source has 3 positions"));
        QCOMPARE(refused([](Session &s) { s.viewJson = "7"; }), std::string("view is not an object"));
        QVERIFY(refused([](Session &s) { s.viewJson = "{"; }).starts_with("view is not valid JSON"));
        QCOMPARE(refused([](Session &s) { s.inputs.resize(kMaxSessionInputs + 1); }),
                 std::string("inputs has more than 10000 entries"));
        QCOMPARE(refused([](Session &s) { s.inputs[0].actions.resize(kMaxSessionNodes + 1, s.inputs[0].actions[0]); }),
                 std::string("the session holds more than 100000 nodes"));
        QCOMPARE(refused([](Session &s) { s.inputs[0].traces.resize(30'000, s.inputs[0].traces[0]); }),
                 std::string("the session holds more than 50000 steps"));
        QCOMPARE(readBytes(path), std::string("old"));
        QCOMPARE(entryCount(path.parent_path()), entryCount(folder()));
    }

    void aFullSessionCanBeReadAgain()
    {
        Session session;
        SessionInput input;
        AttentionTrace trace = smallTrace();
        trace.steps.resize(1);
        trace.steps[0].candidates.resize(10, {-1, "w", 0.01});
        input.traces.resize(kMaxSessionSteps, {0, trace});
        for (RecordedTrace &recorded : input.traces)
            recorded.trace.source.labels = {"a", "b", "c"};
        session.inputs = {input};
        const std::string text = toJson(session);
        QCOMPARE(parseSession(text, "full").inputs[0].traces.size(), kMaxSessionSteps);
    }

    void aBundleIsRecognized()
    {
        const fs::path bundle = folder() / "zh-en";
        fs::create_directory(bundle);
        writeBytes(bundle / "config.json", "{}");
        writeBytes(bundle / "model.safetensors", "foobar");
        const BundleReference reference = referenceTo(bundle);
        QCOMPARE(reference.name, std::string("zh-en"));
        QCOMPARE(reference.path, bundle.string());
        QCOMPARE(reference.modelBytes, std::uint64_t(6));
        QCOMPARE(reference.modelFnv1a64, std::uint64_t(0x85944171f73967e8ULL)); // the authors' test vector
        QCOMPARE(referenceTo(bundle.string() + "/").name, std::string("zh-en"));
        QCOMPARE(stateOf(reference), BundleState::Same);
        writeBytes(bundle / "model.safetensors", "foobaz");
        QCOMPARE(stateOf(reference), BundleState::Changed);
        writeBytes(bundle / "model.safetensors", "foobar!");
        QCOMPARE(stateOf(reference), BundleState::Changed);
        fs::remove(bundle / "model.safetensors");
        QCOMPARE(stateOf(reference), BundleState::Missing);
        QVERIFY(errorOf([&] { referenceTo(bundle); }) != "no error");
        QCOMPARE(stateOf({}), BundleState::Missing);
    }

    void blocksAreHashedAsOne()
    {
        const fs::path bundle = folder() / "large";
        fs::create_directory(bundle);
        std::string bytes(3'000'001, 'x');
        bytes[2'500'000] = 'y';
        writeBytes(bundle / "model.safetensors", bytes);
        std::uint64_t hash = 0xcbf29ce484222325ULL;
        for (const char byte : bytes)
            hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
        QCOMPARE(referenceTo(bundle).modelFnv1a64, hash);
    }
};

QTEST_APPLESS_MAIN(TestSessionFile)
#include "test_session_file.moc"
