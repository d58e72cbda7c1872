#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include <nlohmann/json.hpp>

#include "core/io/atomic_file.h"
#include "core/io/json_fields.h"
#include "core/io/json_text.h"
#include "core/io/session_json.h"
#include "core/io/trace_file.h"
#include "core/io/trace_json.h"

namespace fovea
{
namespace
{

using jsonfields::entryOf;
using jsonfields::fail;
using Kind = NodeChange::Kind;

bool isMask(Kind kind) { return kind == Kind::MaskedStep || kind == Kind::MaskedFromHere; }

void checkWeights(const Vector &weights, const std::string &field)
{
    double sum = 0;
    for (const Scalar weight : weights) {
        if (!std::isfinite(weight) || weight < 0)
            fail(field, "has a weight that is negative or not finite");
        sum += static_cast<double>(weight);
    }
    if (!(sum > 0))
        fail(field, "has no positive weight");
}

void checkPositions(const std::vector<int> &positions, const std::string &field)
{
    const bool increasing =
        std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) == positions.end();
    if (!increasing || (!positions.empty() && positions.front() < 0))
        fail(field, "is not a list of increasing positions from 0");
}

void checkAction(const TreeAction &action, std::size_t index, const std::string &field)
{
    if (action.parent < 0 || static_cast<std::size_t>(action.parent) > index)
        fail(field + ".parent", "is not a node before it");
    if (action.token < 0)
        fail(field + ".token", "is negative");
    const std::vector<int> &positions = action.change.positions;
    const bool weights = action.change.kind == Kind::OverriddenWeights; // a mask from here on may go with them
    if (!weights && isMask(action.change.kind) == positions.empty())
        fail(field + ".positions", positions.empty() ? "is missing for a mask" : "belongs to a mask only");
    checkPositions(positions, field + ".positions");
    if (!action.change.stepPositions.empty() && action.change.kind != Kind::MaskedFromHere)
        fail(field + ".stepPositions", "belongs to a mask from here on only");
    checkPositions(action.change.stepPositions, field + ".stepPositions");
    if (weights == (action.weights.size() == 0))
        fail(field + ".weights", weights ? "is missing for changed weights" : "belongs to changed weights only");
    if (weights)
        checkWeights(action.weights, field + ".weights");
}

/// Counts what all inputs hold together.
struct Totals {
    std::size_t nodes = 0, steps = 0, labels = 0, candidates = 0, cells = 0;

    void add(const SessionInput &input)
    {
        nodes += input.actions.size();
        for (const TreeAction &action : input.actions)
            cells += static_cast<std::size_t>(action.weights.size()) + action.change.positions.size() +
                     action.change.stepPositions.size();
        for (const RecordedTrace &recorded : input.traces) {
            steps += recorded.trace.steps.size();
            labels += recorded.trace.source.labels.size();
            for (const AttentionStep &step : recorded.trace.steps) {
                candidates += step.candidates.size();
                cells += static_cast<std::size_t>(step.weights.size());
            }
        }
    }

    void check() const
    {
        const auto most = [](std::size_t count, std::size_t limit, const char *what) {
            if (count > limit)
                fail("the session", std::string("holds more than ") + std::to_string(limit) + " " + what);
        };
        most(nodes, kMaxSessionNodes, "nodes");
        most(steps, kMaxSessionSteps, "steps");
        most(labels, kMaxSessionLabels, "source labels");
        most(candidates, kMaxSessionCandidates, "candidates");
        most(cells, kMaxSessionCells, "weights and masked positions");
    }
};

void checkInput(const SessionInput &input, std::size_t bundles, const std::string &field)
{
    if (input.bundle < -1 || input.bundle >= static_cast<int>(bundles))
        fail(field + ".bundle", "is not one of the session's bundles");
    for (std::size_t k = 0; k < input.actions.size(); ++k)
        checkAction(input.actions[k], k, entryOf(field + ".nodes", k));
    const auto requireNode = [&](int node, const std::string &name) {
        if (node < 0 || static_cast<std::size_t>(node) > input.actions.size())
            fail(name, "is not a node of the tree");
    };
    requireNode(input.current, field + ".current");
    for (std::size_t t = 0; t < input.traces.size(); ++t)
        requireNode(input.traces[t].leaf, entryOf(field + ".traces", t) + ".leaf");
}

std::string traceText(const AttentionTrace &trace, const std::string &field)
{
    try {
        return toJson(trace, TracePaths::Whole);
    } catch (const InputError &problem) {
        throw InputError(field + ": " + problem.what());
    }
}

/// Appends "[a,b,c]" of what `append` writes for each value.
template <class List, class Append>
void appendList(std::string &text, const List &list, const Append &append)
{
    text += '[';
    bool first = true;
    for (const auto &value : list) {
        if (!first)
            text += ',';
        first = false;
        append(value);
    }
    text += ']';
}

std::string hexadecimal(std::uint64_t value)
{
    std::array<char, 16> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const std::string text(digits.data(), end.ptr);
    return std::string(digits.size() - text.size(), '0') + text;
}

void appendBundle(std::string &text, const BundleReference &bundle)
{
    text += R"({"name":)" + jsonString(bundle.name) + R"(,"path":)" + jsonString(bundle.path) + R"(,"modelBytes":)" +
            std::to_string(bundle.modelBytes) + R"(,"modelFnv1a64":")" + hexadecimal(bundle.modelFnv1a64) + R"("})";
}

void appendAction(std::string &text, const TreeAction &action)
{
    text += R"({"parent":)" + std::to_string(action.parent) + R"(,"token":)" + std::to_string(action.token) +
            R"(,"forced":)" + (action.forced ? "true" : "false") + R"(,"change":")";
    text.append(changeName(action.change.kind)).append("\"");
    const auto appendPositions = [&text](const char *key, const std::vector<int> &positions) {
        if (positions.empty())
            return;
        text.append(",\"").append(key).append("\":");
        appendList(text, positions, [&](int position) { text += std::to_string(position); });
    };
    appendPositions("positions", action.change.positions);
    appendPositions("stepPositions", action.change.stepPositions);
    if (action.weights.size() > 0) {
        text += ",\"weights\":";
        appendList(text, action.weights, [&](Scalar weight) { appendNumber(text, weight); });
    }
    text += '}';
}

