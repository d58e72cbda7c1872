// links: fovea_train nlohmann_json::nlohmann_json
#include <QTest>

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include "core/train/train_config.h"
#include "support/io_support.h"

using namespace fovea;
using namespace fovea::test;
using Json = nlohmann::ordered_json;

namespace
{

Json smallConfig()
{
    return {
        {"task", "translation"},
        {"train", {{{"source", "a.zh"}, {"target", "a.en"}}, {{"source", "/b.zh"}, {"target", "/b.en"}, {"times", 3}}}},
        {"dev", {{"source", "dev.zh"}, {"target", "dev.en"}}},
        {"model", {{"match", "cosine"}, {"embedding", 32}, {"encoder", 24}, {"decoder", 48}, {"attention", 20}}}};
}

Json captionConfig()
{
    return {{"task", "captioning"},
            {"train",
             {{{"pictures", "photos"}, {"captions", "train.tsv"}}, {{"pictures", "more"}, {"captions", "more.tsv"}}}},
            {"dev", {{"pictures", "photos"}, {"captions", "dev.tsv"}}},
            {"extractor",
             {{"file", "../backbone/b.onnx"}, {"width", 320}, {"mean", {1, 2, 3}}, {"fit", "crop"}, {"order", "bgr"}}},
            {"featureCache", "cache.bin"},
            {"plainText", false},
            {"targetTokenizer", {{"kind", "bpe"}, {"vocabulary", 900}}},
            {"model", {{"match", "additive"}, {"annotation", 64}, {"embedding", 32}, {"decoder", 48}}},
            {"training", {{"epochs", 7}, {"mirror", false}, {"doublyStochastic", 0.5}}}};
}

} // namespace

class TestTrainConfig : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir folder_;

    std::filesystem::path path() const { return std::filesystem::path(folder_.path().toStdString()) / "train.json"; }
    TrainConfig read(const Json &json) const
    {
        writeBytes(path(), json.dump());
        return readTrainConfig(path());
    }

