#include "core/tasks/caption_bundle.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/tasks/bundle_fields.h"
#include "core/tasks/translation_bundle.h"
#include "core/types/error.h"

namespace fovea
{

using Json = nlohmann::json;
using namespace bundlefields;

namespace
{

constexpr int kMaxInput = 4096; // pixels

class ExtractorFields
{
public:
    ExtractorFields(const Json &json, const std::filesystem::path &path) : json_(json), path_(path) {}

    [[noreturn]] void fail(const std::string &field, const std::string &problem) const
    {
        throw FileError(path_.string(), "\"extractor." + field + "\" " + problem);
    }

    std::string text(const char *field, const std::string &fallback) const
    {
        const auto found = json_.find(field);
        if (found == json_.end())
            return fallback;
        if (!found->is_string())
            fail(field, "must be a text");
        return found->get<std::string>();
    }

    int pixels(const char *field, int fallback) const
    {
        const auto found = json_.find(field);
        if (found == json_.end())
            return fallback;
        if (!found->is_number_integer() || *found < 1 || *found > kMaxInput)
            fail(field, "must be a whole number from 1 to " + std::to_string(kMaxInput));
        return found->get<int>();
    }

    std::array<float, 3> channels(const char *field, std::array<float, 3> values) const
    {
        const auto found = json_.find(field);
        if (found == json_.end())
            return values;
        const auto finite = [](const Json &value) {
            return value.is_number() && std::isfinite(static_cast<float>(value.get<double>()));
        };
        if (!found->is_array() || found->size() != 3 || !std::all_of(found->begin(), found->end(), finite))
            fail(field, "must be three numbers, of red, green and blue");
        for (std::size_t i = 0; i < 3; ++i)
            values[i] = static_cast<float>((*found)[i].get<double>());
        return values;
    }

    bool choice(const char *field, const char *first, const char *second) const
    {
        const std::string value = text(field, first);
        if (value != first && value != second)
            fail(field, std::string("must be \"") + first + "\" or \"" + second + "\"");
        return value == first;
    }

