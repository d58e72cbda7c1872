#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "core/types/attention.h"

namespace fovea::ui
{

/// Characters [start, start + length) of a sentence.
struct SourceSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const SourceSpan &) const = default;
};

/// The word of `sentence` that source position `position` belongs to: all pieces of a word of letters ("trans",
/// "lation"), one character where a script has no spaces between words. `labels`: the text of every position, in order
/// (SourceAxis::labels). Nothing for the end symbol and for a piece that the sentence does not contain as such.
std::optional<SourceSpan> sourceSpan(const QString &sentence, const QStringList &labels, int position);

/// The same in the trace's own source text; nothing for pictures.
std::optional<SourceSpan> sourceSpan(const AttentionTrace &trace, int position);

/// The sentence with other text in the span; an empty one deletes it, and with it the space that would be left over.
QString withReplacement(const QString &sentence, SourceSpan span, const QString &text);

} // namespace fovea::ui
