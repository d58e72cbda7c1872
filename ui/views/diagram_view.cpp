#include "ui/views/diagram_view.h"

#include <algorithm>
#include <cmath>

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 16;
constexpr double kRounding = 0.01; // pixels; of the columns' widths added up
constexpr int kLastStage = kStages - 1;
constexpr double kSmallestZoom = 0.5;
constexpr double kLargestZoom = 3;

} // namespace

DiagramView::DiagramView(QWidget *parent) : TraceView(parent)
{
    appearance_.setStartValue(0.0);
    appearance_.setEndValue(1.0);
    appearance_.setEasingCurve(QEasingCurve::OutCubic);
    connect(&appearance_, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        options_.progress = value.toDouble();
        viewport()->update();
    });
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (!afterStep_) // otherwise the step asked for is still being decoded
            nextStage();
    });
    setSpeed(speed_);
    styleChanged();
    updateTexts();
}

DiagramView::~DiagramView() = default;

void DiagramView::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    if (trace == painter_.trace())
        return;
    const bool sameSource = trace && painter_.trace() && trace->source.labels == painter_.trace()->source.labels;
    painter_ = DiagramPainter(std::move(trace));
    if (!sameSource) {
        options_.selectedColumn = -1;
        elsewhere_ = -1;
        afterStep_.reset();
        setPlaying(false);
        horizontalScrollBar()->setValue(0);
        verticalScrollBar()->setValue(0);
    }
    setHovered(-1);
    hit_ = {};
    updateHighlight();
    relayout();
    revealStrongest();
    updateTexts();
}

void DiagramView::setEmptyText(const QString &text)
{
    emptyText_ = text;
    viewport()->update();
}

QSize DiagramView::sizeHint() const { return {720, 560}; }
QSize DiagramView::minimumSizeHint() const { return {240, 180}; }

void DiagramView::setCurrentStep(int step)
{
    if (step == options_.step)
        return;
    options_.step = step;
    if (const auto stage = std::exchange(afterStep_, std::nullopt))
        showStage(stage);
    relayout();
    revealStrongest();
    updateTexts();
}

void DiagramView::setMatrixOptions(const MatrixOptions &options)
{
    options_.colorMap = options.colorMap;
    options_.scale = options.scale;
    viewport()->update();
}

FigureOptions DiagramView::figureOptions() const
{
    FigureOptions figure;
    figure.view = FigureView::Diagram;
    figure.colorMap = options_.colorMap;
    figure.scale = options_.scale;
    figure.currentStep = options_.step;
    figure.dark = options_.style.dark;
    figure.font = options_.font;
    figure.diagram = options_;
    figure.diagram.progress = 1;
    return figure;
}

void DiagramView::zoomIn() { setZoom(zoom_ * 1.25); }
void DiagramView::zoomOut() { setZoom(zoom_ / 1.25); }
void DiagramView::resetZoom() { setZoom(1); }

void DiagramView::fit()
{
    if (painter_.columns() == 0)
        return;
    // Everything grows with the font, in whole pixels: the largest that leaves nothing to scroll.
    DiagramOptions options = options_;
    const int ordinary = basePixels(QWidget::font());
    const QRectF whole = QRectF(QPointF(), maximumViewportSize()).adjusted(kPadding, kPadding, -kPadding, -kPadding);
    int pixels = ordinary;
    for (; pixels > kSmallestZoom * ordinary; --pixels) {
        options.font.setPixelSize(pixels);
        const QPointF most = painter_.layout(whole, {}, options).maximumScroll();
        if (most.x() < 1 && most.y() < 1)
            break;
    }
    setZoom(static_cast<double>(pixels) / ordinary);
}

void DiagramView::setZoom(double zoom)
{
    zoom_ = std::clamp(zoom, kSmallestZoom, kLargestZoom);
    styleChanged();
    revealStrongest();
}

void DiagramView::setColorMap(ColorMapId id)
{
    options_.colorMap = id;
    viewport()->update();
}

void DiagramView::setScaleMode(ScaleMode mode)
{
    options_.scale = mode;
    viewport()->update();
}

void DiagramView::setHighlightedSource(int source)
{
    elsewhere_ = source;
    updateHighlight();
}

void DiagramView::updateHighlight()
{
    const int column = hovered_ >= 0 ? hovered_ : elsewhere_;
    if (column == options_.highlightedColumn)
        return;
    options_.highlightedColumn = column;
    viewport()->update();
}

bool DiagramView::animates() const
{
    return style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

void DiagramView::setStage(Stage stage)
{
    afterStep_.reset();
    showStage(stage);
}

void DiagramView::clearStage()
{
    afterStep_.reset();
    showStage(std::nullopt);
}

void DiagramView::showStage(std::optional<Stage> stage)
{
    const bool changed = stage != options_.stage;
    options_.stage = stage;
    options_.progress = 1;
    appearance_.stop();
    if (stage && animates() && isVisible()) {
        // A stage is complete well before the next one begins.
        const int most = static_cast<int>(500 / speed_);
        const int wanted = 2 * style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this);
        appearance_.setDuration(std::clamp(wanted, 1, std::max(1, most)));
        options_.progress = 0;
        appearance_.start();
    }
    viewport()->update();
    updateTexts();
    if (changed)
        emit stageChanged(stage);
}

