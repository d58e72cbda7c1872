#include "ui/inspector/attention_chart.h"

#include <algorithm>
#include <cmath>

#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QToolTip>
#include <QValueAxis>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr int kBarsHeight = 60;
constexpr int kLabelGap = 4;
constexpr int kMaximumTurnedLabel = 64;

std::vector<int> strongestPositions(const std::vector<double> &weights)
{
    std::vector<int> result;
    if (weights.empty())
        return result;
    const double largest = *std::max_element(weights.begin(), weights.end());
    for (std::size_t i = 0; i < weights.size() && largest > 0; ++i)
        if (weights[i] >= largest / 2)
            result.push_back(static_cast<int>(i));
    std::stable_sort(result.begin(), result.end(), [&](int a, int b) {
        return weights[static_cast<std::size_t>(a)] > weights[static_cast<std::size_t>(b)];
    });
    return result;
}

/// "⟨end⟩" as "end": under a bar there is no room for brackets, the quieter colour tells it from a word.
QString shortLabel(const QString &label) { return isSpecialSymbol(label) ? label.mid(1, label.size() - 2) : label; }

} // namespace

AttentionChart::AttentionChart(Kind kind, QWidget *parent)
    : QChartView(parent), kind_(kind), series_(new QBarSeries), bars_(new QBarSet(QString())),
      positions_(new QValueAxis), heights_(new QValueAxis)
{
    series_->append(bars_);
    series_->setBarWidth(0.68);
    chart()->addSeries(series_);
    chart()->addAxis(positions_, Qt::AlignBottom);
    chart()->addAxis(heights_, Qt::AlignLeft);
    series_->attachAxis(positions_);
    series_->attachAxis(heights_);
    positions_->setVisible(false);
    heights_->setVisible(false);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    setFrameShape(NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
    applyColors();
    retranslateUi();
}

void AttentionChart::setLabels(const QStringList &labels)
{
    labels_ = labels;
    measureLabels();
}

void AttentionChart::setValues(std::vector<double> values)
{
    values_ = std::move(values);
    for (double &value : values_)
        if (!std::isfinite(value))
            value = std::numeric_limits<double>::quiet_NaN();
    strongest_.clear();
    if (kind_ == Kind::Weights) {
        std::vector<double> weights = values_;
        std::replace_if(
            weights.begin(), weights.end(), [](double w) { return !(w > 0); }, 0.0);
        strongest_ = strongestPositions(weights);
    }
    setWindow(std::min(first_, std::max(0, static_cast<int>(values_.size()) - 1)), count_);
    retranslateUi();
}

void AttentionChart::setWindow(int first, int count)
{
    first_ = std::max(0, first);
    count_ = std::max(0, count);
    showWindow();
}

void AttentionChart::showWindow()
{
    const int size = static_cast<int>(values_.size());
    const int last = std::min(size, first_ + count_);
    QList<qreal> shown;
    for (int i = first_; i < last; ++i) {
        const double value = values_[static_cast<std::size_t>(i)];
        shown << (std::isfinite(value) ? value : 0.0);
    }
    if (bars_->count() > 0)
        bars_->remove(0, bars_->count());
    bars_->append(shown);
    scaleHeights(first_, last);
    QList<int> selected;
    for (const int position : strongest_)
        if (position >= first_ && position < last)
            selected << position - first_;
    bars_->deselectAllBars();
    bars_->selectBars(selected);
    positions_->setRange(-0.5, std::max(1, count_) - 0.5);
    arrange();
}

void AttentionChart::scaleHeights(int first, int last)
{
    // Weights keep one scale, so that a window without the largest one looks flat. Energies have no common zero: far
    // words may lie so low that, on one scale, nothing would be seen of those that compete.
    if (kind_ == Kind::Weights) {
        first = 0;
        last = static_cast<int>(values_.size());
    }
    double lowest = 0;
    double highest = 0;
    for (int i = first; i < last; ++i) {
        const double value = values_[static_cast<std::size_t>(i)];
        lowest = value < lowest ? value : lowest;
        highest = value > highest ? value : highest;
    }
    heights_->setRange(lowest, highest > lowest ? highest : lowest + 1);
}

void AttentionChart::arrange()
{
    const int above = kind_ == Kind::Weights ? QFontMetrics(numberFont()).height() : 0;
    const int below = labelHeight() + kLabelGap;
    const QRectF plot(0, above, std::max(1, viewport()->width()), kBarsHeight);
    if (chart()->plotArea() != plot)
        chart()->setPlotArea(plot);
    const int height = above + kBarsHeight + below;
    if (minimumHeight() != height)
        setFixedHeight(height);
    viewport()->update();
}

double AttentionChart::pitch() const { return static_cast<double>(viewport()->width()) / std::max(1, count_); }

bool AttentionChart::isTurned(int labelWidth) const { return labelWidth > pitch() - 2; }

void AttentionChart::measureLabels()
{
    const QFontMetrics metrics(labelFont());
    widestLabel_ = 0;
    for (const QString &label : labels_)
        widestLabel_ = std::max(widestLabel_, metrics.horizontalAdvance(shortLabel(label)));
}

int AttentionChart::labelHeight() const
{
    // By the widest of all words, not only those in the window: scrolling must not move what lies below.
    const int upright = QFontMetrics(labelFont()).height();
    return isTurned(widestLabel_) ? std::max(upright, std::min(widestLabel_, kMaximumTurnedLabel) + 2) : upright;
}

int AttentionChart::minimumPitch() const { return QFontMetrics(labelFont()).height() + 1; }

QSize AttentionChart::sizeHint() const { return {240, minimumHeight()}; }

QColor AttentionChart::barColor(int position) const
{
    const bool strong = std::find(strongest_.begin(), strongest_.end(), position) != strongest_.end();
    return strong ? bars_->selectedColor() : bars_->color();
}

QPointF AttentionChart::scenePoint(double position, double value) const
{
    return chart()->mapToScene(chart()->mapToPosition(QPointF(position, value), series_));
}

int AttentionChart::positionAt(const QPoint &viewportPoint) const
{
    if (count_ <= 0 || viewport()->width() <= 0 || viewportPoint.x() < 0)
        return -1;
    const int position = first_ + viewportPoint.x() * count_ / viewport()->width();
    return position < std::min(first_ + count_, static_cast<int>(values_.size())) ? position : -1;
}

void AttentionChart::setHighlighted(int position)
{
    if (position == highlighted_)
        return;
    highlighted_ = position;
    resetCachedContent();
    viewport()->update();
}

void AttentionChart::drawBackground(QPainter *painter, const QRectF &)
{
    if (highlighted_ < first_ || highlighted_ >= std::min(first_ + count_, static_cast<int>(values_.size())))
        return;
    const double left = mapToScene(0, 0).x() + (highlighted_ - first_) * pitch();
    painter->fillRect(QRectF(left, 0, pitch(), viewport()->height()), colors(palette()).accentSoft);
}

void AttentionChart::drawForeground(QPainter *painter, const QRectF &)
{
    if (values_.empty())
        return;
    painter->setPen(QPen(colors(palette()).neutralBar, 1));
    painter->drawLine(scenePoint(-0.5, 0), scenePoint(count_ - 0.5, 0));
    drawLabels(painter);
    if (kind_ == Kind::Weights)
        drawNumbers(painter);
}

void AttentionChart::drawLabels(QPainter *painter) const
{
    const Colors c = colors(palette());
    const int last = std::min({first_ + count_, static_cast<int>(values_.size()), static_cast<int>(labels_.size())});
    const double top = chart()->plotArea().bottom() + kLabelGap;
    painter->setFont(labelFont());
    const QFontMetrics metrics(painter->font());
    for (int i = first_; i < last; ++i) {
        const double center = (i - first_ + 0.5) * pitch();
        const QString label = shortLabel(labels_[i]);
        painter->setPen(isSpecialSymbol(labels_[i]) ? c.mutedText : c.text);
        if (!isTurned(metrics.horizontalAdvance(label))) {
            painter->drawText(QRectF(center - 50, top, 100, metrics.height()), Qt::AlignHCenter, label);
            continue;
        }
        const QString text = metrics.elidedText(label, Qt::ElideRight, kMaximumTurnedLabel);
        painter->save();
        painter->translate(center, top);
        painter->rotate(-90);
        painter->drawText(
            QRectF(-kMaximumTurnedLabel - 2, -metrics.height() / 2.0, kMaximumTurnedLabel + 2, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, text);
        painter->restore();
    }
}

void AttentionChart::drawNumbers(QPainter *painter) const
{
    painter->setFont(numberFont());
    painter->setPen(colors(palette()).mutedText);
    const QFontMetrics metrics(painter->font());
    QList<QRectF> drawn;
    // Largest first: where two numbers would touch, the larger weight keeps its own.
    for (const int position : strongest_) {
        if (position < first_ || position >= first_ + count_)
            continue;
        const QString number = formatNumber(values_[static_cast<std::size_t>(position)], 2);
        const QPointF tip = scenePoint(position - first_, values_[static_cast<std::size_t>(position)]);
        const double width = metrics.horizontalAdvance(number) + 4;
        const double left = std::clamp(tip.x() - width / 2, 0.0, std::max(0.0, viewport()->width() - width));
        const QRectF box(left, tip.y() - metrics.height() - 1, width, metrics.height());
        if (std::any_of(drawn.begin(), drawn.end(), [&](const QRectF &other) { return other.intersects(box); }))
            continue;
        painter->drawText(box, Qt::AlignCenter, number);
        drawn << box;
    }
}

void AttentionChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    arrange();
}

void AttentionChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyColors();
    else if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && series_) {
        measureLabels();
        arrange();
    }
}

