#pragma once

#include <vector>

#include "core/decode/step_model.h"
#include "core/types/attention.h"
#include "core/types/matrix.h"

namespace fovea
{

/// What the model computed on leaving a node: z_t, y_t -> e, a, c_t -> z_{t+1} -> p. Immutable and shared by
/// every child that was chosen from it. All values lie in one block: n + n + d + m + V scalars.
class Expansion
{
public:
    using View = Eigen::Map<const Vector>;

    /// Copies column `column`. Throws ModelError when a log-probability is NaN or all are -infinity.
    Expansion(const StepModel::Outputs &outputs, Index column, bool overridden);

    View energies() const { return view(0, energies_); }              ///< n; empty when the match is none
    View weights() const { return view(weightsAt(), weights_); }      ///< n; empty when the match is none
    View context() const { return view(contextAt(), context_); }      ///< d, c_t
    View state() const { return view(stateAt(), state_); }            ///< m, z_{t+1}
    View logProbabilities() const { return view(wordsAt(), words_); } ///< V, natural log
    /// The weights were given or masked by the person; everything after them follows from that.
    bool overridden() const noexcept { return overridden_; }
    /// The most probable word; the lowest id of equals.
    int argmax() const noexcept { return argmax_; }
    double logProbability(int id) const { return static_cast<double>(logProbabilities()[id]); }

private:
    View view(Index at, Index size) const { return View(values_.data() + at, size); }
    Index weightsAt() const noexcept { return energies_; }
    Index contextAt() const noexcept { return weightsAt() + weights_; }
    Index stateAt() const noexcept { return contextAt() + context_; }
    Index wordsAt() const noexcept { return stateAt() + state_; }

    std::vector<Scalar> values_;
    Index energies_ = 0, weights_ = 0, context_ = 0, state_ = 0, words_ = 0;
    bool overridden_ = false;
    int argmax_ = 0;
};

/// The k most probable words, most probable first, the lowest id first of equals. k is clipped to [0, V].
std::vector<int> topWords(const Expansion &expansion, int k);
/// The same with probabilities; token texts are left empty for the task to fill in.
std::vector<Candidate> topCandidates(const Expansion &expansion, int k);

} // namespace fovea
