#include "ui/views/links_view.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr double kPadding = 16;
constexpr double kSmallestZoom = 0.5;
constexpr double kLargestZoom = 4;
constexpr double kWordScale = 1.15; // words are read here, they are larger than ordinary text
constexpr std::size_t kMostRows = 6;

QString tableRow(const QString &name, const QString &value)
{
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

QString heading(const QString &text)
{
    return QStringLiteral("<p style=\"white-space:pre\"><b>%1</b></p>").arg(text.toHtmlEscaped());
}

} // namespace

LinksView::LinksView(QWidget *parent) : TraceView(parent)
{
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    styleChanged();
    updateTexts();
}

LinksView::~LinksView() = default;

void LinksView::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    if (trace == painter_.trace())
        return;
    const bool sameSource = trace && painter_.trace() && trace->source.labels == painter_.trace()->source.labels;
    painter_ = LinksPainter(std::move(trace));
    setHovered({});
    if (!sameSource || selected_.row >= painter_.steps())
        select({});
    if (!sameSource)
        horizontalScrollBar()->setValue(0);
    relayout();
    reveal({options_.currentStep, -1});
    updateTexts();
}

void LinksView::setEmptyText(const QString &text)
{
    emptyText_ = text;
    viewport()->update();
}

HeatmapCell LinksView::isolatedWord() const
{
    if (hovered_.row >= 0 || hovered_.column >= 0)
        return hovered_;
    return hasFocus() ? selected_ : HeatmapCell{};
}

FigureOptions LinksView::figureOptions() const
{
    FigureOptions figure;
    figure.view = FigureView::Links;
    figure.currentStep = options_.currentStep;
    figure.dark = options_.style.dark;
    figure.font = options_.font;
    figure.links = options_;
    figure.links.isolated = isolatedWord();
    return figure;
}

LinksOptions LinksView::linksOptions() const
{
    LinksOptions options = options_;
    options.isolated = isolatedWord();
    options.focused = hasFocus() ? selected_ : HeatmapCell{};
    return options;
}

QSize LinksView::sizeHint() const { return {640, 320}; }
QSize LinksView::minimumSizeHint() const { return {240, 170}; }

void LinksView::setCurrentStep(int step)
{
    if (step == options_.currentStep)
        return;
    options_.currentStep = step;
    viewport()->update();
    reveal({step, -1});
    updateTexts();
}

void LinksView::setHighlightedSource(int source)
{
    if (source == options_.highlightedSource)
        return;
    options_.highlightedSource = source;
    viewport()->update();
}

void LinksView::setThreshold(double threshold)
{
    threshold = std::isnan(threshold) ? 0 : std::clamp(threshold, 0.0, 1.0);
    if (threshold == options_.threshold)
        return;
    options_.threshold = threshold;
    viewport()->update();
    emit thresholdChanged(threshold);
}

void LinksView::zoomIn() { setZoom(zoom_ * 1.25); }
void LinksView::zoomOut() { setZoom(zoom_ / 1.25); }
void LinksView::resetZoom() { setZoom(1); }

void LinksView::fit()
{
    if (painter_.sources() == 0)
        return;
    LinksOptions ordinary = options_;
    ordinary.font.setPixelSize(static_cast<int>(std::lround(basePixels(QWidget::font()) * kWordScale)));
    // Without room the words stand as close as they may.
    const double least = painter_.layout(QRectF(0, 0, 1, area().height()), 0, ordinary).contentWidth;
    setZoom(std::min(1.0, area().width() / std::max(1.0, least)));
}

void LinksView::setZoom(double zoom)
{
    zoom_ = std::clamp(zoom, kSmallestZoom, kLargestZoom);
    styleChanged();
    reveal({options_.currentStep, -1});
}

QRectF LinksView::area() const
{
    return QRectF(viewport()->rect()).adjusted(kPadding, kPadding / 2, -kPadding, -kPadding / 2);
}

void LinksView::relayout()
{
    QScrollBar *bar = horizontalScrollBar();
    layout_ = painter_.layout(area(), bar->value(), options_);
    bar->setRange(0, static_cast<int>(std::ceil(layout_.maximumScroll())));
    bar->setPageStep(std::max(1, static_cast<int>(layout_.area.width())));
    bar->setSingleStep(3 * basePixels(options_.font));
    layout_.scroll = bar->value();
    viewport()->update();
}

void LinksView::styleChanged()
{
    options_.style = Style::fromPalette(palette());
    options_.font = QWidget::font();
    options_.font.setPixelSize(static_cast<int>(std::lround(basePixels(QWidget::font()) * kWordScale * zoom_)));
    relayout();
}

