#include "core/text/sentence_piece_file.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "core/types/error.h"
#include "core/types/utf8.h"

namespace fovea
{

namespace
{

constexpr int kMaximumPieces = 500'000;
constexpr std::size_t kMaximumPieceBytes = 1024;
constexpr std::size_t kMaximumUserPieceBytes = 63;    // the library keeps 64 prefix matches of these on its stack
constexpr std::uint32_t kMaximumTrieBytes = 4u << 20; // nmt_nfkc has 0.2 MiB
constexpr int kMaximumTrieDepth = 31;                 // and 32 of the normalization trie

[[noreturn]] void fail(const std::string &problem) { throw InputError(problem); }

/// Protocol buffers wire format: fields of a message, one after the other.
class FieldReader
{
public:
    struct Field {
        std::uint64_t number = 0;
        std::uint64_t value = 0; ///< varint, fixed32 or fixed64
        std::string_view bytes;  ///< length-delimited
        bool delimited = false;
    };

    explicit FieldReader(std::string_view message) : rest_(message) {}

    std::optional<Field> next()
    {
        if (rest_.empty())
            return std::nullopt;
        const std::uint64_t tag = varint();
        Field field;
        field.number = tag >> 3;
        switch (tag & 7) {
        case 0:
            field.value = varint();
            break;
        case 1:
            field.value = fixed(8);
            break;
        case 2:
            field.delimited = true;
            field.bytes = take(varint());
            break;
        case 5:
            field.value = fixed(4);
            break;
        default:
            fail("not a SentencePiece model (unknown wire type)");
        }
        if (field.number == 0)
            fail("not a SentencePiece model (field number 0)");
        return field;
    }

private:
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1)[0]);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
        fail("not a SentencePiece model (number too long)");
    }

    std::uint64_t fixed(std::size_t count)
    {
        const std::string_view bytes = take(count);
        std::uint64_t value = 0;
        for (std::size_t i = count; i-- > 0;)
            value = (value << 8) | static_cast<unsigned char>(bytes[i]);
        return value;
    }

    std::string_view take(std::uint64_t count)
    {
        if (count > rest_.size())
            fail("SentencePiece model is truncated or damaged");
        const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
        rest_.remove_prefix(static_cast<std::size_t>(count));
        return taken;
    }

    std::string_view rest_;
};

/// The normalization rules: u32 byte size of a Darts-clone double array, the array, NUL-terminated replacements.
/// A unit's children sit at (index ^ offset ^ label); a value unit's number is where its replacement starts.
class TrieChecker
{
public:
    TrieChecker(std::string_view units, std::string_view replacements)
        : units_(units.size() / 4), replacements_(replacements), depth_(units_.size(), kUnseen)
    {
        for (std::size_t i = 0; i < units.size(); ++i)
            units_[i / 4] |= static_cast<std::uint32_t>(static_cast<unsigned char>(units[i])) << (8 * (i % 4));
        // A unit tells its label, so its parent can only point at index ^ label: sort the units by that.
        starts_.assign(units_.size() + 1, 0);
        for (std::size_t at = 0; at < units_.size(); ++at)
            if (const std::size_t base = parentBase(at); base < units_.size())
                ++starts_[base + 1];
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        children_.resize(starts_.back());
        std::vector<std::uint32_t> next = starts_;
        for (std::size_t at = 0; at < units_.size(); ++at)
            if (const std::size_t base = parentBase(at); base < units_.size())
                children_[next[base]++] = static_cast<std::uint32_t>(at);
    }

    void check()
    {
        if (units_.empty() || replacements_.empty() || replacements_.back() != '\0')
            fail("SentencePiece model has damaged normalization rules");
        depthOf(0, 0);
    }

private:
    static constexpr std::int8_t kUnseen = -1;

    /// Where the parent of this unit points; outside the array for a value or label 0, which no text reaches.
    std::size_t parentBase(std::size_t at) const
    {
        const std::uint32_t label = units_[at] & ((1u << 31) | 0xFFu);
        return label == 0 || label > 0xFF ? units_.size() : at ^ label;
    }

