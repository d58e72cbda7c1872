#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/autograd/tape.h"
#include "core/parallel/workers.h"

namespace fovea
{

/// What an optimizer update needs to know of a kind of model. The training items (sentence pairs, pictures with their
/// captions) are numbered; a batch is a list of numbers.
class BatchLoss
{
public:
    /// One thread's part of a batch; made once and used for every update.
    class Part
    {
    public:
        virtual ~Part() = default;
        /// Takes the items of the next update; none when there are more threads than items. Returns their target words.
        virtual Index load(std::span<const int> items) = 0;
        /// The loss summed over the items and divided by `normalizer`, 1 x 1; invalid when there are no items. What it
        /// refers to stays as it is until the next load().
        virtual Var loss(Tape &tape, Scalar normalizer, std::mt19937 &random) = 0;
    };

    virtual ~BatchLoss() = default;
    virtual ParameterSet &parameters() = 0;
    /// Called before the updates of an epoch (from 0), those of a resumed run included.
    virtual void beginEpoch(int) {}
    virtual std::unique_ptr<Part> makePart() const = 0;
};

class TrainingFolder;
struct TrainProgress;

/// One kind of model to train: its data, loss, evaluation and bundle. The Trainer does the rest for all of them.
class TrainingTask : public BatchLoss
{
public:
    using Report = std::function<void(const TrainProgress &)>;

    /// Tokenizers, the data as numbers, and the model with its first parameters; what is slow to make is kept in files
    /// for the next time. False when it was stopped. Everything below is for afterwards.
    virtual bool prepare(const TrainingFolder &folder, Workers &workers, const std::stop_token &stop,
                         const Report &report) = 0;

    /// Differs when the data that it is trained or measured on do, or what their numbers were made with. Never 0.
    virtual std::uint64_t fingerprint() const = 0;
    /// The batches of an epoch; the same for the same epoch.
    virtual std::vector<std::vector<int>> batches(int epoch) const = 0;

    /// What the dev-set measure is called in the bundle's training record, e.g. "devBleuGreedy".
    virtual const char *measure() const = 0;
    /// Of a model with these parameters: larger is better. Nothing when it was stopped.
    virtual std::optional<double> evaluate(const Gradients &averages, Workers &workers,
                                           const std::stop_token &stop) const = 0;
    /// Writes the bundle; `record` is a JSON object about the training. A bundle that is there before the first time
    /// is another model's: nothing of it is kept that belongs to a bundle.
    virtual void save(const Gradients &averages, const TrainingFolder &folder, const std::string &record,
                      bool first) const = 0;
};

} // namespace fovea
