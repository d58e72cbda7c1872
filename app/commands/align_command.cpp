#include <algorithm>
#include <optional>

#include "app/commands/commands.h"
#include "app/commands/progress_line.h"
#include "core/align/aligner.h"
#include "core/align/alignment_units.h"
#include "core/io/atomic_file.h"
#include "core/metrics/alignment.h"

namespace fovea::app
{

namespace
{

CommandSyntax syntax()
{
    return {"align",
            "Align the words of translated lines statistically.",
            {},
            {{"source", 0, "FILE", "lines of one language", true},
             {"target", 0, "FILE", "their translations, line by line", true},
             {"output", 'o', "FILE|-", "where to write; a file appears only when all is done (default -)"},
             {"symmetrize", 0, "NAME", "intersection, union, grow-diag or grow-diag-final-and (default)"},
             {"threads", 0, "N", "threads to use (default: one for every processor); the links are the same"}},
            "Writes links i-j, 0-based, source first, a line for each line of input, as Pharaoh and fast_align do. "
            "Words are\n"
            "those between blanks and tabs; a language without blanks (Chinese, Japanese) is aligned by character. "
            "Case and\n"
            "punctuation at the ends of a word do not count. The aligner learns from these lines alone: IBM model 2 "
            "with a\n"
            "diagonal prior, then a hidden Markov model, in both directions.\n"};
}

Symmetrization symmetrizationOf(const Options &options)
{
    const std::string wanted = options.text("symmetrize", name(Symmetrization::GrowDiagFinalAnd));
    if (const auto found = symmetrizationFromName(wanted))
        return *found;
    throw UsageError("option --symmetrize: '" + wanted +
                     "' is not intersection, union, grow-diag or grow-diag-final-and");
}

/// One language of the lines, as units and their numbers.
class Side
{
public:
    explicit Side(const std::vector<std::string> &lines) : unit_(alignmentUnitOf(lines)) {}
    std::vector<int> number(const std::string &line) { return vocabulary_.number(alignmentUnits(line, unit_)); }

private:
    AlignmentUnit unit_;
    UnitVocabulary vocabulary_;
};

std::vector<IdPair> numberPairs(const std::vector<std::string> &sources, const std::vector<std::string> &targets)
{
    Side source(sources);
    Side target(targets);
    std::vector<IdPair> pairs;
    pairs.reserve(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i)
        pairs.push_back({source.number(sources[i]), target.number(targets[i])});
    return pairs;
}

int run(const Options &options, Console &console)
{
    const Symmetrization how = symmetrizationOf(options);
    AlignerOptions aligning;
    aligning.threads = threadCount(options);
    const std::string sourcePath = options.text("source");
    const std::string targetPath = options.text("target");
    RunControl control;
    control.stop = console.stop.get_token();
    std::vector<std::string> sources = readTextLines(sourcePath, control.stop);
    std::vector<std::string> targets = readTextLines(targetPath, control.stop);
    dropSurplusBlanks(sources, targets);
    requireEqualLines(sourcePath, {std::ssize(sources), std::ssize(sources)}, targetPath,
                      {std::ssize(targets), std::ssize(targets)});

    const std::vector<IdPair> pairs = numberPairs(sources, targets);
    ProgressLine progress(console.err, console.errTerminal);
    control.progress = [&progress](long long done, long long total) {
        progress.show("iteration " + std::to_string(done) + " of " + std::to_string(total));
    };
    const auto aligner = BidirectionalAligner::train(pairs, aligning, control);
    progress.clear();

    const std::string output = options.text("output", "-");
    std::optional<AtomicFile> file;
    if (output != "-")
        file.emplace(output);
    for (const IdPair &pair : pairs) {
        if (control.stopRequested())
            throw Cancelled();
        const std::string line = pharaohLine(aligner.links(pair, how)) + "\n";
        if (file)
            file->write(line);
        else
            console.out << line;
    }
    if (file)
        file->commit();
    console.out.flush();
    requireGood(console.out);
    return kDone;
}

} // namespace

Command alignCommand() { return {syntax(), run}; }

} // namespace fovea::app
