#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <stop_token>
#include <streambuf>
#include <string>

#include "core/io/text_lines.h"
#include "core/types/error.h"

namespace fovea::app
{

/// The reader of our output has gone away (`fovea translate ... | head`): end quietly with status 1.
class OutputClosed : public Error
{
public:
    OutputClosed() : Error("standard output was closed") {}
};

/// Reads a file descriptor; a stop request ends a read that waits for a person or a pipe, as the end of the input.
/// A read error throws FileError through the stream (exceptions() holds badbit).
class InputBuffer : public std::streambuf
{
public:
    /// Takes over `descriptor`, which is closed at the end unless it is standard input. `name` is for errors.
    InputBuffer(int descriptor, std::string name, std::stop_token stop);
    ~InputBuffer() override;

protected:
    int_type underflow() override;

private:
    bool waitUntilReadable();

    int descriptor_;
    std::string name_;
    std::array<int, 2> wake_{-1, -1}; ///< pipe; its end becomes readable when a stop is requested
    std::optional<std::stop_callback<std::function<void()>>> onStop_;
    std::array<char, 65536> bytes_;
};

/// A file, or standard input for "-". Throws FileError when it cannot be opened or is a folder.
class InputStream : public std::istream
{
public:
    InputStream(const std::filesystem::path &path, std::stop_token stop);

private:
    InputBuffer buffer_;
};

/// Standard output or standard error, unbuffered beyond one block. A failed write throws OutputClosed or FileError
/// through the stream (exceptions() holds badbit).
class OutputStream : public std::ostream
{
public:
    OutputStream(int descriptor, std::string name);

private:
    class Buffer : public std::streambuf
    {
    public:
        Buffer(int descriptor, std::string name);

    protected:
        int_type overflow(int_type character) override;
        int sync() override;

    private:
        void writeOut();

        int descriptor_;
        std::string name_;
        std::array<char, 65536> bytes_;
    };
    Buffer buffer_;
};

/// What a command reads and writes besides the files that its options name. Tests pass string streams.
struct Console {
    std::istream &in;
    std::ostream &out;
    std::ostream &err;
    bool errTerminal = false; ///< a person watches err: progress is shown
    bool outTerminal = false; ///< and reads out
    bool flushLines = false;  ///< a person or a program waits for every line of out
    std::stop_source stop;    ///< Ctrl-C, and failures that must end the reading
};

/// How many lines a file has, and how many up to the last that is not blank.
struct LineCount {
    long long all = 0;
    long long used = 0;
};

/// Throws FileError for what is not text. Stops early (and says fewer) on a stop request.
LineCount countLines(const std::filesystem::path &path, std::stop_token stop);

/// Throws InputError that names both files and their counts unless the counts are equal but for blank lines at the end.
void requireEqualLines(const std::string &first, const LineCount &firstCount, const std::string &second,
                       const LineCount &secondCount);

/// Throws FileError when a stream without exceptions (as tests have) refused the last write.
void requireGood(std::ostream &out);

} // namespace fovea::app
