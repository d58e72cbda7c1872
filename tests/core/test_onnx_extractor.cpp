// links: fovea_vision
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <random>
#include <thread>

#include "core/types/error.h"
#include "core/vision/feature_extractor.h"
#include "core/vision/sha256.h"
#include "support/fake_extractor.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
namespace fs = std::filesystem;

namespace
{

fs::path dataPath(const std::string &name) { return fs::path(FOVEA_SOURCE_DIR) / "tests" / "data" / "vision" / name; }

/// What tests/data/vision/make_networks.py says about its networks.
ExtractorConfig tinyConfig()
{
    ExtractorConfig config;
    config.inputWidth = 12;
    config.inputHeight = 8;
    config.mean = {123, 117, 104};
    config.scale = {0.017F, 0.018F, 0.019F};
    config.output = "features";
    return config;
}

Image pattern(int width, int height)
{
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                image.rgb.push_back(static_cast<std::uint8_t>((37 * x + 91 * y + 53 * c + 11) % 256));
    return image;
}

QString problem(const fs::path &path, const ExtractorConfig &config)
{
    return QString::fromStdString(errorOf([&] { openOnnxExtractor(path, config); }));
}

/// The value that PyTorch computed for channel k of cell i.
Matrix expectedFeatures()
{
    std::ifstream file(dataPath("tiny.txt"));
    Matrix values(5, 6);
    for (Index k = 0; k < 5; ++k)
        for (Index i = 0; i < 6; ++i)
            file >> values(k, i);
    return values;
}

} // namespace

class TestOnnxExtractor : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;

