// links: fovea_app
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

#include "app/caption/caption_controller.h"
#include "app/caption/pictures_controller.h"
#include "app/sessions/session_controller.h"
#include "app/support/language.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "core/io/trace_file.h"
#include "support/fake_captioning_model.h"
#include "support/tiny_bundle.h"
#include "ui/caption/caption_page.h"
#include "ui/lists/items_page.h"
#include "ui/style/theme.h"
#include "ui/widgets/message_bar.h"

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

    void showCaptions()
    {
        for (std::size_t i = 0; i < window_->pages().size(); ++i)
            if (window_->pages()[i].widget == window_->captionPage())
                window_->setCurrentPage(static_cast<int>(i));
    }
    bool save(const QString &file)
    {
        const QSignalSpy saved(window_->sessions(), &app::SessionController::saved);
        window_->sessions()->saveTo(file);
        return QTest::qWaitFor([&] { return !saved.isEmpty(); });
    }
    /// The program starts with a session.
    bool open(const QString &file)
    {
        const QSignalSpy opened(window_->sessions(), &app::SessionController::opened);
        window_->start({file});
        return QTest::qWaitFor([&] { return !opened.isEmpty(); });
    }
    /// Presses the button of the message, and chooses a file in the dialog.
    bool choose(const QString &file)
    {
        const auto *bar = window_->captionPage()->findChild<ui::MessageBar *>("messageBar");
        for (auto *button : bar->findChildren<QPushButton *>())
            button->click();
        auto *dialog = window_->findChild<QFileDialog *>();
        if (!dialog)
            return false;
        emit dialog->fileSelected(file);
        dialog->reject();
        return true;
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
        showCaptions();
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

    /// What a session needs is in it or found beside it, wherever the folder is now.
    void aSessionMovedWithItsPictureFindsIt()
    {
        window_->start({picture("lab/cat.png", Qt::red)});
        QTRY_COMPARE(words(), std::string("w2"));
        QVERIFY(save(path("lab/s.fovea")));
        QVERIFY(QDir().rename(path("lab"), path("elsewhere")));
        makeWindow();
        QVERIFY(open(path("elsewhere/s.fovea")));
        QVERIFY(window_->captionPage()->picture());
        QCOMPARE(window_->captionController()->inputText(), path("elsewhere/cat.png"));
        QCOMPARE(words(), std::string("w2"));
        QVERIFY(!window_->captionController()->position().fromFile());
        QVERIFY(!window_->sessions()->hasUnsavedChanges());
        // Its own picture counts, not one of the same name where it was.
        picture("lab/cat.png", Qt::blue);
        makeWindow();
        QVERIFY(open(path("elsewhere/s.fovea")));
        QCOMPARE(window_->captionController()->inputText(), path("elsewhere/cat.png"));
        QVERIFY(QDir(path("lab")).removeRecursively() && QDir(path("elsewhere")).removeRecursively());
    }

    void aPictureThatIsNotThereIsAskedFor()
    {
        window_->start({picture("lab/cat.png", Qt::red)});
        QTRY_COMPARE(words(), std::string("w2"));
        QVERIFY(save(path("lab/s.fovea")));
        QVERIFY(QDir().rename(path("lab/cat.png"), path("found.png")));
        makeWindow();
        QVERIFY(open(path("lab/s.fovea")));
        const ui::CaptionPage *page = window_->captionPage();
        QVERIFY2(page->message().contains("cat.png") && page->message().contains("not there"),
                 qPrintable(page->message()));
        QCOMPARE(words(), std::string("w2")); // what was recorded
        QVERIFY(window_->captionController()->position().fromFile());
        QTest::qWait(50);
        for (const QAbstractButton *button : page->findChildren<QAbstractButton *>())
            QVERIFY2(!button->text().startsWith("Reading"), qPrintable(button->text()));
        // Nothing is lost when it is saved again.
        QVERIFY(save(path("lab/again.fovea")));

        QVERIFY(choose(path("found.png")));
        QTRY_VERIFY(!window_->captionController()->position().fromFile());
        QTRY_COMPARE(words(), std::string("w2"));
        QCOMPARE(window_->captionController()->inputText(), path("found.png"));
        QCOMPARE(page->message(), QString());

        QVERIFY(QFile::copy(path("found.png"), path("lab/cat.png")));
        makeWindow();
        QVERIFY(open(path("lab/again.fovea")));
        QVERIFY(!window_->captionController()->position().fromFile());
        QVERIFY(QDir(path("lab")).removeRecursively());
    }

    void anotherPictureInItsPlaceIsSaid()
    {
        window_->start({picture("lab/cat.png", Qt::red)});
        QTRY_COMPARE(words(), std::string("w2"));
        QVERIFY(save(path("lab/s.fovea")));
        picture("lab/cat.png", Qt::green);
        makeWindow();
        QVERIFY(open(path("lab/s.fovea")));
        QVERIFY2(window_->captionPage()->message().contains("not the one"),
                 qPrintable(window_->captionPage()->message()));
        QVERIFY(window_->captionController()->position().fromFile());
        QVERIFY(choose(path("lab/cat.png")));
        QTRY_VERIFY(window_->captionPage()->message().contains("another picture"));
        QVERIFY(window_->captionController()->position().fromFile());
        QVERIFY(QDir(path("lab")).removeRecursively());
    }

    void aPastedPictureIsInTheSession()
    {
        window_->start({});
        showCaptions();
        QTRY_COMPARE(words(), std::string("w2"));
        QImage pasted(30, 20, QImage::Format_RGB32);
        pasted.fill(QColor(10, 200, 90));
        emit window_->captionPage()->picturePasted(pasted);
        QTRY_VERIFY(window_->captionPage()->picture()->size() == QSize(30, 20));
        QTRY_VERIFY(!window_->captionController()->isBusy());
        QVERIFY(save(path("pasted.fovea")));
        makeWindow();
        QVERIFY(open(path("pasted.fovea")));
        QCOMPARE(window_->captionPage()->picture()->size(), QSize(30, 20));
        QCOMPARE(window_->captionPage()->picture()->original().pixelColor(3, 3), QColor(10, 200, 90));
        QCOMPARE(words(), std::string("w2"));
        QVERIFY(!window_->captionController()->position().fromFile());
    }

    void listsMoveWithTheirSession()
    {
        picture("lab/album/a.png", Qt::red);
        picture("lab/b.png", Qt::green);
        QFile lines(path("lab/lines.txt"));
        QVERIFY(lines.open(QIODevice::WriteOnly) && lines.write("one\ntwo\n") > 0);
        lines.close();
        window_->start({path("lab/lines.txt"), path("lab/album")});
        QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
        QVERIFY(save(path("lab/folder.fovea")));
        window_->open({path("lab/album/a.png"), path("lab/b.png")});
        QTRY_COMPARE(window_->picturesPage()->model()->items().size(), std::size_t{2});
        QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
        QVERIFY(save(path("lab/files.fovea")));
        QVERIFY(QDir().rename(path("lab"), path("elsewhere")));
        QVERIFY(QFile::remove(path("elsewhere/b.png"))); // one of a list is gone
        for (const auto &[name, count] : {std::pair{"folder", 1}, std::pair{"files", 2}}) {
            makeWindow();
            QVERIFY(open(path("elsewhere/") + name + ".fovea"));
            QTRY_COMPARE(window_->picturesPage()->status().phase, ui::ItemListStatus::Phase::Done);
            const auto &items = window_->picturesPage()->model()->items();
            QCOMPARE(items.size(), static_cast<std::size_t>(count));
            QCOMPARE(items[0].output, QString("w2 w3 w4"));
            QTRY_VERIFY(window_->settings().recentFiles.contains(path("elsewhere/lines.txt")));
            QVERIFY(!window_->sessions()->hasUnsavedChanges());
        }
        QVERIFY2(window_->picturesPage()->model()->items()[1].problem.contains("no such file"),
                 qPrintable(window_->picturesPage()->model()->items()[1].problem));
        QVERIFY(QDir(path("elsewhere")).removeRecursively());
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
