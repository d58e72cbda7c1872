#pragma once

#include <functional>
#include <stop_token>

namespace fovea
{

/// How a long computation is stopped and how it reports progress. Copyable; the default neither stops nor reports.
struct RunControl {
    std::stop_token stop;
    /// Called from the computing thread with (done, total) in units that the callee documents.
    /// The callee throttles: at most one call for a change of 0.1 % of total.
    std::function<void(long long done, long long total)> progress;

    bool stopRequested() const noexcept { return stop.stop_requested(); }
    void report(long long done, long long total) const
    {
        if (progress)
            progress(done, total);
    }
};

} // namespace fovea
