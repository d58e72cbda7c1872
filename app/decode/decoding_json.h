#pragma once

#include <QJsonObject>

#include "ui/translate/sentence_bar.h"

namespace fovea::app
{

/// Adds beam, lengthPenalty and coveragePenalty to a JSON object.
void addDecoding(const ui::DecodingChoice &decoding, QJsonObject &object);
/// Reads them, in their bounds; what is missing is that of greedy search.
ui::DecodingChoice decodingOf(const QJsonObject &object);

} // namespace fovea::app
