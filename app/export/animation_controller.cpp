#include "app/export/animation_controller.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

#include "app/export/animation_dialog.h"
#include "ui/style/theme.h"

namespace fovea::app
{

AnimationController::AnimationController(QWidget *window, QStatusBar *status)
    : QObject(window), window_(window), bar_(new QWidget(status)), label_(new QLabel(bar_)),
      progress_(new QProgressBar(bar_)), stop_(new QToolButton(bar_))
{
    label_->setProperty("role", "caption");
    progress_->setFixedWidth(20 * ui::kGrid);
    progress_->setTextVisible(false);
    stop_->setIcon(ui::icon(QStringLiteral("stop")));
    stop_->setProperty("flat", true);
    stop_->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(bar_);
    row->setContentsMargins(0, 0, ui::kGrid, 0);
    row->setSpacing(ui::kGrid);
    row->addWidget(label_);
    row->addWidget(progress_);
    row->addWidget(stop_);
    status->addPermanentWidget(bar_);
    bar_->installEventFilter(this);
    bar_->hide();
    retranslate();

    connect(stop_, &QToolButton::clicked, &exporter_, &AnimationExporter::cancel);
    connect(&exporter_, &AnimationExporter::busyChanged, bar_, &QWidget::setVisible);
    connect(&exporter_, &AnimationExporter::progressed, this, [this](int written, int all) {
        progress_->setRange(0, all);
        progress_->setValue(written);
        progress_->setToolTip(tr("Picture %1 of %2").arg(written).arg(all));
    });
    connect(&exporter_, &AnimationExporter::done, this,
            [this](const QString &path) { emit done(tr("Saved %1").arg(QDir::toNativeSeparators(path))); });
    connect(&exporter_, &AnimationExporter::cancelled, this,
            [this] { emit done(tr("Stopped: no animation was written.")); });
    connect(&exporter_, &AnimationExporter::failed, this, [this](const QString &, const QString &reason) {
        emit failed(tr("The animation was not written. %1").arg(reason));
    });
}

void AnimationController::choose(const AnimatedView &view, const QString &suggested)
{
    if (!view.trace)
        return;
    auto *dialog = new AnimationDialog(view, choice_, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, suggested] {
        choice_ = dialog->choice();
        choosePath(dialog->view(), suggested);
    });
    dialog->open();
}

void AnimationController::choosePath(const AnimatedView &view, const QString &suggested)
{
    const bool film = choice_.format == AnimationFormat::Film;
    auto *dialog = new QFileDialog(window_, film ? tr("Export animation") : tr("Export animation: a new folder"),
                                   QFileInfo(suggested).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    if (film) {
        dialog->setNameFilters({tr("Films (*.mp4)")});
        dialog->setDefaultSuffix(QStringLiteral("mp4"));
    } else {
        dialog->setLabelText(QFileDialog::FileName, tr("Folder:"));
        dialog->setOption(QFileDialog::DontConfirmOverwrite); // only its own earlier pictures are replaced
    }
    dialog->selectFile(QFileInfo(suggested).fileName() + (film ? QStringLiteral(".mp4") : QString()));
    connect(dialog, &QFileDialog::fileSelected, this, [this, view](const QString &path) {
        emit folderChosen(QFileInfo(path).absolutePath());
        start(view, choice_, path);
    });
    dialog->open();
}

void AnimationController::start(const AnimatedView &view, const AnimationChoice &choice, const QString &path)
{
    exporter_.start(planAnimation(view, choice), choice.format, path);
}

bool AnimationController::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(watched, event);
}

void AnimationController::retranslate()
{
    label_->setText(tr("Writing the animation…"));
    progress_->setAccessibleName(tr("Progress of the animation"));
    stop_->setToolTip(tr("Stop writing; an earlier file stays as it is"));
    stop_->setAccessibleName(tr("Stop writing the animation"));
}

} // namespace fovea::app
