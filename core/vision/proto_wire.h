#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace fovea::proto
{

/// The bytes are not the protocol buffer they should be.
struct Damaged {
};

/// One field of a message (Protocol Buffers encoding): a number, or bytes that hold text, a message or packed numbers.
struct Field {
    enum class Wire { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };
    int number = 0;
    Wire wire = Wire::Varint;
    std::uint64_t value = 0;     ///< Varint, Fixed64, Fixed32
    std::string_view bytes;      ///< Bytes
    std::string_view whole = {}; ///< the field as it stands in the message, tag included

    std::string text() const
    {
        if (wire != Wire::Bytes)
            throw Damaged{};
        return std::string(bytes);
    }
    std::string_view message() const
    {
        if (wire != Wire::Bytes)
            throw Damaged{};
        return bytes;
    }
    std::int64_t integer() const
    {
        if (wire != Wire::Varint)
            throw Damaged{};
        return static_cast<std::int64_t>(value);
    }
};

/// Reads the fields of one message in order. Throws Damaged.
class Reader
{
public:
    explicit Reader(std::string_view message) : left_(message) {}

    bool next(Field &field)
    {
        if (left_.empty())
            return false;
        const char *start = left_.data();
        const std::uint64_t tag = varint();
        field.number = static_cast<int>(tag >> 3);
        if (field.number <= 0 || tag >> 32 != 0)
            throw Damaged{};
        field.wire = static_cast<Field::Wire>(tag & 7);
        field.bytes = {};
        switch (field.wire) {
        case Field::Wire::Varint:
            field.value = varint();
            break;
        case Field::Wire::Fixed64:
            field.value = fixed(8);
            break;
        case Field::Wire::Fixed32:
            field.value = fixed(4);
            break;
        case Field::Wire::Bytes:
            field.bytes = take(varint());
            break;
        default:
            throw Damaged{};
        }
        field.whole = {start, static_cast<std::size_t>(left_.data() - start)};
        return true;
    }

    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1).front());
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (!(byte & 0x80))
                return value;
        }
        throw Damaged{};
    }

    bool done() const { return left_.empty(); }

private:
    std::string_view take(std::uint64_t count)
    {
        if (count > left_.size())
            throw Damaged{};
        const std::string_view taken = left_.substr(0, static_cast<std::size_t>(count));
        left_.remove_prefix(taken.size());
        return taken;
    }
    std::uint64_t fixed(int count)
    {
        std::uint64_t value = 0;
        const std::string_view taken = take(static_cast<std::uint64_t>(count));
        for (int i = 0; i < count; ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[static_cast<std::size_t>(i)]))
                     << 8 * i;
        return value;
    }

    std::string_view left_;
};

/// The integers of a repeated field, packed or not.
inline void appendIntegers(const Field &field, std::vector<std::int64_t> &values)
{
    if (field.wire != Field::Wire::Bytes) {
        values.push_back(field.integer());
        return;
    }
    for (Reader packed(field.bytes); !packed.done();)
        values.push_back(static_cast<std::int64_t>(packed.varint()));
}

inline void writeVarint(std::string &out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>((value & 0x7f) | 0x80);
    out += static_cast<char>(value);
}

inline void writeBytes(std::string &out, int number, std::string_view bytes)
{
    writeVarint(out, static_cast<std::uint64_t>(number) << 3 | 2);
    writeVarint(out, bytes.size());
    out += bytes;
}

inline void writeInteger(std::string &out, int number, std::int64_t value)
{
    writeVarint(out, static_cast<std::uint64_t>(number) << 3);
    writeVarint(out, static_cast<std::uint64_t>(value));
}

inline void writeFloat(std::string &out, int number, float value)
{
    writeVarint(out, static_cast<std::uint64_t>(number) << 3 | 5);
    out.append(reinterpret_cast<const char *>(&value), sizeof value); // both are little-endian
}

} // namespace fovea::proto
