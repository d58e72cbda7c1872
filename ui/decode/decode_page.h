#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <vector>

#include <QString>
#include <QWidget>

#include "core/types/attention.h"
#include "core/types/attention_report.h"
#include "core/types/tree_action.h"
#include "core/types/weight_preview.h"
#include "ui/decode/difference_line.h"
#include "ui/decode/input_bar.h"
#include "ui/decode/merged_trace.h"
#include "ui/decode/view_bar.h"
#include "ui/inspector/weight_draft.h"
#include "ui/render/figure/figure.h"
#include "ui/widgets/message_bar.h"

class QLabel;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace fovea::ui
{

class BusyLine;
class DiagramView;
class HypothesisTreeView;
class LinksView;
class DoctorPanel;
class HeatmapView;
class Inspector;
class SourceMenu;
class TokenStrip;
class TraceView;
class WeightEditor;

/// "matrix", "links", ...: as settings and commands call a view.
QString nameOfView(FigureView view);
std::optional<FigureView> viewOfName(const QString &name);

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
    /// Everything tried on the input, and the nodes of the steps of the trace; null where there is no decoder. Before
    /// setTrace().
    void setTree(std::shared_ptr<const HypothesisSnapshot> snapshot, std::vector<int> path);
    /// The penalties by which the tree is ranked, for its controls.
    void setPenalties(double length, double coverage);

    // --- views
    std::vector<FigureView> views() const;
    FigureView currentView() const;
    /// Nothing happens when the page has no such view.
    void setCurrentView(FigureView view);
    /// Null when the page has no such view.
    TraceView *view(FigureView view) const;
    HeatmapView *heatmap() const;
    LinksView *links() const;
    DiagramView *diagram() const;
    HypothesisTreeView *tree() const;
    /// The smallest weight that is a link.
    void setLinkThreshold(double threshold);
    double linkThreshold() const;
    /// With these encodeFigure() draws what the view in sight shows, from displayedTrace().
    FigureOptions figureOptions() const;
    /// How pieces become words, where the options ask for it; without it they never do.
    void setWordMerger(WordMerger merger);
    /// What the view in sight shows: the trace with the step that is previewed, over pieces or over words.
    std::shared_ptr<const AttentionTrace> displayedTrace() const;
    /// The view in sight shows the stages of a step.
    bool showsStages() const;
    /// It does, and the lit stage is not the last one of the step.
    bool stagesLeft() const;

    // --- what if
    /// Of every step, the source positions that earlier steps masked; before setTrace().
    void setMasks(std::vector<std::vector<int>> masks);
    /// A step with other weights, shown in every view in the place of the step as it is; nullopt ends it.
    void setPreview(const std::optional<WeightPreview> &preview);
    /// The weights of the current step under edit, e.g. after undo: opens the editor. nullopt: none.
    void setWeightDraft(const std::optional<WeightDraft> &draft);
    void setWeightEditing(bool editing);
    /// The same on behalf of the person: closing the editor drops what was not applied.
    void toggleWeightEditing(bool editing);
    bool isWeightEditing() const;
    WeightEditor *weightEditor() const;
    /// What the last change did to the output, below the views; nullopt: nothing to say.
    void setDifference(const std::optional<OutputDifference> &difference);
    /// What is known about the attention of a trace, usually the one shown; nulls when nothing is.
    void setDiagnosis(const std::shared_ptr<const AttentionTrace> &trace,
                      const std::shared_ptr<const AttentionDiagnosis> &diagnosis);
    DoctorPanel *doctor() const { return doctor_; }
    DifferenceLine *difference() const { return difference_; }
    SourceMenu *sourceMenu() const { return sourceMenu_; }

