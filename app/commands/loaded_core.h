#pragma once

#include <string>
#include <string_view>

namespace fovea::app
{

/// The path of the shared library of this file name as the loader opened it; empty when none is loaded.
std::string loadedLibrary(std::string_view fileName);

/// The instruction set of the core in that library: glibc finds the one for newer processors in a folder named by its
/// level (glibc-hwcaps/x86-64-v3). An empty path: the core is part of the program and compiled as this file is.
std::string instructionSetOf(std::string_view library);

} // namespace fovea::app
