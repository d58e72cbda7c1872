#include "ui/inspector/inspector.h"

#include <cmath>

#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/attention_charts.h"
#include "ui/inspector/candidate_view.h"
#include "ui/inspector/largest_cells.h"
#include "ui/inspector/vector_strip.h"
#include "ui/inspector/weight_editor.h"
#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

QLabel *makeLabel(QWidget *parent, const char *role)
{
    auto *label = new QLabel(parent);
    label->setProperty("role", role);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

Inspector::Inspector(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("inspectorZone"));
    setAttribute(Qt::WA_StyledBackground);
    buildLayout();
    connect(candidates_, &CandidateView::candidateChosen, this, [this](int id) { emit tokenForced(step_, id); });
    connect(charts_, &AttentionCharts::positionHovered, this, &Inspector::positionHovered);
    connect(cells_, &LargestCells::positionHovered, this, &Inspector::positionHovered);
    connect(editor_, &WeightEditor::positionHovered, this, &Inspector::positionHovered);
    connect(edit_, &QToolButton::clicked, this, &Inspector::editingRequested);
    retranslateUi();
}

void Inspector::buildLayout()
{
    auto *content = new QWidget;
    details_ = new QWidget(content);
    empty_ = makeLabel(content, "caption");
    empty_->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    title_ = makeLabel(details_, "title");
    title_->setFont(scaledFont(font(), 1.15, kStrong));
    metrics_ = makeLabel(details_, "caption");
    marks_ = makeLabel(details_, "caption");
    edit_ = new QToolButton(details_);
    edit_->setCheckable(true);
    edit_->setFocusPolicy(Qt::StrongFocus);
    editor_ = new WeightEditor(details_);
    charts_ = new AttentionCharts(details_);
    cells_ = new LargestCells(details_);
    noAttention_ = makeLabel(details_, "caption");
    candidatesCaption_ = makeLabel(details_, "caption");
    candidates_ = new CandidateView(details_);
    candidatesCaption_->setBuddy(candidates_);
    vectorsCaption_ = makeLabel(details_, "caption");
    state_ = new VectorStrip(details_);
    context_ = new VectorStrip(details_);

    auto *column = new QVBoxLayout(details_);
    column->setContentsMargins({});
    column->setSpacing(kGrid);
    column->addWidget(title_);
    column->addWidget(metrics_);
    column->addWidget(marks_);
    column->addWidget(edit_, 0, Qt::AlignLeft);
    column->addWidget(editor_);
    column->addWidget(charts_);
    column->addWidget(cells_);
    column->addWidget(noAttention_);
    column->addSpacing(kGrid);
    column->addWidget(candidatesCaption_);
    column->addWidget(candidates_);
    column->addSpacing(kGrid);
    column->addWidget(vectorsCaption_);
    column->addWidget(state_);
    column->addWidget(context_);

    auto *contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    contentLayout->addWidget(empty_);
    contentLayout->addWidget(details_);
    sections_ = new QVBoxLayout;
    sections_->setSpacing(2 * kGrid);
    contentLayout->addLayout(sections_);
    contentLayout->addStretch(1);

    auto *area = new QScrollArea(this);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    content->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // never wider than what is seen of it
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(area);
    setMinimumWidth(272);
}

void Inspector::addSection(QWidget *section) { sections_->addWidget(section); }

QSize Inspector::sizeHint() const { return {300, 640}; }

void Inspector::setStep(std::shared_ptr<const AttentionTrace> trace, int step, const std::vector<int> &maskedAbove)
{
    const bool same = trace == trace_ && step == step_ && maskedAbove == maskedAbove_;
    trace_ = std::move(trace);
    step_ = step;
    maskedAbove_ = maskedAbove;
    if (!same) // what is being edited stays
        editor_->setStep(trace_, step_, maskedAbove_);
    refresh();
}

void Inspector::setPreview(const std::optional<WeightPreview> &preview)
{
    if (!preview && !preview_)
        return;
    preview_ = preview;
    if (const AttentionStep *step = currentStep()) {
        const AttentionStep &shown = currentPreview() ? preview_->result : *step;
        if (cells_->isVisibleTo(this))
            cells_->setStep(shown, trace_->source.columns);
        showCandidates(*step);
        showVectors(shown);
    }
}

const WeightPreview *Inspector::currentPreview() const
{
    return preview_ && preview_->step == step_ ? &*preview_ : nullptr;
}

void Inspector::setEditing(bool editing)
{
    editing_ = editing;
    edit_->setChecked(editing);
    refresh();
    if (editing && editor_->canEdit())
        editor_->setFocus(Qt::OtherFocusReason);
}

void Inspector::setStepTime(std::optional<double> milliseconds)
{
    stepTime_ = milliseconds;
    if (const AttentionStep *step = currentStep())
        metrics_->setText(metricsText(*step));
}

void Inspector::setHighlightedSource(int position)
{
    charts_->setHighlightedSource(position);
    cells_->setHighlightedSource(position);
    editor_->setHighlightedSource(position);
}

void Inspector::setForcingEnabled(bool enabled)
{
    if (forcing_ == enabled)
        return;
    forcing_ = enabled;
    editor_->setEditable(enabled);
    retranslateUi();
}

