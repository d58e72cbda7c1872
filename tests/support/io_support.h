#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <typeinfo>

#include <sys/wait.h>
#include <unistd.h>

#include "core/types/error.h"

// What the tests of files share: raw bytes in and out, the text of an error, and code run in a process of its own.

namespace fovea::test
{

inline void writeBytes(const std::filesystem::path &path, const std::string &bytes)
{
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline std::string readBytes(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::size_t entryCount(const std::filesystem::path &folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

/// The text of the fovea::Error that `action` throws; "no error" or the other exception's type otherwise.
inline std::string errorOf(const std::function<void()> &action)
{
    try {
        action();
    } catch (const Error &error) {
        return error.what();
    } catch (const std::exception &error) {
        return std::string("not a fovea::Error: ") + typeid(error).name() + ": " + error.what();
    }
    return "no error";
}

/// The text with " for every ': keeps JSON readable here (and moc does not follow raw strings everywhere).
inline std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// A safetensors file: header length, header, data.
inline std::string safetensorsBytes(const std::string &header, const std::string &data)
{
    const std::uint64_t length = header.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes + header + data;
}

template <class Value>
std::string bytesOf(std::initializer_list<Value> values)
{
    return {reinterpret_cast<const char *>(values.begin()), values.size() * sizeof(Value)};
}

/// Runs `action` in a child process, so that it may change limits and mounts, and returns the text it returns.
inline std::string inChildProcess(const std::function<std::string()> &action)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return "no pipe";
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string text = action();
        const ssize_t written = ::write(ends[1], text.data(), text.size());
        ::_exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(got));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return status == 0 ? text : "the child process failed";
}

} // namespace fovea::test
