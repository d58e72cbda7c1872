#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include <QGuiApplication>
#include <QString>

#include "app/commands/commands.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"
#include "ui/render/figure.h"
#include "ui/render/label_text.h"

namespace fovea::app
{

namespace
{

CommandSyntax syntax()
{
    return {"render",
            "Draw an attention matrix of a trace file as a picture.",
            {"FILE"},
            {{"index", 'n', "INDEX", "which trace of the file, from 0 (default 0)"},
             {"output", 'o', "FIGURE.png|svg|pdf", "the picture; its suffix says the format", true},
             {"view", 0, "matrix", "what to draw (default matrix)"},
             {"colormap", 0, "NAME", "viridis, magma, cividis, greys or diverging (default viridis)"},
             {"scale", 0, "N", "pixels of a PNG for one of the screen, 0.25 to 8 (default 2)"}},
            "FILE is trace JSON, as the window exports it, or JSON Lines, as `fovea translate --format json` writes "
            "them.\n"};
}

ui::FigureOptions figureOptions(const Options &options)
{
    const std::string view = options.text("view", "matrix");
    if (view == "links" || view == "overlay")
        throw UsageError("option --view: " + view + " is not available yet, only matrix is");
    options.choice("view", {"matrix"}, "matrix");

    ui::FigureOptions figure;
    const auto map = options.choice("colormap", {"viridis", "magma", "cividis", "greys", "diverging"}, "viridis");
    figure.colorMap = *ui::colorMapFromName(map);
    figure.pngScale = options.number("scale", 2, 0.25, 8);
    return figure;
}

void requireFigureSuffix(const std::filesystem::path &path)
{
    const std::string suffix = path.extension().string();
    if (suffix != ".png" && suffix != ".svg" && suffix != ".pdf")
        throw UsageError("option -o: '" + path.string() + "' must end in .png, .svg or .pdf");
}

QString titleOf(const AttentionTrace &trace)
{
    const QString source = QString::fromStdString(trace.sourceText);
    const QString target = QString::fromStdString(trace.targetText);
    return source.isEmpty() || target.isEmpty() ? source + target : source + QStringLiteral(" → ") + target;
}

/// A figure of empty boxes instead of Chinese is of no use.
void requireFonts(const AttentionTrace &trace)
{
    QString text = titleOf(trace);
    for (const std::string &label : trace.source.labels)
        text += QString::fromStdString(label);
    for (const AttentionStep &step : trace.steps)
        text += QString::fromStdString(step.token);
    const QList<uint> characters = text.toUcs4();
    if (std::any_of(characters.begin(), characters.end(), [](uint c) { return ui::isCjk(c); }) && !ui::hasChineseFont())
        throw InputError("no font for Chinese is installed: install the package fonts-noto-cjk");
}

/// Qt's remarks about the system (no XDG_RUNTIME_DIR, ...) are not for standard error, which has one line for each
/// problem.
class QuietQt
{
public:
    QuietQt() : previous_(qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {})) {}
    ~QuietQt() { qInstallMessageHandler(previous_); }
    QuietQt(const QuietQt &) = delete;
    QuietQt &operator=(const QuietQt &) = delete;

private:
    QtMessageHandler previous_;
};

int run(const Options &options, Console &)
{
    const int index = options.integer("index", 0, 0, 1'000'000'000);
    const std::filesystem::path output = options.text("output");
    requireFigureSuffix(output);

    // Fonts need an application object, but no display.
    const QuietQt quiet;
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    int argumentCount = 1;
    std::array<char, 6> programName{"fovea"};
    std::array<char *, 2> arguments{programName.data(), nullptr};
    const QGuiApplication application(argumentCount, arguments.data());

    ui::FigureOptions figure = figureOptions(options);
    const AttentionTrace trace = readTrace(options.argument(0), static_cast<std::size_t>(index));
    requireFonts(trace);
    figure.title = titleOf(trace);
    figure.subtitle = QString::fromStdString(trace.model.name);
    ui::exportFigure(trace, figure, output);
    return kDone;
}

} // namespace

Command renderCommand() { return {syntax(), run}; }

} // namespace fovea::app
