#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "app/compare/compare_controller.h"
#include "app/decode/decode_controller.h"
#include "app/lists/items_controller.h"
#include "app/sessions/autosave.h"
#include "app/sessions/session_state.h"
#include "app/support/task_runner.h"

class QUndoStack;
class QWidget;

namespace fovea::ui
{
class MessageBar;
}

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

    /// `name` stands for the page in files.
    void addPage(const QString &name, DecodeController *controller, const QUndoStack *undo);
    void setComparison(CompareController *controller, const QUndoStack *undo);
    /// `changes` emits changed() when the list is another one. Both live as long as this.
    void addList(const QString &name, SessionList *list, const ItemsController *changes);
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

signals:
    /// path() or hasUnsavedChanges() is different.
    void changed();
    void opened(const QString &path);
    void saved(const QString &path);
    void failed(const QString &text);

private:
    struct Page {
        QString name;
        QPointer<DecodeController> controller;
        QPointer<const QUndoStack> undo;
    };

    SessionSnapshot take() const;
    void pageChanged();
    void show(const StoredSession &session, const QString &path, bool recovered);
    void showOthers(const StoredSession &session);
    QString noticeFor(const StoredPage &page) const;
    void autosave();
    bool isWorthKeeping() const;
    void offerLost();
    void restoreLost();
    void ask();

    QWidget *window_;
    SessionView view_;
    std::vector<Page> pages_;
    QPointer<CompareController> comparison_;
    QPointer<const QUndoStack> comparisonUndo_;
    std::map<QString, SessionList *> lists_; ///< by the page's name
    QString path_;
    std::optional<SessionSnapshot> saved_; ///< what the file holds; none: nothing was saved yet
    bool recovered_ = false;               ///< what is shown was never saved by a person
    bool closing_ = false;                 ///< answered: the window closes
    int opening_ = 0;                      ///< pages that still have to show what was opened
    bool wasUnsaved_ = false;
    std::shared_ptr<BundleReferences> references_ = std::make_shared<BundleReferences>();

    std::unique_ptr<Autosave> autosave_;
    std::optional<LostSession> lost_; ///< offered, or being restored
    QPointer<ui::MessageBar> bar_;
    QTimer autosaveTimer_;
    std::optional<SessionSnapshot> autosaved_;

    TaskRunner reader_;
    TaskRunner writer_;
    TaskRunner autosaver_;
};

} // namespace fovea::app
