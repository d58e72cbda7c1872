#include "core/io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>

#include <nlohmann/json.hpp>

#include "core/io/atomic_file.h"
#include "core/io/file_access.h"
#include "core/io/half.h"
#include "core/io/json_text.h"
#include "core/types/error.h"

static_assert(std::endian::native == std::endian::little, "safetensors values are copied as they lie in memory");

namespace fovea
{
namespace
{

using nlohmann::json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kChunk = 1U << 15; // values converted at a time: stays in the cache
constexpr const char *kMetadataKey = "__metadata__";

/// What is wrong with a header, without the file's name.
class HeaderProblem : public Error
{
public:
    using Error::Error;
};

std::uint64_t itemSize(TensorType type) { return type == TensorType::F16 ? 2 : 4; }

std::string shapeText(const std::vector<Index> &shape)
{
    std::string text = "[";
    for (const Index size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

TensorType parseType(const json &entry)
{
    const auto field = entry.find("dtype");
    if (field == entry.end() || !field->is_string())
        throw HeaderProblem("has no \"dtype\" text");
    const auto &name = field->get_ref<const std::string &>();
    if (name == "F16")
        return TensorType::F16;
    if (name == "F32")
        return TensorType::F32;
    throw HeaderProblem("has the type " + inQuotes(name) + "; only F16 and F32 are supported");
}

std::vector<Index> parseShape(const json &entry)
{
    const auto field = entry.find("shape");
    if (field == entry.end() || !field->is_array())
        throw HeaderProblem("has no \"shape\" list");
    if (field->size() > kMaxTensorRank)
        throw HeaderProblem("has " + std::to_string(field->size()) + " dimensions, at most " +
                            std::to_string(kMaxTensorRank) + " are supported");
    std::vector<Index> shape;
    for (const json &size : *field) {
        constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<Index>::max());
        if (!size.is_number_unsigned() || size.get<std::uint64_t>() > kLargest)
            throw HeaderProblem("has a \"shape\" that is not made of whole numbers from 0");
        shape.push_back(static_cast<Index>(size.get<std::uint64_t>()));
    }
    return shape;
}

std::uint64_t byteSize(const TensorInfo &info)
{
    std::uint64_t bytes = itemSize(info.type);
    for (const Index size : info.shape)
        if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes))
            throw HeaderProblem("has a shape too large to count: " + shapeText(info.shape));
    return bytes;
}

TensorInfo parseTensor(const json &entry, std::uint64_t dataBytes)
{
    if (!entry.is_object())
        throw HeaderProblem("is not described by an object");
    TensorInfo info;
    info.type = parseType(entry);
    info.shape = parseShape(entry);
    const auto offsets = entry.find("data_offsets");
    if (offsets == entry.end() || !offsets->is_array() || offsets->size() != 2 || !(*offsets)[0].is_number_unsigned() ||
        !(*offsets)[1].is_number_unsigned())
        throw HeaderProblem("has no \"data_offsets\" of two whole numbers from 0");
    info.begin = (*offsets)[0].get<std::uint64_t>();
    info.end = (*offsets)[1].get<std::uint64_t>();
    if (info.begin > info.end)
        throw HeaderProblem("ends before it begins");
    if (info.end > dataBytes)
        throw HeaderProblem("ends at byte " + std::to_string(info.end) + ", the file has " + std::to_string(dataBytes) +
                            " bytes of data");
    if (const std::uint64_t needed = byteSize(info); needed != info.end - info.begin)
        throw HeaderProblem("has the shape " + shapeText(info.shape) + " (" + std::to_string(needed) + " bytes) but " +
                            std::to_string(info.end - info.begin) + " bytes of data");
    return info;
}

void parseMetadata(const json &entry, std::map<std::string, std::string> &metadata)
{
    if (!entry.is_object())
        throw HeaderProblem("\"__metadata__\" is not an object of texts");
    for (const auto &[key, value] : entry.items()) {
        if (!value.is_string())
            throw HeaderProblem("\"__metadata__\" is not an object of texts");
        metadata[key] = value.get<std::string>();
    }
}

using TensorEntry = std::map<std::string, TensorInfo>::const_pointer;

std::vector<TensorEntry> inFileOrder(const SafetensorsHeader &header)
{
    std::vector<TensorEntry> order;
    for (const auto &entry : header.tensors)
        order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](TensorEntry a, TensorEntry b) {
        return std::pair(a->second.begin, a->second.end) < std::pair(b->second.begin, b->second.end);
    });
    return order;
}