void appendInput(std::string &text, const SessionInput &input, const std::string &field)
{
    text += R"({"sentence":)" + jsonString(input.sentence) + R"(,"bundle":)" +
            (input.bundle < 0 ? "null" : std::to_string(input.bundle)) + R"(,"current":)" +
            std::to_string(input.current) + R"(,"nodes":)";
    appendList(text, input.actions, [&](const TreeAction &action) { appendAction(text, action); });
    text += ",\"traces\":";
    std::size_t index = 0;
    appendList(text, input.traces, [&](const RecordedTrace &recorded) {
        text += R"({"leaf":)" + std::to_string(recorded.leaf) + R"(,"trace":)" +
                traceText(recorded.trace, entryOf(field + ".traces", index++) + ".trace") + "}";
    });
    text += '}';
}

} // namespace

std::string_view changeName(Kind kind) noexcept
{
    switch (kind) {
    case Kind::None:
        return "none";
    case Kind::ForcedWord:
        return "word";
    case Kind::OverriddenWeights:
        return "weights";
    case Kind::MaskedStep:
        return "maskedStep";
    case Kind::MaskedFromHere:
        return "maskedFromHere";
    }
    return "none";
}

std::string checkedView(const std::string &viewJson)
{
    try {
        const nlohmann::json view = parseJson(viewJson, {.depth = 12, .values = 100'000, .objects = 100'000});
        if (!view.is_object())
            fail("view", "is not an object");
        return view.dump();
    } catch (const JsonError &problem) {
        throw InputError(std::string("view ") + problem.what());
    }
}

void checkSession(const Session &session)
{
    if (session.bundles.size() > kMaxSessionBundles)
        fail("bundles", "has more than " + std::to_string(kMaxSessionBundles) + " entries");
    if (session.inputs.size() > kMaxSessionInputs)
        fail("inputs", "has more than " + std::to_string(kMaxSessionInputs) + " entries");
    Totals totals;
    for (std::size_t i = 0; i < session.inputs.size(); ++i) {
        checkInput(session.inputs[i], session.bundles.size(), entryOf("inputs", i));
        totals.add(session.inputs[i]);
    }
    totals.check();
    const int inputs = static_cast<int>(session.inputs.size());
    if (session.currentInput < 0 || session.currentInput >= std::max(inputs, 1))
        fail("currentInput", "is not one of the inputs");
}

std::string toJson(const Session &session)
{
    checkSession(session);
    std::string text = R"({"format":"fovea-session","version":1,"bundles":)";
    appendList(text, session.bundles, [&](const BundleReference &bundle) { appendBundle(text, bundle); });
    text += ",\"inputs\":";
    std::size_t index = 0;
    appendList(text, session.inputs,
               [&](const SessionInput &input) { appendInput(text, input, entryOf("inputs", index++)); });
    text += ",\"currentInput\":" + std::to_string(session.currentInput) + ",\"view\":" + checkedView(session.viewJson);
    text += '}';
    if (text.size() > kMaxSessionFile)
        fail("the session", "is larger than " + std::to_string(kMaxSessionFile >> 20) + " MB");
    return text;
}

void writeSession(const std::filesystem::path &path, const Session &session)
{
    writeFileAtomically(path, toJson(session) + "\n");
}

} // namespace fovea
