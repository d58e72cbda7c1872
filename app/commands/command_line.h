#pragma once

#include <string_view>

namespace fovea::app
{

// The seam to main(), which calls this before any QApplication exists:
//
//     if (argc > 1 && fovea::app::isCommand(argv[1]))
//         return fovea::app::runCommand(argc, argv);
//
// Commands run without a display and make the Qt application object that they need themselves.

/// True when the first argument is for runCommand(): a command's name, --help, -h, --version, or one plain word
/// that no file has as its name and that can therefore only be a mistyped command. Everything else (files, and
/// options of Qt such as -platform) is for the desktop program.
bool isCommand(std::string_view firstArgument);

/// Runs the command that argv[1] names and returns the exit status of the process: 0 done, 1 the input or the model
/// was bad (one line on stderr names it), 2 wrong usage, 128 + signal when a signal ended it (130 for Ctrl-C).
/// Throws nothing. To be called once, from the main thread, before other threads are started.
int runCommand(int argc, char **argv);

} // namespace fovea::app
