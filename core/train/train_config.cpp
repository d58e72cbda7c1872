#include "core/train/train_config.h"

#include <iomanip>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "core/io/bundle.h"
#include "core/io/file_access.h"
#include "core/tasks/caption_bundle.h"
#include "core/tasks/translation_bundle.h"
#include "core/types/error.h"

namespace fovea
{

namespace
{

using Json = nlohmann::json;

/// Reads the fields of one object and complains about those nobody asked for: a misspelt option must not be ignored.
class Fields
{
public:
    Fields(const Json &object, std::string name, const std::filesystem::path &path)
        : object_(object), name_(std::move(name)), path_(path)
    {
        if (!object.is_object())
            fail(name_.empty() ? "not a JSON object" : "\"" + name_ + "\" must be an object");
    }

    [[noreturn]] void fail(const std::string &problem) const { throw FileError(path_.string(), problem); }

    const Json *find(const char *field)
    {
        known_.insert(field);
        const auto found = object_.find(field);
        return found == object_.end() ? nullptr : &*found;
    }

    const Json &require(const char *field)
    {
        const Json *value = find(field);
        if (!value)
            fail(label(field) + " is missing");
        return *value;
    }

    template <class Number>
    void number(const char *field, Number &value, double least, double most)
    {
        const Json *found = find(field);
        if (!found)
            return;
        const bool fits = std::is_integral_v<Number> ? found->is_number_integer() : found->is_number();
        if (!fits || found->get<double>() < least || found->get<double>() > most) {
            std::ostringstream range;
            range << std::setprecision(10) << label(field) << " must be a "
                  << (std::is_integral_v<Number> ? "whole " : "") << "number from " << least << " to " << most;
            fail(range.str());
        }
        value = found->get<Number>();
    }

    std::string text(const char *field)
    {
        const Json &value = require(field);
        if (!value.is_string())
            fail(label(field) + " must be a text");
        return value.get<std::string>();
    }

    void flag(const char *field, bool &value)
    {
        const Json *found = find(field);
        if (found && !found->is_boolean())
            fail(label(field) + " must be true or false");
        if (found)
            value = found->get<bool>();
    }

    void finish() const
    {
        for (const auto &[key, value] : object_.items())
            if (!known_.contains(key))
                fail("unknown field " + label(key));
    }

private:
    std::string label(const std::string &field) const
    {
        std::string text = "\"";
        if (!name_.empty())
            text += name_ + '.';
        return text + field + '"';
    }

