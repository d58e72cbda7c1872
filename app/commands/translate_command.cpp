#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>

#include "app/commands/commands.h"
#include "app/commands/progress_line.h"
#include "app/commands/trace_text.h"
#include "app/support/ordered_map.h"
#include "core/decode/beam_search.h"
#include "core/io/atomic_file.h"
#include "core/tasks/translator.h"
#include "core/text/tokenizer.h"

namespace fovea::app
{

namespace
{

CommandSyntax syntax()
{
    return {
        "translate",
        "Translate lines of text: one line in, one line out, in the same order.",
        {},
        {{"model", 'm', "BUNDLE", "folder of the model", true},
         {"input", 'i', "FILE|-", "text to translate; - is standard input (default -)"},
         {"output", 'o', "FILE|-", "where to write; a file appears only when all is done (default -)"},
         {"beam", 0, "N", "hypotheses that the search keeps; 1 is greedy (default 5)"},
         {"length-penalty", 0, "X", "exponent of the length normalization (default 0.6)"},
         {"force", 0, "FILE", "score and align these target lines instead of searching"},
         {"format", 0, "text|json|pharaoh|nematus", "format of the output (default text)"},
         {"threads", 0, "N", "threads to use (default: one for every processor)"}},
        "text     the translation; an empty line for an empty one\n"
        "json     one trace a line: tokens, weights, energies, probabilities, score\n"
        "pharaoh  links i-j between the words (split at spaces) of input and output, 0-based, input first\n"
        "nematus  a header, then a line of weights for every target token, then an empty line\n"
        "\n"
        "A line that the model cannot read, for example one that is too long, is named on standard error, gives an\n"
        "empty line, and makes the exit status 1. Ctrl-C keeps what is already on standard output, whole lines from\n"
        "the first on, and leaves a file named by -o as it was before; the exit status is then 130.\n"};
}

struct Line {
    long long number = 0; ///< from 1
    std::string source;
    std::string target; ///< with --force
    std::string output;
    std::string problem; ///< why there is no output; empty: there is
};

bool isRegularFile(const std::string &path)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

/// Standard output or a file that appears when it is complete.
class Output
{
public:
    Output(const std::string &path, Console &console) : console_(console)
    {
        if (path != "-")
            file_ = std::make_unique<AtomicFile>(path);
    }

    void write(const std::string &text)
    {
        if (file_) {
            file_->write(text);
            return;
        }
        console_.out << text;
        if (console_.flushLines)
            console_.out.flush();
        requireGood(console_.out);
    }

    void finish()
    {
        if (file_)
            file_->commit();
        console_.out.flush();
        requireGood(console_.out);
    }

private:
    Console &console_;
    std::unique_ptr<AtomicFile> file_;
};

/// The source lines, with their target lines when there are some.
class Input
{
public:
    Input(const std::string &source, const std::string &target, Console &console)
        : stop_(console.stop.get_token()), sourceStream_(open(source, console)),
          source_(sourceStream_ ? *sourceStream_ : console.in, source == "-" ? "standard input" : source)
    {
        if (target.empty())
            return;
        targetStream_ = open(target, console);
        target_.emplace(targetStream_ ? *targetStream_ : console.in, target == "-" ? "standard input" : target);
    }

    std::optional<Line> next()
    {
        std::optional<std::string> source = source_.next();
        std::optional<std::string> target = target_ ? target_->next() : std::nullopt;
        if (stop_.stop_requested())
            return std::nullopt;
        // A blank line may be missing, or one too many, at the end.
        if (target_ && ((source && !target && !isBlankLine(*source)) || (!source && target && !isRestBlank(*target))))
            refuseUnequal();
        if (!source)
            return std::nullopt;
        return Line{source_.number(), std::move(*source), target ? std::move(*target) : std::string(), {}, {}};
    }

    const std::string &name() const { return source_.name(); }

private:
    static std::unique_ptr<InputStream> open(const std::string &path, Console &console)
    {
        return path == "-" ? nullptr : std::make_unique<InputStream>(path, console.stop.get_token());
    }

    /// After the end of the source: the target's line and those after it are blank.
    bool isRestBlank(const std::string &line)
    {
        std::optional<std::string> next = line;
        while (next && isBlankLine(*next))
            next = target_->next();
        return !next;
    }

    [[noreturn]] void refuseUnequal()
    {
        const auto rest = [](LineReader &lines) {
            while (lines.next()) {
            }
            return std::to_string(lines.number()) + (lines.number() == 1 ? " line" : " lines");
        };
        const std::string sources = rest(source_);
        throw InputError(source_.name() + " has " + sources + " and " + target_->name() + " has " + rest(*target_) +
                         ": the numbers must be equal");
    }

