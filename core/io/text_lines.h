#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace fovea
{

/// Reads lines of UTF-8 text without their line end (LF or CR LF) and without a byte order mark, and counts them. Only
/// LF ends a line: U+2028, form feeds and the like belong to it.
class LineReader
{
public:
    /// `name` is for errors, e.g. the file's path.
    LineReader(std::istream &in, std::string name) : in_(in), name_(std::move(name)) {}

    /// The next line; nothing at the end. Of a line longer than kLongestLine bytes only so many are kept, so that a
    /// file without line ends cannot exhaust memory; such a line is far over every model's limit and refused there.
    /// Throws FileError naming the line when it is not UTF-8 text (UTF-16 and NUL bytes included).
    std::optional<std::string> next();

    long long number() const noexcept { return number_; } ///< of the last line, from 1
    const std::string &name() const noexcept { return name_; }

    static constexpr std::size_t kLongestLine = std::size_t{1} << 20;

private:
    void requireText(const std::string &line, bool cut) const;

    std::istream &in_;
    std::string name_;
    long long number_ = 0;
};

/// All lines of a file. Throws FileError for a file that cannot be read and for what LineReader refuses; Cancelled.
std::vector<std::string> readTextLines(const std::filesystem::path &path, const std::stop_token &stop = {});

/// True without a character that is not whitespace.
bool isBlankLine(const std::string &line);

/// Takes blank lines from the end of the longer list until both are equally long: editors and scripts leave them.
void dropSurplusBlanks(std::vector<std::string> &lines, std::vector<std::string> &others);

} // namespace fovea
