#include "app/commands/loaded_core.h"

#include <link.h>

namespace fovea::app
{

namespace
{

struct Search {
    std::string_view fileName;
    std::string found;
};

int compareName(dl_phdr_info *info, std::size_t, void *data)
{
    auto *search = static_cast<Search *>(data);
    const std::string_view path = info->dlpi_name;
    if (path.substr(path.rfind('/') + 1) != search->fileName) // without a slash: npos + 1 is 0
        return 0;
    search->found = path;
    return 1;
}

constexpr const char *kBaseline = "x86-64 (SSE2)";
constexpr const char *kLevel3 = "x86-64-v3 (AVX2, FMA)";

/// What the compiler was told for this file.
constexpr const char *compiledFor()
{
#if defined(__AVX512F__)
    return "x86-64-v4 (AVX-512)";
#elif defined(__AVX2__) && defined(__FMA__)
    return kLevel3;
#elif defined(__x86_64__)
    return kBaseline;
#else
    return "not x86-64";
#endif
}

} // namespace

std::string loadedLibrary(std::string_view fileName)
{
    Search search{fileName, {}};
    ::dl_iterate_phdr(compareName, &search);
    return search.found;
}

std::string instructionSetOf(std::string_view library)
{
    if (library.empty())
        return compiledFor();
    return library.find("/glibc-hwcaps/x86-64-v3/") != std::string_view::npos ? kLevel3 : kBaseline;
}

} // namespace fovea::app
