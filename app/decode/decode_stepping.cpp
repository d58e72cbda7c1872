// The part of DecodeController that walks along an output: step, jump, force, play, stop.
#include "app/decode/decode_controller.h"

#include <algorithm>

namespace fovea::app
{

using Extent = DecodeSession::Extent;

namespace
{

constexpr int kMostQueuedSteps = 64;

} // namespace

void DecodeController::step()
{
    if (takePendingInput(Extent::FirstWord)) // typed less than a moment ago
        return;
    if (decoder_.busy()) {
        queuedSteps_ = std::min(queuedSteps_ + 1, kMostQueuedSteps);
        return;
    }
    if (position_.current + 1 < position_.shownSteps()) {
        selectStep(position_.current + 1);
        return;
    }
    if (!position_.canStep()) {
        queuedSteps_ = 0;
        return;
    }
    const auto session = position_.session;
    decode(session, [session, path = position_.reply.path](const RunControl &) { return session->step(path); }, {});
}

void DecodeController::back() { selectStep(position_.current - 1); }

void DecodeController::restart()
{
    if (position_.fromFile()) {
        selectStep(0);
        return;
    }
    if (!position_.session)
        return;
    queuedSteps_ = 0;
    const auto session = position_.session;
    decode(session, [session, path = position_.reply.path](const RunControl &) { return session->show(path, 0); }, {});
}

void DecodeController::toEnd()
{
    if (takePendingInput(Extent::WholeOutput))
        return;
    queuedSteps_ = 0;
    if (!position_.session || position_.showsWholeOutput()) {
        selectStep(position_.shownSteps() - 1);
        return;
    }
    const auto session = position_.session;
    decode(session,
           [session, path = position_.reply.path, options = beamOptions()](const RunControl &control) {
               return session->finish(path, options, control);
           },
           {});
}

void DecodeController::selectStep(int step)
{
    if (step < 0 || step >= position_.shownSteps())
        return;
    position_.current = step;
    page_->setCurrentStep(step);
    showDraft();
    emit changed();
}

void DecodeController::forceToken(int step, int id)
{
    if (refuseOnFile() || !position_.session || step < 0 || step >= position_.shownSteps())
        return;
    queuedSteps_ = 0;
    player_.setPlaying(false);
    Change change;
    change.undoText = tr("forced word");
    change.failed = tr("This word cannot be put here.");
    change.mark = step;
    for (const Candidate &candidate : position_.trace()->steps[static_cast<std::size_t>(step)].candidates)
        if (candidate.id == id && sameExtent() == Extent::WholeOutput)
            change.difference = forcedName(step, QString::fromStdString(candidate.token));
    const auto session = position_.session;
    decode(
        session,
        [session, path = position_.reply.path, step, id, options = beamOptions(), extent = sameExtent()](
            const RunControl &control) { return session->force(path, step, {id}, options, extent, control); },
        change);
}

void DecodeController::forceText(int step, const QString &text)
{
    if (refuseOnFile() || !position_.session || text.trimmed().isEmpty())
        return;
    queuedSteps_ = 0;
    player_.setPlaying(false);
    // Words after the end symbol take its place: there is no step after it.
    if (position_.reply.finished)
        step = std::min(step, static_cast<int>(position_.reply.path.nodes.size()) - 1);
    Change change;
    change.undoText = tr("forced text");
    change.failed = tr("These words cannot be put here.");
    if (sameExtent() == Extent::WholeOutput) {
        change.mark = step;
        change.difference = forcedName(step, text.trimmed());
    }
    const auto session = position_.session;
    decode(
        session,
        [session, path = position_.reply.path, step, words = text.toStdString(), options = beamOptions(),
         extent = sameExtent()](const RunControl &control) {
            return session->forceText(path, step, words, options, extent, control);
        },
        change);
}

void DecodeController::setPlaying(bool playing)
{
    if (playing && !position_.canStep() && !page_->stagesLeft()) {
        if (!position_.canRestart())
            return;
        restart();
    }
    player_.setPlaying(playing);
}

void DecodeController::playTick()
{
    if (decoder_.busy())
        return; // slower than the tick: the next one
    if (page_->showsStages() && (page_->stagesLeft() || position_.canStep())) {
        page_->nextStage(); // asks for the next step after the last stage of this one
        return;
    }
    if (position_.canStep())
        step();
    if (!position_.canStep() && !decoder_.busy())
        player_.setPlaying(false);
}

void DecodeController::stop()
{
    player_.setPlaying(false);
    queuedSteps_ = 0;
    decoder_.stop();
    if (loader_.busy()) {
        loader_.discard();
        page_->setCurrentModel(modelPath_);
    }
}

} // namespace fovea::app
