#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/types/run_control.h"
#include "ui/lists/item.h"

namespace fovea::app
{

/// What metrics and findings are called in files.
const char *keyOf(ui::ItemMetric metric);
const char *keyOf(Finding::Kind kind);

/// Writes the items with these numbers, in this order, as a table of tab-separated values (suffix tsv or txt; a title
/// line; a number that is not known is an empty field) or as a JSON list (suffix json; null). Numbers are exact. The
/// file appears when it is complete. Throws FileError, InputError for another suffix, Cancelled.
void writeItemTable(const std::filesystem::path &path, ui::ItemKind kind, const std::vector<ui::Item> &items,
                    const std::vector<int> &shown, const RunControl &control = {});

} // namespace fovea::app
