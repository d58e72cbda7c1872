#include "core/metrics/alignment.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "core/io/text_lines.h"
#include "core/metrics/attention_metrics.h"
#include "core/types/error.h"
#include "core/types/utf8.h"

namespace fovea
{

namespace
{

struct ParsedLink {
    Link link;
    bool sure = true;
};

/// "i-j", "i-j-S", "i-j-P", "ipj", "i?j".
std::optional<ParsedLink> parseLink(std::string_view text, int base)
{
    ParsedLink parsed;
    const char *end = text.data() + text.size();
    const auto source = std::from_chars(text.data(), end, parsed.link.source);
    if (source.ec != std::errc{} || source.ptr == end)
        return std::nullopt;
    const char separator = *source.ptr;
    if (separator != '-' && separator != 'p' && separator != 'P' && separator != '?')
        return std::nullopt;
    const auto target = std::from_chars(source.ptr + 1, end, parsed.link.target);
    if (target.ec != std::errc{})
        return std::nullopt;
    const std::string_view mark(target.ptr, static_cast<std::size_t>(end - target.ptr));
    if (!mark.empty() && mark != "-P" && mark != "-p" && mark != "-S" && mark != "-s")
        return std::nullopt;
    parsed.sure = separator == '-' && (mark.empty() || mark == "-S" || mark == "-s");
    parsed.link.source -= base;
    parsed.link.target -= base;
    if (parsed.link.source < 0 || parsed.link.target < 0)
        return std::nullopt;
    return parsed;
}

void sortUnique(std::vector<Link> &links)
{
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
}

long long common(const std::vector<Link> &a, const std::vector<Link> &b)
{
    std::vector<Link> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return static_cast<long long>(both.size());
}

double ratio(long long part, long long whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

GoldAlignment parseGoldAlignment(std::string_view line, bool oneBased)
{
    GoldAlignment gold;
    for (const std::string &word : wordsOf(line)) {
        const auto parsed = parseLink(word, oneBased ? 1 : 0);
        if (!parsed)
            throw InputError("\"" + word.substr(0, 40) + "\" is not an alignment such as 0-1, 0-1-P or 0p1" +
                             (oneBased ? ", counted from 1" : ""));
        gold.possible.push_back(parsed->link);
        if (parsed->sure)
            gold.sure.push_back(parsed->link);
    }
    sortUnique(gold.sure);
    sortUnique(gold.possible);
    return gold;
}

std::vector<GoldAlignment> readGoldAlignments(const std::filesystem::path &path, bool oneBased)
{
    std::vector<GoldAlignment> all;
    for (const std::string &line : readTextLines(path)) {
        try {
            all.push_back(parseGoldAlignment(line, oneBased));
        } catch (const InputError &error) {
            throw FileError(path.string(), "line " + std::to_string(all.size() + 1) + ": " + error.what());
        }
    }
    return all;
}

void AlignmentErrors::add(std::vector<Link> links, const GoldAlignment &gold)
{
    sortUnique(links);
    links_ += static_cast<long long>(links.size());
    sure_ += static_cast<long long>(gold.sure.size());
    inSure_ += common(links, gold.sure);
    inPossible_ += common(links, gold.possible);
}

double AlignmentErrors::errorRate() const
{
    return links_ + sure_ == 0 ? 0.0 : 1 - ratio(inSure_ + inPossible_, links_ + sure_);
}
double AlignmentErrors::precision() const { return ratio(inPossible_, links_); }
double AlignmentErrors::recall() const { return ratio(inSure_, sure_); }

Matrix wordWeights(const AttentionTrace &trace, std::span<const std::string> sourceWords,
                   std::span<const std::string> targetWords)
{
    const auto I = static_cast<Index>(sourceWords.size());
    const auto J = static_cast<Index>(targetWords.size());
    const Matrix weights = weightMatrix(trace); // n x T
    if (weights.cols() == 0 || trace.source.kind != SourceAxis::Kind::Sequence)
        return Matrix::Zero(I, J);
    std::vector<std::string> targetPieces;
    for (const AttentionStep &step : trace.steps)
        targetPieces.push_back(step.piece.empty() ? step.token : step.piece);
    const Matrix sourceShares = pieceShares(trace.source.labels, sourceWords); // n x I
    Matrix targetShares = pieceShares(targetPieces, targetWords);              // T x J
    for (Index j = 0; j < J; ++j)
        if (const Scalar sum = targetShares.col(j).sum(); sum > 0)
            targetShares.col(j) /= sum;
    return sourceShares.transpose() * weights * targetShares;
}

std::vector<Link> hardLinks(const Matrix &wordWeights)
{
    std::vector<Link> links;
    for (Index j = 0; j < wordWeights.cols() && wordWeights.rows() > 0; ++j) {
        Index i = 0;
        if (wordWeights.col(j).maxCoeff(&i) > 0)
            links.push_back({static_cast<int>(i), static_cast<int>(j)});
    }
    return links;
}

std::vector<Link> hardLinks(const Matrix &wordWeights, double threshold)
{
    std::vector<Link> links;
    for (Index j = 0; j < wordWeights.cols(); ++j)
        for (Index i = 0; i < wordWeights.rows(); ++i)
            if (static_cast<double>(wordWeights(i, j)) >= threshold && wordWeights(i, j) > 0)
                links.push_back({static_cast<int>(i), static_cast<int>(j)});
    return links;
}

std::string pharaohLine(std::span<const Link> links)
{
    std::string line;
    for (const Link &link : links)
        line.append(line.empty() ? "" : " ")
            .append(std::to_string(link.source))
            .append("-")
            .append(std::to_string(link.target));
    return line;
}

std::vector<Link> wordLinks(const AttentionTrace &trace, std::string_view source)
{
    return hardLinks(wordWeights(trace, blankSeparated(source), blankSeparated(trace.targetText)));
}

} // namespace fovea