bool AttentionChart::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int position = positionAt(help->pos());
        if (position < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), toolTipFor(position), viewport());
        return true;
    }
    if (event->type() == QEvent::MouseMove)
        emit positionHovered(positionAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
    else if (event->type() == QEvent::Leave)
        emit positionHovered(-1);
    return QChartView::viewportEvent(event);
}

void AttentionChart::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the inspector scrolls
}

QString AttentionChart::toolTipFor(int position) const
{
    const QString word = labels_.value(position);
    const QString value = formatNumber(values_[static_cast<std::size_t>(position)], 4);
    return plainToolTip(kind_ == Kind::Weights ? tr("“%1” (%2): weight %3").arg(word).arg(position + 1).arg(value)
                                               : tr("“%1” (%2): energy %3").arg(word).arg(position + 1).arg(value));
}

void AttentionChart::applyColors()
{
    const Colors c = colors(palette());
    bars_->setPen(Qt::NoPen);
    bars_->setSelectedColor(c.accent); // first: only the other one redraws the bars
    bars_->setColor(kind_ == Kind::Weights ? c.accentBar : c.neutralBar);
    viewport()->update();
}

void AttentionChart::retranslateUi()
{
    setAccessibleName(kind_ == Kind::Weights ? tr("Weights of this step") : tr("Energies of this step"));
    QStringList parts;
    for (const int position : strongest_)
        parts << tr("%1 %2").arg(labels_.value(position), formatNumber(values_[static_cast<std::size_t>(position)], 2));
    setAccessibleDescription(parts.mid(0, 8).join(QStringLiteral(", ")));
}

QFont AttentionChart::labelFont() const { return scaledFont(font(), 0.95); }
QFont AttentionChart::numberFont() const { return scaledFont(font(), 0.8); }

} // namespace fovea::ui
