#include "core/io/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <mutex>
#include <set>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/file_access.h"
#include "core/types/error.h"

namespace fovea
{
namespace
{

std::filesystem::path folderOf(const std::filesystem::path &path)
{
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

/// Of the whole process: whoever ends it does not know who is writing.
struct TemporaryNames {
    std::mutex mutex;
    std::set<std::filesystem::path> all;
};

TemporaryNames &temporaryNames()
{
    static TemporaryNames names;
    return names;
}

void forget(const std::filesystem::path &temporary)
{
    TemporaryNames &names = temporaryNames();
    const std::lock_guard lock(names.mutex);
    names.all.erase(temporary);
}

} // namespace

AtomicFile::AtomicFile(const std::filesystem::path &path) : path_(path), target_(path)
{
    struct stat info {
    };
    const bool exists = ::stat(path.c_str(), &info) == 0;
    if (path.empty() || (exists && S_ISDIR(info.st_mode)) || (!exists && !path.has_filename()))
        throw FileError(path.string(), path.empty() ? "no file name given" : "is a folder, not a file");
    if (exists && !S_ISREG(info.st_mode)) {
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
        if (descriptor_ < 0)
            fail(errno);
        return;
    }
    if (exists && ::access(path.c_str(), W_OK) != 0)
        fail(errno);
    std::error_code error;
    if (std::filesystem::is_symlink(path, error)) {
        const std::filesystem::path resolved = std::filesystem::weakly_canonical(path, error);
        if (!error)
            target_ = resolved;
    }
    createTemporary();
    if (exists)
        (void)!::fchmod(descriptor_, info.st_mode & 07777);
}

AtomicFile::~AtomicFile()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
    if (temporary_.empty())
        return;
    ::unlink(temporary_.c_str());
    forget(temporary_);
}

void AtomicFile::removeTemporaries() noexcept
{
    TemporaryNames &names = temporaryNames();
    const std::lock_guard lock(names.mutex);
    for (const std::filesystem::path &name : names.all)
        ::unlink(name.c_str());
    names.all.clear();
}

void AtomicFile::createTemporary()
{
    TemporaryNames &names = temporaryNames();
    const std::lock_guard lock(names.mutex); // no file without its name in the list
    // O_EXCL makes the name ours; the number steps over files that a killed process left or another thread uses.
    const std::string stem = ".fovea-" + std::to_string(::getpid()) + "-";
    for (int number = 0; number < 10000 && descriptor_ < 0; ++number) {
        const std::filesystem::path candidate = folderOf(target_) / (stem + std::to_string(number) + ".tmp");
        descriptor_ = ::open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor_ >= 0) {
            temporary_ = candidate;
            names.all.insert(candidate);
        } else if (errno != EEXIST)
            break;
    }
    if (descriptor_ < 0)
        fail(errno);
}

void AtomicFile::fail(int code) const
{
    const std::string folder = folderOf(target_).string();
    if (code == ENOENT)
        throw FileError(path_.string(), "cannot be written: no such folder: " + folder);
    if (code == ENOTDIR)
        throw FileError(path_.string(), "cannot be written: not a folder: " + folder);
    throw FileError(path_.string(), "cannot be written: " + systemProblem(code));
}

void AtomicFile::write(const void *bytes, std::size_t count)
{
    const auto *next = static_cast<const char *>(bytes);
    while (count > 0) {
        const ssize_t written = ::write(descriptor_, next, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail(errno);
        next += written;
        count -= static_cast<std::size_t>(written);
    }
}

void AtomicFile::commit()
{
    const bool direct = temporary_.empty();
    if (!direct && ::fsync(descriptor_) != 0)
        fail(errno);
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0 && errno != EINTR)
        fail(errno);
    if (direct)
        return;
    if (::rename(temporary_.c_str(), target_.c_str()) != 0)
        fail(errno);
    forget(temporary_);
    temporary_.clear();
    syncFolder(folderOf(target_));
}

void writeFileAtomically(const std::filesystem::path &path, std::string_view bytes)
{
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

void syncFolder(const std::filesystem::path &folder) noexcept
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    (void)::fsync(descriptor);
    ::close(descriptor);
}

} // namespace fovea