private slots:
    void readsEverything()
    {
        Json json = smallConfig();
        json["sourceTokenizer"] = {{"kind", "bpe"}, {"vocabulary", 300}, {"coverage", 0.99}};
        json["targetTokenizer"] = {{"kind", "character"}};
        json["training"] = {{"epochs", 3},
                            {"batchTokens", 500},
                            {"batchSentences", 20},
                            {"maxTokens", 30},
                            {"learningRate", 0.002},
                            {"warmupSteps", 0},
                            {"finalRate", 1},
                            {"clip", 5},
                            {"dropout", 0},
                            {"labelSmoothing", 0},
                            {"averaging", 0},
                            {"seed", 4294967295},
                            {"checkpointSeconds", 5},
                            {"evaluationsPerEpoch", 4}};
        const TrainConfig config = read(json);
        const std::filesystem::path folder = path().parent_path();
        QCOMPARE(config.train.size(), std::size_t{2});
        QVERIFY(config.train[0].source == folder / "a.zh"); // relative to the file, not to where one stands
        QVERIFY(config.train[0].target == folder / "a.en");
        QCOMPARE(config.train[0].times, 1);
        QVERIFY(config.train[1].source == "/b.zh");
        QCOMPARE(config.train[1].times, 3);
        QVERIFY(config.dev.target == folder / "dev.en");
        QVERIFY(config.source.kind == TokenizerTraining::Kind::Bpe);
        QCOMPARE(config.source.vocabularySize, 300);
        QCOMPARE(config.source.characterCoverage, 0.99);
        QVERIFY(config.target.kind == TokenizerTraining::Kind::Character);
        QVERIFY(config.model.match == MatchFunction::Cosine);
        QCOMPARE(config.model.embedding, 32);
        QCOMPARE(config.model.encoder, 24);
        QCOMPARE(config.model.decoder, 48);
        QCOMPARE(config.model.attention, 20);
        QCOMPARE(config.epochs, 3);
        QCOMPARE(config.batchTokens, 500);
        QCOMPARE(config.batchSentences, 20);
        QCOMPARE(config.maxTokens, 30);
        QCOMPARE(config.learningRate, 0.002);
        QCOMPARE(config.warmupSteps, 0);
        QCOMPARE(config.finalRate, 1.0);
        QCOMPARE(config.clip, 5.0);
        QCOMPARE(config.dropout, 0.0);
        QCOMPARE(config.labelSmoothing, 0.0);
        QCOMPARE(config.averaging, 0.0);
        QCOMPARE(config.seed, 4294967295U);
        QCOMPARE(config.checkpointSeconds, 5);
        QCOMPARE(config.evaluationsPerEpoch, 4);
        QCOMPARE(config.text, json.dump());
    }

    void whatIsNotSaidHasItsDefault()
    {
        const TrainConfig config = read(smallConfig());
        const TrainConfig plain;
        QCOMPARE(config.epochs, plain.epochs);
        QCOMPARE(config.learningRate, plain.learningRate);
        QCOMPARE(config.target.vocabularySize, plain.target.vocabularySize);
        QVERIFY(config.source.kind == TokenizerTraining::Kind::Character);
        QVERIFY(config.target.kind == TokenizerTraining::Kind::Bpe);
    }

    void refusesABadField_data()
    {
        QTest::addColumn<QString>("place"); // JSON pointer
        QTest::addColumn<QString>("value"); // JSON
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *place, const char *value, const char *problem) {
            QTest::newRow(qPrintable(QString(place) + " " + value)) << place << value << problem;
        };
        row("/task", "'caption'", "'task' must be 'translation' or 'captioning'");
        row("/task", "7", "'task' must be a text");
        row("/train", "[]", "'train' must be a list of {'source', 'target'}");
        row("/train", "{}", "'train' must be a list of {'source', 'target'}");
        row("/train/0", "5", "'train' must be an object");
        row("/train/0/source", "null", "'train.source' must be a text");
        row("/train/1/times", "0", "'train.times' must be a whole number from 1 to 100");
        row("/train/1/times", "101", "'train.times' must be a whole number from 1 to 100");
        row("/train/0/tmes", "2", "unknown field 'train.tmes'");
        row("/dev", "'dev.zh'", "'dev' must be an object");
        row("/dev/target", "[]", "'dev.target' must be a text");
        row("/dev/x", "1", "unknown field 'dev.x'");
        row("/sourceTokenizer", "'bpe'", "'sourceTokenizer' must be an object");
        row("/sourceTokenizer", "{}", "'sourceTokenizer.kind' is missing");
        row("/sourceTokenizer", "{'kind':'word'}", "'sourceTokenizer.kind' must be 'character' or 'bpe'");
        row("/targetTokenizer", "{'kind':'bpe','vocabulary':9}",
            "'targetTokenizer.vocabulary' must be a whole number from 10 to 100000");
        row("/targetTokenizer", "{'kind':'bpe','vocabulary':500.5}",
            "'targetTokenizer.vocabulary' must be a whole number from 10 to 100000");
        row("/targetTokenizer", "{'kind':'bpe','coverage':0.5}",
            "'targetTokenizer.coverage' must be a number from 0.98 to 1");
        row("/targetTokenizer", "{'kind':'bpe','size':50}", "unknown field 'targetTokenizer.size'");
        row("/model/match", "'dotted'", "'model.match' must be none, dot, cosine, additive or bilinear");
        row("/model/match", "true", "'model.match' must be a text");
        row("/model/embedding", "0", "'model.embedding' must be a whole number from 1 to 4096");
        row("/model/encoder", "5000", "'model.encoder' must be a whole number from 1 to 4096");
        row("/model/decoder", "'48'", "'model.decoder' must be a whole number from 1 to 4096");
        row("/model/decoder", "50", "'model.decoder' must be twice 'model.encoder' for the cosine match");
        row("/model/attention", "-1", "'model.attention' must be a whole number from 1 to 4096");
        row("/model/atention", "8", "unknown field 'model.atention'");
        row("/training", "[1]", "'training' must be an object");
        row("/training/epochs", "0", "'training.epochs' must be a whole number from 1 to 10000");
        row("/training/batchTokens", "1e9", "'training.batchTokens' must be a whole number from 1 to 1000000");
        row("/training/batchSentences", "false", "'training.batchSentences' must be a whole number from 1 to 100000");
        row("/training/maxTokens", "1", "'training.maxTokens' must be a whole number from 2 to 1000");
        row("/training/learningRate", "0", "'training.learningRate' must be a number from 1e-08 to 1");
        row("/training/learningRate", "'fast'", "'training.learningRate' must be a number from 1e-08 to 1");
        row("/training/warmupSteps", "-1", "'training.warmupSteps' must be a whole number from 0 to 1000000");
        row("/training/finalRate", "1.5", "'training.finalRate' must be a number from 0 to 1");
        row("/training/clip", "0", "'training.clip' must be a number from 1e-06 to 1000000");
        row("/training/dropout", "1", "'training.dropout' must be a number from 0 to 0.9");
        row("/training/labelSmoothing", "-0.1", "'training.labelSmoothing' must be a number from 0 to 0.9");
        row("/training/averaging", "1", "'training.averaging' must be a number from 0 to 0.99999");
        row("/training/seed", "4294967296", "'training.seed' must be a whole number from 0 to 4294967295");
        row("/training/seed", "99999999999999999999", "'training.seed' must be a whole number from 0 to 4294967295");
        row("/training/evaluationsPerEpoch", "0",
            "'training.evaluationsPerEpoch' must be a whole number from 1 to 1000");
        row("/training/checkpointSeconds", "0", "'training.checkpointSeconds' must be a whole number from 1 to 86400");
        row("/training/epoch", "5", "unknown field 'training.epoch'");
        row("/comment", "'mine'", "unknown field 'comment'");
    }
    void refusesABadField()
    {
        QFETCH(QString, place);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        Json config = smallConfig();
        config[Json::json_pointer(place.toStdString())] = Json::parse(json(value.toStdString()));
        QCOMPARE(errorOf([&] { read(config); }), path().string() + ": " + json(problem.toStdString()));
    }

    void refusesAMissingField_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("problem");
        for (const char *field : {"task", "train", "dev", "model"})
            QTest::newRow(field) << QString("/") + field << QString("\"%1\" is missing").arg(field);
        QTest::newRow("source") << "/train/0/source"
                                << "\"train.source\" is missing";
        QTest::newRow("target") << "/dev/target"
                                << "\"dev.target\" is missing";
        QTest::newRow("match") << "/model/match"
                               << "\"model.match\" is missing";
    }
    void refusesAMissingField()
    {
        QFETCH(QString, place);
        QFETCH(QString, problem);
        Json config = smallConfig();
        const Json::json_pointer pointer(place.toStdString());
        config.at(pointer.parent_pointer()).erase(pointer.back());
        QCOMPARE(errorOf([&] { read(config); }), path().string() + ": " + problem.toStdString());
    }

    void refusesWhatIsNotAConfiguration_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problem");
        QTest::newRow("empty") << QByteArray() << "is empty";
        QTest::newRow("truncated") << QByteArray("{\"task\": \"trans")
                                   << "is not valid JSON at column 15: invalid string: missing closing quote";
        QTest::newRow("text") << QByteArray("epochs = 3") << "is not valid JSON at column 1: invalid literal";
        QTest::newRow("not UTF-8") << QByteArray("{\"task\": \"\xff\"}")
                                   << "is not valid JSON at column 11: invalid string: ill-formed UTF-8 byte";
        QTest::newRow("comma")
            << QByteArray("{\"a\": 1,\n \"b\": [2,\n3,]}")
            << "is not valid JSON at line 3, column 3: unexpected ']'; expected '[', '{', or a literal";
        QTest::newRow("comment") << QByteArray("{\n\"seed\": 1 // fixed\n}")
                                 << "is not valid JSON at line 2, column 11: invalid literal";
        QTest::newRow("NaN") << QByteArray("{\n\"clip\": NaN}")
                             << "is not valid JSON at line 2, column 9: invalid literal";
        QTest::newRow("huge") << QByteArray("{\n\"clip\": 1e999}")
                              << "is not valid JSON at line 2, column 13: a number is too large";
        QTest::newRow("doubled") << QByteArray("{\"task\": 1, \"task\": 1}") << "has the key \"task\" twice";
        QTest::newRow("doubled inside") << QByteArray("{\"train\": [{\"x\": {\"a\": 1, \"b\": 2, \"a\": 3}}]}")
                                        << "has the key \"a\" twice";
        QTest::newRow("list") << QByteArray("[]") << "is not a JSON object";
        QTest::newRow("number") << QByteArray("5") << "is not a JSON object";
        QTest::newRow("object without a task") << QByteArray("{}") << "\"task\" is missing";
        QTest::newRow("deep") << QByteArray(100000, '[') << "is nested too deeply (more than 32 levels)";
    }
    void refusesWhatIsNotAConfiguration()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, problem);
        writeBytes(path(), bytes.toStdString());
        QCOMPARE(errorOf([&] { readTrainConfig(path()); }), path().string() + ": " + problem.toStdString());
    }

    void aByteOrderMarkIsNoFault()
    {
        writeBytes(path(), "\xef\xbb\xbf" + smallConfig().dump());
        QCOMPARE(readTrainConfig(path()).train.size(), std::size_t{2});
    }

    void refusesWhatCannotBeRead()
    {
        const std::string folder = folder_.path().toStdString();
        QCOMPARE(errorOf([&] { readTrainConfig(folder); }), folder + ": is a folder, not a file");
        QCOMPARE(errorOf([&] { readTrainConfig(folder + "/none.json"); }), folder + "/none.json: no such file");
    }

    void readsCaptioning()
    {
        const TrainConfig config = read(captionConfig());
        QCOMPARE(config.task, TrainConfig::Task::Captioning);
        const std::filesystem::path folder = path().parent_path();
        const TrainConfig::Captions &captions = config.captions;
        QCOMPARE(captions.train.size(), std::size_t{2});
        QCOMPARE(captions.train[1].pictures, folder / "more");
        QCOMPARE(captions.dev.captions, folder / "dev.tsv");
        QCOMPARE(captions.backbone, folder / "../backbone/b.onnx");
        QCOMPARE(captions.extractor.inputWidth, 320);
        QCOMPARE(captions.extractor.inputHeight, 224);
        QCOMPARE(captions.extractor.mean[1], 2.0F);
        QCOMPARE(captions.extractor.fit, PictureFit::Crop);
        QCOMPARE(captions.extractor.order, ChannelOrder::Bgr);
        QCOMPARE(captions.featureCache, folder / "cache.bin");
        QVERIFY(!captions.plainText);
        QVERIFY(!captions.mirror);
        QCOMPARE(captions.doublyStochastic, 0.5);
        QCOMPARE(config.model.annotation, 64);
        QCOMPARE(config.target.vocabularySize, 900);
        QCOMPARE(config.epochs, 7);
    }

    void refusesABadCaptionField_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value"); ///< JSON; empty: removed
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *pointer, const char *value, const char *problem) {
            QTest::addRow("%s %s", pointer, value) << pointer << value << problem;
        };
        row("/train", "[]", "'train' must be a list of {'pictures', 'captions'}");
        row("/train/0/pictures", "", "'train.pictures' is missing");
        row("/train/0/source", "'x'", "unknown field 'train.source'");
        row("/dev/captions", "3", "'dev.captions' must be a text");
        row("/extractor", "", "'extractor' is missing");
        row("/extractor", "5", "'extractor' is missing or not an object");
        row("/extractor/file", "", "'extractor.file' is missing");
        row("/extractor/fit", "'zoom'", "'extractor.fit' must be 'squash' or 'crop'");
        row("/featureCache", "1", "'featureCache' must be a text");
        row("/plainText", "'yes'", "'plainText' must be true or false");
        row("/model/encoder", "64", "unknown field 'model.encoder'");
        row("/model/match", "'dot'", "'model.decoder' must be as large as 'model.annotation' for the dot match");
        row("/training/doublyStochastic", "-1", "'training.doublyStochastic' must be a number from 0 to 1000");
        row("/training/mirror", "1", "'training.mirror' must be true or false");
        row("/sourceTokenizer", "{}", "unknown field 'sourceTokenizer'");
    }
    void refusesABadCaptionField()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        Json config = captionConfig();
        const Json::json_pointer at(pointer.toStdString());
        if (value.isEmpty())
            config.at(at.parent_pointer()).erase(at.back());
        else
            config[at] = Json::parse(json(value.toStdString()));
        QCOMPARE(errorOf([&] { read(config); }), path().string() + ": " + json(problem.toStdString()));
    }

    /// What only captions have is no field of a translation's configuration.
    void translationHasNoPictures()
    {
        Json json = smallConfig();
        json["training"] = {{"mirror", true}};
        QCOMPARE(errorOf([&] { read(json); }), path().string() + ": unknown field \"training.mirror\"");
    }

    void theConfigurationsOfTheBundledModelsCanBeRead()
    {
        int found = 0;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(FOVEA_SOURCE_DIR "/resources/models"))
            if (entry.path().filename() == "train.json") {
                QCOMPARE(errorOf([&] { readTrainConfig(entry.path()); }), "no error");
                ++found;
            }
        QVERIFY(found > 0);
    }
};

QTEST_APPLESS_MAIN(TestTrainConfig)
#include "test_train_config.moc"
