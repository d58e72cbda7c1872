#pragma once

#include "core/types/matrix.h"

namespace fovea
{

/// Spearman's rho: Pearson's correlation of the ranks, equal values sharing their mean rank; in [-1, 1]. NaN when it is
/// undefined: fewer than two values, different sizes, all alike on one side, or a value that is not finite.
double rankCorrelation(const Vector &a, const Vector &b);

} // namespace fovea
