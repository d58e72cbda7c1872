#include <algorithm>

#include <QApplication>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/views/diagram_view.h"

namespace fovea::ui
{

namespace
{

std::optional<Stage> stageOf(DiagramPart part)
{
    switch (part) {
    case DiagramPart::Match:
        return Stage::Match;
    case DiagramPart::Weight:
        return Stage::Softmax;
    case DiagramPart::Context:
        return Stage::WeightedSum;
    case DiagramPart::Update:
    case DiagramPart::PreviousWord:
        return Stage::StateUpdate;
    case DiagramPart::Output:
        return Stage::Output;
    default:
        return std::nullopt;
    }
}

} // namespace

void DiagramView::pointAt(QPointF position, QPoint global)
{
    const DiagramHit hit = layout_.hitAt(position);
    if (hit == hit_)
        return;
    hit_ = hit;
    setHovered(hit.column);
    const QString text = toolTipFor(hit);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, text, viewport());
}

void DiagramView::pointAway()
{
    hit_ = {};
    setHovered(-1);
}

void DiagramView::clickAt(QPointF position)
{
    if (!trace())
        return;
    const DiagramHit hit = layout_.hitAt(position);
    const int steps = static_cast<int>(trace()->steps.size());
    if (hit.column >= 0)
        select(hit.column);
    if (const auto stage = stageOf(hit.part))
        setStage(*stage);
    else if (hit.part == DiagramPart::PreviousState && options_.step > 0)
        emit stepSelected(options_.step - 1);
    else if (hit.part == DiagramPart::NextState && options_.step >= 0 && options_.step + 1 < steps)
        emit stepSelected(options_.step + 1);
}

void DiagramView::wheelEvent(QWheelEvent *event)
{
    // A wheel that turns one way only still reaches all of a long sentence.
    const bool zooms = event->modifiers() & Qt::ControlModifier;
    if (!zooms && verticalScrollBar()->maximum() == 0 && event->angleDelta().x() == 0 &&
        horizontalScrollBar()->maximum() > 0) {
        const double notches = event->angleDelta().y() / 120.0;
        horizontalScrollBar()->setValue(
            horizontalScrollBar()->value() -
            static_cast<int>(notches * QApplication::wheelScrollLines() * horizontalScrollBar()->singleStep() / 2));
        event->accept();
        return;
    }
    TraceView::wheelEvent(event);
}

void DiagramView::zoomAt(double factor, QPointF) { setZoom(zoom_ * factor); }

void DiagramView::languageChanged()
{
    updateTexts();
    relayout();
}

bool DiagramView::moveByKey(int key)
{
    const int columns = painter_.columns();
    if (columns == 0)
        return false;
    // The first key starts from where the model looks.
    const int strongest = std::max(0, painter_.strongestColumn(options_.step));
    const int selected = options_.selectedColumn;
    switch (key) {
    case Qt::Key_Left:
        select(selected < 0 ? strongest : selected - 1);
        return true;
    case Qt::Key_Right:
        select(selected < 0 ? strongest : selected + 1);
        return true;
    case Qt::Key_Home:
        select(0);
        return true;
    case Qt::Key_End:
        select(columns - 1);
        return true;
    case Qt::Key_Up:
        nextStage();
        return true;
    case Qt::Key_Down:
        previousStage();
        return true;
    case Qt::Key_Escape:
        if (!options_.stage && selected < 0)
            return false;
        options_.selectedColumn = -1;
        clearStage();
        emit sourceHovered(-1);
        return true;
    default:
        return false;
    }
}

void DiagramView::select(int column)
{
    column = std::clamp(column, 0, painter_.columns() - 1);
    if (column == options_.selectedColumn)
        return;
    options_.selectedColumn = column;
    reveal(column);
    viewport()->update();
    updateTexts();
    if (column != hovered_)
        emit sourceHovered(column);
}

void DiagramView::setHovered(int column)
{
    if (column == hovered_)
        return;
    hovered_ = column;
    updateHighlight();
    emit sourceHovered(column);
}

} // namespace fovea::ui
