#include "core/metrics/attention_doctor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "core/metrics/attention_metrics.h"
#include "core/metrics/repeated_phrases.h"
#include "core/metrics/special_tokens.h"

namespace fovea
{

namespace
{

using Kind = Finding::Kind;

constexpr double kCollapsed = 0.1;
constexpr double kUniform = 0.95;
constexpr double kEndSink = 0.6;
constexpr double kUncovered = 0.1;
constexpr double kRowSum = 0.02;
constexpr double kShiftGain = 0.4;
constexpr double kShiftDistance = 0.6;

bool hasEndSymbol(const SourceAxis &axis)
{
    return axis.kind == SourceAxis::Kind::Sequence && !axis.labels.empty() && isEndSymbol(axis.labels.back());
}

std::vector<int> firstNumbers(Index count)
{
    std::vector<int> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

/// Sum of step t, in double: files hold few digits.
double rowSum(const Matrix &weights, Index t) { return weights.col(t).cast<double>().sum(); }

void findBadRows(const Matrix &weights, std::vector<Finding> &findings)
{
    Finding zero{Kind::ZeroRow, {}, {}, 0};
    Finding other{Kind::NotNormalizedRow, {}, {}, 1};
    for (Index t = 0; t < weights.cols(); ++t) {
        const double sum = rowSum(weights, t);
        if (sum == 0)
            zero.rows.push_back(static_cast<int>(t));
        else if (!(std::abs(sum - 1) <= kRowSum)) {
            other.rows.push_back(static_cast<int>(t));
            if (!(std::abs(sum - 1) <= std::abs(other.value - 1)))
                other.value = sum;
        }
    }
    for (Finding *finding : {&zero, &other})
        if (!finding->rows.empty())
            findings.push_back(std::move(*finding));
}

void findCollapse(const Matrix &weights, std::vector<Finding> &findings)
{
    if (weights.cols() < 3 || weights.rows() < 2)
        return;
    const Vector mean = weights.rowwise().mean();
    double farthest = 0;
    for (Index t = 0; t < weights.cols(); ++t)
        farthest = std::max(farthest, static_cast<double>((weights.col(t) - mean).cwiseAbs().sum()) / 2);
    if (farthest <= kCollapsed && weights.sum() > 0)
        findings.push_back({Kind::Collapsed, firstNumbers(weights.cols()), {}, farthest});
}

void findUniformRows(const Matrix &weights, std::vector<Finding> &findings)
{
    Finding uniform{Kind::Uniform, {}, {}, 0};
    for (Index t = 0; t < weights.cols(); ++t)
        if (const double h = normalizedEntropy(weights.col(t)); h > kUniform) {
            uniform.rows.push_back(static_cast<int>(t));
            uniform.value += h;
        }
    if (uniform.rows.empty())
        return;
    uniform.value /= static_cast<double>(uniform.rows.size());
    findings.push_back(std::move(uniform));
}

void findEndSink(const Matrix &weights, std::vector<Finding> &findings)
{
    const Index end = weights.rows() - 1;
    Finding sink{Kind::EndSink, {}, {static_cast<int>(end)}, 0};
    for (Index t = 0; t + 1 < weights.cols(); ++t)
        if (const double weight = static_cast<double>(weights(end, t)); weight > kEndSink) {
            sink.rows.push_back(static_cast<int>(t));
            sink.value = std::max(sink.value, weight);
        }
    if (!sink.rows.empty())
        findings.push_back(std::move(sink));
}

/// Mean distance, in rows, of the inner rows' weights from the diagonal of `slope` positions a row, where row t is
/// taken for row t + shift.
double distanceFromDiagonal(const Matrix &weights, int shift, double slope)
{
    double total = 0;
    int rows = 0;
    for (Index t = 1; t + 1 < weights.cols(); ++t) {
        const double sum = rowSum(weights, t);
        if (!(sum > 0))
            continue;
        double distance = 0;
        for (Index i = 0; i < weights.rows(); ++i)
            distance += static_cast<double>(weights(i, t)) *
                        std::abs(static_cast<double>(i) - slope * (static_cast<double>(t) + shift));
        total += distance / sum / slope;
        ++rows;
    }
    return rows > 0 ? total / rows : std::numeric_limits<double>::infinity();
}

/// The better of the two diagonals that outputs follow: a position a row, and from corner to corner.
double distanceFromDiagonal(const Matrix &weights, int shift)
{
    const double corners = static_cast<double>(weights.rows() - 1) / static_cast<double>(weights.cols() - 1);
    return std::min(distanceFromDiagonal(weights, shift, 1), distanceFromDiagonal(weights, shift, corners));
}

void findShift(const Matrix &weights, std::vector<Finding> &findings)
{
    if (weights.cols() < 5 || weights.rows() < 5)
        return;
    const double here = distanceFromDiagonal(weights, 0);
    const double ahead = distanceFromDiagonal(weights, 1);
    const double behind = distanceFromDiagonal(weights, -1);
    const double moved = std::min(ahead, behind);
    if (moved <= kShiftDistance && here - moved >= kShiftGain)
        findings.push_back({Kind::Shifted, firstNumbers(weights.cols()), {}, ahead <= behind ? 1.0 : -1.0});
}

void findUncoveredWords(const Matrix &weights, Index words, std::vector<Finding> &findings)
{
    Finding uncovered{Kind::UncoveredSource, {}, {}, kUncovered};
    for (Index i = 0; i < words; ++i)
        if (const double sum = weights.row(i).cast<double>().sum(); sum < kUncovered) {
            uncovered.columns.push_back(static_cast<int>(i));
            uncovered.value = std::min(uncovered.value, sum);
        }
    if (!uncovered.columns.empty())
        findings.push_back(std::move(uncovered));
}

double meanOf(const std::vector<StepAttention> &steps, double StepAttention::*value, std::size_t count)
{
    double sum = 0;
    for (std::size_t t = 0; t < count; ++t)
        sum += steps[t].*value;
    return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

} // namespace

AttentionReport attentionReport(const AttentionTrace &trace)
{
    AttentionReport report;
    const Matrix weights = weightMatrix(trace); // n x T
    const bool ends = hasEndSymbol(trace.source);
    SentenceMetrics &sentence = report.sentence;
    for (const AttentionStep &step : trace.steps) {
        report.steps.push_back(stepAttention(step.weights, trace.source.kind));
        if (!ends)
            report.steps.back().endWeight = 0;
        sentence.logProbability += step.logProbability;
    }
    const std::size_t steps = trace.steps.size();
    sentence.sourcePositions = static_cast<int>(trace.source.size());
    sentence.words = static_cast<int>(steps);
    sentence.meanLogProbability = steps > 0 ? sentence.logProbability / static_cast<double>(steps) : 0.0;
    sentence.attends = weights.size() > 0;
    if (!sentence.attends)
        return report;
    report.coverage = coverage(weights);
    sentence.meanNormalizedEntropy = meanOf(report.steps, &StepAttention::normalizedEntropy, steps);
    sentence.meanLargestWeight = meanOf(report.steps, &StepAttention::largestWeight, steps);
    sentence.meanEndWeight = meanOf(report.steps, &StepAttention::endWeight, steps - 1);
    const Index words = report.coverage.size() - (ends && report.coverage.size() > 1);
    sentence.smallestCoverage = static_cast<double>(report.coverage.head(words).minCoeff());
    sentence.coveragePenalty = coveragePenalty(report.coverage);
    sentence.confidence = attentionConfidence(weights);
    return report;
}

SentenceMetrics sentenceMetrics(const AttentionTrace &trace) { return attentionReport(trace).sentence; }

std::vector<Finding> diagnose(const AttentionTrace &trace)
{
    std::vector<Finding> findings;
    const Matrix weights = weightMatrix(trace);
    if (weights.size() > 0) {
        const bool sequence = trace.source.kind == SourceAxis::Kind::Sequence;
        const bool ends = hasEndSymbol(trace.source);
        const bool fromFile = trace.initialState.size() == 0; // whose `complete` is often not known
        findBadRows(weights, findings);
        findCollapse(weights, findings);
        findUniformRows(weights, findings);
        if (ends)
            findEndSink(weights, findings);
        if (sequence)
            findShift(weights, findings);
        if (sequence && (trace.complete || fromFile))
            findUncoveredWords(weights, weights.rows() - (ends ? 1 : 0), findings);
    }
    for (const RepeatedPhrase &phrase : repeatedPhrases(trace))
        findings.push_back({Kind::RepeatedPhrase, phrase.rows, {}, static_cast<double>(phrase.times), phrase.phrase});
    return findings;
}

} // namespace fovea
