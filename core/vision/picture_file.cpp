#include "core/vision/picture_file.h"

#include <algorithm>
#include <new>

#include "core/io/file_access.h"
#include "core/types/error.h"
#include "core/vision/picture_decoders.h"

namespace fovea
{

const char *const kEndsTooEarly = "ends before its picture does";

namespace
{

constexpr std::uint64_t kLargestFile = 1ULL << 30;
constexpr std::size_t kSignatureBytes = 12;

using Decoder = StoredPicture (*)(std::string_view);

bool begins(std::string_view bytes, std::string_view signature)
{
    return bytes.substr(0, signature.size()) == signature;
}

/// nullptr for a format that is not read.
Decoder decoderFor(std::string_view bytes)
{
    using namespace std::string_view_literals;
    if (begins(bytes, "\xff\xd8\xff"sv))
        return &decodeJpeg;
    if (begins(bytes, "\x89PNG\r\n\x1a\n"sv))
        return &decodePng;
    if (begins(bytes, "RIFF"sv) && bytes.size() >= kSignatureBytes && bytes.substr(8, 4) == "WEBP"sv)
        return &decodeWebp;
    if (begins(bytes, "II*\0"sv) || begins(bytes, "MM\0*"sv) || begins(bytes, "II+\0"sv) || begins(bytes, "MM\0+"sv))
        return &decodeTiff;
    if (begins(bytes, "BM"sv))
        return &decodeBmp;
    return nullptr;
}

/// Of the ISO base media file format: "ftyp" and then what the file is.
std::string_view formatOfBrand(std::string_view brand)
{
    for (const std::string_view heic : {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"})
        if (brand == heic)
            return "HEIC";
    return brand == "avif" || brand == "avis" ? "AVIF" : "";
}

/// The first bytes of a file; fewer where it ends before.
std::string signatureOf(const std::filesystem::path &path)
{
    InputFile file(path);
    std::string signature(std::min<std::uint64_t>(file.size(), kSignatureBytes), '\0');
    file.read(signature.data(), signature.size());
    return signature;
}

} // namespace

void checkPictureSize(long long width, long long height)
{
    if (width < 1 || height < 1)
        throw PictureProblem{"has no pixels"};
    if (width > kMaxPicturePixels / height) {
        const long long megapixels = kMaxPicturePixels / 1'000'000;
        throw PictureProblem{"has " + std::to_string(width) + " x " + std::to_string(height) +
                             " pixels, more than the " + std::to_string(megapixels) + " megapixels that are read"};
    }
}

Image blankPicture(long long width, long long height)
{
    checkPictureSize(width, height);
    Image image;
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(height);
    image.rgb.resize(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    return image;
}

Image readPicture(std::string_view bytes, const std::string &name)
{
    if (bytes.empty())
        throw FileError(name, "is empty");
    const Decoder decode = decoderFor(bytes);
    if (!decode)
        throw FileError(name, "is not a picture that can be read (JPEG, PNG, WebP, BMP or TIFF)");
    try {
        return upright(decode(bytes));
    } catch (const PictureProblem &problem) {
        throw FileError(name, problem.text);
    } catch (const std::bad_alloc &) {
        throw FileError(name, "needs more memory than there is");
    }
}

Image readPicture(const std::filesystem::path &path)
{
    return readPicture(readFile(path, kLargestFile), path.string());
}

bool isPicture(const std::filesystem::path &path) noexcept
{
    try {
        const std::string signature = signatureOf(path);
        return signature.size() == kSignatureBytes && decoderFor(signature) != nullptr;
    } catch (const std::exception &) {
        return false;
    }
}

std::string_view otherPictureFormat(const std::filesystem::path &path) noexcept
{
    using namespace std::string_view_literals;
    try {
        const std::string signature = signatureOf(path);
        const std::string_view bytes = signature;
        if (begins(bytes, "GIF8"sv))
            return "GIF";
        if (bytes.size() == kSignatureBytes && bytes.substr(4, 4) == "ftyp"sv)
            return formatOfBrand(bytes.substr(8, 4));
        if (begins(bytes, "\xff\x0a"sv) || begins(bytes, "\0\0\0\x0cJXL "sv))
            return "JPEG XL";
        if (begins(bytes, "\0\0\0\x0cjP  "sv))
            return "JPEG 2000";
        return begins(bytes, "8BPS"sv) ? "PSD" : "";
    } catch (const std::exception &) {
        return {};
    }
}

} // namespace fovea
