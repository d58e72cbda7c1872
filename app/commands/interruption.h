#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace fovea::app
{

/// Turns Ctrl-C (SIGINT), SIGTERM and SIGHUP into a stop request while the object lives; a second signal ends the
/// process at once. Make it in the main thread before other threads are started: they inherit the blocked signals.
/// A signal that was ignored when the process started (nohup) stays ignored.
class Interruption
{
public:
    /// `beforeExit` is called, in a thread of its own, before a second signal ends the process; null: nothing is.
    explicit Interruption(std::stop_source stop, void (*beforeExit)() = nullptr);
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    /// The signal that came, or 0. The exit status is then 128 + signal.
    int signal() const noexcept { return signal_.load(); }

private:
    void wait(const std::stop_source &stop);

    void (*beforeExit_)();

    sigset_t caught_;
    sigset_t previous_;
    std::atomic<int> signal_{0};
    std::atomic<bool> ending_{false};
    std::thread waiter_;
};

} // namespace fovea::app
