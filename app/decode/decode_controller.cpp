#include "app/decode/decode_controller.h"

#include <QFileInfo>
#include <QUndoStack>

#include <algorithm>

#include "app/decode/change_command.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

using Extent = DecodeSession::Extent;
using ui::DecodePage;
using ui::MessageKind;
using ui::toPath;

DecodeController::DecodeController(DecodePage *page, DecodeModelOpener opener, TraceReader reader, QUndoStack *undo,
                                   QObject *parent)
    : QObject(parent), page_(page), opener_(std::move(opener)), reader_(std::move(reader)), undo_(undo)
{
    decoding_ = page_->decoding();
    connectPage();
    connectWork();
}

DecodeController::~DecodeController() = default;

void DecodeController::connectPage()
{
    connect(page_, &DecodePage::modelChosen, this, [this](const QString &path) { openModel(path); });
    connect(page_, &DecodePage::decodingChanged, this, &DecodeController::setDecoding);
    connect(page_, &DecodePage::stepSelected, this, &DecodeController::selectStep);
    connect(page_, &DecodePage::stepRequested, this, &DecodeController::step);
    connect(page_, &DecodePage::nodeSelected, this, &DecodeController::selectNode);
    connect(page_, &DecodePage::stopRequested, this, &DecodeController::stop);
    connect(page_, &DecodePage::tokenForced, this, &DecodeController::forceToken);
    connect(page_, &DecodePage::textForced, this, &DecodeController::forceText);
    connect(page_, &DecodePage::weightsPreviewed, this, &DecodeController::previewWeights);
    connect(page_, &DecodePage::weightsEdited, this, &DecodeController::overrideWeights);
    connect(page_, &DecodePage::positionsMasked, this, &DecodeController::maskPositions);
    connect(page_, &DecodePage::weightDraftEdited, this, &DecodeController::editWeights);
    connect(page_, &DecodePage::weightDraftCancelled, this, &DecodeController::cancelWeights);
}

void DecodeController::connectWork()
{
    connect(&player_, &Player::tick, this, &DecodeController::playTick);
    connect(&player_, &Player::playingChanged, this, [this](bool playing) {
        page_->setPlaying(playing);
        emit playingChanged(playing);
        emit changed();
    });
    connect(&doctor_, &TraceDoctor::examined, page_, &DecodePage::setDiagnosis);
    for (TaskRunner *runner : {&loader_, &decoder_, &files_})
        connect(runner, &TaskRunner::busyChanged, this, &DecodeController::updateBusy);
}

// --- models and files

void DecodeController::setModels(std::vector<ui::ModelChoice> models)
{
    models_ = std::move(models);
    page_->setModels(models_);
    page_->setCurrentModel(modelPath_);
}

void DecodeController::openModel(const QString &path, AfterOpening then)
{
    if (path.isEmpty())
        return;
    player_.setPlaying(false);
    openingName_ = QFileInfo(path).fileName();
    afterOpening_ = then;
    const auto open = [opener = opener_, folder = toPath(path)](const RunControl &) { return opener(folder); };
    loader_.run(
        open, [this, path](std::shared_ptr<const DecodeModel> model) { acceptModel(std::move(model), path); },
        [this, path](const TaskFailure &failure) {
            page_->setCurrentModel(modelPath_);
            page_->setMessage(MessageKind::Error, tr("This model cannot be opened. %1").arg(failure.text));
            emit openFailed(path, failure.text);
        });
    updateBusy();
}

void DecodeController::openDefaultModel(const QString &path)
{
    openModel(path, position_.fromFile() || files_.busy() ? AfterOpening::KeepPicture : AfterOpening::Decode);
}

void DecodeController::useModel(std::shared_ptr<const DecodeModel> model, const QString &path)
{
    model_ = std::move(model);
    modelPath_ = path;
    const auto known = [&path](const ui::ModelChoice &choice) { return choice.path == path; };
    if (std::none_of(models_.begin(), models_.end(), known)) {
        const ModelInfo &info = model_->info();
        models_.push_back({QString::fromStdString(info.name), path, info.match, false});
        page_->setModels(models_);
    }
    page_->setCurrentModel(path);
    emit modelOpened(path);
}

void DecodeController::acceptModel(std::shared_ptr<const DecodeModel> model, const QString &path)
{
    const bool first = model_ == nullptr;
    useModel(std::move(model), path);
    if (afterOpening_ == AfterOpening::KeepPicture) { // a file is shown, is on its way, or was refused
        position_.model = model_;
        position_.modelPath = path;
        emit changed();
        return;
    }
    readInput();
    begin(first ? extentWhenOpened_ : sameExtent(), first ? QString() : tr("model"), false);
}

