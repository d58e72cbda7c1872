// links: fovea_app
//
// Sessions in the window: save, open, unsaved changes, autosave and what a crash leaves. Called with --child it is the
// program that crashes.
#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <iostream>

#include "app/compare/compare_controller.h"
#include "app/sessions/session_controller.h"
#include "app/support/language.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "core/io/session_file.h"
#include "core/io/trace_file.h"
#include "support/fake_translation_model.h"
#include "support/tiny_bundle.h"
#include "ui/caption/caption_page.h"
#include "ui/lists/items_page.h"
#include "ui/style/theme.h"

using namespace fovea;
using namespace fovea::test;
using app::Command;
using app::MainWindow;

namespace
{

constexpr int kSoon = 30; ///< ms until an autosave

bool writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

void makeBundle(const QString &folder, const QByteArray &model = "weights")
{
    QDir().mkpath(folder);
    writeText(folder + "/config.json", "{}");
    writeText(folder + "/model.safetensors", model);
}

/// A window as the program makes it, with a model that says w2 w3 w4.
struct Window {
    explicit Window(const QString &folder)
    {
        language.setLanguage("en");
        const auto open = [](const std::filesystem::path &bundle) {
            return std::make_shared<FakeTranslationModel>(bundle.filename().string());
        };
        window = std::make_unique<MainWindow>(
            app::WindowServices{open, [](const std::filesystem::path &file) { return readTraces(file); }, &language,
                                std::make_unique<QSettings>(folder + "/fovea.ini", QSettings::IniFormat)});
    }

    MainWindow *operator->() const { return window.get(); }
    app::SessionController *sessions() const { return window->sessions(); }
    app::TranslateController *controller() const { return window->translateController(); }
    const app::DecodePosition &position() const { return controller()->position(); }
    QString words() const { return QString::fromStdString(wordsOf(window->translatePage()->trace())); }
    bool idle() const { return !controller()->isBusy() && !sessions()->isBusy(); }

    /// x -> w2 w3 w4 end, and the branch w2 w5 w6 w7 end.
    void tryWords(const QString &bundle)
    {
        window->translatePage()->setSentence("x");
        window->open({bundle});
        QTRY_VERIFY(idle());
        QCOMPARE(words(), QString("w2"));
        controller()->toEnd();
        QTRY_COMPARE(words(), QString("w2 w3 w4 ⟨end⟩"));
        controller()->forceToken(1, 5);
        QTRY_COMPARE(words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QTRY_VERIFY(idle());
    }

    app::LanguageSwitch language;
    std::unique_ptr<MainWindow> window;
};

/// Whether the file was written.
bool save(const Window &window, const QString &path)
{
    const QSignalSpy saved(window.sessions(), &app::SessionController::saved);
    window.sessions()->saveTo(path);
    return QTest::qWaitFor([&] { return !saved.isEmpty(); });
}

bool open(const Window &window, const QString &path)
{
    const QSignalSpy opened(window.sessions(), &app::SessionController::opened);
    window->open({path});
    return QTest::qWaitFor([&] { return !opened.isEmpty(); });
}

QStringList filesIn(const QString &folder) { return QDir(folder).entryList({"*.fovea"}, QDir::Files); }

} // namespace

class TestSessions : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    QString path(const QString &name) const { return folder_->filePath(name); }

private slots:
    void initTestCase()
    {
        qputenv("FOVEA_MODELS", "/nowhere");
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void init()
    {
        folder_ = std::make_unique<QTemporaryDir>();
        makeBundle(path("fake"));
    }

    void everythingComesBack()
    {
        std::size_t nodes = 0;
        {
            Window window(folder_->path());
            window.tryWords(path("fake"));
            window.controller()->setDecoding({1, 0.5});
            QTRY_VERIFY(window.idle());
            window.controller()->selectStep(2);
            window->translatePage()->setCurrentView(ui::FigureView::Links);
            window->translatePage()->setLinkThreshold(0.2);
            nodes = window.position().reply.tree->nodes.size();
            QVERIFY(window.sessions()->hasUnsavedChanges());
            QVERIFY(save(window, path("a.fovea")));
            QVERIFY(!window.sessions()->hasUnsavedChanges());
            QVERIFY2(window->windowTitle().startsWith("a.fovea"), qPrintable(window->windowTitle()));
        }
        Window window(folder_->path());
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QCOMPARE(window->translatePage()->sentence(), QString("x"));
        QCOMPARE(window.position().reply.tree->nodes.size(), nodes);
        QVERIFY(window.position().reply.tree->nodes[5].forced);
        QCOMPARE(window.position().current, 2);
        QCOMPARE(window.position().modelPath, path("fake"));
        QCOMPARE(window.controller()->decoding().lengthPenalty, 0.5);
        QCOMPARE(window->translatePage()->currentView(), ui::FigureView::Links);
        QCOMPARE(window->translatePage()->linkThreshold(), 0.2);
        QVERIFY(!window.sessions()->hasUnsavedChanges());
        QVERIFY(window->settings().recentFiles.contains(path("a.fovea")));
        // What was tried is there without running the model again, and one can go on.
        window.controller()->forceToken(1, 3);
        QTRY_COMPARE(window.words(), QString("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(window.position().reply.computedSteps, 0);
        QVERIFY(window.sessions()->hasUnsavedChanges());
        QVERIFY(window->isWindowModified());
    }

    void aSessionOfAnotherNameIsOneToo()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        QVERIFY(save(first, path("mine.lab")));
        Window window(folder_->path());
        QVERIFY(open(window, path("mine.lab")));
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
    }

    void stepsThatWereNotShownYetComeBack()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        first.controller()->restart();
        QTRY_COMPARE(first.words(), QString());
        first.controller()->step();
        QTRY_COMPARE(first.words(), QString("w2"));
        QVERIFY(save(first, path("a.fovea")));
        Window window(folder_->path());
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window.words(), QString("w2"));
        window.controller()->step();
        QTRY_COMPARE(window.words(), QString("w2 w5")); // the branch, not the most probable word
    }

