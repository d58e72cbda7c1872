#pragma once

#include <QString>

#include "core/types/attention.h"
#include "core/types/attention_report.h"

namespace fovea::ui
{

/// A difference as a matrix that every painter of weights can draw, best in a diverging colour map: one row per row of
/// `difference.rows`, its weights those of A minus those of B where the words agree; a row whose word only one of them
/// has carries no weights, and its word says whose it is ("machine · A"). Null difference rows give no steps.
AttentionTrace differenceTrace(const AttentionTrace &a, const AttentionTrace &b, const TraceDifference &difference,
                               const QString &nameA, const QString &nameB);

} // namespace fovea::ui
