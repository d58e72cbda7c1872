#include "core/io/bundle.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/io/atomic_file.h"
#include "core/io/file_access.h"
#include "core/io/json_text.h"
#include "core/types/error.h"

namespace fovea
{
namespace
{

namespace fs = std::filesystem;

constexpr const char *kConfigFile = "config.json";
constexpr const char *kModelFile = "model.safetensors";
constexpr std::array<std::string_view, 6> kBundleFiles{kConfigFile,  kModelFile,  "source.spm",
                                                       "target.spm", "README.md", "backbone.onnx"};

bool isPlainName(const std::string &name)
{
    return !name.empty() && name.front() != '.' && name.find('/') == std::string::npos &&
           name.find('\0') == std::string::npos;
}

/// Absolute, symbolic links resolved, no slash at the end: the folder that a rename must address.
fs::path resolved(const fs::path &folder)
{
    std::error_code error;
    fs::path path = fs::weakly_canonical(fs::absolute(folder, error), error);
    if (error || folder.empty())
        throw FileError(folder.string(), folder.empty() ? "no folder name given" : systemProblem(error.value()));
    return path.has_filename() ? path : path.parent_path();
}

void requireReplaceable(const fs::path &folder)
{
    std::error_code error;
    if (!fs::exists(folder, error))
        return;
    if (!fs::is_directory(folder, error))
        throw FileError(folder.string(), "exists and is not a folder");
    if (!isBundle(folder) && !fs::is_empty(folder, error))
        throw FileError(folder.string(), "exists and is not a model bundle; it is left as it is");
}

/// A new folder beside `folder`, removed with everything in it unless it was swapped into place.
class Stage
{
public:
    explicit Stage(const fs::path &folder) : folder_(folder)
    {
        const std::string stem = folder.string() + ".tmp-" + std::to_string(::getpid());
        std::error_code error;
        for (int number = 0; number < 10000; ++number) {
            path_ = number == 0 ? stem : stem + "-" + std::to_string(number);
            if (fs::create_directory(path_, error))
                return;
            if (error)
                break;
        }
        const std::string parent = folder.parent_path().string();
        throw FileError(folder.string(), error.value() == ENOENT
                                             ? "cannot be written: no such folder: " + parent
                                             : "cannot be written: " + systemProblem(error.value()));
    }
    ~Stage()
    {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    Stage(const Stage &) = delete;
    Stage &operator=(const Stage &) = delete;

    const fs::path &path() const { return path_; }

    /// Afterwards the folder has the new content and path() the old one, if there was one.
    void swapIn()
    {
        syncFolder(path_);
        if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, folder_.c_str(), RENAME_EXCHANGE) != 0) {
            if (errno == ENOENT)
                renameTo(path_, folder_);
            else if (errno == EINVAL || errno == ENOSYS)
                swapInTwoSteps();
            else
                throw FileError(folder_.string(), "cannot be replaced: " + systemProblem(errno));
        }
        syncFolder(folder_.parent_path());
    }

private:
    void renameTo(const fs::path &from, const fs::path &to) const
    {
        if (::rename(from.c_str(), to.c_str()) != 0)
            throw FileError(folder_.string(), "cannot be replaced: " + systemProblem(errno));
    }

    /// For file systems without an exchange: the folder is missing for an instant, never half-written.
    void swapInTwoSteps()
    {
        const fs::path aside = path_.string() + ".old";
        renameTo(folder_, aside);
        if (::rename(path_.c_str(), folder_.c_str()) != 0) {
            const int code = errno;
            renameTo(aside, folder_);
            throw FileError(folder_.string(), "cannot be replaced: " + systemProblem(code));
        }
        renameTo(aside, path_);
    }

