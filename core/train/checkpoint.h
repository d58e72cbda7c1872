#pragma once

#include <cstdint>
#include <filesystem>

#include "core/autograd/parameter.h"
#include "core/io/safetensors.h"
#include "core/train/adam.h"

namespace fovea
{

/// A checkpoint has four values of 4 bytes for each parameter, and a megabyte for its header; a larger one could not be
/// read again.
inline constexpr Index kMostTrainedParameters = (kMaxSafetensorsFile - (1U << 20)) / 16;

/// Where a training run stands, apart from the parameters. Batches and dropout follow from the data, the seed, the
/// epoch and the step, so nothing else is needed to go on with the same numbers.
struct TrainState {
    long long step = 0;   ///< updates done
    int epoch = 0;        ///< from 0
    long long batch = 0;  ///< batches of this epoch done
    double bestBleu = -1; ///< on the dev set; -1 before the first evaluation
    double lastBleu = -1;
    long long bestStep = 0;
    long long evaluatedStep = 0; ///< of the last evaluation
    std::uint64_t inputs = 0;    ///< TrainingTask::fingerprint(); 0 when not known
    double seconds = 0;          ///< spent training, over all sessions
    long long targetWords = 0;   ///< seen, over all epochs
};

/// Parameters, moments, averages and state in one safetensors file (F32), replaced atomically.
void saveCheckpoint(const std::filesystem::path &path, ParameterSet &parameters, Adam &adam, const TrainState &state);

/// Throws FileError when the file does not belong to these parameters.
TrainState loadCheckpoint(const std::filesystem::path &path, ParameterSet &parameters, Adam &adam);

} // namespace fovea
