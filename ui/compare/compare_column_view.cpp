#include "ui/compare/compare_column_view.h"

#include <cmath>
#include <limits>

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"
#include "ui/views/heatmap_view.h"
#include "ui/widgets/busy_line.h"
#include "ui/widgets/message_bar.h"

namespace fovea::ui
{

namespace
{

constexpr QSize kSmallestMatrix(160, 90);

HeatmapView *matrix(QWidget *parent)
{
    auto *view = new HeatmapView(parent);
    view->setInRow(true);
    view->setZoom(HeatmapView::Zoom::Fit, {}); // a comparison begins with the whole of them
    view->setMinimumSize(kSmallestMatrix);
    return view;
}

} // namespace

CompareColumnView::CompareColumnView(int index, QWidget *parent)
    : QWidget(parent), index_(index), problem_(new MessageBar(this)), attentionCaption_(new QLabel(this)),
      attention_(matrix(this)), saliencyPart_(new QWidget(this)), correlation_(new QLabel(saliencyPart_)),
      saliency_(matrix(saliencyPart_)), status_(new QLabel(this)), busy_(new BusyLine(this))
{
    auto *below = new QVBoxLayout(saliencyPart_);
    below->setContentsMargins({});
    below->setSpacing(0);
    below->addWidget(correlation_);
    below->addWidget(saliency_, 1);
    for (QLabel *caption : {attentionCaption_, correlation_}) {
        caption->setProperty("role", "caption");
        caption->setAlignment(Qt::AlignCenter);
        caption->setTextFormat(Qt::PlainText);
    }
    auto *above = new QVBoxLayout;
    above->setSpacing(0);
    above->addWidget(attentionCaption_);
    above->addWidget(attention_, 1);
    matrices_ = new QBoxLayout(QBoxLayout::TopToBottom);
    matrices_->setSpacing(4);
    matrices_->addLayout(above, 1);
    matrices_->addWidget(saliencyPart_, 1);
    setSaliencyShown(false, false);

    status_->setProperty("role", "caption");
    status_->setTextFormat(Qt::PlainText);
    // One place for what runs and what came of it: a narrow column has no room for both, and the feet of all columns
    // are as high, so that their matrices are level.
    status_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *foot = new QGridLayout;
    foot->setContentsMargins(kGrid, 0, kGrid, 0);
    foot->addWidget(status_, 0, 0);
    foot->addWidget(busy_, 0, 0, Qt::AlignLeft);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(buildHeader());
    layout->addWidget(problem_);
    layout->addLayout(matrices_, 1);
    layout->addLayout(foot);
    connect(busy_, &BusyLine::stopRequested, this, &CompareColumnView::stopRequested);
    updateTexts();
}

QWidget *CompareColumnView::buildHeader()
{
    auto *header = new QWidget(this);
    letter_ = new QLabel(columnLetter(index_), header);
    letter_->setProperty("role", "title");
    chooser_ = new ModelChooser(header);
    // A column may be narrower than the longest name.
    chooser_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    chooser_->setMinimumContentsLength(8);
    chooser_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    branch_ = new QLabel(header);
    branch_->setTextFormat(Qt::PlainText);
    branch_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    remove_ = new QToolButton(header);
    remove_->setIcon(icon(QStringLiteral("dismiss")));
    remove_->setProperty("flat", true);
    remove_->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(kGrid, 0, kGrid, 0);
    row->setSpacing(kGrid);
    row->addWidget(letter_);
    row->addWidget(chooser_, 1);
    row->addWidget(branch_, 1);
    row->addWidget(remove_);
    connect(chooser_, &ModelChooser::modelChosen, this, &CompareColumnView::modelChosen);
    connect(chooser_, &ModelChooser::openBundleRequested, this, &CompareColumnView::openBundleRequested);
    connect(remove_, &QToolButton::clicked, this, &CompareColumnView::removeRequested);
    return header;
}

void CompareColumnView::setModels(const std::vector<ModelChoice> &models) { chooser_->setModels(models); }
void CompareColumnView::setRemovable(bool removable) { remove_->setEnabled(removable); }

void CompareColumnView::setSaliencyShown(bool shown, bool beside)
{
    matrices_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    attentionCaption_->setVisible(shown);
    saliencyPart_->setVisible(shown);
}

void CompareColumnView::setColumn(const CompareColumn &column)
{
    column_ = column;
    chooser_->setVisible(!column.branch);
    branch_->setVisible(column.branch);
    chooser_->setCurrentModel(column.modelPath);
    updateEmptyTexts();
    attention_->setTrace(column.trace);
    saliency_->setTrace(column.saliency);
    updateSaliencyNumbers();
    const bool working = column.state == CompareColumn::State::Working;
    busy_->setBusy(working, column.activity);
    status_->setVisible(!working);
    if (column.problem.isEmpty())
        problem_->clear();
    else if (column.problem != problem_->text())
        problem_->showMessage(column.trace || column.stopped ? MessageKind::Information : MessageKind::Error,
                              column.problem);
    updateTexts();
}

void CompareColumnView::setCurrentStep(int step)
{
    currentStep_ = step;
    attention_->setCurrentStep(step);
    saliency_->setCurrentStep(step);
    updateStatus();
}

void CompareColumnView::setActivity(const QString &activity)
{
    column_.activity = activity;
    busy_->setBusy(column_.state == CompareColumn::State::Working, activity);
    updateEmptyTexts();
}

QString CompareColumnView::statusText() const { return status_->text(); }
QString CompareColumnView::correlationText() const { return correlation_->text(); }

void CompareColumnView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        updateEmptyTexts();
        updateSaliencyNumbers();
        updateTexts();
    }
}

