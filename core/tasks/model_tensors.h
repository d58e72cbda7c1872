#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/autograd/parameter.h"
#include "core/io/safetensors.h"

namespace fovea
{

// Tensors are stored as PyTorch would: a weight as (output, input), a table as (vocabulary, features), a bias as a
// vector.

TensorMap toTensors(const ParameterSet &parameters);

/// Fills the parameters. Throws FileError naming `path` and the tensor when one is missing, unknown or of another
/// shape.
void fromTensors(ParameterSet &parameters, const TensorMap &tensors, const std::filesystem::path &path);

/// Throws FileError naming `path` and the tensor when it is missing or of another shape.
const Tensor &requireTensor(const TensorMap &tensors, const std::string &tensorName, const std::vector<Index> &shape,
                            const std::filesystem::path &path);

/// Values in all tensors: no model made of them needs more.
Index scalarsIn(const TensorMap &tensors);

} // namespace fovea
