#pragma once

#include <filesystem>

#include "core/train/train_config.h"
#include "core/train/train_progress.h"
#include "core/types/run_control.h"

namespace fovea
{

struct TrainOptions {
    std::filesystem::path output; ///< bundle folder: always the best model so far
    bool resume = false;          ///< go on from the checkpoint in output + ".training"; start anew when there is none
    int threads = 2;
    bool overwrite = false; ///< start anew over a finished bundle or another run
};

struct TrainResult {
    double bestBleu = -1;
    long long steps = 0;
    double seconds = 0;   ///< spent training, over all sessions
    bool stopped = false; ///< by RunControl: --resume goes on
};

/// Trains tokenizers and a model of translation or captioning, as the configuration says. Everything a resumed run
/// needs lies in the folder output + ".training": the tokenizers, a copy of the configuration and a checkpoint that is
/// written every checkpointSeconds, so that a run killed at any moment loses only what came after. The same
/// configuration and thread count give the same model. `control.progress` counts updates; `report` is called every two
/// seconds or so and after each evaluation, from the calling thread. Throws FileError (data, output, a checkpoint of
/// another configuration or other data, a finished bundle that is not to be overwritten), InputError (no usable
/// sentence pair) and ModelError (the run diverged; the model has more than 33 million parameters).
TrainResult train(const TrainConfig &config, const TrainOptions &options, const RunControl &control,
                  const TrainReport &report);

} // namespace fovea
