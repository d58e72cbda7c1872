// links: fovea_app
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

#include "app/caption/caption_controller.h"
#include "app/caption/pictures_controller.h"
#include "app/support/language.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "core/io/trace_file.h"
#include "support/fake_captioning_model.h"
#include "support/tiny_bundle.h"
#include "ui/caption/caption_page.h"
#include "ui/lists/items_page.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::test;
using app::MainWindow;

namespace
{

void dropOn(QWidget *widget, const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls << QUrl::fromLocalFile(path);
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &drop);
}

} // namespace

/// Pictures reach the caption page and the list of pictures from wherever they come.
class TestMainWindowCaptions : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<app::LanguageSwitch> language_;
    std::unique_ptr<MainWindow> window_;
    int opened_ = 0;
    std::atomic<int> delay_ = 0; ///< ms that a caption model takes to open

    QString path(const QString &name) const { return folder_.filePath(name); }
    QWidget *shownPage() const { return window_->pages()[static_cast<std::size_t>(window_->currentPage())].widget; }
    std::string words() const { return wordsOf(window_->captionPage()->trace()); }

    void makeWindow()
    {
        window_ = std::make_unique<MainWindow>(app::WindowServices{
            [](const std::filesystem::path &bundle) {
                return std::make_shared<FakeTranslationModel>(bundle.filename().string());
            },
            [](const std::filesystem::path &file) { return readTraces(file); }, language_.get(),
            std::make_unique<QSettings>(path("fovea.ini"), QSettings::IniFormat), app::openCompareModel,
            [this](const std::filesystem::path &bundle) {
                ++opened_;
                std::this_thread::sleep_for(std::chrono::milliseconds(delay_));
                return std::make_shared<FakeCaptioningModel>(bundle.filename().string());
            }});
    }

    QString picture(const QString &name, QColor colour)
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QImage image(40, 20, QImage::Format_RGB32);
        image.fill(colour);
        if (!image.save(path(name)))
            qFatal("no picture");
        return path(name);
    }

    /// A trace of a caption, as a file.
    QString captionTrace(const QString &name)
    {
        const FakeCaptioningModel model;
        const auto tree = model.begin(model.features({1, 1, {1, 2, 3}}));
        writeTrace(path(name).toStdString(), model.trace(*tree, tree->runToEnd(kRootNode).leaf, "far.png"));
        return path(name);
    }

