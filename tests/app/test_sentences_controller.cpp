// links: fovea_app

#include <QFile>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include "app/translate/sentences_controller.h"
#include "core/types/error.h"
#include "support/fake_translation_model.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::test;
using app::SentencesController;
using app::TranslateController;
using Phase = ui::ItemListStatus::Phase;

class TestSentencesController : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<QUndoStack> undo_;
    std::unique_ptr<ui::TranslatePage> translatePage_;
    std::unique_ptr<ui::ItemsPage> page_;
    std::unique_ptr<TranslateController> translate_;
    std::unique_ptr<SentencesController> controller_;

    QString file(const QByteArray &bytes)
    {
        const QString path = folder_.filePath("lines.txt");
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("no file");
        return path;
    }

    Phase phase() const { return page_->status().phase; }

    void openModel(const QString &name)
    {
        QSignalSpy opened(translate_.get(), &app::DecodeController::modelOpened);
        translate_->openModel("/models/" + name);
        QVERIFY(opened.wait());
    }

    void activate(int row)
    {
        page_->table()->setCurrentIndex(page_->model()->index(row, ui::ItemListModel::InputColumn));
        QTest::keyClick(page_->table(), Qt::Key_Return);
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void init()
    {
        undo_ = std::make_unique<QUndoStack>();
        translatePage_ = std::make_unique<ui::TranslatePage>();
        page_ = std::make_unique<ui::ItemsPage>(ui::ItemKind::Sentences);
        const auto open = [](const std::filesystem::path &bundle) {
            return std::make_shared<FakeTranslationModel>(bundle.filename().string());
        };
        translate_ = std::make_unique<TranslateController>(
            translatePage_.get(), open, [](const auto &) { return std::vector<AttentionTrace>(); }, undo_.get());
        controller_ = std::make_unique<SentencesController>(page_.get(), translate_.get());
    }

    void cleanup()
    {
        controller_.reset();
        translate_.reset();
        page_.reset();
        translatePage_.reset();
        undo_.reset();
    }

    void decodesAFileWithTheModelInUse()
    {
        openModel("zh-en");
        QSignalSpy opened(controller_.get(), &SentencesController::opened);
        controller_->open(file("one\n\ntwo\n"));
        QCOMPARE(phase(), Phase::Reading);
        QTRY_COMPARE(phase(), Phase::Done);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(page_->model()->rowCount(), 3);
        QCOMPARE(page_->status().name, QString("lines.txt"));
        QCOMPARE(page_->status().model, QString("zh-en · greedy"));
        QCOMPARE(page_->model()->items()[2].output, QString("w2 w3 w4"));
    }

    void waitsForAModel()
    {
        controller_->open(file("one\n"));
        QTRY_VERIFY2(page_->message().startsWith("No model is open yet."), qPrintable(page_->message()));
        openModel("late");
        QTRY_COMPARE(phase(), Phase::Done);
        QCOMPARE(page_->message(), QString());
        QCOMPARE(page_->status().model, QString("late · greedy"));
    }

    void aFileThatIsNoListIsRefused()
    {
        openModel("zh-en");
        QSignalSpy failed(controller_.get(), &SentencesController::openFailed);
        controller_->open(file("one\ntwo\n"));
        QTRY_COMPARE(phase(), Phase::Done);
        controller_->open(file(QByteArray("\0\1\2", 3)));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(page_->message(),
                 "This file cannot be opened. " + folder_.filePath("lines.txt") + ": is not a text file");
        QCOMPARE(phase(), Phase::Empty);
        QCOMPARE(page_->model()->rowCount(), 0);
    }

    void aRowOpensOnTheTranslatePageAtItsWorstStep()
    {
        openModel("zh-en");
        controller_->open(file("one\ntwo\n"));
        QTRY_COMPARE(phase(), Phase::Done);
        QSignalSpy shown(controller_.get(), &SentencesController::sentenceOpened);
        activate(1);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(translatePage_->sentence(), QString("two"));
        QTRY_COMPARE(QString::fromStdString(wordsOf(translatePage_->trace())), QString("w2 w3 w4 ⟨end⟩"));
        const ui::Item &item = page_->model()->items()[1];
        QVERIFY(worstStep(item, ui::ItemMetric::Confidence) >= 0);
        QCOMPARE(translatePage_->currentStep(), worstStep(item, ui::ItemMetric::Confidence));
        QVERIFY(undo_->canUndo()); // back to the sentence before
    }

    void aRowOpensWithTheModelThatDecodedIt()
    {
        openModel("first");
        ui::DecodingChoice beam = translatePage_->decoding();
        beam.beam = 3;
        translate_->setDecoding(beam);
        controller_->open(file("one\n"));
        QTRY_COMPARE(phase(), Phase::Done);
        QCOMPARE(page_->status().model, QString("first · beam 3"));
        openModel("second");
        beam.beam = 1;
        translate_->setDecoding(beam);
        QCOMPARE(translatePage_->currentModel(), QString("/models/second"));
        activate(0);
        QTRY_VERIFY(translatePage_->trace() != nullptr);
        QCOMPARE(translatePage_->trace()->model.name, std::string("first"));
        QCOMPARE(translatePage_->currentModel(), QString("/models/first"));
        QCOMPARE(translatePage_->decoding().beam, 3);
        QTRY_COMPARE(translate_->position().modelPath, QString("/models/first"));
    }

    void allOfItAgainWithAnotherModel()
    {
        openModel("first");
        controller_->open(file("one\n"));
        QTRY_COMPARE(phase(), Phase::Done);
        openModel("second");
        emit page_->restartRequested();
        QTRY_COMPARE(phase(), Phase::Done);
        QCOMPARE(page_->status().model, QString("second · greedy"));
    }

    void aSessionOpensTheListWithItsModelAndOrder()
    {
        openModel("first");
        ui::DecodingChoice beam = translatePage_->decoding();
        beam.beam = 2;
        translate_->setDecoding(beam);
        controller_->open(file("one\ntwo\nthree\n"));
        QTRY_COMPARE(phase(), Phase::Done);
        page_->goToWorst(ui::ItemMetric::Entropy);
        page_->setFilter({"t", ui::ItemFilter::Show::All, {}});
        const app::ListRecord record = app::listFromJson(app::toJson(controller_->record()));
        QCOMPARE(record.path, folder_.filePath("lines.txt"));
        page_->setFilter({});
        page_->sortBy(ui::ItemListModel::NumberColumn, Qt::AscendingOrder);
        openModel("second");
        beam.beam = 1;
        translate_->setDecoding(beam);

        controller_->openRecord(record);
        QTRY_COMPARE(phase(), Phase::Done);
        QCOMPARE(page_->status().model, QString("first · beam 2"));
        QCOMPARE(translate_->modelPath(), QString("/models/second")); // the page's own stays
        QCOMPARE(page_->model()->rowCount(), 2);
        QCOMPARE(page_->model()->sortColumn(), static_cast<int>(ui::ItemListModel::columnOf(ui::ItemMetric::Entropy)));
        QCOMPARE(page_->model()->sortOrder(), Qt::DescendingOrder);
        QVERIFY(controller_->record().sameItems(record));

        controller_->openRecord({}); // a session without a list
        QCOMPARE(phase(), Phase::Empty);
        QVERIFY(controller_->record().isEmpty());
    }

    void aListWhoseFileIsGoneIsSaidAndKept()
    {
        openModel("first");
        controller_->open(file("one\n"));
        QTRY_COMPARE(phase(), Phase::Done);
        const app::ListRecord record = controller_->record();
        QFile::remove(folder_.filePath("lines.txt"));
        QSignalSpy failed(controller_.get(), &SentencesController::openFailed);
        controller_->openRecord(record);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(page_->message().contains("lines.txt"));
        QVERIFY(controller_->record().sameItems(record)); // saved again, nothing is lost
    }

    void aBlankRowLeadsNowhere()
    {
        openModel("zh-en");
        controller_->open(file("\none\n"));
        QTRY_COMPARE(phase(), Phase::Done);
        QSignalSpy shown(controller_.get(), &SentencesController::sentenceOpened);
        activate(0);
        QCOMPARE(shown.size(), 0);
    }
};

QTEST_MAIN(TestSentencesController)
#include "test_sentences_controller.moc"
