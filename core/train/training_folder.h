#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/text/tokenizer.h"
#include "core/train/train_config.h"

namespace fovea
{

/// The folder beside a bundle, named as it is and ".training", that holds what a resumed run needs: the configuration,
/// the tokenizers and the checkpoint. All members throw FileError.
class TrainingFolder
{
public:
    explicit TrainingFolder(const std::filesystem::path &bundle);

    /// The bundle's folder, without a slash at the end.
    const std::filesystem::path &bundle() const { return bundle_; }
    std::filesystem::path file(const char *name) const { return folder_ / name; }
    std::filesystem::path checkpoint() const { return file("checkpoint.safetensors"); }
    [[noreturn]] void fail(const std::string &problem) const;

    /// Makes the folder, or goes on with one of the same configuration. Refuses to resume a run of another
    /// configuration; a checkpoint and a finished bundle when the run is neither to be resumed nor to overwrite; and a
    /// bundle's place that is taken by something else: hours later the model could not be stored. While this object
    /// lives the folder is nobody else's: a second run is refused.
    void claim(const TrainConfig &config, bool resume, bool overwrite = false);

    /// The tokenizer of a side ("source", "target"): that of the checkpoint, or trained anew on the lines that `lines`
    /// returns. Throws InputError naming `text`, the file of these lines, when they do not make one.
    std::shared_ptr<const Tokenizer> tokenizer(const std::string &side, const TokenizerTraining &training,
                                               const std::filesystem::path &text,
                                               const std::function<std::vector<std::string>()> &lines) const;

private:
    void lock();

    std::filesystem::path bundle_;
    std::filesystem::path folder_;
    std::shared_ptr<const void> lock_; ///< closes the locked file when the last copy goes
};

} // namespace fovea
