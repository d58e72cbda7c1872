#pragma once

#include <vector>

#include "core/types/attention.h"

namespace fovea
{

/// How a vocabulary marks the pieces of a word.
enum class SubwordMarks {
    Automatic,     ///< told from the pieces; without any mark by the whitespace of the trace's own text
    SentencePiece, ///< "▁" begins a word
    Joiner,        ///< "@@" at the end of a piece: the next piece goes on
    WordPiece,     ///< "##" at the begin of a piece: it goes on
};

struct SubwordOptions {
    bool source = true; ///< merge the columns; only of a sequence
    bool target = true; ///< merge the rows
    SubwordMarks marks = SubwordMarks::Automatic;
};

/// The word of every piece, counted from 0 and increasing by 0 or 1 from piece to piece.
struct SubwordGroups {
    std::vector<int> source; ///< n
    std::vector<int> target; ///< T
    bool operator==(const SubwordGroups &) const = default;
};

/// Han, kana, bopomofo, and their punctuation and full-width forms: what is written without spaces.
bool isUnspaced(char32_t c);

/// Which pieces make a word. End, begin and padding symbols stand alone. A Chinese or Japanese character begins and
/// ends a word of its own unless its vocabulary made one piece of several: text without spaces is not glued together.
SubwordGroups subwordGroups(const AttentionTrace &trace, const SubwordOptions &options = {});

/// The trace over words. Weights are summed over the source pieces and averaged over the target pieces of a word, so
/// that rows still sum to 1; contexts are averaged, log-probabilities summed, the state is the one after the last
/// piece. Energies: log sum exp over the source pieces, which keeps a = softmax(e); a row of several target pieces has
/// none. A word of several pieces has no candidates and no id; merged columns have no annotations. Throws InputError
/// when a step's weights or the groups do not fit the trace.
AttentionTrace mergeSubwords(const AttentionTrace &trace, const SubwordGroups &groups);
AttentionTrace mergeSubwords(const AttentionTrace &trace, const SubwordOptions &options = {});

} // namespace fovea
