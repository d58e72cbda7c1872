#include "ui/inspector/largest_cells.h"

#include <algorithm>
#include <numeric>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/views/overlay_view.h"

namespace fovea::ui
{

namespace
{

constexpr int kRowGap = 4;
constexpr int kTextMargin = 8;

} // namespace

LargestCells::LargestCells(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    retranslateUi();
}

void LargestCells::setStep(const AttentionStep &shown, int columns)
{
    const auto size = static_cast<std::size_t>(shown.weights.size());
    cells_.resize(size);
    std::iota(cells_.begin(), cells_.end(), 0);
    const auto kept = cells_.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(kMostRows, size));
    std::partial_sort(cells_.begin(), kept, cells_.end(), [&shown](int a, int b) {
        return shown.weights[a] != shown.weights[b] ? shown.weights[a] > shown.weights[b] : a < b;
    });
    cells_.erase(kept, cells_.end());
    weights_.clear();
    energies_.clear();
    for (const int cell : cells_) {
        weights_.push_back(static_cast<double>(shown.weights[cell]));
        if (shown.energies.size() == shown.weights.size())
            energies_.push_back(static_cast<double>(shown.energies[cell]));
    }
    columns_ = std::max(1, columns);
    row_ = std::min(row_, static_cast<int>(cells_.size()) - 1);
    retranslateUi();
    updateGeometry();
    update();
}

int LargestCells::rowHeight() const { return fontMetrics().height() + kGrid - 3 + kRowGap; }
int LargestCells::captionHeight() const { return fontMetrics().height() + kGrid; }
QSize LargestCells::sizeHint() const { return {240, captionHeight() + kMostRows * rowHeight()}; }

QRectF LargestCells::rowRect(int row) const
{
    return {0, static_cast<double>(captionHeight() + row * rowHeight()), static_cast<double>(width()),
            static_cast<double>(rowHeight() - kRowGap)};
}

void LargestCells::paintEvent(QPaintEvent *)
{
    const Colors c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.mutedText);
    painter.drawText(QRect(0, 0, width(), captionHeight()), Qt::AlignLeft | Qt::AlignTop, tr("largest cells"));
    const double largest = weights_.empty() ? 0 : weights_.front();
    for (int row = 0; row < static_cast<int>(cells_.size()); ++row) {
        const auto i = static_cast<std::size_t>(row);
        const QRectF place = rowRect(row).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.background);
        painter.drawRoundedRect(place, 5, 5);
        QRectF bar = place;
        bar.setWidth(largest > 0 ? place.width() * weights_[i] / largest : 0);
        painter.save();
        painter.setClipRect(bar);
        painter.setBrush(c.accentSoft);
        painter.drawRoundedRect(place, 5, 5);
        painter.restore();
        if (row == row_ || cells_[i] == highlighted_) {
            painter.setPen(QPen(c.focus, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(place, 5, 5);
        }
        const QRectF inside = place.adjusted(kTextMargin, 0, -kTextMargin, 0);
        painter.setPen(c.text);
        painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, cellName(cells_[i], columns_));
        painter.setPen(c.mutedText);
        painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter, formatNumber(weights_[i], 3));
    }
}

int LargestCells::rowAt(QPointF position) const
{
    for (int row = 0; row < static_cast<int>(cells_.size()); ++row)
        if (rowRect(row).contains(position))
            return row;
    return -1;
}

void LargestCells::point(int row)
{
    if (row == row_)
        return;
    row_ = row;
    update();
    emit positionHovered(row >= 0 ? cells_[static_cast<std::size_t>(row)] : -1);
}

void LargestCells::setHighlightedSource(int cell)
{
    if (cell == highlighted_)
        return;
    highlighted_ = cell;
    update();
}

void LargestCells::mouseMoveEvent(QMouseEvent *event) { point(rowAt(event->position())); }
void LargestCells::leaveEvent(QEvent *) { point(-1); }

void LargestCells::focusOutEvent(QFocusEvent *event)
{
    point(-1);
    QWidget::focusOutEvent(event);
}

void LargestCells::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(cells_.size()) - 1;
    if (event->key() == Qt::Key_Down && last >= 0)
        point(std::min(last, row_ + 1));
    else if (event->key() == Qt::Key_Up && last >= 0)
        point(std::max(0, row_ - 1));
    else
        QWidget::keyPressEvent(event);
}

QString LargestCells::text(int row) const
{
    const auto i = static_cast<std::size_t>(row);
    QString text = tr("%1: weight %2").arg(cellName(cells_[i], columns_), formatNumber(weights_[i], 4));
    if (i < energies_.size())
        text += QLatin1Char('\n') + tr("energy %1").arg(formatNumber(energies_[i], 3));
    return text;
}

bool LargestCells::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        if (row < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), plainToolTip(text(row)), this);
        return true;
    }
    return QWidget::event(event);
}

void LargestCells::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void LargestCells::retranslateUi()
{
    setAccessibleName(tr("Largest cells of this step"));
    QStringList rows;
    for (int row = 0; row < static_cast<int>(cells_.size()); ++row)
        rows << text(row).section(QLatin1Char('\n'), 0, 0);
    setAccessibleDescription(rows.join(QStringLiteral(", ")));
    update();
}

} // namespace fovea::ui
