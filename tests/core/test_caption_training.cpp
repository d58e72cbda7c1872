// links: fovea_train nlohmann_json::nlohmann_json
#include <QTest>

#include <QTemporaryDir>

#include <array>
#include <numeric>
#include <random>

#include "core/io/safetensors.h"
#include "core/tasks/captioner.h"
#include "core/train/caption_data.h"
#include "core/train/trainer.h"
#include "core/vision/picture_file.h"
#include "support/fake_extractor.h"
#include "support/io_support.h"
#include "support/toy_pictures.h"

using namespace fovea;
using namespace fovea::test;

namespace
{

std::vector<EncodedCaptions> somePictures(int count)
{
    std::mt19937 random(3);
    std::vector<EncodedCaptions> pictures;
    for (int i = 0; i < count; ++i) {
        EncodedCaptions picture{i, {}};
        for (unsigned long k = 0; k < 1 + random() % 5; ++k)
            picture.captions.emplace_back(3 + random() % 9, 7);
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

/// Counts what it extracts.
class CountingExtractor final : public FeatureExtractor
{
public:
    GridFeatures extract(const Image &image) const override
    {
        ++count;
        return fake_.extract(image);
    }
    GridGeometry geometry(int width, int height) const override { return fake_.geometry(width, height); }
    int rows() const override { return fake_.rows(); }
    int columns() const override { return fake_.columns(); }
    int size() const override { return fake_.size(); }

    mutable std::atomic<int> count{0};

private:
    FakeExtractor fake_;
};

} // namespace

class TestCaptionTraining : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;

    std::filesystem::path root() const { return folder_.path().toStdString(); }
    std::filesystem::path fresh() const
    {
        static int number = 0;
        return root() / ("run" + std::to_string(++number)) / "bundle";
    }
    static TrainResult run(const TrainConfig &config, const std::filesystem::path &output, bool resume = false,
                           const RunControl &control = {})
    {
        std::filesystem::create_directories(output.parent_path());
        return train(config, {output, resume, 2}, control, {});
    }

private slots:
    void learnsColours()
    {
        ToyPictures toy(root() / "learns");
        toy.json()["training"]["epochs"] = 40;
        toy.json()["training"]["mirror"] = false;
        // Beside the longer captions alone "the field is" counts as too short.
        const std::array<std::string, 4> colours{"red", "green", "blue", "white"};
        std::string dev;
        for (std::size_t i = 0; i < 12; ++i)
            dev += "p" + std::to_string(i) + ".bmp\tthe field is " + colours[i % 4] + "\n";
        writeBytes(toy.file("dev.tsv"), dev);
        const auto output = fresh();
        const TrainResult result = run(toy.config(), output);
        QVERIFY2(result.bestBleu > 60, qPrintable(QString::number(result.bestBleu)));
        // The bundle is whole: it opens with the extractor beside it and says what the trainer measured.
        const auto captioner = Captioner::open(output);
        int right = 0;
        std::string captions;
        for (int i = 0; i < 4; ++i) {
            const std::string text = captioner->caption(readPicture(toy.picture(i)), "", {}).targetText;
            right += text.find(colours[static_cast<std::size_t>(i)]) != std::string::npos;
            captions += text + "; ";
        }
        QVERIFY2(right >= 3, captions.c_str());
        const auto record = nlohmann::json::parse(readBytes(output / "config.json")).at("training");
        QCOMPARE(record.at("devBleu4Greedy").get<double>(), result.bestBleu);
    }

    void aStoppedRunGoesOnToTheSameModel()
    {
        ToyPictures toy(root() / "resume");
        const TrainConfig config = toy.config();
        const auto whole = fresh();
        run(config, whole);
        const auto parts = fresh();
        std::stop_source stop;
        RunControl control;
        control.stop = stop.get_token();
        control.progress = [&](long long done, long long) {
            if (done >= 4)
                stop.request_stop();
        };
        QVERIFY(run(config, parts, false, control).stopped);
        QVERIFY(!run(config, parts, true).stopped);
        QVERIFY(readBytes(parts / "model.safetensors") == readBytes(whole / "model.safetensors"));
    }

    void anotherExtractorBesideTheBundleIsKept()
    {
        ToyPictures toy(root() / "shared");
        const auto output = fresh();
        const auto shared = output.parent_path() / "backbone" / "backbone.onnx";
        std::filesystem::create_directories(shared.parent_path());
        writeBytes(shared, "another");
        const std::string error = errorOf([&] { run(toy.config(), output); });
        QVERIFY2(error.find("is another extractor than") != std::string::npos, error.c_str());
        QCOMPARE(readBytes(shared), "another");
    }

    void captionFilesAreChecked_data()
    {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no tab") << "p0.bmp\ta\np0.bmp b\n"
                                << "line 2: not a picture, a tab and its caption";
        QTest::newRow("no picture") << "\ta\n"
                                    << "line 1: not a picture, a tab and its caption";
        QTest::newRow("missing picture") << "p0.bmp\ta\nnone.bmp\tb\n"
                                         << "line 2: there is no picture ";
    }
    void captionFilesAreChecked()
    {
        QFETCH(QString, lines);
        QFETCH(QString, problem);
        const ToyPictures toy(root() / "checked");
        writeBytes(toy.file("bad.tsv"), lines.toStdString());
        const std::string error = errorOf([&] { readCaptions({toy.file("pictures"), toy.file("bad.tsv")}, true); });
        QVERIFY2(error.starts_with(toy.file("bad.tsv").string() + ": " + problem.toStdString()), error.c_str());
    }

    void captionsOfAPictureComeTogether()
    {
        const ToyPictures toy(root() / "together");
        writeBytes(toy.file("mixed.tsv"), "p1.bmp\tA Dog .\np0.bmp\tTwo cats, one t-shirt!\np1.bmp\tdog\n");
        const auto plain = readCaptions({toy.file("pictures"), toy.file("mixed.tsv")}, true);
        QCOMPARE(plain.size(), std::size_t{2});
        QVERIFY(plain[0].captions == (std::vector<std::string>{"a dog", "dog"}));
        QVERIFY(plain[1].captions == std::vector<std::string>{"two cats one t-shirt"});
        const auto raw = readCaptions({toy.file("pictures"), toy.file("mixed.tsv")}, false);
        QCOMPARE(raw[0].captions[0], "A Dog .");
    }

    /// Byte order mark, Windows line ends, blank lines, and the form in which Flickr8k is given out.
    void captionFilesAsPeopleHaveThem()
    {
        const ToyPictures toy(root() / "flickr");
        writeBytes(toy.file("flickr.tsv"),
                   "\xEF\xBB\xBFp1.bmp#0\tone\r\np1.bmp#1\ttwo\r\n\r\np0.bmp#0\tthree\r\n \r\n");
        const auto pictures = readCaptions({toy.file("pictures"), toy.file("flickr.tsv")}, true);
        QCOMPARE(pictures.size(), std::size_t{2});
        QCOMPARE(pictures[0].picture, toy.file("pictures") / "p1.bmp");
        QVERIFY(pictures[0].captions == (std::vector<std::string>{"one", "two"}));
        QVERIFY(pictures[1].captions == std::vector<std::string>{"three"});
        // A picture that is really called so keeps its name.
        std::filesystem::copy_file(toy.file("pictures") / "p0.bmp", toy.file("pictures") / "p0.bmp#7");
        writeBytes(toy.file("named.tsv"), "p0.bmp#7\tfour\n");
        const auto named = readCaptions({toy.file("pictures"), toy.file("named.tsv")}, true);
        QCOMPARE(named[0].picture, toy.file("pictures") / "p0.bmp#7");
        writeBytes(toy.file("latin1.tsv"), "p0.bmp\tcaf\xe9\n");
        QVERIFY(errorOf([&] {
                    readCaptions({toy.file("pictures"), toy.file("latin1.tsv")}, true);
                }).ends_with("line 1 is not UTF-8 text: save it as UTF-8"));
    }

    void batchesHoldEveryPictureOnce()
    {
        const auto pictures = somePictures(101);
        const auto batches = makeCaptionBatches(pictures, 120, 1000, 1, 0);
        std::vector<int> seen;
        for (const auto &batch : batches)
            seen.insert(seen.end(), batch.begin(), batch.end());
        std::sort(seen.begin(), seen.end());
        std::vector<int> all(pictures.size());
        std::iota(all.begin(), all.end(), 0);
        QVERIFY(seen == all);
        QVERIFY(batches == makeCaptionBatches(pictures, 120, 1000, 1, 0));
        QVERIFY(batches != makeCaptionBatches(pictures, 120, 1000, 1, 1));
        QVERIFY(batches != makeCaptionBatches(pictures, 120, 1000, 2, 0));
        for (int epoch = 1; epoch < 20; ++epoch) // the learning rate counts on it
            QCOMPARE(makeCaptionBatches(pictures, 120, 1000, 1, epoch).size(), batches.size());
        QCOMPARE(makeCaptionBatches(pictures, 1, 1000, 1, 0).size(), pictures.size());
        QCOMPARE(makeCaptionBatches(pictures, 1000000, 1000000, 1, 0).size(), std::size_t{1});
        QVERIFY(makeCaptionBatches({}, 10, 10, 1, 0).empty());
    }

    void batchesAreSortedByLengthAndNotPadded()
    {
        const std::vector<EncodedCaptions> pictures{{0, {{5, 3}, {6, 7, 8, 3}}}, {1, {{9, 4, 3}}}};
        const std::vector<int> chosen{1, 0};
        const CaptionBatch batch = captionBatch(pictures, chosen, 2);
        QVERIFY(batch.owners == (std::vector<int>{1, 0, 1}));
        QVERIFY(batch.active == (std::vector<int>{3, 3, 2, 1}));
        QVERIFY(batch.inputs == (std::vector<int>{2, 2, 2, 6, 9, 5, 7, 4, 8}));
        QVERIFY(batch.targets == (std::vector<int>{6, 9, 5, 7, 4, 3, 8, 3, 3}));
        QCOMPARE(captionBatch(pictures, {}, 2).targetWords(), Index{0}); // more threads than pictures
    }

    void featuresAreComputedOnce()
    {
        const ToyPictures toy(root() / "cache", 6);
        std::vector<std::filesystem::path> files;
        for (const int i : {0, 1, 2, 1})
            files.push_back(toy.picture(i));
        const auto path = root() / "cached.bin";
        const CountingExtractor extractor;
        Workers workers(2);
        std::vector<float> first;
        {
            FeatureCache cache(path, extractor, "x");
            const std::vector<int> records = cache.records(files, extractor, workers, {}, [](auto, auto) {});
            QCOMPARE(records.size(), std::size_t{4});
            QCOMPARE(records[1], records[3]);
            QVERIFY(extractor.count <= 4);
            const GridFeatures direct = extractor.extract(readPicture(files[2]));
            Matrix read(5, 12);
            const FeatureStatistics none{Vector::Zero(5), Vector::Ones(5)};
            readFeatures(cache, records[2], none, false, read);
            QVERIFY((read - direct.values).cwiseAbs().maxCoeff() < 1e-3F);
            Matrix mirrored(5, 12);
            readFeatures(cache, records[2], none, true, mirrored);
            for (Index r = 0; r < 3; ++r)
                for (Index c = 0; c < 4; ++c)
                    QVERIFY(mirrored.col(r * 4 + c) == read.col(r * 4 + 3 - c));
        }
        extractor.count = 0;
        files.push_back(toy.picture(5));
        FeatureCache again(path, extractor, "x");
        QCOMPARE(again.records(files, extractor, workers, {}, [](auto, auto) {}).size(), std::size_t{5});
        QCOMPARE(extractor.count.load(), 1);
    }

    void aCutOrDamagedCacheIsMended()
    {
        const ToyPictures toy(root() / "cut", 4);
        std::vector<std::filesystem::path> files;
        for (int i = 0; i < 4; ++i)
            files.push_back(toy.picture(i));
        const auto path = root() / "cut.bin";
        const CountingExtractor extractor;
        Workers workers(1);
        FeatureCache(path, extractor, "x").records(files, extractor, workers, {}, [](auto, auto) {});
        const std::string whole = readBytes(path);
        const std::size_t record = (whole.size() - 128) / 4;
        for (const std::size_t bytes : {whole.size() - 1, whole.size() - record, 128 + record / 2, std::size_t{128}}) {
            writeBytes(path, whole.substr(0, bytes));
            FeatureCache(path, extractor, "x").records(files, extractor, workers, {}, [](auto, auto) {});
            QVERIFY(readBytes(path) == whole);
        }
        std::string damaged = whole;
        damaged[128 + record + 20] = static_cast<char>(damaged[128 + record + 20] ^ 1);
        writeBytes(path, damaged);
        FeatureCache(path, extractor, "x").records(files, extractor, workers, {}, [](auto, auto) {});
        QVERIFY(readBytes(path) == whole);
    }

    /// A run's own cache is made anew for another extractor; a picture that changed is another picture.
    void ownFeaturesFollowTheirExtractorAndPictures()
    {
        ToyPictures toy(root() / "own");
        toy.json().erase("featureCache");
        toy.json()["training"]["epochs"] = 1;
        const auto stopped = [&](const std::filesystem::path &output, bool resume, long long step) {
            std::stop_source stop;
            RunControl control;
            control.stop = stop.get_token();
            control.progress = [&](long long done, long long) {
                if (done >= step)
                    stop.request_stop();
            };
            if (step == 0)
                stop.request_stop();
            return run(toy.config(), output, resume, control).stopped;
        };
        const auto output = fresh();
        toy.json()["extractor"]["fit"] = "crop";
        QVERIFY(stopped(output, false, 0)); // while the features are made: no checkpoint yet
        QVERIFY(exists(std::filesystem::path(output.string() + ".training/features.bin")));
        toy.json()["extractor"].erase("fit");
        QVERIFY(stopped(output, false, 1));
        const std::string picture = readBytes(toy.picture(3));
        writeBytes(toy.picture(3), ToyPictures::bitmap(0x102030, 27));
        QCOMPARE(errorOf([&] { run(toy.config(), output, true); }),
                 output.string() + ".training: holds a run with other training data: start anew with --overwrite");
        writeBytes(toy.picture(3), picture);
        QVERIFY(!run(toy.config(), output, true).stopped);
        const auto whole = fresh();
        run(toy.config(), whole);
        QVERIFY(readBytes(output / "model.safetensors") == readBytes(whole / "model.safetensors"));
    }

    void anotherExtractorsCacheIsRefused()
    {
        const auto path = root() / "other.bin";
        const FakeExtractor extractor;
        FeatureCache(path, extractor, "x");
        QCOMPARE(errorOf([&] { FeatureCache(path, extractor, "y"); }),
                 path.string() +
                     ": holds features of another extractor: give another \"featureCache\", or remove the file");
        writeBytes(path, "something else");
        QCOMPARE(errorOf([&] { FeatureCache(path, extractor, "x"); }),
                 path.string() + ": is not a file of picture features");
        FeatureCache(root() / "new" / "folder" / "f", extractor, "x");
        const std::string error = errorOf([&] { FeatureCache(root() / "new" / "folder", extractor, "x"); });
        QVERIFY2(error.starts_with((root() / "new" / "folder").string() + ": cannot be opened: "), error.c_str());
    }
};

QTEST_APPLESS_MAIN(TestCaptionTraining)
#include "test_caption_training.moc"