    void theComparisonAndTheListsComeBack()
    {
        for (const MatchFunction match : {MatchFunction::Additive, MatchFunction::Cosine, MatchFunction::None})
            writeTinyBundle(std::filesystem::path(folder_->path().toStdString()) /
                                ("zh-en-" + std::string(name(match))),
                            {match, 1, 2});
        QVERIFY(writeText(path("lines.txt"), "one\ntwo\n"));
        std::string output;
        {
            Window window(folder_->path());
            window.tryWords(path("fake"));
            app::CompareController *compare = window->compareController();
            const ui::ModelChoice additive{"zh-en-additive", path("zh-en-additive"), MatchFunction::Additive, false};
            compare->compareMatchFunctions("机器学习", additive, {2, 0.5});
            emit window->comparePage()->columnAddRequested();
            emit window->comparePage()->modelChosen(0, path("zh-en-cosine"));
            emit window->comparePage()->modelChosen(1, path("zh-en-none"));
            QTRY_VERIFY(!compare->isBusy() && compare->comparison().outputs[0].trace &&
                        compare->comparison().outputs[1].trace);
            output = compare->comparison().outputs[0].trace->targetText;
            window->open({path("lines.txt")});
            QTRY_COMPARE(window->sentencesPage()->status().phase, ui::ItemListStatus::Phase::Done);
            window->sentencesPage()->goToWorst(ui::ItemMetric::Entropy);
            QVERIFY(save(window, path("a.fovea")));
            QVERIFY(!window.sessions()->hasUnsavedChanges());
            emit window->comparePage()->pairChosen(1, 0); // where one looks is no change
            QVERIFY(!window.sessions()->hasUnsavedChanges());
            emit window->comparePage()->columnRemoveRequested(1);
            QVERIFY(window.sessions()->hasUnsavedChanges());
        }
        Window window(folder_->path());
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QCOMPARE(window->pages()[static_cast<std::size_t>(window->currentPage())].widget, window->sentencesPage());
        const app::Comparison &compared = window->compareController()->comparison();
        QVERIFY(!compared.outputs.empty());
        QCOMPARE(compared.outputs[0].source.path, path("zh-en-cosine"));
        QVERIFY(!compared.outputs[0].source.branch);
        QCOMPARE(compared.outputs[0].trace->targetText, output);
        QVERIFY(compared.outputs[0].trace->steps[0].id >= 0); // as a model makes it: saliency is possible
        QCOMPARE(compared.outputs[1].trace->model.match, MatchFunction::None);
        QCOMPARE(compared.decoding.beam, 2);
        QCOMPARE(compared.sentence, QString("机器学习"));
        QTRY_COMPARE(window->sentencesPage()->status().phase, ui::ItemListStatus::Phase::Done);
        QCOMPARE(window->sentencesPage()->model()->rowCount(), 2);
        QCOMPARE(window->sentencesPage()->metric(), ui::ItemMetric::Entropy);
        QVERIFY(!window.sessions()->hasUnsavedChanges());
        window->comparePage()->showView(ui::ComparePage::View::Saliency);
        QTRY_VERIFY(compared.outputs[0].saliency || !compared.outputs[0].problem.isEmpty());
        QCOMPARE(compared.outputs[0].problem, QString());
    }