void DecodeController::use(std::shared_ptr<const DecodeModel> model, const QString &path,
                           const ui::DecodingChoice &decoding)
{
    loader_.discard(); // another one that is being opened comes too late
    if (model != model_)
        useModel(std::move(model), path);
    decoding_ = decoding;
    showDecoding();
}

void DecodeController::openTraces(const QString &path)
{
    player_.setPlaying(false);
    afterOpening_ = AfterOpening::KeepPicture;
    files_.run([reader = reader_, file = toPath(path)](const RunControl &) { return reader(file); },
               [this, path](std::vector<AttentionTrace> traces) {
                   auto document = std::make_shared<TraceDocument>();
                   document->path = path;
                   for (AttentionTrace &trace : traces)
                       document->traces.push_back(std::make_shared<const AttentionTrace>(std::move(trace)));
                   if (document->traces.empty()) {
                       page_->setMessage(MessageKind::Error, tr("There is no trace in %1.").arg(path));
                       return;
                   }
                   DecodePosition next;
                   next.document = std::move(document);
                   next.current = next.shownSteps() - 1;
                   commit(std::move(next), tr("file"), kNoGroup);
                   restore(position_);
                   emit tracesOpened(path);
               },
               [this, path](const TaskFailure &failure) {
                   page_->setMessage(MessageKind::Error, tr("This file cannot be opened. %1").arg(failure.text));
                   emit openFailed(path, failure.text);
               });
}

void DecodeController::showOtherTrace(int offset)
{
    if (!position_.document)
        return;
    const int index = position_.documentIndex + offset;
    if (index < 0 || index >= static_cast<int>(position_.document->traces.size()))
        return;
    DecodePosition next = position_;
    next.documentIndex = index;
    next.current = next.shownSteps() - 1;
    next.input = inputState(next);
    restore(next);
}

bool DecodeController::refuseOnFile()
{
    if (!position_.fromFile())
        return false;
    page_->setMessage(MessageKind::Information, readOnlyText());
    return true;
}

// --- the input

Extent DecodeController::sameExtent() const
{
    return position_.session && position_.reply.finished && position_.showsWholeOutput() ? Extent::WholeOutput
                                                                                         : Extent::FirstWord;
}

BeamOptions DecodeController::beamOptions(const ui::DecodingChoice &decoding)
{
    BeamOptions options;
    options.width = decoding.beam;
    options.lengthPenalty = decoding.beam > 1 ? decoding.lengthPenalty : 0;
    options.coveragePenalty = decoding.beam > 1 ? decoding.coveragePenalty : 0;
    return options;
}

void DecodeController::begin(Extent extent, const QString &undoText, bool typed, int mark)
{
    player_.setPlaying(false);
    extentWhenOpened_ = extent;
    afterOpening_ = AfterOpening::Decode;
    if (!hasInput()) {
        clearPicture(undoText);
        return;
    }
    if (!model_) { // acceptModel() comes back here
        if (!loader_.busy())
            page_->setMessage(MessageKind::Warning,
                              tr("No model is open. Choose one above, or use File > Open bundle."));
        return;
    }
    auto session = std::make_shared<DecodeSession>(makeInput());
    session->setRanking(decoding_.lengthPenalty, decoding_.coveragePenalty);
    Change change;
    change.undoText = undoText;
    change.group = typed ? kTypedGroup : kNoGroup;
    change.mark = mark;
    change.replaces = true;
    change.failed = inputFailure();
    decode(
        session,
        [session, extent, options = beamOptions()](const RunControl &control) {
            return session->begin(options, extent, control);
        },
        change);
}

void DecodeController::clearPicture(const QString &undoText)
{
    decoder_.discard();
    replacing_ = false;
    queuedSteps_ = 0;
    page_->clearMessage();
    DecodePosition next;
    const bool had = position_.trace() != nullptr;
    commit(std::move(next), had ? undoText : QString(), kTypedGroup);
}

// --- decoding

void DecodeController::decode(std::shared_ptr<DecodeSession> session,
                              std::function<DecodeReply(const RunControl &)> job, const Change &change)
{
    replacing_ = change.replaces;
    decoder_.run(
        std::move(job), [this, session, change](DecodeReply reply) { accept(session, std::move(reply), change); },
        [this, change](const TaskFailure &failure) { fail(failure, change); });
}

