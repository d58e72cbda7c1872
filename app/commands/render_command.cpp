#include <filesystem>

#include <QString>

#include "app/commands/commands.h"
#include "app/commands/figure_application.h"
#include "app/support/figure_writer.h"
#include "core/io/trace_file.h"
#include "core/types/error.h"
#include "ui/render/figure/figure.h"
#include "ui/render/figure/figure_file.h"

namespace fovea::app
{

namespace
{

CommandSyntax syntax()
{
    return {"render",
            "Draw the attention of a trace file as a picture.",
            {"FILE"},
            {{"index", 'n', "INDEX", "which trace of the file, from 0 (default 0)"},
             {"output", 'o', "FIGURE.png|svg|pdf", "the picture; its suffix says the format", true},
             {"view", 0, "matrix|links|overlay",
              "what to draw (default matrix); overlay: every word's weights on the picture's grid"},
             {"colormap", 0, "NAME", "viridis, magma, cividis, greys or diverging (default viridis)"},
             {"scale", 0, "N", "pixels of a PNG for one of the screen, 0.25 to 8 (default 2)"}},
            "FILE is trace JSON, as the window exports it, or JSON Lines, as `fovea translate --format json` writes "
            "them.\n"};
}

ui::FigureOptions figureOptions(const Options &options)
{
    const std::string view = options.choice("view", {"matrix", "links", "overlay"}, "matrix");
    ui::FigureOptions figure;
    if (view == "links")
        figure.view = ui::FigureView::Links;
    else if (view == "overlay")
        figure.view = ui::FigureView::Gallery;
    const auto map = options.choice("colormap", {"viridis", "magma", "cividis", "greys", "diverging"}, "viridis");
    figure.colorMap = *ui::colorMapFromName(map);
    figure.pngScale = options.number("scale", 2, 0.25, 8);
    return figure;
}

void requireFigureSuffix(const std::filesystem::path &path)
{
    if (!ui::hasFigureSuffix(path))
        throw UsageError("option -o: '" + path.string() + "' must end in .png, .svg or .pdf");
}

QString titleOf(const AttentionTrace &trace)
{
    const QString source = QString::fromStdString(trace.sourceText);
    const QString target = QString::fromStdString(trace.targetText);
    return source.isEmpty() || target.isEmpty() ? source + target : source + QStringLiteral(" → ") + target;
}

int run(const Options &options, Console &console)
{
    const int index = options.integer("index", 0, 0, 1'000'000'000);
    const std::filesystem::path output = options.text("output");
    requireFigureSuffix(output);

    const FigureApplication application;
    ui::FigureOptions figure = figureOptions(options);
    const AttentionTrace trace = readTrace(options.argument(0), static_cast<std::size_t>(index));
    figure.title = titleOf(trace);
    figure.subtitle = QString::fromStdString(trace.model.name);
    requireFontsFor(ui::figureText(trace, figure), console);
    try {
        exportFigure(trace, figure, output);
    } catch (const InputError &error) {
        throw FileError(options.argument(0), "trace " + std::to_string(index) + ": " + error.what());
    }
    return kDone;
}

} // namespace

Command renderCommand() { return {syntax(), run}; }

} // namespace fovea::app
