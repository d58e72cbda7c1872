// The part of MainWindow that captions pictures: the caption page, and a folder of pictures as a list.
#include "app/window/main_window.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QUndoStack>

#include "app/caption/caption_controller.h"
#include "app/caption/caption_session_part.h"
#include "app/caption/pictures_controller.h"
#include "app/support/language.h"
#include "app/support/resource_paths.h"
#include "app/window/actions.h"
#include "ui/caption/caption_page.h"
#include "ui/lists/items_page.h"

namespace fovea::app
{

using ui::CaptionPage;

namespace
{

QStringList pictureFilters()
{
    return {MainWindow::tr("Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)"), MainWindow::tr("All files (*)")};
}

} // namespace

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
    connect(captionPage_, &CaptionPage::picturesOpened, this, &MainWindow::open);
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
        captionController_->openDefaultModel(bundle);
    else
        captionPage_->setMessage(ui::MessageKind::Warning,
                                 tr("No caption model is installed. Use File > Open bundle."));
}

/// The caption page came to the front: it begins with a picture and a model.
void MainWindow::captionShown()
{
    if (captionPart_ && captionPart_->isOpening())
        return;
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
        open(paths);
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
