// What MainWindow's actions and parts do when they are used.
#include "app/window/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QUndoGroup>

#include "app/export/exporter.h"
#include "app/support/language.h"
#include "app/support/page_commands.h"
#include "app/window/actions.h"
#include "app/window/help_dialogs.h"
#include "app/window/menus.h"
#include "app/window/status_line.h"
#include "app/window/transport_bar.h"
#include "ui/inspector/weight_editor.h"
#include "ui/widgets/message_bar.h"

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
    on(Command::ExportPicture, [this] {
        if (shown().commands)
            shown().commands->exportPicture();
        else if (shown().decoding)
            exporter_->choosePicture(shownTrace(), figureOptions());
    });
    on(Command::ExportData, [this] {
        if (shown().commands)
            shown().commands->exportData();
        else
            exporter_->chooseData(shownTrace());
    });
    on(Command::Quit, [this] { close(); });
    connect(exporter_, &Exporter::done, this, [this](const QString &text) { status_->showMessage(text, 6000); });
    connect(exporter_, &Exporter::failed, this, [this](const QString &text) {
        status_->clearMessage();
        if (shown().decoding)
            shown().decoding->setMessage(MessageKind::Error, text);
        else if (shown().commands)
            shown().commands->showError(text);
        else
            notice_->showMessage(MessageKind::Error, text);
    });
    connect(menus_, &Menus::recentFileChosen, this, [this](const QString &path) { open({path}); });
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
        if (shown().commands)
            shown().commands->copyPicture();
        else if (const auto trace = shownTrace())
            exporter_->copyPicture(*trace, figureOptions());
    });
    on(Command::CopyText, [this] {
        if (shown().commands)
            shown().commands->copyText();
        else if (const auto trace = shownTrace())
            QApplication::clipboard()->setText(QString::fromStdString(trace->targetText));
    });
    on(Command::EditSentence, [this] {
        if (shown().commands)
            shown().commands->focusInput();
        else
            shown().decoding->focusInput();
    });
    for (const auto signal : {&QUndoGroup::canUndoChanged, &QUndoGroup::canRedoChanged})
        connect(undo_, signal, this, &MainWindow::updateState);
}

void MainWindow::connectViewActions()
{
    for (const auto &[command, view] : kViewCommands)
        on(command, [this, id = view] { shown().decoding->setCurrentView(id); });
    on(Command::ZoomIn, [this] { shown().commands ? shown().commands->zoomIn() : shown().decoding->zoomIn(); });
    on(Command::ZoomOut, [this] { shown().commands ? shown().commands->zoomOut() : shown().decoding->zoomOut(); });
    on(Command::ZoomFit, [this] { shown().commands ? shown().commands->zoomFit() : shown().decoding->zoomFit(); });
    on(Command::ThemeSystem, [this] { setAppearance(ui::Appearance::System); });
    on(Command::ThemeLight, [this] { setAppearance(ui::Appearance::Light); });
    on(Command::ThemeDark, [this] { setAppearance(ui::Appearance::Dark); });
    on(Command::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    const auto scale = [this](Command command, ui::ScaleMode mode) {
        on(command, [this, mode] {
            auto options = shownMatrix();
            options.scale = mode;
            setMatrixOptions(options);
        });
    };
    scale(Command::ScaleUnit, ui::ScaleMode::Unit);
    scale(Command::ScaleMaximum, ui::ScaleMode::Maximum);
    scale(Command::ScalePerRow, ui::ScaleMode::PerRow);
    connect((*actions_)[Command::ShowValues], &QAction::triggered, this, [this](bool show) {
        auto options = shownMatrix();
        options.showValues = show;
        setMatrixOptions(options);
    });
    connect((*actions_)[Command::MergeWords], &QAction::triggered, this, [this](bool merge) {
        auto options = shownMatrix();
        options.mergeWords = merge;
        setMatrixOptions(options);
    });
    connect(menus_, &Menus::colorMapChosen, this, [this](ui::ColorMapId id) {
        auto options = shownMatrix();
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

/// The commands of the Decode menu are enabled only where the page that is shown has a controller.
void MainWindow::connectDecodeActions()
{
    on(Command::Substep, [this] { shown().decoding->nextStage(); });
    on(Command::Step, [this] { shown().commands ? shown().commands->moveStep(1) : shown().controller->step(); });
    on(Command::Back, [this] { shown().commands ? shown().commands->moveStep(-1) : shown().controller->back(); });
    on(Command::Restart, [this] { shown().controller->restart(); });
    on(Command::ToEnd, [this] { shown().controller->toEnd(); });
    on(Command::Play, [this] { shown().controller->setPlaying(!shown().controller->isPlaying()); });
    on(Command::Stop, [this] { shown().commands ? shown().commands->stop() : shown().controller->stop(); });
    on(Command::Force, [this] { shown().decoding->focusForcedText(); });
    on(Command::EditWeights,
       [this] { shown().decoding->toggleWeightEditing((*actions_)[Command::EditWeights]->isChecked()); });
    on(Command::ApplyWeights, [this] { shown().decoding->weightEditor()->apply(); });
    on(Command::PreviousTrace, [this] { shown().controller->showOtherTrace(-1); });
    on(Command::NextTrace, [this] { shown().controller->showOtherTrace(1); });
    connect(transport_, &TransportBar::speedChanged, this, [this](double stepsPerSecond) {
        for (const Page &page : pageList_)
            if (page.controller)
                page.controller->setSpeed(stepsPerSecond);
    });
    connect(menus_, &Menus::beamChosen, this, [this](int width) {
        if (!shown().controller)
            return;
        ui::DecodingChoice decoding = shown().decoding->decoding();
        decoding.beam = width;
        shown().controller->setDecoding(decoding);
    });
}

void MainWindow::connectTranslation()
{
    connect(translateController_, &DecodeController::modelOpened, this, [this](const QString &path) {
        settings_.model = path;
        updateExamples();
        for (const ui::ModelChoice &model : translateController_->models())
            if (model.path == path && !model.bundled)
                remember(path);
    });
}

} // namespace fovea::app
