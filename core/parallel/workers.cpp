#include "core/parallel/workers.h"

namespace fovea
{

Workers::Workers(int threads) : errors_(static_cast<std::size_t>(threads))
{
    for (int index = 1; index < threads; ++index)
        threads_.emplace_back([this, index] { loop(index); });
}

Workers::~Workers()
{
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    changed_.notify_all();
    for (std::thread &thread : threads_)
        thread.join();
}

void Workers::call(int index)
{
    try {
        (*work_)(index);
    } catch (...) {
        errors_[static_cast<std::size_t>(index)] = std::current_exception();
    }
}

void Workers::loop(int index)
{
    long long seen = 0;
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return quit_ || round_ != seen; });
            if (quit_)
                return;
            seen = round_;
        }
        call(index);
        {
            const std::lock_guard lock(mutex_);
            --running_;
        }
        changed_.notify_all();
    }
}

void Workers::run(const std::function<void(int)> &work)
{
    errors_.assign(errors_.size(), nullptr);
    {
        const std::lock_guard lock(mutex_);
        work_ = &work;
        running_ = static_cast<int>(threads_.size());
        ++round_;
    }
    changed_.notify_all();
    call(0);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return running_ == 0; });
    for (const std::exception_ptr &error : errors_)
        if (error)
            std::rethrow_exception(error);
}

} // namespace fovea
