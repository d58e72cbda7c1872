#pragma once

#include <QString>

#include "core/types/attention.h"
#include "core/types/attention_report.h"

namespace fovea::ui
{

/// What the attention doctor calls a kind of finding, in a word or two.
QString findingName(Finding::Kind kind);

/// One plain sentence that names the steps (from 1), the words and the number.
QString findingText(const Finding &finding, const AttentionTrace &trace);

} // namespace fovea::ui
