#include "core/train/adam.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace fovea
{

namespace
{

constexpr Scalar kFirstDecay = Scalar(0.9);
constexpr Scalar kSecondDecay = Scalar(0.98); // Vaswani et al. 2017: steadier than 0.999 over few thousand steps

} // namespace

Adam::Adam(const ParameterSet &parameters) : first_(parameters), second_(parameters), averages_(parameters)
{
    for (int id = 0; id < parameters.size(); ++id)
        averages_[id] = parameters[id].value;
}

void Adam::update(Parameter &parameter, const Matrix &gradient, const Step &step)
{
    const auto t = static_cast<Scalar>(step.number);
    const Scalar firstCorrection = 1 / (1 - std::pow(kFirstDecay, t));
    const Scalar secondCorrection = 1 / (1 - std::pow(kSecondDecay, t));
    const Index size = parameter.value.size();
    // In blocks that stay in the cache: one pass over memory instead of four.
    constexpr Index block = 4096;
    for (Index at = 0; at < size; at += block) {
        const Index count = std::min(block, size - at);
        using Piece = Eigen::Map<Eigen::Array<Scalar, Eigen::Dynamic, 1>>;
        Piece m(first_[parameter.id].data() + at, count);
        Piece v(second_[parameter.id].data() + at, count);
        Piece average(averages_[parameter.id].data() + at, count);
        Piece w(parameter.value.data() + at, count);
        const Eigen::Map<const Eigen::Array<Scalar, Eigen::Dynamic, 1>> g(gradient.data() + at, count);
        m = kFirstDecay * m + ((1 - kFirstDecay) * step.gradientScale) * g;
        v = kSecondDecay * v + (1 - kSecondDecay) * (step.gradientScale * g).square();
        w -= (step.rate * firstCorrection) * m / ((v * secondCorrection).sqrt() + Scalar(1e-8));
        average = step.averaging * average + (1 - step.averaging) * w;
    }
}

double learningRate(long long step, double peak, long long warmup, long long total, double finalShare)
{
    if (step < warmup)
        return peak * static_cast<double>(step) / static_cast<double>(warmup);
    const double done =
        std::min(1.0, static_cast<double>(step - warmup) / static_cast<double>(std::max(1LL, total - warmup)));
    return peak * (finalShare + (1 - finalShare) * 0.5 * (1 + std::cos(std::numbers::pi * done)));
}

} // namespace fovea
