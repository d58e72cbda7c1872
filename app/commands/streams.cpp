#include "app/commands/streams.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fovea::app
{

namespace
{

int openForReading(const std::filesystem::path &path)
{
    if (path == "-")
        return STDIN_FILENO;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throw FileError(path.string(), std::strerror(errno));
    struct stat status;
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(descriptor);
        throw FileError(path.string(), std::strerror(EISDIR));
    }
    return descriptor;
}

std::string inputName(const std::filesystem::path &path) { return path == "-" ? "standard input" : path.string(); }

} // namespace

InputBuffer::InputBuffer(int descriptor, std::string name, std::stop_token stop)
    : descriptor_(descriptor), name_(std::move(name))
{
    if (::pipe(wake_.data()) != 0)
        throw FileError(name_, std::strerror(errno));
    onStop_.emplace(std::move(stop), [this] {
        const char byte = 0;
        [[maybe_unused]] const auto written = ::write(wake_[1], &byte, 1);
    });
}

InputBuffer::~InputBuffer()
{
    onStop_.reset();
    ::close(wake_[0]);
    ::close(wake_[1]);
    if (descriptor_ != STDIN_FILENO)
        ::close(descriptor_);
}

bool InputBuffer::waitUntilReadable()
{
    for (;;) {
        std::array<pollfd, 2> waits{pollfd{descriptor_, POLLIN, 0}, pollfd{wake_[0], POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            throw FileError(name_, std::strerror(errno));
        if (waits[1].revents != 0)
            return false;
        if (waits[0].revents != 0)
            return true;
    }
}

InputBuffer::int_type InputBuffer::underflow()
{
    if (gptr() < egptr())
        return traits_type::to_int_type(*gptr());
    ssize_t count = 0;
    do {
        if (!waitUntilReadable())
            return traits_type::eof();
        count = ::read(descriptor_, bytes_.data(), bytes_.size());
    } while (count < 0 && (errno == EINTR || errno == EAGAIN));
    if (count < 0)
        throw FileError(name_, std::strerror(errno));
    setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
    return count == 0 ? traits_type::eof() : traits_type::to_int_type(*gptr());
}

InputStream::InputStream(const std::filesystem::path &path, std::stop_token stop)
    : std::istream(nullptr), buffer_(openForReading(path), inputName(path), std::move(stop))
{
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);
}

OutputStream::Buffer::Buffer(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name))
{
    setp(bytes_.data(), bytes_.data() + bytes_.size());
}

void OutputStream::Buffer::writeOut()
{
    const char *from = pbase();
    const char *const end = pptr();
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    while (from < end) {
        const ssize_t count = ::write(descriptor_, from, static_cast<std::size_t>(end - from));
        if (count >= 0) {
            from += count;
        } else if (errno == EAGAIN) {
            pollfd wait{descriptor_, POLLOUT, 0};
            ::poll(&wait, 1, -1);
        } else if (errno == EPIPE) {
            throw OutputClosed();
        } else if (errno != EINTR) {
            throw FileError(name_, std::strerror(errno));
        }
    }
}

OutputStream::Buffer::int_type OutputStream::Buffer::overflow(int_type character)
{
    writeOut();
    if (!traits_type::eq_int_type(character, traits_type::eof()))
        sputc(traits_type::to_char_type(character));
    return traits_type::not_eof(character);
}

int OutputStream::Buffer::sync()
{
    writeOut();
    return 0;
}

OutputStream::OutputStream(int descriptor, std::string name)
    : std::ostream(nullptr), buffer_(descriptor, std::move(name))
{
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);
}

LineCount countLines(const std::filesystem::path &path, std::stop_token stop)
{
    InputStream in(path, std::move(stop));
    LineReader lines(in, path.string());
    LineCount count;
    while (const std::optional<std::string> line = lines.next())
        if (!isBlankLine(*line))
            count.used = lines.number();
    count.all = lines.number();
    return count;
}

void requireEqualLines(const std::string &first, const LineCount &firstCount, const std::string &second,
                       const LineCount &secondCount)
{
    const auto lines = [](long long count) { return std::to_string(count) + (count == 1 ? " line" : " lines"); };
    if (firstCount.used > secondCount.all || secondCount.used > firstCount.all)
        throw InputError(first + " has " + lines(firstCount.all) + " and " + second + " has " + lines(secondCount.all) +
                         ": the numbers must be equal");
}

void requireGood(std::ostream &out)
{
    if (!out)
        throw FileError("standard output", "cannot be written");
}

} // namespace fovea::app
