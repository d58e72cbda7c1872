#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

#include "app/compare/comparison.h"
#include "app/sessions/session_bundles.h"

namespace fovea::app
{

struct StoredSession;

/// A comparison of a session file, with the models to go on with.
struct StoredComparison {
    ComparisonRecord record;
    QStringList missing; ///< names of models that are not there: their columns are the recorded traces
};

/// Writes every column as an input of its own, with its recorded trace, and the rest into `view`.
void addComparison(Session &session, QJsonArray &inputViews, QJsonObject &view, const ComparisonRecord &record,
                   BundleReferences &references);

/// Takes the comparison out of what was read; nothing: the file is of a program that did not keep it.
std::optional<StoredComparison> takeComparison(StoredSession &stored);

} // namespace fovea::app
