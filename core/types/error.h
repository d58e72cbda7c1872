#pragma once

#include <stdexcept>
#include <string>

namespace fovea
{

/// Everything the core refuses, as one clear line that a person can act on.
/// Each subtype says who is at fault, so that a caller can react without reading the text.
class Error : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// A file could not be read, written or understood. what() is "path: what is wrong".
class FileError : public Error
{
public:
    FileError(std::string path, const std::string &problem)
        : Error(path + ": " + problem), path_(std::move(path)), problem_(problem)
    {
    }

    const std::string &path() const noexcept { return path_; }
    const std::string &problem() const noexcept { return problem_; }

private:
    std::string path_;
    std::string problem_;
};

/// A value that came from the person (a sentence, a weight, an option) does not fit.
class InputError : public Error
{
public:
    using Error::Error;
};

/// The parts of a model do not fit together, or a model does not fit the task.
class ModelError : public Error
{
public:
    using Error::Error;
};

/// The computation was stopped through RunControl and has nothing useful to return.
class Cancelled : public Error
{
public:
    Cancelled() : Error("stopped") {}
};

} // namespace fovea
