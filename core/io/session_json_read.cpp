#include <array>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/io/file_access.h"
#include "core/io/json_fields.h"
#include "core/io/json_text.h"
#include "core/io/session_json.h"
#include "core/io/trace_json.h"

namespace fovea
{
namespace
{

using jsonfields::entryOf;
using jsonfields::fail;
using jsonfields::Fields;
using nlohmann::json;

constexpr int kLargest = 0x7fffffff;

std::string requireText(const Fields &fields, const char *key)
{
    fields.require(key);
    return fields.text(key);
}

int requireInteger(const Fields &fields, const char *key)
{
    fields.require(key);
    return fields.integer(key, 0, 0, kLargest);
}

std::optional<std::uint64_t> parseHexadecimal(const std::string &text)
{
    std::uint64_t value = 0;
    if (text.size() != 16)
        return std::nullopt;
    for (const char c : text) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return std::nullopt;
        value = value * 16 + static_cast<std::uint64_t>(digit);
    }
    return value;
}

BundleReference parseBundle(const Fields &fields)
{
    BundleReference bundle;
    bundle.name = requireText(fields, "name");
    bundle.path = requireText(fields, "path");
    const json &bytes = fields.require("modelBytes");
    if (!bytes.is_number_unsigned())
        fail(fields.nameOf("modelBytes"), "is not a number of bytes");
    bundle.modelBytes = bytes.get<std::uint64_t>();
    const auto hash = parseHexadecimal(requireText(fields, "modelFnv1a64"));
    if (!hash)
        fail(fields.nameOf("modelFnv1a64"), "is not 16 hexadecimal digits");
    bundle.modelFnv1a64 = *hash;
    return bundle;
}

NodeChange::Kind parseChange(const Fields &fields)
{
    using Kind = NodeChange::Kind;
    const std::string name = requireText(fields, "change");
    for (const Kind kind :
         {Kind::None, Kind::ForcedWord, Kind::OverriddenWeights, Kind::MaskedStep, Kind::MaskedFromHere})
        if (name == changeName(kind))
            return kind;
    fail(fields.nameOf("change"), "is " + inQuotes(name) + ", which is no change");
}

std::vector<int> parsePositions(const Fields &fields, const char *key)
{
    std::vector<int> positions;
    if (!fields.find(key))
        return positions;
    for (const json &entry : fields.requireList(key)) {
        if (!entry.is_number_unsigned() || entry.get<std::uint64_t>() > static_cast<std::uint64_t>(kLargest))
            fail(entryOf(fields.nameOf(key), positions.size()), "is not a position");
        positions.push_back(entry.get<int>());
    }
    return positions;
}

Vector parseWeights(const Fields &fields)
{
    if (!fields.find("weights"))
        return {};
    const json &list = fields.requireList("weights");
    Vector weights(static_cast<Index>(list.size()));
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is_number())
            fail(entryOf(fields.nameOf("weights"), i), "is not a number");
        weights[static_cast<Index>(i)] = static_cast<Scalar>(list[i].get<double>());
    }
    return weights;
}

TreeAction parseAction(const Fields &fields)
{
    TreeAction action;
    action.parent = requireInteger(fields, "parent");
    action.token = requireInteger(fields, "token");
    action.forced = fields.boolean("forced");
    action.change = {parseChange(fields), parsePositions(fields, "positions"), parsePositions(fields, "stepPositions")};
    action.weights = parseWeights(fields);
    return action;
}

RecordedTrace parseTrace(const Fields &fields, const std::string &name)
{
    RecordedTrace recorded;
    recorded.leaf = requireInteger(fields, "leaf");
    const json &trace = fields.require("trace");
    try {
        recorded.trace = traceFromJson(trace);
    } catch (const InputError &problem) {
        throw InputError(name + ".trace: " + problem.what());
    }
    return recorded;
}

SessionInput parseInput(const Fields &fields)
{
    SessionInput input;
    input.sentence = requireText(fields, "sentence");
    if (!fields.require("bundle").is_null())
        input.bundle = requireInteger(fields, "bundle");
    input.current = requireInteger(fields, "current");
    for (const json &entry : fields.requireList("nodes"))
        input.actions.push_back(parseAction(Fields(entry, entryOf(fields.nameOf("nodes"), input.actions.size()))));
    for (const json &entry : fields.requireList("traces")) {
        const std::string name = entryOf(fields.nameOf("traces"), input.traces.size());
        input.traces.push_back(parseTrace(Fields(entry, name), name));
    }
    return input;
}

Session parseDocument(const json &root)
{
    const Fields document(root, "", "the session");
    if (document.require("format") != "fovea-session")
        fail("format", "is not \"fovea-session\"");
    if (document.integer("version", 0, 1, 1'000'000) != 1)
        fail("version", "is not 1: written by a newer program?");
    Session session;
    for (const json &entry : document.requireList("bundles"))
        session.bundles.push_back(parseBundle(Fields(entry, entryOf("bundles", session.bundles.size()))));
    for (const json &entry : document.requireList("inputs"))
        session.inputs.push_back(parseInput(Fields(entry, entryOf("inputs", session.inputs.size()))));
    session.currentInput = requireInteger(document, "currentInput");
    session.viewJson = checkedView(document.require("view").dump());
    checkSession(session);
    return session;
}

} // namespace

Session parseSession(std::string_view text, const std::string &name)
{
    // Weights and energies of all traces and the weights of nodes; labels, candidates of two values; a trace
    // may have as few as one step.
    constexpr std::size_t kParts =
        kMaxSessionLabels + 2 * kMaxSessionCandidates + 40 * kMaxSessionSteps + 8 * kMaxSessionNodes;
    constexpr JsonLimits kLimits{.depth = 16, .values = 3 * kMaxSessionCells + kParts, .objects = kParts};
    try {
        return parseDocument(parseJson(text, kLimits));
    } catch (const JsonError &problem) {
        throw FileError(name, problem.what());
    } catch (const InputError &problem) {
        throw FileError(name, problem.what());
    }
}

Session readSession(const std::filesystem::path &path)
{
    return parseSession(readFile(path, kMaxSessionFile), path.string());
}

} // namespace fovea
