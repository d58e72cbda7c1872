#include "app/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QUndoGroup>
#include <QVBoxLayout>

#include <algorithm>

#include "app/caption/pictures_controller.h"
#include "app/compare/compare_controller.h"
#include "app/export/exporter.h"
#include "app/sessions/session_controller.h"
#include "app/support/language.h"
#include "app/support/resource_paths.h"
#include "app/translate/sentences_controller.h"
#include "app/window/actions.h"
#include "app/window/file_drop.h"
#include "app/window/menus.h"
#include "app/window/navigation.h"
#include "app/window/status_line.h"
#include "app/window/transport_bar.h"
#include "ui/widgets/message_bar.h"

namespace fovea::app
{

using ui::MessageKind;

namespace
{

constexpr QSize kFirstSize(1280, 800);

} // namespace

MainWindow::MainWindow(WindowServices services, QWidget *parent)
    : QMainWindow(parent), services_(std::move(services)), settings_(loadSettings(*services_.store)),
      undo_(new QUndoGroup(this)), actions_(new Actions(this)), exporter_(new Exporter(this))
{
    buildZones();
    buildPages();
    auto *drop = new FileDrop(this); // after the pages: it watches their text fields
    connect(drop, &FileDrop::dropped, this, &MainWindow::open);
    connectFileActions();
    connectEditActions();
    connectViewActions();
    connectDecodeActions();
    connectTranslation();
    buildSessions();
    buildAnimations();
    applySettings();
    updateState();
    updateTitle();
}

MainWindow::~MainWindow()
{
    for (const Page &page : pageList_)
        if (page.controller)
            page.controller->stop(); // an autosave waits for a decode
    delete sessions_;                // the pages it watches are about to go
    sessions_ = nullptr;
    undo_->disconnect(this);
    delete branchTraces_;
    delete compareController_;
    delete sentencesController_; // it uses the translate page's
    delete picturesController_;  // it uses the caption page's
    for (const Page &page : pageList_)
        delete page.controller; // waits for the workers before anything they report to goes
}

void MainWindow::buildZones()
{
    auto *top = new QWidget(this);
    top->setObjectName(QStringLiteral("topZone"));
    top->setAutoFillBackground(true);
    top->setBackgroundRole(QPalette::Base);
    auto *bar = new QMenuBar(top);
    menus_ = new Menus(bar, *actions_, this);
    transport_ = new TransportBar(*actions_, top);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 1); // the line below
    row->setSpacing(0);
    row->addWidget(bar, 1);
    row->addWidget(transport_);
    setMenuWidget(top);

    navigation_ = new Navigation(this);
    pages_ = new QStackedWidget(this);
    connect(navigation_, &Navigation::currentRowChanged, this, &MainWindow::pageShown);
    notice_ = new ui::MessageBar(this);
    notice_->setObjectName(QStringLiteral("notice"));
    auto *column = new QWidget(this);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    recovery_ = new ui::MessageBar(this);
    rows->addWidget(recovery_);
    rows->addWidget(notice_);
    rows->addWidget(pages_, 1);
    auto *middle = new QWidget(this);
    auto *columns = new QHBoxLayout(middle);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(navigation_);
    columns->addWidget(column, 1);
    setCentralWidget(middle);

    status_ = new StatusLine(this);
    setStatusBar(status_);
}

void MainWindow::applySettings()
{
    if (settings_.geometry.isEmpty() || !restoreGeometry(settings_.geometry))
        resize(kFirstSize.boundedTo(screen()->availableSize() - QSize(0, 40))); // room for the title bar
    setMatrixOptions(settings_.matrix);
    translatePage_->setDecoding(settings_.decoding);
    translateController_->setDecoding(settings_.decoding);
    translatePage_->setPenalties(settings_.decoding.lengthPenalty, settings_.decoding.coveragePenalty);
    for (const Page &page : pageList_) {
        if (!page.decoding)
            continue;
        page.decoding->setLinkThreshold(settings_.linkThreshold);
        if (const auto view = settings_.views.find(QString::fromLatin1(page.name)); view != settings_.views.end())
            page.decoding->setCurrentView(view->second);
    }
    for (const Page &page : pageList_)
        if (page.controller)
            page.controller->setSpeed(settings_.speed);
    setDoctorFolded(settings_.doctorFolded);
    transport_->setSpeed(settings_.speed);
    menus_->setRecentFiles(settings_.recentFiles);
    exporter_->setFolder(settings_.exportFolder);
    exporter_->setPictureScale(settings_.pictureScale);
    menus_->setLanguage(services_.language->current());
    const Command theme = settings_.appearance == ui::Appearance::Light  ? Command::ThemeLight
                          : settings_.appearance == ui::Appearance::Dark ? Command::ThemeDark
                                                                         : Command::ThemeSystem;
    (*actions_)[theme]->setChecked(true);
}

