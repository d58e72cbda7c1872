#pragma once

#include "core/autograd/parameter.h"

namespace fovea
{

/// Adam (Kingma and Ba 2015) with bias correction, and a running average of the parameters.
///
///   m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g^2
///   w <- w - rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + 1e-8)
///   average <- decay average + (1 - decay) w
class Adam
{
public:
    struct Step {
        long long number = 1; ///< t, from 1
        Scalar rate = 0;
        Scalar gradientScale = 1; ///< clipping
        Scalar averaging = 0;     ///< decay
    };

    explicit Adam(const ParameterSet &parameters);

    /// Updates one parameter; different parameters may be updated at the same time.
    void update(Parameter &parameter, const Matrix &gradient, const Step &step);

    Gradients &firstMoments() { return first_; }
    Gradients &secondMoments() { return second_; }
    Gradients &averages() { return averages_; }

private:
    Gradients first_;
    Gradients second_;
    Gradients averages_;
};

/// Warm-up and cosine decay: linear from 0 to `peak` in `warmup` steps, then to finalShare * peak at step `total`.
double learningRate(long long step, double peak, long long warmup, long long total, double finalShare);

} // namespace fovea