private slots:
    void initTestCase()
    {
        ui::applyTheme(*qApp, ui::Appearance::Light);
        for (const char *name : {"captions-en-additive", "captions-en-none"}) {
            const QString bundle = path(QStringLiteral("models/") + name);
            QDir().mkpath(bundle);
            writeTinyBundle(bundle.toStdString());
            QFile config(bundle + "/config.json");
            QVERIFY(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
            config.write("{\"task\": \"captioning\"}");
        }
        qputenv("FOVEA_MODELS", path("models").toUtf8());
    }

    void init()
    {
        language_ = std::make_unique<app::LanguageSwitch>();
        language_->setLanguage("en");
        QFile::remove(path("fovea.ini"));
        opened_ = 0;
        delay_ = 0;
        makeWindow();
    }

    void cleanup()
    {
        window_.reset();
        language_.reset();
    }

    /// Nobody waits for a caption model who does not caption.
    void theModelIsOpenedWhenItIsNeeded()
    {
        window_->start({});
        QCOMPARE(opened_, 0);
        for (std::size_t i = 0; i < window_->pages().size(); ++i)
            if (window_->pages()[i].widget == window_->captionPage())
                window_->setCurrentPage(static_cast<int>(i));
        QTRY_COMPARE(words(), std::string("w2")); // of the first sample
        QCOMPARE(opened_, 1);
        QVERIFY(window_->captionPage()->picture());
        QVERIFY(window_->captionController()->model()->info().name == "captions-en-additive");
    }

    void pictureOnTheCommandLine()
    {
        window_->start({picture("red.png", Qt::red)});
        QCOMPARE(shownPage(), window_->captionPage());
        QTRY_COMPARE(words(), std::string("w2"));
        QCOMPARE(window_->captionPage()->trace()->sourceText, std::string("red.png"));
        QVERIFY(window_->settings().recentFiles.contains(path("red.png")));
    }

    void severalPicturesAreAList()
    {
        window_->start({picture("red.png", Qt::red), picture("blue.png", Qt::blue)});
        QCOMPARE(shownPage(), window_->picturesPage());
        QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
        QCOMPARE(window_->picturesPage()->model()->items().size(), std::size_t{2});
        QCOMPARE(window_->picturesPage()->model()->items()[1].output, QString("w2 w3 w4"));
    }

    void aFolderOfPicturesIsAList()
    {
        picture("album/a.png", Qt::red);
        picture("album/b.png", Qt::green);
        window_->start({});
        window_->open({path("album")});
        QCOMPARE(shownPage(), window_->picturesPage());
        QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
        QCOMPARE(window_->picturesPage()->status().name, QString("album"));
    }

    void whatIsLeftOutOfAFolderIsSaid()
    {
        picture("mixed/a.png", Qt::red);
        QFile file(path("mixed/b.gif"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("GIF89a") > 0);
        file.close();
        window_->start({path("mixed")});
        QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
        QVERIFY(window_->picturesPage()->message().contains("1 × GIF"));
        QVERIFY(QFile::remove(path("mixed/a.png")));
        window_->open({path("mixed")});
        QTRY_VERIFY(window_->picturesPage()->message().contains("no picture"));
        QVERIFY(window_->picturesPage()->message().contains("1 × GIF"));
    }

    void droppedPicture()
    {
        window_->start({});
        window_->show();
        dropOn(window_.get(), {picture("red.png", Qt::red)});
        QTRY_COMPARE(words(), std::string("w2"));
        QCOMPARE(shownPage(), window_->captionPage());
        dropOn(window_.get(), {picture("red.png", Qt::red), picture("blue.png", Qt::blue)});
        QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
    }

    void whatIsNoPictureSaysSo()
    {
        QFile file(path("bad.jpg"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no");
        file.close();
        window_->start({});
        window_->open({path("bad.jpg")});
        QCOMPARE(shownPage(), window_->captionPage());
        QTRY_COMPARE(window_->captionPage()->message(),
                     "This picture cannot be opened. " + path("bad.jpg") +
                         ": is not a picture that can be read (JPEG, PNG, WebP, BMP or TIFF)");
    }

    void captionBundleAndTrace()
    {
        window_->start({});
        window_->open({path("models/captions-en-none")});
        QCOMPARE(shownPage(), window_->captionPage());
        QTRY_VERIFY(window_->captionController()->model());
        QTRY_COMPARE(window_->settings().captionModel, path("models/captions-en-none"));

        window_->open({captionTrace("far.json")});
        QTRY_COMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(shownPage(), window_->captionPage());
        QVERIFY(!window_->captionPage()->picture());
    }

    /// The default model, which comes later, takes nothing away.
    void aTraceOpenedBeforeTheModelStays()
    {
        delay_ = 100;
        const QString trace = captionTrace("far.json");
        window_->start({trace});
        QTRY_VERIFY(window_->captionController()->model());
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(shownPage(), window_->captionPage());

        makeWindow();
        window_->start({});
        window_->open({trace});
        QTRY_VERIFY(window_->captionController()->model());
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QVERIFY(window_->captionController()->position().fromFile());

        // And a model that is being opened when the trace comes.
        makeWindow();
        window_->start({picture("red.png", Qt::red)});
        QTRY_VERIFY(window_->captionController()->picture() && window_->captionController()->isBusy());
        window_->open({trace});
        QTRY_VERIFY(window_->captionController()->model() && !window_->captionController()->isBusy());
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
    }

    void aBrokenTraceOpenedBeforeTheModelIsSaid()
    {
        delay_ = 100;
        QFile file(path("broken.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"format": "fovea-trace", "version": 1, "source": {"kind": "grid", )");
        file.close();
        window_->start({path("broken.json")});
        QTRY_VERIFY(window_->captionController()->model() && !window_->captionController()->isBusy());
        QVERIFY2(window_->captionPage()->message().contains("broken.json"),
                 qPrintable(window_->captionPage()->message()));
        QCOMPARE(shownPage(), window_->captionPage());
    }

    /// The newest request wins, whichever file is read faster.
    void aPictureAfterATraceWins()
    {
        delay_ = 50;
        window_->start({captionTrace("far.json")});
        window_->open({picture("red.png", Qt::red)});
        QTRY_VERIFY(window_->captionController()->model() && !window_->captionController()->isBusy());
        QTRY_COMPARE(words(), std::string("w2"));
        QVERIFY(!window_->captionController()->position().fromFile());
    }

    void manyFilesOfSeveralKinds()
    {
        QFile lines(path("lines.txt"));
        QVERIFY(lines.open(QIODevice::WriteOnly) && lines.write("one\n") > 0);
        lines.close();
        window_->start({picture("red.png", Qt::red), path("lines.txt"), picture("blue.png", Qt::blue)});
        QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
        QCOMPARE(window_->picturesPage()->model()->items().size(), std::size_t{2});
        QVERIFY(window_->settings().recentFiles.contains(path("lines.txt")));
    }

    /// Maps over a picture keep a scale of their own.
    void theScaleBelongsToThePage()
    {
        window_->start({picture("red.png", Qt::red)});
        QTRY_COMPARE(words(), std::string("w2"));
        QCOMPARE(window_->captionPage()->matrixOptions().scale, ui::ScaleMode::PerRow);
        QCOMPARE(window_->translatePage()->matrixOptions().scale, ui::MatrixOptions().scale);
        window_->actions()[app::Command::ScaleUnit]->trigger();
        QCOMPARE(window_->captionPage()->matrixOptions().scale, ui::ScaleMode::Unit);
        QCOMPARE(window_->translatePage()->matrixOptions().scale, ui::MatrixOptions().scale);
        window_->close();
        makeWindow();
        QCOMPARE(window_->captionPage()->matrixOptions().scale, ui::ScaleMode::Unit);
    }
};

QTEST_MAIN(TestMainWindowCaptions)
#include "test_main_window_captions.moc"
