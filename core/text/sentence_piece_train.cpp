#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <unordered_map>

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include "core/io/atomic_file.h"
#include "core/text/tokenizer.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

class LineIterator final : public sentencepiece::SentenceIterator
{
public:
    explicit LineIterator(std::span<const std::string> lines) : lines_(lines) {}
    bool done() const override { return at_ >= lines_.size(); }
    void Next() override { ++at_; }
    const std::string &value() const override { return lines_[at_]; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    std::span<const std::string> lines_;
    std::size_t at_ = 0;
};

constexpr std::size_t kLongestLine = 16384; // bytes; longer ones are left out

using Arguments = std::unordered_map<std::string, std::string>;

Arguments trainerArguments(const TokenizerTraining &options)
{
    const bool bpe = options.kind == TokenizerTraining::Kind::Bpe;
    return {
        {"model_type", bpe ? "bpe" : "char"},
        {"vocab_size", std::to_string(options.vocabularySize)},
        {"character_coverage", std::to_string(options.characterCoverage)},
        {"pad_id", "0"},
        {"unk_id", "1"},
        {"bos_id", "2"},
        {"eos_id", "3"},
        {"normalization_rule_name", "nmt_nfkc"},
        // A text with fewer pieces than asked for gives a smaller vocabulary instead of an error.
        {"hard_vocab_limit", "false"},
        {"add_dummy_prefix", bpe ? "true" : "false"},
        {"split_digits", bpe ? "true" : "false"},
        {"byte_fallback", "false"},
        // No sampling, no shuffling, one thread: the same text gives the same file.
        {"input_sentence_size", "0"},
        {"shuffle_input_sentence", "false"},
        {"num_threads", "1"},
        {"max_sentence_length", std::to_string(kLongestLine)},
        {"minloglevel", "3"},
    };
}

/// The bytes of a model; empty when there is none.
std::string trained(std::span<const std::string> text, const Arguments &arguments)
{
    LineIterator iterator(text);
    std::string model;
    const auto status = sentencepiece::SentencePieceTrainer::Train(arguments, &iterator, &model);
    return status.ok() ? model : std::string();
}

/// Why a text does not make a tokenizer: SentencePiece itself names places in its source.
std::string problemOf(std::span<const std::string> text, const TokenizerTraining &options)
{
    if (std::all_of(text.begin(), text.end(), [](const std::string &line) { return line.size() > kLongestLine; }))
        return "every line is longer than " + std::to_string(kLongestLine) + " bytes: give one sentence a line";
    Arguments characters = trainerArguments(options);
    characters["model_type"] = "char";
    characters["vocab_size"] = "2000000"; // more than there are characters
    sentencepiece::SentencePieceProcessor alphabet;
    if (!alphabet.LoadFromSerializedProto(trained(text, characters)).ok())
        return "the text has no characters to make a vocabulary of";
    if (alphabet.GetPieceSize() > options.vocabularySize)
        return "a vocabulary of " + std::to_string(options.vocabularySize) +
               " is too small: the characters of the text alone need " + std::to_string(alphabet.GetPieceSize()) +
               "; give a larger \"vocabulary\" or a smaller \"coverage\"";
    return "SentencePiece cannot train on this text";
}

} // namespace

void trainSentencePiece(std::span<const std::string> lines, const TokenizerTraining &options,
                        const std::filesystem::path &out)
{
    if (options.vocabularySize < 5 || !(options.characterCoverage >= 0.98 && options.characterCoverage <= 1))
        throw InputError("a tokenizer needs a vocabulary of at least 5 and a character coverage in [0.98, 1]");
    std::vector<std::string> text;
    text.reserve(lines.size());
    for (const std::string &line : lines) {
        std::string normal = normalizeLine(line);
        if (options.kind == TokenizerTraining::Kind::Character)
            normal = withoutCjkSpaces(normal);
        if (!normal.empty())
            text.push_back(std::move(normal));
    }
    if (text.empty())
        throw InputError("there is no text to be trained on");
    const std::string model = trained(text, trainerArguments(options));
    if (model.empty())
        throw InputError(problemOf(text, options));
    writeFileAtomically(out, model);
}

void trainSentencePiece(std::span<const std::filesystem::path> files, const TokenizerTraining &options,
                        const std::filesystem::path &out)
{
    std::vector<std::string> lines;
    for (const std::filesystem::path &path : files) {
        std::ifstream in(path, std::ios::binary);
        if (!in)
            throw FileError(path.string(), std::string("cannot be read: ") + std::strerror(errno));
        for (std::string line; std::getline(in, line);)
            lines.push_back(std::move(line));
        if (in.bad())
            throw FileError(path.string(), std::string("cannot be read: ") + std::strerror(errno));
    }
    trainSentencePiece(std::span<const std::string>(lines), options, out);
}

} // namespace fovea
