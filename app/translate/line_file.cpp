#include "app/translate/line_file.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/io/file_access.h"
#include "core/text/line.h"
#include "core/types/error.h"
#include "core/types/utf8.h"

namespace fovea::app
{

namespace
{

/// 100,000 lines of 2,000 bytes are longer than any model takes.
constexpr std::uint64_t kMostBytes = 200'000'000;

bool isUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (!point.valid)
            return false;
        at += point.length;
    }
    return true;
}

void refuseOtherFormats(const std::filesystem::path &path, std::string_view text)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        throw FileError(path.string(), "is UTF-16 text: save it as UTF-8");
    if (text.find('\0') != std::string_view::npos)
        throw FileError(path.string(), "is not a text file");
}

} // namespace

std::vector<std::string> readLineFile(const std::filesystem::path &path, const RunControl &control)
{
    const std::string bytes = readFile(path, kMostBytes);
    std::string_view text = bytes;
    refuseOtherFormats(path, text);
    const auto ends = std::count(text.begin(), text.end(), '\n') + (text.empty() || text.ends_with('\n') ? 0 : 1);
    if (ends == 0)
        throw FileError(path.string(), "the file is empty");
    if (ends > kMostLines)
        throw FileError(path.string(), "has " + std::to_string(ends) + " lines; at most " + std::to_string(kMostLines) +
                                           " can be opened");
    std::vector<std::string> lines;
    lines.reserve(static_cast<std::size_t>(ends));
    while (!text.empty()) {
        if (lines.size() % 1024 == 0 && control.stopRequested())
            throw Cancelled();
        const std::string_view line = text.substr(0, text.find('\n'));
        if (!isUtf8(line))
            throw FileError(path.string(),
                            "line " + std::to_string(lines.size() + 1) + " is not UTF-8 text: save it as UTF-8");
        lines.push_back(normalizeLine(line));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return lines;
}

} // namespace fovea::app
