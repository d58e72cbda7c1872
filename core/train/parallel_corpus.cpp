#include "core/train/parallel_corpus.h"

#include <algorithm>
#include <numeric>

#include "core/align/aligner.h"
#include "core/io/checksum.h"
#include "core/io/text_lines.h"
#include "core/text/tokenizer.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

std::vector<int> encodeWithEnd(const Tokenizer &tokenizer, const std::string &line)
{
    std::vector<int> ids = tokenizer.encode(line);
    if (!ids.empty())
        ids.push_back(tokenizer.endId());
    return ids;
}

} // namespace

ParallelLines readParallelLines(const TrainConfig::ParallelFiles &files)
{
    ParallelLines lines{readTextLines(files.source), readTextLines(files.target)};
    dropSurplusBlanks(lines.source, lines.target);
    if (lines.source.size() != lines.target.size())
        throw FileError(files.source.string(), std::to_string(lines.source.size()) + " lines, but " +
                                                   files.target.string() + " has " +
                                                   std::to_string(lines.target.size()));
    return lines;
}

void encodePairs(const ParallelLines &lines, int times, int maxTokens, const Tokenizer &source, const Tokenizer &target,
                 std::vector<EncodedPair> &pairs)
{
    const std::size_t most = static_cast<std::size_t>(maxTokens);
    for (std::size_t i = 0; i < lines.source.size(); ++i) {
        EncodedPair pair{encodeWithEnd(source, lines.source[i]), encodeWithEnd(target, lines.target[i])};
        if (pair.source.empty() || pair.target.empty() || pair.source.size() > most || pair.target.size() > most)
            continue;
        pairs.insert(pairs.end(), static_cast<std::size_t>(times), pair);
    }
}

void addAlignerLinks(std::vector<EncodedPair> &pairs, int threads, const std::stop_token &stop)
{
    const auto withoutEnd = [](const EncodedPair &pair) {
        return IdPair{{pair.source.begin(), pair.source.end() - 1}, {pair.target.begin(), pair.target.end() - 1}};
    };
    std::vector<IdPair> words;
    words.reserve(pairs.size());
    for (const EncodedPair &pair : pairs)
        words.push_back(withoutEnd(pair));
    AlignerOptions options;
    options.threads = threads;
    try {
        const auto aligner = BidirectionalAligner::train(words, options, {stop, {}});
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            pairs[i].links = aligner.links(words[i], Symmetrization::GrowDiagFinalAnd);
            pairs[i].links.push_back(
                {static_cast<int>(words[i].source.size()), static_cast<int>(words[i].target.size())});
        }
    } catch (const Cancelled &) {
        return;
    }
}

std::uint64_t fingerprint(const std::vector<EncodedPair> &pairs)
{
    Fnv1a hash;
    for (const EncodedPair &pair : pairs)
        for (const std::vector<int> *side : {&pair.source, &pair.target}) {
            hash.add(side->size());
            hash.add(side->data(), side->size() * sizeof(int));
        }
    return hash.value();
}

std::vector<std::vector<int>> makeBatches(const std::vector<EncodedPair> &pairs, int batchTokens, int batchSentences,
                                          unsigned seed, int epoch)
{
    std::seed_seq mixed{seed, static_cast<unsigned>(epoch)};
    std::mt19937 random(mixed);
    std::vector<int> order(pairs.size());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    const auto lengths = [&pairs](int i) {
        const EncodedPair &pair = pairs[static_cast<std::size_t>(i)];
        return std::pair(pair.target.size(), pair.source.size());
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return lengths(a) < lengths(b); });

    std::vector<std::vector<int>> batches;
    std::vector<int> batch;
    for (const int i : order) {
        // Sorted by target length: the newcomer is the longest.
        const std::size_t padded = (batch.size() + 1) * pairs[static_cast<std::size_t>(i)].target.size();
        if (!batch.empty() && (padded > static_cast<std::size_t>(batchTokens) ||
                               batch.size() == static_cast<std::size_t>(batchSentences))) {
            batches.push_back(std::move(batch));
            batch.clear();
        }
        batch.push_back(i);
    }
    if (!batch.empty())
        batches.push_back(std::move(batch));
    std::shuffle(batches.begin(), batches.end(), random);
    return batches;
}

namespace
{

/// The links of a batch, as ColumnLinks of column t * S + b.
void addLinks(const std::vector<EncodedPair> &pairs, std::span<const int> chosen, std::size_t steps,
              TranslationBatch &batch)
{
    std::vector<std::vector<Link>::const_iterator> next;
    for (const int i : chosen)
        next.push_back(pairs[static_cast<std::size_t>(i)].links.begin());
    for (std::size_t t = 0; t < steps; ++t)
        for (std::size_t b = 0; b < chosen.size(); ++b) {
            batch.linkStarts.push_back(static_cast<int>(batch.linkPositions.size()));
            const auto end = pairs[static_cast<std::size_t>(chosen[b])].links.end();
            for (; next[b] != end && next[b]->target == static_cast<int>(t); ++next[b])
                batch.linkPositions.push_back(next[b]->source);
        }
    batch.linkStarts.push_back(static_cast<int>(batch.linkPositions.size()));
    if (batch.linkPositions.empty())
        batch.linkStarts.clear();
}

} // namespace

TranslationBatch padBatch(const std::vector<EncodedPair> &pairs, std::span<const int> chosen, int beginId)
{
    const std::size_t sentences = chosen.size();
    std::size_t n = 0;
    std::size_t steps = 0;
    for (const int i : chosen) {
        n = std::max(n, pairs[static_cast<std::size_t>(i)].source.size());
        steps = std::max(steps, pairs[static_cast<std::size_t>(i)].target.size());
    }
    TranslationBatch batch;
    batch.source.assign(n * sentences, 0);
    batch.inputs.assign(steps * sentences, 0);
    batch.targets.assign(steps * sentences, -1);
    for (std::size_t b = 0; b < sentences; ++b) {
        const EncodedPair &pair = pairs[static_cast<std::size_t>(chosen[b])];
        for (std::size_t i = 0; i < pair.source.size(); ++i)
            batch.source[i * sentences + b] = pair.source[i];
        for (std::size_t t = 0; t < pair.target.size(); ++t) {
            batch.inputs[t * sentences + b] = t == 0 ? beginId : pair.target[t - 1];
            batch.targets[t * sentences + b] = pair.target[t];
        }
        batch.sourceLengths.push_back(static_cast<int>(pair.source.size()));
        batch.targetWords += static_cast<Index>(pair.target.size());
    }
    addLinks(pairs, chosen, steps, batch);
    return batch;
}

} // namespace fovea
