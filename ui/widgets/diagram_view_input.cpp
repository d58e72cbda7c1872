#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/widgets/diagram_view.h"

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

void DiagramView::mousePressEvent(QMouseEvent *event) { event->setAccepted(event->button() == Qt::LeftButton); }

void DiagramView::mouseMoveEvent(QMouseEvent *event)
{
    const DiagramHit hit = layout_.hitAt(event->position());
    if (hit == hit_)
        return;
    hit_ = hit;
    setHovered(hit.column);
    const QString text = toolTipFor(hit);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPosition().toPoint(), text, viewport());
}

void DiagramView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !trace())
        return;
    const DiagramHit hit = layout_.hitAt(event->position());
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
    if (event->modifiers() & Qt::ControlModifier) {
        // 120 units are one notch of a wheel.
        setZoom(zoom_ * std::pow(1.15, event->angleDelta().y() / 120.0));
        event->accept();
        return;
    }
    // A wheel that turns one way only still reaches all of a long sentence.
    if (verticalScrollBar()->maximum() == 0 && event->angleDelta().x() == 0 && horizontalScrollBar()->maximum() > 0) {
        const double notches = event->angleDelta().y() / 120.0;
        horizontalScrollBar()->setValue(
            horizontalScrollBar()->value() -
            static_cast<int>(notches * QApplication::wheelScrollLines() * horizontalScrollBar()->singleStep() / 2));
        event->accept();
        return;
    }
    TraceView::wheelEvent(event);
}

bool DiagramView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        hit_ = {};
        setHovered(-1);
    } else if (event->type() == QEvent::ToolTip) {
        return true; // shown as the pointer moves
    }
    return TraceView::viewportEvent(event);
}

void DiagramView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_0:
        resetZoom();
        return;
    default:
        break;
    }
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (!plain || !moveBy(event->key()))
        TraceView::keyPressEvent(event);
}

bool DiagramView::moveBy(int key)
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

void DiagramView::focusInEvent(QFocusEvent *event)
{
    viewport()->update();
    TraceView::focusInEvent(event);
}

void DiagramView::focusOutEvent(QFocusEvent *event)
{
    viewport()->update();
    TraceView::focusOutEvent(event);
}

void DiagramView::changeEvent(QEvent *event)
{
    TraceView::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        updateStyle();
        break;
    case QEvent::LanguageChange:
        updateTexts();
        relayout();
        break;
    default:
        break;
    }
}

} // namespace fovea::ui
