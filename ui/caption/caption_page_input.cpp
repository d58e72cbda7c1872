// The part of CaptionPage that takes pictures from the clipboard and from what is dropped.
#include "ui/caption/caption_page.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMimeData>

#include "ui/text/file_path.h"
#include "ui/views/overlay_view.h"

namespace fovea::ui
{

void CaptionPage::pastePicture()
{
    if (!takePicture(QApplication::clipboard()->mimeData()))
        setMessage(MessageKind::Information, tr("The clipboard holds no picture."));
}

bool CaptionPage::takePicture(const QMimeData *mime)
{
    const QStringList files = localPaths(mime);
    if (!files.isEmpty()) {
        emit picturesOpened(files);
        return true;
    }
    const QImage image = mime && mime->hasImage() ? qvariant_cast<QImage>(mime->imageData()) : QImage();
    if (image.isNull())
        return false;
    emit picturePasted(image);
    return true;
}

void CaptionPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasImage() && localPaths(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    overlay_->setDropHighlighted(true);
}

void CaptionPage::dragLeaveEvent(QDragLeaveEvent *) { overlay_->setDropHighlighted(false); }

void CaptionPage::dropEvent(QDropEvent *event)
{
    overlay_->setDropHighlighted(false);
    if (takePicture(event->mimeData()))
        event->acceptProposedAction();
}

} // namespace fovea::ui
