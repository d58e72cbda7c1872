#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "core/types/attention.h"

namespace fovea::app
{

/// A file or folder that a person opens, and what it is. Told once, by what it holds; where that says nothing by its
/// name, so that whoever reads such files says what is wrong with this one.
struct OpenedFile {
    enum class Kind {
        Bundle, ///< a folder, or a file inside it that only a bundle has
        Session,
        Trace,
        Picture,
        PictureFolder,
        Text,
        Unknown,
    };

    Kind kind = Kind::Unknown;
    QString path;                                       ///< absolute; of a bundle its folder
    QString task;                                       ///< of a bundle; empty: its config cannot be read
    SourceAxis::Kind axis = SourceAxis::Kind::Sequence; ///< of a trace
    QString format;                                     ///< what an unknown JSON file calls itself

    bool operator==(const OpenedFile &) const = default;
    /// Opened by the same page in the same way.
    bool sameKind(const OpenedFile &other) const
    {
        return kind == other.kind && task == other.task && axis == other.axis;
    }
};

using OpenedFiles = std::vector<OpenedFile>;

/// The suffix is that of a picture, of a format that is read or not.
bool isPictureName(const QString &path);

OpenedFile openedFile(const QString &path);

/// Why an unknown file is not opened, for a person.
QString unknownFileText(const OpenedFile &file);

} // namespace fovea::app
