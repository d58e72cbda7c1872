#pragma once

#include <QString>
#include <QStringList>

#include <memory>

#include "app/caption/captioning_model.h"
#include "app/lists/item_source.h"

namespace fovea::app
{

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
