#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <map>
#include <mutex>

#include "core/io/session_file.h"

namespace fovea::app
{

/// Reads the checksum of a bundle once, and again only when its file has changed. For any thread.
class BundleReferences
{
public:
    /// A bundle that cannot be read has no checksum and is never found to be the same.
    BundleReference of(const QString &path);

private:
    struct Known {
        std::filesystem::file_time_type time;
        BundleReference reference;
    };
    std::mutex mutex_;
    std::map<QString, Known> known_;
};

/// Where the model of a session is now, and in which state; empty: nowhere. It is looked for as seen from the session's
/// `folder`, where it was, beside the session, and by its name among `models` (bundle folders): bundled models move
/// with the program. Reads the models' files.
QString findModel(const BundleReference &bundle, const QString &relative, const QString &folder,
                  const QStringList &models, BundleState &state);

} // namespace fovea::app
