#include <algorithm>
#include <vector>

#include "core/io/bundle.h"
#include "core/io/checksum.h"
#include "core/io/file_access.h"
#include "core/io/session_file.h"

namespace fovea
{
namespace
{

constexpr const char *kModelFile = "model.safetensors";

std::uint64_t checksumOf(InputFile &file)
{
    constexpr std::size_t kBlock = 1U << 20;
    std::vector<unsigned char> block(kBlock);
    Fnv1a hash;
    for (std::uint64_t left = file.size(); left > 0;) {
        const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(left, kBlock));
        file.read(block.data(), count);
        hash.add(block.data(), count);
        left -= count;
    }
    return hash.value();
}

} // namespace

BundleReference referenceTo(const std::filesystem::path &bundle)
{
    InputFile model(bundle / kModelFile);
    const std::filesystem::path folder = bundle.has_filename() ? bundle : bundle.parent_path();
    return {folder.filename().string(), bundle.string(), model.size(), checksumOf(model)};
}

BundleState stateOf(const BundleReference &reference) noexcept
{
    try {
        const std::filesystem::path folder = reference.path;
        if (!isBundle(folder))
            return BundleState::Missing;
        InputFile model(folder / kModelFile);
        const bool same = model.size() == reference.modelBytes && checksumOf(model) == reference.modelFnv1a64;
        return same ? BundleState::Same : BundleState::Changed;
    } catch (...) {
        return BundleState::Missing;
    }
}

} // namespace fovea
