// links: fovea_app
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>

#include "app/support/task_runner.h"
#include "core/types/error.h"

using namespace fovea;
using app::TaskFailure;
using app::TaskRunner;

namespace
{

void ignoreFailure(const TaskFailure &) {}

/// Waits on the worker until somebody asks it to stop.
int waitForStop(const RunControl &control)
{
    while (!control.stopRequested())
        std::this_thread::yield();
    return -1;
}

} // namespace

class TestTaskRunner : public QObject
{
    Q_OBJECT

private slots:
    void resultArrivesOnThisThread()
    {
        TaskRunner runner;
        std::thread::id jobThread;
        std::thread::id doneThread;
        int answer = 0;
        runner.run([&jobThread](const RunControl &) { return jobThread = std::this_thread::get_id(), 42; },
                   [&](int value) {
                       answer = value;
                       doneThread = std::this_thread::get_id();
                   },
                   ignoreFailure);
        QVERIFY(runner.busy());
        QCOMPARE(answer, 0); // never delivered from inside run()
        QTRY_COMPARE(answer, 42);
        QVERIFY(!runner.busy());
        QVERIFY(doneThread == std::this_thread::get_id());
        QVERIFY(jobThread != doneThread);
    }

    void moveOnlyResult()
    {
        TaskRunner runner;
        std::unique_ptr<int> answer;
        runner.run([](const RunControl &) { return std::make_unique<int>(7); },
                   [&](std::unique_ptr<int> value) { answer = std::move(value); }, ignoreFailure);
        QTRY_VERIFY(answer);
        QCOMPARE(*answer, 7);
    }

    void newestRequestWins()
    {
        TaskRunner runner;
        std::binary_semaphore started{0};
        QList<int> delivered;
        std::atomic<int> ran = 0;
        const auto done = [&](int value) { delivered << value; };
        runner.run(
            [&](const RunControl &control) {
                started.release();
                ++ran;
                return waitForStop(control); // ends only because the next request stops it
            },
            done, ignoreFailure);
        started.acquire();
        for (int i = 1; i <= 5; ++i)
            runner.run([&ran, i](const RunControl &) { return ++ran, i; }, done, ignoreFailure);
        QTRY_VERIFY(!runner.busy());
        QTest::qWait(20);
        QCOMPARE(delivered, QList<int>{5});
        QVERIFY(ran >= 2); // the first and the last; those between were replaced while they waited
    }

    void staleResultThatIsAlreadyQueuedDies()
    {
        TaskRunner runner;
        QList<int> delivered;
        std::binary_semaphore finished{0};
        runner.run([&](const RunControl &) { return finished.release(), 1; }, [&](int value) { delivered << value; },
                   ignoreFailure);
        finished.acquire();
        QThread::msleep(20); // the outcome is posted by now, and this thread has not looked at its events
        runner.run([](const RunControl &) { return 2; }, [&](int value) { delivered << value; }, ignoreFailure);
        QTRY_VERIFY(!runner.busy());
        QCOMPARE(delivered, QList<int>{2});
    }

    void stoppedJobStillDeliversWhatItHas()
    {
        TaskRunner runner;
        int answer = 0;
        runner.run(
            waitForStop, [&](int value) { answer = value; }, ignoreFailure);
        runner.stop();
        QTRY_COMPARE(answer, -1);
    }

    void discardDeliversNothing()
    {
        TaskRunner runner;
        bool delivered = false;
        runner.run(
            waitForStop, [&](int) { delivered = true; }, [&](const TaskFailure &) { delivered = true; });
        runner.discard();
        QVERIFY(!runner.busy());
        QTest::qWait(30);
        QVERIFY(!delivered);
    }