void LinksView::updateTexts()
{
    setAccessibleName(tr("Attention links"));
    QString description = tr("No sentence yet");
    const int step = selected_.row >= 0 ? selected_.row : options_.currentStep;
    const int strongest = painter_.strongestSource(step);
    if (selected_.column >= 0 && selected_.column < painter_.sources())
        description =
            tr("Source word %1, \u201c%2\u201d").arg(selected_.column + 1).arg(painter_.sourceLabel(selected_.column));
    else if (step >= 0 && step < painter_.steps() && strongest >= 0)
        description = tr("Step %1, \u201c%2\u201d, looks most at \u201c%3\u201d with weight %4")
                          .arg(step + 1)
                          .arg(painter_.targetLabel(step), painter_.sourceLabel(strongest),
                               formatNumber(painter_.weight(step, strongest), 3));
    else if (trace() && !painter_.hasAttention())
        description = LinksPainter::tr("This model has no attention: every step sees the same fixed vector.");
    else if (trace())
        description = tr("%1 target words linked to %2 source words").arg(painter_.steps()).arg(painter_.sources());
    if (description != accessibleDescription()) {
        setAccessibleDescription(description);
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void LinksView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), options_.style.background);
    lastPaint_ = {};
    if (painter_.sources() > 0) {
        lastPaint_ = painter_.paint(painter, layout_, linksOptions(), event->rect());
        return;
    }
    painter.setFont(QWidget::font());
    painter.setPen(options_.style.mutedText);
    painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap,
                     emptyText_.isEmpty() ? tr("Type a sentence and step: every word is linked to what it looked at.")
                                          : emptyText_);
}

void LinksView::resizeEvent(QResizeEvent *event)
{
    TraceView::resizeEvent(event);
    relayout();
}

void LinksView::scrollContentsBy(int, int)
{
    layout_.scroll = horizontalScrollBar()->value();
    viewport()->update();
}

void LinksView::reveal(HeatmapCell word)
{
    const bool source = word.column >= 0 && word.column < painter_.sources();
    if (!source && (word.row < 0 || word.row >= painter_.targets()))
        return;
    // A word with its neighbours, so that one sees where the sentence goes on.
    const double margin = 4 * basePixels(options_.font);
    const QRectF box =
        (source ? layout_.sourceRect(word.column) : layout_.targetRect(word.row)).adjusted(-margin, 0, margin, 0);
    QScrollBar *bar = horizontalScrollBar();
    if (box.left() < layout_.area.left())
        bar->setValue(static_cast<int>(std::floor(bar->value() + box.left() - layout_.area.left())));
    else if (box.right() > layout_.area.right())
        bar->setValue(static_cast<int>(std::ceil(bar->value() + box.right() - layout_.area.right())));
}

void LinksView::setHovered(HeatmapCell cell)
{
    if (cell == hovered_)
        return;
    hovered_ = cell;
    changed();
}

void LinksView::select(HeatmapCell word)
{
    if (word == selected_)
        return;
    selected_ = word;
    reveal(word);
    changed();
    updateTexts();
}

void LinksView::changed()
{
    viewport()->update();
    const int source = isolatedWord().column;
    if (source == lastSource_)
        return;
    lastSource_ = source;
    emit sourceHovered(source);
}

// The links of a word, strongest first.
QString LinksView::linkRows(HeatmapCell word) const
{
    const bool source = word.column >= 0;
    std::vector<std::pair<double, int>> links;
    for (int other = 0; other < (source ? painter_.steps() : painter_.sources()); ++other) {
        const double weight = source ? painter_.weight(other, word.column) : painter_.weight(word.row, other);
        if (painter_.isShown(options_, weight))
            links.emplace_back(-weight, other);
    }
    std::sort(links.begin(), links.end());
    QString rows;
    for (std::size_t i = 0; i < std::min(links.size(), kMostRows); ++i)
        rows += tableRow(source ? painter_.targetLabel(links[i].second) : painter_.sourceLabel(links[i].second),
                         formatNumber(-links[i].first, 4));
    if (links.size() > kMostRows)
        rows += tableRow(tr("and %1 more").arg(links.size() - kMostRows), {});
    return rows;
}

QString LinksView::toolTipFor(HeatmapCell cell) const
{
    if (cell.valid())
        return heading(QChar(0x200e) + painter_.sourceLabel(cell.column) + QStringLiteral("\u200e \u2192 ") +
                       painter_.targetLabel(cell.row)) +
               QStringLiteral("<table>%1</table>")
                   .arg(tableRow(tr("weight"), formatNumber(painter_.weight(cell.row, cell.column), 4)));
    if (cell.column >= 0)
        return heading(painter_.sourceLabel(cell.column)) +
               QStringLiteral("<table>%1</table>")
                   .arg(tableRow(tr("source word"), QString::number(cell.column + 1)) + linkRows(cell));
    if (cell.row < 0 || cell.row >= painter_.steps())
        return {};
    const AttentionStep &step = trace()->steps[static_cast<std::size_t>(cell.row)];
    return heading(painter_.targetLabel(cell.row)) +
           QStringLiteral("<table>%1</table>")
               .arg(tableRow(tr("step"), QString::number(cell.row + 1)) +
                    tableRow(tr("probability"), formatProbability(step.logProbability, 3)) + linkRows(cell));
}

} // namespace fovea::ui
