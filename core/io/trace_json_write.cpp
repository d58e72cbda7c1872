#include "core/io/trace_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "core/io/json_text.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"

namespace fovea
{
namespace
{

[[noreturn]] void fail(const std::string &field, const std::string &problem)
{
    throw InputError(field + " " + problem);
}

std::string indexed(const char *field, std::size_t index)
{
    return std::string(field) + "[" + std::to_string(index) + "]";
}

void checkAxis(const SourceAxis &axis)
{
    if (axis.labels.size() > kMaxTraceLabels)
        fail("source.tokens", "has more than " + std::to_string(kMaxTraceLabels) + " labels");
    if (axis.kind == SourceAxis::Kind::Sequence)
        return;
    if (axis.frames < 1 || axis.rows < 1 || axis.columns < 1)
        fail("source", "has no frames, rows or columns");
    if (axis.kind == SourceAxis::Kind::Grid && axis.frames != 1)
        fail("source.frames", "is not 1 for a grid");
    // Checked by division: the product of three sizes need not fit.
    if (axis.rows > kMaxTraceCells / axis.frames || axis.columns > kMaxTraceCells / axis.frames / axis.rows)
        fail("source", "has too many positions (more than " + std::to_string(kMaxTraceCells) + ")");
    const auto labels = static_cast<Index>(axis.labels.size());
    const bool perFrame = axis.kind == SourceAxis::Kind::Frames && labels == axis.frames;
    if (labels != 0 && labels != axis.size() && !perFrame)
        fail("source.tokens",
             "has " + std::to_string(labels) + " labels for " + std::to_string(axis.size()) + " positions");
}

void checkRow(const AttentionStep &step, std::size_t t, Index n)
{
    const auto sizes = [n](Index size) {
        return "has " + std::to_string(size) + " values, the source has " + std::to_string(n) + " positions";
    };
    if (step.weights.size() != n)
        fail(indexed("weights", t), sizes(step.weights.size()));
    if (step.energies.size() != n && step.energies.size() != 0)
        fail(indexed("energies", t), sizes(step.energies.size()));
    for (Index i = 0; i < n; ++i)
        if (!std::isfinite(step.weights[i]) || step.weights[i] < 0)
            fail(indexed("weights", t) + indexed("", static_cast<std::size_t>(i)),
                 step.weights[i] < 0 ? "is negative" : "is not a finite number");
}

void checkCandidates(const AttentionStep &step, std::size_t t)
{
    if (step.candidates.size() > kMaxTraceCandidates)
        fail(indexed("steps", t) + ".candidates", "has more than " + std::to_string(kMaxTraceCandidates) + " entries");
    constexpr double kRounding = 1e-4; // a softmax in float may exceed 1 a little
    for (const Candidate &candidate : step.candidates)
        if (!(candidate.probability >= 0 && candidate.probability <= 1 + kRounding))
            fail(indexed("steps", t) + ".candidates", "has a probability that is not between 0 and 1");
}

void appendList(std::string &text, const std::vector<std::string> &values)
{
    text += '[';
    for (std::size_t i = 0; i < values.size(); ++i)
        text.append(i > 0 ? "," : "").append(jsonString(values[i]));
    text += ']';
}

void appendRow(std::string &text, const Vector &values)
{
    text += '[';
    for (Index i = 0; i < values.size(); ++i) {
        if (i > 0)
            text += ',';
        appendNumber(text, values[i]);
    }
    text += ']';
}

void appendField(std::string &text, std::string_view key, const std::string &value)
{
    text.append("\"").append(key).append("\":").append(jsonString(value));
}

void appendField(std::string &text, std::string_view key, double value)
{
    text.append("\"").append(key).append("\":");
    appendNumber(text, value);
}

void appendField(std::string &text, std::string_view key, bool value)
{
    text.append("\"").append(key).append(value ? "\":true" : "\":false");
}

void appendStep(std::string &text, const AttentionStep &step)
{
    text += '{';
    appendField(text, "token", step.token);
    if (!step.piece.empty()) {
        text += ',';
        appendField(text, "piece", step.piece);
    }
    if (!std::isnan(step.logProbability)) {
        text += ',';
        appendField(text, "logProbability", step.logProbability);
    }
    text += ',';
    appendField(text, "forced", step.forced);
    text += ',';
    appendField(text, "overridden", step.overridden);
    text += ",\"candidates\":[";
    for (const Candidate &candidate : step.candidates) {
        text += &candidate == step.candidates.data() ? "{" : ",{";
        appendField(text, "token", candidate.token);
        text += ',';
        appendField(text, "probability", candidate.probability);
        text += '}';
    }
    text += "]}";
}

void appendProvenance(std::string &text, const AttentionTrace &trace, TracePaths paths)
{
    appendField(text, "task", trace.model.task);
    text += ",\"model\":{";
    appendField(text, "name", trace.model.name);
    text += ',';
    if (paths == TracePaths::Whole && !trace.model.path.empty()) {
        appendField(text, "path", trace.model.path);
        text += ',';
    }
    appendField(text, "match", std::string(name(trace.model.match)));
    text += "},\"decoding\":{\"beam\":" + std::to_string(trace.decoding.beam) + ",";
    appendField(text, "lengthPenalty", trace.decoding.lengthPenalty);
    text += ',';
    appendField(text, "score", trace.decoding.score);
    text += '}';
}

void appendAxis(std::string &text, const AttentionTrace &trace, TracePaths paths)
{
    const SourceAxis &axis = trace.source;
    text += "\"source\":{";
    appendField(text, "kind", std::string(kindName(axis.kind)));
    text += ",\"tokens\":";
    appendList(text, axis.labels);
    text += ',';
    const bool file = axis.kind != SourceAxis::Kind::Sequence && paths == TracePaths::Names;
    appendField(text, "text", file ? std::filesystem::path(trace.sourceText).filename().string() : trace.sourceText);
    text += ",\"frames\":" + std::to_string(axis.frames) + ",\"rows\":" + std::to_string(axis.rows) +
            ",\"columns\":" + std::to_string(axis.columns) + "}";
}

void appendTarget(std::string &text, const AttentionTrace &trace)
{
    std::vector<std::string> tokens;
    for (const AttentionStep &step : trace.steps)
        tokens.push_back(step.token);
    text += "\"target\":{\"tokens\":";
    appendList(text, tokens);
    text += ',';
    appendField(text, "text", trace.targetText);
    text += '}';
}

/// One row a step; no rows at all when no step has values.
void appendMatrix(std::string &text, const std::vector<AttentionStep> &steps, Vector AttentionStep::*row)
{
    bool any = false;
    for (const AttentionStep &step : steps)
        any = any || (step.*row).size() > 0;
    text += '[';
    for (std::size_t t = 0; any && t < steps.size(); ++t) {
        if (t > 0)
            text += ',';
        appendRow(text, steps[t].*row);
    }
    text += ']';
}

template <class Number>
void appendShortest(std::string &text, Number value)
{
    if (!std::isfinite(value)) {
        text += "null";
        return;
    }
    std::array<char, 40> digits;
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    text.append(digits.data(), result.ptr);
}

} // namespace

std::string_view kindName(SourceAxis::Kind kind) noexcept
{
    switch (kind) {
    case SourceAxis::Kind::Sequence:
        return "sequence";
    case SourceAxis::Kind::Grid:
        return "grid";
    case SourceAxis::Kind::Frames:
        return "frames";
    }
    return "sequence";
}

bool hasNoWeights(const AttentionTrace &trace)
{
    return trace.model.match == MatchFunction::None &&
           std::all_of(trace.steps.begin(), trace.steps.end(),
                       [](const AttentionStep &step) { return step.weights.size() == 0 && step.energies.size() == 0; });
}

void appendNumber(std::string &text, float value) { appendShortest(text, value); }

void appendNumber(std::string &text, double value) { appendShortest(text, value); }

void checkTrace(const AttentionTrace &trace)
{
    checkAxis(trace.source);
    const Index n = trace.source.size();
    if (trace.steps.size() > kMaxTraceSteps)
        fail("target.tokens", "has more than " + std::to_string(kMaxTraceSteps) + " tokens");
    if (n * static_cast<Index>(trace.steps.size()) > kMaxTraceCells)
        fail("weights", "has more than " + std::to_string(kMaxTraceCells) + " values");
    const bool weightless = hasNoWeights(trace);
    for (std::size_t t = 0; t < trace.steps.size(); ++t) {
        if (!weightless)
            checkRow(trace.steps[t], t, n);
        checkCandidates(trace.steps[t], t);
    }
}

std::string toJson(const AttentionTrace &trace, TracePaths paths)
{
    checkTrace(trace);
    std::string text = R"({"format":"fovea-trace","version":1,)";
    appendProvenance(text, trace, paths);
    text += ',';
    appendAxis(text, trace, paths);
    text += ',';
    appendTarget(text, trace);
    text += ",\"weights\":";
    appendMatrix(text, trace.steps, &AttentionStep::weights);
    text += ",\"energies\":";
    appendMatrix(text, trace.steps, &AttentionStep::energies);
    text += ",\"steps\":[";
    for (std::size_t t = 0; t < trace.steps.size(); ++t) {
        if (t > 0)
            text += ',';
        appendStep(text, trace.steps[t]);
    }
    text += "],";
    appendField(text, "complete", trace.complete);
    return text + "}";
}

} // namespace fovea
