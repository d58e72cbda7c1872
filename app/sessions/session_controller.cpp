#include "app/sessions/session_controller.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

constexpr QLatin1String kFileKey("file"); ///< of the view, in an autosave: the session's own file

QFileDialog *fileDialog(QWidget *window, const QString &title, const QString &folder)
{
    auto *dialog = new QFileDialog(window, title, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(QStringLiteral("fovea"));
    return dialog;
}

} // namespace

SessionController::SessionController(QWidget *window, SessionView view)
    : QObject(window), window_(window), view_(std::move(view)), autosave_(
                                                                    [this] {
                                                                        std::optional<SessionSnapshot> snapshot;
                                                                        if (!opening_ && isWorthKeeping()) {
                                                                            snapshot = take();
                                                                            snapshot->view[kFileKey] = path_;
                                                                        }
                                                                        return snapshot;
                                                                    },
                                                                    references_)
{
    connect(&autosave_, &AutosaveController::restoreRequested, this, [this](const QString &path) {
        read(
            path, [this](const Reader &session) { show(session, true); },
            [this](const TaskFailure &failure) {
                emit failed(tr("The lost session cannot be read (%1). It is kept as %2.")
                                .arg(failure.text, QDir::toNativeSeparators(autosave_.setAside())));
            });
    });
}

SessionController::~SessionController() = default;

void SessionController::addPart(const QString &name, SessionPart *part) { parts_.push_back({name, part}); }

void SessionController::startAutosave(const QString &folder, ui::MessageBar *bar, int milliseconds)
{
    autosave_.start(folder, bar, milliseconds);
}

SessionSnapshot SessionController::take() const
{
    SessionSnapshot snapshot;
    for (const Part &part : parts_)
        snapshot.parts.emplace_back(part.name, part.part->snapshot());
    snapshot.page = view_.currentPage();
    snapshot.view = view_.take();
    return snapshot;
}

bool SessionController::isWorthKeeping() const
{
    return recovered_ || !path_.isEmpty() ||
           std::any_of(parts_.begin(), parts_.end(), [](const Part &part) { return part.part->isWorthKeeping(); });
}

bool SessionController::hasUnsavedChanges() const
{
    if (recovered_)
        return true;
    const SessionSnapshot now = take();
    return saved_ ? !saved_->sameContent(now) : now.hasEdits();
}

void SessionController::partChanged()
{
    if (!opening_)
        autosave_.schedule();
    const bool unsaved = hasUnsavedChanges();
    if (std::exchange(wasUnsaved_, unsaved) != unsaved)
        emit changed();
}

// --- files

void SessionController::chooseFile()
{
    auto *dialog = fileDialog(window_, tr("Open session"), QFileInfo(path_).absolutePath());
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Sessions (*.fovea)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SessionController::open);
    dialog->open();
}

void SessionController::open(const QString &path)
{
    read(
        QFileInfo(path).absoluteFilePath(), [this](const Reader &session) { show(session, false); },
        [this](const TaskFailure &failure) { emit failed(tr("This session cannot be opened. %1").arg(failure.text)); });
}

void SessionController::read(const QString &path, std::function<void(Reader)> done,
                             std::function<void(const TaskFailure &)> failed)
{
    std::vector<SessionPart::Preparation> preparations;
    for (const Part &part : parts_)
        if (auto preparation = part.part->preparation())
            preparations.push_back(std::move(preparation));
    reader_.run(
        [path, models = view_.models(), preparations](const RunControl &) {
            auto session = std::make_shared<SessionReader>(path, models);
            for (const SessionPart::Preparation &prepare : preparations)
                prepare(*session);
            return Reader(session);
        },
        std::move(done), std::move(failed));
}

void SessionController::show(const Reader &session, bool recovered)
{
    ++generation_;
    opening_ = true;
    recovered_ = recovered;
    path_ = recovered ? session->view()[kFileKey].toString() : session->path();
    saved_.reset();
    QJsonObject view = session->view();
    view.remove(kFileKey);
    view_.apply(view);
    openParts(session, false,
              [this, session] { openParts(session, true, [this, session] { finishOpening(session); }); });
    if (opening_) // the page waits for what is on its way
        view_.showPage(session->shownPage());
}

void SessionController::openParts(const Reader &session, bool following, const std::function<void()> &then)
{
    std::vector<SessionPart *> parts;
    for (const Part &part : parts_)
        if (part.part->followsOthers() == following)
            parts.push_back(part.part);
    if (parts.empty())
        then();
    auto left = std::make_shared<std::size_t>(parts.size());
    for (SessionPart *part : parts)
        part->open(*session, [this, left, then, generation = generation_] {
            if (generation == generation_ && --*left == 0)
                then();
        });
}

void SessionController::finishOpening(const Reader &session)
{
    opening_ = false;
    view_.showPage(session->shownPage()); // what it shows is there now
    if (recovered_)
        autosave_.restored();
    else
        saved_ = take();
    wasUnsaved_ = hasUnsavedChanges();
    emit changed();
    emit opened(session->path());
}

void SessionController::save()
{
    if (path_.isEmpty())
        saveAs();
    else
        saveTo(path_);
}

void SessionController::saveAs()
{
    const QString folder = path_.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                           : QFileInfo(path_).absolutePath();
    auto *dialog = fileDialog(window_, tr("Save session"), folder);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters({tr("Sessions (*.fovea)")});
    dialog->selectFile(path_.isEmpty() ? tr("session") + QStringLiteral(".fovea") : QFileInfo(path_).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, &SessionController::saveTo);
    connect(dialog, &QFileDialog::rejected, this, [this] { closing_ = false; });
    dialog->open();
}

void SessionController::saveTo(const QString &path)
{
    SessionSnapshot snapshot = take();
    writer_.run([snapshot, path,
                 references = references_](const RunControl &) { return writeSnapshot(snapshot, path, *references); },
                [this, snapshot, path](const QStringList &notes) {
                    path_ = path;
                    saved_ = snapshot;
                    recovered_ = false;
                    wasUnsaved_ = hasUnsavedChanges();
                    emit changed();
                    emit saved(path);
                    if (!notes.isEmpty())
                        emit notKept(notes.join(u' '));
                    if (closing_)
                        window_->close();
                },
                [this](const TaskFailure &failure) {
                    closing_ = false;
                    emit failed(tr("The session was not saved. %1").arg(failure.text));
                });
}

// --- closing

bool SessionController::mayClose()
{
    if (closing_ || !hasUnsavedChanges())
        return true;
    ask();
    return false;
}

void SessionController::ask()
{
    if (window_->findChild<QMessageBox *>(QStringLiteral("unsavedChanges")))
        return;
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("Unsaved changes"),
                        path_.isEmpty() ? tr("What you tried on this input is not saved as a session.")
                                        : tr("%1 does not have the last changes.").arg(QFileInfo(path_).fileName()),
                        QMessageBox::NoButton, window_);
    box->setObjectName(QStringLiteral("unsavedChanges"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *save = box->addButton(tr("&Save"), QMessageBox::AcceptRole);
    QPushButton *discard = box->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    box->setEscapeButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    box->setDefaultButton(save);
    connect(box, &QMessageBox::buttonClicked, this, [this, save, discard](QAbstractButton *button) {
        closing_ = button == save || button == discard;
        if (button == save)
            this->save();
        else if (button == discard)
            window_->close();
    });
    box->open();
}

} // namespace fovea::app
