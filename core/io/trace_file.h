#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/types/attention.h"

namespace fovea
{

// Trace JSON (DESIGN.md): one object, or JSON Lines with one object a line. weights[target][source].
// Beside the fields that DESIGN.md names, "model" holds name, path and match, "decoding" holds beam, lengthPenalty and
// score, and a step holds "piece" where it is known. Numbers are the shortest text that reads back as the same number;
// a masked position's energy (-infinity) is null, as is the log-probability of an impossible word.
// The output of a model without attention ("match" none) has empty lists of weights and energies.
// A step's context, state and vocabulary indices are not part of the format.

/// Nothing larger is read or written: bytes of a file, steps of a trace, cells (steps x n) and source labels of a
/// trace, candidates of a step, steps of all traces of a file.
inline constexpr std::uint64_t kMaxTraceFile = 512U << 20;
inline constexpr std::size_t kMaxTraceSteps = 20'000;
inline constexpr Index kMaxTraceCells = 8'000'000;
inline constexpr std::size_t kMaxTraceLabels = 1'000'000;
inline constexpr std::size_t kMaxTraceCandidates = 100;
inline constexpr std::size_t kMaxTraceFileSteps = 2'000'000;

/// All traces of a file, at least one; blank lines are skipped.
/// Throws FileError naming the line (of JSON Lines) and the field.
std::vector<AttentionTrace> readTraces(const std::filesystem::path &path);

/// The trace of line `index` (from 0; blank lines count, as each is the output of an empty line of input); the others
/// are not parsed. Throws FileError.
AttentionTrace readTrace(const std::filesystem::path &path, std::size_t index = 0);

/// readTraces of a text; `name` stands for the file's name in errors.
std::vector<AttentionTrace> parseTraces(std::string_view text, const std::string &name);

/// What a trace says of where its model and its picture lie: other people's machines need the names alone.
enum class TracePaths { Names, Whole };

/// One line without the line end. Throws InputError if the trace is not well-formed: rows of different lengths,
/// negative or non-finite weights, more than the limits above.
std::string toJson(const AttentionTrace &trace, TracePaths paths = TracePaths::Names);

/// Replaces the file atomically with one line a trace. Throws InputError and FileError.
void writeTraces(const std::filesystem::path &path, std::span<const AttentionTrace> traces);
void writeTrace(const std::filesystem::path &path, const AttentionTrace &trace);

/// The weights as RFC 4180 CSV, T + 1 rows of n + 1 fields: an empty corner and the source labels, then a target word
/// and its weights a row. Columns of a grid without labels are called r1c1, r1c2, ...; of frames f1r1c1, ...
/// Throws like toJson, and where there are no weights.
std::string toCsv(const AttentionTrace &trace);
/// With a byte order mark: without one Excel takes UTF-8 for the system's old encoding.
void writeCsv(const std::filesystem::path &path, const AttentionTrace &trace);

} // namespace fovea
