#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace fovea
{

/// One line for a person from an errno value: "the disk is full", "permission denied", ...
std::string systemProblem(int code);

/// A regular file opened for reading. Pipes, devices and folders are refused: a read can neither hang nor be endless.
/// All members throw FileError.
class InputFile
{
public:
    explicit InputFile(const std::filesystem::path &path);
    ~InputFile();
    InputFile(const InputFile &) = delete;
    InputFile &operator=(const InputFile &) = delete;

    /// Bytes, when the file was opened.
    std::uint64_t size() const noexcept { return size_; }

    /// The next `count` bytes; an error if the file ends before.
    void read(void *bytes, std::size_t count);

private:
    std::string path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

/// The whole file; an error if it is larger than `maxBytes`.
std::string readFile(const std::filesystem::path &path, std::uint64_t maxBytes);

/// "12 bytes", "9.3 MB": for error texts.
std::string byteCount(std::uint64_t bytes);

} // namespace fovea
