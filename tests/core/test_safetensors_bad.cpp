// links: fovea_io
#include <QTemporaryDir>
#include <QtTest>

#include <limits>

#include "core/io/safetensors.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

const std::string kFour = bytesOf<float>({1, 2, 3, 4}); // 16 bytes

/// One tensor "w" of four F32 values with one of its fields changed.
std::string header(const std::string &type = json("'F32'"), const std::string &shape = "[2,2]",
                   const std::string &offsets = "[0,16]")
{
    return json("{'w':{'dtype':") + type + json(",'shape':") + shape + json(",'data_offsets':") + offsets + "}}";
}

std::string file(const std::string &headerText, const std::string &data = kFour)
{
    return safetensorsBytes(headerText, data);
}

/// The length alone, then `rest`.
std::string withLength(std::uint64_t length, const std::string &rest)
{
    return bytesOf<std::uint64_t>({length}) + rest;
}

std::string entry(const std::string &name, const std::string &shape, const std::string &offsets)
{
    return "\"" + name + json("':{'dtype':'F32','shape':") + shape + json(",'data_offsets':") + offsets + "}";
}

std::string floatWith(float value) { return bytesOf<float>({1, 2, value, 4}); }

} // namespace

/// One row a bad file; each has its own one-line error naming the file.
class TestSafetensorsBad : public QObject
{
    Q_OBJECT

    QTemporaryDir temporary_;

    static void add(const char *name, const std::string &bytes, const char *problem)
    {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << problem;
    }
    static void addColumns()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problem");
    }
    void check()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, problem);
        const QString path = temporary_.filePath("bad.safetensors");
        writeBytes(path.toStdString(), bytes.toStdString());
        const auto error = QString::fromStdString(errorOf([&] { readSafetensors(path.toStdString()); }));
        QCOMPARE(error, path + ": " + problem);
    }

