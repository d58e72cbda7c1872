#include "core/align/lexicon.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/types/error.h"

namespace fovea
{

namespace
{

constexpr std::size_t kChunk = 8'000'000; // entries sorted at once, 64 MB

/// Row and target in one number that sorts by both.
constexpr std::uint64_t keyOf(int source, int target)
{
    return static_cast<std::uint64_t>(source + 1) << 32U | static_cast<std::uint32_t>(target);
}

void sortUnique(std::vector<std::uint64_t> &keys)
{
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

void merge(std::vector<std::uint64_t> &all, std::vector<std::uint64_t> &chunk)
{
    sortUnique(chunk);
    std::vector<std::uint64_t> merged;
    merged.reserve(all.size() + chunk.size());
    std::set_union(all.begin(), all.end(), chunk.begin(), chunk.end(), std::back_inserter(merged));
    all = std::move(merged);
    chunk.clear();
}

std::vector<std::uint64_t> cooccurrences(std::span<const IdPair> pairs)
{
    std::vector<std::uint64_t> all, chunk;
    for (const IdPair &pair : pairs) {
        if (chunk.size() + (pair.source.size() + 1) * pair.target.size() > kChunk)
            merge(all, chunk);
        for (const int target : pair.target) {
            chunk.push_back(keyOf(CooccurrenceTable::kEmptyWord, target));
            for (const int source : pair.source)
                chunk.push_back(keyOf(source, target));
        }
    }
    merge(all, chunk);
    return all;
}

/// psi(x), x > 0: the recurrence psi(x) = psi(x + 1) - 1 / x up to 7, then the asymptotic series.
double digamma(double x)
{
    double result = 0;
    for (; x < 7; ++x)
        result -= 1 / x;
    const double square = 1 / (x * x);
    return result + std::log(x) - 0.5 / x - square * (1.0 / 12 - square * (1.0 / 120 - square / 252));
}

} // namespace

CooccurrenceTable::CooccurrenceTable(std::span<const IdPair> pairs)
{
    starts_.push_back(0);
    for (const std::uint64_t key : cooccurrences(pairs)) {
        starts_.resize(std::max(starts_.size(), static_cast<std::size_t>(key >> 32U) + 1), targets_.size());
        targets_.push_back(static_cast<std::int32_t>(key & 0xffffffffU));
    }
    starts_.push_back(targets_.size());
}

CooccurrenceTable::CooccurrenceTable(std::vector<std::uint64_t> starts, std::vector<std::int32_t> targets)
    : starts_(std::move(starts)), targets_(std::move(targets))
{
    bool sound = !starts_.empty() && starts_.front() == 0 && starts_.back() == targets_.size() &&
                 std::is_sorted(starts_.begin(), starts_.end());
    for (std::size_t row = 0; sound && row + 1 < starts_.size(); ++row)
        for (auto i = static_cast<std::size_t>(starts_[row]); sound && i < starts_[row + 1]; ++i)
            sound = targets_[i] >= 0 && (i == starts_[row] || targets_[i - 1] < targets_[i]);
    if (!sound)
        throw InputError("the rows of the lexicon are not sorted");
}

std::size_t CooccurrenceTable::find(int source, int target) const
{
    const auto row = static_cast<std::size_t>(source + 1);
    if (row >= rows())
        return kNone;
    const auto first = targets_.begin() + static_cast<std::ptrdiff_t>(starts_[row]);
    const auto last = targets_.begin() + static_cast<std::ptrdiff_t>(starts_[row + 1]);
    const auto found = std::lower_bound(first, last, target);
    return found != last && *found == target ? static_cast<std::size_t>(found - targets_.begin()) : kNone;
}

Lexicon::Lexicon(CooccurrenceTable table) : table_(std::move(table)), probabilities_(table_.size())
{
    for (std::size_t row = 0; row < table_.rows(); ++row)
        for (auto i = static_cast<std::size_t>(table_.starts()[row]); i < table_.starts()[row + 1]; ++i)
            probabilities_[i] = 1.0F / static_cast<float>(table_.starts()[row + 1] - table_.starts()[row]);
}

void Lexicon::update(std::span<const double> counts, double alpha)
{
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        const auto first = static_cast<std::size_t>(table_.starts()[row]);
        const auto last = static_cast<std::size_t>(table_.starts()[row + 1]);
        double sum = alpha * static_cast<double>(last - first);
        for (std::size_t i = first; i < last; ++i)
            sum += counts[i];
        const double normalizer = sum > 0 ? digamma(sum) : 0;
        for (std::size_t i = first; i < last; ++i)
            probabilities_[i] = static_cast<float>(std::exp(digamma(counts[i] + alpha) - normalizer));
    }
}

} // namespace fovea
