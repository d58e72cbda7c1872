#include "core/tasks/captioner.h"

#include "core/io/bundle.h"
#include "core/nn/caption_model.h"
#include "core/tasks/caption_bundle.h"
#include "core/tasks/decoded_trace.h"
#include "core/tasks/decoder_step_model.h"
#include "core/text/plain_text.h"
#include "core/text/tokenizer.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

constexpr int kMaxTargetTokens = 60;

} // namespace

struct Captioner::Parts {
    ModelInfo info;
    std::unique_ptr<const CaptionModel> model;
    std::shared_ptr<const Tokenizer> target;
    std::shared_ptr<const FeatureExtractor> extractor;
    bool plainText;
};

Captioner::Captioner(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

Captioner::~Captioner() = default;

std::shared_ptr<const Captioner> Captioner::open(const std::filesystem::path &folder)
{
    const Bundle bundle = readBundle(folder);
    const CaptionConfig config = parseCaptionConfig(bundle.configText, folder / "config.json");
    auto target = openSentencePiece(requireFile(bundle, config.targetTokenizer));
    auto model = makeCaptionModel(config.sizes, bundle.tensors, folder / "model.safetensors");
    model->pack();
    auto extractor = openExtractor(folder, config);
    // The field "task" of a trace is "caption"; that of a bundle is kCaptioningTask.
    ModelInfo info{bundle.name, folder.string(), "caption", config.sizes.match};
    return assemble(std::move(info), std::move(model), std::move(target), std::move(extractor), config.plainText);
}

std::shared_ptr<const Captioner> Captioner::assemble(ModelInfo info, std::unique_ptr<const CaptionModel> model,
                                                     std::shared_ptr<const Tokenizer> target,
                                                     std::shared_ptr<const FeatureExtractor> extractor, bool plainText)
{
    const CaptionModel::Sizes &sizes = model->sizes();
    if (target->size() != sizes.vocabulary)
        throw ModelError(info.name + ": the target tokenizer has " + std::to_string(target->size()) +
                         " pieces, the model has " + std::to_string(sizes.vocabulary));
    if (extractor->size() != sizes.features)
        throw ModelError(info.name + ": the extractor gives " + std::to_string(extractor->size()) +
                         " features per cell, the model needs " + std::to_string(sizes.features));
    auto parts = std::make_shared<const Parts>(
        Parts{std::move(info), std::move(model), std::move(target), std::move(extractor), plainText});
    return std::shared_ptr<const Captioner>(new Captioner(std::move(parts)));
}

const ModelInfo &Captioner::info() const { return parts_->info; }
const FeatureExtractor &Captioner::extractor() const { return *parts_->extractor; }
const Tokenizer &Captioner::targetTokenizer() const { return *parts_->target; }
const CaptionModel &Captioner::model() const { return *parts_->model; }
int Captioner::maxTargetTokens() { return kMaxTargetTokens; }

std::unique_ptr<HypothesisTree> Captioner::begin(const GridFeatures &features) const
{
    const FeatureExtractor &from = extractor();
    if (features.rows != from.rows() || features.columns != from.columns() || features.values.rows() != from.size() ||
        features.values.cols() != Index{from.rows()} * from.columns())
        throw InputError("the features are not of this model's extractor: " + std::to_string(features.rows) + " x " +
                         std::to_string(features.columns) + " cells of " + std::to_string(features.values.rows()) +
                         ", not " + std::to_string(from.rows()) + " x " + std::to_string(from.columns()) + " of " +
                         std::to_string(from.size()));
    auto model = std::make_unique<DecoderStepModel>(
        std::shared_ptr<const Decoder>(parts_, &parts_->model->decoder()), static_cast<int>(features.values.cols()),
        [&](Tape &tape, std::span<const int> lengths) {
            return parts_->model->remember(tape, features.values, lengths);
        },
        parts_->target->beginId(), parts_->target->endId());
    return std::make_unique<HypothesisTree>(std::move(model), kMaxTargetTokens);
}

AttentionTrace Captioner::trace(const HypothesisTree &tree, NodeId leaf, std::string_view picture) const
{
    AttentionTrace trace = decodedTrace(tree, leaf, *parts_->target);
    trace.model = parts_->info;
    trace.sourceText = picture;
    trace.source.kind = SourceAxis::Kind::Grid;
    trace.source.rows = extractor().rows();
    trace.source.columns = extractor().columns();
    return trace;
}

std::vector<int> Captioner::targetIds(std::string_view text) const
{
    return parts_->target->encode(parts_->plainText ? plainText(text) : std::string(text));
}

AttentionTrace Captioner::caption(const GridFeatures &features, std::string_view picture, const BeamOptions &options,
                                  const RunControl &control) const
{
    const std::unique_ptr<HypothesisTree> tree = begin(features);
    const BeamResult result = beamSearch(*tree, kRootNode, options, control);
    AttentionTrace best = trace(*tree, result.best().leaf, picture);
    best.complete = result.complete();
    best.decoding = {options.width, options.lengthPenalty, result.best().score};
    return best;
}

} // namespace fovea
