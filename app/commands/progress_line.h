#pragma once

#include <chrono>
#include <ostream>
#include <string>

namespace fovea::app
{

/// A line on a terminal that is rewritten, at most ten times a second. Does nothing when it is off.
class ProgressLine
{
public:
    ProgressLine(std::ostream &out, bool on) : out_(out), on_(on) {}
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    bool on() const noexcept { return on_; }
    /// True when show() would write now; spares the caller from making a text that nobody sees.
    bool due() const { return on_ && std::chrono::steady_clock::now() - shownAt_ >= std::chrono::milliseconds(100); }
    void show(const std::string &text);
    /// Removes the line, e.g. before something else is written.
    void clear();

private:
    std::ostream &out_;
    bool on_;
    bool visible_ = false;
    std::chrono::steady_clock::time_point shownAt_{};
};

/// "1:02:03", "4:05": hours, minutes, seconds; "-" for a time that is negative, not finite or over 1000 hours.
std::string durationText(double seconds);

} // namespace fovea::app
