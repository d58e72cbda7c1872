#pragma once

#include <span>
#include <vector>

#include "core/types/matrix.h"
#include "core/types/tree_action.h"

// What a person's edits do to the weights of one step. Used by core/decode only.

namespace fovea
{

/// Writes weights / sum into column 0 of `normalized` (n x 1), those at `masked` as 0. Weights that sum to 1 already
/// are kept bit by bit, so that recorded ones give the same step again. Throws InputError unless there are n, all
/// finite and non-negative, with something positive left.
void normalizeWeights(const Eigen::Ref<const Vector> &weights, Index n, const std::vector<int> &masked,
                      Matrix &normalized);

/// weights (n): the softmax of the energies (n) that are not masked; 0 exactly for the others.
void maskedWeights(const Eigen::Ref<const Vector> &energies, const std::vector<int> &masked,
                   Eigen::Ref<Vector> weights);

/// The positions in order, each once. Throws InputError unless there is one and all are in [0, n).
std::vector<int> checkedPositions(std::span<const int> positions, Index n);

/// All positions of both; everything in order.
std::vector<int> united(const std::vector<int> &a, const std::vector<int> &b);

/// What HypothesisTree::maskPositions() does, each position named once. Throws as checkedPositions().
NodeChange maskChange(std::span<const int> positions, MaskReach reach, std::span<const int> stepOnly, Index n);

} // namespace fovea
