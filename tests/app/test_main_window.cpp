// links: fovea_app
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "app/export/exporter.h"
#include "app/export/picture_dialog.h"
#include "app/support/language.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "app/window/transport_bar.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"
#include "support/fake_translation_model.h"
#include "ui/caption/caption_page.h"
#include "ui/inspector/doctor_panel.h"
#include "ui/lists/items_page.h"
#include "ui/style/theme.h"
#include "ui/widgets/fold_section.h"
#include "ui/widgets/message_bar.h"

using namespace fovea;
using namespace fovea::test;
using app::Command;
using app::MainWindow;

namespace
{

/// Every action that a menu leads to.
void collect(const QMenu *menu, QSet<const QAction *> &found)
{
    for (const QAction *action : menu->actions()) {
        found << action;
        if (action->menu())
            collect(action->menu(), found);
    }
}

bool hasHan(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

void dropOn(QWidget *widget, const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &drop);
    QVERIFY(drop.isAccepted());
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<app::LanguageSwitch> language_;
    std::unique_ptr<MainWindow> window_;

    QString path(const QString &name) const { return folder_.filePath(name); }
    QAction *action(Command command) const { return window_->actions()[command]; }
    QString words() const { return QString::fromStdString(wordsOf(window_->translatePage()->trace())); }

    void makeWindow()
    {
        const auto open = [](const std::filesystem::path &bundle) {
            if (bundle.filename() == "bad")
                throw FileError(bundle.string(), "config.json: no such file");
            return std::make_shared<FakeTranslationModel>(bundle.filename().string());
        };
        window_ = std::make_unique<MainWindow>(
            app::WindowServices{open, [](const std::filesystem::path &file) { return readTraces(file); },
                                language_.get(), std::make_unique<QSettings>(path("fovea.ini"), QSettings::IniFormat)});
    }

    void makeFolder(const QString &name)
    {
        QDir(folder_.path()).mkpath(name);
        QFile config(path(name + "/config.json"));
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write(R"({"task": "translation"})") > 0);
    }

