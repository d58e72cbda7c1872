#pragma once

#include <Eigen/Core>

namespace fovea
{

// Features are rows; time or batch are columns; storage is column-major.
// The gradient-check build defines FOVEA_DOUBLE: derivatives can only be checked in double.
#ifdef FOVEA_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

using Index = Eigen::Index;
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;
using MatrixMap = Eigen::Map<Matrix>;
using ConstMatrixMap = Eigen::Map<const Matrix>;

} // namespace fovea
