#include <sentencepiece_processor.h>

#include "core/io/file_access.h"
#include "core/text/sentence_piece_file.h"
#include "core/text/tokenizer.h"
#include "core/types/error.h"
#include "core/types/utf8.h"

namespace fovea
{

namespace
{

constexpr std::uint64_t kMaximumFileBytes = 64u << 20;
constexpr const char *kVisibleSpace = "␣";
/// What stands for ill-formed UTF-8. SentencePiece makes a space of it, which at a line's end would vanish: it is given
/// a noncharacter of as many bytes, which no vocabulary knows.
constexpr std::string_view kReplacement = "\uFFFD";
constexpr std::string_view kStandIn = "\uFDD0";

/// Continues the character before it: combining marks, joiners, variation selectors, skin tones, tags.
bool extendsCharacter(char32_t c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
           (c >= 0xE0020 && c <= 0xE007F) || (c >= 0xE0100 && c <= 0xE01EF);
}

bool isRegionalIndicator(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

/// Splits a run of unknown text into what a person sees as single characters, whitespace dropped. ZWJ sequences
/// (👨‍👩‍👧), flags and marked letters stay whole. A simplification of Unicode's extended grapheme clusters.
std::vector<std::string> characters(std::string_view text)
{
    std::vector<std::string> list;
    bool joins = false;
    int indicators = 0; // regional indicators at the end of the current character
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const bool regional = isRegionalIndicator(point.value);
        const bool continues = joins || extendsCharacter(point.value) || (regional && indicators == 1);
        if (isWhitespace(point.value)) {
            joins = false;
            indicators = 0;
        } else {
            if (!continues || list.empty())
                list.emplace_back();
            list.back().append(text.substr(at, point.length));
            joins = point.value == 0x200D;
            indicators = regional ? (continues ? 2 : 1) : 0;
        }
        at += point.length;
    }
    return list;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += text.empty() ? word : " " + word;
    return text;
}

void exchange(std::string &text, std::string_view from, std::string_view to)
{
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

class SentencePieceTokenizer final : public Tokenizer
{
public:
    /// Throws InputError, one line without the path.
    explicit SentencePieceTokenizer(const std::string &bytes)
        : characters_(checkSentencePieceFile(bytes).model == SentencePieceFile::Model::Character)
    {
        const auto status = processor_.LoadFromSerializedProto(bytes);
        if (!status.ok())
            throw InputError(std::string("SentencePiece cannot use it: ") + status.error_message());
        const std::pair<int, const char *> required[] = {
            {padId(), "<pad>"}, {unknownId(), "<unk>"}, {beginId(), "<s>"}, {endId(), "</s>"}};
        for (const auto &[id, name] : required)
            if (id < 0 || id >= size())
                throw InputError(std::string("SentencePiece model has no ") + name + " piece");
    }

    int size() const override { return processor_.GetPieceSize(); }
    int padId() const override { return processor_.pad_id(); }
    int unknownId() const override { return processor_.unk_id(); }
    int beginId() const override { return processor_.bos_id(); }
    int endId() const override { return processor_.eos_id(); }

    std::vector<Token> tokenize(std::string_view utf8) const override
    {
        std::string line = characters_ ? withoutCjkSpaces(normalizeLine(utf8)) : normalizeLine(utf8);
        exchange(line, kReplacement, kStandIn);
        const auto text = processor_.EncodeAsImmutableProto(line);
        std::vector<Token> tokens;
        tokens.reserve(text.pieces_size());
        for (const auto &piece : text.pieces()) {
            const int id = static_cast<int>(piece.id());
            if (characters_ && id == unknownId()) {
                for (std::string &character : characters(piece.surface()))
                    tokens.push_back({id, std::move(character)});
                continue;
            }
            std::string surface = joined(wordsOf(piece.surface()));
            if (surface.empty())
                surface = id == unknownId() ? kVisibleSpace : display(id);
            tokens.push_back({id, std::move(surface)});
        }
        for (Token &token : tokens)
            exchange(token.surface, kStandIn, kReplacement);
        return tokens;
    }

    std::string decode(std::span<const int> ids) const override
    {
        for (const int id : ids)
            checkId(id);
        std::string text;
        const auto status = processor_.Decode(std::vector<int>(ids.begin(), ids.end()), &text);
        if (!status.ok())
            throw InputError(std::string("cannot decode: ") + status.error_message());
        return text;
    }

    std::string piece(int id) const override
    {
        checkId(id);
        return processor_.IdToPiece(id);
    }

private:
    void checkId(int id) const
    {
        if (id < 0 || id >= size())
            throw InputError("token " + std::to_string(id) + " is not in the vocabulary of " + std::to_string(size()));
    }

    bool characters_;
    sentencepiece::SentencePieceProcessor processor_;
};

} // namespace

std::shared_ptr<const Tokenizer> openSentencePiece(const std::filesystem::path &path)
{
    const std::string bytes = readFile(path, kMaximumFileBytes);
    try {
        return std::make_shared<const SentencePieceTokenizer>(bytes);
    } catch (const std::exception &error) {
        throw FileError(path.string(), error.what());
    }
}

} // namespace fovea
