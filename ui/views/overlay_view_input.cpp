#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include "ui/views/overlay_view.h"

namespace fovea::ui
{

namespace
{

constexpr std::pair<int, OverlayTool> kToolKeys[] = {{Qt::Key_V, OverlayTool::Look},
                                                     {Qt::Key_B, OverlayTool::Paint},
                                                     {Qt::Key_R, OverlayTool::Region},
                                                     {Qt::Key_M, OverlayTool::Mask}};

} // namespace

void OverlayView::pointAt(QPointF position, QPoint global)
{
    const int cell = layout_.cellAt(position);
    if (cell == options_.hovered)
        return;
    setHovered(cell);
    const QString text = toolTipFor(cell);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, text, viewport());
}

QPointF OverlayView::cellPlace(QPointF position) const
{
    const QRectF grid = layout_.gridRect();
    return {(position.x() - grid.left()) / grid.width() * painter_.grid().columns,
            (position.y() - grid.top()) / grid.height() * painter_.grid().rows};
}

void OverlayView::pointAway() { setHovered(-1); }

void OverlayView::mousePressEvent(QMouseEvent *event)
{
    const bool edits = tool_ != OverlayTool::Look && canEdit() && layout_.cellAt(event->position()) >= 0;
    const bool paints = tool_ == OverlayTool::Paint;
    const bool right = event->button() == Qt::RightButton;
    if (edits && (event->button() == Qt::LeftButton || (right && paints)))
        beginTool(event->position(), paints && (right || (event->modifiers() & Qt::ShiftModifier)));
    else
        TraceView::mousePressEvent(event);
}

void OverlayView::mouseMoveEvent(QMouseEvent *event)
{
    if (!usingTool_) {
        TraceView::mouseMoveEvent(event);
        return;
    }
    setHovered(layout_.cellAt(event->position()));
    continueTool(event->position());
}

void OverlayView::mouseReleaseEvent(QMouseEvent *event)
{
    if (usingTool_)
        endTool();
    else
        TraceView::mouseReleaseEvent(event);
    updateCursor();
}

void OverlayView::clickAt(QPointF position)
{
    if (painter_.isEmpty())
        emit pictureRequested();
    else if (const int cell = layout_.cellAt(position); cell >= 0)
        select(cell);
}

void OverlayView::beginTool(QPointF position, bool wiping)
{
    usingTool_ = true;
    wiping_ = wiping;
    ++gesture_;
    QToolTip::hideText();
    const int cell = layout_.cellAt(position);
    select(cell);
    switch (tool_) {
    case OverlayTool::Look:
        break;
    case OverlayTool::Paint:
        dab(position);
        break;
    case OverlayTool::Region:
        useToolOn(cell);
        break;
    case OverlayTool::Mask:
        firstCorner_ = cell;
        options_.marked = {cell};
        viewport()->update();
        break;
    }
}

void OverlayView::continueTool(QPointF position)
{
    const int cell = layout_.cellAt(position);
    if (tool_ == OverlayTool::Paint) {
        // A fast pointer leaves no gaps: a touch every half cell.
        const QPointF from = cellPlace(lastDab_);
        const QPointF to = cellPlace(position);
        const double distance = std::hypot(to.x() - from.x(), to.y() - from.y());
        const int touches = static_cast<int>(distance / 0.5);
        const QPointF start = lastDab_;
        for (int i = 1; i <= touches; ++i)
            dab(start + (position - start) * i / touches);
    } else if (tool_ == OverlayTool::Region && cell >= 0 && cell != selected_) {
        select(cell);
        useToolOn(cell);
    } else if (tool_ == OverlayTool::Mask && cell >= 0 && firstCorner_ >= 0) {
        options_.marked = cellsOfRectangle(firstCorner_, cell, painter_.grid().columns);
        viewport()->update();
    }
}

void OverlayView::endTool()
{
    if (!usingTool_)
        return;
    usingTool_ = false;
    if (tool_ != OverlayTool::Mask || options_.marked.empty())
        return;
    const std::vector<int> cells = std::exchange(options_.marked, {});
    firstCorner_ = -1;
    viewport()->update();
    // Something must be left to look at.
    if (static_cast<int>(cells.size()) < painter_.cells())
        emit positionsMasked(step_, cells, MaskReach::ThisStep);
}

