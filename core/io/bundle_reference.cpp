#include <algorithm>
#include <vector>

#include "core/io/bundle.h"
#include "core/io/file_access.h"
#include "core/io/session_file.h"

namespace fovea
{
namespace
{

constexpr const char *kModelFile = "model.safetensors";

/// FNV-1a, 64 bit (Fowler, Noll, Vo): h = (h xor byte) * prime from the offset basis.
std::uint64_t fnv1a64(InputFile &file)
{
    constexpr std::size_t kBlock = 1U << 20;
    std::vector<unsigned char> block(kBlock);
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (std::uint64_t left = file.size(); left > 0;) {
        const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(left, kBlock));
        file.read(block.data(), count);
        for (std::size_t i = 0; i < count; ++i)
            hash = (hash ^ block[i]) * 0x100000001b3ULL;
        left -= count;
    }
    return hash;
}

} // namespace

BundleReference referenceTo(const std::filesystem::path &bundle)
{
    InputFile model(bundle / kModelFile);
    const std::filesystem::path folder = bundle.has_filename() ? bundle : bundle.parent_path();
    return {folder.filename().string(), bundle.string(), model.size(), fnv1a64(model)};
}

BundleState stateOf(const BundleReference &reference) noexcept
{
    try {
        const std::filesystem::path folder = reference.path;
        if (!isBundle(folder))
            return BundleState::Missing;
        InputFile model(folder / kModelFile);
        const bool same = model.size() == reference.modelBytes && fnv1a64(model) == reference.modelFnv1a64;
        return same ? BundleState::Same : BundleState::Changed;
    } catch (...) {
        return BundleState::Missing;
    }
}

} // namespace fovea
