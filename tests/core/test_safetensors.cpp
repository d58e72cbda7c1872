// links: fovea_io nlohmann_json::nlohmann_json
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <csignal>
#include <ctime>
#include <limits>
#include <random>

#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "core/io/half.h"
#include "core/io/safetensors.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

/// The value of a binary16 from its definition, in double.
double halfByDefinition(std::uint16_t half)
{
    const int exponent = (half >> 10) & 31;
    const int fraction = half & 1023;
    const double sign = half & 0x8000 ? -1 : 1;
    if (exponent == 31)
        return fraction ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
    return exponent == 0 ? sign * std::ldexp(fraction, -24) : sign * std::ldexp(1024 + fraction, exponent - 25);
}

/// Round to nearest even from the definition: the magnitude in units of the last place, rounded by nearbyint.
std::uint16_t roundedByDefinition(float value)
{
    const double magnitude = std::abs(static_cast<double>(value));
    const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000 : 0);
    if (magnitude >= 65520)
        return static_cast<std::uint16_t>(sign | 0x7c00);
    int exponent = magnitude > 0 ? std::ilogb(magnitude) : -15;
    exponent = std::max(exponent, -14);
    const auto units = static_cast<int>(std::nearbyint(std::ldexp(magnitude, 10 - exponent))); // 0 .. 2048
    return static_cast<std::uint16_t>(sign | (units + (exponent + 14) * 1024));
}

TensorMap someTensors()
{
    return {{"encoder.weight", {{2, 3}, {1.0F, -2.5F, 0.0F, 65504.0F, 6e-8F, -0.333251953125F}}},
            {"scale", {{}, {0.125F}}},
            {"none", {{0, 4}, {}}},
            {"a \"quoted\" 名", {{3}, {1e-3F, 2.0F, 3.0F}}}};
}

} // namespace

class TestSafetensors : public QObject
{
    Q_OBJECT

    QTemporaryDir temporary_;
    fs::path path_;

    nlohmann::json readWithPython()
    {
        QProcess python;
        python.start("python3", {FOVEA_SOURCE_DIR "/tests/support/read_safetensors.py", QString::fromStdString(path_)});
        python.waitForFinished(60000);
        if (python.exitStatus() != QProcess::NormalExit || python.exitCode() != 0)
            return python.readAllStandardError().toStdString();
        return nlohmann::json::parse(python.readAllStandardOutput().toStdString());
    }

private slots:
    void initTestCase() { path_ = fs::path(temporary_.path().toStdString()) / "model.safetensors"; }

    void everyHalfIsExact()
    {
        for (unsigned bits = 0; bits < 0x10000; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            const double expected = halfByDefinition(half);
            const float value = floatFromHalf(half);
            if (std::isnan(expected)) {
                QVERIFY(std::isnan(value));
                QVERIFY(std::isnan(floatFromHalf(halfFromFloat(value))));
                continue;
            }
            QVERIFY2(static_cast<double>(value) == expected && std::signbit(value) == std::signbit(expected),
                     std::to_string(bits).c_str());
            QCOMPARE(halfFromFloat(value), half);
        }
    }

    void roundsToNearestEven()
    {
        const auto check = [](float value) {
            if (halfFromFloat(value) != roundedByDefinition(value))
                QFAIL(std::to_string(value).c_str());
        };
        // Around every half: the value, its neighbours, the midpoint to the next and that one's neighbours.
        for (std::uint16_t half = 0; half < 0x7c00; ++half) {
            const double next = half == 0x7bff ? 65536 : halfByDefinition(static_cast<std::uint16_t>(half + 1));
            const auto middle = static_cast<float>((halfByDefinition(half) + next) / 2);
            for (const float value : {floatFromHalf(half), middle})
                for (const float near : {value, std::nextafter(value, 0.0F), std::nextafter(value, 1e9F)}) {
                    check(near);
                    check(-near);
                }
        }
        std::mt19937 random(7);
        for (int i = 0; i < 300000; ++i) {
            const auto bits = static_cast<std::uint32_t>(random());
            if ((bits & 0x7f800000U) != 0x7f800000U)
                check(std::bit_cast<float>(bits));
        }
    }

    void roundTrip_data()
    {
        QTest::addColumn<bool>("half");
        QTest::newRow("F16") << true;
        QTest::newRow("F32") << false;
    }
    void roundTrip()
    {
        QFETCH(bool, half);
        const TensorMap tensors = someTensors();
        const std::map<std::string, std::string> metadata{{"format", "pt"}, {"步", "1,000"}};
        writeSafetensors(path_, tensors, half ? TensorType::F16 : TensorType::F32, metadata);
        const TensorMap read = readSafetensors(path_);
        QCOMPARE(read.size(), tensors.size());
        for (const auto &[name, tensor] : tensors) {
            QVERIFY(read.at(name).shape == tensor.shape);
            for (std::size_t i = 0; i < tensor.data.size(); ++i)
                QCOMPARE(read.at(name).data[i], half ? floatFromHalf(halfFromFloat(tensor.data[i])) : tensor.data[i]);
        }
        const SafetensorsHeader header = readSafetensorsHeader(path_);
        QVERIFY(header.metadata == metadata);
        QCOMPARE(header.dataBytes, std::uint64_t{half ? 20U : 40U});
        QVERIFY(header.tensors.at("scale").type == (half ? TensorType::F16 : TensorType::F32));
    }

    void noTensorsAtAll()
    {
        writeSafetensors(path_, {}, TensorType::F32);
        QCOMPARE(fs::file_size(path_), std::uintmax_t{16}); // the length and "{}" padded to 8
        QVERIFY(readSafetensors(path_).empty());
    }

