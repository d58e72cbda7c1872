#include "app/caption/picture_folder.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

#include "core/types/error.h"
#include "core/vision/picture_file.h"

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

} // namespace

QStringList picturesIn(const QString &folder, const RunControl &control)
{
    const QDir directory(folder);
    if (!directory.exists() || !QFileInfo(folder).isReadable())
        throw FileError(folder.toStdString(), "is not a folder that can be read");
    QStringList paths;
    for (const QString &name : directory.entryList(QDir::Files | QDir::Readable, QDir::NoSort)) {
        if (control.stopRequested())
            throw Cancelled();
        const QString path = directory.absoluteFilePath(name);
        if (isPicture(path.toStdU16String()))
            paths << path;
    }
    if (paths.isEmpty())
        throw FileError(folder.toStdString(), "has no pictures in it (JPEG, PNG, WebP, BMP or TIFF)");
    if (paths.size() > kMostPictures)
        throw FileError(folder.toStdString(), "has " + std::to_string(paths.size()) + " pictures; at most " +
                                                  std::to_string(kMostPictures) + " can be opened");
    std::sort(paths.begin(), paths.end(), namedBefore);
    return paths;
}

QString PictureFolder::label(int item) const { return QFileInfo(path(item)).fileName(); }

std::shared_ptr<const DecodeInput> PictureFolder::input(int item) const
{
    return std::make_shared<PictureInput>(model_, std::make_shared<PictureSource>(path(item)));
}

} // namespace fovea::app
