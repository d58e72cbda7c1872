// links: fovea_io
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "core/io/json_format.h"

using namespace fovea;

namespace
{

struct Case {
    const char *name;
    const char *text;
    const char *format;
    int axis; ///< -1: not known
};

constexpr int kSequence = static_cast<int>(SourceAxis::Kind::Sequence);
constexpr int kGrid = static_cast<int>(SourceAxis::Kind::Grid);

constexpr Case kCases[] = {
    {"trace", R"({"format":"fovea-trace","source":{"kind":"grid"}})", "fovea-trace", kGrid},
    {"blanks", "\n { \"format\" : \"fovea-trace\" ,\n \"source\" : { \"kind\" : \"grid\" } }", "fovea-trace", kGrid},
    {"byte order mark", "\xEF\xBB\xBF{\"format\":\"fovea-session\"}", "fovea-session", -1},
    {"weights first", R"({"weights":[[1,0]],"source":{"tokens":["a"],"kind":"sequence"},"format":"fovea-trace"})",
     "fovea-trace", kSequence},
    {"a session of grid traces",
     R"({"inputs":[{"traces":[{"trace":{"format":"fovea-trace","source":{"kind":"grid"}}}]}],"format":"fovea-session"})",
     "fovea-session", -1},
    {"lines", "{\"format\":\"fovea-trace\",\"source\":{\"kind\":\"grid\"}}\n{\"format\":", "fovea-trace", kGrid},
    {"broken later", R"({"format":"fovea-trace","source":{"kind":"grid","rows":)", "fovea-trace", kGrid},
    {"broken before the axis", R"({"format":"fovea-trace","sour)", "fovea-trace", -1},
    {"another key called kind", R"({"format":"fovea-trace","model":{"kind":"grid"},"source":{"kind":"sequence"}})",
     "fovea-trace", kSequence},
};

constexpr const char *kOthers[] = {"",
                                   "no json",
                                   "[{\"format\":\"fovea-trace\"}]",
                                   "{\"a\":{\"format\":\"fovea-trace\"}}",
                                   "{\"format\":1}",
                                   "3",
                                   "\xFF\xFE{",
                                   "{\"format\""};

} // namespace

class TestJsonFormat : public QObject
{
    Q_OBJECT

    static std::optional<JsonFormat> formatOf(const std::string &text)
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("file").toStdString();
        std::ofstream(path, std::ios::binary) << text;
        return jsonFormat(path);
    }

private slots:
    void theFormatStandsAnywhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<int>("axis");
        for (const Case &one : kCases)
            QTest::newRow(one.name) << QByteArray(one.text) << QByteArray(one.format) << one.axis;
    }

    void theFormatStandsAnywhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, format);
        QFETCH(int, axis);
        const auto found = formatOf(text.toStdString());
        QVERIFY(found.has_value());
        QCOMPARE(QByteArray::fromStdString(found->format), format);
        QCOMPARE(found->axis ? static_cast<int>(*found->axis) : -1, axis);
    }

    void otherFilesHaveNone()
    {
        for (const char *text : kOthers)
            QVERIFY2(!formatOf(text), text);
        QVERIFY(!formatOf(R"({"a":)" + std::string(1 << 20, '[')));
        QVERIFY(!jsonFormat("/no/such/file"));
        QVERIFY(!jsonFormat("/dev/zero")); // would never end
        QVERIFY(!jsonFormat("/"));
    }
};

QTEST_APPLESS_MAIN(TestJsonFormat)
#include "test_json_format.moc"
