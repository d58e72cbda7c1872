#include "core/io/json_text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

namespace fovea
{
namespace
{

using nlohmann::json;

/// Builds the document and stops at the first value beyond the limits.
class DocumentBuilder : public nlohmann::json_sax<json>
{
public:
    explicit DocumentBuilder(const JsonLimits &limits) : limits_(limits) {}

    json takeDocument() { return std::move(root_); }
    const std::string &problem() const { return problem_; }
    bool syntaxError() const { return syntaxError_; }
    std::size_t position() const { return position_; }

    bool null() override { return addScalar(nullptr); }
    bool boolean(bool value) override { return addScalar(value); }
    bool number_integer(std::int64_t value) override { return addScalar(value); }
    bool number_unsigned(std::uint64_t value) override { return addScalar(value); }
    bool number_float(double value, const std::string &) override { return addScalar(value); }
    bool string(std::string &value) override { return countObject() && addScalar(std::move(value)); }
    bool binary(json::binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string &name) override
    {
        const auto [entry, inserted] = open_.back()->emplace(name, nullptr);
        member_ = &entry.value();
        return inserted || stop("has the key " + inQuotes(name) + " twice");
    }

    bool parse_error(std::size_t position, const std::string &, const json::exception &error) override
    {
        syntaxError_ = true;
        position_ = position;
        constexpr int kNumberOverflow = 406;
        if (error.id == kNumberOverflow)
            return stop("a number is too large");
        // "[json.exception...] parse error at line 1, column 2: syntax error while parsing value - WHAT; last read:
        // ..."
        std::string text = error.what();
        if (const auto dash = text.find(" - "); dash != std::string::npos)
            text.erase(0, dash + 3);
        return stop(text.substr(0, std::min(text.find("; last read"), std::size_t{200})));
    }

private:
    bool stop(std::string problem)
    {
        problem_ = std::move(problem);
        return false;
    }

    json *add(json &&value)
    {
        if (open_.empty())
            return &(root_ = std::move(value));
        if (open_.back()->is_array())
            return &open_.back()->emplace_back(std::move(value));
        return &(*member_ = std::move(value));
    }

    bool addScalar(json &&value)
    {
        if (++values_ > limits_.values)
            return stop("holds too many values (more than " + std::to_string(limits_.values) + ")");
        add(std::move(value));
        return true;
    }

    bool countObject()
    {
        return ++objects_ <= limits_.objects ||
               stop("holds too many lists, objects and texts (more than " + std::to_string(limits_.objects) + ")");
    }

    bool open(json &&container)
    {
        if (open_.size() >= limits_.depth)
            return stop("is nested too deeply (more than " + std::to_string(limits_.depth) + " levels)");
        if (!countObject())
            return false;
        open_.push_back(add(std::move(container)));
        return true;
    }

    bool close()
    {
        open_.pop_back();
        return true;
    }

    JsonLimits limits_;
    json root_;
    std::vector<json *> open_; ///< containers not closed yet; a parent does not grow while a child is open
    json *member_ = nullptr;   ///< where the value of the last key goes
    std::size_t values_ = 0;
    std::size_t objects_ = 0;
    std::string problem_;
    bool syntaxError_ = false;
    std::size_t position_ = 0;
};

/// "line 2, column 7" of the byte before `position`, columns in characters; only the column of a text of one line.
std::string lineAndColumn(std::string_view text, std::size_t position)
{
    const std::string_view before = text.substr(0, std::min(position, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::string_view row = before.substr(before.rfind('\n') + 1);
    const auto column = std::count_if(row.begin(), row.end(),
                                      [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; });
    std::string place = "column " + std::to_string(std::max<std::ptrdiff_t>(column, 1));
    if (text.find('\n') != std::string_view::npos)
        place.insert(0, "line " + std::to_string(line) + ", ");
    return place;
}

} // namespace

json parseJson(std::string_view text, const JsonLimits &limits)
{
    // The parser takes a zero byte for the end of the text and would ignore what follows.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        throw JsonError("is not valid JSON at " + lineAndColumn(text, zero + 1) + ": a zero byte");
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw JsonError("is empty");
    DocumentBuilder builder(limits);
    if (json::sax_parse(text.begin(), text.end(), &builder))
        return builder.takeDocument();
    if (builder.syntaxError())
        throw JsonError("is not valid JSON at " + lineAndColumn(text, builder.position()) + ": " + builder.problem());
    throw JsonError(builder.problem());
}

std::string jsonString(std::string_view text)
{
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string inQuotes(std::string_view text)
{
    constexpr std::size_t kLongest = 60;
    if (text.size() <= kLongest)
        return jsonString(text);
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return jsonString(std::string(text.substr(0, end)) + "…");
}

} // namespace fovea