const AttentionStep *Inspector::currentStep() const
{
    return trace_ && step_ >= 0 && step_ < static_cast<int>(trace_->steps.size())
               ? &trace_->steps[static_cast<std::size_t>(step_)]
               : nullptr;
}

void Inspector::refresh()
{
    const AttentionStep *step = currentStep();
    details_->setVisible(step != nullptr);
    empty_->setVisible(step == nullptr);
    if (step)
        showStep(*step);
    else
        candidates_->clear();
}

void Inspector::showStep(const AttentionStep &step)
{
    title_->setText(tr("Step %1 · “%2”").arg(step_ + 1).arg(targetLabel(*trace_, step_)));
    metrics_->setText(metricsText(step));
    metrics_->setToolTip(metricsToolTip(step));
    QStringList marks;
    if (step.forced)
        marks << tr("You chose this word.");
    if (step.overridden)
        marks << tr("You changed these weights.");
    marks_->setText(marks.join(QLatin1Char(' ')));
    marks_->setVisible(!marks.isEmpty());

    const bool attention = trace_->model.match != MatchFunction::None && step.weights.size() > 0 &&
                           step.weights.size() == trace_->source.size();
    const bool replaced = editing_ && editor_->canEdit(); // the editor's bars stand for the charts
    editor_->setVisible(editing_);
    const bool grid = trace_->source.kind != SourceAxis::Kind::Sequence;
    charts_->setVisible(attention && !replaced && !grid);
    cells_->setVisible(attention && !replaced && grid);
    noAttention_->setVisible(!attention);
    if (attention && grid)
        cells_->setStep(currentPreview() ? preview_->result : step, trace_->source.columns);
    else if (attention)
        charts_->setStep(*trace_, step_);
    noAttention_->setText(trace_->model.match == MatchFunction::None
                              ? tr("This model has no attention (match: none). Every step sees the same fixed vector, "
                                   "a summary of the whole source, so there are no energies and no weights to show. "
                                   "Long sentences suffer most: compare with an attention model.")
                              : tr("This step has no weights."));
    showCandidates(step);
    showVectors(currentPreview() ? preview_->result : step);
}

void Inspector::showCandidates(const AttentionStep &step)
{
    const WeightPreview *preview = currentPreview();
    if (preview)
        candidates_->setPreview(*preview);
    else
        candidates_->setStep(step, forcing_);
    candidatesCaption_->setText(preview    ? tr("next word with these weights, and the change")
                                : forcing_ ? tr("next word (click to force)")
                                           : tr("next word"));
    candidatesCaption_->setVisible(!step.candidates.empty());
    candidates_->setVisible(!step.candidates.empty());
}

void Inspector::showVectors(const AttentionStep &step)
{
    const QString number = subscript(step_ + 1);
    QStringList parts;
    if (step.state.size() > 0)
        parts << tr("state z%1 (%2)").arg(number).arg(step.state.size());
    if (step.context.size() > 0)
        parts << tr("context c%1 (%2)").arg(number).arg(step.context.size());
    vectorsCaption_->setText(parts.join(QStringLiteral(" · ")));
    vectorsCaption_->setVisible(!parts.isEmpty());
    state_->setVisible(step.state.size() > 0);
    context_->setVisible(step.context.size() > 0);
    state_->setValues(step.state, QStringLiteral("z") + number);
    context_->setValues(step.context, QStringLiteral("c") + number);
}

QString Inspector::metricsText(const AttentionStep &step) const
{
    QStringList parts{tr("log p %1").arg(formatNumber(step.logProbability, 2)),
                      tr("p %1").arg(formatProbability(step.logProbability))};
    if (step.weights.size() > 0 && trace_->model.match != MatchFunction::None)
        parts << tr("entropy %1").arg(formatNumber(entropyOf(step.weights), 2));
    if (stepTime_)
        parts << tr("%1 ms").arg(formatNumber(*stepTime_, *stepTime_ < 10 ? 2 : 0));
    return parts.join(QStringLiteral(" · "));
}

QString Inspector::metricsToolTip(const AttentionStep &step) const
{
    const double most = step.weights.size() > 0 ? std::log(static_cast<double>(step.weights.size())) : 0;
    return plainToolTip(tr("Natural logarithm and probability of the word; entropy of the weights in nats (0: one "
                           "source word, at most %1: all alike); computing time of a step")
                            .arg(formatNumber(most, 2)));
}

void Inspector::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && title_)
        title_->setFont(scaledFont(font(), 1.15, kStrong));
}

void Inspector::retranslateUi()
{
    setAccessibleName(tr("Inspector"));
    empty_->setText(tr("Nothing is decoded yet. The numbers of each step appear here: energies, weights, the most "
                       "probable next words, state and context."));
    edit_->setText(tr("Edit weights"));
    edit_->setAccessibleName(edit_->text());
    edit_->setToolTip(tr("Give the source words other weights in this step and see what it would say (Ctrl+Shift+W)"));
    vectorsCaption_->setToolTip(tr("One cell per value: blue below zero, orange above"));
    refresh();
}

} // namespace fovea::ui
