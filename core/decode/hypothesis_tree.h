#pragma once

#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/decode/step_model.h"
#include "core/types/attention.h"
#include "core/types/matrix.h"
#include "core/types/run_control.h"

namespace fovea
{

/// Index of a node in its tree; the root is 0.
using NodeId = int;
inline constexpr NodeId kRootNode = 0;
inline constexpr NodeId kNoNode = -1;

/// How a decode ended.
enum class DecodeOutcome {
    Finished,     ///< the end symbol was emitted
    LimitReached, ///< the model did not emit it within the allowed number of words
    Stopped,      ///< RunControl asked to stop; the result is the best so far
};

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
    /// The weights were given by the person; everything after them follows from that.
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

/// One emitted word and what led to it. Never changes once it is in the tree.
struct HypothesisNode {
    NodeId parent = kNoNode;
    int token = -1;                             ///< emitted id; the begin symbol at the root
    std::shared_ptr<const Expansion> expansion; ///< what it was chosen from; null at the root
    double logProbability = 0;                  ///< natural log of p(token)
    double totalLogProbability = 0;             ///< sum from the root
    int depth = 0;                              ///< emitted words from the root, the end symbol included
    bool forced = false;                        ///< the person chose a word that the model would not have
    bool finished = false;                      ///< token is the end symbol
};

struct DecodeResult {
    NodeId leaf = kRootNode;
    DecodeOutcome outcome = DecodeOutcome::Finished;
};

/// All that was tried on one input: the structure behind stepping, undo, what-if and beam search.
/// Nodes are only ever added, and a step from a node is computed once: back() and then step() gives the same
/// node, hence the same bytes. References to nodes stay valid. Not thread-safe.
///
/// Memory: one Expansion for every node that was left, mostly its V log-probabilities: about 24 KB for
/// V = 5000, so 10 MB for a beam of 5 over 80 words.
class HypothesisTree
{
public:
    /// No node is deeper than maxSteps words, the end symbol included. Throws InputError when maxSteps < 1.
    HypothesisTree(std::unique_ptr<StepModel> model, int maxSteps);

    const StepModel &model() const { return *model_; }
    int maxSteps() const noexcept { return maxSteps_; }
    int size() const noexcept { return static_cast<int>(records_.size()); }
    /// Every function that takes a NodeId throws InputError when there is no such node.
    const HypothesisNode &node(NodeId id) const { return record(id).node; }
    /// In the order they were added; valid until a child is added to `id`.
    std::span<const NodeId> children(NodeId id) const { return record(id).children; }
    /// The nodes after the root down to `leaf`, one per emitted word; empty for the root.
    std::vector<NodeId> path(NodeId leaf) const;
    /// The emitted ids on that path, the end symbol included when it is there.
    std::vector<int> tokens(NodeId leaf) const;
    /// The parent; the root for the root.
    NodeId back(NodeId id) const;
    /// False at a finished node and at depth maxSteps: there the functions below throw InputError.
    bool canStep(NodeId from) const;

    /// What the model says after `from`, computed on the first call only.
    std::shared_ptr<const Expansion> expand(NodeId from);
    /// The same for many nodes, in one batch of those not expanded yet.
    void expandAll(std::span<const NodeId> nodes);

    /// The child with the most probable word (the lowest id of equals).
    NodeId step(NodeId from);
    /// The child with this word, chosen by a person: it feeds the next step. Forcing the argmax is step().
    /// Throws InputError when id is outside the vocabulary.
    NodeId force(NodeId from, int id);
    /// force() word after word. Throws InputError (nothing is lost) when the words go past the end or the limit.
    NodeId forceAll(NodeId from, std::span<const int> ids);
    /// The child with this word, chosen by a search: not marked as forced.
    NodeId extend(NodeId from, int id);
    /// Replaces the softmax output before the context is formed; the child emits the argmax of what follows.
    /// weights: n, finite, non-negative, positive sum, else InputError; renormalized. InputError too when the
    /// model has no weights (match none). The same weights again give the same child.
    NodeId overrideWeights(NodeId from, const Eigen::Ref<const Vector> &weights);
    /// Another word from the distribution that `id` was chosen from, overridden weights included: a sibling of
    /// `id`, what picking one of its candidates does. Throws InputError at the root.
    NodeId replaceToken(NodeId id, int token);

    /// step() until the end symbol, depth `limit` (at most maxSteps), or a stop. Progress is (words, limit).
    DecodeResult runToEnd(NodeId from, int limit, const RunControl &control = {});
    DecodeResult runToEnd(NodeId from, const RunControl &control = {}) { return runToEnd(from, maxSteps_, control); }

private:
    struct Record {
        HypothesisNode node;
        std::vector<NodeId> children;
        std::shared_ptr<const Expansion> ahead; ///< what the model says after node, without overrides
    };

    const Record &record(NodeId id) const;
    void requireStep(NodeId from) const;
    void requireWord(int id) const;
    /// The one place where the model runs: advances `nodes` together, weights null or n x nodes.size().
    void runModel(std::span<const NodeId> nodes, const Matrix *weights);
    NodeId child(NodeId from, const std::shared_ptr<const Expansion> &expansion, int token, bool forced);

    std::unique_ptr<StepModel> model_;
    int maxSteps_;
    std::deque<Record> records_;
    // Reused by every step: with the same number of hypotheses nothing of it is allocated again.
    std::vector<NodeId> pending_;
    Matrix states_;             // m x B
    std::vector<int> previous_; // B
    Matrix givenWeights_;       // n x 1
    StepModel::Outputs outputs_;
};

} // namespace fovea