void MainWindow::storeSettings()
{
    settings_.geometry = saveGeometry();
    settings_.decoding = translatePage_->decoding();
    settings_.speed = translateController_->speed();
    for (const Page &page : pageList_)
        if (page.decoding)
            settings_.views[QString::fromLatin1(page.name)] = page.decoding->currentView();
    settings_.linkThreshold = translatePage_->linkThreshold();
    settings_.exportFolder = exporter_->folder();
    settings_.pictureScale = exporter_->pictureScale();
    saveSettings(settings_, *services_.store);
}

void MainWindow::setMatrixOptions(const ui::MatrixOptions &options)
{
    // Maps over a picture are compared with the picture, not with each other: their page has a scale of its own.
    const ui::ScaleMode matrixScale = onCaptionPage() ? settings_.matrix.scale : options.scale;
    const ui::ScaleMode captionScale = onCaptionPage() ? options.scale : settings_.captionScale;
    settings_.matrix = options;
    settings_.matrix.scale = matrixScale;
    settings_.captionScale = captionScale;
    for (const Page &page : pageList_)
        if (page.decoding && page.decoding == captionPage_)
            page.decoding->setMatrixOptions(captionMatrix());
        else if (page.decoding)
            page.decoding->setMatrixOptions(settings_.matrix);
        else if (page.commands)
            page.commands->setMatrixOptions(settings_.matrix);
    showMatrixOptions();
}

ui::MatrixOptions MainWindow::captionMatrix() const
{
    ui::MatrixOptions options = settings_.matrix;
    options.scale = settings_.captionScale;
    return options;
}

ui::MatrixOptions MainWindow::shownMatrix() const { return onCaptionPage() ? captionMatrix() : settings_.matrix; }

void MainWindow::showMatrixOptions()
{
    const ui::MatrixOptions options = shownMatrix();
    menus_->setColorMap(options.colorMap);
    (*actions_)[Command::ScaleUnit]->setChecked(options.scale == ui::ScaleMode::Unit);
    (*actions_)[Command::ScaleMaximum]->setChecked(options.scale == ui::ScaleMode::Maximum);
    (*actions_)[Command::ScalePerRow]->setChecked(options.scale == ui::ScaleMode::PerRow);
    (*actions_)[Command::ShowValues]->setChecked(options.showValues);
    (*actions_)[Command::MergeWords]->setChecked(options.mergeWords);
}

void MainWindow::setAppearance(ui::Appearance appearance)
{
    settings_.appearance = appearance;
    ui::applyTheme(*static_cast<QApplication *>(QCoreApplication::instance()), appearance);
}

ui::FigureOptions MainWindow::figureOptions() const
{
    ui::FigureOptions options = shown().decoding->figureOptions();
    options.pngScale = exporter_->pictureScale();
    return options;
}