    void openFake(const QString &sentence = "x")
    {
        makeFolder("fake");
        window_->translatePage()->setSentence(sentence);
        window_->open({path("fake")});
        QTRY_COMPARE(words(), QString("w2"));
        QTRY_VERIFY(!window_->translateController()->isBusy());
    }

private slots:
    void initTestCase()
    {
        qputenv("FOVEA_MODELS", path("models").toUtf8());
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void init()
    {
        QFile::remove(path("fovea.ini"));
        language_ = std::make_unique<app::LanguageSwitch>();
        language_->setLanguage("en");
        makeWindow();
    }

    void cleanup()
    {
        window_.reset();
        language_.reset();
    }

    void everyActionCanBeFoundAndSaysWhatItDoes()
    {
        QSet<const QAction *> inMenus;
        const auto *bar = window_->findChild<QMenuBar *>();
        for (const QAction *top : bar->actions())
            collect(top->menu(), inMenus);
        QSet<QKeySequence> shortcuts;
        for (const auto &[command, one] : window_->actions().all()) {
            QVERIFY(!one->text().isEmpty());
            QVERIFY2(one->toolTip().size() > 4 && one->toolTip() != one->text(), qPrintable(one->text()));
            QVERIFY2(inMenus.contains(one), qPrintable(one->text()));
            if (!one->shortcut().isEmpty())
                QVERIFY(one->toolTip().contains(one->shortcut().toString(QKeySequence::NativeText)));
            for (const QKeySequence &keys : one->shortcuts()) {
                QVERIFY2(!shortcuts.contains(keys), qPrintable(keys.toString()));
                shortcuts << keys;
            }
        }
        for (const QAction *one : inMenus)
            QVERIFY(one->isSeparator() || !one->text().isEmpty());
        for (const QToolButton *button : window_->findChild<app::TransportBar *>()->findChildren<QToolButton *>())
            QVERIFY(!button->toolTip().isEmpty());
    }

    void mnemonicsOfAMenuDiffer()
    {
        for (const char *code : {"en", "zh_CN"}) {
            language_->setLanguage(code);
            QCoreApplication::processEvents();
            const auto *bar = window_->findChild<QMenuBar *>();
            QList<const QMenu *> menus;
            for (const QAction *top : bar->actions())
                menus << top->menu();
            for (qsizetype i = 0; i < menus.size(); ++i) {
                QSet<QChar> keys;
                for (const QAction *one : menus[i]->actions()) {
                    if (one->menu())
                        menus << one->menu();
                    const qsizetype at = one->text().indexOf('&');
                    if (one->isSeparator() || at < 0)
                        continue;
                    const QChar key = one->text().at(at + 1).toLower();
                    QVERIFY2(!keys.contains(key), qPrintable(menus[i]->title() + ": " + one->text()));
                    keys << key;
                }
            }
        }
    }

    void actionsFollowWhatIsPossible()
    {
        for (const Command command : {Command::Step, Command::Back, Command::Restart, Command::ToEnd, Command::Play,
                                      Command::Stop, Command::Force, Command::ExportPicture, Command::Undo})
            QVERIFY(!action(command)->isEnabled());
        openFake();
        QVERIFY(action(Command::Step)->isEnabled());
        QVERIFY(!action(Command::Back)->isEnabled());
        action(Command::ToEnd)->trigger();
        QTRY_COMPARE(words(), QString("w2 w3 w4 ⟨end⟩"));
        QTRY_VERIFY(!action(Command::Step)->isEnabled());
        QVERIFY(action(Command::Back)->isEnabled());
        QVERIFY(window_->statusText().contains("step 4 of 4"));
        action(Command::Back)->trigger();
        QVERIFY(window_->statusText().contains("step 3 of 4"));
        QVERIFY(action(Command::Step)->isEnabled());
    }

    void undoneByTheKeyboardsAction()
    {
        openFake();
        emit window_->translatePage()->tokenForced(0, 5);
        QTRY_COMPARE(words(), QString("w5"));
        QTRY_VERIFY(action(Command::Undo)->isEnabled());
        action(Command::Undo)->trigger();
        QCOMPARE(words(), QString("w2"));
        action(Command::Redo)->trigger();
        QCOMPARE(words(), QString("w5"));
    }

    void languageChangesWithoutARestart()
    {
        const QString english = action(Command::Step)->text();
        const auto *bar = window_->findChild<QMenuBar *>();
        language_->setLanguage("zh_CN");
        QCoreApplication::processEvents();
        QVERIFY(action(Command::Step)->text() != english);
        QCOMPARE(bar->actions().front()->text(), QString("文件(&F)"));
        QVERIFY(window_->statusText().contains("没有模型"));
        for (const auto &[command, one] : window_->actions().all()) {
            QVERIFY2(hasHan(one->text()), qPrintable(one->text()));
            QVERIFY2(hasHan(one->toolTip()), qPrintable(one->toolTip()));
        }
        language_->setLanguage("en");
        QCoreApplication::processEvents();
        QCOMPARE(action(Command::Step)->text(), english);
    }

    void droppedFiles()
    {
        makeFolder("fake");
        window_->translatePage()->setSentence("x");
        dropOn(window_.get(), path("fake"));
        QTRY_COMPARE(words(), QString("w2"));
        const auto trace = window_->translatePage()->trace();
        writeTrace(path("t.json").toStdString(), *trace);
        dropOn(window_.get(), path("t.json"));
        QTRY_VERIFY(window_->translateController()->position().fromFile());
        QVERIFY(window_->settings().recentFiles.contains(path("t.json")));
        QVERIFY(window_->settings().recentFiles.contains(path("fake")));
    }

    void aTextFileIsAListOfSentences()
    {
        openFake();
        QFile file(path("lines.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one\n\ntwo\n") > 0);
        file.close();
        // Over a text field too, which would take the file's name for itself.
        const auto *edit = window_->translatePage()->findChild<QPlainTextEdit *>();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path("lines.txt"))});
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(edit->viewport(), &drop);
        QVERIFY(!drop.isAccepted()); // the window is asked next
        dropOn(window_.get(), path("lines.txt"));
        ui::ItemsPage *page = window_->sentencesPage();
        QCOMPARE(window_->pages()[static_cast<std::size_t>(window_->currentPage())].widget, page);
        QTRY_COMPARE(page->status().phase, ui::ItemListStatus::Phase::Done);
        QCOMPARE(page->model()->rowCount(), 3);
        QVERIFY(window_->settings().recentFiles.contains(path("lines.txt")));
        for (const Command command : {Command::Step, Command::ExportPicture, Command::ZoomIn, Command::Force})
            QVERIFY(!action(command)->isEnabled());
        QVERIFY(action(Command::ExportData)->isEnabled());
        QVERIFY2(window_->statusText().startsWith("lines.txt · fake · greedy · 2 decoded"),
                 qPrintable(window_->statusText()));
        QVERIFY(action(Command::EditSentence)->isEnabled());
        action(Command::EditSentence)->trigger(); // the input of a list is its filter
        QVERIFY(qobject_cast<QLineEdit *>(page->focusWidget()));
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        window_->findChild<QListWidget *>()->setFocus(); // the list of pages
        QTest::keyClick(window_.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(qobject_cast<QLineEdit *>(window_->focusWidget()));
        page->table()->setCurrentIndex(page->model()->index(2, 1));
        QTest::keyClick(page->table(), Qt::Key_Return);
        QCOMPARE(window_->currentPage(), 0);
        QTRY_COMPARE(words(), QString("w2 w3 w4 ⟨end⟩"));
        QCOMPARE(window_->translatePage()->sentence(), QString("two"));
    }

    void badBundleIsSaidInPlace()
    {
        makeFolder("bad");
        window_->open({path("bad")});
        QTRY_VERIFY(window_->translatePage()->message().contains("config.json: no such file"));
    }

    void whatIsUnknownIsSaid()
    {
        QDir(folder_.path()).mkpath("nothing");
        QFile file(path("film.bin"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\x01\x02\x03", 3) == 3);
        file.close();
        const auto *notice = window_->findChild<ui::MessageBar *>("notice");
        window_->open({path("nothing")});
        QVERIFY2(notice->text().contains("neither a model nor a folder"), qPrintable(notice->text()));
        window_->open({path("film.bin")});
        QVERIFY2(notice->text().contains("does not know what kind of file"), qPrintable(notice->text()));
        window_->open({path("gone.bin")});
        QVERIFY2(notice->text().contains("no such file"), qPrintable(notice->text()));
        openFake();
        QCOMPARE(notice->text(), QString());
    }

    /// A page that is not in front must not change, or complain, unseen.
    void whatIsOpenedComesToTheFront()
    {
        openFake();
        writeTrace(path("t.json").toStdString(), *window_->translatePage()->trace());
        for (const QString &name : {path("t.json"), path("fake")}) {
            window_->setCurrentPage(2);
            window_->open({name});
            QCOMPARE(window_->currentPage(), 0);
        }
    }

    void noModelsIsSaidInPlace()
    {
        window_->start({});
        QVERIFY(window_->translatePage()->message().contains(path("models")));
    }

    void settingsAreRemembered()
    {
        openFake();
        window_->resize(1000, 700);
        emit window_->translatePage()->matrixOptionsChanged({ui::ColorMapId::Magma, ui::ScaleMode::PerRow, false});
        window_->translateController()->setDecoding({5, 0.5});
        window_->translateController()->setSpeed(7);
        window_->exporter()->setPictureScale(3);
        window_->translatePage()->doctor()->section()->button()->click();
        QVERIFY(window_->captionPage()->doctor()->isFolded()); // on every page
        QTRY_VERIFY(!window_->translateController()->isBusy());
        window_->close();
        makeWindow();
        QCOMPARE(window_->size(), QSize(1000, 700));
        QCOMPARE(window_->translatePage()->matrixOptions(),
                 (ui::MatrixOptions{ui::ColorMapId::Magma, ui::ScaleMode::PerRow, false}));
        QVERIFY(action(Command::ScalePerRow)->isChecked());
        QVERIFY(!action(Command::ShowValues)->isChecked());
        QCOMPARE(window_->translatePage()->decoding(), (ui::DecodingChoice{5, 0.5}));
        QCOMPARE(window_->translateController()->speed(), 7.0);
        QCOMPARE(window_->exporter()->pictureScale(), 3.0);
        QVERIFY(window_->translatePage()->doctor()->isFolded());
        QCOMPARE(window_->settings().model, path("fake"));
    }

    void nonsenseInTheSettingsIsIgnored()
    {
        QSettings store(path("fovea.ini"), QSettings::IniFormat);
        store.setValue("view/colorMap", "plaid");
        store.setValue("decoding/beam", -3);
        store.setValue("decoding/speed", "nan");
        store.setValue("language", "xx");
        store.setValue("appearance", 12);
        const app::Settings settings = app::loadSettings(store);
        QCOMPARE(settings.matrix, ui::MatrixOptions());
        QCOMPARE(settings.decoding.beam, 1);
        QCOMPARE(settings.speed, app::kDefaultSpeed);
        QCOMPARE(settings.language, QString());
        QCOMPARE(settings.appearance, ui::Appearance::System);
    }

    void exportsWhatIsShown()
    {
        openFake();
        action(Command::ToEnd)->trigger();
        QTRY_COMPARE(words(), QString("w2 w3 w4 ⟨end⟩"));
        const auto trace = window_->translatePage()->trace();
        for (const char *name : {"a.png", "a.svg", "a.pdf"}) {
            QVERIFY(window_->exporter()->savePicture(*trace, {}, path(name)));
            QVERIFY(QFile(path(name)).size() > 500);
        }
        QVERIFY(window_->exporter()->saveData(*trace, path("a.json")));
        const auto read = readTraces(path("a.json").toStdString());
        QCOMPARE(read.size(), std::size_t(1));
        QCOMPARE(read.front().steps.size(), trace->steps.size());
        QVERIFY(window_->exporter()->saveData(*trace, path("a.csv")));
        QFile csv(path("a.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 5);
        action(Command::CopyPicture)->trigger();
        QVERIFY(!QGuiApplication::clipboard()->image().isNull());
        action(Command::CopyText)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("w2 w3 w4"));
    }

    void failedExportSaysWhyAndKeepsTheOldFile()
    {
        openFake();
        const auto trace = window_->translatePage()->trace();
        QVERIFY(window_->exporter()->saveData(*trace, path("kept.csv")));
        QFile kept(path("kept.csv"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const QByteArray before = kept.readAll();
        AttentionTrace broken = *trace;
        broken.steps[0].weights = Vector::Constant(2, Scalar(0.5)); // not as long as the source
        QVERIFY(!window_->exporter()->saveData(broken, path("kept.csv")));
        QVERIFY(window_->translatePage()->message().contains(path("kept.csv")));
        kept.seek(0);
        QCOMPARE(kept.readAll(), before);
        QVERIFY(!window_->exporter()->savePicture(*trace, {}, path("no/such/folder.png")));
        QVERIFY(window_->translatePage()->message().contains("folder.png"));
        QVERIFY(!window_->exporter()->saveData(*trace, path("name.txt")));
    }

    void pictureDialogOffersWhatFits()
    {
        openFake();
        app::PictureDialog dialog(*window_->translatePage()->trace(), {}, 3);
        QCOMPARE(dialog.suffix(), QString("png"));
        QCOMPARE(dialog.options().pngScale, 3.0);
        QCOMPARE(dialog.options().title, QString("x → w2"));
    }

    void fullScreenAndBack()
    {
        window_->show();
        action(Command::FullScreen)->trigger();
        QVERIFY(window_->isFullScreen());
        action(Command::FullScreen)->trigger();
        QVERIFY(!window_->isFullScreen());
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
