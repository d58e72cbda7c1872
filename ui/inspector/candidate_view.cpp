#include "ui/inspector/candidate_view.h"

#include <cmath>

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/inspector/candidate_model.h"
#include "ui/style/theme.h"
#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr int kRowGap = 4;
constexpr int kRowPadding = 10;

/// A row is its own bar: the filled part of the row's width is the probability.
class CandidateDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, option.fontMetrics.height() + kGrid - 3 + kRowGap};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors c = colors(option.palette);
        const QRectF row = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -kRowGap - 0.5);
        const double probability = index.data(CandidateModel::ProbabilityRole).toDouble();
        const bool emitted = index.data(CandidateModel::EmittedRole).toBool();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.state & QStyle::State_MouseOver ? c.hover : c.background);
        painter->drawRoundedRect(row, 5, 5);
        paintBar(painter, row, probability, c);
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(c.focus, 1.5));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(row, 5, 5);
        }
        paintText(painter, row, option, index, emitted, c);
        painter->restore();
    }

private:
    static void paintBar(QPainter *painter, const QRectF &row, double probability, const Colors &c)
    {
        QRectF bar = row;
        bar.setWidth(row.width() * std::clamp(probability, 0.0, 1.0));
        painter->save();
        painter->setClipRect(bar);
        painter->setBrush(c.accentSoft);
        painter->drawRoundedRect(row, 5, 5);
        painter->restore();
    }

    static void paintText(QPainter *painter, const QRectF &row, const QStyleOptionViewItem &option,
                          const QModelIndex &index, bool emitted, const Colors &c)
    {
        const QRectF text = row.adjusted(kRowPadding, 0, -kRowPadding, 0);
        const QString number = formatProbability(std::log(index.data(CandidateModel::ProbabilityRole).toDouble()), 3);
        const QFont small = scaledFont(option.font, 0.92);
        painter->setFont(small);
        painter->setPen(c.mutedText);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, number);
        const QFontMetrics metrics(small);
        int taken = metrics.horizontalAdvance(number) + kGrid;
        if (const QVariant change = index.data(CandidateModel::ChangeRole); change.isValid()) {
            // In a column of its own, so that rows can be compared.
            const double by = change.toDouble();
            const QString amount = (by > 0 ? QStringLiteral("+") : QString()) + formatNumber(by, 3);
            const bool seen = std::abs(by) >= 0.0005;
            painter->setPen(!seen ? c.mutedText : by > 0 ? c.positive : c.negative);
            const int column = metrics.horizontalAdvance(formatProbability(std::log(0.0001), 3)) + kGrid;
            painter->drawText(text.adjusted(0, 0, -column, 0), Qt::AlignRight | Qt::AlignVCenter,
                              seen ? amount : QStringLiteral("±0"));
            taken = column + metrics.horizontalAdvance(amount) + kGrid;
        }
        const QFont font = scaledFont(option.font, 1, emitted ? kStrong : QFont::Normal);
        painter->setFont(font);
        painter->setPen(c.text);
        const int room = qFloor(text.width()) - taken;
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room));
    }
};

} // namespace

CandidateView::CandidateView(QWidget *parent) : QListView(parent), model_(new CandidateModel(this))
{
    setModel(model_);
    setItemDelegate(new CandidateDelegate(this));
    setUniformItemSizes(true);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFrameShape(NoFrame);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, this, &CandidateView::choose);
    retranslateUi();
}

void CandidateView::setStep(const AttentionStep &step, bool forcing)
{
    const int row = currentIndex().row();
    model_->setStep(step, forcing);
    keepRow(row);
}

void CandidateView::setPreview(const WeightPreview &preview)
{
    const int row = currentIndex().row();
    model_->setPreview(preview);
    keepRow(row);
}

/// The keyboard stays where it was while the steps change under it.
void CandidateView::keepRow(int row)
{
    if (hasFocus() && row >= 0 && model_->rowCount() > 0)
        setCurrentIndex(model_->index(std::min(row, model_->rowCount() - 1)));
    updateGeometry();
}

void CandidateView::clear()
{
    model_->clear();
    updateGeometry();
}

QSize CandidateView::sizeHint() const
{
    const int rows = model_->rowCount();
    return {200, rows == 0 ? 0 : rows * sizeHintForRow(0)};
}

QSize CandidateView::minimumSizeHint() const { return {80, sizeHint().height()}; }

void CandidateView::choose(const QModelIndex &index)
{
    if (model_->canForce(index))
        emit candidateChosen(index.data(CandidateModel::IdRole).toInt());
}

void CandidateView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        choose(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void CandidateView::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && event->reason() != Qt::MouseFocusReason)
        setCurrentIndex(model_->index(0));
}

void CandidateView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void CandidateView::retranslateUi() { setAccessibleName(tr("Next words and their probabilities")); }

} // namespace fovea::ui
