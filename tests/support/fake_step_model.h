#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "core/decode/step_model.h"

namespace fovea::test
{

/// What a fake was asked, to check that nothing is computed twice. Shared because the tree owns the model.
struct StepLog {
    std::vector<int> batchSizes; ///< B of every call
    int calls() const { return static_cast<int>(batchSizes.size()); }
    int columns() const
    {
        int sum = 0;
        for (const int size : batchSizes)
            sum += size;
        return sum;
    }
};

/// splitmix64: the same numbers with every compiler and standard library.
inline std::uint64_t mix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// Uniform in [-1, 1), a function of its arguments only.
inline Scalar hashed(std::uint64_t seed, std::uint64_t part, Index row, Index column)
{
    const std::uint64_t bits =
        mix(mix(mix(mix(seed) ^ part) ^ static_cast<std::uint64_t>(row)) ^ static_cast<std::uint64_t>(column));
    return static_cast<Scalar>(static_cast<double>(bits >> 11) * 0x1.0p-52 - 1.0);
}

inline Matrix hashedMatrix(std::uint64_t seed, std::uint64_t part, Index rows, Index columns)
{
    return Matrix::NullaryExpr(rows, columns, [=](Index r, Index c) { return hashed(seed, part, r, c); });
}

/// softmax of e, or the given weights unless their first entry is NaN.
inline Vector weightsOf(const Vector &energies, const Matrix *given, Index column)
{
    if (given && !std::isnan((*given)(0, column)))
        return given->col(column);
    const Vector powers = (energies.array() - energies.maxCoeff()).exp().matrix();
    return powers / powers.sum();
}

/// A complete little model with hashed parameters, one column at a time so that batching cannot change a byte:
///   e = 3 H^T z, a = softmax(e), c = H a, z' = tanh(A z + E_y + C c), p = softmax(4 R [z'; c] + endBias at the end
///   symbol)
/// Word 0 is the end symbol, word 1 begins.
class FakeStepModel final : public StepModel
{
public:
    struct Options {
        std::uint64_t seed = 1;
        Index sourceLength = 4;
        Index vocabulary = 9;
        Index size = 6;     ///< d = m
        double endBias = 0; ///< -infinity: never ends
        bool attends = true;
    };

    explicit FakeStepModel(const Options &options, std::shared_ptr<StepLog> log = nullptr)
        : options_(options), log_(std::move(log)),
          annotations_(hashedMatrix(options.seed, 1, options.size, options.sourceLength)),
          recurrent_(hashedMatrix(options.seed, 2, options.size, options.size)),
          embedding_(hashedMatrix(options.seed, 3, options.size, options.vocabulary)),
          fromContext_(hashedMatrix(options.seed, 4, options.size, options.size)),
          readout_(hashedMatrix(options.seed, 5, options.vocabulary, 2 * options.size)),
          initial_(hashedMatrix(options.seed, 6, options.size, 1))
    {
    }

    static std::unique_ptr<StepModel> make(const Options &options, std::shared_ptr<StepLog> log = nullptr)
    {
        return std::make_unique<FakeStepModel>(options, std::move(log));
    }

    Index sourceLength() const override { return options_.sourceLength; }
    Index vocabularySize() const override { return options_.vocabulary; }
    int beginId() const override { return 1; }
    int endId() const override { return 0; }
    const Vector &initialState() const override { return initial_; }
    const Matrix &annotations() const override { return annotations_; }
    bool attends() const override { return options_.attends; }

