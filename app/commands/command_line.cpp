#include "app/commands/command_line.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/commands/commands.h"
#include "app/commands/interruption.h"
#include "core/io/atomic_file.h"

namespace fovea::app
{

namespace
{

std::vector<Command> allCommands()
{
    return {translateCommand(), captionCommand(), evaluateCommand(), alignCommand(),
            trainCommand(),     renderCommand(),  benchCommand()};
}

std::string generalUsage() { return "usage: fovea [FILE...]\n       fovea COMMAND [OPTION...]\n"; }

std::string generalHelp(const std::vector<Command> &commands)
{
    std::string text =
        "Fovea, a laboratory for attention. Without a command it opens its window.\n\n" + generalUsage() + "\n";
    for (const Command &command : commands)
        text += "  " + command.syntax.name + std::string(11 - command.syntax.name.size(), ' ') +
                command.syntax.summary + "\n";
    return text + "\n`fovea COMMAND --help` describes a command.\n"
                  "Exit status: 0 done, 1 the input or the model was bad, 2 wrong usage, 130 ended by Ctrl-C.\n";
}

/// True when somebody waits for every line: all but a regular file.
bool wantsEveryLine(int descriptor)
{
    struct stat status;
    return ::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode);
}

/// The descriptors 0, 1 and 2 exist, so that no file that we open gets their number (`fovea ... >&-`).
void requireStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(descriptor, F_GETFD) < 0) [[maybe_unused]]
            const int opened = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int runFirstWord(const std::string &word, const std::vector<std::string> &rest, Console &console)
{
    const std::vector<Command> commands = allCommands();
    if (word == "--help" || word == "-h") {
        console.out << generalHelp(commands) << std::flush;
        return kDone;
    }
    if (word == "--version") {
        console.out << "fovea " << FOVEA_VERSION << "\n" << std::flush;
        return kDone;
    }
    const auto command =
        std::find_if(commands.begin(), commands.end(), [&](const Command &one) { return one.syntax.name == word; });
    if (command == commands.end()) {
        console.err << "fovea: unknown command '" << word << "'\n" << generalUsage() << std::flush;
        return kWrongUsage;
    }
    return runCommand(*command, rest, console);
}

} // namespace

bool isCommand(std::string_view firstArgument)
{
    if (firstArgument == "--help" || firstArgument == "-h" || firstArgument == "--version")
        return true;
    const bool plainWord = !firstArgument.empty() && std::all_of(firstArgument.begin(), firstArgument.end(),
                                                                 [](char c) { return c >= 'a' && c <= 'z'; });
    if (!plainWord)
        return false;
    const std::vector<Command> commands = allCommands();
    const bool known = std::any_of(commands.begin(), commands.end(),
                                   [&](const Command &one) { return one.syntax.name == firstArgument; });
    std::error_code ignored;
    return known || !std::filesystem::exists(firstArgument, ignored);
}

int runCommand(int argc, char **argv)
try {
    requireStandardDescriptors();
    std::signal(SIGPIPE, SIG_IGN); // a closed output is an error of write(), with a line of its own
    std::stop_source stop;
    const Interruption interruption(stop, [] { AtomicFile::removeTemporaries(); });
    InputStream in("-", stop.get_token());
    OutputStream out(STDOUT_FILENO, "standard output");
    OutputStream err(STDERR_FILENO, "standard error");
    err.exceptions(std::ios::goodbit); // nobody to tell
    Console console{
        in, out, err, ::isatty(STDERR_FILENO) == 1, ::isatty(STDOUT_FILENO) == 1, wantsEveryLine(STDOUT_FILENO), stop};

    const std::vector<std::string> rest(argv + std::min(argc, 2), argv + argc);
    const int status = runFirstWord(argc > 1 ? argv[1] : "--help", rest, console);
    return interruption.signal() != 0 ? 128 + interruption.signal() : status;
} catch (const std::exception &) {
    return kBad; // the output is gone: there is nobody to tell
}

} // namespace fovea::app
