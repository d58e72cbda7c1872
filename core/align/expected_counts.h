#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fovea
{

/// Sums of posterior probabilities, in units of 2^-32: integers add up to the same in any order, so that a model does
/// not depend on how its pairs were shared out to threads. Sums stay below 2^31.
class ExpectedCounts
{
public:
    explicit ExpectedCounts(std::size_t size) : counts_(size) {}

    void add(std::size_t entry, double probability)
    {
        counts_[entry] += static_cast<std::uint64_t>(probability * kUnit + 0.5);
    }

    /// Of all threads together.
    static std::vector<double> sum(std::span<const ExpectedCounts> parts)
    {
        std::vector<double> sums(parts.front().counts_.size());
        for (std::size_t i = 0; i < sums.size(); ++i) {
            std::uint64_t total = 0;
            for (const ExpectedCounts &part : parts)
                total += part.counts_[i];
            sums[i] = static_cast<double>(total) / kUnit;
        }
        return sums;
    }

private:
    static constexpr double kUnit = 4294967296.0;
    std::vector<std::uint64_t> counts_;
};

} // namespace fovea
