#pragma once

#include <QWidget>

#include "core/types/attention.h"

class QLabel;
class QScrollBar;

namespace fovea::ui
{

class AttentionChart;

/// Energies over weights of one step, lined up, with the equations that made them. A source too long for the width
/// scrolls, both charts together; the strongest weight is brought into view.
class AttentionCharts : public QWidget
{
    Q_OBJECT

public:
    explicit AttentionCharts(QWidget *parent = nullptr);

    /// Row `step` of the trace, which must exist.
    void setStep(const AttentionTrace &trace, int step);
    /// Lights the bars of this source position and scrolls them into view; -1: none.
    void setHighlightedSource(int position);
    AttentionChart *energies() const { return energies_; }
    AttentionChart *weights() const { return weights_; }
    int firstVisible() const;
    int visibleCount() const;

signals:
    void positionHovered(int position); ///< source position under the pointer, -1: none

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setSource(const AttentionTrace &trace);
    void arrangeWindow();
    void revealStrongest();
    void retranslateUi();

    QLabel *energyCaption_ = nullptr;
    QLabel *weightCaption_ = nullptr;
    AttentionChart *energies_ = nullptr;
    AttentionChart *weights_ = nullptr;
    QScrollBar *scrollBar_ = nullptr;
    MatchFunction match_ = MatchFunction::Additive;
    SourceAxis source_;
    int size_ = 0;
    bool hasEnergies_ = false;
};

/// The equation of a match function as a person reads it, e.g. "e = vᵀ tanh(W h + U z + b)".
QString equationOf(MatchFunction match);

} // namespace fovea::ui
