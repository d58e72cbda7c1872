#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/types/attention.h"
#include "core/types/weight_preview.h"
#include "ui/inspector/weight_draft.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace fovea::ui
{

class AttentionCharts;
class CandidateView;
class LargestCells;
class VectorStrip;
class WeightEditor;

/// The numbers that made one step: energies, weights, the next word's distribution, state and context. While weights
/// are edited the editor takes the charts' place and the distribution is that of the preview.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    explicit Inspector(QWidget *parent = nullptr);

    /// The step shown; nothing is shown when the trace is null or has no such step. `maskedAbove`: source positions
    /// that earlier steps masked.
    void setStep(std::shared_ptr<const AttentionTrace> trace, int step, const std::vector<int> &maskedAbove = {});
    void setStepTime(std::optional<double> milliseconds);
    void setForcingEnabled(bool enabled);
    /// The step with other weights, shown in its place where it is the current one; nullopt: the step as it is.
    void setPreview(const std::optional<WeightPreview> &preview);
    /// Opens or closes the weight editor; emits nothing.
    void setEditing(bool editing);
    /// Lights the bars of a source position that another view points at; -1: none.
    void setHighlightedSource(int position);
    bool isEditing() const { return editing_; }

    /// A further part below the step's numbers; takes it over.
    void addSection(QWidget *section);

    WeightEditor *editor() const { return editor_; }
    AttentionCharts *charts() const { return charts_; }
    CandidateView *candidates() const { return candidates_; }
    LargestCells *largestCells() const { return cells_; }

    QSize sizeHint() const override;

signals:
    /// The word of `step` becomes vocabulary word `id`.
    void tokenForced(int step, int id);
    void positionHovered(int position);  ///< source position under the pointer in a chart, -1: none
    void editingRequested(bool editing); ///< the person opened or closed the editor

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void refresh();
    void showStep(const AttentionStep &step);
    void showCandidates(const AttentionStep &step);
    const WeightPreview *currentPreview() const;
    void showVectors(const AttentionStep &step);
    void retranslateUi();
    QString metricsText(const AttentionStep &step) const;
    QString metricsToolTip(const AttentionStep &step) const;
    const AttentionStep *currentStep() const;

    std::shared_ptr<const AttentionTrace> trace_;
    int step_ = -1;
    std::vector<int> maskedAbove_;
    std::optional<double> stepTime_;
    bool forcing_ = true;
    bool editing_ = false;
    std::optional<WeightPreview> preview_;

    QVBoxLayout *sections_ = nullptr;
    QWidget *details_ = nullptr;
    QLabel *empty_ = nullptr;
    QLabel *title_ = nullptr;
    QLabel *metrics_ = nullptr;
    QLabel *marks_ = nullptr;
    QToolButton *edit_ = nullptr;
    WeightEditor *editor_ = nullptr;
    AttentionCharts *charts_ = nullptr;
    LargestCells *cells_ = nullptr; ///< in place of the charts over a grid
    QLabel *noAttention_ = nullptr;
    QLabel *candidatesCaption_ = nullptr;
    CandidateView *candidates_ = nullptr;
    QLabel *vectorsCaption_ = nullptr;
    VectorStrip *state_ = nullptr;
    VectorStrip *context_ = nullptr;
};

} // namespace fovea::ui