    void step(const Inputs &inputs, Outputs &outputs) override
    {
        const Index batch = inputs.states.cols();
        if (log_)
            log_->batchSizes.push_back(static_cast<int>(batch));
        const Index seen = options_.attends ? options_.sourceLength : 0;
        outputs.energies.resize(seen, batch);
        outputs.weights.resize(seen, batch);
        outputs.contexts.resize(options_.size, batch);
        outputs.states.resize(options_.size, batch);
        outputs.logProbabilities.resize(options_.vocabulary, batch);
        for (Index b = 0; b < batch; ++b)
            stepColumn(inputs, b, outputs);
    }

private:
    void stepColumn(const Inputs &inputs, Index b, Outputs &outputs) const
    {
        const Vector z = inputs.states.col(b);
        Vector context = annotations_.rowwise().mean();
        if (options_.attends) {
            const Vector energies = Scalar(3) * (annotations_.transpose() * z);
            const Vector weights = weightsOf(energies, inputs.weights, b);
            context = annotations_ * weights;
            outputs.energies.col(b) = energies;
            outputs.weights.col(b) = weights;
        }
        const Index word = inputs.previous[static_cast<std::size_t>(b)];
        const Vector next = (recurrent_ * z + embedding_.col(word) + fromContext_ * context).array().tanh().matrix();
        Vector features(2 * options_.size);
        features << next, context;
        Vector logits = Scalar(4) * (readout_ * features);
        logits[endId()] += static_cast<Scalar>(options_.endBias);
        const Scalar top = logits.maxCoeff();
        outputs.contexts.col(b) = context;
        outputs.states.col(b) = next;
        outputs.logProbabilities.col(b) =
            (logits.array() - (top + std::log((logits.array() - top).exp().sum()))).matrix();
    }

    Options options_;
    std::shared_ptr<StepLog> log_;
    Matrix annotations_, recurrent_, embedding_, fromContext_, readout_;
    Vector initial_;
};

/// A model given by a function: the words so far -> the probabilities of the next one. The state holds the words.
/// Word 0 is the end symbol, word 1 begins. e_i = cos(i + number of words).
class PrefixStepModel final : public StepModel
{
public:
    using Probabilities = std::function<std::vector<double>(const std::vector<int> &words)>;

    PrefixStepModel(Index vocabulary, Probabilities probabilities, std::shared_ptr<StepLog> log = nullptr)
        : vocabulary_(vocabulary), probabilities_(std::move(probabilities)), log_(std::move(log)),
          initial_(Vector::Zero(kStateSize))
    {
    }

    static std::unique_ptr<StepModel> make(Index vocabulary, Probabilities probabilities,
                                           std::shared_ptr<StepLog> log = nullptr)
    {
        return std::make_unique<PrefixStepModel>(vocabulary, std::move(probabilities), std::move(log));
    }

    Index sourceLength() const override { return kSourceLength; }
    Index vocabularySize() const override { return vocabulary_; }
    int beginId() const override { return 1; }
    int endId() const override { return 0; }
    const Vector &initialState() const override { return initial_; }
    const Matrix &annotations() const override { return annotations_; }
    bool attends() const override { return true; }

    void step(const Inputs &inputs, Outputs &outputs) override
    {
        const Index batch = inputs.states.cols();
        if (log_)
            log_->batchSizes.push_back(static_cast<int>(batch));
        outputs.energies.resize(kSourceLength, batch);
        outputs.weights.resize(kSourceLength, batch);
        outputs.contexts.resize(1, batch);
        outputs.states.resize(kStateSize, batch);
        outputs.logProbabilities.resize(vocabulary_, batch);
        for (Index b = 0; b < batch; ++b)
            stepColumn(inputs, b, outputs);
    }

private:
    static constexpr Index kSourceLength = 3;
    static constexpr Index kStateSize = 64; ///< number of steps taken, then the words

    void stepColumn(const Inputs &inputs, Index b, Outputs &outputs) const
    {
        Vector state = inputs.states.col(b);
        const auto steps = static_cast<Index>(state[0]);
        if (steps > 0)
            state[steps] = static_cast<Scalar>(inputs.previous[static_cast<std::size_t>(b)]);
        std::vector<int> words;
        for (Index t = 1; t <= steps; ++t)
            words.push_back(static_cast<int>(state[t]));
        state[0] += 1;
        const Vector energies = Vector::NullaryExpr(
            kSourceLength, [steps](Index i) { return static_cast<Scalar>(std::cos(static_cast<double>(i + steps))); });
        outputs.energies.col(b) = energies;
        outputs.weights.col(b) = weightsOf(energies, inputs.weights, b);
        outputs.contexts(0, b) = outputs.weights(0, b);
        outputs.states.col(b) = state;
        const std::vector<double> p = probabilities_(words);
        for (Index id = 0; id < vocabulary_; ++id)
            outputs.logProbabilities(id, b) = static_cast<Scalar>(std::log(p[static_cast<std::size_t>(id)]));
    }

    Index vocabulary_;
    Probabilities probabilities_;
    std::shared_ptr<StepLog> log_;
    Vector initial_;
    Matrix annotations_ = Matrix::Zero(1, kSourceLength);
};

} // namespace fovea::test
