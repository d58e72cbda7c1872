#include "app/picture_folder.h"

#include <QCollator>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

#include "core/types/error.h"
#include "core/vision/picture_file.h"

namespace fovea::app
{

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
    QCollator collator;
    collator.setNumericMode(true);
    std::sort(paths.begin(), paths.end(),
              [&collator](const QString &a, const QString &b) { return collator.compare(a, b) < 0; });
    return paths;
}

QString PictureFolder::label(int item) const { return QFileInfo(path(item)).fileName(); }

std::shared_ptr<const DecodeInput> PictureFolder::input(int item) const
{
    return std::make_shared<PictureInput>(model_, std::make_shared<PictureSource>(path(item)));
}

} // namespace fovea::app
