#pragma once

#include <span>

#include "core/autograd/tape.h"

namespace fovea
{

/// Who looks at which picture: a memory of S grids with n positions each, position i of grid s in column s * n + i, is
/// attended by B hypotheses, hypothesis b looking at grid owners[b]. Several captions of a picture share its memory.
struct GridOwners {
    Index positions = 0;         ///< n; 0: the memory is not shared, and the operations of ops.h are meant
    std::span<const int> owners; ///< B; must outlive backward()

    bool shared() const { return positions > 0; }
    GridOwners first(Index hypotheses) const { return {positions, owners.first(static_cast<std::size_t>(hypotheses))}; }
};

/// e_i = v^T tanh(key_i + query).  keys: a x (n S); query: a x B; v: a x 1; e: n x B.
Var additiveEnergies(Tape &tape, Var keys, Var query, const Parameter &v, const GridOwners &owners);

/// e_i = key_i^T query.  keys: a x (n S); query: a x B; e: n x B.
Var dotEnergies(Tape &tape, Var keys, Var query, const GridOwners &owners);

/// Softmax of each column.
Var softmax(Tape &tape, Var energies);

/// c = sum_i a_i h_i.  values: d x (n S); weights: n x B; c: d x B.
Var weightedSum(Tape &tape, Var values, Var weights, const GridOwners &owners);

/// y[:, s] = mean over the n positions of grid s.  x: d x (n S); y: d x S.
Var meanOfGrids(Tape &tape, Var x, Index positions);

/// Doubly stochastic regularisation (Xu et al. 2015): scale * sum_b 1/n sum_i (1 - sum_t a_ti)^2, where weights[t] is
/// n x B_t, B_0 >= B_1 >= ..., and column b of each is hypothesis b; result: 1 x 1.
Var doublyStochastic(Tape &tape, std::span<const Var> weights, Scalar scale);

/// y = x1 + x2, of equal shape.
Var add(Tape &tape, Var x1, Var x2);

} // namespace fovea
