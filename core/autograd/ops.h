#pragma once

#include <random>
#include <span>

#include "core/autograd/tape.h"

namespace fovea
{

// Operations on a tape. Features are rows; columns are batch entries, or (position, batch) pairs with the batch
// running fastest: position i of sequence b is column i * S + b, where S is the number of sequences in the memory.
// A memory of one sequence (S = 1) may be attended by any number of hypotheses at once.
// `lengths` has one entry per sequence of the memory; positions at and past a sequence's length take no part.

/// y = E[:, ids].  E: d x V; y: d x N.
Var lookup(Tape &tape, const Parameter &table, std::span<const int> ids);

/// y = W x (+ b) (+ addend).  W: o x k; x: k x N; b: o x 1 or null; addend: o x N or invalid.
Var affine(Tape &tape, const Parameter &weight, const Parameter *bias, Var x, Var addend = {});

/// y = W[:, first .. first + k) x + addend: a block of a layer over concatenated inputs, without the copy that
/// concatRows makes.  x: k x N; addend, y: o x N. Not while recording.
Var affineColumns(Tape &tape, const Parameter &weight, Index first, Var x, Var addend);

/// y = E^T x + b.  E: d x V (an embedding table used as output layer); x: d x N; b: V x 1; y: V x N.
Var transposedAffine(Tape &tape, const Parameter &table, const Parameter &bias, Var x);

/// y = tanh(x).
Var tanh(Tape &tape, Var x);

/// The rows of x above the rows of y (and of z).
Var concatRows(Tape &tape, std::span<const Var> parts);

/// The columns of all parts, one after the other.
Var concatColumns(Tape &tape, std::span<const Var> parts);

/// y[:, j] = x[:, indices[j]].
Var gatherColumns(Tape &tape, Var x, std::span<const int> indices);

/// y[:, b] = mean over the positions of sequence b of x.  x: d x (n S); y: d x S.
Var meanPositions(Tape &tape, Var x, std::span<const int> lengths);

/// y = x * mask / (1 - rate), mask ~ Bernoulli(1 - rate). rate 0: x itself.
Var dropout(Tape &tape, Var x, Scalar rate, std::mt19937 &random);

/// Gated recurrent unit (Cho et al. 2014, with the reset gate applied after the product as in cuDNN):
///   [r; u; q] = input;  [r'; u'; q'] = U h + b
///   r = sigmoid(r + r'), u = sigmoid(u + u'), c = tanh(q + r * q'), y = (1 - u) * c + u * h
/// input: 3m x B, the projected input with its bias; U: 3m x m; b: 3m x 1; h, y: m x B.
/// Columns b with step >= lengths[b] keep h: a padded sequence gives the numbers of the sequence alone.
/// An empty `lengths` means that all columns are active.
Var gruCell(Tape &tape, Var input, const Parameter &recurrent, const Parameter &bias, Var h,
            std::span<const int> lengths = {}, int step = 0);

/// e_i = v^T tanh(key_i + query).  keys: a x (n S); query: a x B; v: a x 1; e: n x B.
Var additiveEnergies(Tape &tape, Var keys, Var query, const Parameter &v, std::span<const int> lengths);

/// e_i = key_i^T query.  keys: a x (n S); query: a x B; e: n x B.
Var dotEnergies(Tape &tape, Var keys, Var query, std::span<const int> lengths);

/// y = x / sqrt(|x|^2 + 1e-12), column by column.
Var normalizeColumns(Tape &tape, Var x);

/// y = exp(s) x.  s: 1 x 1.
Var scaleByExp(Tape &tape, const Parameter &logScale, Var x);

/// Softmax over the positions of each column; entries at and past a sequence's length are exactly 0.
Var maskedSoftmax(Tape &tape, Var energies, std::span<const int> lengths);

/// c = sum_i a_i h_i (+ addend).  values: d x (n S); weights: n x B; c: d x B; addend: d x B or invalid.
Var weightedSum(Tape &tape, Var values, Var weights, std::span<const int> lengths, Var addend = {});

/// Sum over columns with target >= 0 of the cross entropy between softmax(logits) and the smoothed target
/// q = (1 - smoothing) onehot(target) + smoothing / V, divided by `normalizer`.  logits: V x N; result: 1 x 1.
/// Columns with target < 0 (padding) take no part.
Var crossEntropy(Tape &tape, Var logits, std::span<const int> targets, Scalar smoothing, Scalar normalizer);

/// The links of each column of a batch: those of column j are positions[starts[j] .. starts[j + 1]).
struct ColumnLinks {
    std::span<const int> starts;    ///< columns + 1; empty: no column has links
    std::span<const int> positions; ///< in [0, n)
};

/// Guided attention (Chen et al. 2016): the cross entropy between a column's links, all of equal probability, and its
/// weights, summed over the columns:  - scale sum_j 1/|L_j| sum_{i in L_j} log a_ij.  weights[t]: n x B, the columns of
/// all one after the other; columns without links take no part; result: 1 x 1.
Var linkCrossEntropy(Tape &tape, std::span<const Var> weights, const ColumnLinks &links, Scalar scale);

/// log softmax of each column, without a tape.
void logSoftmaxColumns(Eigen::Ref<Matrix> logits);

} // namespace fovea