    const Json &object_;
    std::string name_;
    std::filesystem::path path_;
    std::set<std::string> known_;
};

TrainConfig::ParallelFiles parallelFiles(const Json &json, const char *name, const std::filesystem::path &path)
{
    Fields fields(json, name, path);
    TrainConfig::ParallelFiles files;
    files.source = path.parent_path() / fields.text("source");
    files.target = path.parent_path() / fields.text("target");
    fields.number("times", files.times, 1, 100);
    fields.finish();
    return files;
}

void readTokenizer(const Json *json, const char *name, const std::filesystem::path &path, TokenizerTraining &tokenizer)
{
    if (!json)
        return;
    Fields fields(*json, name, path);
    const std::string kind = fields.text("kind");
    if (kind != "character" && kind != "bpe")
        fields.fail(std::string("\"") + name + ".kind\" must be \"character\" or \"bpe\"");
    tokenizer.kind = kind == "bpe" ? TokenizerTraining::Kind::Bpe : TokenizerTraining::Kind::Character;
    fields.number("vocabulary", tokenizer.vocabularySize, 10, 100000);
    fields.number("coverage", tokenizer.characterCoverage, 0.98, 1);
    fields.finish();
}

TrainConfig::CaptionFiles captionFiles(const Json &json, const char *name, const std::filesystem::path &path)
{
    Fields fields(json, name, path);
    TrainConfig::CaptionFiles files;
    files.pictures = path.parent_path() / fields.text("pictures");
    files.captions = path.parent_path() / fields.text("captions");
    fields.finish();
    return files;
}

void readModel(const Json &json, const std::filesystem::path &path, TrainConfig::Task task, TrainConfig::Model &model)
{
    const bool captioning = task == TrainConfig::Task::Captioning;
    Fields fields(json, "model", path);
    const std::string match = fields.text("match");
    const auto found = matchFunctionFromName(match);
    if (!found)
        fields.fail("\"model.match\" must be none, dot, cosine, additive or bilinear");
    model.match = *found;
    fields.number("embedding", model.embedding, 1, 4096);
    if (captioning)
        fields.number("annotation", model.annotation, 1, 4096);
    else
        fields.number("encoder", model.encoder, 1, 4096);
    fields.number("decoder", model.decoder, 1, 4096);
    fields.number("attention", model.attention, 1, 4096);
    const bool direct = model.match == MatchFunction::Dot || model.match == MatchFunction::Cosine;
    if (direct && captioning && model.decoder != model.annotation)
        fields.fail("\"model.decoder\" must be as large as \"model.annotation\" for the " + match + " match");
    if (direct && !captioning && model.decoder != 2 * model.encoder)
        fields.fail("\"model.decoder\" must be twice \"model.encoder\" for the " + match + " match");
    fields.finish();
}

TrainConfig::Guide readGuide(const Json &json, const std::filesystem::path &path)
{
    Fields fields(json, "training.guide", path);
    TrainConfig::Guide guide;
    fields.require("weight");
    fields.number("weight", guide.weight, 0, 100);
    fields.number("decay", guide.decay, 0, 1);
    fields.finish();
    return guide;
}

void readOptions(const Json &json, const std::filesystem::path &path, TrainConfig &config)
{
    Fields fields(json, "training", path);
    fields.number("epochs", config.epochs, 1, 10000);
    fields.number("batchTokens", config.batchTokens, 1, 1000000);
    fields.number("batchSentences", config.batchSentences, 1, 100000);
    fields.number("maxTokens", config.maxTokens, 2, 1000);
    fields.number("learningRate", config.learningRate, 1e-8, 1);
    fields.number("warmupSteps", config.warmupSteps, 0, 1e6);
    fields.number("finalRate", config.finalRate, 0, 1);
    fields.number("clip", config.clip, 1e-6, 1e6);
    fields.number("dropout", config.dropout, 0, 0.9);
    fields.number("labelSmoothing", config.labelSmoothing, 0, 0.9);
    fields.number("averaging", config.averaging, 0, 0.99999);
    fields.number("seed", config.seed, 0, 4294967295.0);
    fields.number("evaluationsPerEpoch", config.evaluationsPerEpoch, 1, 1000);
    fields.number("checkpointSeconds", config.checkpointSeconds, 1, 86400);
    if (config.task == TrainConfig::Task::Captioning) {
        fields.number("doublyStochastic", config.captions.doublyStochastic, 0, 1000);
        fields.flag("mirror", config.captions.mirror);
    } else if (const Json *guide = fields.find("guide")) {
        config.guide = readGuide(*guide, path);
        if (config.guide.weight > 0 && config.model.match == MatchFunction::None)
            fields.fail("\"training.guide\" needs a match that attends, not none");
    }
    fields.finish();
}

void readTranslation(Fields &fields, const std::filesystem::path &path, TrainConfig &config)
{
    const Json &train = fields.require("train");
    if (!train.is_array() || train.empty())
        fields.fail("\"train\" must be a list of {\"source\", \"target\"}");
    for (const Json &files : train)
        config.train.push_back(parallelFiles(files, "train", path));
    config.dev = parallelFiles(fields.require("dev"), "dev", path);
    readTokenizer(fields.find("sourceTokenizer"), "sourceTokenizer", path, config.source);
    readTokenizer(fields.find("targetTokenizer"), "targetTokenizer", path, config.target);
}

void readCaptioning(Fields &fields, const std::filesystem::path &path, TrainConfig &config)
{
    TrainConfig::Captions &captions = config.captions;
    config.task = TrainConfig::Task::Captioning;
    const Json &train = fields.require("train");
    if (!train.is_array() || train.empty())
        fields.fail("\"train\" must be a list of {\"pictures\", \"captions\"}");
    for (const Json &files : train)
        captions.train.push_back(captionFiles(files, "train", path));
    captions.dev = captionFiles(fields.require("dev"), "dev", path);
    const ExtractorReference extractor = parseExtractor(fields.require("extractor").dump(), path);
    captions.backbone = path.parent_path() / extractor.file;
    captions.extractor = extractor.config;
    if (fields.find("featureCache"))
        captions.featureCache = path.parent_path() / fields.text("featureCache");
    fields.flag("plainText", captions.plainText);
    readTokenizer(fields.find("targetTokenizer"), "targetTokenizer", path, config.target);
}

} // namespace

TrainConfig readTrainConfig(const std::filesystem::path &path)
{
    TrainConfig config;
    config.text = readFile(path, kMaxConfigBytes);
    if (const std::string problem = configProblem(config.text); !problem.empty())
        throw FileError(path.string(), problem);
    const Json json = Json::parse(config.text);
    Fields fields(json, "", path);
    const std::string task = fields.text("task");
    if (task == kTranslationTask)
        readTranslation(fields, path, config);
    else if (task == kCaptioningTask)
        readCaptioning(fields, path, config);
    else
        fields.fail("\"task\" must be \"translation\" or \"captioning\"");
    if (fields.find("decoder")) {
        const auto kind = decoderKindFromName(fields.text("decoder"));
        if (!kind)
            fields.fail("\"decoder\" must be plain or conditional");
        config.decoder = *kind;
    }
    readModel(fields.require("model"), path, config.task, config.model);
    if (const Json *options = fields.find("training"))
        readOptions(*options, path, config);
    fields.finish();
    return config;
}

} // namespace fovea
