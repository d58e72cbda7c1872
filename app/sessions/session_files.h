#pragma once

#include <QJsonObject>
#include <QString>

namespace fovea::app
{

/// Where a session file lies, or the one that a link leads to.
QString folderOf(const QString &session);

/// `path` as seen from a folder: how a file is found that moved together with the session beside it. Links on the way
/// are followed.
QString relativePath(const QString &path, const QString &folder);

/// Where a file or folder that a session names is now: as seen from the session's folder, where it was, or beside the
/// session under its name; the first that exists. `relative` may be empty. Empty: nowhere.
QString findFile(const QString &path, const QString &relative, const QString &folder);

/// A file that a session needs as it was: {"relative", "bytes", "sha256"}. Reads it.
QJsonObject fileRecord(const QString &path, const QString &folder);

enum class FileState { Same, Changed, Missing };

struct FoundFile {
    QString path; ///< empty: missing; else where it is, or another one of its name
    FileState state = FileState::Missing;
};

/// The same of a file with a record; of one that an older program saved without, any file will do. Reads the files.
FoundFile findFile(const QString &path, const QJsonObject &record, const QString &folder);
/// Whether a file is the one of the record.
bool isFileOf(const QString &path, const QJsonObject &record);

} // namespace fovea::app
