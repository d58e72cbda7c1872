#include "ui/inspector/weight_rescaling.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace fovea::ui
{

namespace
{

std::size_t at(int position) { return static_cast<std::size_t>(position); }

bool isFree(const Free &free, int position)
{
    return position >= 0 && at(position) < free.size() && free[at(position)];
}

/// Spreads `total` over the free positions other than `kept` (-1: over all of them) in the proportions of `weights`.
void spread(WeightRow &weights, const Free &free, int kept, double total)
{
    double sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (static_cast<int>(i) == kept)
            continue;
        weights[i] = free[i] ? weights[i] : 0;
        sum += weights[i];
        count += free[i];
    }
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (static_cast<int>(i) != kept && free[i])
            weights[i] = sum > 0 ? weights[i] * (total / sum) : total / count;
}

} // namespace

WeightRow withWeight(const WeightRow &weights, const Free &free, int position, double value)
{
    if (!isFree(free, position) || !std::isfinite(value))
        return weights;
    WeightRow result = weights;
    const bool alone = std::count(free.begin(), free.end(), true) == 1;
    result[at(position)] = alone ? 1 : std::clamp(value, 0.0, 1.0);
    spread(result, free, position, 1 - result[at(position)]);
    return result;
}

WeightRow uniformWeights(const Free &free)
{
    WeightRow result(free.size(), 0);
    spread(result, free, -1, 1);
    return result;
}

WeightRow withTemperature(const WeightRow &weights, double temperature)
{
    const double power = 1 / std::clamp(temperature, kLowestTemperature, kHighestTemperature);
    const double largest = weights.empty() ? 0 : *std::max_element(weights.begin(), weights.end());
    if (!(largest > 0) || power == 1)
        return weights;
    WeightRow result = weights;
    double sum = 0;
    for (double &weight : result) {
        weight = weight > 0 ? std::pow(weight / largest, power) : 0; // by the largest, so that nothing overflows
        sum += weight;
    }
    for (double &weight : result)
        weight /= sum;
    return result;
}

WeightRow swapped(const WeightRow &weights, const Free &free, int a, int b)
{
    WeightRow result = weights;
    if (isFree(free, a) && isFree(free, b))
        std::swap(result[at(a)], result[at(b)]);
    return result;
}

WeightRow restrictedTo(const WeightRow &weights, const Free &free)
{
    if (std::count(free.begin(), free.end(), true) == 0)
        return weights;
    WeightRow result = weights;
    spread(result, free, -1, 1);
    return result;
}

} // namespace fovea::ui
