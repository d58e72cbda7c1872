#include "app/compare/compare_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

#include "core/io/atomic_file.h"
#include "core/io/trace_file.h"

namespace fovea::app
{

namespace
{

QJsonValue numberOrNull(double value) { return std::isfinite(value) ? QJsonValue(value) : QJsonValue(); }

QJsonArray toArray(const Vector &values)
{
    QJsonArray array;
    for (const Scalar value : values)
        array << numberOrNull(static_cast<double>(value));
    return array;
}

QJsonObject metricsOf(const SentenceMetrics &metrics)
{
    QJsonObject object{{"words", metrics.words},
                       {"sourcePositions", metrics.sourcePositions},
                       {"logProbability", numberOrNull(metrics.logProbability)},
                       {"meanLogProbability", numberOrNull(metrics.meanLogProbability)}};
    if (!metrics.attends)
        return object;
    object["meanNormalizedEntropy"] = metrics.meanNormalizedEntropy;
    object["meanLargestWeight"] = metrics.meanLargestWeight;
    object["smallestCoverage"] = metrics.smallestCoverage;
    object["coveragePenalty"] = metrics.coveragePenalty;
    object["coverageDeviation"] = metrics.confidence.coverageDeviation;
    object["absentmindednessIn"] = metrics.confidence.absentmindednessIn;
    object["absentmindednessOut"] = metrics.confidence.absentmindednessOut;
    object["confidence"] = metrics.confidence.confidence;
    return object;
}

QJsonObject outputOf(const ComparedOutput &output)
{
    QJsonObject object{{"title", output.source.title}, {"branch", output.source.branch != nullptr}};
    if (output.summary)
        object["metrics"] = metricsOf(output.summary->metrics);
    object["trace"] = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(*output.trace))).object();
    if (!output.saliency)
        return object;
    QJsonArray rows;
    for (const AttentionStep &step : output.saliency->steps)
        rows << toArray(step.weights);
    object["saliency"] = rows;
    QJsonArray correlations;
    for (const double value : output.rankCorrelation)
        correlations << numberOrNull(value);
    object["rankCorrelation"] = correlations;
    return object;
}

QJsonObject differenceOf(const ui::CompareDifference &difference)
{
    QJsonArray rows;
    for (std::size_t i = 0; i < difference.picture->steps.size(); ++i) {
        const AttentionStep &step = difference.picture->steps[i];
        const TraceDifference::Row &pair = difference.difference.rows.at(i);
        rows << QJsonObject{{"a", pair.a},
                            {"b", pair.b},
                            {"token", QString::fromStdString(step.token)},
                            {"weights", toArray(step.weights)}};
    }
    return {{"a", ui::columnLetter(difference.a)}, {"b", ui::columnLetter(difference.b)}, {"rows", rows}};
}

void writeBytes(const std::filesystem::path &path, const QByteArray &bytes)
{
    AtomicFile file(path);
    file.write(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    file.commit();
}

} // namespace

void writeComparison(const std::filesystem::path &path, const Comparison &comparison,
                     const ui::CompareDifference &difference)
{
    QJsonArray outputs;
    for (const ComparedOutput &output : comparison.outputs)
        if (output.trace)
            outputs << outputOf(output);
    QJsonObject object{{"format", "fovea-comparison"},
                       {"version", 1},
                       {"sentence", comparison.sentence},
                       {"decoding", QJsonObject{{"beam", comparison.decoding.beam},
                                                {"lengthPenalty", comparison.decoding.lengthPenalty}}},
                       {"outputs", outputs}};
    if (difference.picture)
        object["difference"] = differenceOf(difference);
    writeBytes(path, QJsonDocument(object).toJson(QJsonDocument::Indented));
}

void writeComparedTraces(const std::filesystem::path &path, const Comparison &comparison)
{
    std::vector<AttentionTrace> traces;
    for (const ComparedOutput &output : comparison.outputs)
        if (output.trace)
            traces.push_back(*output.trace);
    writeTraces(path, traces);
}

void writeText(const std::filesystem::path &path, const QString &text) { writeBytes(path, text.toUtf8()); }

} // namespace fovea::app
