// links: fovea_command_support

#include <QTest>

#include <atomic>
#include <chrono>
#include <random>

#include "app/support/ordered_map.h"

using namespace fovea;
using namespace fovea::app;

namespace
{

struct Item {
    int number = 0;
    int answer = 0;
};

using Map = OrderedMap<Item>;

auto numbersUpTo(int count)
{
    return [next = 0, count]() mutable { return next < count ? std::optional<Item>({next++, 0}) : std::nullopt; };
}

void waitMicroseconds(int time) { std::this_thread::sleep_for(std::chrono::microseconds(time)); }

} // namespace

class TestCommandOrderedMap : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheOrder_data()
    {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("count");
        QTest::newRow("one") << 1 << 100;
        QTest::newRow("two") << 2 << 1000;
        QTest::newRow("many") << 7 << 1000;
        QTest::newRow("more threads than items") << 8 << 3;
        QTest::newRow("nothing") << 3 << 0;
    }

    void keepsTheOrder()
    {
        QFETCH(int, threads);
        QFETCH(int, count);
        std::vector<int> answers;
        Map map(threads, std::stop_source(),
                {numbersUpTo(count),
                 [](Item &item) {
                     waitMicroseconds(item.number * 7919 % 200); // later items are often done earlier
                     item.answer = 2 * item.number;
                 },
                 [&](Item &item) { answers.push_back(item.answer); }});
        map.run();
        QCOMPARE(static_cast<int>(answers.size()), count);
        for (int i = 0; i < count; ++i)
            QCOMPARE(answers[static_cast<std::size_t>(i)], 2 * i);
    }

    void holdsABoundedNumber()
    {
        constexpr int kThreads = 3;
        std::atomic<int> held = 0;
        int most = 0;
        Map map(kThreads, std::stop_source(),
                {[&, next = 0]() mutable -> std::optional<Item> {
                     if (next == 2000)
                         return std::nullopt;
                     most = std::max(most, ++held);
                     return Item{next++, 0};
                 },
                 [](Item &item) {
                     if (item.number == 0)
                         waitMicroseconds(20000); // everything piles up behind the first
                 },
                 [&](Item &) { --held; }});
        map.run();
        QCOMPARE(held.load(), 0);
        // One more than the window: it is read before there is room for it.
        QVERIFY2(most <= static_cast<int>(Map::kItemsPerThread) * kThreads + 1, qPrintable(QString::number(most)));
    }

    void writesALineBeforeTheNextIsRead()
    {
        // A person types a line and waits for its answer before typing the next one.
        std::atomic<int> written = 0;
        bool waited = true;
        Map map(2, std::stop_source(),
                {[&, next = 0]() mutable -> std::optional<Item> {
                     const auto giveUp = std::chrono::steady_clock::now() + std::chrono::seconds(5);
                     while (written < next && std::chrono::steady_clock::now() < giveUp)
                         waitMicroseconds(100);
                     waited = waited && written == next;
                     return next < 5 ? std::optional<Item>({next++, 0}) : std::nullopt;
                 },
                 [](Item &) {}, [&](Item &) { ++written; }});
        map.run();
        QVERIFY(waited);
        QCOMPARE(written.load(), 5);
    }

    void rethrowsTheFailureOfEachStep_data()
    {
        QTest::addColumn<QString>("step");
        QTest::newRow("read") << "read";
        QTest::newRow("work") << "work";
        QTest::newRow("write") << "write";
    }

    void rethrowsTheFailureOfEachStep()
    {
        QFETCH(QString, step);
        const auto failAt = [&](const QString &here, int number) {
            if (step == here && number == 50)
                throw FileError("data", "is bad");
        };
        std::stop_source stop;
        int written = 0;
        Map map(3, stop,
                {[&, next = 0]() mutable -> std::optional<Item> {
                     failAt("read", next);
                     return Item{next++, 0}; // never ends by itself
                 },
                 [&](Item &item) { failAt("work", item.number); },
                 [&](Item &item) {
                     failAt("write", item.number);
                     QCOMPARE(item.number, written);
                     ++written;
                 }});
        QVERIFY_EXCEPTION_THROWN(map.run(), FileError);
        QVERIFY(stop.stop_requested());
        QVERIFY(written <= 50);
    }

    void stopLeavesTheFirstItemsWritten()
    {
        std::stop_source stop;
        std::vector<int> written;
        Map map(3, stop,
                {[next = 0]() mutable -> std::optional<Item> {
                     return Item{next++, 0}; // never ends by itself
                 },
                 [&](Item &item) {
                     if (item.number == 100)
                         stop.request_stop();
                     if (stop.stop_requested())
                         throw Cancelled();
                 },
                 [&](Item &item) { written.push_back(item.number); }});
        map.run();
        QVERIFY(written.size() <= 100);
        for (std::size_t i = 0; i < written.size(); ++i)
            QCOMPARE(written[i], static_cast<int>(i));
    }
};

QTEST_APPLESS_MAIN(TestCommandOrderedMap)
#include "test_command_ordered_map.moc"