    // --- state of the work
    /// While busy a quiet line says what runs, with a Stop button (appears only when the work takes noticeably long).
    void setBusy(bool busy, const QString &what = {});
    bool isBusy() const;
    /// While playing, the current word follows the newest step and the strip keeps it in view.
    void setPlaying(bool playing);
    /// One line below the input row; stays until it is cleared, replaced or dismissed.
    void setMessage(MessageKind kind, const QString &text, const MessageAction &action = {});
    void clearMessage();
    QString message() const;

public slots:
    void focusForcedText();
    void zoomIn();
    void zoomOut();
    void zoomFit();
    /// Brings the diagram into sight and lights its next stage; after the last one asks for the next step.
    void nextStage();

signals:
    void modelChosen(const QString &path);
    void openBundleRequested();
    void decodingChanged(const DecodingChoice &decoding);
    void matrixOptionsChanged(const MatrixOptions &options);
    void viewChanged(fovea::ui::FigureView view);
    /// Show the output through this node of the tree.
    void nodeSelected(int node);
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
    /// A view behind those that are there; takes it over. For the derived class's constructor; there must be one.
    void addView(FigureView id, TraceView *view);
    /// The views that every task can have: Matrix, Links, Diagram, Tree.
    void addStandardViews(std::initializer_list<FigureView> views);
    /// What the views say while there is no trace; the tree has its own.
    void setEmptyText(const QString &text);
    /// A row between the tabs and the views, and a widget at the right of the views; takes them over.
    void setOptionsRow(QWidget *row);
    void setBeside(QWidget *widget);
    TokenStrip *tokenStrip() const { return tokenStrip_; }
    /// The trace with the preview in it.
    std::shared_ptr<const AttentionTrace> shownTrace() const;
    /// Source positions that steps before this one masked.
    std::vector<int> masksOf(int step) const;
    /// What the task shows besides is to follow: the trace, the step, a preview or a draft, the options or the view in
    /// sight changed.
    virtual void refreshTask() {}
    /// The line above the words so far.
    virtual QString outputText() const;
    /// Shows both again.
    void taskChanged();
    void changeEvent(QEvent *event) override;
    /// The input takes the keyboard. Not by a focus proxy: Tab would never get past the words.
    void focusInEvent(QFocusEvent *event) override;

private:
    struct View {
        FigureView id;
        TraceView *widget;
        bool stale; ///< shows something older than the page
    };

    QWidget *buildCentre();
    void connectParts();
    void connectWhatIf();
    const View &shownView() const;
    void showView(int index);
    void viewsChanged();
    bool merges(FigureView view) const;
    void refreshView();
    void highlight(int source, const QObject *from);
    void retranslateViews();
    void retranslateUi();

    QVBoxLayout *inputRows_ = nullptr;
    MessageBar *messageBar_ = nullptr;
    std::function<void()> messageAction_; ///< what its button does
    ViewBar *viewBar_ = nullptr;
    QVBoxLayout *viewRows_ = nullptr; ///< the views and what stands above them
    QSplitter *viewArea_ = nullptr;   ///< the views and what stands beside them
    QStackedWidget *views_ = nullptr;
    std::vector<View> viewList_; ///< in the order of the tabs and of views_
    HeatmapView *heatmap_ = nullptr;
    LinksView *links_ = nullptr;
    DiagramView *diagram_ = nullptr;
    HypothesisTreeView *tree_ = nullptr;
    QLabel *outputCaption_ = nullptr;
    BusyLine *busyLine_ = nullptr;
    TokenStrip *tokenStrip_ = nullptr;
    Inspector *inspector_ = nullptr;
    QSplitter *zones_ = nullptr;
    DifferenceLine *difference_ = nullptr;
    DoctorPanel *doctor_ = nullptr;
    SourceMenu *sourceMenu_ = nullptr;
    std::vector<std::vector<int>> masks_;
    std::optional<WeightPreview> preview_;

    WordMerger merger_;
    mutable MergedTrace merged_; ///< of mergedFrom_; both only while a view in sight needs it
    mutable std::shared_ptr<const AttentionTrace> mergedFrom_;
    std::shared_ptr<const AttentionTrace> trace_;
    std::shared_ptr<const HypothesisSnapshot> snapshot_;
    std::vector<int> path_; ///< nodes of the steps
    int currentStep_ = -1;
    bool forcingEnabled_ = true;
    bool playing_ = false;
};

} // namespace fovea::ui
