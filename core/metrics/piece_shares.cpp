#include <algorithm>
#include <cstdint>
#include <limits>

#include "core/metrics/alignment.h"
#include "core/metrics/special_tokens.h"
#include "core/types/utf8.h"

namespace fovea
{

namespace
{

constexpr char32_t kAnything = 0x110000; // an unknown word: no code point, equal to every one
constexpr char32_t kMetaSpace = 0x2581;  // ▁
constexpr char32_t kOpenBox = 0x2423;    // ␣
constexpr int kNoWord = -1;

/// A character and the piece or word that it belongs to.
struct Character {
    char32_t value = 0;
    int owner = kNoWord;
};

void appendCharacters(std::vector<Character> &list, std::string_view text, int owner)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        if (!isWhitespace(point.value) && point.value != kMetaSpace && point.value != kOpenBox)
            list.push_back({point.value, owner});
    }
}

std::vector<Character> pieceCharacters(std::span<const std::string> pieces)
{
    std::vector<Character> list;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        std::string_view text = pieces[p];
        const int owner = static_cast<int>(p);
        if (p + 1 == pieces.size() && isEndSymbol(text))
            continue;
        if (isUnknownSymbol(text)) {
            list.push_back({kAnything, owner});
            continue;
        }
        if (text.size() > 2 && text.ends_with("@@"))
            text.remove_suffix(2);
        appendCharacters(list, text, owner);
    }
    return list;
}

std::vector<Character> wordCharacters(std::span<const std::string> words)
{
    std::vector<Character> list;
    for (std::size_t w = 0; w < words.size(); ++w)
        appendCharacters(list, words[w], static_cast<int>(w));
    return list;
}

/// Cost of taking one character for another; a replacement costs less than leaving both out.
int substitutionCost(char32_t a, char32_t b) { return a == b ? 0 : a == kAnything || b == kAnything ? 1 : 3; }

/// For each of a, the owner of the character of b that it is aligned with: minimal edit distance, ties taken from the
/// left.
std::vector<int> alignedOwners(const std::vector<Character> &a, const std::vector<Character> &b)
{
    enum Move : std::uint8_t { Both, SkipA, SkipB };
    constexpr int kSkip = 2;
    const std::size_t width = b.size() + 1;
    std::vector<std::uint8_t> moves((a.size() + 1) * width, SkipB);
    std::vector<int> cost(width);
    for (std::size_t j = 0; j < width; ++j)
        cost[j] = static_cast<int>(j) * kSkip;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        int diagonal = cost[0];
        cost[0] += kSkip;
        moves[i * width] = SkipA;
        for (std::size_t j = 1; j < width; ++j) {
            const int both = diagonal + substitutionCost(a[i - 1].value, b[j - 1].value);
            const int skipA = cost[j] + kSkip;
            const int skipB = cost[j - 1] + kSkip;
            diagonal = cost[j];
            cost[j] = std::min({both, skipA, skipB});
            moves[i * width + j] = cost[j] == both ? Both : cost[j] == skipA ? SkipA : SkipB;
        }
    }
    std::vector<int> owners(a.size(), kNoWord);
    for (std::size_t i = a.size(), j = b.size(); i > 0;) {
        const std::uint8_t move = moves[i * width + j];
        i -= move != SkipB;
        j -= move != SkipA;
        if (move == Both)
            owners[i] = b[j].owner;
    }
    return owners;
}

bool sameText(const std::vector<Character> &a, const std::vector<Character> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Character &x, const Character &y) { return x.value == y.value; });
}

/// A lone space belongs to the word that it introduces.
void giveSpacesToNextPiece(Matrix &shares, std::span<const std::string> pieces)
{
    for (Index p = shares.rows() - 2; p >= 0; --p) {
        std::vector<Character> visible;
        appendCharacters(visible, pieces[static_cast<std::size_t>(p)], 0);
        Index word = 0;
        if (visible.empty() && shares.cols() > 0 && shares.row(p + 1).maxCoeff() > 0) {
            while (shares(p + 1, word) == 0)
                ++word;
            shares(p, word) = 1;
        }
    }
}

} // namespace

Matrix pieceShares(std::span<const std::string> pieces, std::span<const std::string> words)
{
    // One byte a pair; beyond it (lines of 8,000 characters that differ) only the exact match is tried.
    constexpr std::size_t kMaximumPairs = 64'000'000;
    Matrix shares = Matrix::Zero(static_cast<Index>(pieces.size()), static_cast<Index>(words.size()));
    const std::vector<Character> a = pieceCharacters(pieces);
    const std::vector<Character> b = wordCharacters(words);
    const bool same = sameText(a, b);
    if (!same && a.size() * b.size() > kMaximumPairs)
        return shares;
    const std::vector<int> owners = same ? std::vector<int>{} : alignedOwners(a, b);
    for (std::size_t i = 0; i < a.size(); ++i) {
        const int word = same ? b[i].owner : owners[i];
        if (word != kNoWord)
            shares(a[i].owner, word) += 1;
    }
    for (Index p = 0; p < shares.rows(); ++p)
        if (const Scalar sum = shares.row(p).sum(); sum > 0)
            shares.row(p) /= sum;
    giveSpacesToNextPiece(shares, pieces);
    return shares;
}

} // namespace fovea
