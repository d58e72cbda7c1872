#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/types/attention.h"

class QLabel;
class QVBoxLayout;

namespace fovea::ui
{

class AttentionCharts;
class CandidateView;
class VectorStrip;

/// The numbers that made one step: energies, weights, the next word's distribution, state and context.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    explicit Inspector(QWidget *parent = nullptr);

    /// The step shown; nothing is shown when the trace is null or has no such step.
    void setStep(std::shared_ptr<const AttentionTrace> trace, int step);
    void setStepTime(std::optional<double> milliseconds);
    void setForcingEnabled(bool enabled);

    AttentionCharts *charts() const { return charts_; }
    CandidateView *candidates() const { return candidates_; }

    QSize sizeHint() const override;

signals:
    /// The word of `step` becomes vocabulary word `id`.
    void tokenForced(int step, int id);
    void positionHovered(int position); ///< source position under the pointer in a chart, -1: none

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void refresh();
    void showStep(const AttentionStep &step);
    void showVectors(const AttentionStep &step);
    void retranslateUi();
    QString metricsText(const AttentionStep &step) const;
    QString metricsToolTip(const AttentionStep &step) const;
    const AttentionStep *currentStep() const;

    std::shared_ptr<const AttentionTrace> trace_;
    int step_ = -1;
    std::optional<double> stepTime_;
    bool forcing_ = true;

    QWidget *details_ = nullptr;
    QLabel *empty_ = nullptr;
    QLabel *title_ = nullptr;
    QLabel *metrics_ = nullptr;
    QLabel *marks_ = nullptr;
    AttentionCharts *charts_ = nullptr;
    QLabel *noAttention_ = nullptr;
    QLabel *candidatesCaption_ = nullptr;
    CandidateView *candidates_ = nullptr;
    QLabel *vectorsCaption_ = nullptr;
    VectorStrip *state_ = nullptr;
    VectorStrip *context_ = nullptr;
};

} // namespace fovea::ui
