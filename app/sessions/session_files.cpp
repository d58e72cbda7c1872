#include "app/sessions/session_files.h"

#include <QCryptographicHash>
#include <QStringList>

#include <array>
#include <filesystem>

#include "core/io/file_access.h"
#include "core/types/error.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

namespace fs = std::filesystem;

/// With every link but that of the file itself followed, as far as the folders exist.
fs::path withoutLinks(const fs::path &path)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    const fs::path folder = fs::weakly_canonical(absolute.parent_path(), error);
    return error ? absolute : folder / absolute.filename();
}

bool isThere(const fs::path &path)
{
    std::error_code error;
    return fs::exists(path, error);
}

/// Where the file may be, the likeliest first.
std::vector<fs::path> placesOf(const QString &path, const QString &relative, const QString &folder)
{
    const fs::path beside = withoutLinks(ui::toPath(folder) / "x").parent_path();
    std::vector<fs::path> places;
    if (!relative.isEmpty())
        places.push_back((beside / ui::toPath(relative)).lexically_normal());
    const fs::path recorded = ui::toPath(path);
    places.push_back(recorded.is_absolute() ? recorded : beside / recorded);
    places.push_back(beside / recorded.filename());
    std::erase_if(places, [](const fs::path &place) { return !place.has_filename() || !isThere(place); });
    return places;
}

/// Bytes and checksum; nothing for a file that cannot be read.
QJsonObject contentOf(const fs::path &path)
{
    try {
        InputFile file(path);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        std::array<char, 1U << 16> block;
        for (std::uint64_t left = file.size(); left > 0;) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, block.size()));
            file.read(block.data(), count);
            hash.addData(QByteArrayView(block.data(), static_cast<qsizetype>(count)));
            left -= count;
        }
        return {{QStringLiteral("bytes"), static_cast<qint64>(file.size())},
                {QStringLiteral("sha256"), QString::fromLatin1(hash.result().toHex())}};
    } catch (const FileError &) {
        return {};
    }
}

bool hasContent(const QJsonObject &record) { return record[QStringLiteral("sha256")].isString(); }

} // namespace

QString folderOf(const QString &session)
{
    std::error_code error;
    const fs::path path = fs::weakly_canonical(ui::toPath(session), error);
    return ui::pathText(error ? fs::absolute(ui::toPath(session)).parent_path() : path.parent_path());
}

QString relativePath(const QString &path, const QString &folder)
{
    if (path.isEmpty() || folder.isEmpty())
        return {};
    const fs::path base = withoutLinks(ui::toPath(folder) / "x").parent_path();
    return ui::pathText(withoutLinks(ui::toPath(path)).lexically_relative(base));
}

QString findFile(const QString &path, const QString &relative, const QString &folder)
{
    if (path.isEmpty())
        return {};
    const std::vector<fs::path> places = placesOf(path, relative, folder);
    return places.empty() ? QString() : ui::pathText(places.front());
}

QJsonObject fileRecord(const QString &path, const QString &folder)
{
    QJsonObject record = contentOf(ui::toPath(path));
    record[QStringLiteral("relative")] = relativePath(path, folder);
    return record;
}

bool isFileOf(const QString &path, const QJsonObject &record)
{
    const QJsonObject content = contentOf(ui::toPath(path));
    return hasContent(content) &&
           (!hasContent(record) || content[QStringLiteral("sha256")] == record[QStringLiteral("sha256")]);
}

FoundFile findFile(const QString &path, const QJsonObject &record, const QString &folder)
{
    const QString relative = record[QStringLiteral("relative")].toString();
    FoundFile found;
    for (const fs::path &place : placesOf(path, relative, folder)) {
        const QString text = ui::pathText(place);
        if (isFileOf(text, record))
            return {text, FileState::Same};
        if (found.path.isEmpty())
            found = {text, FileState::Changed};
    }
    return found;
}

} // namespace fovea::app
