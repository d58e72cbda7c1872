#include "ui/render/diagram/diagram_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr double kLargestShownExponent = 12; // exp of it is still a number one can read

bool hasEntry(const Vector &values, Index index) { return index >= 0 && index < values.size(); }

double at(const Vector &values, Index index) { return static_cast<double>(values[index]); }

// Three significant digits of a positive number, never as an exponent.
QString compact(double value)
{
    const int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
    return formatNumber(value, digits);
}

} // namespace

DiagramText::DiagramText(const AttentionTrace &trace, int step) : trace_(trace), step_(step)
{
    if (step >= 0 && step < static_cast<int>(trace.steps.size()))
        current_ = &trace.steps[static_cast<std::size_t>(step)];
    else
        step_ = static_cast<int>(trace.steps.size()); // the step to come
}

QString DiagramText::stageName(Stage stage)
{
    switch (stage) {
    case Stage::Match:
        return tr("match");
    case Stage::Softmax:
        return tr("softmax");
    case Stage::WeightedSum:
        return tr("weighted sum");
    case Stage::StateUpdate:
        return tr("state update");
    case Stage::Output:
        return tr("output");
    }
    return {};
}

QString DiagramText::matchEquation(MatchFunction match)
{
    switch (match) {
    case MatchFunction::None:
        return tr("no match: one fixed vector for every step");
    case MatchFunction::Dot:
        return QStringLiteral("eᵢ = hᵢᵀ z");
    case MatchFunction::Cosine:
        return QStringLiteral("eᵢ = s cos(hᵢ, z)");
    case MatchFunction::Additive:
        return QStringLiteral("eᵢ = vᵀ tanh(W hᵢ + U z + b)");
    case MatchFunction::Bilinear:
        return QStringLiteral("eᵢ = hᵢᵀ W z");
    }
    return {};
}

QString DiagramText::contextSymbol() const { return QStringLiteral("c") + subscript(step_ + 1); }
QString DiagramText::previousStateSymbol() const { return QStringLiteral("z") + subscript(step_); }
QString DiagramText::nextStateSymbol() const { return QStringLiteral("z") + subscript(step_ + 1); }

QString DiagramText::previousWordSymbol() const { return QStringLiteral("y") + subscript(step_); }

QString DiagramText::previousWord() const
{
    return step_ == 0 ? QStringLiteral("⟨begin⟩") : targetLabel(trace_, step_ - 1);
}

QString DiagramText::nextWord() const { return current_ ? targetLabel(trace_, step_) : QString(); }

const Vector &DiagramText::previousState() const
{
    return step_ == 0 ? trace_.initialState : trace_.steps[static_cast<std::size_t>(step_ - 1)].state;
}

double DiagramText::stateChange() const
{
    const Vector &before = previousState();
    if (!current_ || before.size() == 0 || before.size() != current_->state.size() || before.norm() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>((current_->state - before).norm()) / static_cast<double>(before.norm());
}

QString DiagramText::weightedSum(int terms) const
{
    if (trace_.model.match == MatchFunction::None)
        return tr("%1 = the fixed vector, the same at every step").arg(contextSymbol());
    if (!current_ || current_->weights.size() == 0)
        return contextSymbol() + QStringLiteral(" = Σ aᵢ hᵢ");
    const Vector &weights = current_->weights;
    std::vector<Index> order;
    std::size_t visible = 0; // terms that are not 0.00
    for (Index i = 0; i < weights.size(); ++i)
        if (weights[i] > 0) { // false for NaN
            order.push_back(i);
            visible += at(weights, i) >= 0.005 ? 1 : 0;
        }
    const auto shown =
        std::min({static_cast<std::size_t>(std::max(terms, 1)), order.size(), std::max<std::size_t>(visible, 1)});
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                      [&](Index a, Index b) { return weights[a] != weights[b] ? weights[a] > weights[b] : a < b; });
    QStringList parts;
    for (std::size_t k = 0; k < shown; ++k)
        parts << QStringLiteral("%1 h%2").arg(formatNumber(at(weights, order[k]), 2),
                                              subscript(static_cast<int>(order[k]) + 1));
    if (order.size() > shown)
        parts << QStringLiteral("…");
    return contextSymbol() + QStringLiteral(" = ") + parts.join(QStringLiteral(" + "));
}