    fs::path folder_;
    fs::path path_;
};

enum class Transfer { Copy, Link };

/// Brings the regular files that the stage does not have yet. Links only where the source is about to be removed.
void bringOtherFiles(const fs::path &source, const fs::path &stage, Transfer transfer)
{
    for (const fs::directory_entry &entry : fs::directory_iterator(source)) {
        const fs::path target = stage / entry.path().filename();
        if (!entry.is_regular_file() || !isPlainName(target.filename().string()) || fs::exists(target))
            continue;
        std::error_code error;
        if (transfer == Transfer::Link && !entry.is_symlink())
            fs::create_hard_link(entry.path(), target, error);
        if (transfer == Transfer::Copy || entry.is_symlink() || error)
            fs::copy_file(entry.path(), target);
    }
}

/// Moves what the replaced folder had and no bundle has by name: a person's notes, training records, subfolders.
void keepForeignEntries(const fs::path &replaced, const fs::path &folder)
{
    std::error_code error;
    std::vector<fs::path> names;
    for (const fs::directory_entry &entry : fs::directory_iterator(replaced, error))
        names.push_back(entry.path().filename());
    for (const fs::path &name : names)
        if (std::find(kBundleFiles.begin(), kBundleFiles.end(), name.string()) == kBundleFiles.end() &&
            !fs::exists(fs::symlink_status(folder / name, error)))
            fs::rename(replaced / name, folder / name, error);
}

void fill(const fs::path &stage, const Bundle &bundle, TensorType type, const std::map<std::string, std::string> &files)
{
    writeFileAtomically(stage / kConfigFile, bundle.configText);
    writeSafetensors(stage / kModelFile, bundle.tensors, type);
    for (const auto &[name, content] : files)
        writeFileAtomically(stage / name, content);
}

void checkNames(const fs::path &folder, const std::map<std::string, std::string> &files)
{
    for (const auto &[name, content] : files)
        if (!isPlainName(name) || name == kConfigFile || name == kModelFile)
            throw FileError(folder.string(), inQuotes(name) + " cannot be the name of another file of a bundle");
}

} // namespace

std::string configProblem(const std::string &text)
{
    if (text.size() > kMaxConfigBytes)
        return "is too large (" + byteCount(text.size()) + ", at most " + byteCount(kMaxConfigBytes) + ")";
    try {
        return parseJson(text, {.depth = 32}).is_object() ? "" : "is not a JSON object";
    } catch (const JsonError &problem) {
        return problem.what();
    }
}

bool isBundle(const fs::path &folder) noexcept
{
    std::error_code error;
    return fs::is_regular_file(folder / kConfigFile, error) && fs::is_regular_file(folder / kModelFile, error);
}

std::string readBundleConfig(const fs::path &folder)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw FileError(folder.string(),
                        fs::exists(folder, error) ? "is not a folder; a model bundle is one" : "no such model bundle");
    if (!fs::exists(folder / kConfigFile, error))
        throw FileError(folder.string(), "is not a model bundle: it has no config.json");
    std::string text = readFile(folder / kConfigFile, kMaxConfigBytes);
    if (const std::string problem = configProblem(text); !problem.empty())
        throw FileError((folder / kConfigFile).string(), problem);
    return text;
}

Bundle readBundle(const fs::path &folder)
{
    Bundle bundle;
    bundle.configText = readBundleConfig(folder);
    bundle.folder = folder;
    bundle.name = resolved(folder).filename().string();
    std::error_code error;
    if (!fs::exists(folder / kModelFile, error))
        throw FileError(folder.string(), "has no model.safetensors");
    bundle.tensors = readSafetensors(folder / kModelFile);
    return bundle;
}

fs::path requireFile(const Bundle &bundle, const std::string &fileName)
{
    if (!isPlainName(fileName))
        throw FileError(bundle.folder.string(), inQuotes(fileName) + " is not the name of a file in the bundle");
    const fs::path path = bundle.folder / fileName;
    std::error_code error;
    if (!fs::exists(path, error))
        throw FileError(bundle.folder.string(), "the bundle has no " + fileName);
    const InputFile file(path); // refuses folders, pipes and what may not be read
    if (file.size() == 0)
        throw FileError(path.string(), "is empty");
    if (file.size() > kMaxBundleFileBytes)
        throw FileError(path.string(), "is too large (" + byteCount(file.size()) + ", at most " +
                                           byteCount(kMaxBundleFileBytes) + ")");
    return path;
}

void writeBundle(const fs::path &folder, const Bundle &bundle, TensorType type,
                 const std::map<std::string, std::string> &files)
{
    if (const std::string problem = configProblem(bundle.configText); !problem.empty())
        throw ModelError("the model's config " + problem);
    const fs::path target = resolved(folder);
    requireReplaceable(target);
    checkNames(folder, files);
    Stage stage(target);
    try {
        fill(stage.path(), bundle, type, files);
        std::error_code error;
        if (!bundle.folder.empty() && fs::is_directory(bundle.folder, error)) {
            const bool same = fs::equivalent(bundle.folder, target, error);
            bringOtherFiles(bundle.folder, stage.path(), same ? Transfer::Link : Transfer::Copy);
        }
    } catch (const FileError &problem) { // name what the person named, not the temporary folder
        throw FileError(folder.string(), problem.problem());
    } catch (const fs::filesystem_error &problem) {
        throw FileError(folder.string(), "cannot be written: " + systemProblem(problem.code().value()));
    }
    stage.swapIn();
    keepForeignEntries(stage.path(), target);
}

} // namespace fovea
