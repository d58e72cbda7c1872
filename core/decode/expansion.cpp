#include "core/decode/expansion.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/types/error.h"

namespace fovea
{

namespace
{

/// Index of the largest value, the first of equals. Throws ModelError when a probability does not exist.
int firstMaximum(const Expansion::View &logProbabilities)
{
    if (logProbabilities.hasNaN())
        throw ModelError("the model gave a word a probability that is not a number");
    const Scalar best =
        logProbabilities.size() > 0 ? logProbabilities.maxCoeff() : -std::numeric_limits<Scalar>::infinity();
    if (std::isinf(best) && best < 0)
        throw ModelError("the model gave every word the probability zero");
    const Scalar *first = logProbabilities.data();
    return static_cast<int>(std::find(first, first + logProbabilities.size(), best) - first);
}

} // namespace

Expansion::Expansion(const StepModel::Outputs &outputs, Index column, bool overridden)
    : energies_(outputs.energies.rows()), weights_(outputs.weights.rows()), context_(outputs.contexts.rows()),
      state_(outputs.states.rows()), words_(outputs.logProbabilities.rows()), overridden_(overridden)
{
    values_.reserve(static_cast<std::size_t>(wordsAt() + words_));
    for (const Matrix *part :
         {&outputs.energies, &outputs.weights, &outputs.contexts, &outputs.states, &outputs.logProbabilities}) {
        if (part->rows() == 0)
            continue;
        const Scalar *first = part->data() + column * part->rows();
        values_.insert(values_.end(), first, first + part->rows());
    }
    argmax_ = firstMaximum(logProbabilities());
}

std::vector<int> topWords(const Expansion &expansion, int k)
{
    const auto words = expansion.logProbabilities();
    const auto better = [&words](int a, int b) { return words[a] != words[b] ? words[a] > words[b] : a < b; };
    const auto count = static_cast<std::size_t>(std::clamp<Index>(k, 0, words.size()));
    std::vector<int> top; // a heap whose front is the worst kept word
    if (count == 0)
        return top;
    top.reserve(count);
    for (int id = 0; id < static_cast<int>(words.size()); ++id) {
        if (top.size() < count) {
            top.push_back(id);
            std::push_heap(top.begin(), top.end(), better);
        } else if (better(id, top.front())) {
            std::pop_heap(top.begin(), top.end(), better);
            top.back() = id;
            std::push_heap(top.begin(), top.end(), better);
        }
    }
    std::sort_heap(top.begin(), top.end(), better);
    return top;
}

std::vector<Candidate> topCandidates(const Expansion &expansion, int k)
{
    std::vector<Candidate> candidates;
    for (const int id : topWords(expansion, k))
        candidates.push_back({.id = id, .token = {}, .probability = std::exp(expansion.logProbability(id))});
    return candidates;
}

} // namespace fovea
