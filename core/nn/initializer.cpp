#include "core/nn/initializer.h"

#include <cmath>

#include <Eigen/QR>

namespace fovea
{

void glorot(Eigen::Ref<Matrix> values, std::mt19937 &random)
{
    const double limit = std::sqrt(6.0 / static_cast<double>(values.rows() + values.cols()));
    std::uniform_real_distribution<double> draw(-limit, limit);
    for (Index j = 0; j < values.cols(); ++j)
        for (Index i = 0; i < values.rows(); ++i)
            values(i, j) = static_cast<Scalar>(draw(random));
}

void orthogonal(Eigen::Ref<Matrix> values, std::mt19937 &random)
{
    const Index size = values.cols();
    for (Index row = 0; row < values.rows(); row += size) {
        Matrix gaussian(size, size);
        normal(gaussian, 1, random);
        const Matrix q = Eigen::HouseholderQR<Matrix>(gaussian).householderQ();
        values.middleRows(row, size) = q;
    }
}

void normal(Eigen::Ref<Matrix> values, Scalar deviation, std::mt19937 &random)
{
    std::normal_distribution<double> draw(0, static_cast<double>(deviation));
    for (Index j = 0; j < values.cols(); ++j)
        for (Index i = 0; i < values.rows(); ++i)
            values(i, j) = static_cast<Scalar>(draw(random));
}

} // namespace fovea
