// What MainWindow's actions and parts do when they are used.
#include "app/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QUndoStack>

#include "app/actions.h"
#include "app/exporter.h"
#include "app/help_dialogs.h"
#include "app/language.h"
#include "app/menus.h"
#include "app/navigation.h"
#include "app/status_line.h"
#include "app/transport_bar.h"

namespace fovea::app
{

using ui::MessageKind;

void MainWindow::on(Command command, std::function<void()> run)
{
    connect((*actions_)[command], &QAction::triggered, this, std::move(run));
}

void MainWindow::connectFileActions()
{
    on(Command::OpenBundle, [this] { chooseBundle(); });
    on(Command::OpenTrace, [this] { chooseTrace(); });
    on(Command::ExportPicture, [this] { exporter_->choosePicture(page_->trace(), figureOptions()); });
    on(Command::ExportData, [this] { exporter_->chooseData(page_->trace()); });
    on(Command::Quit, [this] { close(); });
    connect(exporter_, &Exporter::done, this, [this](const QString &text) { status_->showMessage(text, 6000); });
    connect(exporter_, &Exporter::failed, this, [this](const QString &text) {
        status_->clearMessage();
        page_->setMessage(MessageKind::Error, text);
    });
    connect(menus_, &Menus::recentFileChosen, this, &MainWindow::openPath);
    connect(menus_, &Menus::recentFilesCleared, this, [this] {
        settings_.recentFiles.clear();
        menus_->setRecentFiles({});
    });
}

void MainWindow::connectEditActions()
{
    on(Command::Undo, [this] { undo_->undo(); });
    on(Command::Redo, [this] { undo_->redo(); });
    on(Command::CopyPicture, [this] {
        if (const auto trace = page_->trace())
            exporter_->copyPicture(*trace, figureOptions());
    });
    on(Command::CopyText, [this] {
        if (const auto trace = page_->trace())
            QApplication::clipboard()->setText(QString::fromStdString(trace->targetText));
    });
    on(Command::EditSentence, [this] { page_->focusSentence(); });
    for (const auto signal : {&QUndoStack::canUndoChanged, &QUndoStack::canRedoChanged})
        connect(undo_, signal, this, &MainWindow::updateState);
}

void MainWindow::connectViewActions()
{
    on(Command::PageTranslate, [this] { navigation_->setCurrentRow(0); });
    on(Command::ZoomIn, [this] { page_->zoomIn(); });
    on(Command::ZoomOut, [this] { page_->zoomOut(); });
    on(Command::ZoomFit, [this] { page_->zoomFit(); });
    on(Command::ThemeSystem, [this] { setAppearance(ui::Appearance::System); });
    on(Command::ThemeLight, [this] { setAppearance(ui::Appearance::Light); });
    on(Command::ThemeDark, [this] { setAppearance(ui::Appearance::Dark); });
    on(Command::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    const auto scale = [this](Command command, ui::ScaleMode mode) {
        on(command, [this, mode] {
            auto options = settings_.matrix;
            options.scale = mode;
            setMatrixOptions(options);
        });
    };
    scale(Command::ScaleUnit, ui::ScaleMode::Unit);
    scale(Command::ScaleMaximum, ui::ScaleMode::Maximum);
    scale(Command::ScalePerRow, ui::ScaleMode::PerRow);
    connect((*actions_)[Command::ShowValues], &QAction::triggered, this, [this](bool show) {
        auto options = settings_.matrix;
        options.showValues = show;
        setMatrixOptions(options);
    });
    connect(menus_, &Menus::colorMapChosen, this, [this](ui::ColorMapId id) {
        auto options = settings_.matrix;
        options.colorMap = id;
        setMatrixOptions(options);
    });
    connect(menus_, &Menus::languageChosen, this, [this](const QString &code) {
        settings_.language = code;
        services_.language->setLanguage(code);
    });
    on(Command::Shortcuts, [this] { showShortcuts(this, menus_->sections()); });
    on(Command::About, [this] { showAbout(this); });
}

void MainWindow::connectDecodeActions()
{
    on(Command::Step, [this] { controller_->step(); });
    on(Command::Back, [this] { controller_->back(); });
    on(Command::Restart, [this] { controller_->restart(); });
    on(Command::ToEnd, [this] { controller_->toEnd(); });
    on(Command::Play, [this] { controller_->setPlaying(!controller_->isPlaying()); });
    on(Command::Stop, [this] { controller_->stop(); });
    on(Command::Force, [this] { page_->focusForcedText(); });
    on(Command::PreviousTrace, [this] { controller_->showOtherTrace(-1); });
    on(Command::NextTrace, [this] { controller_->showOtherTrace(1); });
    connect(transport_, &TransportBar::speedChanged, controller_, &TranslateController::setSpeed);
    connect(menus_, &Menus::beamChosen, this, [this](int width) {
        ui::DecodingChoice decoding = page_->decoding();
        decoding.beam = width;
        controller_->setDecoding(decoding);
    });
}

void MainWindow::connectController()
{
    connect(controller_, &TranslateController::changed, this, &MainWindow::updateState);
    connect(controller_, &TranslateController::playingChanged, actions_, &Actions::setPlaying);
    connect(controller_, &TranslateController::modelOpened, this, [this](const QString &path) {
        settings_.model = path;
        updateExamples();
        for (const ui::ModelChoice &model : controller_->models())
            if (model.path == path && !model.bundled)
                remember(path);
    });
    connect(controller_, &TranslateController::tracesOpened, this, &MainWindow::remember);
}

void MainWindow::connectPage()
{
    connect(page_, &ui::TranslatePage::openBundleRequested, this, &MainWindow::chooseBundle);
    connect(page_, &ui::TranslatePage::matrixOptionsChanged, this, &MainWindow::setMatrixOptions);
}

} // namespace fovea::app
