#include "core/metrics/bleu.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/types/error.h"

namespace fovea
{

namespace
{

constexpr std::size_t kOrders = 4;
using Ngram = std::array<int, kOrders>; // word numbers from 1; 0 fills up the shorter orders
using NgramCounts = std::map<Ngram, long long>;

class Numbering
{
public:
    std::vector<int> operator()(const std::vector<std::string> &words)
    {
        std::vector<int> numbers;
        numbers.reserve(words.size());
        for (const std::string &word : words)
            numbers.push_back(numbers_.try_emplace(word, static_cast<int>(numbers_.size()) + 1).first->second);
        return numbers;
    }

private:
    std::unordered_map<std::string, int> numbers_;
};

NgramCounts ngrams(const std::vector<int> &words)
{
    NgramCounts counts;
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
        Ngram ngram{};
        for (std::size_t n = 0; n < kOrders && begin + n < words.size(); ++n) {
            ngram[n] = words[begin + n];
            ++counts[ngram];
        }
    }
    return counts;
}

std::size_t orderOf(const Ngram &ngram)
{
    return static_cast<std::size_t>(std::find(ngram.begin(), ngram.end(), 0) - ngram.begin());
}

/// The reference length closest to the hypothesis; the shorter of two that are equally close.
long long closest(long long length, const std::vector<long long> &lengths)
{
    return *std::min_element(lengths.begin(), lengths.end(), [&](long long a, long long b) {
        return std::pair(std::abs(a - length), a) < std::pair(std::abs(b - length), b);
    });
}

} // namespace

void BleuCounter::add(std::string_view hypothesis, std::span<const std::string> references)
{
    if (references.empty())
        throw InputError("BLEU needs at least one reference for every line");
    Numbering numbering;
    const std::vector<int> words = numbering(bleuTokens(hypothesis, tokenizer_));
    NgramCounts known;
    std::vector<long long> lengths;
    for (const std::string &reference : references) {
        const std::vector<int> other = numbering(bleuTokens(reference, tokenizer_));
        lengths.push_back(static_cast<long long>(other.size()));
        for (const auto &[ngram, count] : ngrams(other))
            known[ngram] = std::max(known[ngram], count);
    }
    counts_.hypothesisLength += static_cast<long long>(words.size());
    counts_.referenceLength += closest(static_cast<long long>(words.size()), lengths);
    for (const auto &[ngram, count] : ngrams(words)) {
        const std::size_t n = orderOf(ngram) - 1;
        counts_.totals[n] += count;
        const auto found = known.find(ngram);
        if (found != known.end())
            counts_.matches[n] += std::min(count, found->second);
    }
}

BleuScore BleuCounter::score() const
{
    BleuScore result = counts_;
    const auto c = static_cast<double>(result.hypothesisLength);
    const auto r = static_cast<double>(result.referenceLength);
    result.brevityPenalty = c >= r ? 1.0 : c > 0 ? std::exp(1 - r / c) : 0.0;
    if (std::all_of(result.matches.begin(), result.matches.end(), [](long long m) { return m == 0; }))
        return result;

    double smoothing = 1;
    std::size_t orders = 0; // orders that the hypotheses are long enough for
    double logSum = 0;
    for (; orders < kOrders && result.totals[orders] > 0; ++orders) {
        const auto total = static_cast<double>(result.totals[orders]);
        if (result.matches[orders] == 0)
            smoothing *= 2;
        const double matches =
            result.matches[orders] == 0 ? 1 / smoothing : static_cast<double>(result.matches[orders]);
        result.precisions[orders] = 100 * matches / total;
        logSum += std::log(result.precisions[orders]);
    }
    if (orders == kOrders)
        result.score = result.brevityPenalty * std::exp(logSum / static_cast<double>(kOrders));
    return result;
}

double cumulativeBleu(const BleuScore &score, int n)
{
    double logSum = 0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k) {
        if (score.matches[k] == 0)
            return 0;
        logSum += std::log(static_cast<double>(score.matches[k]) / static_cast<double>(score.totals[k]));
    }
    return 100 * score.brevityPenalty * std::exp(logSum / n);
}

BleuScore corpusBleu(std::span<const std::string> hypotheses, std::span<const std::string> references,
                     BleuTokenizer tokenizer)
{
    if (hypotheses.size() != references.size())
        throw InputError("BLEU needs as many references as translations: " + std::to_string(references.size()) +
                         " and " + std::to_string(hypotheses.size()));
    BleuCounter counter(tokenizer);
    for (std::size_t i = 0; i < hypotheses.size(); ++i)
        counter.add(hypotheses[i], references[i]);
    return counter.score();
}

BleuScore corpusBleu(std::span<const std::string> hypotheses, std::span<const std::vector<std::string>> references,
                     BleuTokenizer tokenizer)
{
    if (hypotheses.size() != references.size())
        throw InputError("BLEU needs as many references as translations: " + std::to_string(references.size()) +
                         " and " + std::to_string(hypotheses.size()));
    BleuCounter counter(tokenizer);
    for (std::size_t i = 0; i < hypotheses.size(); ++i)
        counter.add(hypotheses[i], references[i]);
    return counter.score();
}

} // namespace fovea
