#include "ui/compare/compare_difference_view.h"

#include <algorithm>
#include <limits>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/theme.h"
#include "ui/views/heatmap_view.h"

namespace fovea::ui
{

CompareDifferenceView::CompareDifferenceView(QWidget *parent)
    : QWidget(parent), caption_(new QLabel(this)), a_(new QComboBox(this)),
      minus_(new QLabel(QStringLiteral("\u2212"), this)), b_(new QComboBox(this)), swap_(new QToolButton(this)),
      summary_(new QLabel(this)), heatmap_(new HeatmapView(this))
{
    caption_->setProperty("role", "caption");
    caption_->setBuddy(a_);
    summary_->setProperty("role", "caption");
    summary_->setTextFormat(Qt::PlainText);
    summary_->setWordWrap(true);
    swap_->setText(QStringLiteral("\u21c4"));
    swap_->setProperty("flat", true);
    swap_->setFocusPolicy(Qt::StrongFocus);
    for (QComboBox *box : {a_, b_})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    heatmap_->setColorMap(ColorMapId::Diverging);
    heatmap_->setScaleMode(ScaleMode::Maximum);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, 0);
    head->setSpacing(kGrid);
    for (QWidget *widget : std::initializer_list<QWidget *>{caption_, a_, minus_, b_, swap_})
        head->addWidget(widget);
    head->addSpacing(kGrid);
    head->addWidget(summary_, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(heatmap_, 1);

    connect(a_, &QComboBox::activated, this, &CompareDifferenceView::choose);
    connect(b_, &QComboBox::activated, this, &CompareDifferenceView::choose);
    connect(swap_, &QToolButton::clicked, this, [this] { emit pairChosen(difference_.b, difference_.a); });
    connect(heatmap_, &HeatmapView::stepSelected, this, [this](int row) { emit stepSelected(stepOfRow(row)); });
    heatmap_->setCellNumbers([this](HeatmapCell cell) {
        const auto column = [this](int index) {
            const auto i = static_cast<std::size_t>(index);
            return i < columns_.size() ? columns_[i].trace : nullptr;
        };
        const auto &rows = difference_.difference.rows;
        const auto row = static_cast<std::size_t>(cell.row);
        const int rowA = row < rows.size() ? rows[row].a : -1;
        const int rowB = row < rows.size() ? rows[row].b : -1;
        return HeatmapView::CellNumbers{{columnLetter(difference_.a), weight(column(difference_.a), rowA, cell.column)},
                                        {columnLetter(difference_.b), weight(column(difference_.b), rowB, cell.column)},
                                        {tr("difference"), weight(difference_.picture, cell.row, cell.column)}};
    });
    updateTexts();
}

double CompareDifferenceView::weight(const std::shared_ptr<const AttentionTrace> &trace, int row, int column) const
{
    const auto step = static_cast<std::size_t>(row);
    if (!trace || row < 0 || step >= trace->steps.size() || column >= trace->steps[step].weights.size())
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(trace->steps[step].weights[column]);
}

void CompareDifferenceView::setColumns(const std::vector<CompareColumn> &columns)
{
    columns_ = columns;
    fill();
}

void CompareDifferenceView::setDifference(const CompareDifference &difference)
{
    difference_ = difference;
    fill();
    heatmap_->setTrace(difference_.picture);
    setCurrentStep(currentStep_);
    updateTexts();
}

void CompareDifferenceView::fill()
{
    const auto count = static_cast<int>(columns_.size());
    for (QComboBox *box : {a_, b_}) {
        const QSignalBlocker blocker(box);
        box->clear();
        for (int i = 0; i < count; ++i)
            box->addItem(columnLetter(i) + QStringLiteral("  ") + columns_[static_cast<std::size_t>(i)].title, i);
        box->setCurrentIndex(box == a_ ? difference_.a : difference_.b);
        box->setEnabled(count > 1);
    }
    swap_->setEnabled(count > 1);
}

void CompareDifferenceView::choose()
{
    int a = a_->currentIndex();
    int b = b_->currentIndex();
    if (a == b) // choosing the other one's place takes it: the two change places
        (sender() == a_ ? b : a) = sender() == a_ ? difference_.a : difference_.b;
    emit pairChosen(a, b);
}

int CompareDifferenceView::stepOfRow(int row) const
{
    const auto &rows = difference_.difference.rows;
    if (row < 0 || static_cast<std::size_t>(row) >= rows.size())
        return -1;
    const TraceDifference::Row &pair = rows[static_cast<std::size_t>(row)];
    return pair.a >= 0 ? pair.a : pair.b;
}

void CompareDifferenceView::setCurrentStep(int step)
{
    currentStep_ = step;
    const auto &rows = difference_.difference.rows;
    auto found = std::find_if(rows.begin(), rows.end(), [step](const auto &row) { return row.a == step; });
    if (found == rows.end())
        found = std::find_if(rows.begin(), rows.end(), [step](const auto &row) { return row.b == step; });
    heatmap_->setCurrentStep(step >= 0 && found != rows.end() ? static_cast<int>(found - rows.begin()) : -1);
}

void CompareDifferenceView::setShowValues(bool show) { heatmap_->setShowValues(show); }
QString CompareDifferenceView::summaryText() const { return summary_->text(); }

void CompareDifferenceView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateTexts();
}

void CompareDifferenceView::updateTexts()
{
    const QString a = columnLetter(difference_.a);
    const QString b = columnLetter(difference_.b);
    caption_->setText(tr("difference"));
    a_->setAccessibleName(tr("Weights of"));
    a_->setToolTip(tr("The output whose weights count as positive"));
    b_->setAccessibleName(tr("minus the weights of"));
    b_->setToolTip(tr("The output whose weights are subtracted"));
    swap_->setToolTip(tr("Change places: %1 − %2").arg(b, a));
    swap_->setAccessibleName(tr("Change places"));
    heatmap_->setName(tr("Difference of the weights, %1 minus %2").arg(a, b));
    heatmap_->setEmptyText(difference_.problem.isEmpty() ? tr("The difference appears here when two outputs are there.")
                                                         : difference_.problem);
    QString summary;
    if (difference_.picture) {
        const auto &rows = difference_.difference.rows;
        const auto agreed = difference_.difference.rowsA.size();
        summary = tr("Orange: %1 looks more. Blue: %2 looks more.").arg(a, b) + QLatin1Char(' ');
        summary += agreed == rows.size() ? tr("All words agree.")
                                         : tr("%1 of %2 rows have the same word; grey rows are of one output only.")
                                               .arg(agreed)
                                               .arg(rows.size());
    }
    summary_->setText(summary);
}

} // namespace fovea::ui
