#include "core/train/train_step.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/types/error.h"

namespace fovea
{

namespace
{

/// Gives each parameter to the thread with the least to do, the largest parameters first.
std::vector<int> shareParameters(const ParameterSet &parameters, int threads)
{
    std::vector<int> bySize(static_cast<std::size_t>(parameters.size()));
    std::iota(bySize.begin(), bySize.end(), 0);
    std::stable_sort(bySize.begin(), bySize.end(),
                     [&](int a, int b) { return parameters[a].value.size() > parameters[b].value.size(); });
    std::vector<int> owner(bySize.size());
    std::vector<Index> load(static_cast<std::size_t>(threads));
    for (const int id : bySize) {
        const auto least = std::min_element(load.begin(), load.end());
        *least += parameters[id].value.size();
        owner[static_cast<std::size_t>(id)] = static_cast<int>(least - load.begin());
    }
    return owner;
}

} // namespace

TrainStep::TrainStep(BatchLoss &model, Workers &workers, const Options &options)
    : model_(model), workers_(workers), options_(options), adam_(model.parameters()),
      owner_(shareParameters(model.parameters(), workers.size())),
      squaredNorms_(static_cast<std::size_t>(model.parameters().size()))
{
    for (int i = 0; i < workers.size(); ++i)
        parts_.push_back(std::make_unique<Part>(model.parameters(), model.makePart()));
}

void TrainStep::differentiate(int index, long long step, Scalar normalizer)
{
    Part &part = *parts_[static_cast<std::size_t>(index)];
    part.gradients.setZero();
    part.tape.rewind();
    part.loss = 0;
    std::seed_seq mixed{options_.seed, static_cast<unsigned>(step), static_cast<unsigned>(index)};
    std::mt19937 random(mixed);
    const Var result = part.items->loss(part.tape, normalizer, random);
    if (!result.valid())
        return;
    part.loss = static_cast<double>(part.tape.value(result)(0, 0)) * static_cast<double>(normalizer);
    part.tape.backward(result);
}

void TrainStep::sumGradients(int index)
{
    Gradients &sum = parts_.front()->gradients;
    for (int id = 0; id < sum.size(); ++id) {
        if (owner_[static_cast<std::size_t>(id)] != index)
            continue;
        for (std::size_t other = 1; other < parts_.size(); ++other)
            sum[id] += parts_[other]->gradients[id];
        squaredNorms_[static_cast<std::size_t>(id)] = static_cast<double>(sum[id].squaredNorm());
    }
}

/// Deals the items out to the threads; returns the number of target words.
Index TrainStep::share(std::span<const int> chosen)
{
    Index targetWords = 0;
    for (std::size_t index = 0; index < parts_.size(); ++index) {
        std::vector<int> mine;
        for (std::size_t i = index; i < chosen.size(); i += parts_.size())
            mine.push_back(chosen[i]);
        targetWords += parts_[index]->items->load(mine);
    }
    return targetWords;
}

TrainStep::Result TrainStep::run(std::span<const int> chosen, long long step, double learningRate)
{
    Result result;
    result.targetWords = share(chosen);
    const auto normalizer = static_cast<Scalar>(result.targetWords);
    workers_.run([&](int index) { differentiate(index, step, normalizer); });
    for (const auto &part : parts_)
        result.loss += part->loss;
    if (!std::isfinite(result.loss))
        throw ModelError("training diverged at step " + std::to_string(step) +
                         ": the loss is not finite; lower the learning rate");

    workers_.run([&](int index) { sumGradients(index); });
    const double norm = std::sqrt(std::accumulate(squaredNorms_.begin(), squaredNorms_.end(), 0.0));
    if (!std::isfinite(norm))
        throw ModelError("training diverged at step " + std::to_string(step) +
                         ": the gradient is not finite; lower the learning rate");
    const double t = static_cast<double>(step);
    Adam::Step update;
    update.number = step;
    update.rate = static_cast<Scalar>(learningRate);
    update.gradientScale = static_cast<Scalar>(norm > options_.clip ? options_.clip / norm : 1);
    // A young average must not remember the random start.
    update.averaging = static_cast<Scalar>(std::min(options_.averaging, t / (t + 10)));
    workers_.run([&](int index) {
        for (int id = 0; id < model_.parameters().size(); ++id)
            if (owner_[static_cast<std::size_t>(id)] == index)
                adam_.update(model_.parameters()[id], parts_.front()->gradients[id], update);
    });
    return result;
}

} // namespace fovea
