// links: fovea_app

#include <atomic>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/decode/decode_session.h"
#include "app/lists/item_table_file.h"
#include "app/lists/items_controller.h"
#include "app/translate/line_file.h"
#include "core/metrics/attention_doctor.h"
#include "core/types/error.h"
#include "support/fake_translation_model.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::test;
using app::ItemsController;
using app::readLineFile;
using Phase = ui::ItemListStatus::Phase;
using State = ui::Item::State;

namespace
{

/// Lines for the fake model, counting how often each is asked for.
class CountingSource final : public app::ItemSource
{
public:
    explicit CountingSource(QStringList lines)
        : lines_(std::move(lines)), asked_(static_cast<std::size_t>(lines_.size()))
    {
    }

    int count() const override { return static_cast<int>(lines_.size()); }
    QString label(int item) const override { return lines_[item]; }
    bool isBlank(int item) const override { return lines_[item].isEmpty(); }
    std::shared_ptr<const app::DecodeInput> input(int item) const override
    {
        ++asked_[static_cast<std::size_t>(item)];
        if (lines_[item] == "missing")
            throw FileError("missing.jpg", "no such file");
        return std::make_shared<app::SentenceInput>(model_, lines_[item].toStdString());
    }

    int asked(int item) const { return asked_[static_cast<std::size_t>(item)]; }

private:
    QStringList lines_;
    std::shared_ptr<const FakeTranslationModel> model_ = std::make_shared<FakeTranslationModel>();
    mutable std::vector<std::atomic<int>> asked_;
};

std::string refusal(const std::string &path)
{
    try {
        readLineFile(path);
    } catch (const FileError &error) {
        return error.problem();
    }
    return "nothing was refused";
}

} // namespace