void checkLayout(const SafetensorsHeader &header)
{
    std::uint64_t position = 0;
    for (const TensorEntry entry : inFileOrder(header)) {
        const auto &[name, info] = *entry;
        if (info.begin < position)
            throw HeaderProblem("tensor " + inQuotes(name) + " overlaps another tensor");
        if (info.begin > position)
            throw HeaderProblem("unused bytes before tensor " + inQuotes(name));
        position = info.end;
    }
    if (position != header.dataBytes)
        throw HeaderProblem(byteCount(header.dataBytes - position) + " of trailing data that belong to no tensor");
}

SafetensorsHeader parseHeader(const std::string &text, std::uint64_t dataBytes)
{
    if (text.empty() || text.front() != '{')
        throw HeaderProblem("the header is not a JSON object");
    const json document = parseJson(text, {.depth = 4, .values = 500'000, .objects = 8 * kMaxTensors});
    if (document.size() > kMaxTensors + 1)
        throw HeaderProblem("holds too many tensors (more than " + std::to_string(kMaxTensors) + ")");
    SafetensorsHeader header;
    header.dataBytes = dataBytes;
    for (const auto &[name, entry] : document.items()) {
        if (name == kMetadataKey) {
            parseMetadata(entry, header.metadata);
            continue;
        }
        try {
            header.tensors[name] = parseTensor(entry, dataBytes);
        } catch (const HeaderProblem &problem) {
            throw HeaderProblem("tensor " + inQuotes(name) + " " + problem.what());
        }
    }
    checkLayout(header);
    return header;
}

SafetensorsHeader readHeader(InputFile &file, const std::string &path)
{
    if (file.size() < kLengthBytes)
        throw FileError(path, "is too short to be a safetensors file (" + byteCount(file.size()) + ")");
    if (file.size() > kMaxSafetensorsFile)
        throw FileError(path, "is too large (" + byteCount(file.size()) + ", at most " +
                                  byteCount(kMaxSafetensorsFile) + ")");
    std::uint64_t length = 0;
    file.read(&length, sizeof length);
    if (length > kMaxSafetensorsHeader)
        throw FileError(path, "the header is too long (" + std::to_string(length) +
                                  " bytes): not a safetensors file, or damaged");
    if (length > file.size() - kLengthBytes)
        throw FileError(path, "is cut off inside the header (" + byteCount(length) + " expected)");
    std::string text(static_cast<std::size_t>(length), '\0');
    file.read(text.data(), text.size());
    try {
        return parseHeader(text, file.size() - kLengthBytes - length);
    } catch (const JsonError &problem) {
        throw FileError(path, std::string("the header ") + problem.what());
    } catch (const HeaderProblem &problem) {
        throw FileError(path, problem.what());
    }
}

/// False when a value is not finite.
bool convertHalves(const std::uint16_t *halves, std::size_t count, float *values)
{
    std::uint32_t largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        largest = std::max<std::uint32_t>(largest, halves[i] & 0x7fffU);
        values[i] = floatFromHalf(halves[i]);
    }
    return largest < 0x7c00U;
}

bool allFinite(const float *values, std::size_t count)
{
    std::uint32_t largest = 0;
    for (std::size_t i = 0; i < count; ++i)
        largest = std::max(largest, std::bit_cast<std::uint32_t>(values[i]) & 0x7fffffffU);
    return largest < 0x7f800000U;
}

/// Reads count values; false when one is not finite.
bool readValues(InputFile &file, TensorType type, std::span<float> values)
{
    std::vector<std::uint16_t> halves(type == TensorType::F16 ? std::min(values.size(), kChunk) : 0);
    bool finite = true;
    for (std::size_t done = 0; done < values.size() && finite;) {
        const std::size_t count = std::min(kChunk, values.size() - done);
        float *const out = values.data() + done;
        if (type == TensorType::F16) {
            file.read(halves.data(), count * sizeof(std::uint16_t));
            finite = convertHalves(halves.data(), count, out);
        } else {
            file.read(out, count * sizeof(float));
            finite = allFinite(out, count);
        }
        done += count;
    }
    return finite;
}

std::string headerText(const TensorMap &tensors, TensorType type, const std::map<std::string, std::string> &metadata)
{
    json document = json::object();
    if (!metadata.empty())
        document[kMetadataKey] = metadata;
    std::uint64_t position = 0;
    for (const auto &[name, tensor] : tensors) {
        const std::uint64_t end = position + tensor.data.size() * itemSize(type);
        document[name] = {{"dtype", type == TensorType::F16 ? "F16" : "F32"},
                          {"shape", tensor.shape},
                          {"data_offsets", {position, end}}};
        position = end;
    }
    try {
        std::string text = document.dump();
        text.resize((text.size() + 7) / 8 * 8, ' ');
        return text;
    } catch (const json::exception &) {
        throw ModelError("a tensor's name or the metadata is not valid UTF-8");
    }
}

void checkTensor(const std::string &name, const Tensor &tensor, TensorType type)
{
    if (name == kMetadataKey)
        throw ModelError("a tensor cannot be named __metadata__");
    if (tensor.shape.size() > kMaxTensorRank)
        throw ModelError("tensor " + inQuotes(name) + " has too many dimensions");
    std::uint64_t count = 1;
    for (const Index size : tensor.shape)
        if (size < 0 || __builtin_mul_overflow(count, static_cast<std::uint64_t>(size), &count))
            throw ModelError("tensor " + inQuotes(name) + " has a shape that cannot be: " + shapeText(tensor.shape));
    if (count != tensor.data.size())
        throw ModelError("tensor " + inQuotes(name) + " has the shape " + shapeText(tensor.shape) + " but " +
                         std::to_string(tensor.data.size()) + " values");
    constexpr float kHalfOverflow = 65520.0F; // the smallest number that rounds to infinity
    const float limit = type == TensorType::F16 ? kHalfOverflow : std::numeric_limits<float>::infinity();
    for (const float value : tensor.data)
        if (!(std::abs(value) < limit))
            throw ModelError(
                "tensor " + inQuotes(name) +
                (std::isfinite(value) ? " has a value too large for F16: " : " has a value that is not finite: ") +
                std::to_string(value));
}

void writeValues(AtomicFile &file, const Tensor &tensor, TensorType type)
{
    if (type == TensorType::F32) {
        file.write(tensor.data.data(), tensor.data.size() * sizeof(float));
        return;
    }
    std::vector<std::uint16_t> halves(tensor.data.size());
    std::transform(tensor.data.begin(), tensor.data.end(), halves.begin(), halfFromFloat);
    file.write(halves.data(), halves.size() * sizeof(std::uint16_t));
}

} // namespace

