#pragma once

#include <vector>

namespace fovea::ui
{

/// The weights of one step: n, non-negative, sum 1. Every function below returns such weights again, whatever it is
/// given, as long as one position is free; positions that are not free stay exactly 0.
using WeightRow = std::vector<double>;
/// n flags: true where the weight may be something other than 0.
using Free = std::vector<bool>;

/// a_p = value (clamped to [0, 1]); the others keep their proportions, or share the rest alike where all of them are 0.
/// The only free position has weight 1 whatever is asked. Unchanged when p is not free.
WeightRow withWeight(const WeightRow &weights, const Free &free, int position, double value);

/// a_i = 1 / number of free positions.
WeightRow uniformWeights(const Free &free);

/// a_i proportional to a_i^(1/T): below 1 sharper, above 1 softer, exactly `weights` at 1. What is 0 stays 0.
/// T is clamped to [kLowestTemperature, kHighestTemperature].
WeightRow withTemperature(const WeightRow &weights, double temperature);
inline constexpr double kLowestTemperature = 0.05;
inline constexpr double kHighestTemperature = 20;

/// The weights at the two positions change places. Unchanged unless both are free.
WeightRow swapped(const WeightRow &weights, const Free &free, int a, int b);

/// What lies on positions that are not free goes to the others, in their proportions, or alike where they are all 0.
WeightRow restrictedTo(const WeightRow &weights, const Free &free);

} // namespace fovea::ui
