#include "app/sessions/session_controller.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QUndoStack>

#include <algorithm>

#include "ui/widgets/message_bar.h"

namespace fovea::app
{

namespace
{

constexpr auto kFileKey = "file"; ///< of the view, in an autosave: the session's own file
constexpr auto kPageKey = "page"; ///< of the view: name of the page that is shown

QFileDialog *fileDialog(QWidget *window, const QString &title, const QString &folder)
{
    auto *dialog = new QFileDialog(window, title, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(QStringLiteral("fovea"));
    return dialog;
}

} // namespace

SessionController::SessionController(QWidget *window, SessionView view)
    : QObject(window), window_(window), view_(std::move(view))
{
    autosaveTimer_.setSingleShot(true);
    connect(&autosaveTimer_, &QTimer::timeout, this, &SessionController::autosave);
}

SessionController::~SessionController() = default;

void SessionController::addPage(const QString &name, DecodeController *controller, const QUndoStack *undo)
{
    pages_.push_back({name, controller, undo});
    connect(controller, &DecodeController::changed, this, &SessionController::pageChanged);
}

void SessionController::setComparison(CompareController *controller, const QUndoStack *undo)
{
    comparison_ = controller;
    comparisonUndo_ = undo;
    connect(controller, &CompareController::changed, this, &SessionController::pageChanged);
}

void SessionController::addList(const QString &name, SessionList *list, const ItemsController *changes)
{
    lists_[name] = list;
    connect(changes, &ItemsController::changed, this, &SessionController::pageChanged);
}

SessionSnapshot SessionController::take() const
{
    SessionSnapshot snapshot;
    for (const Page &page : pages_)
        if (page.controller)
            snapshot.pages.push_back({page.name, page.controller->inputText(), page.controller->position()});
    const QString shown = view_.currentPage();
    for (std::size_t i = 0; i < snapshot.pages.size(); ++i)
        if (snapshot.pages[i].page == shown)
            snapshot.currentPage = static_cast<int>(i);
    if (comparison_)
        snapshot.comparison = comparison_->record();
    for (const auto &[name, list] : lists_)
        snapshot.lists[name] = list->record();
    snapshot.view = view_.take();
    snapshot.view[QLatin1String(kPageKey)] = shown;
    return snapshot;
}

bool SessionController::hasUnsavedChanges() const
{
    if (recovered_)
        return true;
    const SessionSnapshot now = take();
    return saved_ ? !sameContent(*saved_, now) : hasEdits(now);
}

void SessionController::pageChanged()
{
    if (autosave_ && !autosaveTimer_.isActive() && opening_ == 0)
        autosaveTimer_.start();
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
    const QString file = QFileInfo(path).absoluteFilePath();
    reader_.run(
        [file, models = view_.models()](const RunControl &) { return readStoredSession(file, models); },
        [this, file](StoredSession session) { show(session, file, false); },
        [this](const TaskFailure &failure) { emit failed(tr("This session cannot be opened. %1").arg(failure.text)); });
}

QString SessionController::noticeFor(const StoredPage &page) const
{
    if (page.bundle.path.empty() || page.state == BundleState::Same)
        return {};
    const QString name = QString::fromStdString(page.bundle.name);
    const QString path = QDir::toNativeSeparators(QString::fromStdString(page.bundle.path));
    if (page.state == BundleState::Changed)
        return tr("The model %1 of this session is not the one it was made with (%2). The recorded attention is shown "
                  "and cannot be gone on with.")
            .arg(name, path);
    return tr("The model %1 of this session is missing (%2). The recorded attention is shown and cannot be gone on "
              "with.")
        .arg(name, path);
}

void SessionController::show(const StoredSession &session, const QString &path, bool recovered)
{
    recovered_ = recovered;
    path_ = recovered ? session.view[QLatin1String(kFileKey)].toString() : path;
    saved_.reset();
    QJsonObject view = session.view;
    view.remove(QLatin1String(kFileKey));
    view_.apply(view);
    // Two pages may be in the file, and a page twice in one that was made by hand: the last one counts.
    std::vector<std::pair<DecodeController *, RecordedPosition>> parts;
    for (std::size_t i = 0; i < pages_.size(); ++i)
        for (auto stored = session.pages.rbegin(); stored != session.pages.rend(); ++stored)
            if (stored->page == pages_[i].name && pages_[i].controller) {
                RecordedPosition recorded = toRecorded(*stored, path);
                recorded.notice = noticeFor(*stored);
                parts.emplace_back(pages_[i].controller, std::move(recorded));
                if (session.pages.rend() - stored - 1 == session.currentPage)
                    view_.showPage(pages_[i].name);
                break;
            }
    opening_ = static_cast<int>(parts.size());
    const auto finish = [this, session, path, recovered] {
        showOthers(session);
        if (!recovered)
            saved_ = take();
        else
            restoreLost();
        wasUnsaved_ = hasUnsavedChanges();
        emit changed();
        emit opened(path);
    };
    if (parts.empty())
        finish();
    for (auto &[controller, recorded] : parts) {
        connect(
            controller, &DecodeController::recordedOpened, this,
            [this, finish] {
                if (--opening_ == 0)
                    finish();
            },
            Qt::SingleShotConnection);
        controller->openRecorded(recorded);
    }
}

/// What goes on from the pages that decode: with their models.
void SessionController::showOthers(const StoredSession &session)
{
    if (comparison_ && session.comparison)
        comparison_->openRecord(*session.comparison);
    for (const auto &[name, list] : lists_)
        if (const auto stored = session.lists.find(name); stored != session.lists.end())
            list->openRecord(stored->second);
    if (const QString shown = session.view[QLatin1String(kPageKey)].toString(); !shown.isEmpty())
        view_.showPage(shown);
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
    writer_.run(
        [snapshot, path, references = references_](const RunControl &) {
            writeSession(std::filesystem::path(path.toStdU16String()), toSession(snapshot, *references));
            return true;
        },
        [this, snapshot, path](bool) {
            path_ = path;
            saved_ = snapshot;
            recovered_ = false;
            wasUnsaved_ = hasUnsavedChanges();
            emit changed();
            emit saved(path);
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

// --- autosave

void SessionController::startAutosave(const QString &folder, ui::MessageBar *bar, int milliseconds)
{
    autosave_ = std::make_unique<Autosave>(folder);
    if (!autosave_->isValid()) {
        autosave_.reset();
        return;
    }
    autosaveTimer_.setInterval(milliseconds);
    bar_ = bar;
    offerLost();
}

bool SessionController::isWorthKeeping() const
{
    return recovered_ || !path_.isEmpty() || (comparisonUndo_ && comparisonUndo_->count() > 0) ||
           std::any_of(pages_.begin(), pages_.end(),
                       [](const Page &page) { return page.undo && page.undo->count() > 0; });
}

void SessionController::autosave()
{
    if (!autosave_ || opening_ > 0 || !isWorthKeeping())
        return;
    SessionSnapshot snapshot = take();
    if (autosaved_ && sameContent(*autosaved_, snapshot) && autosaved_->view == snapshot.view)
        return;
    autosaved_ = snapshot;
    snapshot.view[QLatin1String(kFileKey)] = path_;
    autosaver_.run(
        [snapshot, path = autosave_->path(), references = references_](const RunControl &) {
            writeSession(std::filesystem::path(path.toStdU16String()), toSession(snapshot, *references));
            return true;
        },
        [](bool) {}, [this](const TaskFailure &) { autosaved_.reset(); }); // the next change tries again
}

void SessionController::offerLost()
{
    lost_ = autosave_->takeLost();
    if (!lost_ || !bar_)
        return;
    const QString time = QLocale().toString(lost_->time, QLocale::ShortFormat);
    bar_->disconnect(this);
    connect(bar_, &ui::MessageBar::actionTriggered, this, [this](int action) {
        bar_->clear();
        if (action == 0 && lost_) {
            reader_.run([path = lost_->path,
                         models = view_.models()](const RunControl &) { return readStoredSession(path, models); },
                        [this](StoredSession session) { show(session, lost_->path, true); },
                        [this](const TaskFailure &failure) {
                            const QString kept = Autosave::setAside(*lost_);
                            lost_.reset();
                            emit failed(tr("The lost session cannot be read (%1). It is kept as %2.")
                                            .arg(failure.text, QDir::toNativeSeparators(kept)));
                        });
        } else if (lost_) {
            Autosave::discard(*lost_);
            lost_.reset();
            offerLost(); // there may be another one
        }
    });
    connect(bar_, &ui::MessageBar::dismissed, this, [this] { lost_.reset(); }); // asked again at the next start
    bar_->showMessage(ui::MessageKind::Information,
                      tr("Fovea did not end as it should. What you did until %1 can be restored.").arg(time),
                      {tr("&Restore"), tr("&Discard")},
                      {tr("Open what was saved by itself"), tr("Remove what was saved by itself")});
}

/// What was lost is on the screen: from now on this instance's own file holds it.
void SessionController::restoreLost()
{
    if (!lost_)
        return;
    autosaved_.reset();
    SessionSnapshot snapshot = take();
    snapshot.view[QLatin1String(kFileKey)] = path_;
    autosaver_.run(
        [snapshot, path = autosave_->path(), references = references_](const RunControl &) {
            writeSession(std::filesystem::path(path.toStdU16String()), toSession(snapshot, *references));
            return true;
        },
        [this](bool) {
            if (lost_)
                Autosave::discard(*lost_);
            lost_.reset();
        },
        [](const TaskFailure &) {}); // the old file stays
}

} // namespace fovea::app
