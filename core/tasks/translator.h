#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/decode/beam_search.h"
#include "core/decode/hypothesis_tree.h"
#include "core/types/attention.h"
#include "core/types/run_control.h"

namespace fovea
{

class Tokenizer;
class Seq2Seq;

/// A translation bundle opened for decoding. Immutable and shared between threads; every begin() makes
/// its own decoding state.
class Translator
{
public:
    /// Throws FileError or ModelError (another task, missing tokenizer, sizes that disagree).
    static std::shared_ptr<const Translator> open(const std::filesystem::path &bundle);
    /// From parts in memory, as the trainer evaluates them. Throws ModelError when the sizes disagree.
    static std::shared_ptr<const Translator> assemble(ModelInfo info, std::unique_ptr<const Seq2Seq> model,
                                                      std::shared_ptr<const Tokenizer> source,
                                                      std::shared_ptr<const Tokenizer> target);
    ~Translator();

    const ModelInfo &info() const;
    const Tokenizer &sourceTokenizer() const;
    const Tokenizer &targetTokenizer() const;
    const Seq2Seq &model() const;

    /// Most source tokens that a sentence may have, the end symbol included; longer input is an InputError that says
    /// both numbers.
    int maxSourceTokens() const;
    /// Output limit for a source of n tokens: decoding that never ends stops there with complete = false.
    static int maxTargetTokens(Index n);

    /// Encodes the sentence; the tree holds only its root, and keeps the model alive. Throws InputError for a blank or
    /// too long sentence.
    std::unique_ptr<HypothesisTree> begin(std::string_view sentence) const;

    /// The words from the root to `leaf` with display texts; sourceText is `sentence` as normalized.
    AttentionTrace trace(const HypothesisTree &tree, NodeId leaf, std::string_view sentence) const;

    /// Target ids of a typed text, for forcing one word or a whole line (no end symbol).
    std::vector<int> targetIds(std::string_view text) const;

    /// begin + beam search (width 1 = greedy) + trace of the best hypothesis.
    AttentionTrace translate(std::string_view sentence, const BeamOptions &options,
                             const RunControl &control = {}) const;

    /// Scores and aligns a given output instead of searching. Throws InputError as begin() does, and for an output
    /// longer than any that could be found.
    AttentionTrace force(std::string_view sentence, std::string_view target) const;

private:
    struct Parts;
    explicit Translator(std::shared_ptr<const Parts> parts);
    std::unique_ptr<HypothesisTree> begin(std::string_view sentence, int leastSteps) const;

    std::shared_ptr<const Parts> parts_;
};

} // namespace fovea
