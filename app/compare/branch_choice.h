#pragma once

#include <QString>

#include <vector>

#include "core/types/hypothesis_snapshot.h"

namespace fovea::app
{

/// A leaf of a tree and what a person calls the path to it.
struct BranchChoice {
    int node = 0;
    QString title;
    QString words; ///< of the whole path, as they are read
    double score = 0;
    bool finished = false; ///< the path ends with the end symbol
};

/// The branches worth comparing, `most` at most: the one that is shown, then those the person changed something for
/// (the newest first), then the other outputs by score, then paths that did not end, the longest first.
std::vector<BranchChoice> branchesToCompare(const HypothesisSnapshot &tree, int most);

} // namespace fovea::app