private slots:
    void agreesWithPyTorch()
    {
        const auto extractor = openOnnxExtractor(dataPath("tiny.onnx"), tinyConfig());
        QCOMPARE(extractor->rows(), 2);
        QCOMPARE(extractor->columns(), 3);
        QCOMPARE(extractor->size(), 5);
        const GridFeatures features = extractor->extract(pattern(12, 8));
        QCOMPARE(features.rows, 2);
        QCOMPARE(features.columns, 3);
        const Matrix expected = expectedFeatures();
        QVERIFY2((features.values - expected).cwiseAbs().maxCoeff() < 1e-5F * expected.cwiseAbs().maxCoeff(),
                 qPrintable(QString::number((features.values - expected).cwiseAbs().maxCoeff())));
    }

    void channelOrderAndItsMean()
    {
        ExtractorConfig config = tinyConfig();
        config.order = ChannelOrder::Bgr;
        std::swap(config.mean[0], config.mean[2]);
        std::swap(config.scale[0], config.scale[2]);
        Image image = pattern(12, 8);
        for (std::size_t i = 0; i < image.rgb.size(); i += 3)
            std::swap(image.rgb[i], image.rgb[i + 2]);
        const auto extractor = openOnnxExtractor(dataPath("tiny.onnx"), config);
        QVERIFY((extractor->extract(image).values - expectedFeatures()).cwiseAbs().maxCoeff() < 1e-5F);
    }

    /// A picture that is the seen part and a margin gives what the seen part alone gives.
    void cropSeesTheCentre_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("wide") << 31 << 8;
        QTest::newRow("tall") << 12 << 23;
    }

    void cropSeesTheCentre()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        ExtractorConfig config = tinyConfig();
        config.fit = PictureFit::Crop;
        const auto extractor = openOnnxExtractor(dataPath("tiny.onnx"), config);
        const GridGeometry grid = extractor->geometry(width, height);
        QCOMPARE(grid.width, 12.0);
        QCOMPARE(grid.height, 8.0);
        QCOMPARE(grid.left, static_cast<double>((width - 12) / 2));
        QCOMPARE(grid.top, static_cast<double>((height - 8) / 2));
        Image image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(3 * width * height), 99)};
        const Image centre = pattern(12, 8);
        for (int y = 0; y < 8; ++y)
            std::copy(centre.row(y), centre.row(y) + 36,
                      image.row(y + static_cast<int>(grid.top)) + 3 * static_cast<int>(grid.left));
        QVERIFY((extractor->extract(image).values - expectedFeatures()).cwiseAbs().maxCoeff() < 1e-5F);
    }

    /// Every cell's rectangle, on any aspect: together they cover the seen part once, and a point finds its cell.
    void geometry_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto &[w, h] :
             {std::pair{1, 1}, {640, 480}, {480, 640}, {10000, 3}, {3, 10000}, {223, 225}, {12, 8}})
            QTest::addRow("%d x %d", w, h) << w << h;
    }

    void geometry()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        for (const PictureFit fit : {PictureFit::Squash, PictureFit::Crop}) {
            ExtractorConfig config = tinyConfig();
            config.fit = fit;
            const auto extractor = openOnnxExtractor(dataPath("tiny.onnx"), config);
            const GridGeometry grid = extractor->geometry(width, height);
            QVERIFY(grid.left >= 0 && grid.top >= 0 && grid.width >= 1 && grid.height >= 1);
            QVERIFY(grid.left + grid.width <= width && grid.top + grid.height <= height);
            if (fit == PictureFit::Squash)
                QVERIFY(grid.width == width && grid.height == height);
            else
                QVERIFY(grid.width == width || grid.height == height);
            double area = 0;
            for (int r = 0; r < grid.rows; ++r)
                for (int c = 0; c < grid.columns; ++c) {
                    const GridGeometry::Cell cell = grid.cell(r, c);
                    area += cell.width * cell.height;
                    QCOMPARE(grid.cellAt(cell.left + cell.width / 2, cell.top + cell.height / 2), r * grid.columns + c);
                    QCOMPARE(grid.cellAt(cell.left + cell.width * 0.999, cell.top + cell.height * 0.001),
                             r * grid.columns + c);
                }
            QVERIFY(std::abs(area - grid.width * grid.height) < 1e-6 * area);
            QCOMPARE(grid.cellAt(grid.left - 0.01, grid.top), -1);
            QCOMPARE(grid.cellAt(grid.left + grid.width, grid.top), -1);
            QCOMPARE(grid.cellAt(grid.left, grid.top + grid.height), -1);
        }
    }

    /// A picture that is bright in one cell only gives its brightest feature there: rows and columns are not mixed up.
    void brightCellIsFound()
    {
        const FakeExtractor extractor(3, 4);
        for (int cell = 0; cell < 12; ++cell) {
            Image image{53, 31, std::vector<std::uint8_t>(53 * 31 * 3, 0)};
            const GridGeometry::Cell area = extractor.geometry(53, 31).cell(cell / 4, cell % 4);
            const int x = static_cast<int>(area.left + area.width / 2);
            image.row(static_cast<int>(area.top + area.height / 2))[3 * x] = 255;
            const GridFeatures features = extractor.extract(image);
            Index brightest = 0;
            QVERIFY(features.values.row(0).maxCoeff(&brightest) > 0);
            QCOMPARE(brightest, static_cast<Index>(cell));
            QVERIFY(features.values == extractor.extract(image).values);
        }
    }

    void threadsShareIt()
    {
        const auto extractor = openOnnxExtractor(dataPath("tiny.onnx"), tinyConfig());
        const Matrix expected = extractor->extract(pattern(12, 8)).values;
        std::atomic<int> wrong{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i)
                    wrong += extractor->extract(pattern(12, 8)).values != expected;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void hashIsChecked()
    {
        QCOMPARE(QString::fromStdString(sha256("abc")),
                 QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        ExtractorConfig config = tinyConfig();
        config.sha256 = QString::fromStdString(sha256OfFile(dataPath("tiny.onnx"))).toUpper().toStdString();
        openOnnxExtractor(dataPath("tiny.onnx"), config);
        config.sha256.back() = config.sha256.back() == '0' ? '1' : '0';
        QCOMPARE(problem(dataPath("tiny.onnx"), config),
                 QString::fromStdString(dataPath("tiny.onnx").string() +
                                        ": is not the file that config.json names: its SHA-256 differs"));
    }

    void whatDoesNotFit_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("output");
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("expected");
        QTest::newRow("missing") << "none.onnx"
                                 << "" << 12 << "no such file";
        QTest::newRow("not ONNX") << "tiny.txt"
                                  << "" << 12 << "is damaged or not an ONNX file";
        QTest::newRow("a picture") << "alpha.png"
                                   << "" << 12 << "is damaged or not an ONNX file";
        QTest::newRow("two outputs") << "tiny.onnx"
                                     << "" << 12 << "has 2 outputs: say which one in config.json";
        QTest::newRow("no such output") << "tiny.onnx"
                                        << "layer9" << 12 << "has no value named \"layer9\"";
        QTest::newRow("logits") << "tiny.onnx"
                                << "logits" << 12
                                << "uses the operator \"Flatten\", which a picture encoder cannot have here";
        QTest::newRow("other size") << "tiny.onnx"
                                    << "features" << 16
                                    << "its input is any x 3 x 8 x 12, config.json expects 1 x 3 x 8 x 16";
        QTest::newRow("not 4-D") << "flat.onnx"
                                 << "" << 12
                                 << "its output is 1 x 3 x 96, not 1 x features x rows x columns (at most 128 x 128 "
                                    "cells): choose another output in config.json";
        QTest::newRow("huge input") << "tiny.onnx"
                                    << "features" << 100000
                                    << "an input of 100000 x 8 pixels is out of range (1 to 2048)";
    }

    void whatDoesNotFit()
    {
        QFETCH(QString, file);
        QFETCH(QString, output);
        QFETCH(int, width);
        QFETCH(QString, expected);
        ExtractorConfig config = tinyConfig();
        config.output = output.toStdString();
        config.inputWidth = width;
        const fs::path path = dataPath(file.toStdString());
        QCOMPARE(problem(path, config), QString::fromStdString(path.string()) + ": " + expected);
    }

    void valuesThatAreNotFinite()
    {
        ExtractorConfig config;
        config.inputWidth = 12;
        config.inputHeight = 8;
        const auto extractor = openOnnxExtractor(dataPath("infinite.onnx"), config);
        Image image{12, 8, std::vector<std::uint8_t>(12 * 8 * 3, 100)};
        QCOMPARE(extractor->extract(image).values(0, 0), Scalar(1));
        image.rgb[5] = 200;
        QCOMPARE(QString::fromStdString(errorOf([&] { extractor->extract(image); })),
                 QString::fromStdString(dataPath("infinite.onnx").string() +
                                        ": gives values that are not finite for this picture"));
        QCOMPARE(QString::fromStdString(errorOf([&] { extractor->extract({}); })),
                 QStringLiteral("there is no picture"));
    }

    /// Cut and changed files are one error of this project's own, or still a network that runs.
    void hostileFiles()
    {
        const std::string bytes = readBytes(dataPath("tiny.onnx"));
        const fs::path path = fs::path(folder_.path().toStdString()) / "changed.onnx";
        std::mt19937 random(3);
        int errors = 0;
        for (int i = 0; i < 600; ++i) {
            std::string changed = bytes;
            if (i % 3 == 0)
                changed.resize(random() % bytes.size());
            for (int k = 0; k <= i % 3 && !changed.empty(); ++k)
                changed[random() % changed.size()] = static_cast<char>(random() % 256);
            writeBytes(path, changed);
            try {
                openOnnxExtractor(path, tinyConfig())->extract(pattern(12, 8));
            } catch (const Error &error) {
                QVERIFY2(QString::fromStdString(error.what()).startsWith(QString::fromStdString(path.string()) + ": "),
                         error.what());
                QVERIFY(std::string(error.what()).find('\n') == std::string::npos);
                ++errors;
            }
        }
        QVERIFY(errors > 150);
    }

    /// The bundled picture encoder, at the size and speed its card states.
    void bundledEncoder()
    {
        const fs::path path = fs::path(FOVEA_SOURCE_DIR) / "resources/models/backbone/backbone.onnx";
        const auto extractor = openOnnxExtractor(path, {});
        QCOMPARE(extractor->rows(), 14);
        QCOMPARE(extractor->columns(), 14);
        QCOMPARE(extractor->size(), 256);
        QVERIFY(extractor->extract(pattern(640, 480)).values.allFinite());
    }
};

QTEST_GUILESS_MAIN(TestOnnxExtractor)
#include "test_onnx_extractor.moc"
