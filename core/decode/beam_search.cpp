#include "core/decode/beam_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/metrics/attention_metrics.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

void require(bool ok, const std::string &problem)
{
    if (!ok)
        throw InputError(problem);
}

void check(const BeamOptions &options)
{
    require(options.width >= 1 && options.width <= kMaxBeamWidth, "beam width must be between 1 and " +
                                                                      std::to_string(kMaxBeamWidth) + ", got " +
                                                                      std::to_string(options.width));
    require(std::isfinite(options.lengthPenalty) && options.lengthPenalty >= 0,
            "length penalty must be a number of at least 0");
    require(std::isfinite(options.coveragePenalty) && options.coveragePenalty >= 0,
            "coverage penalty must be a number of at least 0");
    require(options.maxSteps >= 0, "the limit of words must not be negative");
}

/// A hypothesis that may go on. `gained` is its log-probability since the node where the search began, so that a
/// prefix of probability zero (a forced word) does not make all hypotheses equal.
struct Live {
    NodeId node;
    double gained;
};

/// One way to go on: word `id`, the rank-th best after live hypothesis `parent`.
struct Continuation {
    double gained;
    int parent;
    int rank;
    int id;
};

/// Equal sums keep the order of the beam and, within a hypothesis, of its words: width 1 is exactly the argmax.
bool better(const Continuation &a, const Continuation &b)
{
    if (a.gained != b.gained)
        return a.gained > b.gained;
    return a.parent != b.parent ? a.parent < b.parent : a.rank < b.rank;
}

bool ranksBefore(const BeamHypothesis &a, const BeamHypothesis &b)
{
    return a.finished != b.finished ? a.finished : a.score > b.score;
}

class Search
{
public:
    Search(HypothesisTree &tree, const BeamOptions &options)
        : tree_(tree), options_(options),
          limit_(options.maxSteps > 0 ? std::min(options.maxSteps, tree.maxSteps()) : tree.maxSteps())
    {
    }

    BeamResult run(NodeId from, const RunControl &control)
    {
        if (tree_.node(from).finished)
            return {{{from, beamScore(tree_, from, options_), true}}, DecodeOutcome::Finished};
        live_ = {{from, 0.0}};
        bool stopped = false;
        while (!live_.empty() && depth() < limit_ && !isDecided()) {
            stopped = control.stopRequested();
            if (stopped)
                break;
            advance();
            report(control);
        }
        return result(stopped);
    }

private:
    /// All live hypotheses are equally long.
    int depth() const { return tree_.node(live_.front().node).depth; }

    /// True when no live hypothesis can end with a better score than the best finished one. What a hypothesis adds
    /// to its log-probability is <= 0 and no coverage raises a score; only its length can help.
    bool isDecided() const
    {
        if (finished_.empty())
            return false;
        const double shortest = lengthPenalty(depth() + 1, options_.lengthPenalty);
        const double longest = lengthPenalty(limit_, options_.lengthPenalty);
        return std::none_of(live_.begin(), live_.end(), [&](const Live &hypothesis) {
            const double sum = tree_.node(hypothesis.node).totalLogProbability;
            return std::max(sum / shortest, sum / longest) > bestScore_;
        });
    }

    int freePlaces() const { return options_.width - static_cast<int>(finished_.size()); }

    void advance()
    {
        nodes_.clear();
        for (const Live &hypothesis : live_)
            nodes_.push_back(hypothesis.node);
        tree_.expandAll(nodes_);
        collectContinuations();
        next_.clear();
        for (const Continuation &chosen : continuations_) {
            const NodeId node = tree_.extend(live_[static_cast<std::size_t>(chosen.parent)].node, chosen.id);
            if (tree_.node(node).finished)
                finish(node);
            else
                next_.push_back({node, chosen.gained});
        }
        live_.swap(next_);
        // A hypothesis without continuation is out for good: half of a wide beam's memory would be theirs.
        for (const NodeId node : nodes_)
            tree_.releaseExpansion(node);
    }

    /// The best continuations of all live hypotheses, as many as there are free places.
    void collectContinuations()
    {
        continuations_.clear();
        for (std::size_t h = 0; h < live_.size(); ++h) {
            const auto expansion = tree_.expand(live_[h].node);
            int rank = 0;
            for (const int id : topWords(*expansion, freePlaces())) {
                const double logProbability = expansion->logProbability(id);
                if (std::isinf(logProbability))
                    break; // the words from here on have probability zero
                continuations_.push_back({live_[h].gained + logProbability, static_cast<int>(h), rank++, id});
            }
        }
        const auto kept = std::min(continuations_.size(), static_cast<std::size_t>(freePlaces()));
        std::partial_sort(continuations_.begin(), continuations_.begin() + static_cast<std::ptrdiff_t>(kept),
                          continuations_.end(), better);
        continuations_.resize(kept);
    }

    void finish(NodeId node)
    {
        const double score = beamScore(tree_, node, options_);
        bestScore_ = std::max(bestScore_, score);
        finished_.push_back({node, score, true});
    }

    void report(const RunControl &control)
    {
        const long long done = live_.empty() ? limit_ : depth();
        if (const long long mille = done * 1000 / limit_; mille != reported_) {
            reported_ = mille;
            control.report(done, limit_);
        }
    }

    BeamResult result(bool stopped)
    {
        BeamResult result;
        result.outcome = stopped             ? DecodeOutcome::Stopped
                         : finished_.empty() ? DecodeOutcome::LimitReached
                                             : DecodeOutcome::Finished;
        result.hypotheses = std::move(finished_);
        if (result.hypotheses.empty())
            for (const Live &hypothesis : live_)
                result.hypotheses.push_back({hypothesis.node, beamScore(tree_, hypothesis.node, options_), false});
        std::stable_sort(result.hypotheses.begin(), result.hypotheses.end(), ranksBefore);
        return result;
    }

    HypothesisTree &tree_;
    const BeamOptions &options_;
    int limit_;
    double bestScore_ = -std::numeric_limits<double>::infinity();
    long long reported_ = -1;
    std::vector<BeamHypothesis> finished_;
    std::vector<Live> live_, next_;
    std::vector<NodeId> nodes_;
    std::vector<Continuation> continuations_;
};

} // namespace

BeamResult beamSearch(HypothesisTree &tree, NodeId from, const BeamOptions &options, const RunControl &control)
{
    check(options);
    return Search(tree, options).run(from, control);
}

double beamScore(const HypothesisTree &tree, NodeId leaf, const BeamOptions &options)
{
    check(options);
    const HypothesisNode &last = tree.node(leaf);
    double score = last.totalLogProbability / lengthPenalty(last.depth, options.lengthPenalty);
    if (options.coveragePenalty > 0 && tree.model().attends()) {
        Vector coverage = Vector::Zero(tree.model().sourceLength());
        for (const NodeId id : tree.path(leaf))
            coverage += tree.node(id).expansion->weights();
        score -= options.coveragePenalty * coveragePenalty(coverage);
    }
    return score;
}

} // namespace fovea
