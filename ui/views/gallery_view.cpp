#include "ui/views/gallery_view.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/render/figure/picture_figure.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"
#include "ui/views/overlay_view.h"

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 16;
constexpr double kSmallestPanel = 48;
constexpr double kReadablePanel = 112; // smaller ones are only drawn when the person asks
constexpr double kComfortablePanel = 320;
constexpr double kLargestPanel = 960;

} // namespace

GalleryView::GalleryView(QWidget *parent) : TraceView(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    GalleryView::styleChanged();
    updateTexts();
}

GalleryView::~GalleryView() = default;

void GalleryView::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    if (trace != this->trace())
        rebuild(std::move(trace), picture());
}

void GalleryView::setPicture(std::shared_ptr<const Picture> picture, const GridGeometry &grid)
{
    if (picture == this->picture() && grid == grid_)
        return;
    if (picture != this->picture())
        manualWidth_ = 0;
    grid_ = grid;
    rebuild(trace(), std::move(picture));
}

void GalleryView::rebuild(std::shared_ptr<const AttentionTrace> trace, std::shared_ptr<const Picture> picture)
{
    painter_ = GalleryPainter(std::move(trace), std::move(picture), grid_);
    options_.hoveredStep = -1;
    options_.overlay.highlighted = -1;
    relayout();
    revealCurrent();
    updateTexts();
}

void GalleryView::setEmptyText(const QString &text)
{
    emptyText_ = text;
    viewport()->update();
}

QSize GalleryView::sizeHint() const { return {640, 480}; }
QSize GalleryView::minimumSizeHint() const { return {240, 180}; }

void GalleryView::setCurrentStep(int step)
{
    if (step == options_.currentStep)
        return;
    options_.currentStep = step;
    viewport()->update();
    revealCurrent();
    updateTexts();
}

void GalleryView::setMatrixOptions(const MatrixOptions &options)
{
    options_.overlay.colorMap = options.colorMap;
    options_.overlay.scale = options.scale;
    relayout();
}

FigureOptions GalleryView::figureOptions() const
{
    FigureOptions figure = pictureFigureOptions(trace().get(), picture(), painter_.overlay().grid(), options_.overlay);
    figure.view = FigureView::Gallery;
    figure.currentStep = options_.currentStep;
    figure.picture.panelWidth = width_;
    figure.picture.columns = layout_.columns;
    figure.picture.showOriginal = options_.showOriginal;
    return figure;
}

void GalleryView::setColorMap(ColorMapId id)
{
    options_.overlay.colorMap = id;
    relayout();
}

void GalleryView::setScaleMode(ScaleMode mode)
{
    options_.overlay.scale = mode;
    relayout();
}

void GalleryView::setChoice(const OverlayChoice &choice)
{
    if (choice == options_.overlay.choice)
        return;
    options_.overlay.choice = choice;
    viewport()->update();
}

void GalleryView::setHighlightedSource(int source)
{
    if (source == options_.overlay.highlighted)
        return;
    options_.overlay.highlighted = source;
    viewport()->update();
}

void GalleryView::setDraft(int step, const Vector &weights)
{
    painter_.overlay().setPreview(step, weights);
    viewport()->update();
}

void GalleryView::zoomIn() { zoomBy(1.25); }
void GalleryView::zoomOut() { zoomBy(1 / 1.25); }

void GalleryView::fit()
{
    manualWidth_ = 0;
    relayout();
    revealCurrent();
}

void GalleryView::zoomBy(double factor)
{
    if (painter_.overlay().isEmpty())
        return;
    const double most = std::max(kSmallestPanel, std::min(kLargestPanel, area().width() - 2 * kPadding));
    manualWidth_ = std::clamp(std::round(width_ * factor), kSmallestPanel, most);
    relayout();
    revealCurrent();
}

QRectF GalleryView::area() const
{
    return QRectF(viewport()->rect()).adjusted(kPadding, kPadding, -kPadding, -kPadding / 2);
}

void GalleryView::relayout()
{
    if (layingOut_)
        return;
    layingOut_ = true;
    for (int round = 0; round < 3; ++round) {
        const QSize before = viewport()->size();
        width_ = manualWidth_;
        if (!(width_ > 0))
            width_ = painter_.fittingWidth(area().size(), kReadablePanel, kComfortablePanel, options_);
        layout_ = painter_.layout(area(), width_, options_);
        verticalScrollBar()->setRange(0, static_cast<int>(std::ceil(layout_.maximumScroll())));
        verticalScrollBar()->setPageStep(std::max(1, static_cast<int>(area().height())));
        verticalScrollBar()->setSingleStep(24);
        layout_.scroll = verticalScrollBar()->value();
        if (viewport()->size() == before)
            break;
    }
    layingOut_ = false;
    viewport()->update();
}

