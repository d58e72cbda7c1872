// Sessions: the part of DecodeSession that is written to a file and comes back.
#include <algorithm>

#include "app/decode/decode_session.h"
#include "app/decode/decode_stopwatch.h"
#include "core/decode/tree_actions.h"

namespace fovea::app
{

TreeRecord DecodeSession::record()
{
    const std::lock_guard lock(mutex_);
    TreeRecord record;
    if (tree_)
        record.actions = recordActions(*tree_);
    record.names = names_;
    return record;
}

DecodeReply DecodeSession::replay(const TreeRecord &record, NodeId leaf, int shown, const BeamOptions &options,
                                  const RunControl &control)
{
    const std::lock_guard lock(mutex_);
    HypothesisTree &words = tree();
    Stopwatch watch(words);
    std::vector<NodeId> nodes = replayActions(words, record.actions, control);
    nodes.insert(nodes.begin(), kRootNode);
    for (const auto &[node, name] : record.names)
        if (node > 0 && node < static_cast<NodeId>(nodes.size()))
            names_[nodes[static_cast<std::size_t>(node)]] = name;
    const auto end = static_cast<std::size_t>(std::clamp(leaf, 0, static_cast<NodeId>(nodes.size()) - 1));
    DecodePath path;
    path.nodes = words.path(nodes[end]);
    path.shown = std::clamp(shown, 0, static_cast<int>(path.nodes.size()));
    watch.stop(static_cast<int>(record.actions.size()));
    return reply(std::move(path), DecodeOutcome::Finished, options, &watch);
}

} // namespace fovea::app
