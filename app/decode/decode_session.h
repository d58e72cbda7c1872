#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/decode/decode_input.h"
#include "app/decode/decode_recording.h"
#include "core/decode/beam_search.h"
#include "core/types/hypothesis_snapshot.h"
#include "core/types/run_control.h"
#include "core/types/weight_preview.h"

namespace fovea::app
{

/// A path through the tree of tried words, and how much of it is looked at.
struct DecodePath {
    std::vector<NodeId> nodes; ///< the nodes after the root, one per word
    int shown = 0;             ///< the first `shown` of them are on the screen; the rest is known already
};

/// What a session answers: values only, so that the window never touches the tree.
struct DecodeReply {
    DecodePath path;
    std::shared_ptr<const AttentionTrace> trace; ///< of the shown part
    DecodeOutcome outcome = DecodeOutcome::Finished;
    bool finished = false;  ///< the path ends with the end symbol
    bool canExtend = false; ///< one more word may follow the path
    /// Of every shown step: the source positions that earlier steps masked, increasing.
    std::vector<std::vector<int>> masked;
    std::shared_ptr<const HypothesisSnapshot> tree; ///< everything tried, ranked by the penalties in force
    int computedSteps = 0;                          ///< steps that the model really ran for this answer
    double milliseconds = 0;                        ///< and the time that they took together
};

/// One encoded input and everything tried on it. Every function runs the model or reads the tree and waits for
/// the others: they are for worker threads. Errors are those of DecodeInput and HypothesisTree.
class DecodeSession
{
public:
    enum class Extent { FirstWord, WholeOutput };

    explicit DecodeSession(std::shared_ptr<const DecodeInput> input);

    const std::shared_ptr<const DecodeInput> &input() const { return input_; }

    /// Encodes the input on the first call. Greedy decodes as far as asked; a wider beam always searches to the
    /// end (its first word is not known before) and shows as much as asked.
    DecodeReply begin(const BeamOptions &options, Extent extent, const RunControl &control);
    /// Shows one word more; the model runs only where the path ends.
    DecodeReply step(DecodePath path);
    /// Goes on to the end symbol, the limit or a stop, and shows all of it.
    DecodeReply finish(DecodePath path, const BeamOptions &options, const RunControl &control);
    /// Shows `shown` words of a known path.
    DecodeReply show(DecodePath path, int shown);
    /// The words from `step` on become `ids`; with WholeOutput, decoding goes on from there to the end.
    /// Where the ids stop short of the words they replace, those are no longer on the path.
    DecodeReply force(DecodePath path, int step, const std::vector<int> &ids, const BeamOptions &options, Extent extent,
                      const RunControl &control);
    /// The same with a typed text. Throws InputError when there is no word in it.
    DecodeReply forceText(DecodePath path, int step, const std::string &text, const BeamOptions &options, Extent extent,
                          const RunControl &control);

    /// The output through a node of the tree: `path` where the node is on it, else the node's own path and, below it,
    /// the best output known. Shows all of it; nothing for the root.
    DecodeReply select(DecodePath path, NodeId node);
    /// The penalties by which the tree of the replies is ranked from now on.
    void setRanking(double lengthPenalty, double coveragePenalty);

    /// What a word of the path would become with other weights (n, as HypothesisTree::overrideWeights); nothing is
    /// kept.
    WeightPreview preview(const DecodePath &path, int step, const Vector &weights);
    /// The step gets these weights, as a branch called `name`; decoding then goes on as far as it was: to the end with
    /// WholeOutput, else to as many words as were shown.
    DecodeReply overrideWeights(DecodePath path, int step, const Vector &weights, const std::string &name,
                                const BeamOptions &options, Extent extent, const RunControl &control);
    /// The same with source positions that take no part; those masked in the step already stay so.
    DecodeReply maskPositions(DecodePath path, int step, const std::vector<int> &positions, MaskReach reach,
                              const BeamOptions &options, Extent extent, const RunControl &control);

    /// All that was tried, as it is written to a file.
    TreeRecord record();
    /// Tries all of it again, then shows `shown` words of the path to the record's node `leaf`.
    DecodeReply replay(const TreeRecord &record, NodeId leaf, int shown, const BeamOptions &options,
                       const RunControl &control);

private:
    class Stopwatch;
    HypothesisTree &tree();
    NodeId leaf(const DecodePath &path) const;
    /// Extends `from` to the end in the way the options say.
    DecodeOutcome runOn(NodeId from, const BeamOptions &options, const RunControl &control, std::vector<NodeId> &nodes);
    /// The path over `changed`, a sibling of its step, as far as it was.
    DecodeReply branch(DecodePath path, int step, NodeId changed, const BeamOptions &options, Extent extent,
                       const RunControl &control, Stopwatch &watch);
    NodeId bestBelow(NodeId node) const;
    std::shared_ptr<const HypothesisSnapshot> snapshotAt(NodeId current, const AttentionTrace &trace) const;
    DecodeReply reply(DecodePath path, DecodeOutcome outcome, const BeamOptions &options, const Stopwatch *watch);

    std::shared_ptr<const DecodeInput> input_;
    std::mutex mutex_;                     ///< guards everything below
    std::unique_ptr<HypothesisTree> tree_; ///< null until begin()
    std::map<NodeId, std::string> names_;  ///< of branches with other weights, by the person's edit
    BeamOptions ranking_;                  ///< penalties of the tree's scores
    BeamOptions options_;                  ///< of the last search; provenance of the trace
};

} // namespace fovea::app
