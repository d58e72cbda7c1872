#include "app/translate_controller.h"

#include <QFileInfo>
#include <QUndoStack>

#include <algorithm>

#include "app/change_command.h"

namespace fovea::app
{

using Extent = DecodeSession::Extent;
using ui::MessageKind;
using ui::TranslatePage;

namespace
{

std::filesystem::path toPath(const QString &path) { return path.toStdU16String(); }

} // namespace

TranslateController::TranslateController(TranslatePage *page, ModelOpener opener, TraceReader reader, QUndoStack *undo,
                                         QObject *parent)
    : QObject(parent), page_(page), opener_(std::move(opener)), reader_(std::move(reader)), undo_(undo)
{
    decoding_ = page_->decoding();
    connectPage();
    connectWork();
}

TranslateController::~TranslateController() = default;

void TranslateController::connectPage()
{
    connect(page_, &TranslatePage::sentenceEdited, this, &TranslateController::editSentence);
    connect(page_, &TranslatePage::sentenceSubmitted, this, &TranslateController::submitSentence);
    connect(page_, &TranslatePage::modelChosen, this, [this](const QString &path) { openModel(path); });
    connect(page_, &TranslatePage::decodingChanged, this, &TranslateController::setDecoding);
    connect(page_, &TranslatePage::stepSelected, this, &TranslateController::selectStep);
    connect(page_, &TranslatePage::stepRequested, this, &TranslateController::step);
    connect(page_, &TranslatePage::stopRequested, this, &TranslateController::stop);
    connect(page_, &TranslatePage::tokenForced, this, &TranslateController::forceToken);
    connect(page_, &TranslatePage::textForced, this, &TranslateController::forceText);
}

void TranslateController::connectWork()
{
    connect(&player_, &Player::tick, this, &TranslateController::playTick);
    connect(&player_, &Player::playingChanged, this, [this](bool playing) {
        page_->setPlaying(playing);
        emit playingChanged(playing);
        emit changed();
    });
    for (TaskRunner *runner : {&loader_, &decoder_, &files_})
        connect(runner, &TaskRunner::busyChanged, this, &TranslateController::updateBusy);
}

// --- models and files

void TranslateController::setModels(std::vector<ui::ModelChoice> models)
{
    models_ = std::move(models);
    page_->setModels(models_);
    page_->setCurrentModel(modelPath_);
}

void TranslateController::openModel(const QString &path, AfterOpening then)
{
    if (path.isEmpty())
        return;
    player_.setPlaying(false);
    openingName_ = QFileInfo(path).fileName();
    const auto open = [opener = opener_, folder = toPath(path)](const RunControl &) { return opener(folder); };
    loader_.run(
        open,
        [this, path, then](std::shared_ptr<const TranslationModel> model) {
            acceptModel(std::move(model), path, then);
        },
        [this, path](const TaskFailure &failure) {
            page_->setCurrentModel(modelPath_);
            page_->setMessage(MessageKind::Error, tr("This model cannot be opened. %1").arg(failure.text));
            emit openFailed(path, failure.text);
        });
    updateBusy();
}

void TranslateController::acceptModel(std::shared_ptr<const TranslationModel> model, const QString &path,
                                      AfterOpening then)
{
    const bool first = model_ == nullptr;
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
    if (then == AfterOpening::KeepPicture) { // a file is shown, is on its way, or was refused
        position_.model = model_;
        position_.modelPath = path;
        emit changed();
        return;
    }
    sentence_ = page_->sentence();
    begin(first ? extentWhenOpened_ : sameExtent(), first ? QString() : tr("model"), false);
}

void TranslateController::openTraces(const QString &path)
{
    player_.setPlaying(false);
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
                   TranslatePosition next;
                   next.document = std::move(document);
                   next.current = next.shownSteps() - 1;
                   commit(std::move(next), tr("file"), false);
                   restore(position_);
                   emit tracesOpened(path);
               },
               [this, path](const TaskFailure &failure) {
                   page_->setMessage(MessageKind::Error, tr("This file cannot be opened. %1").arg(failure.text));
                   emit openFailed(path, failure.text);
               });
}

void TranslateController::showOtherTrace(int offset)
{
    if (!position_.document)
        return;
    const int index = position_.documentIndex + offset;
    if (index < 0 || index >= static_cast<int>(position_.document->traces.size()))
        return;
    TranslatePosition next = position_;
    next.documentIndex = index;
    next.sentence = QString::fromStdString(next.trace()->sourceText);
    next.current = next.shownSteps() - 1;
    restore(next);
}

bool TranslateController::refuseOnFile()
{
    if (!position_.fromFile())
        return false;
    page_->setMessage(MessageKind::Information,
                      tr("This trace comes from a file and cannot be changed. Press Enter in the sentence box to "
                         "translate the sentence with the model."));
    return true;
}

// --- the sentence

bool TranslateController::sentenceIsPending() const { return page_->sentence() != sentence_ && !position_.fromFile(); }

Extent TranslateController::sameExtent() const
{
    return position_.session && position_.reply.finished && position_.showsWholeOutput() ? Extent::WholeSentence
                                                                                         : Extent::FirstWord;
}

BeamOptions TranslateController::beamOptions() const
{
    BeamOptions options;
    options.width = decoding_.beam;
    options.lengthPenalty = decoding_.beam > 1 ? decoding_.lengthPenalty : 0;
    return options;
}