void CompareColumnView::updateEmptyTexts()
{
    using State = CompareColumn::State;
    QString text = column_.activity;
    if (column_.state == State::Empty)
        text = tr("Type a sentence and press Enter.");
    else if (column_.state == State::Failed)
        text = tr("There is no output.");
    attention_->setEmptyText(text);
    saliency_->setEmptyText(column_.problem.isEmpty() ? text : tr("There is no saliency."));
}

void CompareColumnView::updateSaliencyNumbers()
{
    const auto numbers = [this](HeatmapCell cell) {
        const auto of = [&](const std::shared_ptr<const AttentionTrace> &trace) {
            const auto row = static_cast<std::size_t>(cell.row);
            if (!trace || row >= trace->steps.size() || cell.column >= trace->steps[row].weights.size())
                return std::numeric_limits<double>::quiet_NaN();
            return static_cast<double>(trace->steps[row].weights[cell.column]);
        };
        return HeatmapView::CellNumbers{{tr("saliency"), of(column_.saliency)}, {tr("weight"), of(column_.trace)}};
    };
    saliency_->setCellNumbers(numbers);
}

void CompareColumnView::updateTexts()
{
    const QString letter = columnLetter(index_);
    chooser_->setAccessibleName(tr("Model %1").arg(letter));
    const auto elide = branch_->fontMetrics().elidedText(column_.title, Qt::ElideMiddle, 260);
    branch_->setText(elide);
    branch_->setToolTip(plainToolTip(column_.title));
    branch_->setAccessibleName(tr("Branch %1: %2").arg(letter, column_.title));
    letter_->setToolTip(
        plainToolTip(tr("%1 stands for %2 in the table and the difference").arg(letter, column_.title)));
    attentionCaption_->setText(tr("attention"));
    remove_->setToolTip(tr("Take %1 out of the comparison").arg(letter));
    remove_->setAccessibleName(remove_->toolTip());
    attention_->setName(tr("Attention matrix %1, %2").arg(letter, column_.title));
    saliency_->setName(tr("Saliency matrix %1, %2").arg(letter, column_.title));
    correlation_->setToolTip(tr("Saliency is gradient × input norm: how much each source word mattered to the word. "
                                "The rank correlation (Spearman) with the attention is 1 where both rank the source "
                                "words alike, 0 where they have nothing to do with each other."));
    updateStatus();
}

void CompareColumnView::updateStatus()
{
    QString status;
    if (column_.summary && !column_.summary->complete)
        status = tr("words: %1, not ended").arg(column_.trace->steps.size());
    else if (column_.summary)
        status = tr("words: %1").arg(column_.trace->steps.size());
    status_->setText(status);
    QString correlation;
    if (column_.saliency) {
        const auto step = static_cast<std::size_t>(currentStep_);
        const double here = currentStep_ >= 0 && step < column_.rankCorrelation.size()
                                ? column_.rankCorrelation[step]
                                : std::numeric_limits<double>::quiet_NaN();
        const QString mean = formatNumber(column_.overallCorrelation(), 2);
        correlation = currentStep_ < 0
                          ? tr("saliency · rank correlation: mean %1").arg(mean)
                          : tr("saliency · rank correlation: step %1, mean %2").arg(formatNumber(here, 2), mean);
        if (column_.trace && !hasAttention(*column_.trace))
            correlation = tr("saliency · no attention to compare with");
    } else {
        correlation = tr("saliency");
    }
    correlation_->setText(correlation);
}

} // namespace fovea::ui
