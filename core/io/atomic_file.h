#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace fovea
{

/// Writes a file so that its name shows either the old content or all of the new one, a crash or a full disk included:
/// the bytes go to a temporary file in the same folder, which commit() syncs and renames.
/// Without commit() the destructor removes the temporary file and the old file stays.
///
/// A symbolic link stays a link; an existing file keeps its permissions. A pipe or device (/dev/stdout, /dev/null) is
/// written to directly, since a rename would replace it.
/// All members throw FileError: no such folder, permission denied, the disk is full, ...
class AtomicFile
{
public:
    explicit AtomicFile(const std::filesystem::path &path);
    ~AtomicFile();
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;

    void write(const void *bytes, std::size_t count);
    void write(std::string_view bytes) { write(bytes.data(), bytes.size()); }

    void commit();

    /// Removes the temporary files of all objects: for a process that ends without destroying them.
    static void removeTemporaries() noexcept;

private:
    [[noreturn]] void fail(int code) const;
    void createTemporary();

    std::filesystem::path path_;      ///< as given, for error texts
    std::filesystem::path target_;    ///< with symbolic links resolved
    std::filesystem::path temporary_; ///< empty when the target is written to directly
    int descriptor_ = -1;
};

/// AtomicFile in one call.
void writeFileAtomically(const std::filesystem::path &path, std::string_view bytes);

/// Makes the entries of a folder survive a power failure, where the system can; errors are ignored.
void syncFolder(const std::filesystem::path &folder) noexcept;

} // namespace fovea
