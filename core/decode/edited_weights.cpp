#include "core/decode/edited_weights.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>

#include "core/types/error.h"

namespace fovea
{

namespace
{

std::string ofCount(Index position, Index count)
{
    return "weight " + std::to_string(position + 1) + " of " + std::to_string(count);
}

} // namespace

void normalizeWeights(const Eigen::Ref<const Vector> &weights, Index n, const std::vector<int> &masked,
                      Matrix &normalized)
{
    if (weights.size() != n)
        throw InputError("expected " + std::to_string(n) + " weights, got " + std::to_string(weights.size()));
    for (Index i = 0; i < n; ++i) {
        if (!std::isfinite(weights[i]))
            throw InputError(ofCount(i, n) + " is not a finite number");
        if (weights[i] < 0)
            throw InputError(ofCount(i, n) + " is negative");
    }
    normalized = weights;
    for (const int position : masked)
        normalized(position, 0) = 0;
    const double sum = normalized.cast<double>().sum();
    if (!(sum > 0))
        throw InputError(masked.empty() ? "the weights are all zero: at least one must be positive"
                                        : "the weights are all zero where the source is not masked");
    constexpr double kRounding = std::numeric_limits<Scalar>::epsilon();
    if (std::abs(sum - 1) > kRounding)
        for (Index i = 0; i < n; ++i)
            normalized(i, 0) = static_cast<Scalar>(static_cast<double>(normalized(i, 0)) / sum);
}

void maskedWeights(const Eigen::Ref<const Vector> &energies, const std::vector<int> &masked, Eigen::Ref<Vector> weights)
{
    constexpr Scalar kNever = -std::numeric_limits<Scalar>::infinity();
    weights = energies;
    for (const int position : masked)
        weights[position] = kNever;
    const double largest = static_cast<double>(weights.maxCoeff());
    double sum = 0;
    for (const Scalar energy : weights)
        sum += std::exp(static_cast<double>(energy) - largest);
    for (Scalar &weight : weights)
        weight = static_cast<Scalar>(std::exp(static_cast<double>(weight) - largest) / sum);
}

std::vector<int> united(const std::vector<int> &a, const std::vector<int> &b)
{
    std::vector<int> all;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    return all;
}

std::vector<int> checkedPositions(std::span<const int> positions, Index n)
{
    if (positions.empty())
        throw InputError("no source position is given to mask");
    std::vector<int> sorted(positions.begin(), positions.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (const int position : {sorted.front(), sorted.back()})
        if (position < 0 || position >= n)
            throw InputError("there is no source position " + std::to_string(position) + ": the source has " +
                             std::to_string(n));
    return sorted;
}

NodeChange maskChange(std::span<const int> positions, MaskReach reach, std::span<const int> stepOnly, Index n)
{
    std::vector<int> masked = checkedPositions(positions, n);
    if (stepOnly.empty())
        return {reach == MaskReach::ThisStep ? NodeChange::Kind::MaskedStep : NodeChange::Kind::MaskedFromHere,
                std::move(masked)};
    const std::vector<int> here = checkedPositions(stepOnly, n);
    if (reach == MaskReach::ThisStep)
        return {NodeChange::Kind::MaskedStep, united(masked, here)};
    NodeChange change{NodeChange::Kind::MaskedFromHere, std::move(masked)};
    std::set_difference(here.begin(), here.end(), change.positions.begin(), change.positions.end(),
                        std::back_inserter(change.stepPositions));
    return change;
}

} // namespace fovea
