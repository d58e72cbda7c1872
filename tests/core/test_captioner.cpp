// links: fovea_tasks fovea_vision nlohmann_json::nlohmann_json
#include <QTest>

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include "core/decode/tree_actions.h"
#include "core/nn/caption_model.h"
#include "support/io_support.h"
#include "support/tiny_caption_bundle.h"

using namespace fovea;
using namespace fovea::test;
using Json = nlohmann::ordered_json;

class TestCaptioner : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;

    std::filesystem::path root() const { return folder_.path().toStdString(); }
    std::shared_ptr<const Captioner> captioner(const TinyCaptionOptions &options = {}) const
    {
        return tinyCaptioner(root(), options);
    }
    /// A good bundle to damage in a place of its own, with its backbone beside it.
    std::filesystem::path bundle() const
    {
        static int number = 0;
        const auto place = root() / ("place" + std::to_string(++number));
        std::filesystem::create_directory(place);
        return writeTinyCaptionBundle(place / "bundle");
    }
    static void change(const std::filesystem::path &bundle, const std::function<void(Json &)> &edit)
    {
        Json json = Json::parse(readBytes(bundle / "config.json"));
        edit(json);
        writeBytes(bundle / "config.json", json.dump());
    }

private slots:
    void traceHasTheGrid()
    {
        const auto model = captioner();
        const AttentionTrace trace = model->caption(somePicture(1), "dog.jpg", {});
        QCOMPARE(trace.source.kind, SourceAxis::Kind::Grid);
        QCOMPARE(trace.source.rows, 3);
        QCOMPARE(trace.source.columns, 4);
        QCOMPARE(trace.source.size(), Index{12});
        QCOMPARE(trace.sourceText, "dog.jpg");
        QCOMPARE(trace.model.task, "caption");
        QCOMPARE(trace.model.name, "tiny-caption");
        QVERIFY(!trace.steps.empty());
        QCOMPARE(trace.annotations.cols(), Index{12});
        for (const AttentionStep &step : trace.steps) {
            QCOMPARE(step.weights.size(), Index{12});
            QVERIFY(std::abs(step.weights.sum() - 1) < 1e-5F);
            QVERIFY(step.weights.minCoeff() >= 0);
        }
    }

    void noneSeesTheMeanOfTheRegions()
    {
        const auto model = captioner({MatchFunction::None, 1, 0});
        const GridFeatures features = model->features(somePicture(2));
        const AttentionTrace trace = model->caption(features, "", {});
        for (const AttentionStep &step : trace.steps) {
            QCOMPARE(step.weights.size(), Index{0});
            QVERIFY((step.context - trace.annotations.rowwise().mean()).norm() < 1e-5F);
        }
    }

    void differentPicturesGiveDifferentSteps()
    {
        const auto model = captioner();
        const AttentionTrace a = model->caption(somePicture(1), "", {});
        const AttentionTrace b = model->caption(somePicture(77), "", {});
        QVERIFY((a.initialState - b.initialState).norm() > 1e-4F);
    }

    /// A hypothesis in a beam has the numbers that it has alone.
    void beamGivesTheNumbersOfEachHypothesisAlone()
    {
        const auto model = captioner({MatchFunction::Additive, 3, 1});
        const GridFeatures features = model->features(somePicture(4));
        BeamOptions wide;
        wide.width = 5;
        const AttentionTrace best = model->caption(features, "", wide);
        std::vector<int> ids;
        for (const AttentionStep &step : best.steps)
            ids.push_back(step.id);
        const auto tree = model->begin(features);
        const AttentionTrace alone = model->trace(*tree, tree->forceAll(kRootNode, ids), "");
        QCOMPARE(alone.steps.size(), best.steps.size());
        for (std::size_t t = 0; t < alone.steps.size(); ++t) {
            QVERIFY((alone.steps[t].weights - best.steps[t].weights).cwiseAbs().maxCoeff() < 1e-5F);
            QVERIFY((alone.steps[t].state - best.steps[t].state).cwiseAbs().maxCoeff() < 1e-5F);
            QVERIFY(std::abs(alone.steps[t].logProbability - best.steps[t].logProbability) < 1e-4);
        }
        QVERIFY(best.decoding.score + 1e-6 >= model->caption(features, "", {}).decoding.score || best.complete);
    }

    void endsAtTheLimitAndStops()
    {
        const AttentionTrace endless = captioner({MatchFunction::Additive, 1, -20})->caption(somePicture(1), "", {});
        QCOMPARE(static_cast<int>(endless.steps.size()), Captioner::maxTargetTokens());
        QVERIFY(!endless.complete);
        std::stop_source stop;
        stop.request_stop();
        RunControl control;
        control.stop = stop.get_token();
        QVERIFY(!captioner()->caption(somePicture(1), "", {}, control).complete);
    }

    void typedWordsAreReadAsTheModelWasTrained()
    {
        const auto model = captioner();
        QVERIFY(model->targetIds("A Dog!") == model->targetIds("a dog"));
        QVERIFY(model->targetIds("") == std::vector<int>{});
    }

    void featuresOfAnotherExtractorAreRefused()
    {
        const auto model = captioner();
        const GridFeatures other = FakeExtractor(4, 3, 5).extract(somePicture(1));
        QCOMPARE(errorOf([&] { model->begin(other); }),
                 "the features are not of this model's extractor: 4 x 3 cells of 5, not 3 x 4 of 5");
        QVERIFY_EXCEPTION_THROWN(model->caption(Image{}, "", {}), InputError);
    }

    void aTreeOutlivesItsCaptioner()
    {
        auto model = captioner();
        const auto tree = model->begin(model->features(somePicture(1)));
        model.reset();
        QVERIFY(tree->step(kRootNode) != kRootNode);
    }

    void opensABundleWithTheSharedBackbone()
    {
        const auto model = Captioner::open(bundle());
        QCOMPARE(model->extractor().rows(), 14);
        QCOMPARE(model->extractor().size(), 256);
        QCOMPARE(model->info().name, "bundle");
        QCOMPARE(model->info().task, "caption");
        const AttentionTrace trace = model->caption(somePicture(5, 300, 200), "", {});
        QCOMPARE(trace.source.size(), Index{196});
    }

    void aMissingBackboneIsNamed()
    {
        const auto folder = bundle();
        const auto backbone = folder.parent_path() / "backbone" / "backbone.onnx";
        std::filesystem::remove(backbone);
        QCOMPARE(errorOf([&] { Captioner::open(folder); }), backbone.string() + ": no such file");
    }

    void aChangedBackboneIsRefused()
    {
        const auto folder = bundle();
        const auto backbone = folder.parent_path() / "backbone" / "backbone.onnx";
        std::string bytes = readBytes(backbone);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        writeBytes(backbone, bytes);
        QCOMPARE(errorOf([&] { Captioner::open(folder); }),
                 backbone.string() + ": is not the file that config.json names: its SHA-256 differs");
    }

    void aBackboneOfOtherFeaturesIsRefused()
    {
        const auto folder = bundle();
        const auto other = tinyCaptionModel({}, 255, Captioner::open(folder)->targetTokenizer().size(), 3);
        Json json = Json::parse(readBytes(folder / "config.json"));
        json["sizes"]["features"] = 255;
        writeBundle(
            folder,
            {.folder = folder, .name = {}, .configText = json.dump(), .tensors = toTensors(other->parameters())},
            TensorType::F32);
        const auto backbone = folder.parent_path() / "backbone" / "backbone.onnx";
        QCOMPARE(errorOf([&] { Captioner::open(folder); }),
                 backbone.string() + ": gives 256 features per cell, the model of " + folder.string() + " needs 255");
    }

    void badConfigs_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value"); ///< JSON; empty: removed
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *pointer, const char *value, const char *problem) {
            QTest::addRow("%s = %s", pointer, value) << pointer << value << QString(problem).replace('\'', '"');
        };
        row("/task", "'translation'", "a bundle for translation, not for captioning");
        row("/match", "'nearest'", "unknown match 'nearest'");
        row("/sizes", "", "'sizes' is missing or not an object");
        row("/sizes/features", "", "'sizes' has no 'features'");
        row("/sizes/annotation", "0", "'annotation' must be a whole number from 1 to 65536");
        row("/sizes/vocabulary", "1e9", "'vocabulary' must be a whole number from 1 to 1048576");
        row("/plainText", "1", "'plainText' is missing or not true or false");
        row("/targetTokenizer", "", "'targetTokenizer' is missing or not a text");
        row("/extractor", "", "'extractor' is missing or not an object");
        row("/extractor", "[]", "'extractor' is missing or not an object");
        row("/extractor/file", "", "'extractor.file' is missing");
        row("/extractor/file", "7", "'extractor.file' must be a text");
        row("/extractor/width", "0", "'extractor.width' must be a whole number from 1 to 4096");
        row("/extractor/height", "1.5", "'extractor.height' must be a whole number from 1 to 4096");
        row("/extractor/mean", "[1, 2]", "'extractor.mean' must be three numbers, of red, green and blue");
        row("/extractor/scale", "[1, 2, 1e300]", "'extractor.scale' must be three numbers, of red, green and blue");
        row("/extractor/order", "'gbr'", "'extractor.order' must be 'rgb' or 'bgr'");
        row("/extractor/fit", "'stretch'", "'extractor.fit' must be 'squash' or 'crop'");
        row("/extractor/sha256", "'12'", "'extractor.sha256' must be 64 hexadecimal digits in lower case");
        row("/extractor/means", "[]", "unknown field 'extractor.means'");
        for (const char *place : {"/etc/passwd", "../../backbone/backbone.onnx", "../backbone.onnx", "..", ".",
                                  "../../..", "a/b", "../a/../b", "../backbone/", "../backbone/.."})
            QTest::addRow("file %s", place)
                << "/extractor/file" << QString("\"%1\"").arg(place)
                << QString("\"extractor.file\" must be in the bundle or in a folder beside it, not \"%1\"").arg(place);
    }
    void badConfigs()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        const auto folder = bundle();
        change(folder, [&](Json &json) {
            const Json::json_pointer at(pointer.toStdString());
            if (value.isEmpty())
                json.at(at.parent_pointer()).erase(at.back());
            else
                json[at] = Json::parse(value.replace('\'', '"').toStdString());
        });
        QCOMPARE(errorOf([&] { Captioner::open(folder); }),
                 (folder / "config.json").string() + ": " + problem.toStdString());
    }

    /// No size may cost memory that the file does not have.
    void sizesThatTheTensorsDoNotHave()
    {
        const auto folder = bundle();
        change(folder, [](Json &json) { json["sizes"]["decoder"] = 60000; });
        const std::string error = errorOf([&] { Captioner::open(folder); });
        QVERIFY2(error.find("tensor decoder.recurrent has shape") != std::string::npos, error.c_str());
    }

    void configsAreWrittenAsTheyAreRead()
    {
        const auto folder = bundle();
        const std::string text = readBytes(folder / "config.json");
        QCOMPARE(toJson(parseCaptionConfig(text, "config.json")), text);
    }
};

QTEST_APPLESS_MAIN(TestCaptioner)
#include "test_captioner.moc"
