#pragma once

#include <string_view>

namespace fovea
{

/// What a SentencePiece model file says about itself, read without the library.
struct SentencePieceFile {
    enum class Model { Unigram = 1, Bpe = 2, Word = 3, Character = 4 };
    Model model = Model::Unigram;
    int pieces = 0;
};

/// Reads a serialized sentencepiece ModelProto and refuses (InputError, one line) whatever would make the library
/// crash, read outside its buffers or run without bound: it trusts the normalization trie, piece lengths and scores.
SentencePieceFile checkSentencePieceFile(std::string_view bytes);

} // namespace fovea
