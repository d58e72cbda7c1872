#include "core/metrics/attention_metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "core/types/error.h"

namespace fovea
{

namespace
{

constexpr double kUnitTolerance = 0.05; // of a sum of weights that a file rounded to two decimals

double plogp(double p) { return p > 0 ? p * std::log(p) : 0.0; }

/// sum_k p_k log p_k of the values divided by their sum; 0 when there is nothing to divide.
template <typename Values>
double negatedEntropy(const Values &values)
{
    const double sum = values.template cast<double>().sum();
    double result = 0;
    if (sum > 0)
        for (Index k = 0; k < values.size(); ++k)
            result += plogp(static_cast<double>(values(k)) / sum);
    return result;
}

} // namespace

Matrix weightMatrix(const AttentionTrace &trace)
{
    const Index n = trace.source.size();
    const bool any = std::any_of(trace.steps.begin(), trace.steps.end(),
                                 [](const AttentionStep &step) { return step.weights.size() > 0; });
    Matrix weights(n, any ? static_cast<Index>(trace.steps.size()) : 0);
    for (Index t = 0; t < weights.cols(); ++t) {
        const Vector &column = trace.steps[static_cast<std::size_t>(t)].weights;
        if (column.size() != n)
            throw InputError("step " + std::to_string(t + 1) + " has " + std::to_string(column.size()) +
                             " weights for " + std::to_string(n) + " source positions");
        weights.col(t) = column;
    }
    return weights;
}

double entropy(const Vector &weights)
{
    double sum = 0;
    for (Index i = 0; i < weights.size(); ++i)
        sum -= plogp(static_cast<double>(weights(i)));
    return sum + 0.0; // not -0
}

double normalizedEntropy(const Vector &weights)
{
    return weights.size() < 2 ? 0.0 : entropy(weights) / std::log(static_cast<double>(weights.size()));
}

double weightOfLargest(const Vector &weights, double share)
{
    const auto count = static_cast<std::ptrdiff_t>(std::ceil(share * static_cast<double>(weights.size()) - 1e-9));
    std::vector<Scalar> sorted(weights.begin(), weights.end());
    std::nth_element(sorted.begin(), sorted.begin() + count, sorted.end(), std::greater<>());
    return std::accumulate(sorted.begin(), sorted.begin() + count, 0.0);
}

StepAttention stepAttention(const Vector &weights, SourceAxis::Kind kind)
{
    StepAttention result;
    if (weights.size() == 0)
        return result;
    const bool distribution = weights.minCoeff() >= 0 && std::abs(weights.cast<double>().sum() - 1) < kUnitTolerance;
    result.entropy = distribution ? entropy(weights) : std::numeric_limits<double>::quiet_NaN();
    result.normalizedEntropy = distribution ? normalizedEntropy(weights) : std::numeric_limits<double>::quiet_NaN();
    result.largestWeight = static_cast<double>(weights.maxCoeff(&result.largest));
    if (kind == SourceAxis::Kind::Sequence)
        result.endWeight = static_cast<double>(weights(weights.size() - 1));
    return result;
}

Vector coverage(const Matrix &weights) { return weights.rowwise().sum(); }

AttentionConfidence attentionConfidence(const Matrix &weights)
{
    AttentionConfidence result;
    if (weights.size() == 0)
        return result;
    for (Index i = 0; i < weights.rows(); ++i) {
        const double deviation = 1 - weights.row(i).cast<double>().sum();
        result.coverageDeviation -= std::log1p(std::pow(std::abs(deviation), 6));
        result.absentmindednessOut += negatedEntropy(weights.row(i));
    }
    for (Index t = 0; t < weights.cols(); ++t)
        result.absentmindednessIn += negatedEntropy(weights.col(t));
    const auto n = static_cast<double>(weights.rows());
    result.coverageDeviation /= n;
    result.absentmindednessOut /= n;
    result.absentmindednessIn /= static_cast<double>(weights.cols());
    result.confidence = result.coverageDeviation + result.absentmindednessOut + result.absentmindednessIn;
    return result;
}

double coveragePenalty(const Vector &coverage)
{
    double sum = 0;
    for (Index i = 0; i < coverage.size(); ++i)
        sum -= std::log(std::clamp(static_cast<double>(coverage(i)), 1e-10, 1.0));
    return sum + 0.0; // not -0
}

double lengthPenalty(int length, double alpha) { return std::pow((5.0 + length) / 6.0, alpha); }

} // namespace fovea
