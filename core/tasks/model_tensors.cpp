#include "core/tasks/model_tensors.h"

#include "core/types/error.h"

namespace fovea
{

namespace
{

/// True for a table of one column per word: its columns are the file's rows.
bool isTable(const Parameter &parameter) { return parameter.name.ends_with(".embedding"); }

std::vector<Index> fileShape(const Parameter &parameter)
{
    const Index rows = parameter.value.rows();
    const Index columns = parameter.value.cols();
    if (isTable(parameter))
        return {columns, rows};
    if (columns == 1)
        return {rows};
    return {rows, columns};
}

std::string shapeText(const std::vector<Index> &shape)
{
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + ")";
}

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

} // namespace

const Tensor &requireTensor(const TensorMap &tensors, const std::string &tensorName, const std::vector<Index> &shape,
                            const std::filesystem::path &path)
{
    const auto found = tensors.find(tensorName);
    if (found == tensors.end())
        throw FileError(path.string(), "tensor " + tensorName + " is missing");
    if (found->second.shape != shape)
        throw FileError(path.string(), "tensor " + tensorName + " has shape " + shapeText(found->second.shape) +
                                           ", the configuration needs " + shapeText(shape));
    return found->second;
}

TensorMap toTensors(const ParameterSet &parameters)
{
    TensorMap tensors;
    for (int id = 0; id < parameters.size(); ++id) {
        const Parameter &parameter = parameters[id];
        Tensor tensor{fileShape(parameter), std::vector<float>(static_cast<std::size_t>(parameter.value.size()))};
        // A table's columns are contiguous, as the file wants its rows.
        if (isTable(parameter))
            Eigen::Map<Eigen::MatrixXf>(tensor.data.data(), parameter.value.rows(), parameter.value.cols()) =
                parameter.value.cast<float>();
        else
            Eigen::Map<RowMajor>(tensor.data.data(), parameter.value.rows(), parameter.value.cols()) =
                parameter.value.cast<float>();
        tensors.emplace(parameter.name, std::move(tensor));
    }
    return tensors;
}

void fromTensors(ParameterSet &parameters, const TensorMap &tensors, const std::filesystem::path &path)
{
    for (int id = 0; id < parameters.size(); ++id) {
        Parameter &parameter = parameters[id];
        const float *data = requireTensor(tensors, parameter.name, fileShape(parameter), path).data.data();
        if (isTable(parameter))
            parameter.value =
                Eigen::Map<const Eigen::MatrixXf>(data, parameter.value.rows(), parameter.value.cols()).cast<Scalar>();
        else
            parameter.value =
                Eigen::Map<const RowMajor>(data, parameter.value.rows(), parameter.value.cols()).cast<Scalar>();
    }
    if (tensors.size() != static_cast<std::size_t>(parameters.size()))
        for (const auto &[tensorName, tensor] : tensors) {
            bool known = false;
            for (int id = 0; id < parameters.size() && !known; ++id)
                known = parameters[id].name == tensorName;
            if (!known)
                throw FileError(path.string(), "tensor " + tensorName + " does not belong to this model");
        }
}

Index scalarsIn(const TensorMap &tensors)
{
    Index stored = 0;
    for (const auto &[tensorName, tensor] : tensors)
        stored += static_cast<Index>(tensor.data.size());
    return stored;
}

} // namespace fovea
