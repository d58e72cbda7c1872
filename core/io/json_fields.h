#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "core/types/error.h"

// Used by .cpp files of core/io only: fields of a JSON document nobody vouches for, by name, so that every problem
// says where it is. All functions throw InputError.

namespace fovea::jsonfields
{

[[noreturn]] inline void fail(const std::string &field, const std::string &problem)
{
    throw InputError(field + " " + problem);
}

inline std::string entryOf(const std::string &list, std::size_t index)
{
    return std::string(list).append("[").append(std::to_string(index)).append("]");
}

/// An object of the document together with its name in error texts ("" for the document itself).
class Fields
{
public:
    Fields(const nlohmann::json &object, std::string name, const std::string &whole = "the document")
        : object_(object), name_(std::move(name))
    {
        if (!object.is_object())
            fail(name_.empty() ? whole : name_, "is not an object");
    }

    std::string nameOf(const char *key) const { return name_.empty() ? key : name_ + "." + key; }

    /// Null when the field is missing.
    const nlohmann::json *find(const char *key) const
    {
        const auto field = object_.find(key);
        return field == object_.end() ? nullptr : &*field;
    }
    const nlohmann::json &require(const char *key) const
    {
        if (const nlohmann::json *field = find(key))
            return *field;
        fail(nameOf(key), "is missing");
    }
    const nlohmann::json &requireList(const char *key) const
    {
        const nlohmann::json &field = require(key);
        if (!field.is_array())
            fail(nameOf(key), "is not a list");
        return field;
    }

    std::string text(const char *key) const
    {
        const nlohmann::json *field = find(key);
        if (field && !field->is_string())
            fail(nameOf(key), "is not a text");
        return field ? field->get<std::string>() : std::string();
    }
    bool boolean(const char *key) const
    {
        const nlohmann::json *field = find(key);
        if (field && !field->is_boolean())
            fail(nameOf(key), "is not true or false");
        return field && field->get<bool>();
    }
    int integer(const char *key, int fallback, int smallest, int largest) const
    {
        const nlohmann::json *field = find(key);
        if (!field)
            return fallback;
        const bool fits = field->is_number_integer() &&
                          !(field->is_number_unsigned() && field->get<std::uint64_t>() > 0x7fffffffU) &&
                          field->get<std::int64_t>() >= smallest && field->get<std::int64_t>() <= largest;
        if (!fits)
            fail(nameOf(key),
                 "is not a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest));
        return field->get<int>();
    }
    /// null is -infinity.
    double number(const char *key, double fallback) const
    {
        const nlohmann::json *field = find(key);
        if (!field)
            return fallback;
        if (!field->is_number() && !field->is_null())
            fail(nameOf(key), "is not a number");
        return field->is_null() ? -std::numeric_limits<double>::infinity() : field->get<double>();
    }

private:
    const nlohmann::json &object_;
    std::string name_;
};

} // namespace fovea::jsonfields
