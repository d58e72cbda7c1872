#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fovea
{

/// FNV-1a, 64 bit (Fowler, Noll, Vo): h = (h xor byte) * prime from the offset basis. Tells changes, not forgeries.
class Fnv1a
{
public:
    void add(const void *bytes, std::size_t count)
    {
        const auto *byte = static_cast<const unsigned char *>(bytes);
        for (std::size_t i = 0; i < count; ++i)
            hash_ = (hash_ ^ byte[i]) * 0x100000001b3;
    }
    /// The bytes of a number, for fingerprints of this machine's own files.
    void add(std::uint64_t number) { add(&number, sizeof number); }
    /// The length and the bytes: "ab" and "c" are not "a" and "bc".
    void add(std::string_view text)
    {
        add(std::uint64_t{text.size()});
        add(text.data(), text.size());
    }

    std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = 0xcbf29ce484222325;
};

inline std::uint64_t fnv1a(const void *bytes, std::size_t count)
{
    Fnv1a hash;
    hash.add(bytes, count);
    return hash.value();
}

} // namespace fovea
