// links: fovea_app
#include <QApplication>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <set>

#include "app/caption/caption_controller.h"
#include "app/caption/pictures_controller.h"
#include "core/types/error.h"
#include "support/fake_captioning_model.h"
#include "support/io_support.h"
#include "ui/style/theme.h"
#include "ui/views/overlay_view.h"

using namespace fovea;
using namespace fovea::test;
using app::CaptionController;
using app::PicturesController;
using ui::CaptionPage;
using Phase = ui::ItemListStatus::Phase;

class TestCaptionController : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<CaptionPage> page_;
    std::unique_ptr<QUndoStack> undo_;
    std::unique_ptr<CaptionController> controller_;
    std::shared_ptr<FakeCaptioningModel> model_;

    QString picture(const QString &name, QColor colour, QSize size = {60, 30})
    {
        const QString path = folder_.filePath(name);
        QImage image(size, QImage::Format_RGB32);
        image.fill(colour);
        if (!image.save(path))
            qFatal("no picture");
        return path;
    }

    std::string words() const { return wordsOf(page_->trace()); }

    void openModel(const QString &name = "fake")
    {
        QSignalSpy opened(controller_.get(), &app::DecodeController::modelOpened);
        controller_->openModel("/models/" + name);
        QVERIFY(opened.wait());
    }

    void open(const QString &path)
    {
        QSignalSpy opened(controller_.get(), &CaptionController::pictureOpened);
        controller_->openPicture(path);
        QVERIFY(opened.wait());
        QTRY_VERIFY(!controller_->isBusy());
    }

