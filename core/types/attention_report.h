#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/types/match_function.h"
#include "core/types/matrix.h"

namespace fovea
{

// Judgements of an output's attention as values; core/metrics computes them.

/// Where one step looked.
struct StepAttention {
    double entropy = 0;           ///< nats; NaN when the weights are no distribution
    double normalizedEntropy = 0; ///< entropy / log n, in [0, 1]; 0 when n < 2; NaN as entropy
    Index largest = -1;           ///< position of the largest weight; -1 when there are no weights
    double largestWeight = 0;
    double endWeight = 0; ///< weight on the end symbol, the last position of a sequence; 0 for pictures
};

/// Attention of a whole output judged without a reference (Rikters & Fishel 2017, as in SoftAlignments).
/// A perfect one-to-one alignment gives 0, 0, 0 and 0; worse is more negative.
struct AttentionConfidence {
    double coverageDeviation = 0;   ///< CDP = 1/n sum_i log( 1 / (1 + |1 - sum_t A_it|^6) )
    double absentmindednessIn = 0;  ///< APin = 1/T sum_t sum_i q_it log q_it, q_it = A_it / sum_i A_it
    double absentmindednessOut = 0; ///< APout = 1/n sum_i sum_t p_it log p_it, p_it = A_it / sum_t A_it
    double confidence = 0;          ///< CDP + APout + APin

    // As percentages: 100 e^(-x^2) for CDP, 100 e^(-0.05 x^2) for the others.
    double coverageDeviationPercent() const { return percent(coverageDeviation, 1); }
    double absentmindednessInPercent() const { return percent(absentmindednessIn, 0.05); }
    double absentmindednessOutPercent() const { return percent(absentmindednessOut, 0.05); }
    double confidencePercent() const { return percent(confidence, 0.05); }

private:
    static double percent(double x, double sharpness) { return 100 * std::exp(-sharpness * x * x); }
};

/// One output in numbers, small enough for a table of many sentences. Without weights (match none) all that is about
/// them is 0: `attends` tells.
struct SentenceMetrics {
    bool attends = false;
    int sourcePositions = 0;          ///< n, the end symbol included
    int words = 0;                    ///< T, the end symbol included
    double logProbability = 0;        ///< natural log, summed over the words
    double meanLogProbability = 0;    ///< per word
    double meanNormalizedEntropy = 0; ///< mean over steps
    double meanLargestWeight = 0;     ///< mean over steps
    double meanEndWeight = 0;         ///< mean over all steps but the last; 0 when the source has no end symbol
    double smallestCoverage = 0;      ///< of the source positions that are words
    double coveragePenalty = 0;       ///< GNMT, >= 0
    AttentionConfidence confidence;
};

/// All of the metrics panel.
struct AttentionReport {
    SentenceMetrics sentence;
    std::vector<StepAttention> steps; ///< T
    Vector coverage;                  ///< n, sum_t A_it; empty without weights
};

/// One way in which attention looks broken, and where: what a sentence in any language can be made of.
struct Finding {
    enum class Kind {
        Collapsed, ///< all rows the same. rows: all. value: the largest distance of a row from their mean, in [0, 1]
        Uniform,   ///< rows that look everywhere alike. value: their mean normalized entropy
        EndSink,   ///< rows before the last with most weight on the end symbol. columns: it. value: the largest
        Shifted,   ///< the diagonal fits better when rows move by one. rows: all. value: +1 when every row looks
                   ///< where the next one should, -1 when it looks where the one before should
        ZeroRow,   ///< rows without any weight. value: 0
        NotNormalizedRow, ///< rows that do not sum to 1. value: the sum farthest from 1
        UncoveredSource,  ///< columns: source words that hardly any step looked at. value: the smallest total weight
        RepeatedPhrase,   ///< rows: one stretch of words that repeats. value: how often it says the phrase
    };

    Kind kind = Kind::Collapsed;
    std::vector<int> rows;    ///< steps concerned, increasing
    std::vector<int> columns; ///< source positions concerned, increasing
    double value = 0;         ///< see Kind
    std::string phrase = {};  ///< of a repeated phrase, as a person reads it
};

/// What is known about the attention of an output without a reference.
struct AttentionDiagnosis {
    AttentionReport report;
    std::vector<Finding> findings;
};

/// One line of a comparison table.
struct TraceSummary {
    std::string model; ///< bundle name
    MatchFunction match = MatchFunction::Additive;
    std::string output;
    bool complete = false;
    SentenceMetrics metrics;
};

/// Two outputs for the same source, row by row. A row is a target word.
struct TraceDifference {
    /// Rows of both, in order: (a, b) where the words agree, (a, -1) or (-1, b) where only one has the word.
    struct Row {
        int a = -1;
        int b = -1;
        bool operator==(const Row &) const = default;
    };
    std::vector<Row> rows;

    // The rows whose words agree (a longest common subsequence), increasing, of equal length.
    std::vector<int> rowsA;
    std::vector<int> rowsB;
    /// Weights of A - weights of B, rowsA.size() x n, in [-1, 1]; 0 x n when one of them has no weights.
    Matrix difference;
};

/// How much each source position mattered to each word, beside where attention looked.
struct Saliency {
    Matrix values; ///< T x n, non-negative; each row sums to 1, or is 0 where nothing mattered
    /// T, Spearman's rank correlation of attention and saliency of each step, in [-1, 1]; NaN where it is undefined
    /// (no weights, fewer than two positions, or all alike on one side).
    std::vector<double> rankCorrelation;
};

} // namespace fovea