// The tool on one cell, as a click or the space bar does.
void OverlayView::useToolOn(int cell)
{
    if (cell < 0 || !canEdit())
        return;
    switch (tool_) {
    case OverlayTool::Look:
        return;
    case OverlayTool::Paint:
        dab(layout_.cellRect(cell).center());
        return;
    case OverlayTool::Region:
        canvas_ = CellCanvas(painter_.grid().rows, painter_.grid().columns);
        canvas_.setMasked(options_.masked);
        canvas_.setAllOn(cell);
        showDraft();
        return;
    case OverlayTool::Mask:
        if (painter_.cells() > 1)
            emit positionsMasked(step_, {cell}, MaskReach::ThisStep);
        return;
    }
}

void OverlayView::dab(QPointF position)
{
    if (!canEdit())
        return;
    lastDab_ = position;
    if (canvas_.isEmpty()) {
        canvas_ = CellCanvas(painter_.grid().rows, painter_.grid().columns);
        canvas_.setMasked(options_.masked);
        // What is painted is where the step looks; wiping begins with where it looked.
        if (wiping_)
            canvas_.setWeights(*painter_.weights(step_));
    }
    if (canvas_.dab(cellPlace(position), brush_, wiping_))
        showDraft();
}

void OverlayView::showDraft()
{
    if (!canvas_.hasWeight()) {
        canvas_ = {}; // all of it is masked
        return;
    }
    const Vector weights = canvas_.weights();
    painter_.setPreview(step_, weights);
    viewport()->update();
    updateTexts();
    emit weightsPreviewed(step_, weights, gesture_);
}

void OverlayView::applyDraft()
{
    if (!canvas_.isEmpty() && canvas_.hasWeight() && canEdit())
        emit weightsEdited(step_, canvas_.weights());
}

void OverlayView::cancelDraft()
{
    if (canvas_.isEmpty())
        return;
    canvas_ = {};
    painter_.setPreview(-1, {});
    viewport()->update();
    updateTexts();
    emit draftCancelled();
}

bool OverlayView::viewportEvent(QEvent *event)
{
    // The right button wipes.
    if (event->type() == QEvent::ContextMenu && tool_ == OverlayTool::Paint && canEdit())
        return true;
    return TraceView::viewportEvent(event);
}

void OverlayView::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers() == Qt::ShiftModifier;
    wiping_ = shift && tool_ == OverlayTool::Paint;
    if (!(wiping_ && event->key() == Qt::Key_Space && moveByKey(event->key())))
        TraceView::keyPressEvent(event);
}

bool OverlayView::moveByKey(int key)
{
    const int columns = painter_.grid().columns;
    const int rows = painter_.grid().rows;
    if (painter_.isEmpty() && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)) {
        emit pictureRequested();
        return true;
    }
    if (key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
        const int step = step_ + (key == Qt::Key_PageDown ? 1 : -1);
        if (step >= 0 && step < painter_.steps())
            emit stepSelected(step);
        return painter_.steps() > 0;
    }
    if (painter_.cells() == 0)
        return false;
    for (const auto &[letter, tool] : kToolKeys)
        if (key == letter && canEdit()) {
            emit toolRequested(tool);
            return true;
        }
    if (key == Qt::Key_Space && tool_ != OverlayTool::Look && selected_ >= 0) {
        ++gesture_;
        useToolOn(selected_);
        return true;
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && hasDraft()) {
        applyDraft();
        return true;
    }
    if (key == Qt::Key_Escape && (hasDraft() || selected_ >= 0)) {
        if (hasDraft())
            cancelDraft();
        else
            select(-1);
        return true;
    }
    // The first key press reaches the strongest region.
    const bool first = selected_ < 0;
    const int start = first ? std::max(0, painter_.strongestCell(step_)) : selected_;
    int row = start / columns;
    int column = start % columns;
    switch (key) {
    case Qt::Key_Left:
        column -= first ? 0 : 1;
        break;
    case Qt::Key_Right:
        column += first ? 0 : 1;
        break;
    case Qt::Key_Up:
        row -= first ? 0 : 1;
        break;
    case Qt::Key_Down:
        row += first ? 0 : 1;
        break;
    case Qt::Key_Home:
        column = 0;
        break;
    case Qt::Key_End:
        column = columns - 1;
        break;
    default:
        return false;
    }
    select(std::clamp(row, 0, rows - 1) * columns + std::clamp(column, 0, columns - 1));
    return true;
}

void OverlayView::focusInEvent(QFocusEvent *event)
{
    TraceView::focusInEvent(event);
    announce();
}

void OverlayView::focusOutEvent(QFocusEvent *event)
{
    TraceView::focusOutEvent(event);
    announce();
}

} // namespace fovea::ui
