#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/parallel/workers.h"
#include "core/vision/feature_extractor.h"

namespace fovea
{

/// The features of pictures in a file (F16), computed once for all runs that use the same pictures and extractor.
///
/// The file has a header, which names the extractor, and one record a picture, found by the picture's content. Records
/// are only added at the end, each with its checksum: what a killed run has written counts, and half a record at the
/// end is written anew. Runs that share the file wait for each other while one adds to it.
///
///   header (128 bytes): "fovea-features 1\n", rows, columns, d (32 bit each), 64 digits of the extractor, zeros
///   record: 64-bit FNV-1a of the picture file, 64-bit checksum of the values, d * rows * columns binary16, cell by
///   cell
///
/// Numbers are little-endian.
class FeatureCache
{
public:
    using Report = std::function<void(std::size_t done, std::size_t total)>;

    /// Whose file it is: what one run alone has made is made anew when it does not fit any more.
    enum class Owner { Shared, Run };

    /// Opens or makes the file. `identity` is whatever the features depend on besides the picture. Throws FileError
    /// when a shared file is something else or of another extractor.
    FeatureCache(std::filesystem::path path, const FeatureExtractor &extractor, const std::string &identity,
                 Owner owner = Owner::Shared);
    ~FeatureCache();
    FeatureCache(const FeatureCache &) = delete;
    FeatureCache &operator=(const FeatureCache &) = delete;

    /// The records of these picture files, in their order; those that are missing are computed by the team and stored.
    /// Nothing when it was stopped: what was computed is kept. Throws FileError for a picture that cannot be read.
    /// Called once.
    std::vector<int> records(std::span<const std::filesystem::path> pictures, const FeatureExtractor &extractor,
                             Workers &workers, const std::stop_token &stop, const Report &report);

    /// The checksum of the picture that a record is of.
    std::uint64_t picture(int record) const;
    /// d * rows * columns values (binary16) of a record, cell by cell.
    std::span<const std::uint16_t> operator[](int record) const;
    int rows() const { return rows_; }
    int columns() const { return columns_; }
    int size() const { return size_; }

private:
    [[noreturn]] void fail(const std::string &problem) const;
    std::size_t valueCount() const
    {
        return static_cast<std::size_t>(size_) * static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_);
    }
    std::size_t recordBytes() const { return 16 + 2 * valueCount(); }
    bool lock(const std::stop_token &stop) const;
    std::string header(const std::string &identity) const;
    void checkHeader(const std::string &identity, Owner owner);
    void readIndex();
    void add(std::uint64_t picture, const GridFeatures &features);
    void map();
    const unsigned char *at(int record) const;

    std::filesystem::path path_;
    int descriptor_ = -1;
    int rows_, columns_, size_;
    std::unordered_map<std::uint64_t, int> index_; ///< of a picture's content: record number
    std::size_t count_ = 0;                        ///< whole records in the file
    const unsigned char *mapped_ = nullptr;
    std::size_t mappedBytes_ = 0;
};

} // namespace fovea
