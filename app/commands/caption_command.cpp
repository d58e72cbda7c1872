#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include <QImage>

#include "app/commands/commands.h"
#include "app/commands/figure_application.h"
#include "app/commands/progress_line.h"
#include "app/support/figure_writer.h"
#include "app/support/ordered_map.h"
#include "core/decode/beam_search.h"
#include "core/io/trace_file.h"
#include "core/tasks/captioner.h"
#include "core/vision/picture_file.h"
#include "ui/render/figure/figure.h"
#include "ui/render/figure/figure_file.h"

namespace fovea::app
{

namespace
{

namespace fs = std::filesystem;

CommandSyntax syntax()
{
    return {
        "caption",
        "Caption pictures: one picture, one line, in the same order.",
        {"IMAGE..."},
        {{"model", 'm', "BUNDLE", "folder of the model", true},
         {"beam", 0, "N", "hypotheses that the search keeps; 1 is greedy (default 5)"},
         {"length-penalty", 0, "X", "exponent of the length normalization (default 0.6)"},
         {"format", 0, "text|json", "format of the output (default text)"},
         {"figure", 0, "FILE.png|svg|pdf", "draw the picture with the attention of every word"},
         {"threads", 0, "N", "threads to use (default: one for every processor)"}},
        "text     the picture's file name, a tab, the caption; in the name \\t, \\n, \\r, \\xHH and \\\\ stand for "
        "control\n"
        "         characters and the backslash\n"
        "json     one trace a line: words, weights of every word on rows x columns, probabilities, score\n"
        "\n"
        "JPEG, PNG, WebP, BMP and TIFF pictures of up to 100 megapixels. With several pictures --figure writes\n"
        "FILE-1.png, FILE-2.png, ... in their order. A picture that cannot be read is named on standard error, has\n"
        "no caption in its line, and makes the exit status 1; the others are captioned.\n"};
}

struct Picture {
    std::size_t index = 0;
    std::string path;
    std::shared_ptr<const Image> image; ///< for the figure
    AttentionTrace trace;
    std::string problem; ///< why there is no caption; empty: there is
};

/// A name that cannot be taken for the end of a field or line: control characters and the backslash as in C.
std::string escaped(const std::string &name)
{
    std::string text;
    for (const char c : name) {
        std::array<char, 8> code{};
        if (c == '\\' || c == '\t' || c == '\n' || c == '\r')
            text.append({'\\', c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\'});
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            text.append(code.data(), static_cast<std::size_t>(std::snprintf(code.data(), code.size(), "\\x%02x", c)));
        else
            text += c;
    }
    return text;
}

fs::path figurePath(const std::string &path)
{
    if (!ui::hasFigureSuffix(path))
        throw UsageError("option --figure: '" + path + "' must end in .png, .svg or .pdf");
    return path;
}

class Captioning
{
public:
    Captioning(const Options &options, Console &console)
        : console_(console), modelPath_(options.text("model")), pictures_(options.arguments()),
          json_(options.choice("format", {"text", "json"}, "text") == "json"), threads_(threadCount(options))
    {
        beam_.width = options.integer("beam", 5, 1, kMaxBeamWidth);
        beam_.lengthPenalty = options.number("length-penalty", 0.6, 0, 10);
        if (options.has("figure"))
            figure_ = figurePath(options.text("figure"));
    }

    int run()
    {
        captioner_ = Captioner::open(modelPath_);
        if (figure_)
            application_.emplace();
        ProgressLine progress(console_.err, console_.errTerminal && !console_.outTerminal);
        std::size_t next = 0;
        OrderedMap<Picture> map(threads_, console_.stop,
                                {[&]() -> std::optional<Picture> {
                                     if (next == pictures_.size())
                                         return std::nullopt;
                                     Picture picture;
                                     picture.index = next;
                                     picture.path = pictures_[next++];
                                     return picture;
                                 },
                                 [this](Picture &picture) { caption(picture); },
                                 [&](Picture &picture) {
                                     if (!picture.problem.empty())
                                         progress.clear();
                                     write(picture);
                                     if (progress.due())
                                         progress.show(progressText(picture.index + 1));
                                 }});
        map.run();
        if (console_.stop.stop_requested())
            throw Cancelled();
        return bad_ ? kBad : kDone;
    }

private:
    void caption(Picture &picture) const
    {
        RunControl control;
        control.stop = console_.stop.get_token();
        try {
            auto image = std::make_shared<const Image>(readPicture(fs::path(picture.path)));
            picture.trace = captioner_->caption(*image, picture.path, beam_, control);
            if (figure_)
                picture.image = std::move(image);
        } catch (const Cancelled &) {
            throw;
        } catch (const Error &error) {
            const std::string problem = error.what();
            picture.problem = problem.starts_with(picture.path) ? problem : picture.path + ": " + problem;
        }
    }

    void write(const Picture &picture)
    {
        if (picture.problem.empty() && figure_)
            writeFigure(picture);
        if (!picture.problem.empty()) {
            bad_ = true;
            console_.err << "fovea: " << picture.problem << std::endl;
        }
        if (json_) {
            AttentionTrace trace = picture.trace;
            if (!picture.problem.empty()) {
                trace.model = captioner_->info();
                const FeatureExtractor &extractor = captioner_->extractor();
                trace.source = {SourceAxis::Kind::Grid, {}, 1, extractor.rows(), extractor.columns()};
            }
            trace.sourceText = picture.path;
            console_.out << toJson(trace) << "\n";
        } else {
            console_.out << escaped(picture.path) << "\t" << picture.trace.targetText << "\n";
        }
        if (console_.flushLines)
            console_.out.flush();
        requireGood(console_.out);
    }

    void writeFigure(const Picture &picture) const
    {
        const Image &image = *picture.image;
        const QImage pixels(image.rgb.data(), image.width, image.height, 3 * static_cast<qsizetype>(image.width),
                            QImage::Format_RGB888); // the picture outlives the figure
        const QString fileName = QString::fromStdString(fs::path(picture.path).filename().string());
        ui::FigureOptions figure;
        figure.view = ui::FigureView::Gallery;
        figure.scale = ui::ScaleMode::PerRow;
        figure.title = QString::fromStdString(picture.trace.targetText);
        figure.subtitle = fileName + QStringLiteral(" · ") + QString::fromStdString(picture.trace.model.name);
        figure.picture.picture = std::make_shared<const ui::Picture>(pixels, fileName);
        figure.picture.grid = captioner_->extractor().geometry(image.width, image.height);
        requireFontsFor(ui::figureText(picture.trace, figure), console_);
        exportFigure(picture.trace, figure, figurePathOf(picture.index));
    }

    fs::path figurePathOf(std::size_t index) const
    {
        if (pictures_.size() == 1)
            return *figure_;
        fs::path path = *figure_;
        path.replace_filename(figure_->stem().string() + "-" + std::to_string(index + 1) +
                              figure_->extension().string());
        return path;
    }

    std::string progressText(std::size_t done) const
    {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
        const double rate = static_cast<double>(done) / seconds.count();
        return std::to_string(done) + " of " + std::to_string(pictures_.size()) + " pictures, " +
               std::to_string(std::lround(rate)) + " pictures/s, " +
               durationText(static_cast<double>(pictures_.size() - done) / rate) + " left";
    }

    Console &console_;
    std::string modelPath_;
    std::vector<std::string> pictures_;
    bool json_;
    int threads_;
    BeamOptions beam_;
    std::optional<fs::path> figure_;
    std::optional<FigureApplication> application_;
    std::shared_ptr<const Captioner> captioner_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    bool bad_ = false;
};

int run(const Options &options, Console &console) { return Captioning(options, console).run(); }

} // namespace

Command captionCommand() { return {syntax(), run}; }

} // namespace fovea::app
