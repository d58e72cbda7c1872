// links: fovea_tasks nlohmann_json::nlohmann_json
#include <QTest>

#include <QTemporaryDir>

#include <random>

#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "core/nn/initializer.h"
#include "core/tasks/translation_bundle.h"
#include "core/tasks/translator.h"
#include "support/io_support.h"
#include "support/tiny_bundle.h"

using namespace fovea;
using namespace fovea::test;
using Json = nlohmann::ordered_json;

namespace
{

TranslationConfig smallConfig(MatchFunction match)
{
    TranslationConfig config;
    config.sizes = {match, 11, 13, 6, 4, 8, 5};
    return config;
}

Json smallJson() { return Json::parse(toJson(smallConfig(MatchFunction::Additive))); }

std::unique_ptr<Seq2Seq> randomModel(MatchFunction match)
{
    auto model = std::make_unique<Seq2Seq>(smallConfig(match).sizes);
    std::mt19937 random(3);
    for (int id = 0; id < model->parameters().size(); ++id)
        normal(model->parameters()[id].value, 1, random);
    return model;
}

} // namespace

class TestTranslationBundle : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;

    std::filesystem::path root() const { return folder_.path().toStdString(); }
    /// A good bundle to damage, a new one for every test.
    std::filesystem::path bundle() const
    {
        static int number = 0;
        const auto folder = root() / ("bundle" + std::to_string(++number));
        std::filesystem::copy(root() / "good", folder);
        return folder;
    }
    static void changeConfig(const std::filesystem::path &folder, const std::function<void(Json &)> &change)
    {
        Json config = Json::parse(readBytes(folder / "config.json"));
        change(config);
        writeBytes(folder / "config.json", config.dump());
    }
    static void changeTensors(const std::filesystem::path &folder, const std::function<void(TensorMap &)> &change)
    {
        TensorMap tensors = readSafetensors(folder / "model.safetensors");
        change(tensors);
        writeSafetensors(folder / "model.safetensors", tensors, TensorType::F32);
    }
    static std::string openError(const std::filesystem::path &folder)
    {
        return errorOf([&] { Translator::open(folder); });
    }

