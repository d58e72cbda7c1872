#include "app/commands/trace_text.h"

#include <array>
#include <charconv>

#include "core/align/alignment_units.h"
#include "core/io/trace_file.h"
#include "core/metrics/alignment.h"
#include "core/types/error.h"
#include "core/types/utf8.h"

namespace fovea::app
{

namespace
{

constexpr std::string_view kWordStart = "\u2581"; // SentencePiece writes the space before a word so
constexpr std::string_view kUnknownPiece = "<unk>";
constexpr std::string_view kUnknownWord = "\u2047"; // as SentencePiece decodes it

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

/// For each source token the word of the sentence that it is part of; the number of words for none.
std::vector<Index> wordOfTokens(const AttentionTrace &trace, std::span<const std::string> words)
{
    const Matrix shares = pieceShares(trace.source.labels, words);
    std::vector<Index> owners;
    for (Index i = 0; i < shares.rows(); ++i) {
        Index word = shares.cols();
        if (shares.cols() == 0 || shares.row(i).maxCoeff(&word) <= 0)
            word = shares.cols();
        owners.push_back(word);
    }
    return owners;
}

/// Tokens that one word was cut into end in @@, but for characters of a script that has no blanks.
std::string sourceWords(const AttentionTrace &trace)
{
    const std::vector<std::string> words = wordsOf(trace.sourceText);
    const std::vector<Index> owners = wordOfTokens(trace, words);
    std::string text;
    for (std::size_t i = 0; i + 1 < trace.source.labels.size(); ++i) {
        const std::string &label = trace.source.labels[i];
        const bool sameWord = i + 2 < owners.size() && owners[i] == owners[i + 1] && owners[i] < std::ssize(words);
        const bool wordGoesOn =
            sameWord && alignmentUnits(label + trace.source.labels[i + 1], AlignmentUnit::Character).size() == 1;
        text += (i > 0 ? " " : "") + asWord(label) + (wordGoesOn ? "@@" : "");
    }
    return text;
}

/// The pieces of the output: joined at @@ they give its words. The unknown word is a word of its own there.
std::string targetWords(const AttentionTrace &trace)
{
    const std::size_t count = trace.steps.size() - (trace.complete ? 1 : 0);
    const auto isUnknown = [&](std::size_t t) { return trace.steps[t].piece == kUnknownPiece; };
    std::string text;
    for (std::size_t t = 0; t < count; ++t) {
        std::string_view piece = trace.steps[t].piece;
        if (piece.starts_with(kWordStart))
            piece.remove_prefix(kWordStart.size());
        const bool goesOn = t + 1 < count && !trace.steps[t + 1].piece.starts_with(kWordStart) && !isUnknown(t) &&
                            (piece.empty() || !isUnknown(t + 1));
        if (t > 0)
            text += ' ';
        if (isUnknown(t))
            text += kUnknownWord;
        else if (!piece.empty() || !goesOn)
            text += asWord(piece);
        if (goesOn)
            text += "@@";
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

std::string outputText(const AttentionTrace &trace, OutputFormat format, long long number, std::string_view source)
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
        return pharaohLine(wordLinks(trace, source)) + "\n";
    default:
        return trace.targetText + "\n";
    }
}

} // namespace fovea::app
