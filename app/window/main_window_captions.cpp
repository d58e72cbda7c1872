// The part of MainWindow that captions pictures: the caption page, and a folder of pictures as a list.
#include "app/window/main_window.h"

#include <QDirIterator>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QSet>
#include <QUndoStack>

#include "app/caption/caption_controller.h"
#include "app/caption/pictures_controller.h"
#include "app/sessions/session_state.h"
#include "app/support/language.h"
#include "app/support/resource_paths.h"
#include "app/window/actions.h"
#include "core/io/bundle.h"
#include "core/vision/picture_file.h"
#include "ui/caption/caption_page.h"
#include "ui/lists/items_page.h"

namespace fovea::app
{

using ui::CaptionPage;

namespace
{

bool isCaptionBundle(const QString &folder)
{
    return isBundle(folder.toStdU16String()) && taskOfBundle(folder) == QLatin1String("captioning");
}

/// The trace of a caption: its first bytes say so, before any list of numbers.
bool isCaptionTrace(const QString &path)
{
    constexpr qint64 kHead = 4096;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.read(kHead);
    return head.contains("\"fovea-trace\"") && head.contains("\"kind\":\"grid\"");
}

/// Whether a folder is worth listing: one of its first files is a picture.
bool holdsPictures(const QString &folder)
{
    constexpr int kMostFiles = 100;
    QDirIterator files(folder, QDir::Files | QDir::Readable);
    for (int i = 0; i < kMostFiles && files.hasNext(); ++i)
        if (isPicture(files.next().toStdU16String()))
            return true;
    return false;
}

QStringList pictureFilters()
{
    return {MainWindow::tr("Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)"), MainWindow::tr("All files (*)")};
}

} // namespace

/// By what it holds, or by its name: then whoever reads it says what is wrong.
bool MainWindow::isPictureFile(const QString &path)
{
    static const QSet<QString> suffixes{"jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif", "heic", "avif"};
    const QFileInfo info(path);
    return info.isFile() && (suffixes.contains(info.suffix().toLower()) || isPicture(path.toStdU16String()));
}

void MainWindow::buildCaptions()
{
    auto *undo = new QUndoStack(this);
    captionPage_ = new CaptionPage(this);
    captionController_ = new CaptionController(captionPage_, services_.openCaptioner, services_.readTraces, undo, this);
    captionIndex_ = static_cast<int>(pageList_.size());
    addPage({QT_TRANSLATE_NOOP("Pages", "Caption"),
             QT_TRANSLATE_NOOP("Pages", "See which part of a picture each word of its caption came from"), captionPage_,
             captionPage_, captionController_, undo});
    on(Command::OpenPicture, [this] { choosePicture(); });
    on(Command::OpenPictureFolder, [this] { choosePictureFolder(); });
    connect(captionPage_, &CaptionPage::openPictureRequested, this, &MainWindow::choosePicture);
    connect(captionPage_, &CaptionPage::picturesOpened, this, &MainWindow::openPictures);
    connect(captionPage_, &CaptionPage::overlayChoiceChanged, this,
            [this](const ui::OverlayChoice &choice) { settings_.overlay = choice; });
    connect(captionController_, &CaptionController::pictureOpened, this, &MainWindow::remember);
    connect(captionController_, &DecodeController::modelOpened, this, [this](const QString &path) {
        settings_.captionModel = path;
        for (const ui::ModelChoice &model : captionController_->models())
            if (model.path == path && !model.bundled)
                remember(path);
    });
}

void MainWindow::buildPictures()
{
    picturesPage_ = new ui::ItemsPage(ui::ItemKind::Pictures, this);
    picturesController_ = new PicturesController(picturesPage_, captionController_, this);
    picturesIndex_ = static_cast<int>(pageList_.size());
    Page page;
    page.name = QT_TRANSLATE_NOOP("Pages", "Pictures");
    page.toolTip = QT_TRANSLATE_NOOP("Pages", "Caption a folder of pictures and find the worst attention");
    page.widget = picturesPage_;
    page.commands = picturesController_->items();
    addPage(page);
    connect(picturesController_->items(), &ItemsController::changed, this, [this] {
        if (shownPage_ == picturesIndex_)
            updateState();
    });
    connect(picturesController_, &PicturesController::chooseRequested, this, &MainWindow::choosePictureFolder);
    connect(picturesController_, &PicturesController::opened, this, &MainWindow::remember);
    connect(picturesController_, &PicturesController::pictureOpened, this, [this] { setCurrentPage(captionIndex_); });
}

void MainWindow::startCaptions()
{
    captionPage_->setOverlayChoice(settings_.overlay);
    captionController_->setModels(findBundles(modelsFolder(settings_.modelsFolder), QStringLiteral("captioning")));
    retranslateSamples();
}

void MainWindow::retranslateSamples() { captionPage_->setSamples(pictureSamples(services_.language->current())); }

/// Opens the model when it is first needed: a person who only translates does not wait for it.
void MainWindow::needCaptionModel()
{
    if (captionController_->model() || captionController_->isBusy())
        return;
    const QString bundle =
        defaultBundle(captionController_->models(), settings_.captionModel, QStringLiteral("captions-en-additive"));
    if (!bundle.isEmpty())
        captionController_->openModel(bundle);
    else
        captionPage_->setMessage(ui::MessageKind::Warning,
                                 tr("No caption model is installed. Use File > Open bundle."));
}

/// The caption page came to the front: it begins with a picture and a model.
void MainWindow::captionShown()
{
    const bool nothing =
        !captionController_->picture() && !captionController_->isReading() && !captionController_->position().trace();
    if (nothing) {
        const auto samples = pictureSamples(services_.language->current());
        if (!samples.empty())
            captionController_->openPicture(samples.front().path);
    }
    if (!captionController_->position().fromFile())
        needCaptionModel();
}

bool MainWindow::openCaption(const QString &path)
{
    const QFileInfo info(path);
    const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    const bool bundleFile =
        info.fileName() == QLatin1String("config.json") || info.suffix() == QLatin1String("safetensors");
    if ((info.isDir() || bundleFile) && isCaptionBundle(folder)) {
        captionController_->openModel(folder);
        setCurrentPage(captionIndex_);
        return true;
    }
    if (info.isDir() && !isBundle(folder.toStdU16String()) && holdsPictures(folder)) {
        openPictureFolder(folder);
        return true;
    }
    if (isPictureFile(path)) {
        captionController_->openPicture(info.absoluteFilePath());
        setCurrentPage(captionIndex_);
        needCaptionModel();
        return true;
    }
    if (isCaptionTrace(path)) {
        captionController_->openTraces(path);
        setCurrentPage(captionIndex_);
        return true;
    }
    return false;
}

/// Several are a list, one is captioned, and what is no picture is said by whoever reads it.
void MainWindow::openPictures(const QStringList &paths)
{
    QStringList pictures;
    for (const QString &path : paths)
        if (QFileInfo(path).isFile())
            pictures << path;
    if (pictures.size() > 1) {
        picturesController_->openFiles(pictures);
        setCurrentPage(picturesIndex_);
        needCaptionModel();
    } else if (!paths.isEmpty() && !openCaption(paths.front())) {
        const QString suffix = QFileInfo(paths.front()).suffix().toLower();
        const bool other = QFileInfo(paths.front()).isDir() || isSentenceFile(paths.front()) ||
                           isSessionFile(paths.front()) || suffix.startsWith(QLatin1String("json"));
        if (other)
            openPath(paths.front());
        else
            captionController_->openPicture(paths.front());
    }
}

/// Pictures that are dropped together are one list.
void MainWindow::openDropped(const QStringList &paths)
{
    QStringList pictures;
    for (const QString &path : paths)
        if (isPictureFile(path))
            pictures << path;
        else
            openPath(path);
    openPictures(pictures);
}

void MainWindow::openPictureFolder(const QString &folder)
{
    picturesController_->openFolder(folder);
    setCurrentPage(picturesIndex_);
    needCaptionModel();
}

void MainWindow::choosePicture()
{
    auto *dialog = new QFileDialog(this, tr("Open pictures"), settings_.pictureFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(pictureFilters());
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        settings_.pictureFolder = QFileInfo(paths.value(0)).absolutePath();
        setCurrentPage(captionIndex_);
        openPictures(paths);
    });
    dialog->open();
}

void MainWindow::choosePictureFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open a folder of pictures"), settings_.pictureFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        settings_.pictureFolder = folder;
        openPictureFolder(folder);
    });
    dialog->open();
}

} // namespace fovea::app