    void refuseOthers() const
    {
        for (const auto &[key, value] : json_.items())
            if (!kKnown.contains(key))
                throw FileError(path_.string(), "unknown field \"extractor." + key + "\"");
    }

private:
    inline static const std::set<std::string> kKnown{"file",  "sha256", "width", "height", "mean",
                                                     "scale", "order",  "fit",   "output"};
    const Json &json_;
    const std::filesystem::path &path_;
};

ExtractorReference readExtractor(const Json &json, const std::filesystem::path &path)
{
    if (!json.is_object())
        throw FileError(path.string(), "\"extractor\" is missing or not an object");
    const ExtractorFields fields(json, path);
    fields.refuseOthers();
    ExtractorReference extractor;
    extractor.file = fields.text("file", "");
    if (extractor.file.empty())
        fields.fail("file", "is missing");
    ExtractorConfig &config = extractor.config;
    config.inputWidth = fields.pixels("width", config.inputWidth);
    config.inputHeight = fields.pixels("height", config.inputHeight);
    config.mean = fields.channels("mean", config.mean);
    config.scale = fields.channels("scale", config.scale);
    config.order = fields.choice("order", "rgb", "bgr") ? ChannelOrder::Rgb : ChannelOrder::Bgr;
    config.fit = fields.choice("fit", "squash", "crop") ? PictureFit::Squash : PictureFit::Crop;
    config.output = fields.text("output", "");
    config.sha256 = fields.text("sha256", "");
    if (!config.sha256.empty() &&
        (config.sha256.size() != 64 || config.sha256.find_first_not_of("0123456789abcdef") != std::string::npos))
        fields.fail("sha256", "must be 64 hexadecimal digits in lower case");
    return extractor;
}

nlohmann::ordered_json jsonOf(const ExtractorReference &extractor)
{
    const ExtractorConfig &config = extractor.config;
    nlohmann::ordered_json json;
    json["file"] = extractor.file;
    json["sha256"] = config.sha256;
    json["width"] = config.inputWidth;
    json["height"] = config.inputHeight;
    json["mean"] = config.mean;
    json["scale"] = config.scale;
    json["order"] = config.order == ChannelOrder::Rgb ? "rgb" : "bgr";
    json["fit"] = config.fit == PictureFit::Squash ? "squash" : "crop";
    json["output"] = config.output;
    return json;
}

/// "NAME" or "../FOLDER/NAME": a config that nobody vouches for must not point anywhere else.
bool liesInOrBeside(const std::filesystem::path &file)
{
    const std::vector<std::filesystem::path> parts(file.begin(), file.end());
    const auto plain = [](const std::filesystem::path &part) {
        return !part.empty() && part != "." && part != ".." && part != "/";
    };
    if (parts.size() == 1)
        return plain(parts[0]);
    return parts.size() == 3 && parts[0] == ".." && plain(parts[1]) && plain(parts[2]);
}

} // namespace

ExtractorReference parseExtractor(const std::string &json, const std::filesystem::path &path)
{
    return readExtractor(Json::parse(json, nullptr, false), path);
}

std::string toJson(const ExtractorReference &extractor) { return jsonOf(extractor).dump(); }

CaptionConfig parseCaptionConfig(const std::string &configText, const std::filesystem::path &path)
{
    const std::string task = bundleTask(configText, path);
    if (task != kCaptioningTask)
        throw FileError(path.string(), "a bundle for " + task + ", not for captioning");
    const Json json = parseObject(configText, path);
    const MatchFunction match = matchField(json, path);
    const Json &sizes = sizesField(json, path);
    CaptionConfig config;
    config.sizes = {match,
                    sizeField(sizes, "features", kMaxSize, path),
                    sizeField(sizes, "vocabulary", kMaxVocabulary, path),
                    sizeField(sizes, "annotation", kMaxSize, path),
                    sizeField(sizes, "embedding", kMaxSize, path),
                    sizeField(sizes, "decoder", kMaxSize, path),
                    sizeField(sizes, "attention", kMaxSize, path),
                    decoderField(json, path)};
    config.targetTokenizer = textField(json, "targetTokenizer", path);
    const auto plain = json.find("plainText");
    if (plain == json.end() || !plain->is_boolean())
        throw FileError(path.string(), "\"plainText\" is missing or not true or false");
    config.plainText = plain->get<bool>();
    config.extractor = readExtractor(json.value("extractor", Json()), path);
    if (const auto training = json.find("training"); training != json.end())
        config.training = training->dump();
    return config;
}

std::string toJson(const CaptionConfig &config)
{
    const CaptionModel::Sizes &sizes = config.sizes;
    nlohmann::ordered_json json;
    json["format"] = kBundleFormat;
    json["version"] = 1;
    json["task"] = kCaptioningTask;
    json["match"] = name(sizes.match);
    if (sizes.kind != DecoderKind::Plain)
        json["decoder"] = name(sizes.kind);
    json["sizes"] = {{"features", sizes.features},   {"vocabulary", sizes.vocabulary}, {"annotation", sizes.annotation},
                     {"embedding", sizes.embedding}, {"decoder", sizes.decoder},       {"attention", sizes.attention}};
    json["targetTokenizer"] = config.targetTokenizer;
    json["plainText"] = config.plainText;
    json["extractor"] = jsonOf(config.extractor);
    json["training"] = nlohmann::ordered_json::parse(config.training);
    return json.dump(2) + "\n";
}

std::shared_ptr<const FeatureExtractor> openExtractor(const std::filesystem::path &bundle, const CaptionConfig &config)
{
    const std::filesystem::path file = config.extractor.file;
    if (!liesInOrBeside(file))
        throw FileError((bundle / "config.json").string(), "\"extractor.file\" must be in the bundle or in a folder "
                                                           "beside it, not \"" +
                                                               file.string() + "\"");
    const std::filesystem::path path = (bundle / file).lexically_normal();
    auto extractor = openOnnxExtractor(path, config.extractor.config);
    if (extractor->size() != config.sizes.features)
        throw ModelError(path.string() + ": gives " + std::to_string(extractor->size()) +
                         " features per cell, the model of " + bundle.string() + " needs " +
                         std::to_string(config.sizes.features));
    return extractor;
}

std::unique_ptr<CaptionModel> makeCaptionModel(const CaptionModel::Sizes &sizes, const TensorMap &tensors,
                                               const std::filesystem::path &path)
{
    // What a wrong size shows in first, by name; the limit bounds everything else.
    requireTensor(tensors, "annotation.weight", {sizes.annotation, sizes.features}, path);
    requireTensor(tensors, "decoder.embedding", {sizes.vocabulary, sizes.embedding}, path);
    requireTensor(tensors, "decoder.recurrent", {3 * Index{sizes.decoder}, sizes.decoder}, path);
    if (sizes.match == MatchFunction::Additive)
        requireTensor(tensors, "match.key", {sizes.attention, sizes.annotation}, path);
    try {
        auto model = std::make_unique<CaptionModel>(sizes, scalarsIn(tensors));
        fromTensors(model->parameters(), tensors, path);
        return model;
    } catch (const ModelError &problem) {
        throw FileError(path.string(), std::string("does not fit the bundle's config.json: ") + problem.what());
    }
}

} // namespace fovea
