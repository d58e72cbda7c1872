#include "core/tasks/translation_bundle.h"

#include <nlohmann/json.hpp>

#include "core/tasks/bundle_fields.h"
#include "core/types/error.h"

namespace fovea
{

using Json = nlohmann::json;

using namespace bundlefields;

std::string bundleTask(const std::string &configText, const std::filesystem::path &path)
{
    const Json json = parseObject(configText, path);
    if (json.value("format", Json()) != Json(kBundleFormat))
        throw FileError(path.string(), "not a Fovea bundle: \"format\" is not \"fovea-bundle\"");
    if (json.value("version", Json()) != Json(1))
        throw FileError(path.string(), "\"version\" is not 1: made by a newer Fovea?");
    return textField(json, "task", path);
}

TranslationConfig parseTranslationConfig(const std::string &configText, const std::filesystem::path &path)
{
    const std::string task = bundleTask(configText, path);
    if (task != kTranslationTask)
        throw FileError(path.string(), "a bundle for " + task + ", not for translation");
    const Json json = parseObject(configText, path);
    const MatchFunction match = matchField(json, path);
    const Json &sizes = sizesField(json, path);

    TranslationConfig config;
    config.sizes = {match,
                    sizeField(sizes, "sourceVocabulary", kMaxVocabulary, path),
                    sizeField(sizes, "targetVocabulary", kMaxVocabulary, path),
                    sizeField(sizes, "embedding", kMaxSize, path),
                    sizeField(sizes, "encoder", kMaxSize, path),
                    sizeField(sizes, "decoder", kMaxSize, path),
                    sizeField(sizes, "attention", kMaxSize, path),
                    decoderField(json, path)};
    config.sourceTokenizer = textField(json, "sourceTokenizer", path);
    config.targetTokenizer = textField(json, "targetTokenizer", path);
    if (const auto training = json.find("training"); training != json.end())
        config.training = training->dump();
    return config;
}

std::string toJson(const TranslationConfig &config)
{
    const Seq2Seq::Sizes &sizes = config.sizes;
    nlohmann::ordered_json json;
    json["format"] = kBundleFormat;
    json["version"] = 1;
    json["task"] = kTranslationTask;
    json["match"] = name(sizes.match);
    if (sizes.kind != DecoderKind::Plain)
        json["decoder"] = name(sizes.kind);
    json["sizes"] = {{"sourceVocabulary", sizes.sourceVocabulary},
                     {"targetVocabulary", sizes.targetVocabulary},
                     {"embedding", sizes.embedding},
                     {"encoder", sizes.encoder},
                     {"decoder", sizes.decoder},
                     {"attention", sizes.attention}};
    json["sourceTokenizer"] = config.sourceTokenizer;
    json["targetTokenizer"] = config.targetTokenizer;
    json["training"] = nlohmann::ordered_json::parse(config.training);
    return json.dump(2) + "\n";
}

std::unique_ptr<Seq2Seq> makeModel(const Seq2Seq::Sizes &sizes, const TensorMap &tensors,
                                   const std::filesystem::path &path)
{
    // What a wrong size shows in first, by name; the limit bounds everything else.
    const Index annotation = 2 * Index{sizes.encoder};
    requireTensor(tensors, "encoder.embedding", {sizes.sourceVocabulary, sizes.embedding}, path);
    requireTensor(tensors, "decoder.embedding", {sizes.targetVocabulary, sizes.embedding}, path);
    requireTensor(tensors, "encoder.forward.recurrent", {3 * Index{sizes.encoder}, sizes.encoder}, path);
    requireTensor(tensors, "decoder.recurrent", {3 * Index{sizes.decoder}, sizes.decoder}, path);
    if (sizes.match == MatchFunction::Additive)
        requireTensor(tensors, "match.key", {sizes.attention, annotation}, path);
    try {
        auto model = std::make_unique<Seq2Seq>(sizes, scalarsIn(tensors));
        fromTensors(model->parameters(), tensors, path);
        return model;
    } catch (const ModelError &problem) {
        throw FileError(path.string(), std::string("does not fit the bundle's config.json: ") + problem.what());
    }
}

} // namespace fovea
