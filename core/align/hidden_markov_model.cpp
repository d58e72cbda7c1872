#include "core/align/hidden_markov_model.h"

#include <algorithm>

namespace fovea
{

namespace
{

constexpr int kMost = MarkovParameters::kMostJump;

std::size_t jumpIndex(Index from, Index to)
{
    return static_cast<std::size_t>(std::clamp<Index>(to - from, -kMost, kMost) + kMost);
}

/// What one thread has counted.
struct Expectation {
    explicit Expectation(const MarkovParameters &model)
        : posteriors(model), words(model.lexicon.table().size()), jumps(model.jumps.size())
    {
    }

    void add(const IdPair &pair)
    {
        posteriors.compute(pair);
        const MarkovPosteriors::Array &p = posteriors.words();
        const auto m = static_cast<std::size_t>(p.rows());
        for (Index j = 0; j < p.cols(); ++j) {
            const std::size_t column = static_cast<std::size_t>(j) * (m + 1);
            for (Index i = 0; i < p.rows(); ++i)
                words.add(posteriors.entries()[column + static_cast<std::size_t>(i)], p(i, j));
            words.add(posteriors.entries()[column + m], posteriors.emptyWord()(j));
        }
        const MarkovPosteriors::Array steps = posteriors.transitions();
        for (Index from = 0; from < steps.rows(); ++from)
            for (Index to = 0; to < steps.cols(); ++to)
                jumps.add(jumpIndex(from, to), steps(from, to));
    }

    MarkovPosteriors posteriors;
    ExpectedCounts words;
    ExpectedCounts jumps;
};

} // namespace

void MarkovPosteriors::emissions(const IdPair &pair)
{
    const std::size_t m = pair.source.size();
    const std::size_t n = pair.target.size();
    entries_.resize((m + 1) * n);
    emission_.resize(static_cast<Index>(m), static_cast<Index>(n));
    noEmission_.resize(static_cast<Index>(n));
    const Lexicon &lexicon = model_.lexicon;
    for (std::size_t j = 0; j < n; ++j) {
        std::size_t *entry = &entries_[j * (m + 1)];
        for (std::size_t i = 0; i < m; ++i) {
            entry[i] = lexicon.table().find(pair.source[i], pair.target[j]);
            emission_(static_cast<Index>(i), static_cast<Index>(j)) = lexicon.probability(entry[i]);
        }
        entry[m] = lexicon.table().find(CooccurrenceTable::kEmptyWord, pair.target[j]);
        noEmission_(static_cast<Index>(j)) = lexicon.probability(entry[m]);
    }
}

void MarkovPosteriors::forward()
{
    const Index m = emission_.rows();
    const Index n = emission_.cols();
    const double empty = model_.emptyWord;
    at_.resize(m, n);
    past_.resize(m, n);
    scale_.resize(n);
    for (Index j = 0; j < n; ++j) {
        if (j == 0) {
            at_.col(0) = (1 - empty) / static_cast<double>(m) * emission_.col(0);
            past_.col(0).setConstant(empty / static_cast<double>(m) * noEmission_(0));
        } else {
            const Eigen::VectorXd before = (at_.col(j - 1) + past_.col(j - 1)).matrix();
            at_.col(j) = (transition_.matrix().transpose() * before).array() * emission_.col(j);
            past_.col(j) = empty * noEmission_(j) * before.array();
        }
        scale_(j) = at_.col(j).sum() + past_.col(j).sum();
        at_.col(j) /= scale_(j);
        past_.col(j) /= scale_(j);
    }
}

void MarkovPosteriors::backward()
{
    const Index n = emission_.cols();
    future_.resize(emission_.rows(), n);
    future_.col(n - 1).setOnes();
    for (Index j = n - 1; j-- > 0;) {
        const Eigen::VectorXd next = (emission_.col(j + 1) * future_.col(j + 1)).matrix();
        future_.col(j) =
            ((transition_.matrix() * next).array() + model_.emptyWord * noEmission_(j + 1) * future_.col(j + 1)) /
            scale_(j + 1);
    }
}

void MarkovPosteriors::compute(const IdPair &pair)
{
    emissions(pair);
    const Index m = emission_.rows();
    transition_.resize(m, m);
    for (Index from = 0; from < m; ++from) {
        for (Index to = 0; to < m; ++to)
            transition_(from, to) = model_.jumps[jumpIndex(from, to)];
        transition_.row(from) *= (1 - model_.emptyWord) / transition_.row(from).sum();
    }
    forward();
    backward();
    words_ = at_ * future_;
    empty_ = (past_ * future_).colwise().sum().transpose();
}

MarkovPosteriors::Array MarkovPosteriors::transitions() const
{
    const Index n = emission_.cols();
    if (n < 2)
        return Array::Zero(emission_.rows(), emission_.rows());
    const Array before = at_.leftCols(n - 1) + past_.leftCols(n - 1);
    const Array after =
        (emission_.rightCols(n - 1) * future_.rightCols(n - 1)).rowwise() / scale_.tail(n - 1).transpose();
    return transition_ * (before.matrix() * after.matrix().transpose()).array();
}

void iterateMarkovModel(std::span<const IdPair> pairs, MarkovParameters &model, double alpha, Workers &workers)
{
    std::vector<Expectation> parts;
    for (int i = 0; i < workers.size(); ++i)
        parts.emplace_back(model);
    workers.run([&](int index) {
        for (auto i = static_cast<std::size_t>(index); i < pairs.size(); i += parts.size())
            parts[static_cast<std::size_t>(index)].add(pairs[i]);
    });
    std::vector<ExpectedCounts> words, jumps;
    for (Expectation &part : parts) {
        words.push_back(std::move(part.words));
        jumps.push_back(std::move(part.jumps));
    }
    model.lexicon.update(ExpectedCounts::sum(words), alpha);
    model.jumps = ExpectedCounts::sum(jumps);
    double sum = 0;
    for (double &jump : model.jumps)
        sum += jump += 1; // no jump is impossible
    for (double &jump : model.jumps)
        jump /= sum;
}

} // namespace fovea
