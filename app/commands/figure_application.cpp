#include "app/commands/figure_application.h"

#include <algorithm>
#include <cstdlib>

#include <QString>

#include "core/types/error.h"
#include "ui/style/style.h"
#include "ui/text/glyph_coverage.h"
#include "ui/text/label_text.h"

namespace fovea::app
{

FigureApplication::FigureApplication()
    : previous_(qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {}))
{
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    application_ = std::make_unique<QGuiApplication>(argumentCount_, arguments_.data());
}

FigureApplication::~FigureApplication()
{
    application_.reset();
    qInstallMessageHandler(previous_);
}

void requireFontsFor(const QString &text, Console &console)
{
    const QList<uint> characters = text.toUcs4();
    if (std::any_of(characters.begin(), characters.end(), [](uint c) { return ui::isCjk(c); }) && !ui::hasChineseFont())
        throw InputError("no font for Chinese is installed: install the package fonts-noto-cjk");
    const QString missing = ui::glyphCoverage(text, ui::textFont(13)).missing;
    if (!missing.isEmpty())
        console.err << "fovea: boxes stand for what no installed font has: " << missing.toStdString() << std::endl;
}

} // namespace fovea::app
