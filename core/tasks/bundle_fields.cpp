#include "core/tasks/bundle_fields.h"

#include "core/types/error.h"

namespace fovea::bundlefields
{

using Json = nlohmann::json;

Json parseObject(const std::string &text, const std::filesystem::path &path)
{
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        throw FileError(path.string(), "not a JSON object");
    return json;
}

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

MatchFunction matchField(const Json &config, const std::filesystem::path &path)
{
    const std::string matchName = textField(config, "match", path);
    const auto match = matchFunctionFromName(matchName);
    if (!match)
        throw FileError(path.string(), "unknown match \"" + matchName + "\"");
    return *match;
}

DecoderKind decoderField(const Json &config, const std::filesystem::path &path)
{
    if (!config.contains("decoder"))
        return DecoderKind::Plain;
    const std::string kindName = textField(config, "decoder", path);
    const auto kind = decoderKindFromName(kindName);
    if (!kind)
        throw FileError(path.string(), "unknown decoder \"" + kindName + "\"");
    return *kind;
}

const Json &sizesField(const Json &config, const std::filesystem::path &path)
{
    const auto sizes = config.find("sizes");
    if (sizes == config.end() || !sizes->is_object())
        throw FileError(path.string(), "\"sizes\" is missing or not an object");
    return *sizes;
}

} // namespace fovea::bundlefields
