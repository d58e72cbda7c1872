#include "app/support/task_runner.h"

#include <QCoreApplication>
#include <QEvent>

#include <exception>
#include <new>

#include "app/support/reason_text.h"
#include "core/types/error.h"

namespace fovea::app
{

namespace
{

constexpr auto kOutcomeReady = static_cast<QEvent::Type>(QEvent::User + 1);

/// The exception being handled, as something to show.
TaskFailure describeCurrentException()
{
    using Kind = TaskFailure::Kind;
    try {
        throw;
    } catch (const Cancelled &) {
        return {Kind::Stopped, TaskRunner::tr("Stopped.")};
    } catch (const InputError &error) {
        return {Kind::Input, reasonText(error)};
    } catch (const FileError &error) {
        return {Kind::File, reasonText(error)};
    } catch (const ModelError &error) {
        return {Kind::Model, reasonText(error)};
    } catch (const std::bad_alloc &) {
        return {Kind::Internal, TaskRunner::tr("There is not enough memory.")};
    } catch (const std::exception &error) {
        return {Kind::Internal, reasonText(error)};
    } catch (...) {
        return {Kind::Internal, TaskRunner::tr("Something went wrong inside the program.")};
    }
}

} // namespace

TaskRunner::TaskRunner(QObject *parent) : QObject(parent), worker_([this](const std::stop_token &life) { work(life); })
{
}

TaskRunner::~TaskRunner()
{
    forget();
    worker_.request_stop();
    worker_.join();
}

void TaskRunner::start(ErasedJob job, std::function<void(void *)> done, std::function<void(const TaskFailure &)> failed)
{
    done_ = std::move(done);
    failed_ = std::move(failed);
    {
        const std::lock_guard lock(mutex_);
        current_.request_stop();
        current_ = std::stop_source();
        outcome_.reset();
        pending_ = Request{++generation_, std::move(job), current_};
    }
    wake_.notify_one();
    setBusy(true);
}

void TaskRunner::stop()
{
    const std::lock_guard lock(mutex_);
    current_.request_stop();
}

void TaskRunner::forget()
{
    const std::lock_guard lock(mutex_);
    current_.request_stop();
    ++generation_;
    pending_.reset();
    outcome_.reset();
}

void TaskRunner::discard()
{
    forget();
    done_ = nullptr;
    failed_ = nullptr;
    setBusy(false);
}

void TaskRunner::work(const std::stop_token &life)
{
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, life, [this] { return pending_.has_value(); })) {
        Request request = std::move(*pending_);
        pending_.reset();
        lock.unlock();

        Outcome outcome{request.generation, nullptr, std::nullopt};
        try {
            outcome.result = request.job(RunControl{request.stop.get_token(), {}});
        } catch (...) {
            outcome.failure = describeCurrentException();
        }
        request.job = nullptr; // what the job held must not outlive it by waiting here

        lock.lock();
        if (outcome.generation == generation_) {
            outcome_ = std::move(outcome);
            QCoreApplication::postEvent(this, new QEvent(kOutcomeReady));
        }
    }
}

bool TaskRunner::event(QEvent *event)
{
    if (event->type() != kOutcomeReady)
        return QObject::event(event);
    deliver();
    return true;
}

void TaskRunner::deliver()
{
    std::optional<Outcome> outcome;
    {
        const std::lock_guard lock(mutex_);
        outcome.swap(outcome_);
    }
    if (!outcome)
        return; // a newer request took its place
    const auto done = std::exchange(done_, nullptr);
    const auto failed = std::exchange(failed_, nullptr);
    busy_ = false;
    if (outcome->failure)
        failed(*outcome->failure);
    else
        done(outcome->result.get());
    if (!busy_) // else the answer led straight to the next request
        emit busyChanged(false);
}

void TaskRunner::setBusy(bool busy)
{
    if (busy_ == busy)
        return;
    busy_ = busy;
    emit busyChanged(busy);
}

} // namespace fovea::app
