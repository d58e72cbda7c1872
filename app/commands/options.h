#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fovea::app
{

/// The command line itself is wrong: exit status 2. what() is one line that names the option or argument.
class UsageError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// One option that a command understands. Written --name VALUE, --name=VALUE, -n VALUE or -nVALUE.
struct OptionSpec {
    std::string name;  ///< without the dashes
    char letter = 0;   ///< short form; 0: none
    std::string value; ///< what usage calls its value, e.g. "FILE"; empty: a switch without a value
    std::string help;  ///< one line, no full stop
    bool required = false;
};

/// What a command's line may hold.
struct CommandSyntax {
    std::string name;
    std::string summary; ///< one line, no full stop
    /// Arguments that are not options, all required, e.g. "CONFIG.json"; "IMAGE..." at the end: one or more.
    std::vector<std::string> arguments;
    std::vector<OptionSpec> options; ///< --help is always understood
    std::string notes;               ///< paragraphs below the options in the help; may be empty
};

/// A command's line, read by its syntax. An option given twice has its last value; "--" ends the options; "-" is a
/// value or argument like any other. Options must be written in full. All number readers throw UsageError for text
/// that is not wholly a number or out of range.
class Options
{
public:
    /// `words` are those after the command's name. Throws UsageError for an unknown option, a missing or superfluous
    /// value, a missing required option and a wrong number of arguments; with --help only for what cannot be read.
    Options(const CommandSyntax &syntax, const std::vector<std::string> &words);

    bool has(std::string_view name) const;
    bool helpWanted() const { return has("help"); }
    const std::string &argument(std::size_t index) const { return arguments_.at(index); }
    const std::vector<std::string> &arguments() const { return arguments_; }

    std::string text(std::string_view name, std::string_view fallback = {}) const;
    int integer(std::string_view name, int fallback, int smallest, int largest) const;
    double number(std::string_view name, double fallback, double smallest, double largest) const;
    std::string choice(std::string_view name, std::initializer_list<std::string_view> allowed,
                       std::string_view fallback) const;

private:
    void readLong(const CommandSyntax &syntax, const std::vector<std::string> &words, std::size_t &at);
    void readShort(const CommandSyntax &syntax, const std::vector<std::string> &words, std::size_t &at);
    void checkComplete(const CommandSyntax &syntax) const;
    const std::string *find(std::string_view name) const;

    std::map<std::string, std::string, std::less<>> values_;
    std::vector<std::string> arguments_;
};

/// "usage: fovea translate -m BUNDLE [-i FILE|-] ...", in lines of at most 100 columns, each ended by a newline.
std::string usageText(const CommandSyntax &syntax);

/// Summary, usage, one line an option, notes.
std::string helpText(const CommandSyntax &syntax);

} // namespace fovea::app
