// Sessions: the part of DecodeController that shows what was saved.
#include "app/decode/decode_recording.h"

#include <QFileInfo>

#include "app/decode/change_command.h"
#include "app/decode/decode_controller.h"

namespace fovea::app
{

using ui::MessageKind;

void DecodeController::openRecorded(const RecordedPosition &recorded)
{
    player_.setPlaying(false);
    decoder_.discard();
    files_.discard();
    queuedSteps_ = 0;
    const bool nothing = recorded.input.trimmed().isEmpty() && !recorded.state &&
                         (!recorded.document || recorded.document->traces.empty());
    if (nothing) {
        setInputText({});
        if (!hasInput())
            clearPicture(tr("session"));
        emit recordedOpened();
        return;
    }
    if (recorded.modelPath.isEmpty()) {
        loader_.discard();
        showRecorded(recorded, recorded.notice);
        return;
    }
    if (model_ && modelPath_ == recorded.modelPath) {
        loader_.discard();
        replay(recorded);
        return;
    }
    openingName_ = QFileInfo(recorded.modelPath).fileName();
    loader_.run([opener = opener_, folder = std::filesystem::path(recorded.modelPath.toStdU16String())](
                    const RunControl &) { return opener(folder); },
                [this, recorded](std::shared_ptr<const DecodeModel> model) {
                    useModel(std::move(model), recorded.modelPath);
                    replay(recorded);
                },
                [this, recorded](const TaskFailure &failure) {
                    page_->setCurrentModel(modelPath_);
                    showRecorded(recorded,
                                 tr("The model of this session cannot be opened, so its recorded attention is "
                                    "shown and cannot be gone on with. %1")
                                     .arg(failure.text));
                });
    updateBusy();
}

void DecodeController::replay(const RecordedPosition &recorded)
{
    if (recorded.state) {
        restoreInput(*recorded.state);
    } else if (!setInputText(recorded.input)) {
        showRecorded(recorded, tr("This input cannot be decoded again here: its recorded attention is shown."));
        return;
    }
    decoding_ = recorded.decoding;
    showDecoding();
    auto session = std::make_shared<DecodeSession>(makeInput());
    session->setRanking(decoding_.lengthPenalty, decoding_.coveragePenalty);
    decoder_.run(
        [session, recorded, options = beamOptions()](const RunControl &control) {
            return session->replay(recorded.tree, recorded.leaf, recorded.shown, options, control);
        },
        [this, session, recorded](DecodeReply reply) {
            Change change;
            change.undoText = tr("session");
            change.mark = recorded.current;
            accept(session, std::move(reply), change);
            emit recordedOpened();
        },
        [this, recorded](const TaskFailure &failure) {
            showRecorded(recorded, failure.kind == TaskFailure::Kind::Stopped
                                       ? tr("Stopped. The recorded attention is shown.")
                                       : tr("This session cannot be decoded again, so its recorded attention is shown. "
                                            "%1")
                                             .arg(failure.text));
        });
}

void DecodeController::showRecorded(const RecordedPosition &recorded, const QString &notice)
{
    DecodePosition next;
    decoding_ = recorded.decoding;
    if (recorded.document && !recorded.document->traces.empty()) {
        next.document = recorded.document;
        next.documentIndex = recorded.documentIndex;
        next.current = std::min(recorded.current, next.shownSteps() - 1);
    } else {
        setInputText(recorded.input);
    }
    commit(std::move(next), tr("session"), kNoGroup);
    restore(position_);
    if (!notice.isEmpty())
        page_->setMessage(MessageKind::Warning, notice);
    emit recordedOpened();
}

} // namespace fovea::app
