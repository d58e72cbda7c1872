#include "app/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QUndoStack>
#include <QVBoxLayout>

#include "app/actions.h"
#include "app/exporter.h"
#include "app/file_drop.h"
#include "app/language.h"
#include "app/menus.h"
#include "app/navigation.h"
#include "app/resource_paths.h"
#include "app/status_line.h"
#include "app/transport_bar.h"
#include "core/io/bundle.h"
#include "ui/widgets/heatmap_view.h"
#include "ui/widgets/message_bar.h"

namespace fovea::app
{

using ui::MessageKind;

namespace
{

constexpr QSize kFirstSize(1280, 800);
constexpr int kUndoLimit = 100; ///< each step back may keep a whole session

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

MainWindow::MainWindow(WindowServices services, QWidget *parent)
    : QMainWindow(parent), services_(std::move(services)), settings_(loadSettings(*services_.store)),
      undo_(new QUndoStack(this)), actions_(new Actions(this)), page_(new ui::TranslatePage(this)),
      controller_(new TranslateController(page_, services_.openModel, services_.readTraces, undo_, this)),
      exporter_(new Exporter(this))
{
    undo_->setUndoLimit(kUndoLimit);
    buildZones();
    connectFileActions();
    connectEditActions();
    connectViewActions();
    connectDecodeActions();
    connectController();
    connectPage();
    applySettings();
    updateState();
    updateTitle();
}

MainWindow::~MainWindow()
{
    undo_->disconnect(this);
    delete controller_; // waits for the workers before anything they report to goes
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
    pages_->addWidget(page_);
    navigation_->addPage(tr("Translate"));
    connect(navigation_, &Navigation::currentRowChanged, pages_, &QStackedWidget::setCurrentIndex);
    notice_ = new ui::MessageBar(this);
    auto *column = new QWidget(this);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
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
    auto *drop = new FileDrop(this);
    connect(drop, &FileDrop::dropped, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            openPath(path);
    });
}

void MainWindow::applySettings()
{
    if (settings_.geometry.isEmpty() || !restoreGeometry(settings_.geometry))
        resize(kFirstSize.boundedTo(screen()->availableSize() - QSize(0, 40))); // room for the title bar
    setMatrixOptions(settings_.matrix);
    page_->setDecoding(settings_.decoding);
    controller_->setDecoding(settings_.decoding);
    controller_->setSpeed(settings_.speed);
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
    settings_.decoding = page_->decoding();
    settings_.speed = controller_->speed();
    settings_.exportFolder = exporter_->folder();
    settings_.pictureScale = exporter_->pictureScale();
    saveSettings(settings_, *services_.store);
}

void MainWindow::start(const QStringList &files)
{
    reportMissingFont();
    const QString folder = modelsFolder(settings_.modelsFolder);
    const std::vector<ui::ModelChoice> bundles = findBundles(folder);
    controller_->setModels(bundles);
    QString bundle;
    QString trace;
    for (const QString &file : files) {
        const QString asBundle = bundleOf(file);
        (asBundle.isEmpty() ? trace : bundle) = asBundle.isEmpty() ? file : asBundle;
    }
    if (!trace.isEmpty())
        controller_->openTraces(trace);
    if (bundle.isEmpty())
        bundle = defaultBundle(bundles, settings_.model);
    if (bundle.isEmpty()) {
        page_->setMessage(MessageKind::Warning,
                          folder.isEmpty() ? tr("No models are installed. Use File > Open bundle.")
                                           : tr("There is no model in %1. Use File > Open bundle.").arg(folder));
        return;
    }
    const QStringList examples = exampleSentences(QFileInfo(bundle).fileName());
    if (trace.isEmpty() && !examples.isEmpty())
        page_->setSentence(examples.front());
    controller_->openModel(bundle, trace.isEmpty() ? TranslateController::AfterOpening::Translate
                                                   : TranslateController::AfterOpening::KeepPicture);
}

void MainWindow::openPath(const QString &path)
{
    const QString bundle = bundleOf(path);
    if (bundle.isEmpty())
        controller_->openTraces(path);
    else
        controller_->openModel(bundle);
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

void MainWindow::setMatrixOptions(const ui::MatrixOptions &options)
{
    settings_.matrix = options;
    page_->setMatrixOptions(options);
    menus_->setColorMap(options.colorMap);
    (*actions_)[Command::ScaleUnit]->setChecked(options.scale == ui::ScaleMode::Unit);
    (*actions_)[Command::ScaleMaximum]->setChecked(options.scale == ui::ScaleMode::Maximum);
    (*actions_)[Command::ScalePerRow]->setChecked(options.scale == ui::ScaleMode::PerRow);
    (*actions_)[Command::ShowValues]->setChecked(options.showValues);
}

void MainWindow::setAppearance(ui::Appearance appearance)
{
    settings_.appearance = appearance;
    ui::applyTheme(*static_cast<QApplication *>(QCoreApplication::instance()), appearance);
}

ui::FigureOptions MainWindow::figureOptions() const
{
    ui::FigureOptions options = page_->heatmap()->figureOptions();
    options.pngScale = exporter_->pictureScale();
    return options;
}

void MainWindow::updateState()
{
    const TranslatePosition &position = controller_->position();
    const auto enable = [this](Command command, bool enabled) { (*actions_)[command]->setEnabled(enabled); };
    const bool hasPicture = position.trace() != nullptr;
    for (const Command command : {Command::ExportPicture, Command::ExportData, Command::CopyPicture, Command::CopyText,
                                  Command::ZoomIn, Command::ZoomOut, Command::ZoomFit})
        enable(command, hasPicture);
    enable(Command::Undo, undo_->canUndo());
    enable(Command::Redo, undo_->canRedo());
    // While a decode runs its outcome is open: a step may be asked for, and is then taken.
    enable(Command::Step, position.canStep() || (controller_->isBusy() && !position.fromFile()));
    enable(Command::Back, position.canGoBack());
    enable(Command::Restart, position.canRestart());
    enable(Command::ToEnd, position.canFinish());
    enable(Command::Play, controller_->isPlaying() || position.canStep() || position.canRestart());
    enable(Command::Stop, controller_->isBusy() || controller_->isPlaying());
    enable(Command::Force, position.canForce());
    const auto traces = position.document ? static_cast<int>(position.document->traces.size()) : 0;
    enable(Command::PreviousTrace, position.documentIndex > 0);
    enable(Command::NextTrace, position.documentIndex + 1 < traces);
    menus_->setBeam(page_->decoding().beam);
    status_->setStatus(controller_->status());
    updateTitle();
}

void MainWindow::updateExamples() { page_->setExamples(exampleSentences(QFileInfo(settings_.model).fileName())); }

void MainWindow::updateTitle()
{
    const TranslateStatus status = controller_->status();
    setWindowTitle(status.model.isEmpty() ? QStringLiteral("Fovea") : status.model + QStringLiteral(" – Fovea"));
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
    navigation_->setPageName(0, tr("Translate"));
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
    storeSettings();
    QMainWindow::closeEvent(event);
}

} // namespace fovea::app
