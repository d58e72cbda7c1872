#include "core/vision/picture_file.h"

#include <array>
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
        InputFile file(path);
        if (file.size() < kSignatureBytes)
            return false;
        std::array<char, kSignatureBytes> signature{};
        file.read(signature.data(), signature.size());
        return decoderFor({signature.data(), signature.size()}) != nullptr;
    } catch (const std::exception &) {
        return false;
    }
}

} // namespace fovea
