#pragma once

#include <sstream>
#include <stop_token>
#include <string>
#include <vector>

#include "app/commands/commands.h"

namespace fovea::test
{

struct CommandResult {
    int status = -1;
    std::string out;
    std::string err;
};

/// Runs a command in this process on string streams.
inline CommandResult runHere(const app::Command &command, const std::vector<std::string> &words,
                             const std::string &input = {}, std::stop_source stop = {})
{
    std::istringstream in(input);
    std::ostringstream out, err;
    app::Console console{in, out, err, false, false, false, std::move(stop)};
    const int status = app::runCommand(command, words, console);
    return {status, out.str(), err.str()};
}

inline std::vector<std::string> splitLines(const std::string &text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

} // namespace fovea::test