bool DiagramView::isLastStep() const
{
    return !trace() || (trace()->complete && options_.step + 1 >= static_cast<int>(trace()->steps.size()));
}

void DiagramView::nextStage()
{
    if (!trace())
        return;
    // Without a step there is nothing to show the stages of: the first step comes first.
    const bool nothing = options_.step < 0 || options_.step >= static_cast<int>(trace()->steps.size());
    if (!nothing && options_.stage != Stage::Output) {
        setStage(options_.stage ? static_cast<Stage>(static_cast<int>(*options_.stage) + 1) : Stage::Match);
        return;
    }
    if (isLastStep()) {
        setPlaying(false);
        return;
    }
    afterStep_ = Stage::Match;
    emit stepRequested();
}

void DiagramView::previousStage()
{
    if (!trace())
        return;
    if (!options_.stage) {
        setStage(static_cast<Stage>(kLastStage));
    } else if (*options_.stage != Stage::Match) {
        setStage(static_cast<Stage>(static_cast<int>(*options_.stage) - 1));
    } else if (options_.step > 0) {
        afterStep_ = static_cast<Stage>(kLastStage);
        emit backRequested();
    }
}

void DiagramView::setPlaying(bool playing)
{
    if (playing == timer_.isActive() || (playing && !trace()))
        return;
    if (playing)
        timer_.start();
    else
        timer_.stop();
    emit playingChanged(playing);
}

void DiagramView::setSpeed(double stagesPerSecond)
{
    speed_ = std::isfinite(stagesPerSecond) ? std::clamp(stagesPerSecond, 0.1, 20.0) : 1.0;
    timer_.setInterval(static_cast<int>(std::lround(1000 / speed_)));
}

QRectF DiagramView::area() const
{
    return QRectF(viewport()->rect()).adjusted(kPadding, kPadding, -kPadding, -kPadding);
}

void DiagramView::relayout()
{
    if (layingOut_)
        return;
    layingOut_ = true;
    // Showing or hiding a scroll bar changes the viewport: settles in two rounds.
    for (int round = 0; round < 3; ++round) {
        const QSize before = viewport()->size();
        const QPointF scroll(horizontalScrollBar()->value(), verticalScrollBar()->value());
        layout_ = painter_.layout(area(), scroll, options_);
        const bool empty = painter_.columns() == 0;
        const QPointF most = empty ? QPointF() : layout_.maximumScroll();
        horizontalScrollBar()->setRange(0, static_cast<int>(std::ceil(most.x() - kRounding)));
        horizontalScrollBar()->setPageStep(static_cast<int>(layout_.columnsView.width()));
        horizontalScrollBar()->setSingleStep(static_cast<int>(std::max(8.0, layout_.pitch)));
        verticalScrollBar()->setRange(0, static_cast<int>(std::ceil(most.y() - kRounding)));
        verticalScrollBar()->setPageStep(static_cast<int>(layout_.area.height()));
        verticalScrollBar()->setSingleStep(24);
        if (viewport()->size() == before)
            break;
    }
    layingOut_ = false;
    viewport()->update();
}

void DiagramView::styleChanged()
{
    options_.style = Style::fromPalette(palette());
    options_.font = QWidget::font();
    options_.font.setPixelSize(static_cast<int>(std::lround(basePixels(QWidget::font()) * zoom_)));
    relayout();
}

void DiagramView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect exposed = event->region().boundingRect();
    painter.setClipRect(exposed);
    painter.fillRect(exposed, options_.style.background);
    lastPaint_ = {};
    if (painter_.columns() == 0) {
        paintEmpty(painter);
        return;
    }
    DiagramOptions options = options_;
    if (!hasFocus())
        options.selectedColumn = -1;
    lastPaint_ = painter_.paint(painter, layout_, options, exposed);
}

void DiagramView::paintEmpty(QPainter &painter) const
{
    painter.setFont(options_.font);
    painter.setPen(options_.style.mutedText);
    painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap,
                     emptyText_.isEmpty() ? tr("Type a sentence and step: the diagram shows how each word is made.")
                                          : emptyText_);
}

void DiagramView::resizeEvent(QResizeEvent *event)
{
    TraceView::resizeEvent(event);
    relayout();
    revealStrongest();
}

void DiagramView::scrollContentsBy(int, int)
{
    if (!layingOut_)
        relayout();
}

void DiagramView::revealStrongest()
{
    const int strongest = painter_.strongestColumn(options_.step);
    if (strongest >= 0)
        reveal(strongest);
}

void DiagramView::reveal(int column)
{
    const QRectF place = layout_.columnRect(column);
    const QRectF view = layout_.columnsView;
    if (place.left() < view.left() - 0.5 || place.right() > view.right() + 0.5)
        horizontalScrollBar()->setValue(
            static_cast<int>(std::lround(layout_.scroll.x() + place.center().x() - view.center().x())));
}

} // namespace fovea::ui