SafetensorsHeader readSafetensorsHeader(const std::filesystem::path &path)
{
    InputFile file(path);
    return readHeader(file, path.string());
}

TensorMap readSafetensors(const std::filesystem::path &path)
{
    InputFile file(path);
    const SafetensorsHeader header = readHeader(file, path.string());
    TensorMap tensors;
    for (const TensorEntry entry : inFileOrder(header)) { // contiguous: the file is read once, front to back
        const auto &[name, info] = *entry;
        Tensor &tensor = tensors[name];
        tensor.shape = info.shape;
        tensor.data.resize(static_cast<std::size_t>((info.end - info.begin) / itemSize(info.type)));
        if (!readValues(file, info.type, tensor.data))
            throw FileError(path.string(), "tensor " + inQuotes(name) + " has a value that is not finite");
    }
    return tensors;
}

void writeSafetensors(const std::filesystem::path &path, const TensorMap &tensors, TensorType type,
                      const std::map<std::string, std::string> &metadata)
{
    if (tensors.size() > kMaxTensors)
        throw ModelError("too many tensors to store: " + std::to_string(tensors.size()));
    for (const auto &[name, tensor] : tensors)
        checkTensor(name, tensor, type);
    const std::string header = headerText(tensors, type, metadata);
    const std::uint64_t length = header.size();
    AtomicFile file(path);
    file.write(&length, sizeof length);
    file.write(header);
    for (const auto &[name, tensor] : tensors)
        writeValues(file, tensor, type);
    file.commit();
}

} // namespace fovea
