#include <QApplication>
#include <QIcon>
#include <QSettings>
#include <QStandardPaths>

#include "app/commands/command_line.h"
#include "app/support/language.h"
#include "app/window/main_window.h"
#include "core/io/trace_file.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/text/file_path.h"

namespace
{

int runWindow(int &argc, char **argv)
{
    using namespace fovea::app;
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Fovea"));
    QApplication::setApplicationName(QStringLiteral("Fovea"));
    QApplication::setApplicationVersion(QStringLiteral(FOVEA_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("fovea"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/fovea/icons/fovea.svg")));

    auto store = std::make_unique<QSettings>();
    const Settings settings = loadSettings(*store);
    LanguageSwitch language;
    // Without a font for it, an interface in Chinese would be boxes, the notice that says so included.
    language.setLanguage(fovea::ui::hasChineseFont() ? settings.language : QStringLiteral("en"));
    fovea::ui::applyTheme(application, settings.appearance);

    WindowServices services{openTranslationModel,
                            [](const std::filesystem::path &path) { return fovea::readTraces(path); }, &language,
                            std::move(store)};
    services.autosaveFolder =
        QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/autosave");
    MainWindow window(std::move(services));
    window.show();
    QStringList files; // as bytes: not every name is text
    for (int i = 1; i < argc; ++i)
        files << fovea::ui::pathText(std::string_view(argv[i]));
    window.start(files);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && fovea::app::isCommand(argv[1]))
        return fovea::app::runCommand(argc, argv);
    return runWindow(argc, argv);
}
