#include "core/train/training_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/io/atomic_file.h"
#include "core/io/bundle.h"
#include "core/io/file_access.h"
#include "core/types/error.h"

namespace fovea
{

TrainingFolder::TrainingFolder(const std::filesystem::path &bundle) : bundle_(bundle)
{
    while (!bundle_.has_filename() && bundle_.has_parent_path())
        bundle_ = bundle_.parent_path();
    folder_ = bundle_;
    folder_ += ".training";
}

void TrainingFolder::fail(const std::string &problem) const { throw FileError(folder_.string(), problem); }

void TrainingFolder::claim(const TrainConfig &config, bool resume)
{
    if (exists(bundle_) && !isBundle(bundle_) && !(is_directory(bundle_) && is_empty(bundle_)))
        throw FileError(bundle_.string(), "exists and is not a model bundle: it will not be overwritten");
    if (exists(checkpoint()) && !resume)
        fail("holds a started run: go on with --resume, or remove the folder");
    std::error_code error;
    create_directories(folder_, error);
    if (error)
        fail("cannot be created: " + error.message());
    lock();
    if (!exists(file("config.json")))
        writeFileAtomically(file("config.json"), config.text);
    else if (readFile(file("config.json"), kMaxConfigBytes) != config.text)
        fail("holds a run with another configuration: remove the folder to start anew");
}

/// The kernel lets go of the lock when the process ends, however it ends.
void TrainingFolder::lock()
{
    const int descriptor = ::open(file("lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        fail("cannot be locked: " + systemProblem(errno));
    lock_ = std::shared_ptr<const void>(nullptr, [descriptor](const void *) { ::close(descriptor); });
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return;
    const int problem = errno;
    lock_.reset();
    fail(problem == EWOULDBLOCK ? "is in use by another training" : "cannot be locked: " + systemProblem(problem));
}

std::shared_ptr<const Tokenizer> TrainingFolder::tokenizer(const char *name, const TokenizerTraining &training,
                                                           const std::function<std::vector<std::string>()> &lines) const
{
    if (!exists(file(name))) {
        const std::vector<std::string> text = lines();
        trainSentencePiece(text, training, file(name));
    }
    return openSentencePiece(file(name));
}

} // namespace fovea
