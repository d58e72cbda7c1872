#include "core/metrics/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace fovea
{

namespace
{

/// Ranks from 1, equal values sharing the mean of theirs.
Eigen::VectorXd ranks(const Vector &values)
{
    std::vector<Index> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::sort(order.begin(), order.end(), [&](Index a, Index b) { return values[a] < values[b]; });
    Eigen::VectorXd result(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && values[order[end]] == values[order[first]])
            ++end;
        const double rank = (static_cast<double>(first + end) + 1) / 2;
        for (; first < end; ++first)
            result[order[first]] = rank;
    }
    return result;
}

} // namespace

double rankCorrelation(const Vector &a, const Vector &b)
{
    constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
    if (a.size() != b.size() || a.size() < 2 || !a.allFinite() || !b.allFinite())
        return kUndefined;
    const double mean = (static_cast<double>(a.size()) + 1) / 2;
    const Eigen::VectorXd x = ranks(a).array() - mean;
    const Eigen::VectorXd y = ranks(b).array() - mean;
    const double scale = std::sqrt(x.squaredNorm() * y.squaredNorm());
    return scale > 0 ? std::clamp(x.dot(y) / scale, -1.0, 1.0) : kUndefined;
}

} // namespace fovea
