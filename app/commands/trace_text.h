#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/types/attention.h"

namespace fovea::app
{

/// What `translate` writes for a sentence.
enum class OutputFormat {
    Text,    ///< the target text
    Json,    ///< a trace as one line of JSON
    Pharaoh, ///< word links i-j, 0-based, source first, over the words between blanks of both lines
    Nematus, ///< header, a line of weights for each target token, blank line
};

std::optional<OutputFormat> outputFormatFromName(std::string_view name);

/// True when the format is made of weights, which the match none has not.
bool needsWeights(OutputFormat format);

/// The output with its last line end. `number` counts the sentences from 0; `source` is the line as it was read. For an
/// empty sentence (a trace without steps) it is an empty line, in the Nematus format a header without weights. Throws
/// ModelError when the format needs weights that the trace has not.
std::string outputText(const AttentionTrace &trace, OutputFormat format, long long number, std::string_view source);

/// "number ||| target ||| score ||| source ||| S+1 T+1", then T+1 lines of S+1 weights, then a blank line, as Nematus
/// writes it: the end symbols have weights but no text. Pieces inside a word end in "@@". An output that reached its
/// limit has no line for the end symbol.
std::string nematusText(const AttentionTrace &trace, long long number);

} // namespace fovea::app
