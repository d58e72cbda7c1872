#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fovea
{

/// Token ids of one sentence pair; all are 0 or more.
struct IdPair {
    std::vector<int> source;
    std::vector<int> target;
};

/// The pairs of a source and a target token that stand in one sentence pair, numbered: a row a source token, sorted by
/// target token. Row 0 is the empty word, row s + 1 source token s. 4 bytes an entry.
class CooccurrenceTable
{
public:
    CooccurrenceTable() = default;
    explicit CooccurrenceTable(std::span<const IdPair> pairs);
    /// Rows as stored. Throws InputError when they are not those of a table.
    CooccurrenceTable(std::vector<std::uint64_t> starts, std::vector<std::int32_t> targets);

    static constexpr int kEmptyWord = -1;
    static constexpr std::size_t kNone = SIZE_MAX;

    std::size_t size() const { return targets_.size(); }
    std::size_t rows() const { return starts_.empty() ? 0 : starts_.size() - 1; }
    /// The number of an entry; kNone where the two never met.
    std::size_t find(int source, int target) const;

    const std::vector<std::uint64_t> &starts() const { return starts_; } ///< rows() + 1
    const std::vector<std::int32_t> &targets() const { return targets_; }

private:
    std::vector<std::uint64_t> starts_;
    std::vector<std::int32_t> targets_;
};

/// t(target | source) of every co-occurring pair.
class Lexicon
{
public:
    Lexicon() = default;
    /// Uniform over the targets of a row.
    explicit Lexicon(CooccurrenceTable table);
    Lexicon(CooccurrenceTable table, std::vector<float> probabilities)
        : table_(std::move(table)), probabilities_(std::move(probabilities))
    {
    }

    const CooccurrenceTable &table() const { return table_; }
    const std::vector<float> &probabilities() const { return probabilities_; }
    /// Of a pair that never met: a floor, so that every sentence has an alignment.
    double probability(std::size_t entry) const
    {
        return entry == CooccurrenceTable::kNone ? kFloor : static_cast<double>(probabilities_[entry]);
    }

    /// From expected counts, with a Dirichlet prior over the targets of a source token (variational Bayes, Johnson
    /// 2007): t = exp(digamma(c + alpha) - digamma(sum c + alpha V)), V the row's targets.
    void update(std::span<const double> counts, double alpha);

    static constexpr double kFloor = 1e-9;

private:
    CooccurrenceTable table_;
    std::vector<float> probabilities_;
};

} // namespace fovea
