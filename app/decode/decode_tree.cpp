// The part of DecodeController that shows the hypothesis tree and ranks it.
#include "app/decode/decode_controller.h"

#include <algorithm>

#include "app/decode/change_command.h"

namespace fovea::app
{

using Extent = DecodeSession::Extent;

/// Everything tried on the input of the position. Nodes are only ever added, so the newest tree of a session serves
/// its older positions too: what undo takes back can still be seen and chosen.
std::shared_ptr<const HypothesisSnapshot> DecodeController::treeOf(const DecodePosition &position)
{
    if (!position.session)
        return nullptr;
    const bool newer = newestTreeOf_.lock() == position.session && newestTree_ && position.reply.tree &&
                       newestTree_->nodes.size() > position.reply.tree->nodes.size();
    if (!newer) {
        newestTreeOf_ = position.session;
        newestTree_ = position.reply.tree;
    }
    return newestTree_;
}

void DecodeController::selectNode(int node)
{
    const auto session = position_.session;
    if (!session || node < 0)
        return;
    queuedSteps_ = 0;
    player_.setPlaying(false);
    const auto &nodes = position_.reply.path.nodes;
    for (int step = 0; step < position_.shownSteps(); ++step)
        if (nodes[static_cast<std::size_t>(step)] == node) {
            selectStep(step);
            return;
        }
    Change change;
    change.undoText = tr("other branch");
    if (newestTree_ && node < static_cast<int>(newestTree_->nodes.size()))
        change.mark = newestTree_->nodes[static_cast<std::size_t>(node)].depth - 1;
    decode(
        session,
        [session, path = position_.reply.path, node](const RunControl &) { return session->select(path, node); },
        change);
}

void DecodeController::setDecoding(const ui::DecodingChoice &decoding)
{
    if (decoding == decoding_)
        return;
    const bool sameBeam = decoding.beam == decoding_.beam; // the penalties are others
    const bool sameSearch = sameBeam && decoding.beam == 1;
    decoding_ = decoding;
    showDecoding();
    if (!position_.fromFile() && !takePendingInput(sameExtent())) {
        if (position_.session && !replacing_ && !loader_.busy())
            searchAgain(sameSearch, sameBeam ? kPenaltyGroup : kNoGroup);
        else
            begin(sameExtent(), tr("beam"), false);
    }
    emit changed();
}

/// The same input in the same tree: the model runs only for words that no search has tried yet.
void DecodeController::searchAgain(bool sameWords, int group)
{
    player_.setPlaying(false);
    queuedSteps_ = 0;
    const auto session = position_.session;
    const int shown = std::max(1, position_.shownSteps());
    Change change;
    change.undoText = group == kPenaltyGroup ? tr("penalties") : tr("beam");
    change.group = group;
    const bool atEnd = position_.current + 1 == position_.shownSteps();
    change.mark = atEnd && !sameWords ? -1 : position_.current;
    decode(
        session,
        [session, sameWords, shown, path = position_.reply.path, choice = decoding_, options = beamOptions(),
         extent = sameExtent()](const RunControl &control) {
            session->setRanking(choice.lengthPenalty, choice.coveragePenalty);
            if (sameWords)
                return session->show(path, path.shown);
            DecodeReply found = session->begin(options, extent, control);
            if (extent == Extent::WholeOutput || found.path.nodes.size() < 2)
                return found;
            DecodeReply reply = session->show(found.path, shown);
            reply.outcome = found.outcome;
            reply.computedSteps = found.computedSteps;
            reply.milliseconds = found.milliseconds;
            return reply;
        },
        change);
}

void DecodeController::showDecoding()
{
    page_->setDecoding(decoding_);
    page_->setPenalties(decoding_.lengthPenalty, decoding_.coveragePenalty);
}

} // namespace fovea::app
