// links: fovea_ui

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "ui/lists/items_page.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::ui;
using Phase = ItemListStatus::Phase;

namespace
{

Item decoded(const QString &input, double value)
{
    Item item;
    item.input = input;
    item.state = Item::State::Done;
    item.complete = true;
    item.output = "out";
    item.metrics.attends = true;
    item.metrics.confidence.confidence = -value;
    return item;
}

} // namespace

class TestItemsPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<ItemsPage> page_;

    QTableView *table() const { return page_->table(); }

    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : page_->findChildren<QPushButton *>())
            if (one->isVisible() && QString(one->text()).remove('&') == text)
                return one;
        return nullptr;
    }

    bool shows(const QString &text) const
    {
        for (const QLabel *label : page_->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }

    void setPhase(Phase phase, double secondsLeft = -1)
    {
        ItemListStatus status;
        status.phase = phase;
        status.name = "news.txt";
        status.model = "zh-en-additive · greedy";
        status.seconds = 12;
        status.secondsLeft = secondsLeft;
        page_->setStatus(status);
    }

    void fill(int count)
    {
        std::vector<Item> items;
        for (int i = 0; i < count; ++i)
            items.push_back(decoded("line " + QString::number(i), (i * 7) % count));
        page_->model()->setItems(std::move(items));
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        applyTheme(*qApp, Appearance::Light);
    }

    void init()
    {
        page_ = std::make_unique<ItemsPage>(ItemKind::Sentences);
        page_->resize(1100, 700);
        page_->show();
        page_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page_.get()));
    }

    void cleanup() { page_.reset(); }

    void everyStateSaysWhatItIsAndWhatCanBeDone()
    {
        QVERIFY(shows("one sentence a line"));
        QSignalSpy open(page_.get(), &ItemsPage::openRequested);
        button("Open sentences…")->click();
        QCOMPARE(open.size(), 1);

        setPhase(Phase::Reading);
        QVERIFY(shows("news.txt") && shows("Reading…"));
        QVERIFY(!button("Pause") && button("Stop"));
        QCOMPARE(page_->findChild<QProgressBar *>()->maximum(), 0); // how long is not known

        fill(10);
        Item waiting;
        waiting.input = "waiting";
        page_->model()->setResults({{9, waiting}});
        setPhase(Phase::Decoding, 200);
        QVERIFY(shows("9 of 10 decoded · 3 min left"));
        QCOMPARE(page_->findChild<QProgressBar *>()->value(), 900);
        QSignalSpy pause(page_.get(), &ItemsPage::pauseRequested);
        button("Pause")->click();
        QCOMPARE(pause.size(), 1);

        setPhase(Phase::Paused);
        QVERIFY(shows("Paused: 9 of 10 decoded"));
        QSignalSpy resume(page_.get(), &ItemsPage::resumeRequested);
        button("Resume")->click();
        QCOMPARE(resume.size(), 1);

        setPhase(Phase::Stopped);
        QVERIFY(!button("Stop"));
        button("Decode the rest")->click();
        QCOMPARE(resume.size(), 2);

        setPhase(Phase::Done);
        QVERIFY2(shows("10 decoded in 12 s · nothing looks broken"), qPrintable(page_->statusText()));
        QSignalSpy restart(page_.get(), &ItemsPage::restartRequested);
        button("Decode again")->click();
        QCOMPARE(restart.size(), 1);
    }

    void aTitleSortsWorstFirst()
    {
        fill(20);
        setPhase(Phase::Done);
        QHeaderView *header = table()->horizontalHeader();
        const int column = ItemListModel::columnOf(ItemMetric::Confidence);
        const QPoint title(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                           header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
        QCOMPARE(page_->metric(), ItemMetric::Confidence);
        QCOMPARE(page_->model()
                     ->items()[static_cast<std::size_t>(page_->model()->itemOfRow(0))]
                     .metrics.confidence.confidence,
                 -19.0);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
        QCOMPARE(page_->model()->sortOrder(), Qt::DescendingOrder);
    }

    void goesToTheWorst()
    {
        fill(20);
        setPhase(Phase::Done);
        table()->setCurrentIndex(page_->model()->index(15, 1));
        for (QAction *action : page_->findChild<QToolButton *>("worst")->menu()->actions())
            if (action->text() == "confidence")
                action->trigger();
        QCOMPARE(table()->currentIndex().row(), 0);
        QCOMPARE(page_->model()->items()[static_cast<std::size_t>(page_->currentItem())].metrics.confidence.confidence,
                 -19.0);
        QVERIFY(table()->hasFocus());
        page_->findChild<QToolButton *>("worst")->menu()->actions().last()->trigger();
        QCOMPARE(page_->model()->itemOfRow(7), 7);
    }

    void aRowIsActivatedByKeyboardAndMouse()
    {
        fill(5);
        setPhase(Phase::Done);
        QList<std::pair<int, ItemMetric>> got;
        connect(page_.get(), &ItemsPage::itemActivated, this,
                [&got](int item, ItemMetric by) { got << std::pair(item, by); });
        table()->setFocus();
        table()->setCurrentIndex(page_->model()->index(3, ItemListModel::InputColumn));
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(got, (QList<std::pair<int, ItemMetric>>{{3, ItemMetric::Confidence}}));
        // A metric's own cell asks for that metric.
        const QModelIndex cell = page_->model()->index(1, ItemListModel::columnOf(ItemMetric::LogProbability));
        const QPoint point = table()->visualRect(cell).center();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, point);
        QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, point);
        QCOMPARE(got.last(), std::pair(1, ItemMetric::LogProbability));
    }

    void theFilterKeepsThePlace()
    {
        fill(200);
        setPhase(Phase::Done);
        table()->setCurrentIndex(page_->model()->index(157, 1));
        auto *filter = page_->findChild<QLineEdit *>();
        QTest::keyClicks(filter, "line 15");
        QTRY_COMPARE(page_->model()->rowCount(), 11);
        QCOMPARE(page_->currentItem(), 157);
        QVERIFY(shows("11 of 200 shown"));
        filter->clear();
        QTRY_COMPARE(page_->model()->rowCount(), 200);
        QCOMPARE(page_->currentItem(), 157);
        QVERIFY(table()->visualRect(table()->currentIndex()).top() >= 0);
        filter->setText("nowhere");
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(shows("No row matches the filter."));
    }

    void theKeyboardGetsToTheFilterAndBack()
    {
        fill(20);
        setPhase(Phase::Done);
        auto *filter = page_->findChild<QLineEdit *>();
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(filter->hasFocus());
        QVERIFY(filter->toolTip().contains("Ctrl+F"));
        QTest::keyClicks(filter, "line 7");
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(table()->hasFocus());
        QCOMPARE(page_->model()->rowCount(), 1);
    }

    void aFilterFromElsewhereIsShown()
    {
        fill(20);
        setPhase(Phase::Done);
        page_->setFilter({"line 1", ItemFilter::Show::All, {}});
        QCOMPARE(page_->findChild<QLineEdit *>()->text(), QString("line 1"));
        QCOMPARE(page_->model()->rowCount(), 11);
        QVERIFY(shows("11 of 20 shown"));
        page_->setFilter({{}, ItemFilter::Show::OfKind, Finding::Kind::Uniform});
        QCOMPARE(page_->findChild<QComboBox *>()->currentText(), QString("uniform"));
        QCOMPARE(page_->model()->rowCount(), 0);
        page_->setFilter({});
        QCOMPARE(page_->model()->rowCount(), 20);
        page_->sortBy(ItemListModel::NumberColumn, Qt::DescendingOrder);
        QCOMPARE(page_->model()->itemOfRow(0), 19);
        page_->sortBy(99, Qt::AscendingOrder); // from a file made by hand
        QCOMPARE(page_->model()->itemOfRow(0), 19);
    }

    void filtersByFinding()
    {
        fill(4);
        setPhase(Phase::Done);
        Item broken = decoded("broken", 1);
        broken.setFindings({{Finding::Kind::Uniform, {0}, {}, 0.97, {}}});
        page_->model()->setResults({{2, broken}});
        auto *show = page_->findChild<QComboBox *>();
        show->setCurrentIndex(show->findText("with findings"));
        QCOMPARE(page_->model()->shownItems(), std::vector<int>{2});
        show->setCurrentIndex(show->findText("collapsed"));
        QCOMPARE(page_->model()->rowCount(), 0);
        show->setCurrentIndex(show->findText("uniform"));
        QCOMPARE(page_->model()->rowCount(), 1);
        show->setCurrentIndex(0);
        QCOMPARE(page_->model()->rowCount(), 4);
    }

    void copiesARow()
    {
        fill(3);
        setPhase(Phase::Done);
        table()->setFocus();
        table()->setCurrentIndex(page_->model()->index(1, 1));
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("2\tline 1\tout\t"));
    }

    void findingsAreMarkedInTheirCells()
    {
        fill(2);
        Item broken = decoded("broken", 1);
        broken.setFindings({{Finding::Kind::Uniform, {0}, {}, 0.97, {}}});
        page_->model()->setResults({{0, broken}});
        setPhase(Phase::Done);
        table()->clearSelection();
        const auto ink = [this](int row) {
            const QModelIndex cell = page_->model()->index(row, ItemListModel::columnOf(ItemMetric::Findings));
            const QRect rect = table()->visualRect(cell);
            const QImage image = table()->viewport()->grab(rect).toImage();
            const QColor background = image.pixelColor(1, 1);
            int count = 0;
            for (int y = 0; y < image.height() - 1; ++y)
                for (int x = 0; x < image.width() / 2; ++x)
                    count += image.pixelColor(x, y) != background;
            return count;
        };
        QVERIFY(ink(0) > 20); // the mark at the left
        QCOMPARE(ink(1), 0);
    }

    void everythingHasANameAndAToolTip()
    {
        setPhase(Phase::Decoding);
        for (const QPushButton *one : page_->findChildren<QPushButton *>())
            QVERIFY2(!one->toolTip().isEmpty(), qPrintable(one->text()));
        for (const QWidget *one : std::initializer_list<QWidget *>{
                 table(), page_->findChild<QLineEdit *>(), page_->findChild<QComboBox *>(),
                 page_->findChild<QToolButton *>("worst"), page_->findChild<QProgressBar *>()})
            QVERIFY(!one->accessibleName().isEmpty());
        const ItemsPage pictures(ItemKind::Pictures);
        QVERIFY(pictures.findChild<QLabel *>() != nullptr);
        QCOMPARE(pictures.accessibleName(), QString("Pictures"));
    }

    void aHundredThousandRowsScrollSmoothly()
    {
        fill(100'000);
        setPhase(Phase::Done);
        QElapsedTimer timer;
        timer.start();
        table()->verticalScrollBar()->setValue(table()->verticalScrollBar()->maximum() / 2);
        table()->viewport()->repaint();
        const qint64 first = timer.restart();
        for (int i = 0; i < 20; ++i) {
            table()->verticalScrollBar()->setValue(i * 100'003 % table()->verticalScrollBar()->maximum());
            table()->viewport()->repaint();
        }
        qInfo("first jump %lld ms, another %.1f ms", first, static_cast<double>(timer.elapsed()) / 20);
        QVERIFY(timer.elapsed() / 20 < 100); // 16 on a quiet machine
    }
};

QTEST_MAIN(TestItemsPage)
#include "test_items_page.moc"
