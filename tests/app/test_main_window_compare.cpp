// links: fovea_app
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "app/compare/branch_dialog.h"
#include "app/compare/compare_controller.h"
#include "app/support/language.h"
#include "app/translate/translation_model.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "core/io/trace_file.h"
#include "support/tiny_bundle.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::test;
using app::Command;
using app::MainWindow;

/// The compare page in the real window with real (tiny) bundles.
class TestMainWindowCompare : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<app::LanguageSwitch> language_;
    std::unique_ptr<MainWindow> window_;

    QAction *action(Command command) const { return window_->actions()[command]; }
    ui::ComparePage *page() const { return window_->comparePage(); }

    void addBundle(const QString &name, MatchFunction match)
    {
        QDir(folder_.path()).mkpath("models");
        writeTinyBundle(std::filesystem::path(folder_.filePath("models/" + name).toStdU16String()), {match, 1, 2});
    }
    bool isReady() const
    {
        if (page()->columns().empty() || window_->compareController()->isBusy())
            return false;
        for (const ui::CompareColumn &column : page()->columns())
            if (column.state != ui::CompareColumn::State::Ready)
                return false;
        return true;
    }

private slots:
    void initTestCase()
    {
        qputenv("FOVEA_MODELS", folder_.filePath("models").toUtf8());
        ui::applyTheme(*qApp, ui::Appearance::Light);
        addBundle("zh-en-additive", MatchFunction::Additive);
    }

    void init()
    {
        language_ = std::make_unique<app::LanguageSwitch>();
        language_->setLanguage("en");
        window_ = std::make_unique<MainWindow>(app::WindowServices{
            app::openTranslationModel, [](const std::filesystem::path &file) { return readTraces(file); },
            language_.get(), std::make_unique<QSettings>(folder_.filePath("fovea.ini"), QSettings::IniFormat)});
        window_->show();
        window_->start({});
        QTRY_VERIFY(window_->translatePage()->trace());
    }

    void cleanup()
    {
        window_.reset();
        language_.reset();
    }

    void matchFunctionsOfTheSentence()
    {
        action(Command::CompareMatchFunctions)->trigger();
        QCOMPARE(window_->pages()[static_cast<std::size_t>(window_->currentPage())].widget, page());
        QCOMPARE(page()->sentence(), window_->translatePage()->sentence());
        QTRY_VERIFY(isReady());
        QVERIFY(page()->message().contains("zh-en-cosine"));

        // Trained meanwhile: found without a restart.
        addBundle("zh-en-cosine", MatchFunction::Cosine);
        action(Command::CompareMatchFunctions)->trigger();
        QTRY_VERIFY(isReady());
        QCOMPARE(page()->columns().size(), std::size_t(2));
        QVERIFY(!page()->message().contains("cosine"));
        for (const Command command : {Command::ExportPicture, Command::ExportData, Command::CopyPicture,
                                      Command::ZoomIn, Command::EditSentence, Command::Step, Command::Undo})
            QVERIFY2(action(command)->isEnabled(), qPrintable(action(command)->text()));
        action(Command::Step)->trigger();
        QCOMPARE(page()->currentStep(), 1);
        action(Command::Back)->trigger();
        QCOMPARE(page()->currentStep(), 0);
        action(Command::Undo)->trigger(); // the page's own
        QCOMPARE(page()->columns().size(), std::size_t(1));
        QVERIFY(!action(Command::Play)->isEnabled());
        window_->setCurrentPage(0);
        QVERIFY(action(Command::Play)->isEnabled());
    }

    void thePageBeginsWithTheTranslation()
    {
        const auto index = [this] {
            for (std::size_t i = 0; i < window_->pages().size(); ++i)
                if (window_->pages()[i].widget == page())
                    return static_cast<int>(i);
            return -1;
        };
        window_->setCurrentPage(index());
        QTRY_VERIFY(isReady());
        QCOMPARE(page()->columns().front().title, QString("zh-en-additive"));
        QCOMPARE(page()->sentence(), window_->translatePage()->sentence());
        QVERIFY(!action(Command::Undo)->isEnabled());
    }

    void wholeWordsAreOneOptionOfAllPages()
    {
        action(Command::CompareMatchFunctions)->trigger();
        QTRY_VERIFY(isReady());
        const bool before = page()->matrixOptions().mergeWords;
        QVERIFY(action(Command::MergeWords)->isEnabled());
        action(Command::MergeWords)->trigger();
        QCOMPARE(page()->matrixOptions().mergeWords, !before);
        QCOMPARE(window_->translatePage()->matrixOptions().mergeWords, !before);
    }

    void branchesOfTheTranslation()
    {
        window_->translateController()->toEnd();
        QTRY_VERIFY(!window_->translateController()->isBusy());
        const AttentionTrace before = *window_->translatePage()->trace();
        const Candidate other = before.steps[0].candidates[1];
        window_->translateController()->forceToken(0, other.id);
        QTRY_VERIFY(!window_->translateController()->isBusy() &&
                    window_->translatePage()->trace()->steps[0].id == other.id);
        action(Command::CompareBranches)->trigger();
        QTRY_VERIFY(isReady());
        QCOMPARE(page()->columns().size(), std::size_t(2));
        QVERIFY(page()->columns()[0].branch);
        QCOMPARE(page()->columns()[0].trace->steps[0].id, other.id);
        QVERIFY2(page()->columns()[0].title.contains(QString::fromStdString(other.token).trimmed()),
                 qPrintable(page()->columns()[0].title));
        QCOMPARE(page()->columns()[1].trace->steps[0].id, before.steps[0].id);
        page()->showView(ui::ComparePage::View::Saliency);
        QTRY_VERIFY(page()->columns()[0].saliency && page()->columns()[1].saliency);
    }

    void whichBranchesIsAsked()
    {
        app::TranslateController *controller = window_->translateController();
        controller->toEnd();
        QTRY_VERIFY(!controller->isBusy());
        const std::vector<Candidate> words = window_->translatePage()->trace()->steps[0].candidates;
        for (const std::size_t other : {1, 2}) {
            controller->forceToken(0, words[other].id);
            QTRY_VERIFY(!controller->isBusy() && window_->translatePage()->trace()->steps[0].id == words[other].id);
        }
        action(Command::CompareBranches)->trigger();
        auto *dialog = window_->findChild<app::BranchDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->chosen().size(), std::size_t(3));
        QVERIFY(dialog->list()->topLevelItem(0)->text(1).startsWith(QString::fromStdString(words[2].token).trimmed()));
        dialog->list()->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        dialog->accept();
        QTRY_VERIFY(isReady());
        QCOMPARE(page()->columns().size(), std::size_t(2));
        QCOMPARE(page()->columns()[0].trace->steps[0].id, words[1].id);
        QCOMPARE(page()->columns()[1].trace->steps[0].id, words[0].id);
    }
};

QTEST_MAIN(TestMainWindowCompare)
#include "test_main_window_compare.moc"
