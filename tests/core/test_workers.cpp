// links: fovea_train
#include <QTest>

#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/parallel/workers.h"

using namespace fovea;

class TestWorkers : public QObject
{
    Q_OBJECT

private slots:
    void everyIndexOnceOnAThreadOfItsOwn_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 5})
            QTest::newRow(qPrintable(QString::number(threads))) << threads;
    }
    void everyIndexOnceOnAThreadOfItsOwn()
    {
        QFETCH(int, threads);
        Workers workers(threads);
        QCOMPARE(workers.size(), threads);
        std::vector<int> calls(static_cast<std::size_t>(threads));
        std::vector<std::thread::id> ids(calls.size());
        workers.run([&](int index) {
            ++calls[static_cast<std::size_t>(index)];
            ids[static_cast<std::size_t>(index)] = std::this_thread::get_id();
        });
        QVERIFY(std::all_of(calls.begin(), calls.end(), [](int count) { return count == 1; }));
        QCOMPARE(std::set<std::thread::id>(ids.begin(), ids.end()).size(), calls.size());
        QVERIFY(ids.front() == std::this_thread::get_id());
    }

    /// What one round writes without a lock the next reads: run() orders them.
    void roundsFollowEachOther()
    {
        constexpr int kThreads = 4;
        Workers workers(kThreads);
        std::vector<long long> values(kThreads, 1);
        std::vector<long long> next(kThreads);
        for (int round = 0; round < 500; ++round) {
            workers.run([&](int index) {
                next[static_cast<std::size_t>(index)] = values[static_cast<std::size_t>((index + 1) % kThreads)] + 1;
            });
            values.swap(next);
        }
        for (const long long value : values)
            QCOMPARE(value, 501LL);
    }

    void theExceptionOfTheLowestIndexArrives()
    {
        Workers workers(4);
        std::atomic<int> done = 0;
        try {
            workers.run([&](int index) {
                ++done;
                if (index >= 2)
                    throw std::runtime_error(std::to_string(index));
            });
            QFAIL("nothing was thrown");
        } catch (const std::runtime_error &error) {
            QCOMPARE(error.what(), "2");
        }
        QCOMPARE(done.load(), 4); // the others finish first
    }

    void anExceptionOfTheCallingThreadWaitsForTheOthers()
    {
        Workers workers(3);
        std::atomic<int> finished = 0;
        const auto work = [&](int index) {
            if (index == 0)
                throw std::invalid_argument("first");
            std::this_thread::yield();
            ++finished;
        };
        QVERIFY_EXCEPTION_THROWN(workers.run(work), std::invalid_argument);
        QCOMPARE(finished.load(), 2);
    }

    void aTeamWorksOnAfterAnException()
    {
        Workers workers(3);
        for (int round = 0; round < 20; ++round) {
            QVERIFY_EXCEPTION_THROWN(workers.run([](int) { throw std::runtime_error("all"); }), std::runtime_error);
            std::atomic<int> sum = 0;
            workers.run([&](int index) { sum += index; });
            QCOMPARE(sum.load(), 3);
        }
    }

    void teamsComeAndGo()
    {
        for (int round = 0; round < 50; ++round) {
            const Workers idle(3);
            QCOMPARE(idle.size(), 3);
        }
        std::atomic<int> calls = 0;
        for (int round = 0; round < 50; ++round) {
            Workers workers(2);
            workers.run([&](int) { ++calls; });
        }
        QCOMPARE(calls.load(), 100);
    }

    void twoTeamsWorkAtTheSameTime()
    {
        std::atomic<int> calls = 0;
        const auto drive = [&calls] {
            Workers workers(2);
            for (int round = 0; round < 200; ++round)
                workers.run([&](int) { ++calls; });
        };
        std::thread other(drive);
        drive();
        other.join();
        QCOMPARE(calls.load(), 800);
    }
};

QTEST_APPLESS_MAIN(TestWorkers)
#include "test_workers.moc"
