#include "app/window/file_drop.h"

#include <QDropEvent>
#include <QWidget>

#include "ui/text/file_path.h"

namespace fovea::app
{

FileDrop::FileDrop(QWidget *window) : QObject(window), window_(window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
    for (QWidget *child : window->findChildren<QWidget *>())
        if (child->acceptDrops())
            child->installEventFilter(this);
}

bool FileDrop::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const QStringList paths = ui::localPaths(drop->mimeData());
    if (paths.isEmpty())
        return QObject::eventFilter(watched, event);
    if (watched != window_) { // the next one to be asked is the parent, in the end the window
        drop->ignore();
        return true;
    }
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (type == QEvent::Drop)
        emit dropped(paths);
    return true;
}

} // namespace fovea::app