void GalleryView::scrollContentsBy(int, int)
{
    layout_.scroll = verticalScrollBar()->value();
    viewport()->update();
}

void GalleryView::styleChanged()
{
    options_.overlay.style = Style::fromPalette(palette());
    options_.overlay.font = QWidget::font();
    options_.overlay.font.setPixelSize(basePixels(QWidget::font()));
    relayout();
}

void GalleryView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), options_.overlay.style.background);
    if (!painter_.overlay().isEmpty()) {
        painter_.paint(painter, layout_, options_, event->rect());
        return;
    }
    painter.setFont(options_.overlay.font);
    painter.setPen(options_.overlay.style.mutedText);
    painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
}

void GalleryView::resizeEvent(QResizeEvent *event)
{
    TraceView::resizeEvent(event);
    relayout();
    revealCurrent();
}

void GalleryView::revealCurrent()
{
    for (const GalleryLayout::Panel &panel : layout_.panels)
        if (panel.step >= 0 && panel.step == options_.currentStep) {
            QScrollBar *bar = verticalScrollBar();
            const QRectF seen = layout_.area.translated(0, bar->value());
            if (panel.frame.top() < seen.top())
                bar->setValue(static_cast<int>(std::floor(panel.frame.top() - layout_.area.top())));
            else if (panel.frame.bottom() > seen.bottom())
                bar->setValue(static_cast<int>(std::ceil(panel.frame.bottom() - layout_.area.bottom())));
        }
}

void GalleryView::setHovered(int step)
{
    if (step == options_.hoveredStep)
        return;
    options_.hoveredStep = step;
    viewport()->setCursor(step >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void GalleryView::pointAt(QPointF position, QPoint global)
{
    const int step = layout_.stepAt(position, painter_.steps());
    if (step == options_.hoveredStep)
        return;
    setHovered(step);
    if (step < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(global, toolTipFor(step), viewport());
}

void GalleryView::pointAway() { setHovered(-1); }

void GalleryView::clickAt(QPointF position)
{
    const int step = layout_.stepAt(position, painter_.steps());
    if (step >= 0)
        emit stepSelected(step);
}

void GalleryView::zoomAt(double factor, QPointF) { zoomBy(factor); }

bool GalleryView::moveByKey(int key)
{
    const int step = stepByKey(key);
    if (step >= 0 && step != options_.currentStep)
        emit stepSelected(step);
    return step >= 0;
}

int GalleryView::stepByKey(int key) const
{
    const int last = painter_.steps() - 1;
    if (last < 0)
        return -1;
    const int current = std::clamp(options_.currentStep, 0, last);
    const double frame = layout_.panels.empty() ? 1 : layout_.panels.front().frame.height();
    const int page = std::max(1, static_cast<int>(layout_.area.height() / frame)) * layout_.columns;
    switch (key) {
    case Qt::Key_Left:
        return std::max(0, current - 1);
    case Qt::Key_Right:
        return std::min(last, current + 1);
    case Qt::Key_Up:
        return current >= layout_.columns ? current - layout_.columns : current;
    case Qt::Key_Down:
        return current + layout_.columns <= last ? current + layout_.columns : current;
    case Qt::Key_PageUp:
        return std::max(0, current - page);
    case Qt::Key_PageDown:
        return std::min(last, current + page);
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return last;
    default:
        return -1;
    }
}

QString GalleryView::toolTipFor(int step) const
{
    const AttentionStep &shown = trace()->steps[static_cast<std::size_t>(step)];
    QStringList lines{tr("Step %1: \u201c%2\u201d").arg(step + 1).arg(targetLabel(*trace(), step)),
                      tr("probability %1").arg(formatProbability(shown.logProbability, 3))};
    const OverlayPainter &overlay = painter_.overlay();
    const int strongest = overlay.strongestCell(step);
    if (strongest >= 0)
        lines << tr("looks most at %1, weight %2")
                     .arg(cellName(strongest, overlay.grid().columns),
                          formatNumber(overlay.weight(step, strongest), 3));
    return plainToolTip(lines.join(QLatin1Char('\n')));
}

void GalleryView::languageChanged()
{
    updateTexts();
    relayout();
}

void GalleryView::updateTexts()
{
    setAccessibleName(tr("Attention of every word"));
    QString text = tr("No words yet");
    const int step = options_.currentStep;
    if (step >= 0 && step < painter_.steps())
        text = tr("Word %1 of %2, \u201c%3\u201d").arg(step + 1).arg(painter_.steps()).arg(targetLabel(*trace(), step));
    else if (painter_.steps() > 0)
        text = tr("%1 words").arg(painter_.steps());
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace fovea::ui
