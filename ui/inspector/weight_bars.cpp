#include "ui/inspector/weight_bars.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QPainter>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr int kPlotHeight = 96;
constexpr int kLabelGap = 4;
constexpr int kMaximumTurnedLabel = 64;
constexpr int kGridPitch = 9;            ///< bars without words
constexpr double kVisibleChange = 0.005; ///< smaller ones have no mark of the weight before
constexpr double kTops[] = {0.25, 0.5, 1};
constexpr double kRoomAbove = 0.85; ///< the largest bar is at most this share of the scale, unless it is 1

/// "⟨end⟩" as "end": under a bar there is no room for brackets.
QString shortLabel(const QString &label) { return isSpecialSymbol(label) ? label.mid(1, label.size() - 2) : label; }

} // namespace

WeightBars::WeightBars(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    retranslateUi();
}

void WeightBars::setLabels(const QStringList &labels, bool drawn)
{
    labels_ = labels;
    drawLabels_ = drawn;
    widestLabel_ = 0;
    const QFontMetrics metrics(labelFont());
    for (const QString &label : labels_)
        widestLabel_ = std::max(widestLabel_, metrics.horizontalAdvance(shortLabel(label)));
    updateHeight();
}

void WeightBars::setDraft(const WeightDraft &draft)
{
    draft_ = draft;
    if (selected_ >= draft_.size())
        selected_ = -1;
    chooseTop();
    update();
}

void WeightBars::chooseTop()
{
    if (drag_) // the scale must not move under the pointer
        return;
    double largest = 0;
    for (int i = 0; i < draft_.size(); ++i)
        largest = std::max({largest, draft_.weight(i), draft_.original()[static_cast<std::size_t>(i)]});
    top_ = 1;
    for (const double top : kTops)
        if (largest <= kRoomAbove * top) {
            top_ = top;
            break;
        }
}

void WeightBars::setWindow(int first, int count)
{
    first_ = std::max(0, first);
    count_ = std::max(0, count);
    updateHeight();
    update();
}

int WeightBars::minimumPitch() const { return drawLabels_ ? QFontMetrics(labelFont()).height() + 1 : kGridPitch; }

void WeightBars::setSelected(int position)
{
    position = position >= 0 && position < draft_.size() ? position : -1;
    if (position == selected_)
        return;
    selected_ = position;
    update();
    emit selectionChanged(position);
}

void WeightBars::setPartner(int position)
{
    partner_ = position;
    update();
}

void WeightBars::setHighlighted(int position)
{
    if (position == hovered_)
        return;
    hovered_ = position;
    update();
}

QRectF WeightBars::plot() const
{
    const int above = QFontMetrics(numberFont()).height() + 1;
    return QRectF(0, above, std::max(1, width()), kPlotHeight);
}

QRectF WeightBars::column(int position) const
{
    const double pitch = static_cast<double>(width()) / std::max(1, count_);
    return QRectF((position - first_) * pitch, 0, pitch, height());
}

double WeightBars::yOf(double weight) const { return plot().bottom() - std::min(1.0, weight / top_) * kPlotHeight; }

QRectF WeightBars::barRect(int position) const
{
    if (position < first_ || position >= std::min(first_ + count_, draft_.size()))
        return {};
    const QRectF whole = column(position);
    const double gap = std::max(1.0, whole.width() * 0.16);
    const double y = yOf(draft_.weight(position));
    return QRectF(whole.left() + gap, y, whole.width() - 2 * gap, plot().bottom() - y);
}

QColor WeightBars::barColor(int position) const
{
    const Colors c = colors(palette());
    const WeightRow &weights = draft_.weights();
    const double largest = *std::max_element(weights.begin(), weights.end());
    return draft_.weight(position) >= largest / 2 ? c.accent : c.accentBar;
}

int WeightBars::positionAt(QPointF point) const
{
    if (count_ <= 0 || point.x() < 0 || point.x() >= width())
        return -1;
    const int position = first_ + static_cast<int>(point.x() * count_ / width());
    return position < std::min(first_ + count_, draft_.size()) ? position : -1;
}

bool WeightBars::isTurned(int labelWidth) const { return labelWidth > column(first_).width() - 2; }

int WeightBars::labelHeight() const
{
    if (!drawLabels_)
        return 0;
    const int upright = QFontMetrics(labelFont()).height();
    return kLabelGap +
           (isTurned(widestLabel_) ? std::max(upright, std::min(widestLabel_, kMaximumTurnedLabel) + 2) : upright);
}

void WeightBars::updateHeight()
{
    const int needed = static_cast<int>(std::ceil(plot().bottom())) + 1 + labelHeight();
    if (minimumHeight() != needed || maximumHeight() != needed)
        setFixedHeight(needed);
}

QSize WeightBars::sizeHint() const { return {240, minimumHeight()}; }

void WeightBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors c = colors(palette());
    const int last = std::min(first_ + count_, draft_.size());
    painter.setPen(QPen(c.gridLine, 1));
    for (const double share : {0.5, 1.0})
        painter.drawLine(QPointF(0, yOf(share * top_)), QPointF(width(), yOf(share * top_)));
    for (int position = first_; position < last; ++position) {
        paintColumn(painter, position);
        if (drawLabels_)
            paintLabel(painter, position);
    }
    painter.setPen(QPen(c.neutralBar, 1));
    painter.drawLine(QPointF(0, plot().bottom() + 0.5), QPointF(width(), plot().bottom() + 0.5));
    paintNumber(painter);
}

void WeightBars::paintColumn(QPainter &painter, int position) const
{
    const Colors c = colors(palette());
    const QRectF whole = column(position);
    const QRectF area(whole.left(), plot().top(), whole.width(), kPlotHeight);
    if (position == selected_ || position == partner_)
        painter.fillRect(whole, c.accentSoft);
    else if (position == hovered_)
        painter.fillRect(whole, c.hover);
    if (draft_.isMasked(position))
        painter.fillRect(area, QBrush(c.gridLine, Qt::BDiagPattern));
    const QRectF bar = barRect(position);
    painter.fillRect(bar, barColor(position));
    const double before = draft_.original()[static_cast<std::size_t>(position)];
    if (std::abs(before - draft_.weight(position)) > kVisibleChange) {
        painter.setPen(QPen(c.text, 1.5));
        const double y = yOf(before);
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y));
    }
    if (position == selected_ && hasFocus()) {
        painter.setPen(QPen(c.focus, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(whole.adjusted(1, 1, -1, -1));
    }
}

void WeightBars::paintLabel(QPainter &painter, int position) const
{
    const Colors c = colors(palette());
    const QString label = shortLabel(labels_.value(position));
    QFont font = labelFont();
    font.setStrikeOut(draft_.isMasked(position));
    font.setBold(position == selected_);
    painter.setFont(font);
    const bool quiet = draft_.isMasked(position) || isSpecialSymbol(labels_.value(position));
    painter.setPen(quiet ? c.mutedText : c.text);
    const QFontMetrics metrics(font);
    const double centre = column(position).center().x();
    const double top = plot().bottom() + kLabelGap;
    if (!isTurned(metrics.horizontalAdvance(label))) {
        painter.drawText(QRectF(centre - 50, top, 100, metrics.height()), Qt::AlignHCenter, label);
        return;
    }
    painter.save();
    painter.translate(centre, top);
    painter.rotate(-90);
    const QRectF room(-kMaximumTurnedLabel - 2, -metrics.height() / 2.0, kMaximumTurnedLabel + 2, metrics.height());
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(label, Qt::ElideRight, kMaximumTurnedLabel));
    painter.restore();
}

/// The weight of the selected position above its bar, else the scale's top in the corner.
void WeightBars::paintNumber(QPainter &painter) const
{
    const Colors c = colors(palette());
    painter.setFont(numberFont());
    painter.setPen(c.mutedText);
    const QFontMetrics metrics(painter.font());
    painter.drawText(QRectF(0, 0, 60, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     formatNumber(top_, top_ < 0.5 ? 2 : 1));
    const QRectF bar = barRect(selected_);
    if (selected_ < 0 || bar.isNull())
        return;
    const QString number = formatNumber(draft_.weight(selected_), 2);
    const double wide = metrics.horizontalAdvance(number) + 4;
    const double left = std::clamp(bar.center().x() - wide / 2, 0.0, std::max(0.0, width() - wide));
    const QRectF box(left, std::max(0.0, bar.top() - metrics.height()), wide, metrics.height());
    painter.fillRect(box, c.surface);
    painter.setPen(c.text);
    painter.drawText(box, Qt::AlignCenter, number);
}

bool WeightBars::event(QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() == QEvent::Resize)
        updateHeight();
    return QWidget::event(event);
}

void WeightBars::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange)
        setLabels(labels_, drawLabels_);
    else if (event->type() == QEvent::PaletteChange)
        update();
}

QString WeightBars::toolTipFor(int position) const
{
    const QString word = labels_.value(position);
    const QString now = formatNumber(draft_.weight(position), 4);
    if (draft_.isMaskedAbove(position))
        return plainToolTip(tr("“%1” is masked since an earlier step; its weight is 0.").arg(word));
    if (draft_.isMasked(position))
        return plainToolTip(tr("“%1” is masked in this step. Drag the bar up to take it back in.").arg(word));
    const double before = draft_.original()[static_cast<std::size_t>(position)];
    if (std::abs(before - draft_.weight(position)) > 1e-6)
        return plainToolTip(
            tr("“%1”: weight %2, before %3. Drag up or down to change it.").arg(word, now, formatNumber(before, 4)));
    return plainToolTip(tr("“%1”: weight %2. Drag up or down to change it.").arg(word, now));
}

void WeightBars::retranslateUi() { setAccessibleName(tr("Weights to edit")); }

QFont WeightBars::labelFont() const { return scaledFont(font(), 0.95); }
QFont WeightBars::numberFont() const { return scaledFont(font(), 0.8); }

} // namespace fovea::ui