    /// Length of the longest key below a unit. Bounded by kMaximumTrieDepth, so a cycle is refused as too deep.
    int depthOf(std::size_t at, int above)
    {
        if (above > kMaximumTrieDepth)
            fail("SentencePiece model has damaged normalization rules (too deep)");
        if (depth_[at] != kUnseen) {
            if (above + depth_[at] > kMaximumTrieDepth)
                fail("SentencePiece model has damaged normalization rules (too deep)");
            return depth_[at];
        }
        const std::uint32_t parent = units_[at];
        const std::size_t base = at ^ ((parent >> 10) << ((parent & (1u << 9)) >> 6));
        if ((base | 0xFF) >= units_.size())
            fail("SentencePiece model has damaged normalization rules (offset)");
        if ((parent >> 8) & 1)
            checkValue(units_[base]);
        int deepest = 0;
        for (std::size_t child = starts_[base]; child < starts_[base + 1]; ++child)
            deepest = std::max(deepest, 1 + depthOf(children_[child], above + 1));
        depth_[at] = static_cast<std::int8_t>(deepest);
        return deepest;
    }

    void checkValue(std::uint32_t leaf) const
    {
        if ((leaf & 0x7FFFFFFFu) >= replacements_.size())
            fail("SentencePiece model has damaged normalization rules (replacement)");
    }

    std::vector<std::uint32_t> units_;
    std::vector<std::uint32_t> starts_;   // of the children of each base in children_
    std::vector<std::uint32_t> children_; // unit indices
    std::string_view replacements_;
    std::vector<std::int8_t> depth_;
};

void checkNormalizer(std::string_view spec)
{
    FieldReader reader(spec);
    while (const auto field = reader.next()) {
        if (field->number != 2 || field->bytes.empty())
            continue;
        const std::string_view map = field->bytes;
        std::uint32_t size = 0;
        if (map.size() <= sizeof size)
            fail("SentencePiece model has damaged normalization rules");
        for (std::size_t i = sizeof size; i-- > 0;)
            size = (size << 8) | static_cast<unsigned char>(map[i]);
        if (size % 4 != 0 || size > kMaximumTrieBytes || size >= map.size() - sizeof size)
            fail("SentencePiece model has damaged normalization rules");
        TrieChecker(map.substr(sizeof size, size), map.substr(sizeof size + size)).check();
    }
}

void checkPiece(std::string_view message)
{
    constexpr std::uint64_t kUserDefined = 4;
    std::string_view piece;
    std::uint64_t type = 1;
    FieldReader reader(message);
    while (const auto field = reader.next()) {
        if (field->number == 1 && field->delimited)
            piece = field->bytes;
        else if (field->number == 2 && !std::isfinite(std::bit_cast<float>(static_cast<std::uint32_t>(field->value))))
            fail("SentencePiece model has a score that is not a finite number");
        else if (field->number == 3)
            type = field->value;
    }
    if (piece.empty() || piece.size() > kMaximumPieceBytes ||
        (type == kUserDefined && piece.size() > kMaximumUserPieceBytes))
        fail("SentencePiece model has an empty or oversized piece");
    for (std::size_t at = 0; at < piece.size();) {
        const CodePoint point = codePointAt(piece, at);
        if (!point.valid || point.value == 0)
            fail("SentencePiece model has a piece that is not UTF-8 text");
        at += point.length;
    }
}

int modelType(std::string_view trainerSpec, int current)
{
    FieldReader reader(trainerSpec);
    while (const auto field = reader.next())
        if (field->number == 3) {
            if (field->value < 1 || field->value > 4)
                fail("SentencePiece model has an unknown model type");
            current = static_cast<int>(field->value);
        }
    return current;
}

} // namespace

SentencePieceFile checkSentencePieceFile(std::string_view bytes)
{
    SentencePieceFile file;
    int model = static_cast<int>(SentencePieceFile::Model::Unigram);
    FieldReader reader(bytes);
    while (const auto field = reader.next()) {
        if (!field->delimited)
            continue;
        if (field->number == 1) {
            if (++file.pieces > kMaximumPieces)
                fail("SentencePiece model has more than " + std::to_string(kMaximumPieces) + " pieces");
            checkPiece(field->bytes);
        } else if (field->number == 2) {
            model = modelType(field->bytes, model);
        } else if (field->number == 3 || field->number == 5) {
            checkNormalizer(field->bytes);
        } else if (field->number == 4 && field->bytes.find('\0') != std::string_view::npos) {
            fail("SentencePiece model has damaged self-test data");
        }
    }
    if (file.pieces == 0)
        fail("not a SentencePiece model (no pieces)");
    file.model = static_cast<SentencePieceFile::Model>(model);
    return file;
}

} // namespace fovea
