#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "core/types/error.h"

namespace fovea::app
{

/// Sends items through worker threads and hands them on in the order in which they were read. At most
/// kItemsPerThread items a thread are held at once, however long the input is.
template <typename Item>
class OrderedMap
{
public:
    struct Steps {
        std::function<std::optional<Item>()> read; ///< called in the calling thread; nothing at the end
        std::function<void(Item &)> work;          ///< called in any thread
        std::function<void(Item &)> write;         ///< called in any thread, one at a time, in order
    };

    OrderedMap(int threads, std::stop_source stop, Steps steps)
        : threads_(threads), stop_(std::move(stop)), steps_(std::move(steps))
    {
    }

    /// Returns when everything is written, or soon after a stop request: then the items written are the first ones of
    /// the input and those in work are dropped. The first exception of a step requests a stop and is rethrown here.
    void run()
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads_; ++i)
            workers.emplace_back([this] { guard([this] { workUntilDone(); }); });
        guard([this] { readAll(); });
        {
            const std::lock_guard lock(mutex_);
            readEnded_ = true;
        }
        changed_.notify_all();
        workers.clear();
        if (failure_)
            std::rethrow_exception(failure_);
    }

    static constexpr std::size_t kItemsPerThread = 16;

private:
    using Numbered = std::pair<long long, Item>;

    template <typename Function>
    void guard(Function function)
    {
        try {
            function();
        } catch (...) {
            {
                const std::lock_guard lock(mutex_);
                if (!failure_)
                    failure_ = std::current_exception();
            }
            stop_.request_stop();
            changed_.notify_all();
        }
    }

    void readAll()
    {
        const std::stop_callback wake(stop_.get_token(), [this] {
            const std::lock_guard lock(mutex_);
            changed_.notify_all();
        });
        const std::size_t window = kItemsPerThread * static_cast<std::size_t>(threads_);
        for (long long number = 0;; ++number) {
            std::optional<Item> item = steps_.read();
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return held_ < window || stop_.stop_requested(); });
            if (!item || stop_.stop_requested())
                return;
            ++held_;
            waiting_.emplace_back(number, std::move(*item));
            changed_.notify_all();
        }
    }

    void workUntilDone()
    {
        for (;;) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return !waiting_.empty() || readEnded_ || stop_.stop_requested(); });
            if (waiting_.empty() || stop_.stop_requested())
                return;
            Numbered item = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            try {
                steps_.work(item.second);
            } catch (const Cancelled &) {
                return;
            }
            if (stop_.stop_requested())
                return; // what a stopped computation returns is not the whole answer
            lock.lock();
            done_.insert(std::move(item));
            writeReady(lock);
        }
    }

    /// Writes what is next in order, unless another thread is at it: that one will come to this item.
    void writeReady(std::unique_lock<std::mutex> &lock)
    {
        if (writing_)
            return;
        writing_ = true;
        for (auto next = done_.begin(); next != done_.end() && next->first == written_; next = done_.begin()) {
            Item item = std::move(next->second);
            done_.erase(next);
            lock.unlock();
            steps_.write(item); // when it throws, writing_ stays set and nothing is written any more
            lock.lock();
            ++written_;
            --held_;
            changed_.notify_all();
        }
        writing_ = false;
    }

    const int threads_;
    std::stop_source stop_;
    const Steps steps_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Numbered> waiting_;
    std::map<long long, Item> done_;
    std::size_t held_ = 0; ///< read and not yet written
    long long written_ = 0;
    bool writing_ = false;
    bool readEnded_ = false;
    std::exception_ptr failure_;
};

} // namespace fovea::app
