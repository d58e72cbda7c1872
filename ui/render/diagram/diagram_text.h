#pragma once

#include <QCoreApplication>
#include <QString>

#include "core/types/attention.h"

namespace fovea::ui
{

/// The five computations of one decoder step, in their order.
enum class Stage { Match, Softmax, WeightedSum, StateUpdate, Output };

inline constexpr int kStages = 5;

/// The texts of one step's diagram: names, equations, and the equations with the step's own numbers.
/// Indices count from one as in the figure: step t = 0 goes from z_0 through c_1 to z_1 and the first word.
/// Cheap to construct; refers to the trace.
class DiagramText
{
    Q_DECLARE_TR_FUNCTIONS(DiagramText)

public:
    /// `step` outside of the trace: texts without numbers.
    DiagramText(const AttentionTrace &trace, int step);

    static QString stageName(Stage stage);
    /// "e = vᵀ tanh(W h + U z + b)" and the like of a match function.
    static QString matchEquation(MatchFunction match);

    QString contextSymbol() const;       ///< c_t, "c₄"
    QString previousStateSymbol() const; ///< "z₃"
    QString nextStateSymbol() const;     ///< "z₄"
    QString previousWordSymbol() const;  ///< "y₃"
    /// The word before this step's; "⟨begin⟩" at the first step.
    QString previousWord() const;
    /// The emitted word; empty without a step.
    QString nextWord() const;

    /// "c₄ = 0.47 h₅ + 0.38 h₆ + …" with the `terms` largest weights.
    QString weightedSum(int terms) const;
    /// The stage's equation with the numbers of this step, at source position `column` where there is one.
    QString equation(Stage stage, int column) const;
    /// Quotient of |z_{t+1} - z_t| and |z_t|; NaN where the trace has no states.
    double stateChange() const;

    /// z_t; empty where the trace has none.
    const Vector &previousState() const;
    /// This step; null outside of the trace.
    const AttentionStep *step() const { return current_; }

private:
    QString matchWithNumbers(Index column) const;
    QString softmaxWithNumbers(Index column) const;

    const AttentionTrace &trace_;
    int step_;
    const AttentionStep *current_ = nullptr;
};

} // namespace fovea::ui
