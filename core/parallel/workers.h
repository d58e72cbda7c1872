#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace fovea
{

/// A fixed team of threads that runs one function at a time, once per thread.
class Workers
{
public:
    explicit Workers(int threads);
    ~Workers();
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    int size() const { return static_cast<int>(threads_.size()) + 1; }

    /// Calls work(0) .. work(size() - 1) at once, work(0) on the calling thread, and waits for all of them.
    /// Rethrows the exception of the lowest index.
    void run(const std::function<void(int)> &work);

private:
    void loop(int index);
    void call(int index);

    std::vector<std::exception_ptr> errors_;
    std::mutex mutex_;
    std::condition_variable changed_;
    const std::function<void(int)> *work_ = nullptr;
    long long round_ = 0;
    int running_ = 0;
    bool quit_ = false;
    std::vector<std::thread> threads_;
};

} // namespace fovea
