#include "app/caption/picture_folder.h"

#include "ui/text/file_path.h"

namespace fovea::app
{

QString PictureFolder::label(int item) const { return ui::readableFileName(path(item)); }

std::shared_ptr<const DecodeInput> PictureFolder::input(int item) const
{
    return std::make_shared<PictureInput>(model_, std::make_shared<PictureSource>(path(item)));
}

} // namespace fovea::app
