#include "app/navigation.h"

#include <QEvent>

#include "ui/theme.h"

namespace fovea::app
{

Navigation::Navigation(QWidget *parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("navigationZone"));
    setFixedWidth(16 * ui::kGrid);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    updateStyle();
}

void Navigation::addPage(const QString &name)
{
    addItem(name);
    if (currentRow() < 0)
        setCurrentRow(0);
}

void Navigation::updateStyle()
{
    const ui::Colors colors = ui::colors(palette());
    setStyleSheet(
        QStringLiteral("QListWidget { background: %1; border: none; border-right: 1px solid %2; outline: none;"
                       " padding: 8px 6px; }"
                       "QListWidget::item { color: %3; padding: 8px 12px; border-radius: 6px; margin: 1px 0; }"
                       "QListWidget::item:hover { background: %4; }"
                       "QListWidget::item:selected { background: %5; color: %6; }")
            .arg(colors.surface.name(), colors.gridLine.name(), colors.text.name(), colors.hover.name(),
                 colors.accentSoft.name(), colors.accent.name()));
}

void Navigation::changeEvent(QEvent *event)
{
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateStyle();
}

} // namespace fovea::app
