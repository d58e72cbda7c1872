#include "core/train/feature_cache.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/checksum.h"
#include "core/io/file_access.h"
#include "core/io/half.h"
#include "core/types/error.h"
#include "core/vision/picture_file.h"
#include "core/vision/sha256.h"

namespace fovea
{

namespace
{

constexpr std::size_t kHeaderBytes = 128;
constexpr std::uint64_t kMaxPictureBytes = 256U << 20;

} // namespace

FeatureCache::FeatureCache(std::filesystem::path path, const FeatureExtractor &extractor, const std::string &identity,
                           Owner owner)
    : path_(std::move(path)), rows_(extractor.rows()), columns_(extractor.columns()), size_(extractor.size())
{
    std::error_code ignored; // open() says what is wrong
    create_directories(path_.parent_path(), ignored);
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0)
        fail("cannot be opened: " + systemProblem(errno));
    try {
        lock({});
        checkHeader(identity, owner);
        ::flock(descriptor_, LOCK_UN);
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

FeatureCache::~FeatureCache()
{
    if (mapped_)
        ::munmap(const_cast<unsigned char *>(mapped_), mappedBytes_);
    ::close(descriptor_);
}

void FeatureCache::fail(const std::string &problem) const { throw FileError(path_.string(), problem); }

/// False when it was stopped while another run adds to the file.
bool FeatureCache::lock(const std::stop_token &stop) const
{
    while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            fail("cannot be locked: " + systemProblem(errno));
        if (stop.stop_requested())
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return true;
}

std::string FeatureCache::header(const std::string &identity) const
{
    std::string bytes = "fovea-features 1\n";
    for (const int number : {rows_, columns_, size_})
        bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
    bytes += sha256(identity);
    bytes.resize(kHeaderBytes, '\0');
    return bytes;
}

void FeatureCache::checkHeader(const std::string &identity, Owner owner)
{
    struct stat status {
    };
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode))
        fail("is not a file");
    const std::string wanted = header(identity);
    std::string found(kHeaderBytes, '\0');
    const ssize_t got = ::pread(descriptor_, found.data(), found.size(), 0);
    if (found == wanted)
        return;
    if (got == 0 || owner == Owner::Run) {
        if (::ftruncate(descriptor_, 0) != 0 ||
            ::pwrite(descriptor_, wanted.data(), wanted.size(), 0) != static_cast<ssize_t>(wanted.size()))
            fail("cannot be written: " + systemProblem(errno));
    } else if (got != static_cast<ssize_t>(found.size()) || found.substr(0, 17) != wanted.substr(0, 17)) {
        fail("is not a file of picture features");
    } else {
        fail("holds features of another extractor: give another \"featureCache\", or remove the file");
    }
}

void FeatureCache::readIndex()
{
    struct stat status {
    };
    if (::fstat(descriptor_, &status) != 0)
        fail("cannot be read: " + systemProblem(errno));
    const auto bytes = static_cast<std::size_t>(status.st_size);
    const std::size_t records = bytes > kHeaderBytes ? (bytes - kHeaderBytes) / recordBytes() : 0;
    std::vector<unsigned char> record(recordBytes());
    count_ = 0;
    index_.clear();
    for (; count_ < records; ++count_) {
        const auto at = static_cast<off_t>(kHeaderBytes + count_ * recordBytes());
        if (::pread(descriptor_, record.data(), record.size(), at) != static_cast<ssize_t>(record.size()))
            fail("cannot be read: " + systemProblem(errno));
        std::uint64_t numbers[2];
        std::memcpy(numbers, record.data(), sizeof numbers);
        if (numbers[1] != fnv1a(record.data() + 16, record.size() - 16))
            break; // written while the power failed: this one and what follows is written anew
        index_[numbers[0]] = static_cast<int>(count_);
    }
}

void FeatureCache::add(std::uint64_t picture, const GridFeatures &features)
{
    std::vector<std::uint16_t> values(valueCount());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = halfFromFloat(static_cast<float>(features.values.data()[i]));
    std::vector<unsigned char> record(recordBytes());
    const std::uint64_t numbers[2] = {picture, fnv1a(values.data(), 2 * values.size())};
    std::memcpy(record.data(), numbers, sizeof numbers);
    std::memcpy(record.data() + 16, values.data(), 2 * values.size());
    const auto at = static_cast<off_t>(kHeaderBytes + count_ * recordBytes());
    if (::pwrite(descriptor_, record.data(), record.size(), at) != static_cast<ssize_t>(record.size()))
        fail("cannot be written: " + systemProblem(errno));
    index_[picture] = static_cast<int>(count_++);
}

void FeatureCache::map()
{
    mappedBytes_ = kHeaderBytes + count_ * recordBytes();
    void *memory = ::mmap(nullptr, mappedBytes_, PROT_READ, MAP_SHARED, descriptor_, 0);
    if (memory == MAP_FAILED)
        fail("cannot be mapped: " + systemProblem(errno));
    mapped_ = static_cast<const unsigned char *>(memory);
}

std::vector<int> FeatureCache::records(std::span<const std::filesystem::path> pictures,
                                       const FeatureExtractor &extractor, Workers &workers, const std::stop_token &stop,
                                       const Report &report)
{
    if (!lock(stop))
        return {};
    readIndex();
    std::vector<std::uint64_t> contents(pictures.size());
    std::mutex mutex;
    std::atomic<std::size_t> next{0};
    std::size_t done = 0;
    using Clock = std::chrono::steady_clock;
    Clock::time_point reported{};
    workers.run([&](int index) {
        for (std::size_t i = next++; i < pictures.size() && !stop.stop_requested(); i = next++) {
            const std::string bytes = readFile(pictures[i], kMaxPictureBytes);
            contents[i] = fnv1a(bytes.data(), bytes.size());
            bool known = false;
            {
                const std::lock_guard guard(mutex);
                known = index_.contains(contents[i]);
            }
            const GridFeatures features =
                known ? GridFeatures{} : extractor.extract(readPicture(bytes, pictures[i].string()));
            const std::lock_guard guard(mutex);
            if (!known && !index_.contains(contents[i]))
                add(contents[i], features);
            ++done;
            if (index == 0 && (done == pictures.size() || Clock::now() - reported >= std::chrono::seconds(1))) {
                reported = Clock::now();
                report(done, pictures.size());
            }
        }
    });
    ::flock(descriptor_, LOCK_UN);
    if (stop.stop_requested())
        return {};
    map();
    std::vector<int> records;
    for (const std::uint64_t content : contents)
        records.push_back(index_.at(content));
    return records;
}

const unsigned char *FeatureCache::at(int record) const
{
    return mapped_ + kHeaderBytes + static_cast<std::size_t>(record) * recordBytes();
}

std::uint64_t FeatureCache::picture(int record) const
{
    std::uint64_t content = 0;
    std::memcpy(&content, at(record), sizeof content);
    return content;
}

std::span<const std::uint16_t> FeatureCache::operator[](int record) const
{
    return {reinterpret_cast<const std::uint16_t *>(at(record) + 16), valueCount()};
}

} // namespace fovea
