#include "ui/text/file_path.h"

#include <QMimeData>
#include <QUrl>

#include <string>

#include "core/types/utf8.h"

namespace fovea::ui
{

namespace
{

constexpr char32_t kFirst = 0xF780; ///< of what stands for a byte above 0x7F
constexpr char32_t kLast = 0xF7FF;

bool isByte(char32_t c) { return c >= kFirst && c <= kLast; }

} // namespace

QString pathText(std::string_view bytes)
{
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    for (std::size_t at = 0; at < bytes.size();) {
        const CodePoint point = codePointAt(bytes, at);
        const std::string_view piece = bytes.substr(at, point.length);
        if (point.valid && !isByte(point.value))
            text += QString::fromUtf8(piece.data(), static_cast<qsizetype>(piece.size()));
        else
            for (const char byte : piece)
                text += QChar(static_cast<char16_t>(0xF700 + static_cast<unsigned char>(byte)));
        at += point.length;
    }
    return text;
}

QString pathText(const std::filesystem::path &path) { return pathText(std::string_view(path.native())); }

std::filesystem::path toPath(const QString &text)
{
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(text.size()));
    for (const char32_t c : text.toUcs4())
        if (isByte(c))
            bytes.push_back(static_cast<char>(static_cast<unsigned char>(c - 0xF700)));
        else
            appendUtf8(bytes, c);
    return bytes;
}

bool isFile(const QString &path) noexcept
{
    std::error_code error;
    return std::filesystem::is_regular_file(toPath(path), error);
}

bool isFolder(const QString &path) noexcept
{
    std::error_code error;
    return std::filesystem::is_directory(toPath(path), error);
}

QString readableName(const QString &text)
{
    QString readable;
    bool inside = false; // one mark for the bytes of one broken character
    for (const QChar c : text) {
        const bool byte = isByte(c.unicode());
        if (!byte)
            readable += c;
        else if (!inside)
            readable += QChar(QChar::ReplacementCharacter);
        inside = byte;
    }
    return readable;
}

QString readableFileName(const QString &path)
{
    return readableName(path.section(u'/', -1, -1, QString::SectionSkipEmpty));
}

QStringList localPaths(const QMimeData *data)
{
    QStringList paths;
    if (data)
        for (const QUrl &url : data->urls())
            if (url.isLocalFile()) {
                const QByteArray bytes = QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1());
                paths << pathText(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
            }
    return paths;
}

} // namespace fovea::ui
