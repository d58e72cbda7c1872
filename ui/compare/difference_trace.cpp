#include "ui/compare/difference_trace.h"

#include <limits>

namespace fovea::ui
{

namespace
{

std::string ownedBy(const std::string &token, const QString &name) { return token + " \u00b7 " + name.toStdString(); }

} // namespace

AttentionTrace differenceTrace(const AttentionTrace &a, const AttentionTrace &b, const TraceDifference &difference,
                               const QString &nameA, const QString &nameB)
{
    AttentionTrace trace;
    trace.model = a.model;
    trace.model.name = (nameA + QStringLiteral(" \u2212 ") + nameB).toStdString();
    trace.model.match = MatchFunction::Additive; // of any that attends: the painters ask
    trace.source = a.source;
    trace.sourceText = a.sourceText;
    trace.complete = true; // no row is to come
    Index agreed = 0;
    for (const TraceDifference::Row &row : difference.rows) {
        const bool ofA = row.a >= 0;
        AttentionStep step = {};
        const AttentionStep &origin =
            ofA ? a.steps.at(static_cast<std::size_t>(row.a)) : b.steps.at(static_cast<std::size_t>(row.b));
        step.token = origin.token.empty() ? origin.piece : origin.token;
        step.logProbability = std::numeric_limits<double>::quiet_NaN(); // two, or of one only
        if (ofA && row.b >= 0) {
            if (agreed < difference.difference.rows())
                step.weights = difference.difference.row(agreed).transpose();
            ++agreed;
        } else {
            step.token = ownedBy(step.token, ofA ? nameA : nameB);
        }
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

} // namespace fovea::ui
