#include "ui/views/overlay_view.h"

#include <algorithm>
#include <cmath>

#include <QPaintEvent>
#include <QPainter>

#include "ui/render/figure/picture_figure.h"
#include "ui/style/theme.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr int kRim = 4; // pixels that the line around a cell reaches beyond it

} // namespace

OverlayView::OverlayView(QWidget *parent) : TraceView(parent)
{
    OverlayView::styleChanged();
    updateTexts();
}

OverlayView::~OverlayView() = default;

void OverlayView::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    if (trace == painter_.trace())
        return;
    rebuild(std::move(trace), painter_.picture());
}

void OverlayView::setPicture(std::shared_ptr<const Picture> picture, const GridGeometry &grid)
{
    if (picture == painter_.picture() && grid == grid_)
        return;
    if (picture != painter_.picture()) {
        zoom_ = 1;
        focus_ = {0.5, 0.5};
    }
    grid_ = grid;
    rebuild(painter_.trace(), std::move(picture));
}

void OverlayView::rebuild(std::shared_ptr<const AttentionTrace> trace, std::shared_ptr<const Picture> picture)
{
    const int cells = painter_.cells();
    painter_ = OverlayPainter(std::move(trace), std::move(picture), grid_);
    // The answer to a preview comes as a trace, in the middle of a stroke.
    if (painter_.cells() == cells && painter_.weights(step_) && !canvas_.isEmpty()) {
        painter_.setPreview(step_, canvas_.weights());
    } else {
        canvas_ = {};
        usingTool_ = false;
        options_.marked.clear();
    }
    if (painter_.cells() != cells) {
        selected_ = -1;
        options_.highlighted = -1;
        options_.masked.clear();
    }
    options_.hovered = -1;
    relayout();
    announce();
    updateTexts();
    updateCursor();
    if (viewport()->underMouse())
        pointAt(viewport()->mapFromGlobal(QCursor::pos()), QCursor::pos());
}

void OverlayView::setEmptyText(const QString &text)
{
    emptyText_ = text;
    viewport()->update();
}

void OverlayView::setMatrixOptions(const MatrixOptions &options)
{
    options_.colorMap = options.colorMap;
    options_.scale = options.scale;
    viewport()->update();
}

FigureOptions OverlayView::figureOptions() const
{
    FigureOptions figure = pictureFigureOptions(trace().get(), picture(), painter_.grid(), options_);
    figure.view = FigureView::Overlay;
    figure.currentStep = step_;
    if (step_ >= 0 && step_ < painter_.steps())
        figure.subtitle = tr("step %1, “%2”").arg(step_ + 1).arg(targetLabel(*trace(), step_)) +
                          (figure.subtitle.isEmpty() ? QString() : QStringLiteral(" · ") + figure.subtitle);
    return figure;
}

void OverlayView::setMaskedCells(std::vector<int> cells)
{
    if (cells == options_.masked)
        return;
    options_.masked = std::move(cells);
    if (!canvas_.isEmpty())
        canvas_.setMasked(options_.masked);
    viewport()->update();
}

void OverlayView::setDraft(int step, const Vector &weights)
{
    const bool shows = step == step_ && weights.size() > 0 && weights.size() == painter_.cells() &&
                       weights.allFinite() && weights.maxCoeff() > 0;
    // A draft that comes back from the owner of the undo stack is the one that is painted on.
    if (!shows)
        canvas_ = {};
    else if (canvas_.isEmpty() || !canvas_.weights().isApprox(weights, Scalar(1e-4))) {
        canvas_ = CellCanvas(painter_.grid().rows, painter_.grid().columns);
        canvas_.setMasked(options_.masked);
        canvas_.setWeights(weights);
    }
    painter_.setPreview(step_, shows ? weights : Vector());
    viewport()->update();
    updateTexts();
}

OverlayOptions OverlayView::overlayOptions() const
{
    OverlayOptions options = options_;
    options.selected = hasFocus() ? selected_ : -1;
    return options;
}

QSize OverlayView::sizeHint() const { return {640, 480}; }
QSize OverlayView::minimumSizeHint() const { return {240, 180}; }

void OverlayView::setCurrentStep(int step)
{
    if (step == step_)
        return;
    step_ = step;
    canvas_ = {};
    painter_.setPreview(-1, {});
    relayout();
    updateTexts();
    updateCursor();
}