void DecodeController::accept(const std::shared_ptr<DecodeSession> &session, DecodeReply reply, const Change &change)
{
    DecodePosition next;
    next.session = session;
    next.current = change.mark >= 0 ? std::min(change.mark, reply.path.shown - 1) : reply.path.shown - 1;
    if (reply.computedSteps > 0)
        next.stepMilliseconds = reply.milliseconds / reply.computedSteps;
    else if (position_.session == session)
        next.stepMilliseconds = position_.stepMilliseconds;
    next.reply = std::move(reply);
    keepDraft(next);
    if (!change.difference.isEmpty())
        next.difference = ui::OutputDifference{change.difference, wordsOf(position_), wordsOf(next)};
    commit(std::move(next), change.undoText, change.group);
    showNotices(position_.reply);
    if (queuedSteps_ > 0) {
        --queuedSteps_;
        step();
    }
}

void DecodeController::showNotices(const DecodeReply &reply)
{
    if (reply.outcome == DecodeOutcome::Stopped)
        page_->setMessage(MessageKind::Information, tr("Stopped. This is the best so far."));
    else if (position_.showsWholeOutput() && !reply.finished)
        page_->setMessage(MessageKind::Warning, tr("The model did not end this sentence: decoding stopped at the "
                                                   "limit of %1 words.")
                                                    .arg(reply.path.nodes.size()));
    else
        page_->clearMessage();
}

void DecodeController::fail(const TaskFailure &failure, const Change &change)
{
    replacing_ = false;
    queuedSteps_ = 0;
    player_.setPlaying(false);
    if (change.replaces) // the old picture belongs to another input
        commit(DecodePosition(), change.undoText, change.group);
    const bool stopped = failure.kind == TaskFailure::Kind::Stopped;
    if (stopped)
        page_->setMessage(MessageKind::Information, failure.text);
    else
        showFailure(change.failed.isEmpty() ? tr("Decoding failed.") : change.failed, failure.text);
    emit changed();
}

/// The reason comes from the core, in English: what it is about is said first in the person's language.
void DecodeController::showFailure(const QString &what, const QString &reason)
{
    page_->setMessage(MessageKind::Error, tr("%1 Reason: %2", "what failed, why").arg(what, reason));
}

/// Fills in what every position carries, shows it and remembers the change.
void DecodeController::commit(DecodePosition next, const QString &undoText, int group)
{
    next.decoding = decoding_;
    next.model = model_;
    next.modelPath = modelPath_;
    next.input = inputState(next);
    DecodePosition before = std::exchange(position_, std::move(next));
    if (!undoText.isEmpty())
        pushChange(undoText, std::move(before), group);
    showPosition();
}

/// `before` became position_.
void DecodeController::pushChange(const QString &undoText, DecodePosition before, int group)
{
    undo_->push(new ChangeCommand(undoText, std::move(before), position_, group,
                                  [this](const DecodePosition &position) { restore(position); }));
}

void DecodeController::restore(const DecodePosition &position)
{
    decoder_.discard();
    replacing_ = false;
    queuedSteps_ = 0;
    player_.setPlaying(false);
    position_ = position;
    decoding_ = position.decoding;
    if (position.model) {
        model_ = position.model;
        modelPath_ = position.modelPath;
    }
    if (position.input)
        restoreInput(*position.input);
    showDecoding();
    page_->setCurrentModel(modelPath_);
    page_->clearMessage();
    if (position.document && position.document->traces.size() > 1)
        page_->setMessage(MessageKind::Information, tr("Trace %1 of %2 in %3")
                                                        .arg(position.documentIndex + 1)
                                                        .arg(position.document->traces.size())
                                                        .arg(QFileInfo(position.document->path).fileName()));
    showPosition();
}

void DecodeController::showPosition()
{
    page_->setForcingEnabled(!position_.fromFile());
    page_->setMasks(position_.reply.masked);
    page_->setTree(treeOf(position_), position_.reply.path.nodes);
    page_->setTrace(position_.trace());
    page_->setCurrentStep(position_.current);
    page_->setStepTime(position_.stepMilliseconds);
    doctor_.examine(position_.trace());
    page_->setDifference(position_.difference);
    showDraft();
    emit changed();
}

void DecodeController::updateBusy()
{
    if (!page_)
        return;
    if (loader_.busy())
        page_->setBusy(true, tr("Opening %1…").arg(openingName_));
    else if (files_.busy())
        page_->setBusy(true, tr("Reading the file…"));
    else if (decoder_.busy())
        page_->setBusy(true, tr("Decoding…"));
    else
        page_->setBusy(false);
    emit changed();
}

} // namespace fovea::app
