#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

#include "app/compare/comparison.h"
#include "app/compare/session_comparison.h"
#include "app/decode/decode_position.h"
#include "app/lists/session_lists.h"
#include "app/sessions/session_bundles.h"
#include "core/io/session_file.h"

namespace fovea::app
{

/// A page that decodes, at one moment: values, and parts that other threads may read.
struct PageSnapshot {
    QString page;  ///< its name in the file: "translate", "caption"
    QString input; ///< the sentence, or the picture's path
    DecodePosition position;
};

/// The whole laboratory at one moment, taken in no time: what it takes to write it is done on another thread.
struct SessionSnapshot {
    std::vector<PageSnapshot> pages;
    int currentPage = 0; ///< index into pages
    std::optional<ComparisonRecord> comparison;
    std::map<QString, ListRecord> lists; ///< by the page's name
    QJsonObject view;                    ///< the window's: current view, colours, options
};

/// True when a person would lose nothing by keeping `b` instead of `a`: the same words on the same inputs. Where one
/// looks, and how it is drawn, does not count.
bool sameContent(const SessionSnapshot &a, const SessionSnapshot &b);
/// True when a person changed something in it that takes more than typing the input again.
bool hasEdits(const SessionSnapshot &snapshot);

/// Waits for a decode that is under way. Throws InputError for what a session file cannot hold.
Session toSession(const SessionSnapshot &snapshot, BundleReferences &references);

/// A page of a session file, with the model to go on with.
struct StoredPage {
    QString page;
    SessionInput input;
    BundleReference bundle; ///< with an empty path when the traces came from a file
    QString modelPath;      ///< where the same model is now; empty: nowhere
    BundleState state = BundleState::Missing;
    QJsonObject view; ///< step, leaf, decoding, names of branches
};

struct StoredSession {
    std::vector<StoredPage> pages;
    int currentPage = 0;
    std::optional<StoredComparison> comparison;
    std::map<QString, ListRecord> lists; ///< by the page's name
    QJsonObject view;
};

/// beam, lengthPenalty and coveragePenalty of a JSON object, in their bounds.
ui::DecodingChoice decodingOf(const QJsonObject &object);

/// Reads a session file and looks for its models: where they were, then among `models` (bundle folders).
/// Throws FileError. For a worker thread: reads the models' files.
StoredSession readStoredSession(const QString &path, const QStringList &models);

/// What a controller needs to show a stored page again; `file` names the session to a person.
RecordedPosition toRecorded(const StoredPage &page, const QString &file);

} // namespace fovea::app
