#pragma once

#include <QString>
#include <QStringList>

#include <map>
#include <string>

#include "core/types/run_control.h"

namespace fovea::app
{

inline constexpr int kMostPictures = 100'000;

/// Files of a folder that a person takes for pictures and that are not listed, by the reason.
struct LeftOutPictures {
    std::map<std::string, int> formats; ///< that are not read: "GIF", "HEIC", ...
    int empty = 0;
    int unreadable = 0;
    int noPictures = 0; ///< only their names say so

    bool operator==(const LeftOutPictures &) const = default;
};

/// How many were left out and why, for a person; empty when none was.
QString textOf(const LeftOutPictures &leftOut);

struct PictureListing {
    QStringList paths; ///< as ui/text/file_path.h writes them
    LeftOutPictures leftOut;
};

/// The pictures that lie in a folder, not in folders within it, sorted by name with numbers as numbers. Told by their
/// first bytes; hidden files are passed over. Throws FileError for a folder that cannot be read, holds nothing that
/// looks like a picture or more than kMostPictures; Cancelled.
PictureListing picturesIn(const QString &folder, const RunControl &control = {});

} // namespace fovea::app
