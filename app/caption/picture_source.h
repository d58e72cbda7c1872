#pragma once

#include <QByteArray>
#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/types/image.h"
#include "core/vision/feature_extractor.h"
#include "ui/render/picture.h"

namespace fovea::app
{

/// A picture file read: what the network gets, and the same pixels for the window.
struct LoadedPicture {
    std::shared_ptr<const Image> image;
    std::shared_ptr<const ui::Picture> shown; ///< refers to the pixels of `image`
};

/// For the window: work for a worker thread, about 4 ns a pixel.
std::shared_ptr<const ui::Picture> shownPicture(const std::shared_ptr<const Image> &image, const QString &name);

/// A picture that somebody opened: a file or what was on the clipboard. Read when it is first needed, once. Shared
/// between threads; what it once gave it gives again.
class PictureSource
{
public:
    /// A file.
    explicit PictureSource(QString path);
    /// A picture in memory: an encoded file. `name` is what a person sees.
    PictureSource(std::string bytes, QString name);
    /// A picture that is decoded already.
    PictureSource(std::shared_ptr<const Image> image, QString name);

    /// File name or what was given as one.
    const QString &name() const { return name_; }
    /// Empty for a picture that came from the clipboard.
    const QString &path() const { return path_; }

    /// Reads the picture on the first call; others wait. Throws FileError. For worker threads.
    LoadedPicture load() const;
    /// The same without what the window needs.
    std::shared_ptr<const Image> image() const;
    /// The picture as a PNG file, made once: for one without a file. For worker threads.
    QByteArray encoded() const;
    /// What load() gave; nulls before.
    LoadedPicture loaded() const;

    /// The features that `extract` finds for this picture, computed once for each `key` that is alive.
    std::shared_ptr<const GridFeatures> features(const std::shared_ptr<const void> &key,
                                                 const std::function<GridFeatures(const Image &)> &extract) const;

private:
    struct Known {
        std::weak_ptr<const void> key;
        std::shared_ptr<const GridFeatures> features;
    };

    QString path_;
    QString name_;
    mutable std::string bytes_; ///< until they are read
    mutable std::mutex reading_;
    mutable std::mutex mutex_; ///< guards what follows
    mutable std::shared_ptr<const Image> image_;
    mutable std::shared_ptr<const ui::Picture> shown_;
    mutable QByteArray encoded_;
    mutable std::vector<Known> features_;
};

} // namespace fovea::app
