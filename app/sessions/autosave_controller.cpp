#include "app/sessions/autosave_controller.h"

#include <QLocale>

#include "ui/widgets/message_bar.h"

namespace fovea::app
{

AutosaveController::AutosaveController(Taker take, std::shared_ptr<BundleReferences> references)
    : take_(std::move(take)), references_(std::move(references))
{
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &AutosaveController::save);
}

AutosaveController::~AutosaveController() = default;

void AutosaveController::start(const QString &folder, ui::MessageBar *bar, int milliseconds)
{
    autosave_ = std::make_unique<Autosave>(folder);
    if (!autosave_->isValid()) {
        autosave_.reset();
        return;
    }
    timer_.setInterval(milliseconds);
    bar_ = bar;
    offerLost();
}

void AutosaveController::schedule()
{
    if (autosave_ && !timer_.isActive())
        timer_.start();
}

void AutosaveController::save()
{
    const std::optional<SessionSnapshot> snapshot = autosave_ ? take_() : std::nullopt;
    if (!snapshot || (saved_ && saved_->sameContent(*snapshot) && saved_->view == snapshot->view))
        return;
    write(*snapshot, [] {});
}

void AutosaveController::write(const SessionSnapshot &snapshot, const std::function<void()> &done)
{
    saved_ = snapshot;
    writer_.run([snapshot, path = autosave_->path(),
                 references = references_](const RunControl &) { return writeSnapshot(snapshot, path, *references); },
                [done](const QStringList &) { done(); },
                [this](const TaskFailure &) { saved_.reset(); }); // the next change tries again
}

// --- what was lost

void AutosaveController::offerLost()
{
    lost_ = autosave_->takeLost();
    if (!lost_ || !bar_)
        return;
    bar_->disconnect(this);
    connect(bar_, &ui::MessageBar::actionTriggered, this, &AutosaveController::answer);
    connect(bar_, &ui::MessageBar::dismissed, this, [this] { lost_.reset(); }); // asked again at the next start
    const QString time = QLocale().toString(lost_->time, QLocale::ShortFormat);
    bar_->showMessage(ui::MessageKind::Information,
                      tr("Fovea did not end as it should. What you did until %1 can be restored.").arg(time),
                      {tr("&Restore"), tr("&Discard")},
                      {tr("Open what was saved by itself"), tr("Remove what was saved by itself")});
}

void AutosaveController::answer(int action)
{
    bar_->clear();
    if (!lost_)
        return;
    if (action == 0) {
        emit restoreRequested(lost_->path);
        return;
    }
    Autosave::discard(*lost_);
    lost_.reset();
    offerLost(); // there may be another one
}

void AutosaveController::restored()
{
    const std::optional<SessionSnapshot> snapshot = take_();
    if (!lost_ || !snapshot)
        return;
    write(*snapshot, [this] {
        if (lost_)
            Autosave::discard(*lost_);
        lost_.reset();
    });
}

QString AutosaveController::setAside()
{
    const QString kept = lost_ ? Autosave::setAside(*lost_) : QString();
    lost_.reset();
    return kept;
}

} // namespace fovea::app