    std::stop_token stop_;
    std::unique_ptr<InputStream> sourceStream_, targetStream_; ///< null: the console's
    LineReader source_;
    std::optional<LineReader> target_;
};

class Translation
{
public:
    Translation(const Options &options, Console &console) : console_(console)
    {
        format_ = *outputFormatFromName(options.choice("format", {"text", "json", "pharaoh", "nematus"}, "text"));
        beam_.width = options.integer("beam", 5, 1, kMaxBeamWidth);
        beam_.lengthPenalty = options.number("length-penalty", 0.6, 0, 10);
        inputPath_ = options.text("input", "-");
        outputPath_ = options.text("output", "-");
        forcePath_ = options.text("force");
        threads_ = threadCount(options);
        showProgress_ = console.errTerminal && (outputPath_ != "-" || !console.outTerminal);
        if (inputPath_ == "-" && forcePath_ == "-")
            throw UsageError("-i and --force cannot both be standard input");
        modelPath_ = options.text("model");
    }

    int run()
    {
        translator_ = Translator::open(modelPath_);
        if (needsWeights(format_) && translator_->info().match == MatchFunction::None)
            throw ModelError(modelPath_ + ": the model has no attention weights (match none)");
        countAhead();
        Input input(inputPath_, forcePath_, console_);
        Output output(outputPath_, console_);
        ProgressLine progress(console_.err, showProgress_);
        const auto start = std::chrono::steady_clock::now();

        OrderedMap<Line> lines(threads_, console_.stop,
                               {[&] { return input.next(); }, [this](Line &line) { translate(line); },
                                [&](Line &line) {
                                    if (!line.problem.empty()) {
                                        bad_ = true;
                                        progress.clear();
                                        console_.err << "fovea: " << input.name() << ":" << line.number << ": "
                                                     << line.problem << std::endl;
                                    }
                                    output.write(line.output);
                                    if (progress.due())
                                        progress.show(progressText(line.number, start));
                                }});
        lines.run();
        if (console_.stop.stop_requested())
            throw Cancelled();
        output.finish();
        return bad_ ? kBad : kDone;
    }

private:
    /// Files can be read for what is no text, and compared, before any work is done; their length gives the progress a
    /// total.
    void countAhead()
    {
        if (inputPath_ == "-" || !isRegularFile(inputPath_))
            return;
        const LineCount sources = countLines(inputPath_, console_.stop.get_token());
        total_ = sources.all;
        if (forcePath_.empty() || !isRegularFile(forcePath_))
            return;
        const LineCount targets = countLines(forcePath_, console_.stop.get_token());
        if (!console_.stop.stop_requested())
            requireEqualLines(inputPath_, sources, forcePath_, targets);
    }

    void translate(Line &line) const
    {
        try {
            line.output = outputText(traceOf(line), format_, line.number - 1, line.source);
        } catch (const InputError &error) {
            line.problem = error.what();
            line.output = outputText(AttentionTrace(), format_, line.number - 1, line.source);
        }
    }

    AttentionTrace traceOf(const Line &line) const
    {
        const bool blank = translator_->sourceTokenizer().encode(line.source).empty();
        if (!forcePath_.empty()) {
            if (blank && !normalizeLine(line.target).empty())
                throw InputError("an empty sentence has no translation to align");
            AttentionTrace trace = blank ? AttentionTrace() : translator_->force(line.source, line.target);
            trace.targetText = normalizeLine(line.target); // its spelling and words, not those of the pieces
            return trace;
        }
        RunControl control;
        control.stop = console_.stop.get_token();
        return blank ? AttentionTrace() : translator_->translate(line.source, beam_, control);
    }

    std::string progressText(long long done, std::chrono::steady_clock::time_point start) const
    {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        const double rate = static_cast<double>(done) / seconds.count();
        std::string text = std::to_string(done);
        if (total_ > 0)
            text += " of " + std::to_string(total_);
        text += " lines, " + std::to_string(std::lround(rate)) + " lines/s";
        if (total_ > 0)
            text += ", " + durationText(static_cast<double>(total_ - done) / rate) + " left";
        return text;
    }

    Console &console_;
    OutputFormat format_ = OutputFormat::Text;
    BeamOptions beam_;
    std::string modelPath_, inputPath_, outputPath_, forcePath_;
    int threads_ = 1;
    bool showProgress_ = false; ///< not in between lines on the same terminal
    long long total_ = 0;       ///< lines of the input; 0: not known
    std::shared_ptr<const Translator> translator_;
    bool bad_ = false;
};

int run(const Options &options, Console &console) { return Translation(options, console).run(); }

} // namespace

Command translateCommand() { return {syntax(), run}; }

} // namespace fovea::app