    void whatThePageBeginsWithIsNoChange()
    {
        Window window(folder_->path());
        window.tryWords(path("fake"));
        QVERIFY(save(window, path("a.fovea")));
        const auto showCompare = [&window] {
            for (std::size_t i = 0; i < window->pages().size(); ++i)
                if (window->pages()[i].widget == window->comparePage())
                    window->setCurrentPage(static_cast<int>(i));
        };
        showCompare();
        QVERIFY(!window->compareController()->comparison().outputs.empty());
        QVERIFY(!window.sessions()->hasUnsavedChanges());
        emit window->comparePage()->sentenceSubmitted("y");
        QVERIFY(window.sessions()->hasUnsavedChanges());
        QVERIFY(save(window, path("a.fovea")));
        window->actions()[Command::Undo]->trigger();
        QVERIFY(window.sessions()->hasUnsavedChanges());
        // A session without a comparison, with the page in front: it begins anew.
        QVERIFY(save(window, path("b.fovea")));
        QVERIFY(open(window, path("b.fovea")));
        QCOMPARE(window->compareController()->comparison().sentence, QString("x"));
        QVERIFY(!window->compareController()->comparison().outputs.empty());
        QVERIFY(!window.sessions()->hasUnsavedChanges());
    }

    void comparedBranchesComeBackWithoutTheirModel()
    {
        {
            Window window(folder_->path());
            window.tryWords(path("fake"));
            window->actions()[Command::CompareBranches]->trigger();
            QTRY_COMPARE(window->compareController()->comparison().outputs.size(), std::size_t(2));
            QVERIFY(save(window, path("a.fovea")));
        }
        QVERIFY(QDir().rename(path("fake"), path("away")));
        Window window(folder_->path());
        QVERIFY(open(window, path("a.fovea")));
        const app::Comparison &compared = window->compareController()->comparison();
        QCOMPARE(compared.outputs.size(), std::size_t(2));
        QCOMPARE(compared.outputs[0].source.title, QString("forced “w5”"));
        QCOMPARE(wordsOf(compared.outputs[0].trace), std::string("w2 w5 w6 w7 ⟨end⟩"));
        QCOMPARE(wordsOf(compared.outputs[1].trace), std::string("w2 w3 w4 ⟨end⟩"));
    }

