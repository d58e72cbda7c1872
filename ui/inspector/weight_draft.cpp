#include "ui/inspector/weight_draft.h"

#include <algorithm>
#include <cmath>

namespace fovea::ui
{

WeightDraft::WeightDraft(int step, const Vector &original, const std::vector<int> &maskedAbove)
    : step_(step), original_(original.begin(), original.end()), possible_(original_.size(), true)
{
    for (const int position : maskedAbove)
        if (position >= 0 && position < size())
            possible_[static_cast<std::size_t>(position)] = false;
    reset();
}

Vector WeightDraft::values() const
{
    return Vector::NullaryExpr(static_cast<Index>(weights_.size()),
                               [this](Index i) { return static_cast<Scalar>(weights_[static_cast<std::size_t>(i)]); });
}

bool WeightDraft::isOnlyMasked() const
{
    return !masked().empty() && base_ == restrictedTo(original_, free_) && temperature_ == 1;
}

std::vector<int> WeightDraft::masked() const
{
    std::vector<int> positions;
    for (std::size_t i = 0; i < free_.size(); ++i)
        if (possible_[i] && !free_[i])
            positions.push_back(static_cast<int>(i));
    return positions;
}

bool WeightDraft::canMask(int position) const
{
    return position >= 0 && position < size() && !isMasked(position) &&
           std::count(free_.begin(), free_.end(), true) > 1;
}

void WeightDraft::settle(WeightRow weights)
{
    weights_ = std::move(weights);
    base_ = weights_;
    temperature_ = 1;
}

void WeightDraft::setWeight(int position, double value)
{
    if (position < 0 || position >= size() || isMaskedAbove(position))
        return;
    if (value > 0)
        free_[static_cast<std::size_t>(position)] = true;
    settle(withWeight(weights_, free_, position, value));
}

void WeightDraft::setUniform() { settle(uniformWeights(free_)); }

void WeightDraft::setAll(const Vector &weights)
{
    if (weights.size() != static_cast<Index>(size()))
        return;
    WeightRow given(weights.begin(), weights.end());
    double total = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
        given[i] = possible_[i] && given[i] > 0 ? given[i] : 0;
        // As with one weight: what was masked here and gets some is masked no more.
        free_[i] = free_[i] || given[i] > 0;
        total += given[i];
    }
    if (!(total > 0))
        return;
    for (double &weight : given)
        weight /= total;
    settle(std::move(given));
}

void WeightDraft::setTemperature(double temperature)
{
    temperature_ = std::clamp(temperature, kLowestTemperature, kHighestTemperature);
    weights_ = withTemperature(base_, temperature_);
}

void WeightDraft::setMasked(int position, bool masked)
{
    if (position < 0 || position >= size() || isMaskedAbove(position) || isMasked(position) == masked)
        return;
    if (masked && !canMask(position))
        return;
    // Masks alone are kept as what the model would make of them, so that lifting the last one restores the original.
    const bool plain = base_ == restrictedTo(original_, free_) && temperature_ == 1;
    free_[static_cast<std::size_t>(position)] = !masked;
    settle(restrictedTo(plain ? original_ : weights_, free_));
    if (plain && this->masked().empty())
        settle(original_);
}

void WeightDraft::swapWeights(int a, int b) { settle(swapped(weights_, free_, a, b)); }

void WeightDraft::reset()
{
    free_ = possible_;
    settle(original_);
}

} // namespace fovea::ui
