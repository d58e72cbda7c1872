#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/types/attention.h"
#include "core/types/link.h"

namespace fovea
{

/// A person's alignment of one sentence pair. Both lists are sorted without duplicates; sure is a subset of possible.
struct GoldAlignment {
    std::vector<Link> sure;
    std::vector<Link> possible;
};

/// Reads one line: "i-j" (or "i-j-S") sure; "i-j-P", "ipj" or "i?j" possible; source first, whitespace between.
/// A pair given both ways is sure. Throws InputError that quotes what it cannot read.
GoldAlignment parseGoldAlignment(std::string_view line, bool oneBased = false);

/// One alignment a line. Throws FileError with the number of the line.
std::vector<GoldAlignment> readGoldAlignments(const std::filesystem::path &path, bool oneBased = false);

/// Alignment error rate over a corpus (Och & Ney 2003): AER = 1 - (|A n S| + |A n P|) / (|A| + |S|).
class AlignmentErrors
{
public:
    /// Links outside the sentence are the caller's mistake and count as wrong. Duplicate links count once.
    void add(std::vector<Link> links, const GoldAlignment &gold);

    double errorRate() const; ///< in [0, 1]; 0 when both sides are empty
    double precision() const; ///< |A n P| / |A|; 0 without links
    double recall() const;    ///< |A n S| / |S|; 0 without sure links
    long long links() const { return links_; }
    long long sureLinks() const { return sure_; }

private:
    long long links_ = 0;      // |A|
    long long sure_ = 0;       // |S|
    long long inSure_ = 0;     // |A n S|
    long long inPossible_ = 0; // |A n P|
};

/// Attention between words, I source words (rows) x J target words (columns): a trace's weights summed over the source
/// pieces of a word and averaged over its target pieces. Whatever is no word (the end symbol) is left out, so that a
/// column may sum to less than 1.
///
/// Pieces are found in the words by their characters, not by markers: it works for SentencePiece's ▁, for `@@`, for
/// plain tokens, and for Chinese characters against segmented words. Where the spelling differs (NFKC, unknown words)
/// the closest match of the whole line decides. Words without a piece have zero rows and columns.
/// Throws InputError when the trace's weights do not fit its axis. All 0 for a trace without weights.
Matrix wordWeights(const AttentionTrace &trace, std::span<const std::string> sourceWords,
                   std::span<const std::string> targetWords);

/// For every target word (column) the source word of largest weight, the first of equals; none for a zero column.
std::vector<Link> hardLinks(const Matrix &wordWeights);
/// Every pair with at least this weight, so that a target word may have several links or none.
std::vector<Link> hardLinks(const Matrix &wordWeights, double threshold);

/// Pharaoh format, "0-0 1-2", in the order given.
std::string pharaohLine(std::span<const Link> links);

/// Links of a trace over the words between blanks of `source`, the line that was decoded, and of its own output: what
/// `--format pharaoh` prints.
std::vector<Link> wordLinks(const AttentionTrace &trace, std::string_view source);

/// For each piece (rows) the share of each word (columns) in it, by characters: rows sum to 1, or to 0 for a piece that
/// belongs to no word. Exposed for views that group pieces into words.
Matrix pieceShares(std::span<const std::string> pieces, std::span<const std::string> words);

} // namespace fovea
