#pragma once

#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/decode/expansion.h"
#include "core/decode/step_model.h"
#include "core/types/matrix.h"
#include "core/types/run_control.h"
#include "core/types/tree_action.h"

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
    NodeChange change;                          ///< what the person changed between the parent and here
    std::vector<int> masked;                    ///< source positions that no step after this node sees, increasing
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
    /// Frees what the model says after `leaf`, a node that was expanded and got no child; expand() computes it again.
    /// Does nothing to a node with children, which share it.
    void releaseExpansion(NodeId leaf);

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
    /// model has no weights (match none). The same weights again give the same child. Positions masked above stay 0,
    /// and so do those of maskedFromHere, here and below the child.
    NodeId overrideWeights(NodeId from, const Eigen::Ref<const Vector> &weights,
                           std::span<const int> maskedFromHere = {});
    /// What overrideWeights() would compute, without adding it to the tree: for a slider under way.
    std::shared_ptr<const Expansion> previewWeights(NodeId from, const Eigen::Ref<const Vector> &weights);
    /// Source positions take no part: their weights are exactly 0 and the others are the softmax over what is left,
    /// before the context is formed; the child emits the argmax of what follows. Energies stay as they were.
    /// FromHere holds for every node below the child too, whatever adds it; masks add up, and what they touch counts
    /// as overridden. The same mask again gives the same child.
    /// stepOnly: with FromHere, further positions that take no part in this one step; with ThisStep they say the same
    /// as `positions`. Throws InputError for no position, one outside the source, when nothing is left, and for match
    /// none.
    NodeId maskPositions(NodeId from, std::span<const int> positions, MaskReach reach,
                         std::span<const int> stepOnly = {});
    /// Another word from the distribution that `id` was chosen from, overridden weights included: a sibling of
    /// `id`, what picking one of its candidates does; it keeps the change of weights. Throws InputError at the root.
    NodeId replaceToken(NodeId id, int token);

    /// step() until the end symbol, depth `limit` (at most maxSteps), or a stop. Progress is (words, limit).
    DecodeResult runToEnd(NodeId from, int limit, const RunControl &control = {});
    DecodeResult runToEnd(NodeId from, const RunControl &control = {}) { return runToEnd(from, maxSteps_, control); }

private:
    struct Record {
        HypothesisNode node;
        std::vector<NodeId> children;
        std::shared_ptr<const Expansion> ahead; ///< what the model says after node, masked as node.masked
    };

    const Record &record(NodeId id) const;
    void requireStep(NodeId from) const;
    void requireWord(int id) const;
    void requireAttention() const;
    /// The one place where the model runs: advances `nodes` together, weights null or n x nodes.size().
    void runModel(std::span<const NodeId> nodes, const Matrix *weights);
    /// Runs the model on nodes with masks, each without its own, and leaves the result in outputs_.
    void runMasked(std::span<const NodeId> nodes, std::span<const std::vector<int> *const> masks);
    /// Writes what the model would be given for `weights` after `from` into givenWeights_.
    void prepareWeights(NodeId from, const Eigen::Ref<const Vector> &weights, const std::vector<int> &masked);
    NodeId child(NodeId from, const std::shared_ptr<const Expansion> &expansion, int token, bool forced,
                 const NodeChange &change);

    std::unique_ptr<StepModel> model_;
    int maxSteps_;
    std::deque<Record> records_;
    // Reused by every step: with the same number of hypotheses nothing of it is allocated again.
    std::vector<NodeId> pending_, pendingMasked_;
    std::vector<const std::vector<int> *> masks_;
    Matrix states_;             // m x B
    std::vector<int> previous_; // B
    Matrix givenWeights_;       // n x B
    StepModel::Outputs outputs_;
};

} // namespace fovea