private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::Appearance::Light); }

    void init()
    {
        page_ = std::make_unique<CaptionPage>();
        undo_ = std::make_unique<QUndoStack>();
        const auto openFake = [this](const std::filesystem::path &path) -> std::shared_ptr<const app::CaptioningModel> {
            if (path.filename() == "bad")
                throw FileError(path.string(), "its backbone is missing");
            auto model = std::make_shared<FakeCaptioningModel>(path.filename().string());
            if (path.filename() == "fake")
                model_ = model;
            return model;
        };
        controller_ = std::make_unique<CaptionController>(
            page_.get(), openFake, [](const auto &) { return std::vector<AttentionTrace>(); }, undo_.get());
    }

    void cleanup()
    {
        controller_.reset();
        undo_.reset();
        page_.reset();
        model_.reset();
    }

    /// The picture is shown as it is, the first word of its caption is there, and its name is the source.
    void captionsAPicture()
    {
        openModel();
        open(picture("red.png", Qt::red));
        QCOMPARE(words(), std::string("w2"));
        QCOMPARE(page_->trace()->sourceText, std::string("red.png"));
        QVERIFY(page_->picture());
        QCOMPARE(page_->picture()->size(), QSize(60, 30));
        QCOMPARE(page_->picture()->original().pixelColor(3, 3), QColor(Qt::red));
        QCOMPARE(page_->overlay()->grid().columns, 3);
        QCOMPARE(page_->overlay()->grid().width, 60.0);
        QCOMPARE(controller_->inputText(), folder_.filePath("red.png"));
    }

    /// However often a picture is decoded, its features are computed once.
    void featuresAreComputedOnce()
    {
        openModel();
        open(picture("red.png", Qt::red));
        controller_->toEnd();
        QTRY_COMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        ui::DecodingChoice beam;
        beam.beam = 3;
        controller_->setDecoding(beam);
        QTRY_VERIFY(!controller_->isBusy());
        QCOMPARE(model_->extractions(), 1);
    }

    void waitsForAModel()
    {
        open(picture("red.png", Qt::red));
        QVERIFY(page_->picture());
        QVERIFY(!page_->trace());
        QVERIFY2(page_->message().startsWith("No model is open."), qPrintable(page_->message()));
        openModel();
        QTRY_COMPARE(words(), std::string("w2"));
    }

    /// What cannot be read says why and leaves the picture and its words.
    void aBadPictureLeavesWhatIsShown()
    {
        openModel();
        open(picture("red.png", Qt::red));
        writeBytes(folder_.filePath("bad.jpg").toStdString(), "\xff\xd8\xff oh");
        QSignalSpy failed(controller_.get(), &app::DecodeController::openFailed);
        controller_->openPicture(folder_.filePath("bad.jpg"));
        QVERIFY(failed.wait());
        QVERIFY2(page_->message().startsWith("This picture cannot be opened. " + folder_.filePath("bad.jpg") + ": "),
                 qPrintable(page_->message()));
        QCOMPARE(words(), std::string("w2"));
        QCOMPARE(page_->picture()->name(), QString("red.png"));
    }

    void undoBringsThePictureBack()
    {
        openModel();
        open(picture("red.png", Qt::red));
        controller_->toEnd();
        QTRY_COMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        open(picture("blue.png", Qt::blue, {30, 90}));
        QCOMPARE(page_->picture()->size(), QSize(30, 90));
        QCOMPARE(words(), std::string("w2 w3 w4 ⟨end⟩")); // as far as the one before
        undo_->undo();
        QCOMPARE(page_->picture()->name(), QString("red.png"));
        QCOMPARE(page_->overlay()->grid().width, 60.0);
        QCOMPARE(page_->trace()->sourceText, std::string("red.png"));
        undo_->redo();
        QCOMPARE(page_->picture()->name(), QString("blue.png"));
    }

    /// A picture from the clipboard has no file; what is transparent lies on white.
    void pastedPicture()
    {
        openModel();
        QImage image(20, 10, QImage::Format_ARGB32);
        image.fill(QColor(255, 0, 0, 128));
        controller_->openImage(image);
        QTRY_COMPARE(words(), std::string("w2"));
        QCOMPARE(page_->picture()->size(), QSize(20, 10));
        QCOMPARE(page_->picture()->original().pixelColor(5, 5), QColor(255, 127, 127));
        QCOMPARE(controller_->inputText(), QString());
        QCOMPARE(page_->trace()->sourceText, std::string("Pasted picture"));
    }

    void whatIfOnAPicture()
    {
        openModel();
        open(picture("red.png", Qt::red));
        Vector weights = Vector::Zero(3);
        weights[2] = 2;
        controller_->overrideWeights(0, weights, "all on one region");
        QTRY_VERIFY(page_->trace()->steps.at(0).weights[2] == 1); // renormalized
        controller_->maskPositions(0, {2}, MaskReach::ThisStep);
        QTRY_VERIFY(page_->trace()->steps.at(0).weights[2] == 0);
    }

    /// The second model captions the same picture, whatever picture comes, and goes when it is no longer wanted.
    void withAndWithoutAttention()
    {
        openModel();
        controller_->setModels({{"fake", "/models/fake", MatchFunction::Additive, true},
                                {"none", "/models/none", MatchFunction::None, true}});
        open(picture("red.png", Qt::red));
        page_->resize(900, 600);
        controller_->compareWith("/models/none");
        QTRY_VERIFY(page_->besideOverlay()->trace());
        QCOMPARE(page_->besideOverlay()->trace()->model.name, std::string("none"));
        QCOMPARE(wordsOf(page_->besideOverlay()->trace()), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(words(), std::string("w2"));
        open(picture("blue.png", Qt::blue));
        QTRY_VERIFY(page_->besideOverlay()->trace() && page_->besideOverlay()->trace()->sourceText == "blue.png");
        controller_->compareWith({});
        QTRY_VERIFY(!controller_->isComparing());
        QCOMPARE(page_->comparisonModel(), QString());
    }

    void aSecondModelThatCannotBeOpened()
    {
        openModel();
        controller_->setModels({{"fake", "/models/fake", MatchFunction::Additive, true},
                                {"bad", "/models/bad", MatchFunction::None, true}});
        open(picture("red.png", Qt::red));
        controller_->compareWith("/models/bad");
        QTRY_COMPARE(page_->message(),
                     QString("The second model gave no caption. /models/bad: its backbone is missing"));
        QCOMPARE(words(), std::string("w2"));
    }

    // --- folders

    void captionsAFolder()
    {
        openModel();
        QTemporaryDir folder;
        for (const int i : {10, 2, 1})
            QVERIFY(QFile::copy(picture("red.png", Qt::red), folder.filePath(QString("p%1.png").arg(i))));
        writeBytes(folder.filePath("notes.txt").toStdString(), "not a picture");
        writeBytes(folder.filePath("q.jpg").toStdString(), "\xff\xd8\xff and then nothing of use");
        ui::ItemsPage list(ui::ItemKind::Pictures);
        PicturesController pictures(&list, controller_.get());
        pictures.openFolder(folder.path());
        QTRY_COMPARE(list.status().phase, Phase::Done);
        const std::vector<ui::Item> &items = list.model()->items();
        QCOMPARE(items.size(), std::size_t{4});
        QCOMPARE(items[0].input, QString("p1.png"));
        QCOMPARE(items[1].input, QString("p2.png"));
        QCOMPARE(items[2].input, QString("p10.png"));
        QCOMPARE(items[2].output, QString("w2 w3 w4"));
        QVERIFY(items[3].state == ui::Item::State::Failed);
        QVERIFY2(items[3].problem.contains("q.jpg: "), qPrintable(items[3].problem));

        QSignalSpy shown(&pictures, &PicturesController::pictureOpened);
        emit list.itemActivated(1, ui::ItemMetric::Confidence);
        QCOMPARE(shown.size(), 1);
        QTRY_COMPARE(words(), std::string("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(page_->trace()->sourceText, std::string("p2.png"));

        QTemporaryDir out;
        QSignalSpy written(&pictures, &PicturesController::figuresWritten);
        pictures.exportFigures(out.path(), "svg");
        QVERIFY(written.wait(20000));
        QCOMPARE(written[0][0].toInt(), 3);
        QCOMPARE(QDir(out.path()).entryList(QDir::Files), (QStringList{"p1.svg", "p10.svg", "p2.svg"}));
        pictures.exportFigures(out.path(), "svg");
        QVERIFY(written.wait(20000));
        QCOMPARE(QDir(out.path()).entryList(QDir::Files).size(), 6); // nothing was overwritten

        QVERIFY(!pictures.items()->isBusy());
        pictures.exportFigures(out.path(), "svg");
        QVERIFY(pictures.items()->isBusy());
        pictures.items()->stop(); // as Decode > Stop does
        QVERIFY(written.wait(20000));
        QVERIFY(written[2][0].toInt() < 3);
        QCOMPARE(QDir(out.path()).entryList(QDir::Files).size(), 6 + written[2][0].toInt());
        QVERIFY(!pictures.items()->isBusy());
    }

    void aSessionOpensTheFolderAgain()
    {
        openModel();
        QTemporaryDir folder;
        QVERIFY(QFile::copy(picture("red.png", Qt::red), folder.filePath("a.png")));
        QVERIFY(QFile::copy(picture("red.png", Qt::red), folder.filePath("b.png")));
        ui::ItemsPage list(ui::ItemKind::Pictures);
        PicturesController pictures(&list, controller_.get());
        pictures.openFolder(folder.path());
        QTRY_COMPARE(list.status().phase, Phase::Done);
        list.sortBy(ui::ItemListModel::InputColumn, Qt::DescendingOrder);
        const app::ListRecord folderRecord = app::listFromJson(app::toJson(pictures.record()));
        pictures.openFiles({folder.filePath("b.png")});
        QTRY_COMPARE(list.status().phase, Phase::Done);
        QCOMPARE(list.model()->rowCount(), 1);
        const app::ListRecord fileRecord = app::listFromJson(app::toJson(pictures.record()));
        QVERIFY(!fileRecord.sameItems(folderRecord));

        pictures.openRecord(folderRecord);
        QTRY_COMPARE(list.status().phase, Phase::Done);
        QCOMPARE(list.model()->rowCount(), 2);
        QCOMPARE(list.model()->index(0, ui::ItemListModel::InputColumn).data().toString(), QString("b.png"));
        pictures.openRecord(fileRecord);
        QTRY_COMPARE(list.status().phase, Phase::Done);
        QCOMPARE(list.model()->rowCount(), 1);
    }

    void aFolderWithoutPicturesIsRefused()
    {
        openModel();
        QTemporaryDir folder;
        ui::ItemsPage list(ui::ItemKind::Pictures);
        PicturesController pictures(&list, controller_.get());
        QSignalSpy failed(&pictures, &PicturesController::openFailed);
        pictures.openFolder(folder.path());
        QVERIFY(failed.wait());
        QCOMPARE(list.message(), "This folder cannot be opened. " + folder.path() +
                                     ": has no pictures in it (JPEG, PNG, WebP, BMP or TIFF)");
        QCOMPARE(list.status().phase, Phase::Empty);
    }
};

QTEST_MAIN(TestCaptionController)
#include "test_caption_controller.moc"
