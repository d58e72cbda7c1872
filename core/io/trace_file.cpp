#include "core/io/trace_file.h"

#include <algorithm>
#include <optional>

#include "core/io/atomic_file.h"
#include "core/io/file_access.h"
#include "core/io/trace_json.h"
#include "core/types/error.h"

namespace fovea
{
namespace
{

constexpr std::string_view kBlank = " \t\r\n";

struct Line {
    std::string_view text;
    std::size_t number = 0; ///< from 1; 0 when the whole text is one object
};

/// True when all brackets opened on the line are closed on it: then it holds a whole object.
bool closesItself(std::string_view line)
{
    int depth = 0;
    bool opened = false;
    bool inString = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (inString) {
            if (c == '\\')
                ++i;
            inString = c != '"';
            continue;
        }
        inString = c == '"';
        opened = opened || c == '{';
        depth += (c == '{' || c == '[') ? 1 : (c == '}' || c == ']') ? -1 : 0;
    }
    return opened && depth <= 0 && !inString;
}

/// The objects of a file: the lines of JSON Lines, blank ones empty, or the whole text if its first line does not hold
/// an object.
std::vector<Line> objectsOf(std::string_view text)
{
    std::vector<Line> lines;
    bool found = false;
    std::size_t number = 1;
    for (std::size_t begin = 0; begin < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        const bool blank = line.find_first_not_of(kBlank) == std::string_view::npos;
        if (!blank && !found && !closesItself(line))
            return {{text, 0}};
        found = found || !blank;
        lines.push_back({blank ? std::string_view() : line, number});
    }
    if (!found)
        lines.clear();
    return lines;
}

AttentionTrace parseLine(const Line &line, const std::string &name)
{
    try {
        return traceFromJson(line.text);
    } catch (const InputError &problem) {
        const std::string place = line.number > 0 ? "line " + std::to_string(line.number) + ": " : "";
        throw FileError(name, place + problem.what());
    }
}

std::vector<Line> requireObjects(std::string_view text, const std::string &name)
{
    std::vector<Line> lines = objectsOf(text);
    if (lines.empty())
        throw FileError(name, "is empty: no trace");
    return lines;
}

std::string columnLabel(const SourceAxis &axis, Index column)
{
    if (axis.size() == static_cast<Index>(axis.labels.size()))
        return axis.labels[static_cast<std::size_t>(column)];
    const Index cells = static_cast<Index>(axis.rows) * axis.columns;
    const Index cell = column % cells;
    std::string label;
    if (axis.kind == SourceAxis::Kind::Frames)
        label.append("f").append(std::to_string(column / cells + 1));
    label.append("r").append(std::to_string(cell / axis.columns + 1));
    return label.append("c").append(std::to_string(cell % axis.columns + 1));
}

void appendCsvField(std::string &text, const std::string &value)
{
    if (value.find_first_of(",\"\r\n") == std::string::npos) {
        text += value;
        return;
    }
    text += '"';
    for (const char c : value)
        text.append(c == '"' ? 2 : 1, c);
    text += '"';
}

} // namespace

std::vector<AttentionTrace> parseTraces(std::string_view text, const std::string &name)
{
    std::vector<AttentionTrace> traces;
    std::size_t steps = 0;
    for (const Line &line : requireObjects(text, name)) {
        if (line.text.empty())
            continue;
        traces.push_back(parseLine(line, name));
        steps += traces.back().steps.size() + 1;
        if (steps > kMaxTraceFileSteps)
            throw FileError(name, "holds more than " + std::to_string(kMaxTraceFileSteps) + " decoding steps");
    }
    return traces;
}

std::vector<AttentionTrace> readTraces(const std::filesystem::path &path)
{
    return parseTraces(readFile(path, kMaxTraceFile), path.string());
}

AttentionTrace readTrace(const std::filesystem::path &path, std::size_t index)
{
    const std::string text = readFile(path, kMaxTraceFile);
    const std::vector<Line> lines = requireObjects(text, path.string());
    if (index >= lines.size())
        throw FileError(path.string(), "has no trace number " + std::to_string(index) + ": it holds " +
                                           std::to_string(lines.size()) + ", counted from 0");
    if (lines[index].text.empty())
        throw FileError(path.string(), "line " + std::to_string(lines[index].number) + " is blank: no trace number " +
                                           std::to_string(index));
    return parseLine(lines[index], path.string());
}

void writeTraces(const std::filesystem::path &path, std::span<const AttentionTrace> traces)
{
    AtomicFile file(path);
    for (const AttentionTrace &trace : traces)
        file.write(toJson(trace) + "\n");
    file.commit();
}

void writeTrace(const std::filesystem::path &path, const AttentionTrace &trace) { writeTraces(path, {&trace, 1}); }

std::string toCsv(const AttentionTrace &trace)
{
    checkTrace(trace);
    if (hasNoWeights(trace) && !trace.steps.empty())
        throw InputError("there are no weights to write: this model has no attention");
    std::string text;
    for (Index i = 0; i < trace.source.size(); ++i) {
        text += ',';
        appendCsvField(text, columnLabel(trace.source, i));
    }
    text += "\r\n";
    for (const AttentionStep &step : trace.steps) {
        appendCsvField(text, step.token);
        for (const Scalar weight : step.weights) {
            text += ',';
            appendNumber(text, weight);
        }
        text += "\r\n";
    }
    return text;
}

void writeCsv(const std::filesystem::path &path, const AttentionTrace &trace)
{
    writeFileAtomically(path, "\xEF\xBB\xBF" + toCsv(trace));
}

} // namespace fovea
