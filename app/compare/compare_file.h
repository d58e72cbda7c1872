#pragma once

#include <filesystem>

#include "app/compare/comparison.h"
#include "ui/compare/compare_values.h"

namespace fovea::app
{

/// The whole comparison as one JSON object: {"format": "fovea-comparison", "version": 1, "sentence", "decoding",
/// "outputs": [{"title", "metrics": {...}, "trace": {fovea-trace}, "saliency": [[...]], "rankCorrelation": [...]}],
/// "difference": {"a", "b", "rows": [{"a", "b", "token", "weights"}]}}. Outputs that are not there are left out;
/// an undefined correlation is null. The file is replaced only by a whole new one. Throws FileError and InputError.
void writeComparison(const std::filesystem::path &path, const Comparison &comparison,
                     const ui::CompareDifference &difference);

/// The traces that are there as JSON Lines, which Fovea opens and `fovea render` draws.
void writeComparedTraces(const std::filesystem::path &path, const Comparison &comparison);

/// Replaces a file with a text.
void writeText(const std::filesystem::path &path, const QString &text);

} // namespace fovea::app
