#include "core/vision/dnn_network.h"

#include <stdexcept>

#include <dlfcn.h>

namespace fovea
{

namespace
{

/// The module's own names come first for it (RTLD_DEEPBIND) and are nobody else's (RTLD_LOCAL).
/// Sanitizers cannot work with RTLD_DEEPBIND: there the module is refused where it would crash.
void *openModule()
{
#ifdef FOVEA_SANITIZED
    constexpr int kFlags = RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE;
    if (dlsym(RTLD_DEFAULT, "_ZN6google8protobuf8internal13VerifyVersionEiiPKc"))
        throw std::runtime_error("a build with sanitizers has no picture networks beside tokenizers");
#else
    constexpr int kFlags = RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE | RTLD_DEEPBIND;
#endif
    // Installed: found by the run path of this library or program. Otherwise where it was built.
    for (const char *path : {"libfovea_dnn.so", FOVEA_DNN_MODULE})
        if (void *module = dlopen(path, kFlags))
            return module;
    throw std::runtime_error(std::string("the library that runs networks cannot be opened: ") + dlerror());
}

} // namespace

std::unique_ptr<DnnNetwork> openDnnNetwork(const std::string &onnx)
{
    static void *const module = openModule(); // a constant of the process, like any library
    const auto open = reinterpret_cast<OpenDnnNetwork>(dlsym(module, kOpenDnnNetworkSymbol));
    if (!open)
        throw std::runtime_error("the library that runs networks is of another version");
    return std::unique_ptr<DnnNetwork>(open(onnx.data(), onnx.size()));
}

} // namespace fovea
