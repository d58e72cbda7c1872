#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/nn/seq2seq.h"
#include "core/train/adam.h"
#include "core/train/parallel_corpus.h"
#include "core/train/workers.h"

namespace fovea
{

/// One optimizer update over the threads of a team: each computes the gradients of a part of the batch on its own tape,
/// then each sums and updates a part of the parameters. Deterministic for one thread count.
class TrainStep
{
public:
    struct Options {
        LossOptions loss; ///< the normalizer is set per batch
        double clip = 1;
        double averaging = 0;
        unsigned seed = 1;
    };
    struct Result {
        double loss = 0; ///< summed over target words
        Index targetWords = 0;
    };

    TrainStep(Seq2Seq &model, Workers &workers, const Options &options);

    Adam &adam() { return adam_; }

    /// Update number `step` (from 1) on the chosen pairs. Throws ModelError when the loss or the gradient
    /// is not finite; the parameters are then as before.
    Result run(const std::vector<EncodedPair> &pairs, std::span<const int> chosen, int beginId, long long step,
               double learningRate);

private:
    struct Part {
        explicit Part(const ParameterSet &parameters) : gradients(parameters), tape(&gradients) {}
        Gradients gradients;
        Tape tape;
        TranslationBatch batch;
        double loss = 0;
    };

    void differentiate(int index, long long step, Scalar normalizer);
    void sumGradients(int index);

    Seq2Seq &model_;
    Workers &workers_;
    Options options_;
    Adam adam_;
    std::vector<std::unique_ptr<Part>> parts_; ///< one a thread
    std::vector<int> owner_;                   ///< by parameter id: the thread that sums and updates it
    std::vector<double> squaredNorms_;         ///< by parameter id
};

} // namespace fovea