private slots:
    void goodFileIsRead()
    {
        const fs::path path = temporary_.filePath("good.safetensors").toStdString();
        writeBytes(path, file(header()));
        QVERIFY((readSafetensors(path).at("w").data == std::vector<float>{1, 2, 3, 4}));
    }

    void length_data()
    {
        addColumns();
        add("empty file", "", "is too short to be a safetensors file (0 bytes)");
        add("seven bytes", "1234567", "is too short to be a safetensors file (7 bytes)");
        add("length 0", withLength(0, kFour), "the header is not a JSON object");
        add("length beyond the file", withLength(1000, "{}"), "is cut off inside the header (1000 bytes expected)");
        add("length over the limit", withLength((16U << 20) + 1, "{}"),
            "the header is too long (16777217 bytes): not a safetensors file, or damaged");
        add("length of all ones", withLength(std::numeric_limits<std::uint64_t>::max(), "{}"),
            "the header is too long (18446744073709551615 bytes): not a safetensors file, or damaged");
        add("length that overflows with 8", withLength(std::numeric_limits<std::uint64_t>::max() - 7, "{}"),
            "the header is too long (18446744073709551608 bytes): not a safetensors file, or damaged");
        add("a zip file", std::string("PK\x03\x04\x14\0\0\0\x08\0", 10),
            "the header is too long (85966670672 bytes): not a safetensors file, or damaged");
        add("truncated header", file(header()).substr(0, 40), "is cut off inside the header (57 bytes expected)");
    }
    void length() { check(); }

    void headerText_data()
    {
        addColumns();
        add("not JSON", file("hello"), "the header is not a JSON object");
        add("array", file("[]"), "the header is not a JSON object");
        add("leading space", file(" {}", ""), "the header is not a JSON object");
        add("cut JSON", file(json("{'w':{'dtype':'F32'")),
            "the header is not valid JSON at column 19: unexpected end of input; expected '}'");
        add("text after", file(header() + "x"), "the header is not valid JSON at column 58: invalid literal");
        add("NUL padding", file(header() + std::string(5, '\0')),
            "the header is not valid JSON at column 58: a zero byte");
        add("invalid UTF-8", file("{\"\xff\xfe\":{}}"),
            "the header is not valid JSON at column 3: invalid string: ill-formed UTF-8 byte");
        add("overlong UTF-8", file("{\"\xc0\xaf\":{}}"),
            "the header is not valid JSON at column 3: invalid string: ill-formed UTF-8 byte");
        add("deep lists", file("{\"w\":" + std::string(500'000, '[')),
            "the header is nested too deeply (more than 4 levels)");
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += json("{'a':");
        add("deep objects", file(deep), "the header is nested too deeply (more than 4 levels)");
        std::string zeros;
        for (int i = 0; i < 600'000; ++i)
            zeros += "0,";
        add("many values", file(json("{'w':[") + zeros + "0]}"), "the header holds too many values (more than 500000)");
        std::string lists;
        for (int i = 0; i < 90'000; ++i)
            lists += "[],";
        add("many lists", file(json("{'w':[") + lists + "0]}"),
            "the header holds too many lists, objects and texts (more than 80000)");
        std::string many;
        for (int i = 0; i < 10'002; ++i)
            many += "\"t" + std::to_string(i) + "\":0,";
        add("many tensors", file("{" + many + json("'z':0}")), "holds too many tensors (more than 10000)");
        add("duplicate tensor", file("{" + entry("w", "[2]", "[0,8]") + "," + entry("w", "[2]", "[8,16]") + "}"),
            "the header has the key \"w\" twice");
        add("duplicate field", file(json("{'w':{'dtype':'F32','dtype':'F32','shape':[4],'data_offsets':[0,16]}}")),
            "the header has the key \"dtype\" twice");
        add("metadata list", file(json("{'__metadata__':[]}"), ""), "\"__metadata__\" is not an object of texts");
        add("metadata number", file(json("{'__metadata__':{'a':1}}"), ""),
            "\"__metadata__\" is not an object of texts");
    }
    void headerText() { check(); }

    void fields_data()
    {
        addColumns();
        add("tensor is a list", file(json("{'w':[]}")), "tensor \"w\" is not described by an object");
        add("no dtype", file(json("{'w':{'shape':[4],'data_offsets':[0,16]}}")), "tensor \"w\" has no \"dtype\" text");
        add("dtype number", file(header("32")), "tensor \"w\" has no \"dtype\" text");
        add("dtype BF16", file(header(json("'BF16'"))),
            "tensor \"w\" has the type \"BF16\"; only F16 and F32 are supported");
        add("dtype unknown", file(header(json("'f32\\n'"))),
            "tensor \"w\" has the type \"f32\\n\"; only F16 and F32 are supported");
        add("no shape", file(json("{'w':{'dtype':'F32','data_offsets':[0,16]}}")),
            "tensor \"w\" has no \"shape\" list");
        add("shape number", file(header(json("'F32'"), "4")), "tensor \"w\" has no \"shape\" list");
        const char *notWhole = "tensor \"w\" has a \"shape\" that is not made of whole numbers from 0";
        add("shape negative", file(header(json("'F32'"), "[-2,-2]")), notWhole);
        add("shape fraction", file(header(json("'F32'"), "[2.0,2]")), notWhole);
        add("shape text", file(header(json("'F32'"), "[\"2\",2]")), notWhole);
        add("shape beyond 63 bits", file(header(json("'F32'"), "[9223372036854775808]")), notWhole);
        add("shape beyond 64 bits", file(header(json("'F32'"), "[18446744073709551617]")), notWhole);
        add("rank 9", file(header(json("'F32'"), "[1,1,1,1,1,1,1,2,2]")),
            "tensor \"w\" has 9 dimensions, at most 8 are supported");
        add("product wraps to 4", file(header(json("'F32'"), "[4294967296,4294967296,4]")),
            "tensor \"w\" has a shape too large to count: [4294967296, 4294967296, 4]");
        add("product wraps to 0", file(header(json("'F32'"), "[4611686018427387904]", "[0,0]"), ""),
            "tensor \"w\" has a shape too large to count: [4611686018427387904]");
        add("shape too large", file(header(json("'F32'"), "[2,3]")),
            "tensor \"w\" has the shape [2, 3] (24 bytes) but 16 bytes of data");
        add("type too small", file(header(json("'F16'"))),
            "tensor \"w\" has the shape [2, 2] (8 bytes) but 16 bytes of data");
        add("number too large", file(header(json("'F32'"), "[1e999]")),
            "the header is not valid JSON at column 34: a number is too large");
        add("long name", file("{\"" + std::string(5000, 'n') + "\":1}"),
            ("tensor \"" + std::string(60, 'n') + "…\" is not described by an object").c_str());
    }
    void fields() { check(); }

    void layout_data()
    {
        addColumns();
        const char *noOffsets = "tensor \"w\" has no \"data_offsets\" of two whole numbers from 0";
        add("no offsets", file(json("{'w':{'dtype':'F32','shape':[4]}}")), noOffsets);
        add("one offset", file(header(json("'F32'"), "[4]", "[16]")), noOffsets);
        add("three offsets", file(header(json("'F32'"), "[4]", "[0,8,16]")), noOffsets);
        add("negative offset", file(header(json("'F32'"), "[4]", "[-16,0]")), noOffsets);
        add("fractional offset", file(header(json("'F32'"), "[4]", "[0,16.0]")), noOffsets);
        add("backwards", file(header(json("'F32'"), "[4]", "[16,0]")), "tensor \"w\" ends before it begins");
        add("truncated data", file(header(), kFour.substr(0, 15)),
            "tensor \"w\" ends at byte 16, the file has 15 bytes of data");
        add("no data", file(header(), ""), "tensor \"w\" ends at byte 16, the file has 0 bytes of data");
        add("offset beyond", file(header(json("'F32'"), "[4]", "[16,32]")),
            "tensor \"w\" ends at byte 32, the file has 16 bytes of data");
        add("offset huge", file(header(json("'F32'"), "[4]", "[18446744073709551600,18446744073709551615]")),
            "tensor \"w\" ends at byte 18446744073709551615, the file has 16 bytes of data");
        add("trailing data", file(header(), kFour + "x"), "1 byte of trailing data that belong to no tensor");
        add("data of nobody", file("{}"), "16 bytes of trailing data that belong to no tensor");
        add("gap before", file(header(json("'F32'"), "[3]", "[4,16]")), "unused bytes before tensor \"w\"");
        add("gap between", file("{" + entry("a", "[1]", "[0,4]") + "," + entry("b", "[2]", "[8,16]") + "}"),
            "unused bytes before tensor \"b\"");
        add("overlap", file("{" + entry("a", "[3]", "[0,12]") + "," + entry("b", "[2]", "[8,16]") + "}"),
            "tensor \"b\" overlaps another tensor");
        add("shared", file("{" + entry("a", "[4]", "[0,16]") + "," + entry("b", "[4]", "[0,16]") + "}"),
            "tensor \"b\" overlaps another tensor");
        add("nothing inside another", file("{" + entry("a", "[4]", "[0,16]") + "," + entry("b", "[0]", "[8,8]") + "}"),
            "tensor \"b\" overlaps another tensor");
    }
    void layout() { check(); }

    void values_data()
    {
        addColumns();
        const float infinity = std::numeric_limits<float>::infinity();
        const char *problem = "tensor \"w\" has a value that is not finite";
        add("NaN", file(header(), floatWith(std::numeric_limits<float>::quiet_NaN())), problem);
        add("signalling NaN", file(header(), floatWith(std::numeric_limits<float>::signaling_NaN())), problem);
        add("infinity", file(header(), floatWith(infinity)), problem);
        add("-infinity", file(header(), floatWith(-infinity)), problem);
        const std::string half = header(json("'F16'"), "[2]", "[0,4]");
        add("F16 NaN", file(half, bytesOf<std::uint16_t>({0x3c00, 0x7e01})), problem);
        add("F16 -infinity", file(half, bytesOf<std::uint16_t>({0xfc00, 0x3c00})), problem);
    }
    void values() { check(); }

    void oversizedFile()
    {
        const fs::path path = temporary_.filePath("huge.safetensors").toStdString();
        const std::string shape =
            json("{'w':{'dtype':'F32','shape':[1099511627776],'data_offsets':[0,4398046511104]}}");
        writeBytes(path, file(shape, ""));
        fs::resize_file(path, fs::file_size(path) + 4398046511104); // sparse: 4 TB that take no room
        QCOMPARE(errorOf([&] { readSafetensors(path); }),
                 path.string() + ": is too large (4398046.5 MB, at most 536.9 MB)");
    }

    void notAFile()
    {
        QCOMPARE(errorOf([&] { readSafetensors("/dev/zero"); }), std::string("/dev/zero: is not a regular file"));
        QCOMPARE(errorOf([&] { readSafetensors("/no/such/file"); }), std::string("/no/such/file: no such file"));
    }
};

QTEST_GUILESS_MAIN(TestSafetensorsBad)
#include "test_safetensors_bad.moc"
