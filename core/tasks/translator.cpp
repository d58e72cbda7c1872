#include "core/tasks/translator.h"

#include <algorithm>

#include "core/io/bundle.h"
#include "core/nn/seq2seq.h"
#include "core/tasks/decoded_trace.h"
#include "core/tasks/decoder_step_model.h"
#include "core/tasks/translation_bundle.h"
#include "core/text/tokenizer.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

constexpr int kMaxSourceTokens = 2000;

void checkVocabulary(const char *side, int modelSize, const Tokenizer &tokenizer, const std::string &bundle)
{
    if (tokenizer.size() != modelSize)
        throw ModelError(bundle + ": the " + side + " tokenizer has " + std::to_string(tokenizer.size()) +
                         " pieces, the model has " + std::to_string(modelSize));
}

} // namespace

struct Translator::Parts {
    ModelInfo info;
    std::unique_ptr<const Seq2Seq> model;
    std::shared_ptr<const Tokenizer> source;
    std::shared_ptr<const Tokenizer> target;
};

Translator::Translator(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

Translator::~Translator() = default;

std::shared_ptr<const Translator> Translator::open(const std::filesystem::path &folder)
{
    const Bundle bundle = readBundle(folder);
    const std::filesystem::path configPath = folder / "config.json";
    const TranslationConfig config = parseTranslationConfig(bundle.configText, configPath);
    auto source = openSentencePiece(requireFile(bundle, config.sourceTokenizer));
    auto target = openSentencePiece(requireFile(bundle, config.targetTokenizer));
    checkVocabulary("source", config.sizes.sourceVocabulary, *source, folder.string());
    checkVocabulary("target", config.sizes.targetVocabulary, *target, folder.string());
    auto model = makeModel(config.sizes, bundle.tensors, folder / "model.safetensors");
    model->pack();
    ModelInfo info{bundle.name, folder.string(), std::string(kTranslationTask), config.sizes.match};
    return assemble(std::move(info), std::move(model), std::move(source), std::move(target));
}

std::shared_ptr<const Translator> Translator::assemble(ModelInfo info, std::unique_ptr<const Seq2Seq> model,
                                                       std::shared_ptr<const Tokenizer> source,
                                                       std::shared_ptr<const Tokenizer> target)
{
    checkVocabulary("source", model->sizes().sourceVocabulary, *source, info.name);
    checkVocabulary("target", model->sizes().targetVocabulary, *target, info.name);
    auto parts =
        std::make_shared<const Parts>(Parts{std::move(info), std::move(model), std::move(source), std::move(target)});
    return std::shared_ptr<const Translator>(new Translator(std::move(parts)));
}

const ModelInfo &Translator::info() const { return parts_->info; }
const Tokenizer &Translator::sourceTokenizer() const { return *parts_->source; }
const Tokenizer &Translator::targetTokenizer() const { return *parts_->target; }
const Seq2Seq &Translator::model() const { return *parts_->model; }
int Translator::maxSourceTokens() const { return kMaxSourceTokens; }
int Translator::maxTargetTokens(Index n) { return static_cast<int>(2 * n) + 20; }

std::unique_ptr<HypothesisTree> Translator::begin(std::string_view sentence) const { return begin(sentence, 1); }

std::unique_ptr<HypothesisTree> Translator::begin(std::string_view sentence, int leastSteps) const
{
    std::vector<int> ids = parts_->source->encode(sentence);
    if (ids.empty())
        throw InputError("the sentence is empty");
    ids.push_back(parts_->source->endId());
    if (ids.size() > kMaxSourceTokens)
        throw InputError("the sentence has " + std::to_string(ids.size()) + " tokens, at most " +
                         std::to_string(kMaxSourceTokens) + " are possible");
    auto model = std::make_unique<DecoderStepModel>(
        std::shared_ptr<const Decoder>(parts_, &parts_->model->decoder()), static_cast<int>(ids.size()),
        [&](Tape &tape, std::span<const int> lengths) {
            std::mt19937 unused; // dropout is off
            return parts_->model->remember(tape, ids, lengths, {}, unused);
        },
        parts_->target->beginId(), parts_->target->endId());
    const int limit = std::max(leastSteps, maxTargetTokens(model->sourceLength()));
    return std::make_unique<HypothesisTree>(std::move(model), limit);
}

AttentionTrace Translator::trace(const HypothesisTree &tree, NodeId leaf, std::string_view sentence) const
{
    AttentionTrace trace = decodedTrace(tree, leaf, *parts_->target);
    trace.model = parts_->info;
    trace.sourceText = normalizeLine(sentence);
    for (const Tokenizer::Token &token : parts_->source->tokenize(sentence))
        trace.source.labels.push_back(token.surface);
    trace.source.labels.push_back(parts_->source->display(parts_->source->endId()));
    return trace;
}

std::vector<int> Translator::targetIds(std::string_view text) const { return parts_->target->encode(text); }

AttentionTrace Translator::translate(std::string_view sentence, const BeamOptions &options,
                                     const RunControl &control) const
{
    const std::unique_ptr<HypothesisTree> tree = begin(sentence);
    const BeamResult result = beamSearch(*tree, kRootNode, options, control);
    AttentionTrace best = trace(*tree, result.best().leaf, sentence);
    best.complete = result.complete();
    best.decoding = {options.width, options.lengthPenalty, result.best().score};
    return best;
}

AttentionTrace Translator::force(std::string_view sentence, std::string_view target) const
{
    std::vector<int> ids = targetIds(target);
    ids.push_back(parts_->target->endId());
    const int most = maxTargetTokens(kMaxSourceTokens);
    if (ids.size() > static_cast<std::size_t>(most))
        throw InputError("the output has " + std::to_string(ids.size()) + " tokens, at most " + std::to_string(most) +
                         " are possible");
    const std::unique_ptr<HypothesisTree> tree = begin(sentence, static_cast<int>(ids.size()));
    return trace(*tree, tree->forceAll(kRootNode, ids), sentence);
}

} // namespace fovea