    void aSessionOfAnOlderProgramLeavesTheComparisonAlone()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        QVERIFY(save(first, path("a.fovea")));
        QFile file(path("a.fovea"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        QJsonObject view = root["view"].toObject();
        for (const char *key : {"compare", "lists", "page"}) {
            QVERIFY2(view.contains(key), key);
            view.remove(key);
        }
        root["view"] = view;
        QVERIFY(writeText(path("old.fovea"), QJsonDocument(root).toJson()));
        first->actions()[Command::CompareBranches]->trigger();
        QTRY_COMPARE(first->compareController()->comparison().outputs.size(), std::size_t(2));
        QVERIFY(open(first, path("old.fovea")));
        QCOMPARE(first.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QCOMPARE(first->compareController()->comparison().outputs.size(), std::size_t(2));
        QCOMPARE(first->currentPage(), 0);
    }

    void openingCanBeUndone()
    {
        Window window(folder_->path());
        window.tryWords(path("fake"));
        QVERIFY(save(window, path("a.fovea")));
        window->translatePage()->setSentence("endless");
        window.controller()->startWith("endless");
        QTRY_COMPARE(window.words(), QString("w2"));
        QTRY_VERIFY(window.idle());
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window->translatePage()->sentence(), QString("x"));
        window->actions()[Command::Undo]->trigger();
        QTRY_COMPARE(window->translatePage()->sentence(), QString("endless"));
    }

    void aMissingModelIsSaidAndTheTraceOpens()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        QVERIFY(save(first, path("a.fovea")));
        QVERIFY(QDir().rename(path("fake"), path("away")));

        Window window(folder_->path());
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        const QString message = window->translatePage()->message();
        QVERIFY2(message.contains("fake") && message.contains("missing"), qPrintable(message));
        window.controller()->toEnd(); // of what was recorded: it goes no further
        QVERIFY(!window.position().canStep());
        QVERIFY(!window.position().canForce());
        // What cannot be shown is not lost: saved again and the model back, everything is there.
        QVERIFY(save(window, path("b.fovea")));
        QVERIFY(QDir().rename(path("away"), path("fake")));
        Window last(folder_->path());
        QVERIFY(open(last, path("b.fovea")));
        QVERIFY(last.position().canForce());
        QCOMPARE(last.position().reply.tree->nodes.size(), first.position().reply.tree->nodes.size());
    }

