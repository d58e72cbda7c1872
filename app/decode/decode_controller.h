#pragma once

#include <QObject>
#include <QPointer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/decode/decode_position.h"
#include "app/decode/player.h"
#include "app/decode/trace_doctor.h"
#include "app/support/task_runner.h"
#include "ui/decode/decode_page.h"

class QUndoStack;

namespace fovea::app
{

/// Opens a bundle on a worker thread. Throws FileError or ModelError.
using DecodeModelOpener = std::function<std::shared_ptr<const DecodeModel>(const std::filesystem::path &bundle)>;

/// Reads a trace file on a worker thread. Throws FileError.
using TraceReader = std::function<std::vector<AttentionTrace>(const std::filesystem::path &)>;

/// Joins a page that decodes with a model, whatever the task: answers the page's intents, keeps what is shown as a
/// value, and lets the model run on worker threads only. What the person changes can be undone.
/// A task adds where its input comes from.
class DecodeController : public QObject
{
    Q_OBJECT

public:
    enum class AfterOpening { Decode, KeepPicture };

    ~DecodeController() override;

    /// The bundles the chooser offers; others join it when they are opened.
    void setModels(std::vector<ui::ModelChoice> models);
    const std::vector<ui::ModelChoice> &models() const { return models_; }
    const DecodePosition &position() const { return position_; }
    DecodeStatus status() const { return statusOf(position_); }
    bool isBusy() const { return decoder_.busy() || loader_.busy(); }
    /// The input that is decoded, as a session file keeps it: a sentence, a picture's path.
    virtual QString inputText() const { return {}; }
    bool isPlaying() const { return player_.isPlaying(); }
    double speed() const { return player_.speed(); }
    /// What the next decode uses; null and empty while no model is open.
    const std::shared_ptr<const DecodeModel> &model() const { return model_; }
    const QString &modelPath() const { return modelPath_; }
    const ui::DecodingChoice &decoding() const { return decoding_; }
    const DecodeModelOpener &opener() const { return opener_; }
    static BeamOptions beamOptions(const ui::DecodingChoice &decoding);

public slots:
    /// What the person opens in the meantime is kept, and so is what is said about it.
    void openModel(const QString &path, fovea::app::DecodeController::AfterOpening then = AfterOpening::Decode);
    /// The same of a model that nobody chose: what was opened before it is kept, too.
    void openDefaultModel(const QString &path);
    void openTraces(const QString &path);
    /// Shows what was saved: with its model to go on, else the recorded traces and why.
    void openRecorded(const fovea::app::RecordedPosition &recorded);
    /// Shows the trace `offset` further in the file that is open.
    void showOtherTrace(int offset);
    void setDecoding(const fovea::ui::DecodingChoice &decoding);

    void step();
    void back();
    void restart();
    void toEnd();
    void setPlaying(bool playing);
    void setSpeed(double stepsPerSecond) { player_.setSpeed(stepsPerSecond); }
    void stop();
    void selectStep(int step);
    /// Shows the output through this node of the tree.
    void selectNode(int node);
    void forceToken(int step, int id);
    void forceText(int step, const QString &text);

    /// Shows the step with these weights while nothing is decided; no weights end the preview. The newest one wins.
    void previewWeights(int step, const fovea::Vector &weights);
    /// Makes a branch with these weights and decodes on as far as it was.
    void overrideWeights(int step, const fovea::Vector &weights, const QString &name);
    void maskPositions(int step, const std::vector<int> &positions, fovea::MaskReach reach);
    /// The weights under edit are others; drafts of one gesture become one change.
    void editWeights(const fovea::ui::WeightDraft &draft, int gesture);
    /// Drops the weights under edit.
    void cancelWeights();

signals:
    /// position(), status() or what is possible now is different.
    void changed();
    void playingChanged(bool playing);
    void modelOpened(const QString &path);
    void tracesOpened(const QString &path);
    void openFailed(const QString &path, const QString &reason);
    /// openRecorded() is through, with its model or without.
    void recordedOpened();

protected:
    /// What becomes of a decode's answer.
    struct Change {
        QString undoText;      ///< empty: not for the undo stack
        int group = 0;         ///< of changes that become one on the undo stack (app/change_command.h)
        QString difference;    ///< what was changed, to be shown with what it did to the output; empty: not shown
        int mark = -1;         ///< step to mark; -1: the last one shown
        QString failed;        ///< what could not be done, said before the reason; empty: decoding
        bool replaces = false; ///< on failure, what was shown belongs to another input and goes
    };

    DecodeController(ui::DecodePage *page, DecodeModelOpener opener, TraceReader reader, QUndoStack *undo,
                     QObject *parent);