void TranslateController::startWith(const QString &sentence)
{
    page_->setSentence(sentence);
    sentence_ = sentence;
    begin(Extent::FirstWord, {}, false);
}

void TranslateController::editSentence(const QString &sentence)
{
    if (sentence == sentence_ && !position_.fromFile())
        return;
    sentence_ = sentence;
    begin(Extent::FirstWord, tr("sentence"), true);
}

void TranslateController::submitSentence(const QString &sentence)
{
    if (sentence == sentence_ && position_.session &&
        QString::fromStdString(position_.session->sentence()) == sentence && !decoder_.busy()) {
        toEnd();
        return;
    }
    sentence_ = sentence;
    begin(Extent::WholeSentence, tr("sentence"), false);
}

void TranslateController::setDecoding(const ui::DecodingChoice &decoding)
{
    if (decoding == decoding_)
        return;
    decoding_ = decoding;
    page_->setDecoding(decoding);
    if (!position_.fromFile())
        begin(sameExtent(), tr("beam"), false);
    emit changed();
}

void TranslateController::begin(Extent extent, const QString &undoText, bool typed)
{
    player_.setPlaying(false);
    extentWhenOpened_ = extent;
    if (sentence_.trimmed().isEmpty()) {
        clearPicture();
        return;
    }
    if (!model_) { // acceptModel() comes back here
        if (!loader_.busy())
            page_->setMessage(MessageKind::Warning,
                              tr("No model is open. Choose one above, or use File > Open bundle."));
        return;
    }
    auto session = std::make_shared<DecodeSession>(model_, sentence_.toStdString());
    Change change;
    change.undoText = undoText;
    change.typed = typed;
    change.replaces = true;
    decode(
        session,
        [session, extent, options = beamOptions()](const RunControl &control) {
            return session->begin(options, extent, control);
        },
        change);
}

void TranslateController::clearPicture()
{
    decoder_.discard();
    queuedSteps_ = 0;
    page_->clearMessage();
    TranslatePosition next;
    const bool had = position_.trace() != nullptr;
    commit(std::move(next), had ? tr("sentence") : QString(), true);
}

// --- decoding

void TranslateController::decode(std::shared_ptr<DecodeSession> session,
                                 std::function<DecodeReply(const RunControl &)> job, const Change &change)
{
    decoder_.run(
        std::move(job), [this, session, change](DecodeReply reply) { accept(session, std::move(reply), change); },
        [this, change](const TaskFailure &failure) { fail(failure, change); });
}

void TranslateController::accept(const std::shared_ptr<DecodeSession> &session, DecodeReply reply, const Change &change)
{
    TranslatePosition next;
    next.session = session;
    next.current = change.mark >= 0 ? std::min(change.mark, reply.path.shown - 1) : reply.path.shown - 1;
    if (reply.computedSteps > 0)
        next.stepMilliseconds = reply.milliseconds / reply.computedSteps;
    else if (position_.session == session)
        next.stepMilliseconds = position_.stepMilliseconds;
    next.reply = std::move(reply);
    commit(std::move(next), change.undoText, change.typed);
    showNotices(position_.reply);
    if (queuedSteps_ > 0) {
        --queuedSteps_;
        step();
    }
}

void TranslateController::showNotices(const DecodeReply &reply)
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

void TranslateController::fail(const TaskFailure &failure, const Change &change)
{
    queuedSteps_ = 0;
    player_.setPlaying(false);
    if (change.replaces) // the old picture belongs to another sentence
        commit(TranslatePosition(), change.undoText, change.typed);
    const bool stopped = failure.kind == TaskFailure::Kind::Stopped;
    page_->setMessage(stopped ? MessageKind::Information : MessageKind::Error, failure.text);
    emit changed();
}

/// Fills in what every position carries, shows it and remembers the change.
void TranslateController::commit(TranslatePosition next, const QString &undoText, bool typed)
{
    next.decoding = decoding_;
    next.model = model_;
    next.modelPath = modelPath_;
    next.sentence = next.document ? QString::fromStdString(next.trace()->sourceText) : sentence_;
    TranslatePosition before = std::exchange(position_, std::move(next));
    if (!undoText.isEmpty())
        undo_->push(new ChangeCommand(undoText, std::move(before), position_, typed,
                                      [this](const TranslatePosition &position) { restore(position); }));
    showPosition();
}

void TranslateController::restore(const TranslatePosition &position)
{
    decoder_.discard();
    queuedSteps_ = 0;
    player_.setPlaying(false);
    position_ = position;
    sentence_ = position.sentence;
    decoding_ = position.decoding;
    if (position.model) {
        model_ = position.model;
        modelPath_ = position.modelPath;
    }
    page_->setSentence(sentence_);
    page_->setDecoding(decoding_);
    page_->setCurrentModel(modelPath_);
    page_->clearMessage();
    if (position.document && position.document->traces.size() > 1)
        page_->setMessage(MessageKind::Information, tr("Trace %1 of %2 in %3")
                                                        .arg(position.documentIndex + 1)
                                                        .arg(position.document->traces.size())
                                                        .arg(QFileInfo(position.document->path).fileName()));
    showPosition();
}

void TranslateController::showPosition()
{
    page_->setForcingEnabled(!position_.fromFile());
    page_->setTrace(position_.trace());
    page_->setCurrentStep(position_.current);
    page_->setStepTime(position_.stepMilliseconds);
    emit changed();
}

void TranslateController::updateBusy()
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
