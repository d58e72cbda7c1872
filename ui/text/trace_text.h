#pragma once

#include <QString>

#include "core/types/attention.h"

namespace fovea::ui
{

/// What a person reads for column i: its label with control characters made visible, its place for a grid or frames
/// without labels, its number otherwise.
QString sourceLabel(const AttentionTrace &trace, Index column);
/// What a person reads for row t.
QString targetLabel(const AttentionTrace &trace, Index row);
/// "⟨end⟩", "⟨unk⟩" and the like, which are drawn quieter than words.
bool isSpecialSymbol(const QString &label);
/// False when the model has no match, or when no step of a file carries weights.
bool hasAttention(const AttentionTrace &trace);

} // namespace fovea::ui
