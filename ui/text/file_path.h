#pragma once

#include <filesystem>
#include <string_view>

#include <QString>
#include <QStringList>

class QMimeData;
class QUrl;

namespace fovea::ui
{

// A file's name is bytes, and not all names are UTF-8; Qt's text loses those that are not. In a text made here a byte b
// that belongs to no character is U+F700 + b, and so are the bytes of U+F780 ... U+F7FF themselves: every name has one
// text and every text one name, which settings and JSON files keep. Qt's own file classes do not know such names: what
// touches a file takes toPath().

QString pathText(std::string_view bytes);
QString pathText(const std::filesystem::path &path);
std::filesystem::path toPath(const QString &text);

/// The names of regular files and folders, links followed; false where nothing can be seen.
bool isFile(const QString &path) noexcept;
bool isFolder(const QString &path) noexcept;

/// As a person reads it: U+FFFD for what is no character.
QString readableName(const QString &text);
/// The part after the last slash, readable.
QString readableFileName(const QString &path);

/// The local files and folders of what is dragged, dropped or pasted.
QStringList localPaths(const QMimeData *data);

} // namespace fovea::ui