private slots:
    void initTestCase() { writeTinyBundle(root() / "good"); }

    void aConfigComesBack()
    {
        for (const MatchFunction match : kMatchFunctions) {
            TranslationConfig config = smallConfig(match);
            config.targetTokenizer = "other.spm";
            config.training = "{\"devBleu\":12.5,\"名\":\"学习\"}";
            const TranslationConfig read = parseTranslationConfig(toJson(config), "x");
            QVERIFY(read.sizes.match == match);
            QCOMPARE(read.sizes.sourceVocabulary, 11);
            QCOMPARE(read.sizes.targetVocabulary, 13);
            QCOMPARE(read.sizes.embedding, 6);
            QCOMPARE(read.sizes.encoder, 4);
            QCOMPARE(read.sizes.decoder, 8);
            QCOMPARE(read.sizes.attention, 5);
            QCOMPARE(read.sourceTokenizer, "source.spm");
            QCOMPARE(read.targetTokenizer, "other.spm");
            QVERIFY(Json::parse(read.training) == Json::parse(config.training));
        }
    }

    void badConfigsAreRefused_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *place, const char *value, const char *problem) {
            QTest::newRow(qPrintable(QString(place) + " " + value)) << place << value << problem;
        };
        row("/format", "'other'", "not a Fovea bundle: 'format' is not 'fovea-bundle'");
        row("/format", "null", "not a Fovea bundle: 'format' is not 'fovea-bundle'");
        row("/version", "2", "'version' is not 1: made by a newer Fovea?");
        row("/task", "'caption'", "a bundle for caption, not for translation");
        row("/task", "[]", "'task' is missing or not a text");
        row("/match", "'self'", "unknown match 'self'");
        row("/match", "0", "'match' is missing or not a text");
        row("/sizes", "[]", "'sizes' is missing or not an object");
        row("/sizes", "{}", "'sizes' has no 'sourceVocabulary'");
        row("/sizes/embedding", "0", "'embedding' must be a whole number from 1 to 65536");
        row("/sizes/encoder", "-3", "'encoder' must be a whole number from 1 to 65536");
        row("/sizes/decoder", "8.5", "'decoder' must be a whole number from 1 to 65536");
        row("/sizes/attention", "100000", "'attention' must be a whole number from 1 to 65536");
        row("/sizes/attention", "18446744073709551615", "'attention' must be a whole number from 1 to 65536");
        row("/sizes/attention", "9223372036854775813", "'attention' must be a whole number from 1 to 65536");
        row("/sizes/targetVocabulary", "'13'", "'targetVocabulary' must be a whole number from 1 to 1048576");
        row("/sourceTokenizer", "7", "'sourceTokenizer' is missing or not a text");
        row("/targetTokenizer", "null", "'targetTokenizer' is missing or not a text");
    }
    void badConfigsAreRefused()
    {
        QFETCH(QString, place);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        Json config = smallJson();
        config[Json::json_pointer(place.toStdString())] = Json::parse(json(value.toStdString()));
        QCOMPARE(errorOf([&] { parseTranslationConfig(config.dump(), "config.json"); }),
                 "config.json: " + json(problem.toStdString()));
    }

    void tensorsComeBack_data()
    {
        QTest::addColumn<int>("match");
        for (const MatchFunction match : kMatchFunctions)
            QTest::newRow(name(match).data()) << static_cast<int>(match);
    }
    void tensorsComeBack()
    {
        QFETCH(int, match);
        const auto model = randomModel(static_cast<MatchFunction>(match));
        const TensorMap tensors = toTensors(model->parameters());
        QCOMPARE(tensors.size(), static_cast<std::size_t>(model->parameters().size()));
        const auto read = makeModel(model->sizes(), tensors, "model");
        for (int id = 0; id < model->parameters().size(); ++id)
            QVERIFY(read->parameters()[id].value == model->parameters()[id].value);
    }

    /// As PyTorch stores them: a weight is (output, input), a table (word, feature), a bias one-dimensional.
    void tensorsAreStoredAsPyTorchDoes()
    {
        const auto model = randomModel(MatchFunction::Additive);
        const TensorMap tensors = toTensors(model->parameters());
        for (int id = 0; id < model->parameters().size(); ++id) {
            const Parameter &parameter = model->parameters()[id];
            const Tensor &tensor = tensors.at(parameter.name);
            if (parameter.name == "encoder.embedding") {
                QVERIFY((tensor.shape == std::vector<Index>{11, 6}));
                QCOMPARE(tensor.data[5 * 6 + 2], parameter.value(2, 5));
            } else if (parameter.name == "match.key") {
                QVERIFY((tensor.shape == std::vector<Index>{5, 8}));
                QCOMPARE(tensor.data[3 * 8 + 2], parameter.value(3, 2));
            } else if (parameter.name == "match.v") {
                QVERIFY((tensor.shape == std::vector<Index>{5}));
            }
        }
    }

    void everyTensorMustBeThereAndFit()
    {
        const TensorMap good = toTensors(randomModel(MatchFunction::Additive)->parameters());
        const Seq2Seq::Sizes sizes = smallConfig(MatchFunction::Additive).sizes;
        for (const auto &[tensorName, tensor] : good) {
            TensorMap missing = good;
            missing.erase(tensorName);
            const std::string gone = errorOf([&] { makeModel(sizes, missing, "file"); });
            QVERIFY2(gone == "file: tensor " + tensorName + " is missing" ||
                         gone.starts_with("file: does not fit the bundle's config.json"),
                     gone.c_str());
            TensorMap larger = good;
            larger[tensorName].shape.push_back(1);
            const std::string bent = errorOf([&] { makeModel(sizes, larger, "file"); });
            QVERIFY2(bent.starts_with("file: tensor " + tensorName + " has shape ("), bent.c_str());
        }
        TensorMap more = good;
        more["decoder.extra"] = {{1}, {0}};
        QCOMPARE(errorOf([&] { makeModel(sizes, more, "file"); }),
                 "file: tensor decoder.extra does not belong to this model");
    }

    void aTensorOfTheWrongWayRoundIsNamed()
    {
        TensorMap tensors = toTensors(randomModel(MatchFunction::Bilinear)->parameters());
        tensors["decoder.word"].shape = {6, 24};
        QCOMPARE(errorOf([&] { makeModel(smallConfig(MatchFunction::Bilinear).sizes, tensors, "file"); }),
                 "file: tensor decoder.word has shape (6, 24), the configuration needs (24, 6)");
    }

    void aGoodBundleOpens() { QCOMPARE(openError(bundle()), "no error"); }

    void aBundleOfAnotherTaskIsRefused()
    {
        const auto folder = bundle();
        changeConfig(folder, [](Json &config) { config["task"] = "caption"; });
        QCOMPARE(openError(folder), (folder / "config.json").string() + ": a bundle for caption, not for translation");
    }

    void aMissingTokenizerIsNamed()
    {
        const auto folder = bundle();
        std::filesystem::remove(folder / "target.spm");
        QCOMPARE(openError(folder), folder.string() + ": the bundle has no target.spm");
    }

    void aTokenizerElsewhereIsRefused()
    {
        const auto folder = bundle();
        changeConfig(folder, [](Json &config) { config["sourceTokenizer"] = "../bundle1/source.spm"; });
        QVERIFY(openError(folder).ends_with("is not the name of a file in the bundle"));
    }

    void aDamagedTokenizerIsNamed()
    {
        const auto folder = bundle();
        writeBytes(folder / "source.spm", "no model");
        QVERIFY(openError(folder).starts_with((folder / "source.spm").string() + ": "));
    }

    void aTokenizerOfAnotherSizeIsRefused()
    {
        const auto folder = bundle();
        const int size = openSentencePiece(folder / "target.spm")->size();
        std::filesystem::copy_file(folder / "source.spm", folder / "target.spm",
                                   std::filesystem::copy_options::overwrite_existing);
        const int other = openSentencePiece(folder / "target.spm")->size();
        QVERIFY(size != other);
        QCOMPARE(openError(folder), folder.string() + ": the target tokenizer has " + std::to_string(other) +
                                        " pieces, the model has " + std::to_string(size));
    }

    void weightsThatAreNoNumbersAreRefused()
    {
        const auto folder = bundle();
        std::string bytes = readBytes(folder / "model.safetensors");
        const float nan = std::numeric_limits<float>::quiet_NaN();
        std::memcpy(bytes.data() + bytes.size() - 40, &nan, sizeof nan); // in the last tensor of the file
        writeBytes(folder / "model.safetensors", bytes);
        const std::string last = readSafetensorsHeader(folder / "model.safetensors").tensors.rbegin()->first;
        QCOMPARE(openError(folder),
                 (folder / "model.safetensors").string() + ": tensor \"" + last + "\" has a value that is not finite");
    }

    void aWrongShapeIsNamed()
    {
        const auto folder = bundle();
        changeTensors(folder, [](TensorMap &tensors) {
            std::swap(tensors["match.key"].shape[0], tensors["match.key"].shape[1]);
        });
        QCOMPARE(openError(folder), (folder / "model.safetensors").string() +
                                        ": tensor match.key has shape (16, 10), the configuration needs (10, 16)");
    }

    void aMissingTensorIsNamed()
    {
        const auto folder = bundle();
        changeTensors(folder, [](TensorMap &tensors) { tensors.erase("decoder.recurrent"); });
        QCOMPARE(openError(folder), (folder / "model.safetensors").string() + ": tensor decoder.recurrent is missing");
    }

    void anUnknownTensorIsNamed()
    {
        const auto folder = bundle();
        changeTensors(folder, [](TensorMap &tensors) { tensors["lstm.weight"] = {{2}, {0, 0}}; });
        QCOMPARE(openError(folder),
                 (folder / "model.safetensors").string() + ": tensor lstm.weight does not belong to this model");
    }

    void aConfigOfAnotherMatchIsRefused()
    {
        const auto folder = bundle(); // additive
        changeConfig(folder, [](Json &config) { config["match"] = "none"; });
        QCOMPARE(openError(folder),
                 (folder / "model.safetensors").string() + ": tensor match.key does not belong to this model");
        changeConfig(folder, [](Json &config) { config["match"] = "cosine"; });
        QCOMPARE(openError(folder), (folder / "model.safetensors").string() + ": tensor match.log_scale is missing");
    }

    void aMatchThatTheSizesDoNotFitIsRefused()
    {
        const auto folder = root() / "dot";
        writeTinyBundle(folder, {.match = MatchFunction::Bilinear});
        changeTensors(folder, [](TensorMap &tensors) {
            tensors["decoder.recurrent"] = {{15, 5}, std::vector<float>(75)};
        });
        changeConfig(folder, [](Json &config) {
            config["match"] = "dot";
            config["sizes"]["decoder"] = 5;
        });
        QCOMPARE(openError(folder), (folder / "model.safetensors").string() +
                                        ": does not fit the bundle's config.json: the dot match compares annotations "
                                        "and states directly: they must have the same size, not 16 and 5");
    }

    /// Tables of 65,536 features for few words are small, the matrices between such features are not.
    void hostileSizesAllocateNoMoreThanTheFileHolds_data()
    {
        QTest::addColumn<int>("embedding");
        QTest::addColumn<int>("state"); // of decoder and encoder
        QTest::newRow("embedding") << 65536 << 1;
        QTest::newRow("states") << 1 << 400;
        QTest::newRow("both") << 65536 << 300;
    }
    void hostileSizesAllocateNoMoreThanTheFileHolds()
    {
        QFETCH(int, embedding);
        QFETCH(int, state);
        const auto folder = bundle();
        changeConfig(folder, [&](Json &config) {
            config["match"] = "bilinear";
            config["sizes"]["embedding"] = embedding;
            config["sizes"]["encoder"] = state;
            config["sizes"]["decoder"] = state;
            config["sizes"]["attention"] = 65536;
        });
        const Json sizes = Json::parse(readBytes(folder / "config.json"))["sizes"];
        const auto zeros = [](Index rows, Index columns) {
            return Tensor{{rows, columns}, std::vector<float>(static_cast<std::size_t>(rows * columns))};
        };
        writeSafetensors(folder / "model.safetensors",
                         {{"encoder.embedding", zeros(sizes["sourceVocabulary"], embedding)},
                          {"decoder.embedding", zeros(sizes["targetVocabulary"], embedding)},
                          {"encoder.forward.recurrent", zeros(3 * state, state)},
                          {"decoder.recurrent", zeros(3 * state, state)}},
                         TensorType::F16);
        const Index stored =
            (static_cast<Index>(sizes["sourceVocabulary"]) + static_cast<Index>(sizes["targetVocabulary"])) *
                embedding +
            6 * Index{state} * state;
        const std::string problem = inChildProcess([&] {
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
            const rlimit memory{rlim_t{1} << 30, rlim_t{1} << 30};
            ::setrlimit(RLIMIT_AS, &memory);
#endif
            return openError(folder);
        });
        QCOMPARE(problem, (folder / "model.safetensors").string() +
                              ": does not fit the bundle's config.json: the sizes ask for more than " +
                              std::to_string(stored) + " parameters");
    }

    void sizesThatTheTablesContradictAreRefused()
    {
        const auto folder = bundle();
        changeConfig(folder, [](Json &config) {
            config["sizes"]["embedding"] = 65536;
            config["sizes"]["decoder"] = 65536;
        });
        QVERIFY(openError(folder).starts_with((folder / "model.safetensors").string() +
                                              ": tensor encoder.embedding has shape"));
    }
};

QTEST_APPLESS_MAIN(TestTranslationBundle)
#include "test_translation_bundle.moc"
