// links: fovea_app
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include "app/support/resource_paths.h"
#include "app/translate/translate_controller.h"
#include "support/tiny_bundle.h"

using namespace fovea;

/// Bundles on disk: finding them, and opening a real one through the controller.
class TestResourcePaths : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;

    QString path(const QString &name) const { return folder_.filePath(name); }

private slots:
    void initTestCase()
    {
        for (const char *name : {"zh-en-cosine", "zh-en-additive"})
            test::writeTinyBundle(path(name).toStdString(), {MatchFunction::Cosine, 1, 0});
        QDir(folder_.path()).mkdir("empty");
        test::writeTinyBundle(path("broken").toStdString());
        QFile config(path("broken/config.json"));
        QVERIFY(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
        config.write("{ \"task\": ");
    }

    void cleanup() { qunsetenv("FOVEA_MODELS"); }

    void theEnvironmentComesFirst()
    {
        QCOMPARE(app::modelsFolder("/from/settings"), QString("/from/settings"));
        qputenv("FOVEA_MODELS", "/from/environment");
        QCOMPARE(app::modelsFolder("/from/settings"), QString("/from/environment"));
    }

    void theSourceTreeIsTheLastPlace() { QCOMPARE(app::modelsFolder(), QString(FOVEA_SOURCE_DIR "/resources/models")); }

    void onlyBundlesThatCanBeReadAreOffered()
    {
        const auto bundles = app::findBundles(folder_.path());
        QCOMPARE(bundles.size(), std::size_t(2));
        QCOMPARE(bundles[0].name, QString("zh-en-additive"));
        QCOMPARE(bundles[1].name, QString("zh-en-cosine"));
        QCOMPARE(bundles[1].match, MatchFunction::Cosine);
        QVERIFY(bundles[1].bundled);
        QVERIFY(app::findBundles(path("no-such-folder")).empty());
    }

    void defaultBundle()
    {
        const auto bundles = app::findBundles(folder_.path());
        QCOMPARE(app::defaultBundle(bundles, path("zh-en-cosine")), path("zh-en-cosine"));
        QCOMPARE(app::defaultBundle(bundles, path("gone")), path("zh-en-additive"));
        QCOMPARE(app::defaultBundle({bundles[1]}, {}), path("zh-en-cosine"));
        QCOMPARE(app::defaultBundle({}, {}), QString());
    }

    /// The shared picture encoder is no model, and every task has its own list.
    void bundlesOfATask()
    {
        test::writeTinyBundle(path("captions-en-none").toStdString());
        QFile config(path("captions-en-none/config.json"));
        QVERIFY(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
        config.write("{\"task\": \"captioning\", \"match\": \"none\"}");
        config.close();
        QDir(folder_.path()).mkdir("backbone");
        QVERIFY(
            QFile::copy(FOVEA_SOURCE_DIR "/resources/models/backbone/backbone.onnx", path("backbone/backbone.onnx")));
        const auto captions = app::findBundles(folder_.path(), "captioning");
        QCOMPARE(captions.size(), std::size_t(1));
        QCOMPARE(captions[0].name, QString("captions-en-none"));
        QCOMPARE(captions[0].match, MatchFunction::None);
        QCOMPARE(app::findBundles(folder_.path()).size(), std::size_t(2));
        QCOMPARE(app::taskOfBundle(path("captions-en-none")), QString("captioning"));
        QCOMPARE(app::taskOfBundle(path("zh-en-cosine")), QString("translation"));
        QCOMPARE(app::taskOfBundle(path("backbone")), QString());
    }

    /// Every sample is there, small, named in both languages, and its origin is stated.
    void samplePictures()
    {
        const auto samples = app::pictureSamples("en");
        const auto chinese = app::pictureSamples("zh_CN");
        QVERIFY(samples.size() >= 6);
        QCOMPARE(chinese.size(), samples.size());
        QFile card(FOVEA_SOURCE_DIR "/resources/samples/README.md");
        QVERIFY(card.open(QIODevice::ReadOnly));
        const QByteArray origins = card.readAll();
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const QFileInfo file(samples[i].path);
            QVERIFY2(file.isFile() && file.size() < 150'000, qPrintable(samples[i].path));
            QVERIFY2(origins.contains("| " + file.fileName().toUtf8() + " |"), qPrintable(file.fileName()));
            QVERIFY(!samples[i].name.isEmpty() && samples[i].name != chinese[i].name);
            // A note speaks of the words of one bundled model.
            QVERIFY(!samples[i].note.isEmpty() && samples[i].note != chinese[i].note);
            QVERIFY2(QFileInfo(FOVEA_SOURCE_DIR "/resources/models/" + samples[i].model).isDir() &&
                         !samples[i].model.isEmpty(),
                     qPrintable(samples[i].model));
            QVERIFY(i == 0 || samples[i - 1].failure <= samples[i].failure);
        }
    }

    void examplesFollowTheSourceLanguage()
    {
        QCOMPARE(app::exampleSentences("zh-en-additive").front(), QString("机器学习"));
        QVERIFY(app::exampleSentences("de-en-additive").size() >= 3);
        QVERIFY(app::exampleSentences("xx-yy").isEmpty());
    }

    void aRealBundleIsOpenedAndStepped()
    {
        ui::TranslatePage page;
        QUndoStack undo;
        app::TranslateController controller(
            &page, app::openTranslationModel,
            [](const std::filesystem::path &) { return std::vector<AttentionTrace>(); }, &undo);
        page.setSentence("机器学习");
        controller.openModel(path("zh-en-cosine"));
        QTRY_VERIFY(page.trace());
        QCOMPARE(page.trace()->source.labels, (std::vector<std::string>{"机", "器", "学", "习", "⟨end⟩"}));
        QCOMPARE(page.trace()->steps.size(), std::size_t(1));
        QVERIFY(std::abs(page.trace()->steps[0].weights.sum() - 1) < 1e-5F);
        controller.toEnd();
        QTRY_VERIFY(controller.position().showsWholeOutput() && !controller.isBusy());
        const std::string greedy = page.trace()->targetText;
        controller.setDecoding({1, 0});
        controller.restart();
        QTRY_COMPARE(page.trace()->steps.size(), std::size_t(0));
        controller.toEnd();
        QTRY_VERIFY(!page.trace()->steps.empty());
        QCOMPARE(page.trace()->targetText, greedy);
        controller.openModel(path("broken"));
        QTRY_VERIFY(page.message().contains("config.json"));
        QCOMPARE(page.trace()->targetText, greedy);
    }
};

QTEST_MAIN(TestResourcePaths)
#include "test_resource_paths.moc"
