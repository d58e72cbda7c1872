#include "app/commands/trace_text.h"

#include <array>
#include <charconv>

#include "core/io/trace_file.h"
#include "core/metrics/alignment.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

constexpr std::string_view kWordStart = "\u2581"; // SentencePiece writes the space before a word so

void append(std::string &text, double number)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void append(std::string &text, float number)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

/// A token as one word that cannot be taken for the field separator.
std::string asWord(std::string_view token)
{
    std::string word;
    for (const char character : token) {
        if (character == '|')
            word += "&#124;"; // the escape of Moses
        else
            word += character == ' ' ? '_' : character;
    }
    return word.empty() ? "_" : word;
}

std::string sourceWords(const AttentionTrace &trace)
{
    std::string text;
    for (std::size_t i = 0; i + 1 < trace.source.labels.size(); ++i)
        text += (i > 0 ? " " : "") + asWord(trace.source.labels[i]);
    return text;
}

std::string targetWords(const AttentionTrace &trace)
{
    const std::size_t count = trace.steps.size() - (trace.complete ? 1 : 0);
    std::string text;
    for (std::size_t t = 0; t < count; ++t) {
        std::string_view piece = trace.steps[t].piece;
        if (piece.starts_with(kWordStart))
            piece.remove_prefix(kWordStart.size());
        const bool wordGoesOn = t + 1 < count && !trace.steps[t + 1].piece.starts_with(kWordStart);
        text += (t > 0 ? " " : "") + asWord(piece) + (wordGoesOn ? "@@" : "");
    }
    return text;
}

void requireWeights(const AttentionTrace &trace)
{
    for (const AttentionStep &step : trace.steps)
        if (step.weights.size() != trace.source.size())
            throw ModelError(trace.model.name + ": the model has no attention weights (match " +
                             std::string(name(trace.model.match)) + ")");
}

} // namespace

std::optional<OutputFormat> outputFormatFromName(std::string_view name)
{
    if (name == "text")
        return OutputFormat::Text;
    if (name == "json")
        return OutputFormat::Json;
    if (name == "pharaoh")
        return OutputFormat::Pharaoh;
    if (name == "nematus")
        return OutputFormat::Nematus;
    return std::nullopt;
}

bool needsWeights(OutputFormat format) { return format == OutputFormat::Pharaoh || format == OutputFormat::Nematus; }

std::string nematusText(const AttentionTrace &trace, long long number)
{
    if (trace.steps.empty())
        return std::to_string(number) + " |||  ||| 0 |||  ||| 0 0\n\n";
    std::string text = std::to_string(number) + " ||| " + targetWords(trace) + " ||| ";
    append(text, trace.decoding.score);
    text += " ||| " + sourceWords(trace) + " ||| " + std::to_string(trace.source.size()) + " " +
            std::to_string(trace.steps.size()) + "\n";
    for (const AttentionStep &step : trace.steps) {
        for (Index i = 0; i < step.weights.size(); ++i) {
            if (i > 0)
                text += ' ';
            append(text, step.weights[i]);
        }
        text += '\n';
    }
    return text + '\n';
}

std::string outputText(const AttentionTrace &trace, OutputFormat format, long long number)
{
    if (needsWeights(format))
        requireWeights(trace);
    if (format == OutputFormat::Nematus)
        return nematusText(trace, number);
    if (trace.steps.empty())
        return "\n";
    switch (format) {
    case OutputFormat::Json:
        return toJson(trace) + "\n";
    case OutputFormat::Pharaoh:
        return pharaohLine(wordLinks(trace)) + "\n";
    default:
        return trace.targetText + "\n";
    }
}

} // namespace fovea::app
