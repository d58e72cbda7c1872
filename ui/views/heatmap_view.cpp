#include "ui/views/heatmap_view.h"

#include <algorithm>
#include <cmath>

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 16;
constexpr double kColorBarFrom = 27; // narrower views need the room for cells

} // namespace

HeatmapView::HeatmapView(QWidget *parent) : TraceView(parent)
{
    styleChanged();
    updateTexts();
}

HeatmapView::~HeatmapView() = default;

void HeatmapView::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    if (trace == painter_.trace())
        return;
    const bool sameSource = trace && painter_.trace() && trace->source.labels == painter_.trace()->source.labels;
    painter_ = HeatmapPainter(std::move(trace));
    options_.hovered = {};
    if (options_.selected.row >= painter_.rows() || options_.selected.column >= painter_.columns() || !sameSource)
        options_.selected = {};
    if (!sameSource) {
        horizontalScrollBar()->setValue(0);
        verticalScrollBar()->setValue(0);
    }
    relayout();
    revealCurrentRow();
    updateTexts();
    if (viewport()->underMouse() && !isPanning())
        pointAt(viewport()->mapFromGlobal(QCursor::pos()), QCursor::pos());
}

void HeatmapView::setEmptyText(const QString &text)
{
    emptyText_ = text;
    viewport()->update();
}

FigureOptions HeatmapView::figureOptions() const
{
    FigureOptions figure;
    figure.colorMap = options_.colorMap;
    figure.scale = options_.scale;
    figure.showValues = options_.showValues;
    figure.currentStep = options_.currentRow;
    figure.dark = options_.style.dark;
    figure.cell = layout_.cell;
    figure.font = options_.font;
    if (const auto &shown = trace()) {
        figure.title = QString::fromStdString(shown->sourceText);
        if (!shown->targetText.empty())
            figure.title += QStringLiteral(" \u2192 ") + QString::fromStdString(shown->targetText);
        figure.subtitle = QString::fromStdString(shown->model.name);
    }
    return figure;
}

QSize HeatmapView::sizeHint() const { return {640, 480}; }
QSize HeatmapView::minimumSizeHint() const { return {240, 180}; }

void HeatmapView::setCurrentStep(int step)
{
    if (step == options_.currentRow)
        return;
    options_.currentRow = step;
    viewport()->update();
    revealCurrentRow();
    updateTexts();
}

void HeatmapView::setMatrixOptions(const MatrixOptions &options)
{
    options_.colorMap = options.colorMap;
    options_.scale = options.scale;
    options_.showValues = options.showValues;
    relayout();
}

void HeatmapView::setColorMap(ColorMapId id)
{
    options_.colorMap = id;
    relayout();
}

void HeatmapView::setScaleMode(ScaleMode mode)
{
    options_.scale = mode;
    relayout();
}

void HeatmapView::setShowValues(bool show)
{
    options_.showValues = show;
    relayout();
}

void HeatmapView::setHighlightedSource(int source)
{
    if (source == options_.highlightedColumn)
        return;
    updateCross({-1, options_.highlightedColumn});
    options_.highlightedColumn = source;
    updateCross({-1, source});
}

void HeatmapView::setScaleMaximum(double maximum)
{
    if (maximum == options_.scaleMaximum)
        return;
    options_.scaleMaximum = maximum;
    relayout();
}

void HeatmapView::setInRow(bool inRow)
{
    options_.atTop = inRow;
    relayout();
}

void HeatmapView::setName(const QString &name)
{
    name_ = name;
    updateTexts();
}

void HeatmapView::setCellNumbers(std::function<CellNumbers(HeatmapCell)> numbers) { cellNumbers_ = std::move(numbers); }

QRectF HeatmapView::area() const
{
    return QRectF(viewport()->rect()).adjusted(kPadding, kPadding / 2, -kPadding, -kPadding / 2);
}

void HeatmapView::relayout()
{
    if (layingOut_)
        return;
    layingOut_ = true;
    const QSizeF ownBefore = ownCell_;
    options_.showColorBar = !options_.atTop && area().width() > kColorBarFrom * basePixels(options_.font);
    // Showing or hiding a scroll bar changes the viewport, and with it the cells that fit: settles in two rounds.
    for (int round = 0; round < 3; ++round) {
        const QSize before = viewport()->size();
        ownCell_ = zoom_ == Zoom::Manual ? manualCell_ : chooseCell();
        QSizeF cell = ownCell_;
        if (zoom_ != Zoom::Manual && !cellLimit_.isEmpty())
            cell = cell.boundedTo(cellLimit_);
        layout_ = painter_.layout(area(), cell, options_);
        updateScrollBars();
        if (viewport()->size() == before)
            break;
    }
    layingOut_ = false;
    viewport()->update();
    if (ownCell_ != ownBefore)
        emit ownCellChanged();
}

