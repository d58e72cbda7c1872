// What a branch of the tree is called after the weights of its step.
#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "ui/inspector/weight_draft.h"
#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr double kSame = 1e-5;
constexpr int kMostNamed = 3;

struct Names {
    Q_DECLARE_TR_FUNCTIONS(fovea::ui::WeightNames)
};

bool same(double a, double b) { return std::abs(a - b) < kSame; }

QString quoted(const QStringList &labels, int position)
{
    return Names::tr("“%1”", "a source word").arg(labels.value(position, QString::number(position + 1)));
}

QString listed(const std::vector<int> &positions, const QStringList &labels)
{
    QStringList words;
    for (const int position : positions) {
        if (words.size() == kMostNamed) {
            words << QStringLiteral("…");
            break;
        }
        words << quoted(labels, position);
    }
    return words.join(Names::tr(", ", "between words"));
}

std::vector<int> changedPositions(const WeightRow &before, const WeightRow &after)
{
    std::vector<int> changed;
    for (std::size_t i = 0; i < after.size(); ++i)
        if (!same(before[i], after[i]))
            changed.push_back(static_cast<int>(i));
    return changed;
}

/// Positions that lost all their weight while the others kept their proportions; none when that is not what happened.
std::vector<int> newlyMasked(const WeightRow &before, const WeightRow &after)
{
    std::vector<int> lost;
    double rest = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (after[i] == 0 && before[i] > 0)
            lost.push_back(static_cast<int>(i));
        else
            rest += before[i];
    }
    for (std::size_t i = 0; i < after.size(); ++i)
        if (after[i] > 0 && !same(after[i], before[i] / rest))
            return {};
    return lost;
}

/// T with after proportional to before^(1/T); 0 when there is none.
double temperatureBetween(const WeightRow &before, const WeightRow &after)
{
    const auto most = std::max_element(before.begin(), before.end());
    const auto strongest = static_cast<std::size_t>(most - before.begin());
    std::size_t other = strongest; // the most different one that can still be told from 0
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] > 1e-4 && after[i] > 1e-4 && before[i] < before[other])
            other = i;
    const double span = std::log(before[strongest] / before[other]);
    const double stretched = std::log(after[strongest] / after[other]);
    if (!(span > 0.05) || !(stretched > 0.01))
        return 0;
    const WeightRow expected = withTemperature(before, span / stretched);
    for (std::size_t i = 0; i < after.size(); ++i)
        if (std::abs(expected[i] - after[i]) > 1e-3)
            return 0;
    return span / stretched;
}

QString largestChange(const WeightRow &before, const WeightRow &after, const QStringList &labels)
{
    // What one weight gains another may lose: the gain is what the person did.
    const auto size = [&](std::size_t i) {
        const double change = after[i] - before[i];
        return change > 0 ? change * (1 + 1e-4) : -change;
    };
    std::size_t largest = 0;
    for (std::size_t i = 0; i < after.size(); ++i)
        if (size(i) > size(largest))
            largest = i;
    return Names::tr("%1 %2 → %3", "source word, weight before and after")
        .arg(quoted(labels, static_cast<int>(largest)), formatNumber(before[largest], 2),
             formatNumber(after[largest], 2));
}

} // namespace

QString weightChangeName(const WeightRow &before, const WeightRow &after, const QStringList &labels)
{
    if (after.empty() || before.size() != after.size())
        return Names::tr("other weights");
    const auto most = std::max_element(after.begin(), after.end());
    if (*most > 0.9995)
        return Names::tr("all on %1").arg(quoted(labels, static_cast<int>(most - after.begin())));
    const std::vector<int> changed = changedPositions(before, after);
    if (changed.empty())
        return Names::tr("the same weights");
    if (const std::vector<int> lost = newlyMasked(before, after); !lost.empty())
        return maskName(lost, false, labels);
    const auto rising = std::minmax_element(after.begin(), after.end());
    if (same(*rising.first, *rising.second))
        return Names::tr("uniform weights");
    const auto at = [](int position) { return static_cast<std::size_t>(position); };
    if (changed.size() == 2 && same(before[at(changed[0])], after[at(changed[1])]))
        return Names::tr("swapped %1 and %2").arg(quoted(labels, changed[0]), quoted(labels, changed[1]));
    if (const double temperature = temperatureBetween(before, after); temperature > 0)
        return (temperature < 1 ? Names::tr("sharpened (T = %1)") : Names::tr("softened (T = %1)"))
            .arg(formatNumber(temperature, 2));
    return largestChange(before, after, labels);
}

QString maskName(const std::vector<int> &positions, bool fromHere, const QStringList &labels)
{
    return (fromHere ? Names::tr("masked %1 from here on") : Names::tr("masked %1")).arg(listed(positions, labels));
}

} // namespace fovea::ui
