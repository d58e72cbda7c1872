// links: fovea_app
//
// bench_startup BUNDLE
// Starts the program's window as app/main.cpp does, opens the bundle, and prints "ready" when the first word of the
// first example is on the screen. compare.py measures the time from starting the process to that line.

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <iostream>

#include "app/support/language.h"
#include "app/translate/translation_model.h"
#include "app/window/main_window.h"
#include "core/io/trace_file.h"
#include "ui/style/theme.h"
#include "ui/translate/translate_page.h"

int main(int argc, char **argv)
{
    using namespace fovea::app;
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    auto store = std::make_unique<QSettings>(folder.filePath("fovea.ini"), QSettings::IniFormat);
    const Settings settings = loadSettings(*store);
    LanguageSwitch language;
    language.setLanguage(settings.language);
    fovea::ui::applyTheme(application, settings.appearance);
    MainWindow window({openTranslationModel, [](const std::filesystem::path &path) { return fovea::readTraces(path); },
                       &language, std::move(store)});
    window.show();
    window.start(QApplication::arguments().mid(1));

    const TranslateController &controller = *window.translateController();
    bool ready = false;
    const auto quitWhenReady = [&] {
        const auto trace = window.translatePage()->trace();
        if (ready || controller.isBusy() || !trace || trace->steps.empty())
            return;
        ready = true;
        window.repaint();
        std::cout << "ready" << std::endl;
        QCoreApplication::exit(0);
    };
    QObject::connect(&controller, &TranslateController::changed, &window, quitWhenReady, Qt::QueuedConnection);
    QObject::connect(&controller, &TranslateController::openFailed, &window,
                     [](const QString &, const QString &reason) {
                         std::cerr << reason.toStdString() << '\n';
                         QCoreApplication::exit(1);
                     });
    QTimer::singleShot(30000, &window, [] { QCoreApplication::exit(1); });
    return QApplication::exec();
}