class TestItemsController : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<ui::ItemsPage> page_;
    std::unique_ptr<ItemsController> controller_;

    std::string file(const QByteArray &bytes)
    {
        const QString path = folder_.filePath("lines.txt");
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("no file");
        return path.toStdString();
    }

    const ui::Item &item(int number) const { return page_->model()->items().at(static_cast<std::size_t>(number)); }
    Phase phase() const { return page_->status().phase; }

    std::shared_ptr<CountingSource> start(const QStringList &lines, int beam = 1)
    {
        auto source = std::make_shared<CountingSource>(lines);
        BeamOptions options;
        options.width = beam;
        controller_->start(source, "lines.txt", "fake", options);
        return source;
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void init()
    {
        page_ = std::make_unique<ui::ItemsPage>(ui::ItemKind::Sentences);
        controller_ = std::make_unique<ItemsController>(page_.get());
    }

    void cleanup()
    {
        controller_.reset();
        page_.reset();
    }

    // --- files

    void readsLines()
    {
        QCOMPARE(readLineFile(file("\xEF\xBB\xBFone\r\n\n  two\t\nthree")),
                 (std::vector<std::string>{"one", "", "two", "three"}));
        QCOMPARE(readLineFile(file("\n")), (std::vector<std::string>{""}));
        QCOMPARE(readLineFile(file(QByteArray("x\n").repeated(app::kMostLines))).size(),
                 static_cast<std::size_t>(app::kMostLines));
    }

    void refusesWhatIsNoList()
    {
        QCOMPARE(refusal(file("")), std::string("the file is empty"));
        QCOMPARE(refusal(file(QByteArray("x\n").repeated(app::kMostLines + 1))),
                 std::string("has 100001 lines; at most 100000 can be opened"));
        QCOMPARE(refusal(file(QByteArray("\x89PNG\r\n\0\0", 8))), std::string("is not a text file"));
        QCOMPARE(refusal(file(QByteArray("\xFF\xFEh\0", 4))), std::string("is UTF-16 text: save it as UTF-8"));
        QCOMPARE(refusal(file("good\nb\xE4r\n")), std::string("line 2 is not UTF-8 text: save it as UTF-8"));
        QVERIFY(refusal(folder_.path().toStdString()) != "nothing was refused");
        QVERIFY(refusal(folder_.filePath("none").toStdString()) != "nothing was refused");
    }

    // --- decoding

    void decodesEveryItem()
    {
        QSignalSpy finished(controller_.get(), &ItemsController::finished);
        start({"a", "", "b", QString(300, 'x'), "endless", "missing"});
        QCOMPARE(phase(), Phase::Decoding);
        QVERIFY(finished.wait());
        QCOMPARE(phase(), Phase::Done);
        QCOMPARE(item(0).output, QString("w2 w3 w4"));
        QVERIFY(item(0).complete);
        QCOMPARE(item(1).state, State::Blank);
        QCOMPARE(item(2).state, State::Done);
        QCOMPARE(item(3).state, State::Failed);
        QCOMPARE(item(3).problem, QString("the sentence has too many tokens"));
        QVERIFY(!item(4).complete);
        QVERIFY(item(4).has(Finding::Kind::RepeatedPhrase));
        QCOMPARE(item(5).problem, QString("missing.jpg: no such file"));
        QCOMPARE(page_->model()->counts().failed, 2);
        QVERIFY2(page_->statusText().contains("2 failed"), qPrintable(page_->statusText()));
    }

    void searchesWithABeam()
    {
        QSignalSpy finished(controller_.get(), &ItemsController::finished);
        start({"a", "b"}, 4);
        QVERIFY(finished.wait());
        QCOMPARE(item(1).output, QString("w2 w3 w4"));
    }

    void metricsAreThoseOfTheTrace()
    {
        QSignalSpy finished(controller_.get(), &ItemsController::finished);
        start({"a"});
        QVERIFY(finished.wait());
        const auto model = std::make_shared<FakeTranslationModel>();
        app::DecodeSession session(std::make_shared<app::SentenceInput>(model, "a"));
        const auto trace = session.begin({}, app::DecodeSession::Extent::WholeOutput, {}).trace;
        const SentenceMetrics expected = sentenceMetrics(*trace);
        QCOMPARE(item(0).metrics.logProbability, expected.logProbability);
        QCOMPARE(item(0).metrics.confidence.confidence, expected.confidence.confidence);
        QCOMPARE(static_cast<std::size_t>(item(0).findings), diagnose(*trace).size());
        QVERIFY(item(0).absentmindedStep >= 0 && item(0).improbableStep >= 0);
    }

    void pausesAndGoesOnWhereItWas()
    {
        QStringList lines;
        for (int i = 0; i < 40; ++i)
            lines << "slow " + QString::number(i);
        QSignalSpy finished(controller_.get(), &ItemsController::finished);
        const auto source = start(lines);
        QTRY_VERIFY(page_->model()->counts().decided > 0);
        controller_->pause();
        QCOMPARE(phase(), Phase::Paused);
        QTest::qWait(2 * ItemsController::kFetch); // what was in work has come in
        const int decided = page_->model()->counts().decided;
        QVERIFY2(decided > 0 && decided < 40, qPrintable(QString::number(decided)));
        QTest::qWait(2 * ItemsController::kFetch);
        QCOMPARE(page_->model()->counts().decided, decided);
        QVERIFY(page_->statusText().contains("Paused"));
        controller_->resume();
        QCOMPARE(phase(), Phase::Decoding);
        QVERIFY(finished.wait(20'000));
        QCOMPARE(page_->model()->counts().decided, 40);
        QCOMPARE(source->asked(0), 1); // what was done was not done again
        for (int i = 0; i < 40; ++i)
            QCOMPARE(item(i).output, QString("w2 w3 w4"));
    }

    void stopsAndKeepsWhatIsDecoded()
    {
        QStringList lines;
        for (int i = 0; i < 400; ++i)
            lines << "slow " + QString::number(i);
        start(lines);
        QTRY_VERIFY(page_->model()->counts().decided > 0);
        controller_->stopDecoding();
        QCOMPARE(phase(), Phase::Stopped);
        QTest::qWait(2 * ItemsController::kFetch);
        const int decided = page_->model()->counts().decided;
        QVERIFY(decided > 0 && decided < 400);
        QCOMPARE(item(0).state, State::Done);
        QCOMPARE(item(399).state, State::Waiting);
        // Another list can come at any time.
        QSignalSpy finished(controller_.get(), &ItemsController::finished);
        start({"a", "b"});
        QVERIFY(finished.wait());
        QCOMPARE(page_->model()->rowCount(), 2);
    }

    void saysHowLongItTakes()
    {
        QStringList lines;
        for (int i = 0; i < 1000; ++i)
            lines << "slow " + QString::number(i);
        start(lines);
        QTRY_VERIFY_WITH_TIMEOUT(page_->status().secondsLeft > 0, 10'000);
        QVERIFY2(page_->statusText().contains(" left"), qPrintable(page_->statusText()));
        controller_->stopDecoding();
    }

    void aListOfBlankLinesIsDoneAtOnce()
    {
        start({"", "", ""});
        QCOMPARE(phase(), Phase::Done);
        QCOMPARE(page_->model()->rowCount(), 3);
    }

    void goesAwayWhileItWorks()
    {
        start({"endless slow", "endless slow", "endless slow"});
        controller_.reset(); // waits for the workers; a crash or a race would show here
        page_.reset();
    }

    // --- export

    void exportsTheRowsAsShown()
    {
        QSignalSpy finished(controller_.get(), &ItemsController::finished);
        start({"b", "", QString(300, 'x'), "a\tb"});
        QVERIFY(finished.wait());
        page_->model()->sort(ui::ItemListModel::InputColumn, Qt::DescendingOrder);
        QSignalSpy saved(controller_.get(), &ItemsController::saved);
        const QString tsv = folder_.filePath("out.tsv");
        controller_->exportTo(tsv);
        QVERIFY(saved.wait());
        QFile in(tsv);
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QList<QByteArray> rows = in.readAll().split('\n');
        QCOMPARE(rows.size(), 6); // a title and an end
        QVERIFY(rows[0].startsWith("line\tsentence\toutput\tstate\tproblem\tlogProbability\t"));
        const auto columns = rows[0].count('\t');
        for (int row = 1; row < 5; ++row)
            QCOMPARE(rows[row].count('\t'), columns);
        QVERIFY(rows[1].startsWith("3\txxx"));
        QVERIFY(rows[2].startsWith("1\tb\tw2 w3 w4\tdone\t\t"));
        QCOMPARE(rows[2].split('\t')[5].toDouble(), item(0).metrics.logProbability); // exactly
        QVERIFY(rows[3].startsWith("4\ta b\t"));
        QVERIFY(rows[4].startsWith("2\t\t\tblank\t"));

        page_->model()->setFilter({"", ui::ItemFilter::Show::Failed});
        const QString json = folder_.filePath("out.json");
        controller_->exportTo(json);
        QVERIFY(saved.wait());
        QFile jsonIn(json);
        QVERIFY(jsonIn.open(QIODevice::ReadOnly));
        const QJsonArray list = QJsonDocument::fromJson(jsonIn.readAll()).array();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0]["line"].toInt(), 3);
        QCOMPARE(list[0]["problem"].toString(), QString("the sentence has too many tokens"));
        QVERIFY(list[0]["confidence"].isNull());
    }

    void anExportThatFailsLeavesTheOldFile()
    {
        start({"", ""});
        const QString path = folder_.filePath("old.tsv");
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        controller_->exportTo(folder_.filePath("none/out.tsv"));
        QTRY_VERIFY2(page_->message().startsWith("The table was not saved."), qPrintable(page_->message()));
        controller_->exportTo(folder_.filePath("out.doc"));
        QTRY_VERIFY2(page_->message().contains(".tsv or .json"), qPrintable(page_->message()));
        std::stop_source stop;
        stop.request_stop();
        std::vector<ui::Item> many(20'000);
        for (ui::Item &one : many)
            one.input = QString(50, 'x');
        std::vector<int> all(many.size(), 0);
        QVERIFY_THROWS_EXCEPTION(Cancelled, app::writeItemTable(path.toStdString(), ui::ItemKind::Sentences, many, all,
                                                                {stop.get_token(), {}}));
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), QByteArray("old"));
        QCOMPARE(QDir(folder_.path()).entryList({"old*"}, QDir::Files).size(), 1); // nor a temporary one
    }
};

QTEST_MAIN(TestItemsController)
#include "test_items_controller.moc"
