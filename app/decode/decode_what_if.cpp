// The part of DecodeController that tries other weights and other inputs.
#include "app/decode/decode_controller.h"

#include <algorithm>
#include <utility>

#include "app/decode/change_command.h"
#include "ui/text/trace_text.h"

namespace fovea::app
{

using Extent = DecodeSession::Extent;

// --- preview

void DecodeController::previewWeights(int step, const Vector &weights)
{
    if (weights.size() == 0) {
        endPreview();
        return;
    }
    if (!position_.session || step < 0 || step >= position_.shownSteps())
        return;
    nextPreview_ = PreviewRequest{step, weights};
    // One at a time, the newest next: a request that stopped the running one would let a fast drag show nothing.
    if (!previewer_.busy())
        startPreview();
}

void DecodeController::startPreview()
{
    PreviewRequest request = std::move(*nextPreview_);
    nextPreview_.reset();
    previewer_.run([session = position_.session, path = position_.reply.path,
                    request](const RunControl &) { return session->preview(path, request.step, request.weights); },
                   [this](const WeightPreview &preview) {
                       page_->setPreview(preview);
                       if (nextPreview_)
                           startPreview();
                   },
                   [this](const TaskFailure &failure) {
                       endPreview();
                       showFailure(tr("These weights cannot be tried."), failure.text);
                   });
}

void DecodeController::endPreview()
{
    previewer_.discard();
    nextPreview_.reset();
    page_->setPreview(std::nullopt);
}

/// The weights under edit, where the marked step has some.
void DecodeController::showDraft()
{
    const bool here = position_.draft && position_.draft->step() == position_.current;
    page_->setWeightDraft(here ? position_.draft : std::nullopt);
    if (here)
        previewWeights(position_.draft->step(), position_.draft->values());
    else
        endPreview();
}

// --- edits

void DecodeController::editWeights(const ui::WeightDraft &draft, int gesture)
{
    if (!position_.session || draft.step() != position_.current)
        return;
    DecodePosition before = position_;
    position_.draft = draft.isChanged() ? std::optional(draft) : std::nullopt;
    pushChange(tr("weights"), std::move(before), kFirstGestureGroup + gesture);
    if (position_.draft)
        previewWeights(draft.step(), draft.values());
    else
        endPreview();
    emit changed();
}

void DecodeController::cancelWeights()
{
    if (!position_.draft)
        return;
    DecodePosition before = position_;
    position_.draft.reset();
    pushChange(tr("weights"), std::move(before), kNoGroup);
    showDraft();
    emit changed();
}

/// The draft of a step stays while the walk along the same words goes on.
void DecodeController::keepDraft(DecodePosition &next) const
{
    const auto &draft = position_.draft;
    if (!draft || next.session != position_.session)
        return;
    const auto step = static_cast<std::size_t>(draft->step());
    const auto &before = position_.reply.path.nodes;
    const auto &after = next.reply.path.nodes;
    if (step < before.size() && step < after.size() && before[step] == after[step])
        next.draft = draft;
}

void DecodeController::overrideWeights(int step, const Vector &weights, const QString &name)
{
    if (refuseOnFile() || !position_.session)
        return;
    queuedSteps_ = 0;
    player_.setPlaying(false);
    Change change;
    change.undoText = name;
    change.difference = name;
    change.failed = tr("These weights cannot be used.");
    change.mark = step;
    const auto session = position_.session;
    decode(
        session,
        [session, path = position_.reply.path, step, weights, title = name.toStdString(), options = beamOptions(),
         extent = sameExtent()](const RunControl &control) {
            return session->overrideWeights(path, step, weights, title, options, extent, control);
        },
        change);
}

void DecodeController::maskPositions(int step, const std::vector<int> &positions, MaskReach reach)
{
    if (refuseOnFile() || !position_.session)
        return;
    queuedSteps_ = 0;
    player_.setPlaying(false);
    const auto trace = position_.trace();
    QStringList labels;
    for (Index i = 0; i < trace->source.size(); ++i)
        labels << ui::sourceLabel(*trace, i);
    Change change;
    change.undoText = ui::maskName(positions, reach == MaskReach::FromHere, labels);
    change.difference = change.undoText;
    change.failed = tr("This cannot be masked.");
    change.mark = step;
    const auto session = position_.session;
    decode(
        session,
        [session, path = position_.reply.path, step, positions, reach, options = beamOptions(),
         extent = sameExtent()](const RunControl &control) {
            return session->maskPositions(path, step, positions, reach, options, extent, control);
        },
        change);
}

QString DecodeController::inputFailure() { return tr("This input cannot be decoded."); }

QString DecodeController::forcedName(int step, const QString &word) const
{
    const auto trace = position_.trace();
    if (step < 0 || step >= position_.shownSteps())
        return tr("forced “%1”").arg(word);
    return tr("“%1” → “%2”").arg(ui::targetLabel(*trace, step), word);
}

void DecodeController::beginChanged(const QString &undoText, const QString &difference)
{
    player_.setPlaying(false);
    queuedSteps_ = 0;
    const int shown = std::max(1, position_.shownSteps());
    auto session = std::make_shared<DecodeSession>(makeInput());
    session->setRanking(decoding_.lengthPenalty, decoding_.coveragePenalty);
    Change change;
    change.undoText = undoText;
    change.difference = difference;
    change.mark = position_.current;
    change.replaces = true;
    change.failed = inputFailure();
    decode(
        session,
        [session, shown, extent = sameExtent(), options = beamOptions()](const RunControl &control) {
            DecodeReply reply = session->begin(options, extent, control);
            const auto more = [&reply] {
                return reply.canExtend || reply.path.shown < static_cast<int>(reply.path.nodes.size());
            };
            while (extent == Extent::FirstWord && reply.path.shown < shown && more() && !control.stopRequested())
                reply = session->step(reply.path);
            return reply;
        },
        change);
}

} // namespace fovea::app
