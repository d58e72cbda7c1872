#pragma once

#include <QString>

#include "core/types/attention.h"

namespace fovea::app
{

/// At most `length` characters, the last one an ellipsis where something is left out.
QString shortened(const QString &text, qsizetype length);

/// "source → target", short enough for a title.
QString titleOf(const AttentionTrace &trace);

} // namespace fovea::app
