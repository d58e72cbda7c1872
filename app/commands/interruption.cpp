#include "app/commands/interruption.h"

#include <cstdlib>

#include <pthread.h>
#include <signal.h>

namespace fovea::app
{

Interruption::Interruption(std::stop_source stop, void (*beforeExit)()) : beforeExit_(beforeExit)
{
    sigemptyset(&caught_);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action;
        if (sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&caught_, number);
    }
    sigset_t blocked = caught_;
    sigaddset(&blocked, SIGUSR1); // wakes the waiter at the end
    pthread_sigmask(SIG_BLOCK, &blocked, &previous_);
    waiter_ = std::thread([this, stop = std::move(stop)] { wait(stop); });
}

Interruption::~Interruption()
{
    ending_ = true;
    pthread_kill(waiter_.native_handle(), SIGUSR1);
    waiter_.join();
    pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

void Interruption::wait(const std::stop_source &stop)
{
    sigset_t awaited = caught_;
    sigaddset(&awaited, SIGUSR1);
    for (;;) {
        int number = 0;
        if (sigwait(&awaited, &number) != 0 || number == SIGUSR1) {
            if (ending_)
                return;
            continue;
        }
        if (signal_ != 0) {
            if (beforeExit_)
                beforeExit_();
            std::_Exit(128 + number);
        }
        signal_ = number;
        std::stop_source(stop).request_stop();
    }
}

} // namespace fovea::app
