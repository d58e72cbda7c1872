#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "core/types/attention.h"

namespace fovea::ui
{

/// A trace over whole words, and what became of the pieces of the trace it was made from.
struct MergedTrace {
    std::shared_ptr<const AttentionTrace> trace; ///< null: nothing is merged
    std::vector<int> source;                     ///< n: the column of every source position, increasing
    std::vector<int> target;                     ///< T: the row of every step, increasing

    /// The row of a step and the column of a source position; -1 stays -1, as does everything where nothing is merged.
    int rowOf(int step) const { return groupOf(target, step); }
    int columnOf(int position) const { return groupOf(source, position); }
    /// The first step of a row and the first source position of a column.
    int stepOf(int row) const { return firstOf(target, row); }
    int positionOf(int column) const { return firstOf(source, column); }

private:
    int groupOf(const std::vector<int> &groups, int index) const
    {
        if (!trace || index < 0)
            return index;
        return index < static_cast<int>(groups.size()) ? groups[static_cast<std::size_t>(index)] : -1;
    }
    int firstOf(const std::vector<int> &groups, int group) const
    {
        if (!trace || group < 0)
            return group;
        const auto first = std::lower_bound(groups.begin(), groups.end(), group);
        return first != groups.end() && *first == group ? static_cast<int>(first - groups.begin()) : -1;
    }
};

/// Merges the pieces of both sides to words. Comes from the application, which knows the vocabularies' marks.
using WordMerger = std::function<MergedTrace(const std::shared_ptr<const AttentionTrace> &)>;

} // namespace fovea::ui
