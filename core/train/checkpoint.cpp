#include "core/train/checkpoint.h"

#include <nlohmann/json.hpp>

#include "core/io/safetensors.h"
#include "core/types/error.h"

namespace fovea
{

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TrainState, step, epoch, batch, bestBleu, lastBleu, bestStep,
                                                evaluatedStep, inputs, seconds, targetWords)

namespace
{

/// Calls visit(name, matrix) for everything that a checkpoint holds.
template <class Visit>
void forEachMatrix(ParameterSet &parameters, Adam &adam, const Visit &visit)
{
    for (int id = 0; id < parameters.size(); ++id) {
        const std::string &name = parameters[id].name;
        visit("parameter/" + name, parameters[id].value);
        visit("first/" + name, adam.firstMoments()[id]);
        visit("second/" + name, adam.secondMoments()[id]);
        visit("average/" + name, adam.averages()[id]);
    }
}

} // namespace

void saveCheckpoint(const std::filesystem::path &path, ParameterSet &parameters, Adam &adam, const TrainState &state)
{
    TensorMap tensors;
    forEachMatrix(parameters, adam, [&tensors](const std::string &name, const Matrix &value) {
        const float *data = value.data();
        tensors[name] = {{value.size()}, std::vector<float>(data, data + value.size())};
    });
    writeSafetensors(path, tensors, TensorType::F32, {{"state", nlohmann::json(state).dump()}});
}

TrainState loadCheckpoint(const std::filesystem::path &path, ParameterSet &parameters, Adam &adam)
{
    const TensorMap tensors = readSafetensors(path);
    forEachMatrix(parameters, adam, [&](const std::string &name, Matrix &value) {
        const auto found = tensors.find(name);
        if (found == tensors.end() || static_cast<Index>(found->second.data.size()) != value.size())
            throw FileError(path.string(),
                            "not a checkpoint of this model: " + name + " is missing or has another size");
        value = Eigen::Map<const Eigen::MatrixXf>(found->second.data.data(), value.rows(), value.cols());
    });
    const auto metadata = readSafetensorsHeader(path).metadata;
    const auto state = metadata.find("state");
    const nlohmann::json json =
        state == metadata.end() ? nlohmann::json() : nlohmann::json::parse(state->second, nullptr, false);
    try {
        json.at("step").get<long long>();
        return json.get<TrainState>();
    } catch (const nlohmann::json::exception &) {
        throw FileError(path.string(), "not a checkpoint: its state cannot be read");
    }
}

} // namespace fovea
