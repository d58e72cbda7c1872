#include "app/commands/progress_line.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace fovea::app
{

namespace
{

// Back to the first column and erase to the end of the line (ECMA-48).
constexpr const char *kEraseLine = "\r\x1b[K";

} // namespace

void ProgressLine::show(const std::string &text)
{
    if (!due())
        return;
    out_ << kEraseLine << text << std::flush;
    visible_ = true;
    shownAt_ = std::chrono::steady_clock::now();
}

void ProgressLine::clear()
{
    if (visible_)
        out_ << kEraseLine << std::flush;
    visible_ = false;
}

std::string durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0 || seconds > 3.6e6)
        return "-";
    const long total = std::lround(seconds);
    std::array<char, 32> text{};
    if (total >= 3600)
        std::snprintf(text.data(), text.size(), "%ld:%02ld:%02ld", total / 3600, total / 60 % 60, total % 60);
    else
        std::snprintf(text.data(), text.size(), "%ld:%02ld", total / 60, total % 60);
    return text.data();
}

} // namespace fovea::app
