// What MainWindow opens: at its start, from the command line, by a dialog, by drop.
#include "app/window/main_window.h"

#include <QFileDialog>
#include <QFileInfo>

#include "app/sessions/session_controller.h"
#include "app/support/resource_paths.h"
#include "app/window/menus.h"
#include "core/io/bundle.h"

namespace fovea::app
{

using ui::MessageKind;

namespace
{

/// The bundle a path stands for: itself, or the folder of a bundle's own file. Empty: no bundle.
QString bundleOf(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return info.absoluteFilePath();
    const bool part = info.fileName() == QLatin1String("config.json") || info.suffix() == QLatin1String("safetensors");
    return part && isBundle(info.absolutePath().toStdU16String()) ? info.absolutePath() : QString();
}

} // namespace

void MainWindow::start(const QStringList &files)
{
    reportMissingFont();
    const QString folder = modelsFolder(settings_.modelsFolder);
    const std::vector<ui::ModelChoice> bundles = findBundles(folder);
    translateController_->setModels(bundles);
    startCaptions();
    if (!services_.autosaveFolder.isEmpty())
        sessions_->startAutosave(services_.autosaveFolder, recovery_);
    QString session;
    QString bundle;
    QString trace;
    QStringList pictures;
    for (const QString &file : files) {
        if (isPictureFile(file)) {
            pictures << file;
            continue;
        }
        if (openCaption(file))
            continue;
        if (isSentenceFile(file)) {
            openSentences(file); // decoded as soon as there is a model
            continue;
        }
        if (isSessionFile(file)) {
            session = file; // it knows its model
            continue;
        }
        const QString asBundle = bundleOf(file);
        (asBundle.isEmpty() ? trace : bundle) = asBundle.isEmpty() ? file : asBundle;
    }
    openPictures(pictures);
    if (!session.isEmpty()) {
        sessions_->open(session);
        return;
    }
    if (!trace.isEmpty())
        translateController_->openTraces(trace);
    if (bundle.isEmpty())
        bundle = defaultBundle(bundles, settings_.model);
    if (bundle.isEmpty()) {
        translatePage_->setMessage(MessageKind::Warning,
                                   folder.isEmpty()
                                       ? tr("No models are installed. Use File > Open bundle.")
                                       : tr("There is no model in %1. Use File > Open bundle.").arg(folder));
        return;
    }
    const QStringList examples = exampleSentences(QFileInfo(bundle).fileName());
    if (trace.isEmpty() && !examples.isEmpty())
        translatePage_->setSentence(examples.front());
    translateController_->openModel(bundle, trace.isEmpty() ? DecodeController::AfterOpening::Decode
                                                            : DecodeController::AfterOpening::KeepPicture);
}

void MainWindow::openPath(const QString &path)
{
    const QString bundle = bundleOf(path);
    if (isSessionFile(path))
        sessions_->open(path);
    else if (isSentenceFile(path))
        openSentences(path);
    else if (openCaption(path))
        return;
    else if (bundle.isEmpty())
        translateController_->openTraces(path);
    else
        translateController_->openModel(bundle);
}

void MainWindow::chooseBundle()
{
    auto *dialog = new QFileDialog(this, tr("Open bundle"), QFileInfo(settings_.model).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openPath);
    dialog->open();
}

void MainWindow::chooseTrace()
{
    auto *dialog = new QFileDialog(this, tr("Open trace"), settings_.exportFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Traces (*.json *.jsonl)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openPath);
    dialog->open();
}

void MainWindow::remember(const QString &path)
{
    settings_.addRecentFile(path);
    menus_->setRecentFiles(settings_.recentFiles);
}

} // namespace fovea::app
