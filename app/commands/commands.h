#pragma once

#include "app/commands/options.h"
#include "app/commands/streams.h"

namespace fovea::app
{

// Exit statuses.
inline constexpr int kDone = 0;
inline constexpr int kBad = 1; ///< the input or the model
inline constexpr int kWrongUsage = 2;

/// One subcommand of `fovea`.
struct Command {
    CommandSyntax syntax;
    /// Returns the exit status 0, or 1 when it has said on console.err what was bad and went on. Throws UsageError, a
    /// fovea::Error for what ends the command, and Cancelled after a stop request.
    int (*run)(const Options &options, Console &console);
};

Command alignCommand();
Command translateCommand();
Command captionCommand();
Command evaluateCommand();
Command trainCommand();
Command renderCommand();
Command benchCommand();

/// Reads the words after the command's name, runs it, and turns what it throws into an exit status (see
/// command_line.h) and one line on console.err; 1 after a stop request.
int runCommand(const Command &command, const std::vector<std::string> &words, Console &console);

/// The value of --threads: 1 to 256, by default one for every processor.
int threadCount(const Options &options);

} // namespace fovea::app
