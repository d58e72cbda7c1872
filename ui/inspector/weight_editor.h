#pragma once

#include <memory>
#include <optional>

#include <QStringList>
#include <QWidget>

#include "core/types/attention.h"
#include "core/types/tree_action.h"
#include "ui/inspector/weight_draft.h"

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QScrollBar;
class QSlider;
class QToolButton;

namespace fovea::ui
{

class WeightBars;

/// Edits the weights of one step. What is being edited is a WeightDraft: the editor shows the one it is given and
/// emits the one the person made, so that a controller can preview it, undo it and make a branch of it.
///
/// Keys besides those of the bars: a digit types a value; A all on the selected word; U uniform; [ softer, ] sharper;
/// M masks the word in this step, Shift+M from here on; S swaps with the next word chosen; R resets; Enter applies,
/// Escape cancels.
class WeightEditor : public QWidget
{
    Q_OBJECT

public:
    explicit WeightEditor(QWidget *parent = nullptr);

    /// The step to be edited; a null trace or a step that does not exist leaves nothing to edit. `maskedAbove`: source
    /// positions that earlier steps masked. Forgets the draft of another step.
    void setStep(std::shared_ptr<const AttentionTrace> trace, int step, const std::vector<int> &maskedAbove = {});
    /// False for a trace that came from a file: there is no decoder to try other weights with.
    void setEditable(bool editable);
    /// The draft as it is after undo; nullopt: nothing is edited. One that does not belong to the step is not shown.
    void setDraft(const std::optional<WeightDraft> &draft);

    const WeightDraft &draft() const { return draft_; }
    bool canEdit() const { return reason_.isEmpty(); }
    /// Why there is nothing to edit, as it is said in place; empty when there is.
    QString reason() const { return reason_; }
    QStringList labels() const { return labels_; }
    WeightBars *bars() const { return bars_; }
    int firstVisible() const;
    int visibleCount() const;

public slots:
    void apply();
    void cancel();
    void setHighlightedSource(int position);
    /// All weight on a position, as its tool does it.
    void setAllOn(int position);

signals:
    /// The draft is another one. Edits with the same `gesture` belong together: one drag, one row of key presses.
    void draftEdited(const fovea::ui::WeightDraft &draft, int gesture);
    /// Make a branch of these weights, which are not those of the step.
    void weightsApplied(int step, const fovea::Vector &weights, const QString &name);
    /// Make a branch in which these positions take no part.
    void positionsMasked(int step, const std::vector<int> &positions, fovea::MaskReach reach);
    /// The person wants the step as it was.
    void cancelled();
    void positionHovered(int position); ///< -1: none

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Tool { Drag, Nudge, Type, Temperature, Other };

    void buildLayout();
    void connectParts();
    QToolButton *addTool(QWidget *parent);
    void edited(Tool tool, bool starts = true);
    void choosePosition(int position);
    void typeWeight(double value);
    void slideTemperature(int position);
    void nudgeTemperature(int by);
    void toggleMask();
    void maskFromHere();
    void beginSwap();
    void endSwap();
    void arrangeWindow();
    void reveal(int position);
    void refresh();
    void refreshTools();
    void updateReason();
    void retranslateUi();
    static double temperatureOf(int slider);
    QString selectedLabel() const;
    QString stateText() const;

    std::shared_ptr<const AttentionTrace> trace_;
    QStringList labels_;
    std::vector<int> maskedAbove_;
    WeightDraft draft_;
    bool editable_ = true;
    QString reason_;
    int gesture_ = 0;
    Tool lastTool_ = Tool::Other;
    int lastPosition_ = -1;
    int swapFrom_ = -1;
    bool showing_ = false; ///< controls are being set, not used

    QLabel *reasonLabel_ = nullptr;
    QWidget *tools_ = nullptr;
    QLabel *caption_ = nullptr;
    WeightBars *bars_ = nullptr;
    QScrollBar *scrollBar_ = nullptr;
    QLabel *word_ = nullptr;
    QDoubleSpinBox *value_ = nullptr;
    QLabel *softer_ = nullptr;
    QSlider *temperature_ = nullptr;
    QLabel *sharper_ = nullptr;
    QToolButton *allOn_ = nullptr;
    QToolButton *uniform_ = nullptr;
    QToolButton *swap_ = nullptr;
    QToolButton *mask_ = nullptr;
    QToolButton *maskFromHere_ = nullptr;
    QLabel *state_ = nullptr;
    QPushButton *apply_ = nullptr;
    QToolButton *reset_ = nullptr;
    QToolButton *cancel_ = nullptr;
};

} // namespace fovea::ui
