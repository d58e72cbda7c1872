#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QString>
#include <QWidget>

#include "core/types/attention.h"
#include "core/types/tree_action.h"
#include "core/types/weight_preview.h"
#include "ui/models/weight_draft.h"
#include "ui/widgets/difference_line.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/sentence_bar.h"
#include "ui/widgets/view_bar.h"

class QLabel;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace fovea::ui
{

class BusyLine;
class HeatmapView;
class Inspector;
class SourceMenu;
class TokenStrip;
class WeightEditor;

/// A page that decodes one input word by word, whatever the task: below an input row that the task adds, the views of
/// the trace, the words so far, and the inspector at the right.
///
/// Takes values and emits intents: nothing here decodes, and nothing changes the trace by itself. A setter never
/// emits the signal of the same value, so a controller may call it from the slot of that signal.
/// Steps are 0-based rows of the trace; -1 is "no step".
class DecodePage : public QWidget
{
    Q_OBJECT

public:
    ~DecodePage() override;

    // --- the part of the input row that every task has
    virtual void setModels(const std::vector<ModelChoice> &models) = 0;
    /// Shows the model with this path as chosen; a path that is not in the list shows none.
    virtual void setCurrentModel(const QString &path) = 0;
    virtual QString currentModel() const = 0;
    virtual void setDecoding(const DecodingChoice &decoding) = 0;
    virtual DecodingChoice decoding() const = 0;
    /// Moves the keyboard to where the input is given.
    virtual void focusInput() = 0;

    // --- what is shown
    /// Null clears the page to its empty state. The current step is kept where it still exists, else it is the last
    /// one.
    void setTrace(std::shared_ptr<const AttentionTrace> trace);
    std::shared_ptr<const AttentionTrace> trace() const;
    void setCurrentStep(int step);
    int currentStep() const;
    /// False for a trace that came from a file: there is no decoder to go on with, so words are only shown.
    void setForcingEnabled(bool enabled);
    bool isForcingEnabled() const;
    /// Decoder time per step in milliseconds, as the inspector's header shows it; nullopt where it is not known.
    void setStepTime(std::optional<double> milliseconds);
    void setMatrixOptions(const MatrixOptions &options);
    MatrixOptions matrixOptions() const;
    /// The picture itself; its figureOptions() draw "what the screen shows" for copy and export.
    HeatmapView *heatmap() const;

    // --- what if
    /// Of every step, the source positions that earlier steps masked; before setTrace().
    void setMasks(std::vector<std::vector<int>> masks);
    /// A step with other weights, shown in every view in the place of the step as it is; nullopt ends it.
    void setPreview(const std::optional<WeightPreview> &preview);
    /// The weights of the current step under edit, e.g. after undo: opens the editor. nullopt: none.
    void setWeightDraft(const std::optional<WeightDraft> &draft);
    void setWeightEditing(bool editing);
    bool isWeightEditing() const;
    WeightEditor *weightEditor() const;
    /// What the last change did to the output, below the views; nullopt: nothing to say.
    void setDifference(const std::optional<OutputDifference> &difference);
    DifferenceLine *difference() const { return difference_; }
    SourceMenu *sourceMenu() const { return sourceMenu_; }

    // --- state of the work
    /// While busy a quiet line says what runs, with a Stop button (appears only when the work takes noticeably long).
    void setBusy(bool busy, const QString &what = {});
    bool isBusy() const;
    /// While playing, the current word follows the newest step and the strip keeps it in view.
    void setPlaying(bool playing);
    /// One line below the input row; stays until it is cleared, replaced or dismissed.
    void setMessage(MessageKind kind, const QString &text);
    void clearMessage();
    QString message() const;

public slots:
    void focusForcedText();
    void zoomIn();
    void zoomOut();
    void zoomFit();

signals:
    void modelChosen(const QString &path);
    void openBundleRequested();
    void decodingChanged(const DecodingChoice &decoding);
    void matrixOptionsChanged(const MatrixOptions &options);
    void stepSelected(int step); ///< go to a step that exists
    void stepRequested();        ///< Right on the last word: one more step, please
    void stopRequested();
    /// The word of `step` becomes vocabulary word `id`; decoding goes on from there.
    void tokenForced(int step, int id);
    /// The words from `step` on become `text`; `step` is at most steps.size() (after the last word).
    void textForced(int step, const QString &text);
    /// Show `step` with these weights (n) for now; an empty vector ends the preview.
    void weightsPreviewed(int step, const fovea::Vector &weights);
    /// Make a branch called `name` in which `step` has these weights.
    void weightsEdited(int step, const fovea::Vector &weights, const QString &name);
    /// Make a branch in which these source positions take no part.
    void positionsMasked(int step, const std::vector<int> &positions, fovea::MaskReach reach);
    /// The weights under edit in the editor are others; one `gesture` is one change. They are to be previewed.
    void weightDraftEdited(const fovea::ui::WeightDraft &draft, int gesture);
    void weightDraftCancelled();
    void weightEditingChanged(bool editing);
    /// The word at this source position becomes `text`; an empty text deletes it.
    void sourceEdited(int position, const QString &text);

protected:
    explicit DecodePage(QWidget *parent = nullptr);

    /// The row above the views; takes it over. For the derived class's constructor.
    void setInputRow(QWidget *row);
    /// What the views say while there is no trace.
    void setEmptyText(const QString &text);
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildCentre();
    void connectParts();
    void connectWhatIf();
    void showPreview();
    std::vector<int> masksOf(int step) const;
    void retranslateUi();

    QVBoxLayout *inputRows_ = nullptr;
    MessageBar *messageBar_ = nullptr;
    ViewBar *viewBar_ = nullptr;
    QStackedWidget *views_ = nullptr;
    HeatmapView *heatmap_ = nullptr;
    QLabel *outputCaption_ = nullptr;
    BusyLine *busyLine_ = nullptr;
    TokenStrip *tokenStrip_ = nullptr;
    Inspector *inspector_ = nullptr;
    QSplitter *zones_ = nullptr;
    DifferenceLine *difference_ = nullptr;
    SourceMenu *sourceMenu_ = nullptr;
    std::vector<std::vector<int>> masks_;
    std::optional<WeightPreview> preview_;

    std::shared_ptr<const AttentionTrace> trace_;
    int currentStep_ = -1;
    bool forcingEnabled_ = true;
    bool playing_ = false;
};

} // namespace fovea::ui