void HeatmapView::updateScrollBars()
{
    const QPointF most = layout_.maximumScroll();
    horizontalScrollBar()->setRange(0, static_cast<int>(std::ceil(most.x())));
    horizontalScrollBar()->setPageStep(static_cast<int>(layout_.matrix.width()));
    horizontalScrollBar()->setSingleStep(std::max(8, static_cast<int>(layout_.cell.width())));
    verticalScrollBar()->setRange(0, static_cast<int>(std::ceil(most.y())));
    verticalScrollBar()->setPageStep(static_cast<int>(layout_.matrix.height()));
    verticalScrollBar()->setSingleStep(std::max(8, static_cast<int>(layout_.cell.height())));
    layout_.scroll = QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

void HeatmapView::styleChanged()
{
    const QFont own = QWidget::font();
    options_.style = Style::fromPalette(palette());
    options_.font = own;
    options_.font.setPixelSize(basePixels(own));
    relayout();
}

void HeatmapView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    lastPaint_ = {};
    for (const QRect &exposed : event->region()) {
        painter.setClipRect(exposed);
        painter.fillRect(exposed, options_.style.background);
        if (painter_.columns() == 0) {
            paintEmpty(painter);
            continue;
        }
        HeatmapOptions options = options_;
        if (!hasFocus())
            options.selected = {};
        const PaintCount count = painter_.paint(painter, layout_, options, exposed);
        lastPaint_.cells += count.cells;
        lastPaint_.labels += count.labels;
    }
}

void HeatmapView::paintEmpty(QPainter &painter) const
{
    const QString text =
        emptyText_.isEmpty() ? tr("Type a sentence and step: the matrix grows by a row a word.") : emptyText_;
    painter.setFont(options_.font);
    painter.setPen(options_.style.mutedText);
    painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void HeatmapView::resizeEvent(QResizeEvent *event)
{
    TraceView::resizeEvent(event);
    relayout();
}

void HeatmapView::scrollContentsBy(int, int)
{
    layout_.scroll = QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    // The labels move, too, but only along their own axis: there is nothing to blit.
    viewport()->update();
}

HeatmapCell HeatmapView::cellUnder(QPointF position) const
{
    if (const auto cell = layout_.cellAt(position))
        return *cell;
    return {layout_.rowAt(position).value_or(-1), layout_.columnAt(position).value_or(-1)};
}

void HeatmapView::pointAt(QPointF position, QPoint global)
{
    const HeatmapCell cell = cellUnder(position);
    if (cell == options_.hovered)
        return;
    setHovered(cell);
    const QString text = toolTipFor(cell);
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, text, viewport());
}

void HeatmapView::setHovered(HeatmapCell cell)
{
    if (cell == options_.hovered)
        return;
    updateCross(options_.hovered);
    options_.hovered = cell;
    updateCross(cell);
    emit cellHovered(cell.row, cell.column);
    emit sourceHovered(cell.column);
}

// Repaints what a pointer on this cell changes: its column, its labels and the cell itself.
void HeatmapView::updateCross(HeatmapCell cell)
{
    constexpr int kRim = 6;
    const auto repaint = [this](const QRectF &area) {
        viewport()->update(area.toAlignedRect().adjusted(-kRim, -kRim, kRim, kRim));
    };
    const bool stride = layout_.sourceStride > 1 || layout_.targetStride > 1;
    if (cell.column >= 0) {
        repaint(layout_.columnRect(cell.column) & layout_.matrix);
        QRectF label = layout_.sourceLabels;
        if (layout_.sourceMode != LabelMode::Slanted && !stride) {
            label.setLeft(layout_.columnRect(cell.column).left());
            label.setWidth(layout_.cell.width());
        }
        repaint(label);
    }
    if (cell.row >= 0) {
        QRectF label = layout_.targetLabels;
        if (!stride) {
            label.setTop(layout_.rowRect(cell.row).top());
            label.setHeight(layout_.cell.height());
        }
        repaint(label);
    }
}

void HeatmapView::revealCurrentRow()
{
    const auto strongest = painter_.strongestColumns(options_.currentRow);
    ensureVisible({options_.currentRow, strongest.empty() ? -1 : strongest.front()});
}

void HeatmapView::ensureVisible(HeatmapCell cell)
{
    const auto reveal = [](QScrollBar *bar, double start, double length, double page) {
        if (start < bar->value())
            bar->setValue(static_cast<int>(std::floor(start)));
        else if (start + length >
                 bar->value() + page) // a row taller than the view, before it has its size, from its top
            bar->setValue(static_cast<int>(std::min(std::floor(start), std::ceil(start + length - page))));
    };
    const QSizeF size = layout_.cell;
    if (cell.row >= 0 && cell.row < painter_.rows()) {
        // The row to come stays in sight behind the last word.
        const int rows = painter_.isRowToCome(cell.row + 1) ? 2 : 1;
        reveal(verticalScrollBar(), cell.row * size.height(), rows * size.height(), layout_.matrix.height());
    }
    if (cell.column >= 0 && cell.column < painter_.columns())
        reveal(horizontalScrollBar(), cell.column * size.width(), size.width(), layout_.matrix.width());
}

} // namespace fovea::ui