void OverlayView::setColorMap(ColorMapId id)
{
    options_.colorMap = id;
    viewport()->update();
}

void OverlayView::setScaleMode(ScaleMode mode)
{
    options_.scale = mode;
    viewport()->update();
}

void OverlayView::setChoice(const OverlayChoice &choice)
{
    if (choice == options_.choice)
        return;
    options_.choice = choice;
    viewport()->update();
}

void OverlayView::setHighlightedSource(int source)
{
    if (source == options_.highlighted)
        return;
    updateCell(options_.highlighted);
    options_.highlighted = source;
    updateCell(source);
}

void OverlayView::setTool(OverlayTool tool)
{
    if (tool == tool_)
        return;
    endTool();
    tool_ = tool;
    updateCursor();
    updateTexts();
}

void OverlayView::setEditable(bool editable)
{
    editable_ = editable;
    updateCursor();
}

void OverlayView::setBrushRadius(double cells) { brush_ = std::clamp(cells, 0.25, 20.0); }

bool OverlayView::canEdit() const { return editable_ && painter_.weights(step_) != nullptr; }

void OverlayView::updateCursor()
{
    const bool edits = tool_ != OverlayTool::Look && canEdit();
    viewport()->setCursor(edits ? Qt::CrossCursor : Qt::ArrowCursor);
}

void OverlayView::styleChanged()
{
    options_.style = Style::fromPalette(palette());
    options_.font = QWidget::font();
    options_.font.setPixelSize(basePixels(QWidget::font()));
    relayout();
}

void OverlayView::languageChanged()
{
    updateTexts();
    relayout();
}

void OverlayView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect exposed = event->rect();
    painter.fillRect(exposed, options_.style.background);
    if (!painter_.isEmpty()) {
        painter.setClipRect(exposed);
        painter_.paint(painter, layout_, overlayOptions(), step_, exposed);
        return;
    }
    paintEmpty(painter);
}

// A frame to drop a picture into, or to click.
void OverlayView::paintEmpty(QPainter &painter) const
{
    const Colors c = colors(palette());
    const QRectF frame = area().adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(dropHighlighted_ || hasFocus() ? c.focus : c.gridLine, 1.5, Qt::DashLine));
    painter.setBrush(dropHighlighted_ ? QBrush(c.hover) : Qt::NoBrush);
    painter.drawRoundedRect(frame, 2 * kCornerRadius, 2 * kCornerRadius);
    const double base = basePixels(options_.font);
    const double side = 3.5 * base;
    const QRectF text(frame.left() + base, frame.center().y(), frame.width() - 2 * base, frame.height() / 2 - base);
    paintIcon(&painter, QRectF(frame.center().x() - side / 2, text.top() - 1.4 * side, side, side),
              QStringLiteral("picture"), c.mutedText);
    painter.setFont(options_.font);
    painter.setPen(options_.style.mutedText);
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, emptyText_);
}

void OverlayView::setCaption(const QString &text)
{
    if (text == options_.caption)
        return;
    options_.caption = text;
    relayout();
}

void OverlayView::setDropHighlighted(bool highlighted)
{
    dropHighlighted_ = highlighted;
    viewport()->update();
}

void OverlayView::setHovered(int cell)
{
    if (cell == options_.hovered)
        return;
    updateCell(options_.hovered);
    options_.hovered = cell;
    updateCell(cell);
    announce();
}

void OverlayView::select(int cell)
{
    if (cell == selected_)
        return;
    updateCell(selected_);
    selected_ = cell;
    updateCell(cell);
    announce();
    updateTexts();
}

void OverlayView::updateCell(int cell)
{
    if (cell >= 0 && cell < painter_.cells())
        viewport()->update(layout_.cellRect(cell).toAlignedRect().adjusted(-kRim, -kRim, kRim, kRim));
}

// Says where the person points: with the pointer, else by keyboard.
void OverlayView::announce()
{
    const int source = options_.hovered >= 0 ? options_.hovered : hasFocus() ? selected_ : -1;
    if (source == lastSource_)
        return;
    lastSource_ = source;
    emit sourceHovered(source);
}

} // namespace fovea::ui
