// What MainWindow opens: at its start, from the command line, by a dialog, by drop.
#include "app/window/main_window.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

#include "app/caption/caption_controller.h"
#include "app/caption/pictures_controller.h"
#include "app/sessions/session_controller.h"
#include "app/support/resource_paths.h"
#include "app/window/menus.h"
#include "ui/widgets/message_bar.h"

namespace fovea::app
{

using ui::MessageKind;

namespace
{

/// Files of one kind stay together, in the order in which they are opened: a model before what is shown with it, a
/// session, which replaces everything, at the end.
std::vector<OpenedFiles> inGroups(const QStringList &paths)
{
    OpenedFiles files;
    for (const QString &path : paths)
        files.push_back(openedFile(path));
    const auto rank = [](const OpenedFile &file) {
        return file.kind == OpenedFile::Kind::Bundle ? 0 : file.kind == OpenedFile::Kind::Session ? 2 : 1;
    };
    std::stable_sort(files.begin(), files.end(),
                     [&](const OpenedFile &a, const OpenedFile &b) { return rank(a) < rank(b); });
    std::vector<OpenedFiles> groups;
    for (const OpenedFile &file : files) {
        const auto group = std::find_if(groups.begin(), groups.end(),
                                        [&](const OpenedFiles &one) { return one.front().sameKind(file); });
        if (group == groups.end())
            groups.push_back({file});
        else
            group->push_back(file);
    }
    return groups;
}

} // namespace

void MainWindow::start(const QStringList &files)
{
    reportMissingFont();
    translateController_->setModels(findBundles(modelsFolder(settings_.modelsFolder)));
    startCaptions();
    if (!services_.autosaveFolder.isEmpty())
        sessions_->startAutosave(services_.autosaveFolder, recovery_);
    const std::vector<OpenedFiles> groups = inGroups(files);
    QString bundle;
    for (const OpenedFiles &group : groups)
        if (group.front().kind == OpenedFile::Kind::Bundle && group.front().task == QLatin1String("translation"))
            bundle = group.back().path;
    startTranslation(bundle);
    openGroups(groups);
}

/// The first sentence is an example for the bundle; without one, the default bundle is opened.
void MainWindow::startTranslation(const QString &bundle)
{
    const QString folder = modelsFolder(settings_.modelsFolder);
    const QString first = bundle.isEmpty() ? defaultBundle(translateController_->models(), settings_.model) : bundle;
    if (first.isEmpty()) {
        translatePage_->setMessage(MessageKind::Warning,
                                   folder.isEmpty()
                                       ? tr("No models are installed. Use File > Open bundle.")
                                       : tr("There is no model in %1. Use File > Open bundle.").arg(folder));
        return;
    }
    if (const QStringList examples = exampleSentences(QFileInfo(first).fileName()); !examples.isEmpty())
        translatePage_->setSentence(examples.front());
    if (bundle.isEmpty())
        translateController_->openDefaultModel(first);
}

void MainWindow::open(const QStringList &paths)
{
    notice_->clear();
    openGroups(inGroups(paths));
}

void MainWindow::openGroups(const std::vector<OpenedFiles> &groups)
{
    for (const OpenedFiles &group : groups)
        openTogether(group);
}

/// Pictures are a list together; of other files the page shows one at a time.
void MainWindow::openTogether(const OpenedFiles &files)
{
    if (files.size() == 1 || files.front().kind != OpenedFile::Kind::Picture) {
        openAlone(files.back());
        if (files.size() > 1)
            notice_->showMessage(MessageKind::Information,
                                 tr("%n more file(s) of the same kind were not opened: one is shown at a time.",
                                    nullptr, static_cast<int>(files.size()) - 1));
        return;
    }
    QStringList paths;
    for (const OpenedFile &file : files)
        paths << file.path;
    picturesController_->openFiles(paths);
    setCurrentPage(picturesIndex_);
    needCaptionModel();
}

void MainWindow::openAlone(const OpenedFile &file)
{
    using Kind = OpenedFile::Kind;
    const bool caption = file.kind == Kind::Picture || file.task == QLatin1String("captioning") ||
                         (file.kind == Kind::Trace && file.axis == SourceAxis::Kind::Grid);
    DecodeController *decoder = caption ? static_cast<DecodeController *>(captionController_) : translateController_;
    switch (file.kind) {
    case Kind::Session:
        sessions_->open(file.path);
        return;
    case Kind::Text:
        openSentences(file.path);
        return;
    case Kind::PictureFolder:
        openPictureFolder(file.path);
        return;
    case Kind::Unknown:
        notice_->showMessage(MessageKind::Error, unknownFileText(file));
        return;
    case Kind::Bundle:
        decoder->openModel(file.path);
        break;
    case Kind::Trace:
        decoder->openTraces(file.path);
        break;
    case Kind::Picture:
        captionController_->openPicture(file.path);
        break;
    }
    setCurrentPage(caption ? captionIndex_ : 0);
    if (file.kind == Kind::Picture)
        needCaptionModel();
}

void MainWindow::chooseBundle()
{
    auto *dialog = new QFileDialog(this, tr("Open bundle"), QFileInfo(settings_.model).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { open({path}); });
    dialog->open();
}

void MainWindow::chooseTrace()
{
    auto *dialog = new QFileDialog(this, tr("Open trace"), settings_.exportFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Traces (*.json *.jsonl)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { open({path}); });
    dialog->open();
}

void MainWindow::remember(const QString &path)
{
    settings_.addRecentFile(path);
    menus_->setRecentFiles(settings_.recentFiles);
}

} // namespace fovea::app