    /// A file as other writers make it: other order, no padding, no metadata.
    void readsOtherWriters()
    {
        const std::string header = R"({"z":{"data_offsets":[0,4],"shape":[2,1],"dtype":"F16"},)"
                                   R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})";
        writeBytes(path_, safetensorsBytes(header, bytesOf<std::uint16_t>({0x3c00, 0xc000}) + bytesOf<float>({0.1F})));
        const TensorMap read = readSafetensors(path_);
        QVERIFY((read.at("z").data == std::vector<float>{1.0F, -2.0F}));
        QVERIFY((read.at("a").data == std::vector<float>{0.1F}));
    }

    void independentReaderAgrees_data() { roundTrip_data(); }
    void independentReaderAgrees()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("needs python3");
        QFETCH(bool, half);
        TensorMap tensors = someTensors();
        std::mt19937 random(1);
        std::normal_distribution<float> normal;
        Tensor &large = tensors["large"];
        large.shape = {70, 1000};
        for (int i = 0; i < 70000; ++i)
            large.data.push_back(normal(random));
        writeSafetensors(path_, tensors, half ? TensorType::F16 : TensorType::F32, {{"who", "Fovea"}});
        const nlohmann::json read = readWithPython();
        QVERIFY2(read.is_object(), read.dump().c_str());
        QCOMPARE(read["metadata"]["who"].get<std::string>(), std::string("Fovea"));
        QCOMPARE(read["tensors"].size(), tensors.size());
        for (const auto &[name, tensor] : tensors) {
            const nlohmann::json &entry = read["tensors"][name];
            QCOMPARE(entry["dtype"].get<std::string>(), std::string(half ? "F16" : "F32"));
            QVERIFY(entry["shape"].get<std::vector<Index>>() == tensor.shape);
            double sum = 0;
            for (std::size_t i = 0; i < tensor.data.size(); ++i) {
                const double stored = half ? halfByDefinition(roundedByDefinition(tensor.data[i])) : tensor.data[i];
                sum += stored;
                if (!entry["values"].empty())
                    QCOMPARE(entry["values"][i].get<double>(), stored);
            }
            QVERIFY(std::abs(entry["sum"].get<double>() - sum) <= 1e-9 * static_cast<double>(tensor.data.size()));
        }
    }

    void refusesToWrite_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("problem");
        QTest::newRow("shape") << 0 << "tensor \"w\" has the shape [2, 2] but 3 values";
        QTest::newRow("negative shape") << 1 << "tensor \"w\" has a shape that cannot be: [-1, -3]";
        QTest::newRow("NaN") << 2 << "tensor \"w\" has a value that is not finite: nan";
        QTest::newRow("infinity") << 3 << "tensor \"w\" has a value that is not finite: inf";
        QTest::newRow("F16 overflow") << 4 << "tensor \"w\" has a value too large for F16: 65520.000000";
        QTest::newRow("name") << 5 << "a tensor cannot be named __metadata__";
        QTest::newRow("UTF-8") << 6 << "a tensor's name or the metadata is not valid UTF-8";
        QTest::newRow("rank") << 7 << "tensor \"w\" has too many dimensions";
    }
    void refusesToWrite()
    {
        QFETCH(int, which);
        QFETCH(QString, problem);
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const float infinity = std::numeric_limits<float>::infinity();
        const std::vector<TensorMap> cases{
            {{"w", {{2, 2}, {1, 2, 3}}}}, {{"w", {{-1, -3}, {1, 2, 3}}}},
            {{"w", {{2}, {1, nan}}}},     {{"w", {{2}, {1, infinity}}}},
            {{"w", {{2}, {1, 65520}}}},   {{"__metadata__", {{1}, {1}}}},
            {{"\xff\xfe", {{1}, {1}}}},   {{"w", {{1, 1, 1, 1, 1, 1, 1, 1, 1}, {1}}}},
        };
        writeBytes(path_, "old");
        const std::string error =
            errorOf([&] { writeSafetensors(path_, cases[static_cast<std::size_t>(which)], TensorType::F16); });
        QCOMPARE(QString::fromStdString(error), problem);
        QCOMPARE(readBytes(path_), std::string("old"));
    }

    void fullDiskKeepsTheOldFile()
    {
        writeBytes(path_, "old");
        const std::string error = inChildProcess([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1000, 1000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return errorOf([&] {
                writeSafetensors(path_, {{"w", {{5000}, std::vector<float>(5000)}}}, TensorType::F16);
            });
        });
        QCOMPARE(error, path_.string() + ": cannot be written: the file would be larger than the system allows");
        QCOMPARE(readBytes(path_), std::string("old"));
        QCOMPARE(entryCount(path_.parent_path()), std::size_t{1});
    }

    void largeFileOpensQuickly()
    {
        TensorMap tensors;
        for (int i = 0; i < 30; ++i)
            tensors["layer" + std::to_string(i)] = {{150, 1000}, std::vector<float>(150000, 0.5F)};
        writeSafetensors(path_, tensors, TensorType::F16); // 9 MB
        double best = 1e9; // ms of processor time: other programs on the machine do not count
        for (int attempt = 0; attempt < 5; ++attempt) {
            const std::clock_t begin = std::clock();
            QCOMPARE(readSafetensors(path_).size(), std::size_t{30});
            best = std::min(best, 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        }
        qInfo("9 MB of F16 in %.1f ms", best);
        QVERIFY(best < 50);
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "test_safetensors.moc"
