#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

#include "app/sessions/autosave_controller.h"
#include "app/sessions/session_record.h"
#include "app/support/task_runner.h"

class QWidget;

namespace fovea::app
{

/// What the window's part of a session is taken from and given back to.
struct SessionView {
    std::function<QJsonObject()> take;
    std::function<void(const QJsonObject &)> apply;
    std::function<QString()> currentPage; ///< name of the page that is shown
    std::function<void(const QString &)> showPage;
    std::function<QStringList()> models; ///< bundle folders that are known
};

/// Sessions of the window: save, open, "unsaved changes", autosave and what a crash left. Files are read and written in
/// the background and replaced only by whole ones.
class SessionController : public QObject
{
    Q_OBJECT

public:
    SessionController(QWidget *window, SessionView view);
    ~SessionController() override;

    /// `name` is that of the part's page in files. The part lives as long.
    void addPart(const QString &name, SessionPart *part);
    /// Saves every change to a file of its own in `folder` within `milliseconds`, and offers there what another
    /// program that died left behind.
    void startAutosave(const QString &folder, ui::MessageBar *bar, int milliseconds = 3000);

    /// The session's file; empty while it has none.
    const QString &path() const { return path_; }
    /// There is something to lose: edits, or a session's file that is not up to date.
    bool hasUnsavedChanges() const;
    bool isBusy() const { return reader_.busy() || writer_.busy(); }
    /// True when the window may close. Otherwise a person is asked, and the window is closed again on a yes.
    bool mayClose();

public slots:
    void chooseFile();
    void open(const QString &path);
    /// Asks for a name while there is none.
    void save();
    void saveAs();
    void saveTo(const QString &path);
    /// A part shows something else now.
    void partChanged();

signals:
    /// path() or hasUnsavedChanges() is different.
    void changed();
    void opened(const QString &path);
    void saved(const QString &path);
    void notKept(const QString &text); ///< what a saved session does not hold
    void failed(const QString &text);

private:
    using Reader = std::shared_ptr<const SessionReader>;
    struct Part {
        QString name;
        SessionPart *part;
    };

    SessionSnapshot take() const;
    void read(const QString &path, std::function<void(Reader)> done, std::function<void(const TaskFailure &)> failed);
    void show(const Reader &session, bool recovered);
    /// Opens the parts that follow others, or the rest, and goes on when all are shown.
    void openParts(const Reader &session, bool following, const std::function<void()> &then);
    void finishOpening(const Reader &session);
    bool isWorthKeeping() const;
    void ask();

    QWidget *window_;
    SessionView view_;
    std::vector<Part> parts_;
    QString path_;
    std::optional<SessionSnapshot> saved_; ///< what the file holds; none: nothing was saved yet
    bool recovered_ = false;               ///< what is shown was never saved by a person
    bool closing_ = false;                 ///< answered: the window closes
    bool opening_ = false;                 ///< parts still have to show what was opened
    int generation_ = 0;                   ///< of what was opened: an older one comes too late
    bool wasUnsaved_ = false;
    std::shared_ptr<BundleReferences> references_ = std::make_shared<BundleReferences>();

    TaskRunner reader_;
    TaskRunner writer_;
    AutosaveController autosave_;
};

} // namespace fovea::app
