#pragma once

#include <cmath>
#include <vector>

#include <QString>

#include <nlohmann/json.hpp>

#include "core/types/matrix.h"

// Values that tests/support/make_reference.py and make_caption_reference.py computed with PyTorch.
// Links: nlohmann_json::nlohmann_json.

namespace fovea::test
{

inline constexpr double kTolerance = 1e-4;

/// Row-major in the file; rows are steps or positions there, columns here.
inline Matrix matrixFrom(const nlohmann::json &json)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto data = json.at("data").get<std::vector<double>>();
    return Eigen::Map<const RowMajor>(data.data(), json.at("shape").at(0), json.at("shape").at(1)).cast<Scalar>();
}

inline Matrix transposedFrom(const nlohmann::json &json) { return matrixFrom(json).transpose(); }

/// Empty when they agree: every entry to 1e-4, and all together to 1e-4 of the expected norm (gradients are small).
inline QString difference(const std::string &what, const Eigen::Ref<const Matrix> &actual,
                          const Eigen::Ref<const Matrix> &expected)
{
    const QString title = QString::fromStdString(what) + ": ";
    if (actual.rows() != expected.rows() || actual.cols() != expected.cols())
        return title + QString("%1 x %2 instead of %3 x %4")
                           .arg(actual.rows())
                           .arg(actual.cols())
                           .arg(expected.rows())
                           .arg(expected.cols());
    if (expected.size() == 0)
        return {};
    const auto error = (actual - expected).eval();
    const double largest = static_cast<double>(error.cwiseAbs().maxCoeff());
    const double relative = static_cast<double>(error.norm()) / static_cast<double>(expected.norm());
    if (largest < kTolerance && relative < kTolerance)
        return {};
    return title + QString("differs by up to %1, %2 of its norm").arg(largest).arg(relative);
}

} // namespace fovea::test

#define COMPARE_MATRIX(what, actual, expected) QCOMPARE(fovea::test::difference(what, actual, expected), QString())
