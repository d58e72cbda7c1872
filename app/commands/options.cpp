#include "app/commands/options.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace fovea::app
{

namespace
{

constexpr std::size_t kUsageColumns = 100;

const OptionSpec &helpOption()
{
    static const OptionSpec option{"help", 'h', "", "show this text", false};
    return option;
}

template <typename Predicate>
const OptionSpec *findSpec(const CommandSyntax &syntax, Predicate matches)
{
    const auto found = std::find_if(syntax.options.begin(), syntax.options.end(), matches);
    if (found != syntax.options.end())
        return &*found;
    return matches(helpOption()) ? &helpOption() : nullptr;
}

/// "-m BUNDLE", "--beam N", "--one-based"
std::string shown(const OptionSpec &option)
{
    const std::string name = option.letter ? std::string{'-', option.letter} : "--" + option.name;
    return option.value.empty() ? name : name + " " + option.value;
}

/// A value that starts with two dashes must be written --name=VALUE: otherwise a forgotten value would eat an option.
bool hasValue(const std::vector<std::string> &words, std::size_t at)
{
    return at + 1 < words.size() && !words[at + 1].starts_with("--");
}

std::string numberText(double value)
{
    std::ostringstream out;
    out << value;
    return out.str();
}

} // namespace

Options::Options(const CommandSyntax &syntax, const std::vector<std::string> &words)
{
    bool optionsEnded = false;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string &word = words[at];
        if (!optionsEnded && word == "--")
            optionsEnded = true;
        else if (!optionsEnded && word.starts_with("--"))
            readLong(syntax, words, at);
        else if (!optionsEnded && word.size() > 1 && word[0] == '-')
            readShort(syntax, words, at);
        else
            arguments_.push_back(word);
    }
    if (!helpWanted())
        checkComplete(syntax);
}

void Options::readLong(const CommandSyntax &syntax, const std::vector<std::string> &words, std::size_t &at)
{
    const std::string &word = words[at];
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    const OptionSpec *option = findSpec(syntax, [&](const OptionSpec &spec) { return spec.name == name; });
    if (!option)
        throw UsageError("unknown option --" + name);
    if (option->value.empty()) {
        if (equals != std::string::npos)
            throw UsageError("option --" + name + " takes no value");
        values_[name] = "";
    } else if (equals != std::string::npos) {
        values_[name] = word.substr(equals + 1);
    } else if (hasValue(words, at)) {
        values_[name] = words[++at];
    } else {
        throw UsageError("option --" + name + " needs a value: " + option->value);
    }
}

void Options::readShort(const CommandSyntax &syntax, const std::vector<std::string> &words, std::size_t &at)
{
    const std::string &word = words[at];
    const OptionSpec *option = findSpec(syntax, [&](const OptionSpec &spec) { return spec.letter == word[1]; });
    if (!option)
        throw UsageError("unknown option " + word);
    if (option->value.empty()) {
        if (word.size() > 2)
            throw UsageError("unknown option " + word);
        values_[option->name] = "";
    } else if (word.size() > 2) {
        values_[option->name] = word.substr(2);
    } else if (hasValue(words, at)) {
        values_[option->name] = words[++at];
    } else {
        throw UsageError("option " + word + " needs a value: " + option->value);
    }
}

void Options::checkComplete(const CommandSyntax &syntax) const
{
    for (const OptionSpec &option : syntax.options) {
        if (option.required && !has(option.name))
            throw UsageError("missing option " + shown(option));
        if (has(option.name) && !option.value.empty() && values_.find(option.name)->second.empty())
            throw UsageError("option --" + option.name + " has an empty value: " + option.value + " wanted");
    }
    if (arguments_.size() < syntax.arguments.size())
        throw UsageError("missing argument " + syntax.arguments[arguments_.size()]);
    const bool anyNumber = !syntax.arguments.empty() && syntax.arguments.back().ends_with("...");
    if (arguments_.size() > syntax.arguments.size() && !anyNumber)
        throw UsageError("unexpected argument '" + arguments_[syntax.arguments.size()] + "'");
}

const std::string *Options::find(std::string_view name) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
}

bool Options::has(std::string_view name) const { return find(name) != nullptr; }

std::string Options::text(std::string_view name, std::string_view fallback) const
{
    const std::string *value = find(name);
    return value ? *value : std::string(fallback);
}

int Options::integer(std::string_view name, int fallback, int smallest, int largest) const
{
    const std::string *value = find(name);
    if (!value)
        return fallback;
    int result = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), result);
    if (error != std::errc{} || end != value->data() + value->size() || result < smallest || result > largest)
        throw UsageError("option --" + std::string(name) + ": '" + *value + "' is not a whole number from " +
                         std::to_string(smallest) + " to " + std::to_string(largest));
    return result;
}

double Options::number(std::string_view name, double fallback, double smallest, double largest) const
{
    const std::string *value = find(name);
    if (!value)
        return fallback;
    double result = 0;
    const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), result);
    if (error != std::errc{} || end != value->data() + value->size() || !std::isfinite(result) || result < smallest ||
        result > largest)
        throw UsageError("option --" + std::string(name) + ": '" + *value + "' is not a number from " +
                         numberText(smallest) + " to " + numberText(largest));
    return result;
}

std::string Options::choice(std::string_view name, std::initializer_list<std::string_view> allowed,
                            std::string_view fallback) const
{
    const std::string *value = find(name);
    if (!value)
        return std::string(fallback);
    if (std::find(allowed.begin(), allowed.end(), *value) != allowed.end())
        return *value;
    std::string list;
    for (const std::string_view word : allowed)
        list += (list.empty() ? "" : ", ") + std::string(word);
    throw UsageError("option --" + std::string(name) + ": '" + *value + "' is not one of " + list);
}

std::string usageText(const CommandSyntax &syntax)
{
    const std::string start = "usage: fovea " + syntax.name;
    std::vector<std::string> parts = syntax.arguments;
    for (const OptionSpec &option : syntax.options)
        parts.push_back(option.required ? shown(option) : "[" + shown(option) + "]");

    std::string text;
    std::string line = start;
    for (const std::string &part : parts) {
        if (line.size() + 1 + part.size() > kUsageColumns) {
            text += line + "\n";
            line = std::string(start.size(), ' ');
        }
        line += " " + part;
    }
    return text + line + "\n";
}

std::string helpText(const CommandSyntax &syntax)
{
    std::vector<OptionSpec> options = syntax.options;
    options.push_back(helpOption());
    std::vector<std::string> names;
    std::size_t width = 0;
    for (const OptionSpec &option : options) {
        const std::string letter = option.letter ? std::string{'-', option.letter, ',', ' '} : "    ";
        names.push_back("  " + letter + "--" + option.name + (option.value.empty() ? "" : " " + option.value));
        width = std::max(width, names.back().size());
    }
    std::string text = syntax.summary + "\n\n" + usageText(syntax) + "\n";
    for (std::size_t i = 0; i < options.size(); ++i)
        text += names[i] + std::string(width - names[i].size() + 2, ' ') + options[i].help + "\n";
    return syntax.notes.empty() ? text : text + "\n" + syntax.notes;
}

} // namespace fovea::app
