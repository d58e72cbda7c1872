#include "core/io/text_lines.h"

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "core/io/file_access.h"
#include "core/types/error.h"
#include "core/types/utf8.h"

namespace fovea
{

std::optional<std::string> LineReader::next()
{
    std::string line;
    bool cut = false;
    std::streambuf *bytes = in_.rdbuf();
    using Traits = std::streambuf::traits_type;
    auto character = bytes->sbumpc();
    if (Traits::eq_int_type(character, Traits::eof()))
        return std::nullopt;
    for (; !Traits::eq_int_type(character, Traits::eof()) && character != '\n'; character = bytes->sbumpc()) {
        cut = cut || line.size() == kLongestLine;
        if (!cut)
            line += Traits::to_char_type(character);
    }
    if (line.ends_with('\r'))
        line.pop_back();
    if (++number_ == 1 && line.starts_with("\xEF\xBB\xBF"))
        line.erase(0, 3);
    requireText(line, cut);
    return line;
}

void LineReader::requireText(const std::string &line, bool cut) const
{
    constexpr std::size_t kLongestCharacter = 4;
    if (number_ == 1 && (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF")))
        throw FileError(name_, "is UTF-16 text: save it as UTF-8");
    if (line.find('\0') != std::string::npos)
        throw FileError(name_, "is not a text file");
    for (std::size_t at = 0; at < line.size();) {
        const CodePoint point = codePointAt(line, at);
        if (!point.valid && !(cut && line.size() - at < kLongestCharacter))
            throw FileError(name_, "line " + std::to_string(number_) + " is not UTF-8 text: save it as UTF-8");
        at += point.length;
    }
}

std::vector<std::string> readTextLines(const std::filesystem::path &path, const std::stop_token &stop)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        throw FileError(path.string(), "cannot be read: is a folder, not a file");
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw FileError(path.string(), "cannot be read: " + systemProblem(errno));
    LineReader reader(in, path.string());
    std::vector<std::string> lines;
    while (std::optional<std::string> line = reader.next()) {
        lines.push_back(std::move(*line));
        if (stop.stop_requested())
            throw Cancelled();
    }
    if (in.bad())
        throw FileError(path.string(), "cannot be read to its end");
    return lines;
}

void dropSurplusBlanks(std::vector<std::string> &lines, std::vector<std::string> &others)
{
    std::vector<std::string> &longer = lines.size() > others.size() ? lines : others;
    const std::size_t wanted = std::min(lines.size(), others.size());
    while (longer.size() > wanted && isBlankLine(longer.back()))
        longer.pop_back();
}

bool isBlankLine(const std::string &line)
{
    for (std::size_t at = 0; at < line.size();) {
        const CodePoint point = codePointAt(line, at);
        if (!isWhitespace(point.value))
            return false;
        at += point.length;
    }
    return true;
}

} // namespace fovea