    void exceptionsArriveTyped_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<TaskFailure::Kind>("kind");
        QTest::addColumn<QString>("text");
        QTest::newRow("input") << 0 << TaskFailure::Kind::Input << QStringLiteral("blank");
        QTest::newRow("file") << 1 << TaskFailure::Kind::File << QStringLiteral("/x/y: truncated");
        QTest::newRow("model") << 2 << TaskFailure::Kind::Model << QStringLiteral("sizes disagree");
        QTest::newRow("stopped") << 3 << TaskFailure::Kind::Stopped << QString();
        QTest::newRow("memory") << 4 << TaskFailure::Kind::Internal << QString();
        QTest::newRow("standard") << 5 << TaskFailure::Kind::Internal << QStringLiteral("odd");
        QTest::newRow("unknown") << 6 << TaskFailure::Kind::Internal << QString();
    }

    void exceptionsArriveTyped()
    {
        QFETCH(int, which);
        QFETCH(TaskFailure::Kind, kind);
        QFETCH(QString, text);
        TaskRunner runner;
        std::optional<TaskFailure> failure;
        bool delivered = false;
        runner.run(
            [which](const RunControl &) -> int {
                switch (which) {
                case 0:
                    throw InputError("blank");
                case 1:
                    throw FileError("/x/y", "truncated");
                case 2:
                    throw ModelError("sizes disagree");
                case 3:
                    throw Cancelled();
                case 4:
                    throw std::bad_alloc();
                case 5:
                    throw std::logic_error("odd");
                default:
                    throw 17;
                }
            },
            [&](int) { delivered = true; }, [&](const TaskFailure &value) { failure = value; });
        QTRY_VERIFY(failure.has_value());
        QVERIFY(!delivered);
        QCOMPARE(failure->kind, kind);
        QVERIFY(!failure->text.isEmpty());
        if (!text.isEmpty())
            QCOMPARE(failure->text, text);
        // The runner works on after a failure.
        int answer = 0;
        runner.run([](const RunControl &) { return 3; }, [&](int value) { answer = value; }, ignoreFailure);
        QTRY_COMPARE(answer, 3);
    }

    void nextRequestFromInsideADelivery()
    {
        TaskRunner runner;
        QSignalSpy busy(&runner, &TaskRunner::busyChanged);
        int answer = 0;
        runner.run([](const RunControl &) { return 1; },
                   [&](int) {
                       runner.run([](const RunControl &) { return 2; }, [&](int value) { answer = value; },
                                  ignoreFailure);
                       QVERIFY(runner.busy());
                   },
                   ignoreFailure);
        QTRY_COMPARE(answer, 2);
        QVERIFY(!runner.busy());
        QCOMPARE(busy.last().first().toBool(), false);
    }

    void destroyedWhileRunning()
    {
        std::atomic<bool> ended = false;
        bool delivered = false;
        {
            TaskRunner runner;
            std::binary_semaphore started{0};
            runner.run(
                [&](const RunControl &control) {
                    started.release();
                    const int value = waitForStop(control);
                    ended = true;
                    return value;
                },
                [&](int) { delivered = true; }, ignoreFailure);
            started.acquire();
        }
        QVERIFY(ended); // the destructor waited
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }

    void destroyedWithAResultQueued()
    {
        bool delivered = false;
        {
            TaskRunner runner;
            std::binary_semaphore finished{0};
            runner.run([&](const RunControl &) { return finished.release(), 1; }, [&](int) { delivered = true; },
                       ignoreFailure);
            finished.acquire();
            QThread::msleep(10);
        }
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }

    void manyRequests()
    {
        TaskRunner runner;
        int last = -1;
        for (int i = 0; i < 2000; ++i) {
            runner.run([i](const RunControl &) { return i; },
                       [&](int value) {
                           QVERIFY(value > last);
                           last = value;
                       },
                       ignoreFailure);
            if (i % 50 == 0)
                QCoreApplication::processEvents();
        }
        QTRY_COMPARE(last, 1999);
    }
};

QTEST_GUILESS_MAIN(TestTaskRunner)
#include "test_task_runner.moc"
