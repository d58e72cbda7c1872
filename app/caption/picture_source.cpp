#include "app/caption/picture_source.h"

#include <QBuffer>
#include <QImage>

#include <algorithm>
#include <utility>

#include "core/vision/picture_file.h"
#include "ui/text/file_path.h"

namespace fovea::app
{

std::shared_ptr<const ui::Picture> shownPicture(const std::shared_ptr<const Image> &image, const QString &name)
{
    // The QImage keeps the pixels alive; read-only data is copied before anybody could change it.
    auto *owner = new std::shared_ptr<const Image>(image);
    const QImage shown(
        image->rgb.data(), image->width, image->height, 3 * static_cast<qsizetype>(image->width), QImage::Format_RGB888,
        [](void *kept) { delete static_cast<std::shared_ptr<const Image> *>(kept); }, owner);
    return std::make_shared<const ui::Picture>(shown, name);
}

PictureSource::PictureSource(QString path) : path_(std::move(path)), name_(ui::readableFileName(path_)) {}

PictureSource::PictureSource(std::string bytes, QString name) : name_(std::move(name)), bytes_(std::move(bytes)) {}

PictureSource::PictureSource(std::shared_ptr<const Image> image, QString name)
    : name_(std::move(name)), image_(std::move(image))
{
}

std::shared_ptr<const Image> PictureSource::image() const
{
    const auto known = [this] {
        const std::scoped_lock lock(mutex_);
        return image_;
    };
    if (auto image = known())
        return image;
    const std::scoped_lock reading(reading_);
    if (auto image = known())
        return image;
    auto image = std::make_shared<const Image>(path_.isEmpty() ? readPicture(bytes_, name_.toStdString())
                                                               : readPicture(ui::toPath(path_)));
    std::string().swap(bytes_);
    const std::scoped_lock lock(mutex_);
    image_ = std::move(image);
    return image_;
}

LoadedPicture PictureSource::load() const
{
    const std::shared_ptr<const Image> pixels = image();
    const std::scoped_lock reading(reading_);
    if (LoadedPicture known = loaded(); known.image)
        return known;
    auto shown = shownPicture(pixels, name_);
    const std::scoped_lock lock(mutex_);
    shown_ = std::move(shown);
    return {image_, shown_};
}

QByteArray PictureSource::encoded() const
{
    {
        const std::scoped_lock lock(mutex_);
        if (!encoded_.isEmpty())
            return encoded_;
    }
    const std::shared_ptr<const Image> pixels = image();
    const QImage picture(pixels->rgb.data(), pixels->width, pixels->height, 3 * static_cast<qsizetype>(pixels->width),
                         QImage::Format_RGB888);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    picture.save(&buffer, "PNG");
    const std::scoped_lock lock(mutex_);
    encoded_ = bytes;
    return bytes;
}

LoadedPicture PictureSource::loaded() const
{
    const std::scoped_lock lock(mutex_);
    return shown_ ? LoadedPicture{image_, shown_} : LoadedPicture();
}

std::shared_ptr<const GridFeatures>
PictureSource::features(const std::shared_ptr<const void> &key,
                        const std::function<GridFeatures(const Image &)> &extract) const
{
    const auto isKey = [&key](const Known &known) { return known.key.lock() == key; };
    {
        const std::scoped_lock lock(mutex_);
        if (const auto found = std::find_if(features_.begin(), features_.end(), isKey); found != features_.end())
            return found->features;
    }
    auto found = std::make_shared<const GridFeatures>(extract(*image()));
    const std::scoped_lock lock(mutex_);
    features_.erase(std::remove_if(features_.begin(), features_.end(),
                                   [&](const Known &known) { return known.key.expired() || isKey(known); }),
                    features_.end());
    features_.push_back({key, found});
    return found;
}

} // namespace fovea::app
