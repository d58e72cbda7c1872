#include "app/caption/picture_listing.h"

#include <QCoreApplication>

#include <algorithm>

#include "app/support/opened_file.h"
#include "core/io/file_access.h"
#include "core/types/error.h"
#include "core/vision/picture_file.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

namespace
{

/// One past the digits from `at` on.
qsizetype endOfDigits(const QString &text, qsizetype at)
{
    while (at < text.size() && text[at].isDigit())
        ++at;
    return at;
}

/// p2 before p10, whatever the language is: QCollator's numbers need a locale that has them.
bool namedBefore(const QString &a, const QString &b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        const qsizetype endA = endOfDigits(a, i);
        const qsizetype endB = endOfDigits(b, j);
        if (endA > i && endB > j) {
            while (i + 1 < endA && a[i] == u'0')
                ++i;
            while (j + 1 < endB && b[j] == u'0')
                ++j;
            const int order = endA - i != endB - j
                                  ? (endA - i < endB - j ? -1 : 1)
                                  : QStringView(a).mid(i, endA - i).compare(QStringView(b).mid(j, endB - j));
            if (order != 0)
                return order < 0;
            i = endA;
            j = endB;
            continue;
        }
        const int order = QStringView(a).mid(i, 1).compare(QStringView(b).mid(j, 1), Qt::CaseInsensitive);
        if (order != 0)
            return order < 0;
        ++i;
        ++j;
    }
    if ((i < a.size()) != (j < b.size()))
        return j < b.size();
    return a < b; // the same but for case and leading zeros
}

bool canBeRead(const std::filesystem::path &path)
{
    try {
        return InputFile(path).size() > 0;
    } catch (const FileError &) {
        return false;
    }
}

/// Whether a file that is no picture looks like one, or is meant to be one; then it is counted.
void leaveOut(const std::filesystem::path &path, LeftOutPictures &leftOut)
{
    std::error_code error;
    const bool named = isPictureName(ui::pathText(path));
    const auto bytes = std::filesystem::file_size(path, error);
    if (error)
        leftOut.unreadable += named ? 1 : 0;
    else if (bytes == 0)
        leftOut.empty += named || !path.has_extension() ? 1 : 0;
    else if (const std::string_view format = otherPictureFormat(path); !format.empty())
        ++leftOut.formats[std::string(format)];
    else if (named)
        ++(canBeRead(path) ? leftOut.noPictures : leftOut.unreadable);
}

bool isHidden(const std::filesystem::path &path) { return path.filename().native().starts_with('.'); }

} // namespace

QString textOf(const LeftOutPictures &leftOut)
{
    const auto translated = [](const char *text, int count) {
        return QCoreApplication::translate("LeftOutPictures", text).arg(count);
    };
    QStringList parts;
    for (const auto &[format, count] : leftOut.formats)
        parts << translated(QT_TRANSLATE_NOOP("LeftOutPictures", "%1 × %2"), count).arg(QString::fromStdString(format));
    if (leftOut.empty > 0)
        parts << translated(QT_TRANSLATE_NOOP("LeftOutPictures", "%1 empty"), leftOut.empty);
    if (leftOut.unreadable > 0)
        parts << translated(QT_TRANSLATE_NOOP("LeftOutPictures", "%1 that cannot be read"), leftOut.unreadable);
    if (leftOut.noPictures > 0)
        parts << translated(QT_TRANSLATE_NOOP("LeftOutPictures", "%1 that only look like pictures by their names"),
                            leftOut.noPictures);
    if (parts.isEmpty())
        return {};
    return QCoreApplication::translate("LeftOutPictures",
                                       "Left out of this folder: %1. Fovea reads JPEG, PNG, WebP, BMP and TIFF.")
        .arg(parts.join(QCoreApplication::translate("LeftOutPictures", ", ", "between parts of a list")));
}

PictureListing picturesIn(const QString &folder, const RunControl &control)
{
    std::error_code error;
    std::filesystem::directory_iterator files(ui::toPath(folder), error);
    if (error)
        throw FileError(ui::toPath(folder).string(), "is not a folder that can be read");
    PictureListing listing;
    for (; files != std::filesystem::directory_iterator(); files.increment(error)) {
        if (error || control.stopRequested())
            break;
        const std::filesystem::path &path = files->path();
        if (isHidden(path) || std::filesystem::is_directory(path, error))
            continue;
        if (isPicture(path))
            listing.paths << ui::pathText(path);
        else
            leaveOut(path, listing.leftOut);
    }
    if (control.stopRequested())
        throw Cancelled();
    if (listing.paths.isEmpty() && listing.leftOut == LeftOutPictures())
        throw FileError(ui::toPath(folder).string(), "has no pictures in it (JPEG, PNG, WebP, BMP or TIFF)");
    if (listing.paths.size() > kMostPictures)
        throw FileError(ui::toPath(folder).string(), "has " + std::to_string(listing.paths.size()) +
                                                         " pictures; at most " + std::to_string(kMostPictures) +
                                                         " can be opened");
    std::sort(listing.paths.begin(), listing.paths.end(), namedBefore);
    return listing;
}

} // namespace fovea::app
