#pragma once

#include <vector>

#include <QString>
#include <QStringList>

namespace fovea::ui
{

/// One word of two outputs laid over each other.
struct WordChange {
    enum class Kind { Kept, Removed, Added };

    Kind kind = Kind::Kept;
    QString word;
    bool operator==(const WordChange &) const = default;
};

/// Both outputs as one row of words by a longest common subsequence; what is removed stands before what is added in its
/// place. Outputs too long to compare every pair (4 million pairs after the common begin and end) are taken as replaced
/// in between.
std::vector<WordChange> wordDifference(const QStringList &before, const QStringList &after);

} // namespace fovea::ui
