#include "app/commands/commands.h"

#include <algorithm>
#include <new>
#include <thread>

namespace fovea::app
{

int runCommand(const Command &command, const std::vector<std::string> &words, Console &console)
{
    const auto complain = [&](const std::string &problem) { console.err << "fovea: " << problem << std::endl; };
    try {
        const Options options(command.syntax, words);
        if (options.helpWanted()) {
            console.out << helpText(command.syntax) << std::flush;
            return kDone;
        }
        const int status = command.run(options, console);
        console.out.flush();
        return status;
    } catch (const UsageError &error) {
        complain(command.syntax.name + ": " + error.what());
        console.err << usageText(command.syntax) << std::flush;
        return kWrongUsage;
    } catch (const OutputClosed &) {
        return kBad;
    } catch (const Cancelled &) {
        console.out.flush();
        return kBad;
    } catch (const std::bad_alloc &) {
        complain("out of memory");
        return kBad;
    } catch (const std::exception &error) {
        complain(error.what());
        return kBad;
    }
}

int threadCount(const Options &options)
{
    const int processors = static_cast<int>(std::thread::hardware_concurrency());
    return options.integer("threads", std::max(1, processors), 1, 256);
}

} // namespace fovea::app
