#pragma once

#include <QObject>
#include <QString>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>

#include "core/types/run_control.h"

namespace fovea::app
{

/// Why a job gave no result.
struct TaskFailure {
    enum class Kind {
        Input,    ///< what the person typed or chose does not fit
        File,     ///< a file could not be read, written or understood
        Model,    ///< a model does not fit itself or the task
        Stopped,  ///< stop() ended it before there was anything to show
        Internal, ///< anything else: memory, a defect
    };

    Kind kind = Kind::Internal;
    QString text; ///< one line for a person
};

/// Runs jobs on a worker thread of its own, one at a time. The newest request wins: it stops the running
/// job, replaces a waiting one, and results of older requests are never delivered. Results and failures
/// arrive as queued calls on the thread this object lives in. Everything public is for that thread only.
class TaskRunner : public QObject
{
    Q_OBJECT

public:
    explicit TaskRunner(QObject *parent = nullptr);
    /// Stops the running job and waits for it; nothing is delivered any more.
    ~TaskRunner() override;

    /// job(const RunControl &) -> Result runs on the worker; done(Result) or failed(TaskFailure) on this thread.
    template <class Job, class Done, class Failed>
    void run(Job job, Done done, Failed failed)
    {
        using Result = std::decay_t<std::invoke_result_t<Job, const RunControl &>>;
        start(
            [work = std::move(job)](const RunControl &control) mutable -> std::shared_ptr<void> {
                return std::make_shared<Result>(work(control));
            },
            [deliver = std::move(done)](void *result) mutable { deliver(std::move(*static_cast<Result *>(result))); },
            std::move(failed));
    }

    /// Asks the running job to end with what it has; that result is still delivered.
    void stop();
    /// Stops the running job and forgets every request: nothing of them is delivered.
    void discard();
    /// True from run() until its result is delivered.
    bool busy() const { return busy_; }

signals:
    void busyChanged(bool busy);

protected:
    bool event(QEvent *event) override;

private:
    using ErasedJob = std::function<std::shared_ptr<void>(const RunControl &)>;
    struct Request {
        std::uint64_t generation = 0;
        ErasedJob job;
        std::stop_source stop;
    };
    struct Outcome {
        std::uint64_t generation = 0;
        std::shared_ptr<void> result;
        std::optional<TaskFailure> failure;
    };

    void start(ErasedJob job, std::function<void(void *)> done, std::function<void(const TaskFailure &)> failed);
    void forget();
    void work(const std::stop_token &life);
    void deliver();
    void setBusy(bool busy);

    // This thread only: where the newest request's answer goes.
    std::function<void(void *)> done_;
    std::function<void(const TaskFailure &)> failed_;
    bool busy_ = false;

    // Shared with the worker. Values cross here and not inside Qt events, so that thread checkers see the lock.
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::uint64_t generation_ = 0;
    std::optional<Request> pending_;
    std::optional<Outcome> outcome_;
    std::stop_source current_{std::nostopstate};

    std::jthread worker_; // last: it uses everything above
};

} // namespace fovea::app
