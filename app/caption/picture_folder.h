#pragma once

#include <QString>
#include <QStringList>

#include <memory>

#include "app/caption/captioning_model.h"
#include "app/lists/item_source.h"
#include "core/types/run_control.h"

namespace fovea::app
{

inline constexpr int kMostPictures = 100'000;

/// Paths of the pictures that lie in a folder, not in folders within it, sorted by name with numbers as numbers. Told
/// by their first bytes. Throws FileError for a folder that cannot be read, has none or more than kMostPictures;
/// Cancelled.
QStringList picturesIn(const QString &folder, const RunControl &control = {});

/// The pictures of a folder for a caption model. Each is read anew when it is decoded.
class PictureFolder final : public ItemSource
{
public:
    PictureFolder(QStringList paths, std::shared_ptr<const CaptioningModel> model)
        : paths_(std::move(paths)), model_(std::move(model))
    {
    }

    int count() const override { return static_cast<int>(paths_.size()); }
    QString label(int item) const override;
    const QString &path(int item) const { return paths_.at(item); }
    std::shared_ptr<const DecodeInput> input(int item) const override;

private:
    QStringList paths_;
    std::shared_ptr<const CaptioningModel> model_;
};

} // namespace fovea::app