void MainWindow::updateState()
{
    const DecodeController *controller = shown().controller;
    const PageCommands *commands = shown().commands;
    const bool busy = controller ? controller->isBusy() : commands && commands->isBusy();
    const bool playing = controller && controller->isPlaying();
    const DecodePosition position = controller ? controller->position() : DecodePosition();
    const auto enable = [this](Command command, bool enabled) { (*actions_)[command]->setEnabled(enabled); };
    const bool hasPicture = commands ? commands->hasPicture() : position.trace() != nullptr;
    for (const Command command : {Command::ExportPicture, Command::CopyPicture, Command::CopyText, Command::ZoomIn,
                                  Command::ZoomOut, Command::ZoomFit})
        enable(command, hasPicture);
    enable(Command::ExportData, commands ? commands->hasData() : hasPicture);
    enable(Command::ExportAnimation, shown().decoding && position.shownSteps() > 0);
    enable(Command::MergeWords, shown().decoding || shownPage_ == compareIndex_);
    enable(Command::EditSentence, shown().decoding || (commands && commands->canFocusInput()));
    enable(Command::Undo, undo_->canUndo());
    enable(Command::Redo, undo_->canRedo());
    // While a decode runs its outcome is open: a step may be asked for, and is then taken.
    enable(Command::Substep, shown().decoding && shown().decoding->diagram() && hasPicture);
    enable(Command::Step, commands ? commands->canMoveStep(1) : position.canStep() || (busy && !position.fromFile()));
    enable(Command::Back, commands ? commands->canMoveStep(-1) : position.canGoBack());
    enable(Command::Restart, position.canRestart());
    enable(Command::ToEnd, position.canFinish());
    enable(Command::Play, playing || position.canStep() || position.canRestart());
    enable(Command::Stop, busy || playing);
    enable(Command::Force, position.canForce());
    const ui::DecodePage *decoding = shown().decoding;
    enable(Command::EditWeights, decoding != nullptr);
    (*actions_)[Command::EditWeights]->setChecked(decoding && decoding->isWeightEditing());
    enable(Command::ApplyWeights, position.draft && position.draft->step() == position.current);
    const DecodePosition &translation = translateController_->position();
    enable(Command::CompareBranches, translation.session && translation.reply.tree);
    const auto traces = position.document ? static_cast<int>(position.document->traces.size()) : 0;
    enable(Command::PreviousTrace, position.documentIndex > 0);
    enable(Command::NextTrace, position.documentIndex + 1 < traces);
    menus_->setBeam(shown().decoding ? shown().decoding->decoding().beam : 0);
    if (controller)
        status_->setStatus(statusOf(position));
    else
        status_->setText(commands ? commands->statusText() : QString());
    updateViewActions();
    updateTitle();
}

void MainWindow::updateViewActions()
{
    const ui::DecodePage *page = shown().decoding;
    for (const auto &[command, view] : kViewCommands) {
        QAction *action = (*actions_)[command];
        const auto has = [id = view](const Page &one) { return one.decoding && one.decoding->view(id); };
        action->setVisible(std::any_of(pageList_.begin(), pageList_.end(), has));
        action->setEnabled(has(shown()));
        action->setChecked(has(shown()) && page->currentView() == view);
    }
}

void MainWindow::updateExamples()
{
    translatePage_->setExamples(exampleSentences(QFileInfo(settings_.model).fileName()));
}

void MainWindow::updateTitle()
{
    const QString model = shown().controller ? shown().controller->status().model : QString();
    const bool named = sessions_ && !sessions_->path().isEmpty();
    QStringList parts;
    if (named)
        parts << QFileInfo(sessions_->path()).fileName() + QStringLiteral("[*]");
    if (!model.isEmpty())
        parts << model;
    parts << QStringLiteral("Fovea");
    setWindowTitle(parts.join(QStringLiteral(" – ")));
    setWindowModified(named && sessions_->hasUnsavedChanges());
}

QString MainWindow::statusText() const { return status_->text(); }

void MainWindow::reportMissingFont()
{
    if (!ui::hasChineseFont())
        notice_->showMessage(MessageKind::Warning,
                             tr("No font for Chinese is installed, so Chinese words appear as boxes. Install the "
                                "package fonts-noto-cjk and start Fovea again."));
}

void MainWindow::retranslate()
{
    actions_->retranslate();
    menus_->retranslate();
    menus_->setLanguage(services_.language->current());
    retranslatePages();
    retranslateSamples();
    QMetaObject::invokeMethod(this, &MainWindow::updateState, Qt::QueuedConnection); // once the pages are, too
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::WindowStateChange)
        (*actions_)[Command::FullScreen]->setChecked(isFullScreen());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!sessions_->mayClose()) {
        event->ignore();
        return;
    }
    storeSettings();
    QMainWindow::closeEvent(event);
}

} // namespace fovea::app
