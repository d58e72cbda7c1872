#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fovea
{

/// How BLEU cuts text into words. Each equals sacreBLEU's tokenizer of the same name, case kept.
enum class BleuTokenizer {
    V13a,     ///< mteval-v13a: punctuation apart, numbers such as 3.14 whole
    Chinese,  ///< "zh": every Chinese character and full-width sign its own word, the rest as 13a
    Character ///< "char": every character but whitespace its own word
};

std::vector<std::string> bleuTokens(std::string_view text, BleuTokenizer tokenizer = BleuTokenizer::V13a);

struct BleuScore {
    double score = 0;                   ///< 0 .. 100
    std::array<double, 4> precisions{}; ///< of 1- to 4-grams, in percent, smoothed
    double brevityPenalty = 0;          ///< 0 .. 1
    long long hypothesisLength = 0;     ///< words
    long long referenceLength = 0;      ///< words; of the closest reference where there are several
    std::array<long long, 4> matches{}; ///< n-grams found in a reference
    std::array<long long, 4> totals{};  ///< n-grams of the hypotheses
};

/// Corpus BLEU (Papineni et al. 2002) with sacreBLEU's defaults (Post 2018), counted line by line:
///
///   BLEU = bp exp( 1/4 sum_n log p_n ),  bp = exp(min(0, 1 - r / c))
///
/// p_n is the share of the hypotheses' n-grams that a reference has, clipped to its count there; a zero count of
/// matches becomes 1/2, 1/4, ... ("exp" smoothing); no match at all is 0.
class BleuCounter
{
public:
    explicit BleuCounter(BleuTokenizer tokenizer = BleuTokenizer::V13a) : tokenizer_(tokenizer) {}

    /// Throws InputError when there is no reference.
    void add(std::string_view hypothesis, std::span<const std::string> references);
    void add(std::string_view hypothesis, const std::string &reference) { add(hypothesis, std::span(&reference, 1)); }

    BleuScore score() const;

private:
    BleuTokenizer tokenizer_;
    BleuScore counts_;
};

/// BLEU of the orders up to n (1 to 4), as captioning reports it: bp exp( 1/n sum_{k <= n} log p_k ), in 0 .. 100,
/// without smoothing: 0 when an order has no match.
double cumulativeBleu(const BleuScore &score, int n);

/// Throws InputError when the numbers of lines differ.
BleuScore corpusBleu(std::span<const std::string> hypotheses, std::span<const std::string> references,
                     BleuTokenizer tokenizer = BleuTokenizer::V13a);
/// references[i] are all references of hypotheses[i].
BleuScore corpusBleu(std::span<const std::string> hypotheses, std::span<const std::vector<std::string>> references,
                     BleuTokenizer tokenizer = BleuTokenizer::V13a);

} // namespace fovea