QString DiagramText::matchWithNumbers(Index column) const
{
    if (trace_.model.match == MatchFunction::None || column < 0)
        return matchEquation(trace_.model.match);
    const QString i = subscript(static_cast<int>(column) + 1);
    QString text = matchEquation(trace_.model.match);
    text.replace(QStringLiteral("ᵢ"), i).replace(QLatin1Char('z'), previousStateSymbol());
    if (!current_ || !hasEntry(current_->energies, column))
        return text;
    const Vector &z = previousState();
    if (trace_.model.match == MatchFunction::Cosine && column < trace_.annotations.cols() && z.size() > 0 &&
        z.size() == trace_.annotations.rows()) {
        const auto h = trace_.annotations.col(column);
        const double lengths = static_cast<double>(h.norm()) * static_cast<double>(z.norm());
        if (lengths > 0)
            text += QStringLiteral(" = s · ") + formatNumber(static_cast<double>(h.dot(z)) / lengths, 3);
    }
    return text + QStringLiteral(" = ") + formatNumber(at(current_->energies, column), 2);
}

QString DiagramText::softmaxWithNumbers(Index column) const
{
    if (trace_.model.match == MatchFunction::None)
        return matchEquation(trace_.model.match);
    if (column < 0 || !current_ || !hasEntry(current_->weights, column))
        return QStringLiteral("aᵢ = exp(eᵢ) / Σⱼ exp(eⱼ)");
    const QString i = subscript(static_cast<int>(column) + 1);
    const QString weight = formatNumber(at(current_->weights, column), 2);
    if (current_->overridden)
        return tr("a%1 = %2, set by hand").arg(i, weight);
    QString text = QStringLiteral("a%1 = exp(e%1) / Σⱼ exp(eⱼ)").arg(i);
    const Vector &energies = current_->energies;
    if (energies.size() == current_->weights.size() && energies.array().isFinite().all() &&
        static_cast<double>(energies.maxCoeff()) < kLargestShownExponent) {
        double sum = 0;
        for (Index j = 0; j < energies.size(); ++j)
            if (current_->weights[j] > 0) // masked positions do not take part
                sum += std::exp(at(energies, j));
        if (sum > 0)
            text += QStringLiteral(" = %1 / %2").arg(compact(std::exp(at(energies, column))), compact(sum));
    }
    return text + QStringLiteral(" = ") + weight;
}

QString DiagramText::equation(Stage stage, int column) const
{
    switch (stage) {
    case Stage::Match:
        return matchWithNumbers(column);
    case Stage::Softmax:
        return softmaxWithNumbers(column);
    case Stage::WeightedSum:
        return weightedSum(3);
    case Stage::StateUpdate: {
        const QString text = QStringLiteral("%1 = GRU(%2, [%3 ; %4])")
                                 .arg(nextStateSymbol(), previousStateSymbol(), previousWordSymbol(), contextSymbol());
        const double change = stateChange();
        return std::isfinite(change)
                   ? text + QStringLiteral(", ‖%1 − %2‖ / ‖%2‖ = %3")
                                .arg(nextStateSymbol(), previousStateSymbol(), formatNumber(change, 2))
                   : text;
    }
    case Stage::Output: {
        const QString readout = QStringLiteral("softmax(readout(%1, %2, %3))")
                                    .arg(nextStateSymbol(), contextSymbol(), previousWordSymbol());
        if (!current_)
            return QStringLiteral("p = ") + readout;
        return QStringLiteral("p(") + nextWord() + QStringLiteral(") = ") + readout + QStringLiteral(" = ") +
               formatProbability(current_->logProbability);
    }
    }
    return {};
}

} // namespace fovea::ui