    // --- what a task adds
    /// There is something to decode: a blank sentence is nothing.
    virtual bool hasInput() const = 0;
    /// The input with the model in use; called only when there are both.
    virtual std::shared_ptr<const DecodeInput> makeInput() const = 0;
    /// What the input row holds when `next` is shown, to be remembered with it; a trace from a file brings its own.
    virtual std::shared_ptr<const InputState> inputState(const DecodePosition &next) const = 0;
    /// Puts that back into the input row and makes it the input of the next decode.
    virtual void restoreInput(const InputState &state) = 0;
    /// Takes what the input row holds now as the input: another model is about to decode it.
    virtual void readInput() {}
    /// Makes what a session file kept of an input the input of the next decode; false when that is not possible here.
    virtual bool setInputText(const QString &) { return false; }
    /// Starts on an input that was typed but not reported yet; false when there is none.
    virtual bool takePendingInput(DecodeSession::Extent) { return false; }
    /// What to do instead when somebody tries to change a trace that comes from a file.
    virtual QString readOnlyText() const = 0;

    /// Decodes the input from the start; `mark` is the step to go to, -1 the last one shown.
    void begin(DecodeSession::Extent extent, const QString &undoText, bool typed, int mark = -1);
    /// The next decode uses a model that is open already, and this search.
    void use(std::shared_ptr<const DecodeModel> model, const QString &path, const ui::DecodingChoice &decoding);
    /// Decodes a changed input as far as the one before and shows what `difference` did to the output.
    void beginChanged(const QString &undoText, const QString &difference);
    /// Runs `job` on the session in the background; its answer becomes what is shown. The newest one wins.
    void decode(std::shared_ptr<DecodeSession> session, std::function<DecodeReply(const RunControl &)> job,
                const Change &change);
    /// True, and it is said, when what is shown comes from a file.
    bool refuseOnFile();
    bool isDecoding() const { return decoder_.busy(); }
    /// Reads what the person opens; the newest request wins.
    TaskRunner &fileReader() { return files_; }
    BeamOptions beamOptions() const { return beamOptions(decoding_); }
    DecodeSession::Extent sameExtent() const;

private:
    void connectPage();
    void connectWork();
    void accept(const std::shared_ptr<DecodeSession> &session, DecodeReply reply, const Change &change);
    void fail(const TaskFailure &failure, const Change &change);
    void commit(DecodePosition next, const QString &undoText, int group);
    void pushChange(const QString &undoText, DecodePosition before, int group);
    void keepDraft(DecodePosition &next) const;
    void startPreview();
    void endPreview();
    void showDraft();
    QString forcedName(int step, const QString &word) const;
    void restore(const DecodePosition &position);
    void showFailure(const QString &what, const QString &reason);
    static QString inputFailure();
    void showPosition();
    void showDecoding();
    void searchAgain(bool sameWords, int group);
    std::shared_ptr<const HypothesisSnapshot> treeOf(const DecodePosition &position);
    void showNotices(const DecodeReply &reply);
    void useModel(std::shared_ptr<const DecodeModel> model, const QString &path);
    void acceptModel(std::shared_ptr<const DecodeModel> model, const QString &path);
    void replay(const RecordedPosition &recorded);
    void showRecorded(const RecordedPosition &recorded, const QString &notice);
    void clearPicture(const QString &undoText);
    void playTick();
    void updateBusy();

    QPointer<ui::DecodePage> page_;
    DecodeModelOpener opener_;
    TraceReader reader_;
    QUndoStack *undo_;
    std::vector<ui::ModelChoice> models_;

    // What the next decode uses; position_ is what the last one gave.
    ui::DecodingChoice decoding_;
    std::shared_ptr<const DecodeModel> model_;
    QString modelPath_;
    DecodePosition position_;

    DecodeSession::Extent extentWhenOpened_ = DecodeSession::Extent::FirstWord;
    QString openingName_;
    AfterOpening afterOpening_ = AfterOpening::Decode; ///< of the model that is being opened
    std::weak_ptr<DecodeSession> newestTreeOf_;
    std::shared_ptr<const HypothesisSnapshot> newestTree_; ///< of that session
    bool replacing_ = false; ///< the running decode is of another input than the one shown
    int queuedSteps_ = 0;    ///< asked for while a decode was running

    struct PreviewRequest {
        int step = -1;
        Vector weights;
    };
    std::optional<PreviewRequest> nextPreview_; ///< the newest one that came while another was computed

    Player player_;
    TaskRunner loader_;
    TaskRunner decoder_;
    TaskRunner files_;
    TaskRunner previewer_;
    TraceDoctor doctor_;
};

} // namespace fovea::app
