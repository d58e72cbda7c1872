#include "core/io/file_access.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/types/error.h"

namespace fovea
{

std::string systemProblem(int code)
{
    switch (code) {
    case ENOENT:
        return "no such file or folder";
    case ENOTDIR:
        return "a part of the path is not a folder";
    case EISDIR:
        return "is a folder, not a file";
    case EACCES:
    case EPERM:
        return "permission denied";
    case EROFS:
        return "the disk is read-only";
    case ENOSPC:
        return "the disk is full";
    case EDQUOT:
        return "the disk quota is used up";
    case EFBIG:
        return "the file would be larger than the system allows";
    case ENAMETOOLONG:
        return "the file name is too long";
    case ELOOP:
        return "the symbolic links form a loop";
    default:
        return std::system_category().message(code);
    }
}

InputFile::InputFile(const std::filesystem::path &path) : path_(path.string())
{
    // Non-blocking, so that opening a pipe nobody writes to does not wait.
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0)
        throw FileError(path_, errno == ENOENT ? "no such file" : systemProblem(errno));
    struct stat info {
    };
    if (::fstat(descriptor_, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(descriptor_);
        throw FileError(path_, S_ISDIR(info.st_mode) ? "is a folder, not a file" : "is not a regular file");
    }
    size_ = static_cast<std::uint64_t>(info.st_size);
}

InputFile::~InputFile() { ::close(descriptor_); }

void InputFile::read(void *bytes, std::size_t count)
{
    auto *next = static_cast<char *>(bytes);
    while (count > 0) {
        const ssize_t got = ::read(descriptor_, next, count);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw FileError(path_, systemProblem(errno));
        if (got == 0)
            throw FileError(path_, "ends too early (" + byteCount(count) + " missing)");
        next += got;
        count -= static_cast<std::size_t>(got);
    }
}

std::string readFile(const std::filesystem::path &path, std::uint64_t maxBytes)
{
    InputFile file(path);
    if (file.size() > maxBytes)
        throw FileError(path.string(),
                        "is too large (" + byteCount(file.size()) + ", at most " + byteCount(maxBytes) + ")");
    std::string text(static_cast<std::size_t>(file.size()), '\0');
    file.read(text.data(), text.size());
    return text;
}

std::string byteCount(std::uint64_t bytes)
{
    if (bytes < 100000)
        return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

} // namespace fovea
