#include "core/text/tokenizer.h"

namespace fovea
{

namespace
{
constexpr std::string_view kSpace = "▁"; // U+2581, SentencePiece's visible space
}

std::vector<int> Tokenizer::encode(std::string_view utf8) const
{
    std::vector<int> ids;
    for (const Token &token : tokenize(utf8))
        ids.push_back(token.id);
    return ids;
}

std::string Tokenizer::display(int id) const
{
    const std::string spelled = piece(id);
    if (id == endId())
        return "⟨end⟩";
    if (id == unknownId())
        return "⟨unk⟩";
    if (id == beginId())
        return "⟨begin⟩";
    if (id == padId())
        return "⟨pad⟩";
    std::string shown;
    for (std::size_t at = 0; at < spelled.size();) {
        if (std::string_view(spelled).substr(at).starts_with(kSpace)) {
            if (!shown.empty())
                shown.push_back(' ');
            at += kSpace.size();
        } else {
            shown.push_back(spelled[at++]);
        }
    }
    return shown.empty() ? "␣" : shown;
}

} // namespace fovea
