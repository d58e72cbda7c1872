#include "core/io/json_format.h"

#include <fstream>

#include <nlohmann/json.hpp>

#include "core/io/trace_json.h"

namespace fovea
{
namespace
{

using nlohmann::json;

/// Values that are looked at before the search is given up: about a second.
constexpr std::size_t kMostValues = 10'000'000;

/// Takes the parser's events and stops it once the format is known, of a trace also its axis.
class FormatFinder : public nlohmann::json_sax<json>
{
public:
    JsonFormat found;

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t &) override { return value(); }
    bool binary(json::binary_t &) override { return value(); }
    bool string(string_t &text) override
    {
        if (depth_ == 1 && key_ == "format")
            found.format = text;
        if (depth_ == 2 && inSource_ && key_ == "kind")
            setAxis(text);
        return value();
    }
    bool key(string_t &name) override
    {
        key_ = name;
        if (depth_ == 1)
            inSource_ = name == "source";
        return true;
    }
    bool start_object(std::size_t) override { return open(); }
    bool end_object() override { return --depth_ > 0; }
    bool start_array(std::size_t) override { return depth_ > 0 && open(); } // a list is no format
    bool end_array() override { return --depth_ > 0; }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override { return false; }

private:
    bool open()
    {
        ++depth_;
        return value();
    }
    bool value()
    {
        const bool known = !found.format.empty() && (found.axis || found.format != "fovea-trace");
        return !known && ++values_ < kMostValues;
    }
    void setAxis(const std::string &name)
    {
        for (const auto kind : {SourceAxis::Kind::Sequence, SourceAxis::Kind::Grid, SourceAxis::Kind::Frames})
            if (name == kindName(kind))
                found.axis = kind;
    }

    std::string key_;
    int depth_ = 0;
    bool inSource_ = false;
    std::size_t values_ = 0;
};

} // namespace

std::optional<JsonFormat> jsonFormat(const std::filesystem::path &path) noexcept
{
    try {
        if (!std::filesystem::is_regular_file(path))
            return std::nullopt;
        std::ifstream file(path, std::ios::binary);
        FormatFinder finder;
        json::sax_parse(file, &finder, json::input_format_t::json, false); // of JSON Lines the first
        return finder.found.format.empty() ? std::nullopt : std::optional(finder.found);
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

} // namespace fovea
