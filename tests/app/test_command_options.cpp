// links: fovea_command_support

#include <QTest>

#include "app/commands/options.h"

using namespace fovea::app;

namespace
{

CommandSyntax syntax()
{
    return {"translate",
            "Translate lines",
            {"FILE"},
            {{"model", 'm', "BUNDLE", "the model", true},
             {"beam", 0, "N", "hypotheses kept", false},
             {"length-penalty", 0, "X", "penalty", false},
             {"format", 0, "NAME", "format of the output", false},
             {"one-based", 0, "", "links count from 1", false}},
            "Notes.\n"};
}

QString problemOf(const std::vector<std::string> &words)
{
    try {
        const Options options(syntax(), words);
        return "accepted";
    } catch (const UsageError &error) {
        return QString::fromStdString(error.what());
    }
}

/// A complete line with one more option.
Options with(const std::string &option) { return Options(syntax(), {"-m", "b", "f", option}); }

template <typename Function>
QString problemIn(Function read)
{
    try {
        read();
        return "accepted";
    } catch (const UsageError &error) {
        return QString::fromStdString(error.what());
    }
}

} // namespace

class TestCommandOptions : public QObject
{
    Q_OBJECT

private slots:
    void readsEverySpelling_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("long, apart") << QStringList{"--model", "bundle", "--beam", "4", "in"};
        QTest::newRow("long, joined") << QStringList{"--model=bundle", "--beam=4", "in"};
        QTest::newRow("short, apart") << QStringList{"-m", "bundle", "--beam", "4", "in"};
        QTest::newRow("short, joined") << QStringList{"-mbundle", "--beam=4", "in"};
        QTest::newRow("argument first") << QStringList{"in", "-m", "bundle", "--beam=4"};
        QTest::newRow("end of options") << QStringList{"-m", "bundle", "--beam=4", "--", "in"};
        QTest::newRow("last value wins") << QStringList{"-m", "other", "-m", "bundle", "--beam=2", "--beam=4", "in"};
    }

    void readsEverySpelling()
    {
        QFETCH(QStringList, words);
        std::vector<std::string> list;
        for (const QString &word : words)
            list.push_back(word.toStdString());
        const Options options(syntax(), list);
        QCOMPARE(options.text("model"), std::string("bundle"));
        QCOMPARE(options.integer("beam", 1, 1, 128), 4);
        QCOMPARE(options.argument(0), std::string("in"));
        QVERIFY(!options.has("one-based"));
    }

    void keepsWhatLooksLikeAnOption()
    {
        QCOMPARE(Options(syntax(), {"-m", "-", "-"}).argument(0), std::string("-"));
        QCOMPARE(Options(syntax(), {"-m", "b", "--", "--beam"}).argument(0), std::string("--beam"));
        QCOMPARE(Options(syntax(), {"-m", "-b", "f"}).text("model"), std::string("-b"));
        QCOMPARE(Options(syntax(), {"--model=--b", "f"}).text("model"), std::string("--b"));
        QCOMPARE(Options(syntax(), {"--model=a=b", "f"}).text("model"), std::string("a=b"));
    }

    void fallsBackWithoutTheOption()
    {
        const Options options(syntax(), {"-m", "b", "f"});
        QCOMPARE(options.integer("beam", 5, 1, 10), 5);
        QCOMPARE(options.number("length-penalty", 0.6, 0, 10), 0.6);
        QCOMPARE(options.choice("format", {"text", "json"}, "text"), std::string("text"));
        QCOMPARE(options.text("nothing", "else"), std::string("else"));
    }

    void refusesWrongLines_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("problem");
        QTest::newRow("unknown long") << QStringList{"-m", "b", "--bream", "4", "f"} << "unknown option --bream";
        QTest::newRow("unknown long, joined") << QStringList{"-m", "b", "--bream=4", "f"} << "unknown option --bream";
        QTest::newRow("unknown short") << QStringList{"-m", "b", "-x", "f"} << "unknown option -x";
        QTest::newRow("value missing") << QStringList{"f", "-m"} << "option -m needs a value: BUNDLE";
        QTest::newRow("value is an option")
            << QStringList{"f", "-m", "b", "--beam", "--one-based"} << "option --beam needs a value: N";
        QTest::newRow("value empty") << QStringList{"f", "--model="}
                                     << "option --model has an empty value: BUNDLE wanted";
        QTest::newRow("value too many") << QStringList{"f", "-m", "b", "--one-based=1"}
                                        << "option --one-based takes no value";
        QTest::newRow("option missing") << QStringList{"f"} << "missing option -m BUNDLE";
        QTest::newRow("argument missing") << QStringList{"-m", "b"} << "missing argument FILE";
        QTest::newRow("argument too many") << QStringList{"-m", "b", "f", "g"} << "unexpected argument 'g'";
        QTest::newRow("nothing") << QStringList{} << "missing option -m BUNDLE";
    }

    void refusesWrongLines()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, problem);
        std::vector<std::string> list;
        for (const QString &word : words)
            list.push_back(word.toStdString());
        QCOMPARE(problemOf(list), problem);
    }

    void refusesBadNumbers_data()
    {
        QTest::addColumn<QString>("value");
        for (const char *value : {"four", "4x", "4.5", "0", "129", "-1", "99999999999999", " 4", "0x4"})
            QTest::newRow(value) << value;
    }

    void refusesBadNumbers()
    {
        QFETCH(QString, value);
        const Options options = with("--beam=" + value.toStdString());
        QCOMPARE(problemIn([&] { options.integer("beam", 1, 1, 128); }),
                 QString("option --beam: '%1' is not a whole number from 1 to 128").arg(value));
    }

    void refusesBadRealNumbers_data()
    {
        QTest::addColumn<QString>("value");
        for (const char *value : {"nan", "inf", "-0.1", "10.5", "1,5", "1e400", "x"})
            QTest::newRow(value) << value;
    }

    void refusesBadRealNumbers()
    {
        QFETCH(QString, value);
        const Options options = with("--length-penalty=" + value.toStdString());
        QCOMPARE(problemIn([&] { options.number("length-penalty", 0.6, 0, 10); }),
                 QString("option --length-penalty: '%1' is not a number from 0 to 10").arg(value));
        QCOMPARE(with("--length-penalty=1e-1").number("length-penalty", 0.6, 0, 10), 0.1);
    }

    void refusesUnknownChoices()
    {
        const Options options = with("--format=xml");
        QCOMPARE(problemIn([&] {
                     options.choice("format", {"text", "json"}, "text");
                 }),
                 "option --format: 'xml' is not one of text, json");
        QCOMPARE(with("--format=json").choice("format", {"text", "json"}, "text"), std::string("json"));
    }

    void helpNeedsNothingElse()
    {
        QVERIFY(Options(syntax(), {"--help"}).helpWanted());
        QVERIFY(Options(syntax(), {"-h"}).helpWanted());
        QVERIFY(Options(syntax(), {"-m", "b", "--help"}).helpWanted());
    }

    void usageNamesEveryOption()
    {
        const QString usage = QString::fromStdString(usageText(syntax()));
        QVERIFY(usage.startsWith("usage: fovea translate FILE -m BUNDLE [--beam N] [--length-penalty X]"));
        QVERIFY(usage.contains("[--one-based]"));
        for (const QString &line : usage.split('\n'))
            QVERIFY(line.size() <= 100);
        const QString help = QString::fromStdString(helpText(syntax()));
        QVERIFY(help.startsWith("Translate lines\n\nusage: "));
        QVERIFY(help.contains("  -m, --model BUNDLE      the model\n"));
        QVERIFY(help.contains("      --one-based         links count from 1\n"));
        QVERIFY(help.contains("  -h, --help              show this text\n"));
        QVERIFY(help.endsWith("\nNotes.\n"));
    }
};

QTEST_APPLESS_MAIN(TestCommandOptions)
#include "test_command_options.moc"
