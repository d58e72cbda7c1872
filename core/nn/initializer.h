#pragma once

#include <random>

#include "core/types/matrix.h"

namespace fovea
{

/// Uniform in +-sqrt(6 / (rows + columns)) (Glorot and Bengio 2010).
void glorot(Eigen::Ref<Matrix> values, std::mt19937 &random);

/// A random orthogonal matrix in each square block of rows (Saxe et al. 2014); rows is a multiple of columns.
void orthogonal(Eigen::Ref<Matrix> values, std::mt19937 &random);

/// Normal with mean 0.
void normal(Eigen::Ref<Matrix> values, Scalar deviation, std::mt19937 &random);

} // namespace fovea
