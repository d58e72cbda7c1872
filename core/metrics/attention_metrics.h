#pragma once

#include "core/types/attention.h"
#include "core/types/attention_report.h"

namespace fovea
{

// Weights of a whole output are a matrix A of n source positions (rows) by T steps (columns), column t the
// weights of step t. Natural logarithms throughout; 0 log 0 = 0.

/// A (n x T) of a trace; n x 0 when no step has weights. Throws InputError when a step's weights do not fit the axis.
Matrix weightMatrix(const AttentionTrace &trace);

/// H(a) = -sum_i a_i log a_i, in nats.
double entropy(const Vector &weights);
/// H(a) / log n, in [0, 1]: 0 looks at one position, 1 at all alike; 0 when n < 2.
double normalizedEntropy(const Vector &weights);
/// The weight on the largest share of the positions (rounded up), e.g. of 0.1: how much the best tenth of a picture
/// has.
double weightOfLargest(const Vector &weights, double share);

StepAttention stepAttention(const Vector &weights, SourceAxis::Kind kind);

/// Coverage of each source position: sum_t A_it (n).
Vector coverage(const Matrix &weights);

/// A row or column of zeros has no distribution and adds 0 to APin and APout. All 0 for an empty matrix.
AttentionConfidence attentionConfidence(const Matrix &weights);

/// GNMT (Wu et al. 2016): -sum_i log min(coverage_i, 1) >= 0. A coverage below 1e-10 counts as 1e-10: finite.
double coveragePenalty(const Vector &coverage);

/// GNMT (Wu et al. 2016): ((5 + length) / 6)^alpha; a beam score is log p divided by it.
double lengthPenalty(int length, double alpha);

} // namespace fovea
