#include "core/metrics/subwords.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>

#include "core/metrics/alignment.h"
#include "core/metrics/attention_metrics.h"
#include "core/metrics/special_tokens.h"
#include "core/types/error.h"
#include "core/types/utf8.h"

namespace fovea
{

namespace
{

constexpr std::string_view kWordBegin = "▁";
constexpr std::string_view kShownSpace = "␣"; // how a lone ▁ is displayed
constexpr std::string_view kJoiner = "@@";
constexpr std::string_view kContinuation = "##";

bool beginsWord(std::string_view piece) { return piece.starts_with(kWordBegin); }
bool joinsNext(std::string_view piece) { return piece.size() > kJoiner.size() && piece.ends_with(kJoiner); }
bool continues(std::string_view piece)
{
    return piece.size() > kContinuation.size() && piece.starts_with(kContinuation);
}

/// Code points that a person sees.
std::vector<char32_t> visible(std::string_view piece)
{
    std::vector<char32_t> list;
    if (piece == kShownSpace)
        return list;
    for (std::size_t at = 0; at < piece.size();) {
        const CodePoint point = codePointAt(piece, at);
        at += point.length;
        if (!isWhitespace(point.value) && point.value != U'▁')
            list.push_back(point.value);
    }
    return list;
}

SubwordMarks marksOf(std::span<const std::string> pieces)
{
    if (std::any_of(pieces.begin(), pieces.end(), beginsWord))
        return SubwordMarks::SentencePiece;
    if (std::any_of(pieces.begin(), pieces.end(), joinsNext))
        return SubwordMarks::Joiner;
    if (std::any_of(pieces.begin(), pieces.end(), continues))
        return SubwordMarks::WordPiece;
    return SubwordMarks::Automatic;
}

/// The whitespace word of each piece; -1 for none.
std::vector<Index> wordsByText(std::span<const std::string> pieces, std::string_view text)
{
    const Matrix shares = pieceShares(pieces, wordsOf(text));
    std::vector<Index> words(pieces.size(), -1);
    for (Index p = 0; p < shares.rows() && shares.cols() > 0; ++p)
        if (Index word = 0; shares.row(p).maxCoeff(&word) > 0)
            words[static_cast<std::size_t>(p)] = word;
    return words;
}

std::vector<int> groupPieces(std::span<const std::string> pieces, std::string_view text, SubwordMarks marks)
{
    if (marks == SubwordMarks::Automatic)
        marks = marksOf(pieces);
    std::vector<Index> words;
    if (marks == SubwordMarks::Automatic)
        words = wordsByText(pieces, text);
    const auto joins = [&](std::size_t p) {
        const std::string &left = pieces[p - 1], &right = pieces[p];
        if (isControlSymbol(left) || isControlSymbol(right))
            return false;
        if (marks == SubwordMarks::Joiner)
            return joinsNext(left);
        if (marks == SubwordMarks::WordPiece)
            return continues(right);
        const bool same =
            marks == SubwordMarks::SentencePiece ? !beginsWord(right) : words[p] >= 0 && words[p] == words[p - 1];
        if (!same)
            return false;
        const std::vector<char32_t> before = visible(left), after = visible(right);
        return before.empty() || after.empty() || !(isUnspaced(before.back()) || isUnspaced(after.front()));
    };
    std::vector<int> groups(pieces.size(), 0);
    for (std::size_t p = 1; p < pieces.size(); ++p)
        groups[p] = groups[p - 1] + (joins(p) ? 0 : 1);
    return groups;
}

std::vector<int> identity(std::size_t count)
{
    std::vector<int> groups(count);
    std::iota(groups.begin(), groups.end(), 0);
    return groups;
}

int groupCount(const std::vector<int> &groups) { return groups.empty() ? 0 : groups.back() + 1; }

void requireGroups(const std::vector<int> &groups, std::size_t count, const char *side)
{
    bool fit = groups.size() == count && (groups.empty() || groups.front() == 0);
    for (std::size_t p = 1; fit && p < groups.size(); ++p)
        fit = groups[p] == groups[p - 1] || groups[p] == groups[p - 1] + 1;
    if (!fit)
        throw InputError(std::string("the words do not fit the ") + side + " positions of the trace");
}

/// The text of a word from the texts of its pieces, without marks; A word of one piece keeps what may be its own.
std::string joined(std::span<const std::string> pieces)
{
    const bool alone = pieces.size() == 1;
    std::string word;
    for (std::string_view piece : pieces) {
        if (beginsWord(piece))
            piece.remove_prefix(kWordBegin.size());
        if (!alone && joinsNext(piece))
            piece.remove_suffix(kJoiner.size());
        if (!alone && continues(piece))
            piece.remove_prefix(kContinuation.size());
        if (alone || piece != kShownSpace)
            word += piece;
    }
    return word.empty() ? pieces.front() : word;
}

/// The pieces of a word in one, as the vocabulary would spell it.
std::string joinedPieces(std::span<const std::string> pieces)
{
    std::string word;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        std::string_view piece = pieces[p];
        if (p + 1 < pieces.size() && joinsNext(piece))
            piece.remove_suffix(kJoiner.size());
        if (p > 0 && continues(piece))
            piece.remove_prefix(kContinuation.size());
        word += piece;
    }
    return word;
}

Vector summed(const Vector &values, const std::vector<int> &groups)
{
    Vector words = Vector::Zero(groupCount(groups));
    for (std::size_t p = 0; p < groups.size(); ++p)
        words[groups[p]] += values[static_cast<Index>(p)];
    return words;
}

/// log sum exp within each word.
Vector summedEnergies(const Vector &energies, const std::vector<int> &groups)
{
    Vector largest = Vector::Constant(groupCount(groups), -std::numeric_limits<Scalar>::infinity());
    for (std::size_t p = 0; p < groups.size(); ++p)
        largest[groups[p]] = std::max(largest[groups[p]], energies[static_cast<Index>(p)]);
    std::vector<double> sums(static_cast<std::size_t>(largest.size()), 0.0);
    for (std::size_t p = 0; p < groups.size(); ++p)
        if (std::isfinite(largest[groups[p]]))
            sums[static_cast<std::size_t>(groups[p])] +=
                std::exp(static_cast<double>(energies[static_cast<Index>(p)] - largest[groups[p]]));
    for (Index word = 0; word < largest.size(); ++word)
        if (std::isfinite(largest[word]))
            largest[word] += static_cast<Scalar>(std::log(sums[static_cast<std::size_t>(word)]));
    return largest;
}

/// The steps of one word as one step; a single one keeps everything but what belongs to single columns.
AttentionStep mergedStep(std::span<const AttentionStep> steps, const std::vector<int> &sourceGroups)
{
    AttentionStep word = steps.back();
    std::vector<std::string> tokens, pieces;
    const auto count = static_cast<Scalar>(steps.size());
    word.weights.setZero();
    word.context.setZero();
    word.logProbability = 0;
    for (const AttentionStep &step : steps) {
        tokens.push_back(step.token);
        pieces.push_back(step.piece);
        if (word.weights.size() > 0)
            word.weights += step.weights;
        if (word.context.size() == step.context.size())
            word.context += step.context;
        word.logProbability += step.logProbability;
        word.forced = word.forced || step.forced;
        word.overridden = word.overridden || step.overridden;
    }
    word.token = joined(tokens);
    word.piece = joinedPieces(pieces);
    word.context /= count;
    if (word.weights.size() > 0)
        word.weights = summed(word.weights / count, sourceGroups);
    if (steps.size() > 1) {
        word.id = -1;
        word.candidates.clear();
        word.energies.resize(0);
    } else if (word.energies.size() == static_cast<Index>(sourceGroups.size())) {
        word.energies = summedEnergies(word.energies, sourceGroups);
    }
    return word;
}

/// One past the last position of the group that begins at `first`.
std::size_t endOfGroup(const std::vector<int> &groups, std::size_t first)
{
    std::size_t end = first;
    while (end < groups.size() && groups[end] == groups[first])
        ++end;
    return end;
}

} // namespace

