#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

#include "app/sessions/autosave.h"
#include "app/sessions/session_record.h"
#include "app/support/task_runner.h"

namespace fovea::ui
{
class MessageBar;
}

namespace fovea::app
{

/// Saves by itself what may be lost, and offers what a program that died left behind.
class AutosaveController : public QObject
{
    Q_OBJECT

public:
    /// What is to be saved now; nothing: there is nothing worth it.
    using Taker = std::function<std::optional<SessionSnapshot>()>;

    AutosaveController(Taker take, std::shared_ptr<BundleReferences> references);
    ~AutosaveController() override;

    /// Nothing happens where the folder cannot be made.
    void start(const QString &folder, ui::MessageBar *bar, int milliseconds);
    /// Something is different: saved within the time given to start().
    void schedule();

    /// What restoreRequested() asked for is on the screen: from now on this instance's own file holds it.
    void restored();
    /// It cannot be read: the file is set aside, not to be offered again. Its new name.
    QString setAside();

signals:
    void restoreRequested(const QString &path);

private:
    void save();
    void write(const SessionSnapshot &snapshot, const std::function<void()> &done);
    void offerLost();
    void answer(int action);

    Taker take_;
    std::shared_ptr<BundleReferences> references_;
    std::unique_ptr<Autosave> autosave_;
    std::optional<LostSession> lost_; ///< offered, or being restored
    QPointer<ui::MessageBar> bar_;
    QTimer timer_;
    std::optional<SessionSnapshot> saved_; ///< what the file holds
    TaskRunner writer_;
};

} // namespace fovea::app
