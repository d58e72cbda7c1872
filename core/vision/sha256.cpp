#include "core/vision/sha256.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <openssl/evp.h>

#include "core/io/file_access.h"
#include "core/types/error.h"

namespace fovea
{
namespace
{

class Digest
{
public:
    Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
            throw Error("SHA-256 is not available");
    }

    void add(const void *bytes, std::size_t count)
    {
        if (EVP_DigestUpdate(context_.get(), bytes, count) != 1)
            throw Error("SHA-256 failed");
    }

    std::string text()
    {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int size = 0;
        if (EVP_DigestFinal_ex(context_.get(), digest, &size) != 1)
            throw Error("SHA-256 failed");
        constexpr char kDigits[] = "0123456789abcdef";
        std::string digits;
        for (unsigned int i = 0; i < size; ++i) {
            digits += kDigits[digest[i] >> 4];
            digits += kDigits[digest[i] & 15];
        }
        return digits;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

} // namespace

std::string sha256(std::string_view bytes)
{
    Digest digest;
    digest.add(bytes.data(), bytes.size());
    return digest.text();
}

std::string sha256OfFile(const std::filesystem::path &path)
{
    InputFile file(path);
    Digest digest;
    std::vector<char> block(1U << 20);
    for (std::uint64_t left = file.size(); left > 0;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, block.size()));
        file.read(block.data(), count);
        digest.add(block.data(), count);
        left -= count;
    }
    return digest.text();
}

} // namespace fovea
