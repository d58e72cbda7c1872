#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <vector>

#include "app/player.h"
#include "app/task_runner.h"
#include "app/translate_position.h"
#include "app/translation_model.h"

class QUndoStack;

namespace fovea::app
{

/// Reads a trace file on a worker thread. Throws FileError.
using TraceReader = std::function<std::vector<AttentionTrace>(const std::filesystem::path &)>;

/// Joins the translate page with a model: answers the page's intents, keeps what is shown as a value, and lets the
/// model run on worker threads only. What the person changes can be undone.
class TranslateController : public QObject
{
    Q_OBJECT

public:
    enum class AfterOpening { Translate, KeepPicture };

    TranslateController(ui::TranslatePage *page, ModelOpener opener, TraceReader reader, QUndoStack *undo,
                        QObject *parent = nullptr);
    ~TranslateController() override;

    /// The bundles the chooser offers; others join it when they are opened.
    void setModels(std::vector<ui::ModelChoice> models);
    const std::vector<ui::ModelChoice> &models() const { return models_; }
    const TranslatePosition &position() const { return position_; }
    TranslateStatus status() const { return statusOf(position_); }
    bool isBusy() const { return decoder_.busy() || loader_.busy(); }
    bool isPlaying() const { return player_.isPlaying(); }
    double speed() const { return player_.speed(); }

public slots:
    void openModel(const QString &path, fovea::app::TranslateController::AfterOpening then = AfterOpening::Translate);
    void openTraces(const QString &path);
    /// Shows the trace `offset` further in the file that is open.
    void showOtherTrace(int offset);
    /// Puts a sentence into the box and decodes its first word; not a change to be undone.
    void startWith(const QString &sentence);
    void setDecoding(const fovea::ui::DecodingChoice &decoding);

    void step();
    void back();
    void restart();
    void toEnd();
    void setPlaying(bool playing);
    void setSpeed(double stepsPerSecond) { player_.setSpeed(stepsPerSecond); }
    void stop();
    void selectStep(int step);
    void forceToken(int step, int id);
    void forceText(int step, const QString &text);

signals:
    /// position(), status() or what is possible now is different.
    void changed();
    void playingChanged(bool playing);
    void modelOpened(const QString &path);
    void tracesOpened(const QString &path);
    void openFailed(const QString &path, const QString &reason);

private:
    /// What becomes of a decode's answer.
    struct Change {
        QString undoText; ///< empty: not for the undo stack
        bool typed = false;
        int mark = -1;         ///< step to mark; -1: the last one shown
        bool replaces = false; ///< on failure, what was shown belongs to another sentence and goes
    };

    void connectPage();
    void connectWork();
    void editSentence(const QString &sentence);
    void submitSentence(const QString &sentence);
    void begin(DecodeSession::Extent extent, const QString &undoText, bool typed);
    void decode(std::shared_ptr<DecodeSession> session, std::function<DecodeReply(const RunControl &)> job,
                const Change &change);
    void accept(const std::shared_ptr<DecodeSession> &session, DecodeReply reply, const Change &change);
    void fail(const TaskFailure &failure, const Change &change);
    void commit(TranslatePosition next, const QString &undoText, bool typed);
    void restore(const TranslatePosition &position);
    void showPosition();
    void showNotices(const DecodeReply &reply);
    void acceptModel(std::shared_ptr<const TranslationModel> model, const QString &path, AfterOpening then);
    void clearPicture();
    void playTick();
    void updateBusy();
    bool refuseOnFile();
    bool sentenceIsPending() const;
    BeamOptions beamOptions() const;
    DecodeSession::Extent sameExtent() const;

    QPointer<ui::TranslatePage> page_;
    ModelOpener opener_;
    TraceReader reader_;
    QUndoStack *undo_;
    std::vector<ui::ModelChoice> models_;

    // What the next decode uses; position_ is what the last one gave.
    QString sentence_;
    ui::DecodingChoice decoding_;
    std::shared_ptr<const TranslationModel> model_;
    QString modelPath_;
    TranslatePosition position_;

    DecodeSession::Extent extentWhenOpened_ = DecodeSession::Extent::FirstWord;
    QString openingName_;
    int queuedSteps_ = 0; ///< asked for while a decode was running

    Player player_;
    TaskRunner loader_;
    TaskRunner decoder_;
    TaskRunner files_;
};

} // namespace fovea::app