bool isUnspaced(char32_t c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

SubwordGroups subwordGroups(const AttentionTrace &trace, const SubwordOptions &options)
{
    SubwordGroups groups{identity(static_cast<std::size_t>(trace.source.size())), identity(trace.steps.size())};
    if (options.source && trace.source.kind == SourceAxis::Kind::Sequence)
        groups.source = groupPieces(trace.source.labels, trace.sourceText, options.marks);
    if (options.target) {
        std::vector<std::string> pieces;
        for (const AttentionStep &step : trace.steps)
            pieces.push_back(step.piece.empty() ? step.token : step.piece);
        groups.target = groupPieces(pieces, trace.targetText, options.marks);
    }
    return groups;
}

AttentionTrace mergeSubwords(const AttentionTrace &trace, const SubwordGroups &groups)
{
    requireGroups(groups.source, static_cast<std::size_t>(trace.source.size()), "source");
    requireGroups(groups.target, trace.steps.size(), "target");
    weightMatrix(trace); // refuses rows that do not fit
    AttentionTrace words = trace;
    words.steps.clear();
    for (std::size_t t = 0; t < trace.steps.size();) {
        const std::size_t end = endOfGroup(groups.target, t);
        words.steps.push_back(mergedStep({&trace.steps[t], end - t}, groups.source));
        t = end;
    }
    if (trace.source.kind != SourceAxis::Kind::Sequence)
        return words;
    if (groupCount(groups.source) < static_cast<int>(groups.source.size()))
        words.annotations.resize(0, 0);
    words.source.labels.clear();
    for (std::size_t p = 0; p < groups.source.size();) {
        const std::size_t end = endOfGroup(groups.source, p);
        words.source.labels.push_back(joined({&trace.source.labels[p], end - p}));
        p = end;
    }
    return words;
}

AttentionTrace mergeSubwords(const AttentionTrace &trace, const SubwordOptions &options)
{
    return mergeSubwords(trace, subwordGroups(trace, options));
}

} // namespace fovea
