#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/sessions/session_bundles.h"
#include "app/sessions/session_files.h"
#include "app/sessions/session_part.h"
#include "core/io/session_file.h"

namespace fovea::app
{

/// The laboratory at one moment.
struct SessionSnapshot {
    std::vector<std::pair<QString, std::shared_ptr<const PartSnapshot>>>
        parts;        ///< with the pages' names, in their order
    QString page;     ///< the one in front
    QJsonObject view; ///< the window's: colours, options

    bool sameContent(const SessionSnapshot &other) const;
    bool hasEdits() const;
};

/// A session file on its way out. Used on one worker thread.
class SessionWriter
{
public:
    /// `folder` is where the file will be.
    SessionWriter(BundleReferences &references, QString folder);

    const QString &folder() const { return folder_; }
    /// Index of the bundle at `path`, or of one that is referred to already.
    int bundle(const QString &path);
    int bundle(const BundleReference &reference);
    /// An input of a page and how it is looked at.
    void addInput(const QString &page, SessionInput input, QJsonObject view);
    /// What is said of the session as a whole.
    QJsonObject &view() { return view_; }

    /// What cannot be kept, for a person.
    void addNote(const QString &text) { notes_ << text; }
    const QStringList &notes() const { return notes_; }

    Session finish(const QString &shownPage) &&;

private:
    BundleReferences &references_;
    QString folder_;
    Session session_;
    QJsonArray inputViews_;
    QStringList pages_; ///< of the inputs
    QJsonObject view_;
    QStringList notes_;
};

/// An input of a session file, with the model to go on with.
struct InputRecord {
    QString page;
    SessionInput input;
    BundleReference bundle; ///< with an empty path when the traces came from a file
    QString modelPath;      ///< where the same model is now; empty: nowhere
    BundleState state = BundleState::Missing;
    QJsonObject view;
    std::optional<FoundFile> file; ///< that the input is, where it is one; found by the part
};

/// A session file that was read.
class SessionReader
{
public:
    /// Reads the file and looks for its models: beside it, where they were, then among `models` (bundle folders).
    /// Throws FileError. For a worker thread: reads the models' files.
    SessionReader(const QString &path, const QStringList &models);

    const QString &path() const { return path_; }
    /// Where the file is: what lies beside it is found there.
    QString folder() const;
    std::vector<InputRecord> &inputs() { return inputs_; }
    /// Those of a page.
    std::vector<InputRecord> inputsOf(const QString &page) const;
    /// Of the page that is shown.
    QString shownPage() const;
    const QJsonObject &view() const { return view_; }
    QJsonObject &view() { return view_; }

private:
    QString path_;
    std::vector<InputRecord> inputs_;
    int currentInput_ = 0;
    QJsonObject view_;
};

/// Waits for a decode that is under way. Returns what is not in the file. Throws InputError for what a session file
/// cannot hold, and FileError.
QStringList writeSnapshot(const SessionSnapshot &snapshot, const QString &path, BundleReferences &references);

} // namespace fovea::app
