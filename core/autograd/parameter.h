#pragma once

#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/autograd/half_matrix.h"
#include "core/types/error.h"
#include "core/types/matrix.h"

namespace fovea
{

/// A learned matrix. `id` is its place in the ParameterSet that owns it.
struct Parameter {
    std::string name;
    Matrix value;
    int id = 0;
    // Of a model that is only decoded with: the same values for products with one vector. Empty while `value` may
    // change.
    HalfMatrix half;
    HalfMatrix halfTransposed;
};

/// The parameters of one model, in the order they were added. References stay valid while the set lives.
class ParameterSet
{
public:
    /// add() throws ModelError when all parameters together would have more than `mostScalars` values.
    explicit ParameterSet(Index mostScalars = std::numeric_limits<Index>::max()) : mostScalars_(mostScalars) {}
    ParameterSet(const ParameterSet &) = delete;
    ParameterSet &operator=(const ParameterSet &) = delete;

    Parameter &add(std::string name, Index rows, Index columns)
    {
        if (columns > 0 && rows > (mostScalars_ - scalarCount()) / columns)
            throw ModelError("the sizes ask for more than " + std::to_string(mostScalars_) + " parameters");
        parameters_.push_back(
            {std::move(name), Matrix::Zero(rows, columns), static_cast<int>(parameters_.size()), {}, {}});
        return parameters_.back();
    }

    int size() const { return static_cast<int>(parameters_.size()); }
    Parameter &operator[](int id) { return parameters_[static_cast<std::size_t>(id)]; }
    const Parameter &operator[](int id) const { return parameters_[static_cast<std::size_t>(id)]; }

    /// Number of scalars in all parameters.
    Index scalarCount() const
    {
        Index count = 0;
        for (const Parameter &parameter : parameters_)
            count += parameter.value.size();
        return count;
    }

private:
    Index mostScalars_;
    std::deque<Parameter> parameters_;
};

/// One matrix per parameter, same shapes: the gradients that one tape sums into, or an optimizer's moments.
class Gradients
{
public:
    explicit Gradients(const ParameterSet &parameters)
    {
        for (int id = 0; id < parameters.size(); ++id)
            values_.push_back(Matrix::Zero(parameters[id].value.rows(), parameters[id].value.cols()));
    }

    int size() const { return static_cast<int>(values_.size()); }
    Matrix &operator[](int id) { return values_[static_cast<std::size_t>(id)]; }
    const Matrix &operator[](int id) const { return values_[static_cast<std::size_t>(id)]; }
    void setZero()
    {
        for (Matrix &value : values_)
            value.setZero();
    }

private:
    std::vector<Matrix> values_;
};

} // namespace fovea