    void aChangedModelIsSaid()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        QVERIFY(save(first, path("a.fovea")));
        makeBundle(path("fake"), "WEIGHTS");
        Window window(folder_->path());
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QVERIFY2(window->translatePage()->message().contains("not the one"),
                 qPrintable(window->translatePage()->message()));
        QVERIFY(!window.position().canForce());
    }

    void aModelThatMovedWithTheProgramIsFound()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        QVERIFY(save(first, path("a.fovea")));
        QDir().mkpath(path("models"));
        QVERIFY(QDir().rename(path("fake"), path("models/fake")));
        makeBundle(path("models/other"));
        Window window(folder_->path());
        window.controller()->setModels({{"other", path("models/other"), MatchFunction::Additive, true},
                                        {"fake", path("models/fake"), MatchFunction::Additive, true}});
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window.position().modelPath, path("models/fake"));
        QVERIFY(window.position().canForce());
    }

    void tracesOfAFileComeBack()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        AttentionTrace trace = *first->translatePage()->trace();
        writeTrace(path("trace.json").toStdString(), trace);
        first->open({path("trace.json")});
        QTRY_VERIFY(first.position().fromFile());
        QVERIFY(save(first, path("a.fovea")));
        QFile::remove(path("trace.json"));
        Window window(folder_->path());
        QVERIFY(open(window, path("a.fovea")));
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QVERIFY(window.position().fromFile());
        QCOMPARE(window->translatePage()->message(), QString());
    }

    void damagedFilesAreRefused()
    {
        Window window(folder_->path());
        window.tryWords(path("fake"));
        const QSignalSpy failed(window.sessions(), &app::SessionController::failed);
        writeText(path("bad.fovea"), R"({"format":"fovea-session","version":1,"bundles":)");
        window->open({path("bad.fovea")});
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY2(failed[0][0].toString().contains("bad.fovea"), qPrintable(failed[0][0].toString()));
        window->open({path("none.fovea")});
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
    }

    void aFailedSaveKeepsTheOldFile()
    {
        Window window(folder_->path());
        window.tryWords(path("fake"));
        const QSignalSpy failed(window.sessions(), &app::SessionController::failed);
        window.sessions()->saveTo(path("no such folder/a.fovea"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(window.sessions()->hasUnsavedChanges());
        QCOMPARE(window.sessions()->path(), QString());
    }

    void onlyWhatWouldBeMissedIsAskedFor()
    {
        Window window(folder_->path());
        window->show();
        window->translatePage()->setSentence("x");
        window->open({path("fake")});
        QTRY_COMPARE(window.words(), QString("w2"));
        QVERIFY(!window.sessions()->hasUnsavedChanges()); // typing it again gives the same
        QVERIFY(window->close());

        window->show();
        window.tryWords(path("fake"));
        QVERIFY(!window->close());
        auto *box = window->findChild<QMessageBox *>("unsavedChanges");
        QVERIFY(box && box->isVisible());
        box->reject();
        QVERIFY(window->isVisible());
        QTRY_VERIFY(!window->findChild<QMessageBox *>("unsavedChanges"));

        QVERIFY(save(window, path("a.fovea")));
        QVERIFY(window->close()); // it is saved
        window->show();
        window.controller()->forceToken(2, 2);
        QTRY_VERIFY(window.sessions()->hasUnsavedChanges());
        QTRY_VERIFY(window.idle());
        QVERIFY(!window->close());
        box = window->findChild<QMessageBox *>("unsavedChanges");
        for (QAbstractButton *button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                button->click(); // save, then close
        QTRY_VERIFY(!window->isVisible());
        Window last(folder_->path());
        QVERIFY(open(last, path("a.fovea")));
        QVERIFY(last.words().startsWith("w2 w5 w2"));
        QVERIFY(last->close());
    }

    void discardedChangesAreNotWritten()
    {
        Window window(folder_->path());
        window->show();
        window.tryWords(path("fake"));
        QVERIFY(!window->close());
        auto *box = window->findChild<QMessageBox *>("unsavedChanges");
        for (QAbstractButton *button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        QTRY_VERIFY(!window->isVisible());
        QCOMPARE(filesIn(folder_->path()), QStringList());
    }

    void aKilledProgramIsRecovered()
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {"--child", path("saves"), path("fake")});
        QByteArray said;
        QVERIFY(QTest::qWaitFor(
            [&] {
                child.waitForReadyRead(50);
                said += child.readAllStandardOutput();
                return said.contains("saved");
            },
            60000));
        QCOMPARE(filesIn(path("saves")).size(), 1);
        {
            Window other(folder_->path()); // while the first one lives nothing is offered
            other.sessions()->startAutosave(path("saves"), other->recoveryBar(), kSoon);
            QCOMPARE(other->recoveryBar()->text(), QString());
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);

        Window window(folder_->path());
        window.sessions()->startAutosave(path("saves"), window->recoveryBar(), kSoon);
        QVERIFY(!window->recoveryBar()->text().isEmpty());
        {
            Window second(folder_->path()); // it is offered once
            second.sessions()->startAutosave(path("saves"), second->recoveryBar(), kSoon);
            QCOMPARE(second->recoveryBar()->text(), QString());
        }
        const auto buttons = window->recoveryBar()->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 2);
        const QSignalSpy opened(window.sessions(), &app::SessionController::opened);
        buttons[0]->click();
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QCOMPARE(window.sessions()->path(), QString()); // it had no name
        QVERIFY(window.sessions()->hasUnsavedChanges());
        QVERIFY(window->recoveryBar()->text().isEmpty());
        // Its own file takes the place of the one that was left.
        QTRY_VERIFY(filesIn(path("saves")).size() == 1 &&
                    filesIn(path("saves")).front().startsWith(QString::number(QCoreApplication::applicationPid())));
        window.window.reset();
        QCOMPARE(filesIn(path("saves")), QStringList());
    }

    void whatWasLeftCanBeDiscarded()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        QVERIFY(save(first, path("saves-0.fovea")));
        QDir().mkpath(path("saves"));
        QFile::copy(path("saves-0.fovea"), path("saves/1-left.fovea"));
        writeText(path("saves/2-left.fovea"), "not a session");
        Window window(folder_->path());
        const QSignalSpy failed(window.sessions(), &app::SessionController::failed);
        window.sessions()->startAutosave(path("saves"), window->recoveryBar(), kSoon);
        // One after the other: the damaged one is kept aside, the other one goes.
        for (int i = 0; i < 2 && !window->recoveryBar()->text().isEmpty(); ++i) {
            const bool damaged = QFile::exists(path("saves/2-left.fovea.lock"));
            const auto buttons = window->recoveryBar()->findChildren<QPushButton *>();
            buttons[damaged ? 0 : 1]->click();
            if (damaged)
                QTRY_COMPARE(failed.size(), 1);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        Window second(folder_->path());
        second.sessions()->startAutosave(path("saves"), second->recoveryBar(), kSoon);
        for (int i = 0; i < 2 && !second->recoveryBar()->text().isEmpty(); ++i) {
            second->recoveryBar()->findChildren<QPushButton *>()[1]->click();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QCOMPARE(filesIn(path("saves")), QStringList());
    }

    void instancesDoNotShareAFile()
    {
        Window first(folder_->path());
        Window second(folder_->path());
        for (Window *window : {&first, &second})
            window->sessions()->startAutosave(path("saves"), (*window)->recoveryBar(), kSoon);
        first.tryWords(path("fake"));
        QTRY_COMPARE(filesIn(path("saves")).size(), 1);
        second.tryWords(path("fake"));
        QTRY_COMPARE(filesIn(path("saves")).size(), 2);
        QCOMPARE(first->recoveryBar()->text() + second->recoveryBar()->text(), QString());
        second.window.reset();
        QCOMPARE(filesIn(path("saves")).size(), 1);
    }

    void nothingIsSavedByItselfBeforeAChange()
    {
        Window window(folder_->path());
        window.sessions()->startAutosave(path("saves"), window->recoveryBar(), kSoon);
        window->translatePage()->setSentence("x");
        window->open({path("fake")});
        QTRY_COMPARE(window.words(), QString("w2"));
        QTest::qWait(5 * kSoon);
        QCOMPARE(filesIn(path("saves")), QStringList());
    }

    /// Other files stand in a session, too: what it is is told by its own format.
    void aSessionThatBeginsWithATraceOverAPicture()
    {
        AttentionTrace trace;
        trace.source = {SourceAxis::Kind::Grid, {}, 1, 1, 3};
        AttentionStep step;
        step.token = "dog";
        step.weights = Vector::Constant(3, Scalar(1) / 3);
        trace.steps = {step};
        Session session;
        session.inputs.push_back({"/pictures/dog.jpg", -1, {}, 0, {{0, trace}}});
        session.viewJson = R"({"inputs":[{"page":"caption"}],"page":"caption"})";
        writeSession(path("dog.fovea").toStdString(), session);
        Window window(folder_->path());
        window->start({path("dog.fovea")});
        QTRY_COMPARE(window.sessions()->path(), path("dog.fovea"));
        QCOMPARE(wordsOf(window->captionPage()->trace()), std::string("dog"));
    }

    void theCommandLineOpensASession()
    {
        Window first(folder_->path());
        first.tryWords(path("fake"));
        QVERIFY(save(first, path("a.fovea")));
        Window window(folder_->path());
        window->start({path("a.fovea")});
        QTRY_COMPARE(window.words(), QString("w2 w5 w6 w7 ⟨end⟩"));
        QTRY_COMPARE(window.sessions()->path(), path("a.fovea"));
    }
};

int runChild(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    Window window(folder.path());
    window.sessions()->startAutosave(argv[2], window->recoveryBar(), kSoon);
    window.tryWords(argv[3]);
    while (filesIn(argv[2]).isEmpty())
        QTest::qWait(10);
    std::cout << "saved" << std::endl;
    return QApplication::exec(); // until it is killed
}

int main(int argc, char **argv)
{
    if (argc == 4 && std::string_view(argv[1]) == "--child")
        return runChild(argc, argv);
    QApplication application(argc, argv);
    TestSessions test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_sessions.moc"
