#include "core/metrics/trace_difference.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/metrics/attention_doctor.h"
#include "core/metrics/attention_metrics.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

using Row = TraceDifference::Row;
using Words = std::vector<std::string>;

constexpr std::size_t kMostPairs = 16'000'000; // 2 bytes each

void requireSameSource(const SourceAxis &a, const SourceAxis &b)
{
    const bool samePicture = a.frames == b.frames && a.rows == b.rows && a.columns == b.columns;
    const bool sequence = a.kind == SourceAxis::Kind::Sequence;
    if (a.kind == b.kind && a.size() == b.size() && (sequence ? a.labels == b.labels : samePicture))
        return;
    if (a.kind == b.kind && a.size() != b.size())
        throw InputError("the two outputs read the source differently: " + std::to_string(a.size()) + " and " +
                         std::to_string(b.size()) + " positions");
    throw InputError("the two outputs have different sources");
}

Words wordsOf(const AttentionTrace &trace)
{
    Words words;
    for (const AttentionStep &step : trace.steps)
        words.push_back(step.token);
    return words;
}

/// Rows of a[begin, endA) and b[begin, endB) by a longest common subsequence.
void alignMiddle(const Words &a, const Words &b, std::size_t begin, std::size_t endA, std::size_t endB,
                 std::vector<Row> &rows)
{
    const std::size_t width = endB - begin + 1;
    const std::size_t height = endA - begin + 1;
    const bool tooLong = width * height > kMostPairs;
    // longest[i * width + j]: of the suffixes from begin + i and begin + j
    std::vector<std::uint16_t> longest(tooLong ? 0 : width * height, 0);
    for (std::size_t i = height - 1; !tooLong && i-- > 0;)
        for (std::size_t j = width - 1; j-- > 0;)
            longest[i * width + j] = a[begin + i] == b[begin + j]
                                         ? static_cast<std::uint16_t>(longest[(i + 1) * width + j + 1] + 1)
                                         : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    std::size_t i = 0, j = 0;
    while (i + 1 < height || j + 1 < width) {
        const bool moreA = i + 1 < height, moreB = j + 1 < width;
        if (!tooLong && moreA && moreB && a[begin + i] == b[begin + j])
            rows.push_back({static_cast<int>(begin + i++), static_cast<int>(begin + j++)});
        else if (moreA && (!moreB || tooLong || longest[(i + 1) * width + j] >= longest[i * width + j + 1]))
            rows.push_back({static_cast<int>(begin + i++), -1});
        else
            rows.push_back({-1, static_cast<int>(begin + j++)});
    }
}

std::vector<Row> alignRows(const Words &a, const Words &b)
{
    std::vector<Row> rows;
    std::size_t begin = 0, endA = a.size(), endB = b.size();
    for (; begin < std::min(endA, endB) && a[begin] == b[begin]; ++begin)
        rows.push_back({static_cast<int>(begin), static_cast<int>(begin)});
    while (endA > begin && endB > begin && a[endA - 1] == b[endB - 1]) {
        --endA;
        --endB;
    }
    alignMiddle(a, b, begin, endA, endB, rows);
    for (; endA < a.size(); ++endA, ++endB)
        rows.push_back({static_cast<int>(endA), static_cast<int>(endB)});
    return rows;
}

} // namespace

TraceDifference traceDifference(const AttentionTrace &a, const AttentionTrace &b)
{
    requireSameSource(a.source, b.source);
    const Matrix weightsA = weightMatrix(a); // n x T
    const Matrix weightsB = weightMatrix(b);
    TraceDifference result;
    result.rows = alignRows(wordsOf(a), wordsOf(b));
    for (const Row &row : result.rows) {
        if (row.a < 0 || row.b < 0)
            continue;
        result.rowsA.push_back(row.a);
        result.rowsB.push_back(row.b);
    }
    const bool attend = weightsA.cols() > 0 && weightsB.cols() > 0;
    result.difference.resize(attend ? static_cast<Index>(result.rowsA.size()) : 0, a.source.size());
    for (Index r = 0; r < result.difference.rows(); ++r)
        result.difference.row(r) = weightsA.col(result.rowsA[static_cast<std::size_t>(r)]).transpose() -
                                   weightsB.col(result.rowsB[static_cast<std::size_t>(r)]).transpose();
    return result;
}

TraceSummary summarize(const AttentionTrace &trace)
{
    return {trace.model.name, trace.model.match, trace.targetText, trace.complete, sentenceMetrics(trace)};
}

} // namespace fovea
