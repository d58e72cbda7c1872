#include "app/window/navigation.h"

#include "ui/style/theme.h"

namespace fovea::app
{

Navigation::Navigation(QWidget *parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("navigationZone"));
    setFixedWidth(16 * ui::kGrid);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
}

void Navigation::addPage(const QString &name)
{
    addItem(name);
    if (currentRow() < 0)
        setCurrentRow(0);
}

void Navigation::setPageName(int index, const QString &name, const QString &toolTip)
{
    item(index)->setText(name);
    item(index)->setToolTip(toolTip);
}

} // namespace fovea::app
