#include "core/tasks/translation_bundle.h"

#include <nlohmann/json.hpp>

#include "core/types/error.h"

namespace fovea
{

using Json = nlohmann::json;

namespace
{

constexpr int kMaxSize = 1 << 16;
constexpr int kMaxVocabulary = 1 << 20;

/// True for a table of one column per word: its columns are the file's rows.
bool isTable(const Parameter &parameter) { return parameter.name.ends_with(".embedding"); }

int sizeField(const Json &sizes, const char *field, int most, const std::filesystem::path &path)
{
    const auto found = sizes.find(field);
    if (found == sizes.end())
        throw FileError(path.string(), std::string("\"sizes\" has no \"") + field + "\"");
    if (!found->is_number_integer() || *found < 1 || *found > most)
        throw FileError(path.string(),
                        std::string("\"") + field + "\" must be a whole number from 1 to " + std::to_string(most));
    return found->get<int>();
}

std::string textField(const Json &object, const char *field, const std::filesystem::path &path)
{
    const auto found = object.find(field);
    if (found == object.end() || !found->is_string())
        throw FileError(path.string(), std::string("\"") + field + "\" is missing or not a text");
    return found->get<std::string>();
}

Json parseObject(const std::string &text, const std::filesystem::path &path)
{
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        throw FileError(path.string(), "not a JSON object");
    return json;
}

std::vector<Index> fileShape(const Parameter &parameter)
{
    const Index rows = parameter.value.rows();
    const Index columns = parameter.value.cols();
    if (isTable(parameter))
        return {columns, rows};
    if (columns == 1)
        return {rows};
    return {rows, columns};
}

std::string shapeText(const std::vector<Index> &shape)
{
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + ")";
}

const Tensor &requireTensor(const TensorMap &tensors, const std::string &tensorName, const std::vector<Index> &shape,
                            const std::filesystem::path &path)
{
    const auto found = tensors.find(tensorName);
    if (found == tensors.end())
        throw FileError(path.string(), "tensor " + tensorName + " is missing");
    if (found->second.shape != shape)
        throw FileError(path.string(), "tensor " + tensorName + " has shape " + shapeText(found->second.shape) +
                                           ", the configuration needs " + shapeText(shape));
    return found->second;
}

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

} // namespace

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
    const std::string matchName = textField(json, "match", path);
    const auto match = matchFunctionFromName(matchName);
    if (!match)
        throw FileError(path.string(), "unknown match \"" + matchName + "\"");
    const auto sizes = json.find("sizes");
    if (sizes == json.end() || !sizes->is_object())
        throw FileError(path.string(), "\"sizes\" is missing or not an object");

    TranslationConfig config;
    config.sizes = {*match,
                    sizeField(*sizes, "sourceVocabulary", kMaxVocabulary, path),
                    sizeField(*sizes, "targetVocabulary", kMaxVocabulary, path),
                    sizeField(*sizes, "embedding", kMaxSize, path),
                    sizeField(*sizes, "encoder", kMaxSize, path),
                    sizeField(*sizes, "decoder", kMaxSize, path),
                    sizeField(*sizes, "attention", kMaxSize, path)};
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

TensorMap toTensors(const ParameterSet &parameters)
{
    TensorMap tensors;
    for (int id = 0; id < parameters.size(); ++id) {
        const Parameter &parameter = parameters[id];
        Tensor tensor{fileShape(parameter), std::vector<float>(static_cast<std::size_t>(parameter.value.size()))};
        // A table's columns are contiguous, as the file wants its rows.
        if (isTable(parameter))
            Eigen::Map<Eigen::MatrixXf>(tensor.data.data(), parameter.value.rows(), parameter.value.cols()) =
                parameter.value.cast<float>();
        else
            Eigen::Map<RowMajor>(tensor.data.data(), parameter.value.rows(), parameter.value.cols()) =
                parameter.value.cast<float>();
        tensors.emplace(parameter.name, std::move(tensor));
    }
    return tensors;
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
    Index stored = 0;
    for (const auto &[tensorName, tensor] : tensors)
        stored += static_cast<Index>(tensor.data.size());
    try {
        auto model = std::make_unique<Seq2Seq>(sizes, stored);
        fromTensors(model->parameters(), tensors, path);
        return model;
    } catch (const ModelError &problem) {
        throw FileError(path.string(), std::string("does not fit the bundle's config.json: ") + problem.what());
    }
}

void fromTensors(ParameterSet &parameters, const TensorMap &tensors, const std::filesystem::path &path)
{
    for (int id = 0; id < parameters.size(); ++id) {
        Parameter &parameter = parameters[id];
        const float *data = requireTensor(tensors, parameter.name, fileShape(parameter), path).data.data();
        if (isTable(parameter))
            parameter.value =
                Eigen::Map<const Eigen::MatrixXf>(data, parameter.value.rows(), parameter.value.cols()).cast<Scalar>();
        else
            parameter.value =
                Eigen::Map<const RowMajor>(data, parameter.value.rows(), parameter.value.cols()).cast<Scalar>();
    }
    if (tensors.size() != static_cast<std::size_t>(parameters.size()))
        for (const auto &[tensorName, tensor] : tensors) {
            bool known = false;
            for (int id = 0; id < parameters.size() && !known; ++id)
                known = parameters[id].name == tensorName;
            if (!known)
                throw FileError(path.string(), "tensor " + tensorName + " does not belong to this model");
        }
}

} // namespace fovea
