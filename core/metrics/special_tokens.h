#pragma once

#include <algorithm>
#include <array>
#include <string_view>

// Words of a vocabulary that stand for no text, as the toolkits and our tokenizer spell them.

namespace fovea
{

inline constexpr std::array<std::string_view, 7> kEndSymbols{"⟨end⟩", "</s>",          "<eos>", "<EOS>",
                                                             "EOS",   "<|endoftext|>", "[SEP]"};
inline constexpr std::array<std::string_view, 6> kOtherSymbols{"<s>", "<bos>", "<BOS>", "[CLS]", "<pad>", "[PAD]"};
inline constexpr std::array<std::string_view, 5> kUnknownSymbols{"⟨unk⟩", "<unk>", "<UNK>", "[UNK]", "⁇"};

inline bool isEndSymbol(std::string_view token)
{
    return std::find(kEndSymbols.begin(), kEndSymbols.end(), token) != kEndSymbols.end();
}

/// End, begin and padding symbols.
inline bool isControlSymbol(std::string_view token)
{
    return isEndSymbol(token) || std::find(kOtherSymbols.begin(), kOtherSymbols.end(), token) != kOtherSymbols.end();
}

inline bool isUnknownSymbol(std::string_view token)
{
    return std::find(kUnknownSymbols.begin(), kUnknownSymbols.end(), token) != kUnknownSymbols.end();
}

} // namespace fovea
