#include "app/translate/line_file.h"

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <utility>

#include "core/io/file_access.h"
#include "core/io/text_lines.h"
#include "core/text/line.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

/// 100,000 lines of 2,000 bytes are longer than any model takes.
constexpr std::uint64_t kMostBytes = 200'000'000;

} // namespace

std::vector<std::string> readLineFile(const std::filesystem::path &path, const RunControl &control)
{
    std::string text = readFile(path, kMostBytes);
    const bool wide = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); // UTF-16: the reader says so
    if (!wide && text.find('\0') != std::string::npos)
        throw FileError(path.string(), "is not a text file");
    const auto ends = std::count(text.begin(), text.end(), '\n') + (text.empty() || text.ends_with('\n') ? 0 : 1);
    if (ends > kMostLines)
        throw FileError(path.string(), "has " + std::to_string(ends) + " lines; at most " + std::to_string(kMostLines) +
                                           " can be opened");
    std::istringstream in(std::move(text));
    LineReader reader(in, path.string());
    std::vector<std::string> lines;
    while (const std::optional<std::string> line = reader.next()) {
        if (lines.size() % 1024 == 0 && control.stopRequested())
            throw Cancelled();
        lines.push_back(normalizeLine(*line));
    }
    if (lines.empty())
        throw FileError(path.string(), "the file is empty");
    return lines;
}

} // namespace fovea::app
