#include "core/align/diagonal_model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/align/expected_counts.h"

namespace fovea
{

namespace
{

/// The E step of one thread; its buffers are used for every pair.
class Expectation
{
public:
    Expectation(const Lexicon &lexicon, double emptyWord, double tension)
        : lexicon_(lexicon), emptyWord_(emptyWord), tension_(tension), counts(lexicon.table().size()), distances(1)
    {
    }

    void add(const IdPair &pair)
    {
        const auto n = static_cast<int>(pair.target.size());
        for (int j = 0; j < n; ++j)
            addWord(pair, j, n);
    }

private:
    void addWord(const IdPair &pair, int j, int n)
    {
        const std::size_t m = pair.source.size();
        const int target = pair.target[static_cast<std::size_t>(j)];
        entries_.resize(m + 1);
        scores_.resize(m + 1);
        priors_.resize(m);
        double normalizer = 0;
        for (std::size_t i = 0; i < m; ++i) {
            priors_[i] = std::exp(-tension_ * diagonalDistance(static_cast<int>(i), static_cast<int>(m), j, n));
            normalizer += priors_[i];
        }
        double sum = 0;
        for (std::size_t i = 0; i <= m; ++i) {
            entries_[i] = lexicon_.table().find(i < m ? pair.source[i] : CooccurrenceTable::kEmptyWord, target);
            const double prior = i < m ? (1 - emptyWord_) * priors_[i] / normalizer : emptyWord_;
            scores_[i] = prior * lexicon_.probability(entries_[i]);
            sum += scores_[i];
        }
        for (std::size_t i = 0; i <= m; ++i) {
            const double posterior = scores_[i] / sum;
            counts.add(entries_[i], posterior);
            if (i < m)
                distances.add(0, posterior * diagonalDistance(static_cast<int>(i), static_cast<int>(m), j, n));
        }
    }

    const Lexicon &lexicon_;
    double emptyWord_;
    double tension_;
    std::vector<std::size_t> entries_;
    std::vector<double> scores_;
    std::vector<double> priors_;

public:
    ExpectedCounts counts;    ///< by lexicon entry
    ExpectedCounts distances; ///< one: posterior distance from the diagonal
};

} // namespace

double diagonalDistance(int i, int m, int j, int n)
{
    return std::abs(static_cast<double>(i + 1) / m - static_cast<double>(j + 1) / n);
}

double expectedDiagonal(int m, int n, double tension)
{
    double expected = 0;
    for (int j = 0; j < n; ++j) {
        double normalizer = 0;
        double sum = 0;
        for (int i = 0; i < m; ++i) {
            const double distance = diagonalDistance(i, m, j, n);
            const double prior = std::exp(-tension * distance);
            normalizer += prior;
            sum -= prior * distance;
        }
        expected += sum / normalizer;
    }
    return expected;
}

DiagonalModel::DiagonalModel(std::span<const IdPair> pairs, double emptyWord, double alpha)
    : pairs_(pairs), emptyWord_(emptyWord), alpha_(alpha), lexicon_(CooccurrenceTable(pairs))
{
    std::map<std::pair<std::size_t, std::size_t>, double> lengths;
    for (const IdPair &pair : pairs_) {
        targetWords_ += static_cast<double>(pair.target.size());
        ++lengths[{pair.source.size(), pair.target.size()}];
    }
    for (const auto &[sizes, count] : lengths)
        lengths_.push_back({static_cast<int>(sizes.first), static_cast<int>(sizes.second), count});
}

void DiagonalModel::iterate(Workers &workers, bool learn)
{
    std::vector<Expectation> parts(static_cast<std::size_t>(workers.size()),
                                   Expectation(lexicon_, emptyWord_, tension_));
    workers.run([&](int index) {
        for (auto i = static_cast<std::size_t>(index); i < pairs_.size(); i += parts.size())
            parts[static_cast<std::size_t>(index)].add(pairs_[i]);
    });
    std::vector<ExpectedCounts> counts, distances;
    for (Expectation &part : parts) {
        counts.push_back(std::move(part.counts));
        distances.push_back(std::move(part.distances));
    }
    lexicon_.update(ExpectedCounts::sum(counts), alpha_);
    if (learn)
        learnTension(-ExpectedCounts::sum(distances).front() / targetWords_);
}

/// Gradient ascent on the expected log prior, in the steps of fast_align.
void DiagonalModel::learnTension(double empirical)
{
    for (int step = 0; step < 8; ++step) {
        double model = 0;
        for (const Lengths &lengths : lengths_)
            model += lengths.pairs * expectedDiagonal(lengths.source, lengths.target, tension_);
        tension_ = std::clamp(tension_ + 20 * (empirical - model / targetWords_), 0.1, 14.0);
    }
}

} // namespace fovea
