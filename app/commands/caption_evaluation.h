#pragma once

#include "app/commands/options.h"
#include "app/commands/streams.h"

namespace fovea::app
{

/// `fovea evaluate` of a caption bundle: --source is the folder of the pictures, --reference a file of
/// `picture<TAB>caption` lines, any number a picture. Throws UsageError for options that only translation has.
int evaluateCaptions(const Options &options, Console &console);

} // namespace fovea::app
