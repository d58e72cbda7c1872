#pragma once

#include <QString>
#include <QStringList>

#include "core/types/matrix.h"
#include "ui/inspector/weight_rescaling.h"

namespace fovea::ui
{

/// The weights of one step while a person edits them. A value, so that undo is taking an old one back. Whatever is
/// done, weights() sums to 1 and is 0 at what is masked.
class WeightDraft
{
public:
    WeightDraft() = default;
    /// `original`: the weights of the step (n); `maskedAbove`: positions that an earlier step masked from there on.
    WeightDraft(int step, const Vector &original, const std::vector<int> &maskedAbove = {});

    int step() const { return step_; }
    int size() const { return static_cast<int>(original_.size()); }
    const WeightRow &original() const { return original_; }
    const WeightRow &weights() const { return weights_; }
    double weight(int position) const { return weights_.at(static_cast<std::size_t>(position)); }
    /// The same for the model, n.
    Vector values() const;
    bool isChanged() const { return weights_ != original_; }
    /// Only positions were masked and nothing else was changed: the same as masking them in the model.
    bool isOnlyMasked() const;

    /// Masked by an earlier step; cannot be changed here.
    bool isMaskedAbove(int position) const { return !possible_.at(static_cast<std::size_t>(position)); }
    bool isMasked(int position) const { return !free_.at(static_cast<std::size_t>(position)); }
    /// Positions masked in this draft, increasing.
    std::vector<int> masked() const;
    bool canMask(int position) const;

    double temperature() const { return temperature_; }

    /// What is masked here and gets a weight is masked no more.
    void setWeight(int position, double value);
    void setAllOn(int position) { setWeight(position, 1); }
    void setUniform();
    /// n weights at once, as painted: renormalized, without what is masked. Ignored when nothing > 0 is left.
    void setAll(const Vector &weights);
    /// Of the weights as they were before the temperature was touched: 1 brings them back.
    void setTemperature(double temperature);
    void setMasked(int position, bool masked);
    void swapWeights(int a, int b);
    void reset();

    bool operator==(const WeightDraft &) const = default;

private:
    void settle(WeightRow weights);

    int step_ = -1;
    WeightRow original_;
    WeightRow weights_;
    WeightRow base_; ///< weights at temperature 1
    double temperature_ = 1;
    Free possible_; ///< not masked above
    Free free_;     ///< nor here
};

/// What was done to the weights of a step, short enough for a branch of the tree: "all on “雨”", "uniform weights",
/// "swapped “雨” and “雪”", "masked “雨”", "softened (T = 2.00)", else the largest change: "“雨” 0.44 → 0.90".
QString weightChangeName(const WeightRow &before, const WeightRow &after, const QStringList &labels);
/// "masked “雨”", "masked “雨” from here on".
QString maskName(const std::vector<int> &positions, bool fromHere, const QStringList &labels);

} // namespace fovea::ui
