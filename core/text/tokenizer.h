#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/line.h"

namespace fovea
{

/// Text to vocabulary indices and back. Immutable and safe to share between threads.
/// Every text goes through normalizeLine first, so any bytes are accepted.
class Tokenizer
{
public:
    struct Token {
        int id = -1;
        /// The input's own text that this token covers, as typed and without surrounding whitespace: an unknown 😀 reads
        /// 😀, a full-width ， reads ，. A token that is only a space reads "␣". Where one typed character
        /// becomes several tokens (㍿ = 株式会社) the others read as the vocabulary spells them.
        std::string surface;
    };

    virtual ~Tokenizer() = default;

    virtual int size() const = 0; ///< vocabulary size; ids are 0 .. size() - 1
    virtual int padId() const = 0;
    virtual int unknownId() const = 0;
    virtual int beginId() const = 0;
    virtual int endId() const = 0;

    /// The tokens of a line, no begin or end symbol added; none for a blank line.
    virtual std::vector<Token> tokenize(std::string_view utf8) const = 0;
    /// The ids of tokenize().
    virtual std::vector<int> encode(std::string_view utf8) const;
    /// The text of ids; begin, end and padding write nothing, unknown writes " ⁇ ". Throws InputError for an id outside
    /// the vocabulary.
    virtual std::string decode(std::span<const int> ids) const = 0;
    /// As the vocabulary spells it, e.g. "▁machine". Throws InputError for an id outside the vocabulary.
    virtual std::string piece(int id) const = 0;
    /// As a person reads it: "machine", "⟨end⟩", "⟨unk⟩", a lone space "␣".
    virtual std::string display(int id) const;
};

/// Opens a SentencePiece model file (BPE, unigram, word or character). Throws FileError with the path when it cannot be
/// read, is not a SentencePiece model, is larger than 64 MiB or 500,000 pieces, is damaged in a way that could
/// crash the library, or lacks one of <pad>, <unk>, <s>, </s>.
/// A character model reads Chinese without its spaces (withoutCjkSpaces) and every unknown character as its own token.
std::shared_ptr<const Tokenizer> openSentencePiece(const std::filesystem::path &path);

struct TokenizerTraining {
    enum class Kind {
        Character, ///< every character its own token, no space token in Chinese; for the Chinese source
        Bpe        ///< byte-pair pieces of words, digits apart; for English and German
    };

    Kind kind = Kind::Bpe;
    /// Upper limit, the four special symbols included. Characters: the most frequent ones; BPE: fewer pieces when the
    /// text has no more.
    int vocabularySize = 5000;
    /// Share of the text's characters that must have a piece of their own, in [0.98, 1]; the rest are unknown.
    double characterCoverage = 0.9995;
};

/// Trains a SentencePiece model with ids <pad> 0, <unk> 1, <s> 2, </s> 3 on lines of text and writes it to `out`.
/// Text is normalized with nmt_nfkc: full-width ， and Ａ become , and A, ligatures are split, case stays.
/// The same lines and options give the same file. Throws InputError (no text, vocabulary too small) or FileError.
void trainSentencePiece(std::span<const std::string> lines, const TokenizerTraining &options,
                        const std::filesystem::path &out);
/// The same on the lines of text files, read in order.
void trainSentencePiece(std::span<const std::filesystem::path> files, const TokenizerTraining &options,
                        const std::filesystem::path &out);

} // namespace fovea
