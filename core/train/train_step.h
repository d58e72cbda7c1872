#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/parallel/workers.h"
#include "core/train/adam.h"
#include "core/train/training_task.h"

namespace fovea
{

/// One optimizer update over the threads of a team: each computes the gradients of a part of the batch on its own tape,
/// then each sums and updates a part of the parameters. Deterministic for one thread count.
class TrainStep
{
public:
    struct Options {
        double clip = 1;
        double averaging = 0;
        unsigned seed = 1;
    };
    struct Result {
        double loss = 0; ///< summed over target words
        Index targetWords = 0;
    };

    TrainStep(BatchLoss &model, Workers &workers, const Options &options);

    Adam &adam() { return adam_; }

    /// Update number `step` (from 1) on the chosen items. Throws ModelError when the loss or the gradient
    /// is not finite; the parameters are then as before.
    Result run(std::span<const int> chosen, long long step, double learningRate);

private:
    struct Part {
        Part(const ParameterSet &parameters, std::unique_ptr<BatchLoss::Part> items_)
            : gradients(parameters), tape(&gradients), items(std::move(items_))
        {
        }
        Gradients gradients;
        Tape tape;
        std::unique_ptr<BatchLoss::Part> items;
        double loss = 0;
    };

    Index share(std::span<const int> chosen);
    void differentiate(int index, long long step, Scalar normalizer);
    void sumGradients(int index);

    BatchLoss &model_;
    Workers &workers_;
    Options options_;
    Adam adam_;
    std::vector<std::unique_ptr<Part>> parts_; ///< one a thread
    std::vector<int> owner_;                   ///< by parameter id: the thread that sums and updates it
    std::vector<double> squaredNorms_;         ///< by parameter id
};

} // namespace fovea
