#include "ui/lists/item.h"

#include <QCoreApplication>

namespace fovea::ui
{

namespace
{

struct ItemText {
    Q_DECLARE_TR_FUNCTIONS(ItemText)
};

bool isOfWeights(ItemMetric metric)
{
    return metric != ItemMetric::LogProbability && metric != ItemMetric::MeanLogProbability &&
           metric != ItemMetric::Findings;
}

} // namespace

void Item::setFindings(const std::vector<Finding> &found)
{
    findings = static_cast<std::uint16_t>(std::min<std::size_t>(found.size(), UINT16_MAX));
    findingKinds = 0;
    findingStep = -1;
    for (const Finding &finding : found) {
        findingKinds = static_cast<std::uint16_t>(findingKinds | 1U << static_cast<unsigned>(finding.kind));
        if (findingStep < 0 && !finding.rows.empty())
            findingStep = finding.rows.front();
    }
}

std::optional<double> metricOf(const Item &item, ItemMetric metric)
{
    const SentenceMetrics &m = item.metrics;
    if (item.state != Item::State::Done || (isOfWeights(metric) && !m.attends))
        return std::nullopt;
    switch (metric) {
    case ItemMetric::LogProbability:
        return m.logProbability;
    case ItemMetric::MeanLogProbability:
        return m.meanLogProbability;
    case ItemMetric::Entropy:
        return m.meanNormalizedEntropy;
    case ItemMetric::Coverage:
        return m.smallestCoverage;
    case ItemMetric::CoverageDeviation:
        return m.confidence.coverageDeviation;
    case ItemMetric::AbsentmindednessOut:
        return m.confidence.absentmindednessOut;
    case ItemMetric::AbsentmindednessIn:
        return m.confidence.absentmindednessIn;
    case ItemMetric::Confidence:
        return m.confidence.confidence;
    case ItemMetric::Findings:
        return item.findings;
    }
    return std::nullopt;
}

bool largerIsWorse(ItemMetric metric) { return metric == ItemMetric::Entropy || metric == ItemMetric::Findings; }

int worstStep(const Item &item, ItemMetric metric)
{
    if (metric == ItemMetric::LogProbability || metric == ItemMetric::MeanLogProbability)
        return item.improbableStep;
    if (metric == ItemMetric::Findings && item.findingStep >= 0)
        return item.findingStep;
    return item.absentmindedStep;
}

QString metricName(ItemMetric metric)
{
    switch (metric) {
    case ItemMetric::LogProbability:
        return ItemText::tr("log p");
    case ItemMetric::MeanLogProbability:
        return ItemText::tr("log p / word");
    case ItemMetric::Entropy:
        return ItemText::tr("entropy");
    case ItemMetric::Coverage:
        return ItemText::tr("coverage");
    case ItemMetric::CoverageDeviation:
        return ItemText::tr("CDP");
    case ItemMetric::AbsentmindednessOut:
        return ItemText::tr("APout");
    case ItemMetric::AbsentmindednessIn:
        return ItemText::tr("APin");
    case ItemMetric::Confidence:
        return ItemText::tr("confidence");
    case ItemMetric::Findings:
        return ItemText::tr("findings");
    }
    return {};
}

QString metricDescription(ItemMetric metric)
{
    switch (metric) {
    case ItemMetric::LogProbability:
        return ItemText::tr("Natural logarithm of the output's probability; longer outputs have lower ones");
    case ItemMetric::MeanLogProbability:
        return ItemText::tr("The output's log-probability divided by its number of words");
    case ItemMetric::Entropy:
        return ItemText::tr("Mean of the steps' normalized entropy: 0 looks at one place, 1 at all alike");
    case ItemMetric::Coverage:
        return ItemText::tr("The total weight of the source word that was looked at least");
    case ItemMetric::CoverageDeviation:
        return ItemText::tr("Coverage deviation: how far the source words' total weights are from 1; 0 is best");
    case ItemMetric::AbsentmindednessOut:
        return ItemText::tr("Absentmindedness out: how widely the attention that a source word gets is spread over "
                            "the output; 0 is best");
    case ItemMetric::AbsentmindednessIn:
        return ItemText::tr("Absentmindedness in: how widely an output word's attention is spread over the source; 0 "
                            "is best");
    case ItemMetric::Confidence:
        return ItemText::tr("CDP + APout + APin: the attention judged as a whole; 0 is best");
    case ItemMetric::Findings:
        return ItemText::tr("How many things the attention doctor calls broken");
    }
    return {};
}

} // namespace fovea::ui
