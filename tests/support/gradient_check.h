#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <type_traits>
#include <vector>

#include "core/autograd/ops.h"
#include "core/nn/initializer.h"

// Derivatives against central differences. Links: fovea_engine_double.

namespace fovea::test
{

static_assert(std::is_same_v<Scalar, double>, "derivatives can only be checked in double");

/// A graph from parameters to one number; parameters are also used as inputs, through lookup of all columns.
using Graph = std::function<Var(Tape &)>;

inline double evaluate(const Graph &graph)
{
    Tape tape;
    return tape.value(graph(tape))(0, 0);
}

/// Largest relative difference between backward() and central differences over all entries of all parameters.
inline double largestError(ParameterSet &parameters, const Graph &graph)
{
    Gradients gradients(parameters);
    Tape tape(&gradients);
    tape.backward(graph(tape));
    double worst = 0;
    for (int id = 0; id < parameters.size(); ++id) {
        Matrix &value = parameters[id].value;
        for (Index i = 0; i < value.size(); ++i) {
            const double kept = value.data()[i];
            const double h = 1e-5;
            value.data()[i] = kept + h;
            const double above = evaluate(graph);
            value.data()[i] = kept - h;
            const double below = evaluate(graph);
            value.data()[i] = kept;
            const double numeric = (above - below) / (2 * h);
            const double exact = gradients[id].data()[i];
            worst = std::max(worst, std::abs(numeric - exact) / std::max(1.0, std::abs(numeric) + std::abs(exact)));
        }
    }
    return worst;
}

struct GradientFixture {
    ParameterSet parameters;
    std::mt19937 random{7};

    Parameter &add(const char *name, Index rows, Index columns)
    {
        Parameter &parameter = parameters.add(name, rows, columns);
        normal(parameter.value, 0.7, random);
        return parameter;
    }
    static Var asInput(Tape &tape, const Parameter &parameter)
    {
        std::vector<int> all(static_cast<std::size_t>(parameter.value.cols()));
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<int>(i);
        return lookup(tape, parameter, all);
    }
    /// A fixed random linear functional makes a loss of any value, so that every entry matters differently.
    static Var reduce(Tape &tape, Var x, const Parameter &weights)
    {
        const Var column = affine(tape, weights, nullptr, x);
        std::vector<int> targets(static_cast<std::size_t>(tape.cols(x)), 0);
        return crossEntropy(tape, column, targets, 0.1, 1.5);
    }
};

} // namespace fovea::test
