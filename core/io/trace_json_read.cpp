#include "core/io/trace_json.h"

#include <cmath>
#include <limits>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/io/json_fields.h"
#include "core/io/json_text.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"

namespace fovea
{
namespace
{

using jsonfields::entryOf;
using jsonfields::fail;
using jsonfields::Fields;
using nlohmann::json;

constexpr int kLargestGrid = 1'000'000;

std::vector<std::string> parseTokens(const Fields &fields)
{
    std::vector<std::string> tokens;
    for (const json &token : fields.requireList("tokens")) {
        if (!token.is_string())
            fail(entryOf(fields.nameOf("tokens"), tokens.size()), "is not a text");
        tokens.push_back(token.get<std::string>());
    }
    return tokens;
}

SourceAxis::Kind parseKind(const Fields &source)
{
    const std::string kind = source.require("kind").is_string() ? source.text("kind") : std::string();
    for (const auto known : {SourceAxis::Kind::Sequence, SourceAxis::Kind::Grid, SourceAxis::Kind::Frames})
        if (kind == kindName(known))
            return known;
    fail(source.nameOf("kind"), "is not \"sequence\", \"grid\" or \"frames\"");
}

SourceAxis parseSource(const Fields &source)
{
    SourceAxis axis;
    axis.kind = parseKind(source);
    axis.frames = source.integer("frames", axis.frames, 0, kLargestGrid);
    axis.rows = source.integer("rows", axis.rows, 0, kLargestGrid);
    axis.columns = source.integer("columns", axis.columns, 0, kLargestGrid);
    if (axis.kind == SourceAxis::Kind::Sequence || source.find("tokens"))
        axis.labels = parseTokens(source);
    return axis;
}

enum class Null { Refused, Masked };

Vector parseRow(const json &row, const std::string &field, Null null)
{
    if (!row.is_array())
        fail(field, "is not a list");
    Vector values(static_cast<Index>(row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
        Scalar &value = values[static_cast<Index>(i)];
        if (row[i].is_null() && null == Null::Masked) {
            value = -std::numeric_limits<Scalar>::infinity();
            continue;
        }
        if (!row[i].is_number())
            fail(entryOf(field, i), "is not a number");
        value = static_cast<Scalar>(row[i].get<double>());
        if (!std::isfinite(value))
            fail(entryOf(field, i), "is too large");
    }
    return values;
}

/// Throws unless the list has one entry for each target token.
void requireRows(const json &list, const char *field, std::size_t count)
{
    if (list.size() != count)
        fail(field,
             "has " + std::to_string(list.size()) + " rows, the target has " + std::to_string(count) + " tokens");
}

/// attends: false for match none, which may have no weights at all.
void parseMatrices(const Fields &document, bool attends, std::vector<AttentionStep> &steps)
{
    const json &weights = document.requireList("weights");
    if (!attends && weights.empty())
        return;
    requireRows(weights, "weights", steps.size());
    for (std::size_t t = 0; t < steps.size(); ++t)
        steps[t].weights = parseRow(weights[t], entryOf("weights", t), Null::Refused);
    const json *energies = document.find("energies");
    if (!energies || energies->is_null())
        return;
    if (!energies->is_array())
        fail("energies", "is not a list");
    if (energies->empty())
        return;
    requireRows(*energies, "energies", steps.size());
    for (std::size_t t = 0; t < steps.size(); ++t)
        steps[t].energies = parseRow((*energies)[t], entryOf("energies", t), Null::Masked);
}

std::vector<Candidate> parseCandidates(const Fields &step)
{
    std::vector<Candidate> candidates;
    if (!step.find("candidates"))
        return candidates;
    for (const json &entry : step.requireList("candidates")) {
        const Fields fields(entry, entryOf(step.nameOf("candidates"), candidates.size()));
        if (!fields.require("probability").is_number())
            fail(fields.nameOf("probability"), "is not a number");
        fields.require("token");
        candidates.push_back({-1, fields.text("token"), fields.number("probability", 0)});
    }
    return candidates;
}

void parseStep(const Fields &fields, AttentionStep &step)
{
    if (fields.find("token") && fields.text("token") != step.token)
        fail(fields.nameOf("token"),
             "is " + inQuotes(fields.text("token")) + ", the target has " + inQuotes(step.token));
    step.piece = fields.text("piece");
    step.logProbability = fields.number("logProbability", step.logProbability);
    step.forced = fields.boolean("forced");
    step.overridden = fields.boolean("overridden");
    step.candidates = parseCandidates(fields);
}

std::vector<AttentionStep> parseSteps(const Fields &document, const Fields &target, bool attends)
{
    std::vector<AttentionStep> steps;
    for (std::string &token : parseTokens(target)) {
        AttentionStep &step = steps.emplace_back();
        step.token = std::move(token);
        step.logProbability = std::numeric_limits<double>::quiet_NaN(); // unless the file knows better
    }
    if (steps.size() > kMaxTraceSteps)
        fail("target.tokens", "has more than " + std::to_string(kMaxTraceSteps) + " tokens");
    parseMatrices(document, attends, steps);
    if (!document.find("steps"))
        return steps;
    const json &list = document.requireList("steps");
    requireRows(list, "steps", steps.size());
    for (std::size_t t = 0; t < steps.size(); ++t)
        parseStep(Fields(list[t], entryOf("steps", t)), steps[t]);
    return steps;
}

void parseProvenance(const Fields &document, AttentionTrace &trace)
{
    trace.model.task = document.text("task");
    if (const json *entry = document.find("model")) {
        const Fields model(*entry, "model");
        trace.model.name = model.text("name");
        trace.model.path = model.text("path");
        if (model.find("match")) {
            const auto match = matchFunctionFromName(model.text("match"));
            if (!match)
                fail("model.match", "is " + inQuotes(model.text("match")) + ", which is no match function");
            trace.model.match = *match;
        }
    }
    if (const json *entry = document.find("decoding")) {
        const Fields decoding(*entry, "decoding");
        trace.decoding.beam = decoding.integer("beam", 1, 0, kLargestGrid);
        trace.decoding.lengthPenalty = decoding.number("lengthPenalty", 0);
        trace.decoding.score = decoding.number("score", 0);
    }
}

} // namespace

AttentionTrace traceFromJson(const json &root)
{
    const Fields document(root, "", "the trace");
    if (document.require("format") != "fovea-trace")
        fail("format", "is not \"fovea-trace\"");
    if (document.integer("version", 0, 1, 1'000'000) != 1)
        fail("version", "is not 1: written by a newer program?");
    AttentionTrace trace;
    parseProvenance(document, trace);
    const Fields source(document.require("source"), "source");
    const Fields target(document.require("target"), "target");
    trace.source = parseSource(source);
    trace.sourceText = source.text("text");
    trace.targetText = target.text("text");
    trace.steps = parseSteps(document, target, trace.model.match != MatchFunction::None);
    trace.complete = document.boolean("complete");
    checkTrace(trace);
    return trace;
}

AttentionTrace traceFromJson(std::string_view text)
{
    // Weights and energies of the largest trace; its labels, steps and candidates, two objects each.
    constexpr std::size_t kSmallParts = kMaxTraceLabels + kMaxTraceSteps * 2 * (kMaxTraceCandidates + 10);
    constexpr JsonLimits kLimits{
        .depth = 8, .values = 2 * static_cast<std::size_t>(kMaxTraceCells) + kSmallParts, .objects = kSmallParts};
    try {
        return traceFromJson(parseJson(text, kLimits));
    } catch (const JsonError &problem) {
        throw InputError(problem.what());
    }
}

} // namespace fovea
