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

void TrainingFolder::claim(const TrainConfig &config, bool resume, bool overwrite)
{
    const std::filesystem::path known = file("config.json");
    const bool started = exists(known);
    const bool ours = exists(file("lock"));
    if (started)
        lock();
    if (exists(bundle_) && !isBundle(bundle_) && !(is_directory(bundle_) && is_empty(bundle_)))
        throw FileError(bundle_.string(), "exists and is not a model bundle: it will not be overwritten");
    if (exists(checkpoint()) && !resume && !overwrite)
        fail("holds a started run: go on with --resume, or start anew with --overwrite");
    if (isBundle(bundle_) && !overwrite && !(resume && started))
        throw FileError(bundle_.string(), "is a finished model: replace it with --overwrite, or give another folder");
    std::error_code error;
    create_directories(folder_, error);
    if (error)
        fail("cannot be created: " + error.message());
    if (!started)
        lock();
    if (overwrite)
        remove(checkpoint());
    if (started && readFile(known, kMaxConfigBytes) == config.text)
        return;
    if (started && (resume || !ours))
        fail("holds a run with another configuration: " +
             std::string(ours ? "start anew with --overwrite" : "remove the folder to start anew"));
    writeFileAtomically(known, config.text);
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

std::shared_ptr<const Tokenizer> TrainingFolder::tokenizer(const std::string &side, const TokenizerTraining &training,
                                                           const std::filesystem::path &text,
                                                           const std::function<std::vector<std::string>()> &lines) const
{
    const std::filesystem::path model = file((side + ".spm").c_str());
    if (!exists(checkpoint()) || !exists(model)) // one that is there without a checkpoint may be of another text
        try {
            trainSentencePiece(lines(), training, model);
        } catch (const InputError &problem) {
            throw InputError(text.string() + ": \"" + side + "Tokenizer\" cannot be trained: " + problem.what());
        }
    return openSentencePiece(model);
}

} // namespace fovea
