#include "ui/inspector/doctor_panel.h"

#include <algorithm>

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/inspector/finding_button.h"
#include "ui/inspector/metric_bars.h"
#include "ui/style/theme.h"
#include "ui/text/finding_text.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"
#include "ui/widgets/fold_section.h"

namespace fovea::ui
{

namespace
{

/// A broken output of a long text can repeat itself hundreds of times; nobody reads all of that.
constexpr std::size_t kMostFindings = 20;
/// Coverage of a full bar: a word looked at twice is as full as one looked at ten times.
constexpr double kFullCoverage = 2;

QLabel *makeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", "caption");
    return label;
}

std::vector<double> toDoubles(const Vector &values)
{
    std::vector<double> result;
    for (const Scalar value : values)
        result.push_back(static_cast<double>(value));
    return result;
}

} // namespace

DoctorPanel::DoctorPanel(QWidget *parent) : QWidget(parent)
{
    buildContent();
    connect(coverage_, &MetricBars::itemHovered, this, [this](int source) {
        named_ = source;
        updateCaptions();
        emit sourceHovered(source);
    });
    connect(coverage_, &MetricBars::itemChosen, this, [this](int source) {
        if (const int step = mostAttentiveStep(source); step >= 0)
            emit stepSelected(step);
        emit sourceHovered(source);
    });
    connect(entropies_, &MetricBars::itemHovered, this, [this](int step) {
        namedStep_ = step;
        updateCaptions();
    });
    connect(entropies_, &MetricBars::itemChosen, this, &DoctorPanel::stepSelected);
    connect(section_->button(), &QAbstractButton::clicked, this, [this] { emit foldedChanged(isFolded()); });
    retranslateUi();
}

void DoctorPanel::buildContent()
{
    auto *content = new QWidget;
    verdict_ = makeLabel(content);
    verdict_->setWordWrap(true);
    findings_ = new QVBoxLayout;
    findings_->setSpacing(4);
    coverageCaption_ = makeLabel(content);
    coverage_ = new MetricBars(MetricBars::Worst::Lowest, content);
    coverage_->setReference(1);
    entropyCaption_ = makeLabel(content);
    entropies_ = new MetricBars(MetricBars::Worst::Highest, content);
    entropies_->setLabelsShown(false); // the words so far stand in the strip below the picture
    numbers_ = buildNumbers(content);
    for (QLabel *caption : {coverageCaption_, entropyCaption_})
        caption->setWordWrap(true); // or the longest one decides how wide the inspector is

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(kGrid);
    column->addWidget(verdict_);
    column->addLayout(findings_);
    column->addWidget(coverageCaption_);
    column->addWidget(coverage_);
    column->addWidget(entropyCaption_);
    column->addWidget(entropies_);
    column->addWidget(numbers_);
    section_ = new FoldSection(content, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(section_);
}

QWidget *DoctorPanel::buildNumbers(QWidget *parent)
{
    auto *numbers = new QWidget(parent);
    auto *grid = new QGridLayout(numbers);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(2 * kGrid);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    stepHeader_ = makeLabel(numbers);
    allHeader_ = makeLabel(numbers);
    percentHeader_ = makeLabel(numbers);
    grid->addWidget(stepHeader_, 0, 1, Qt::AlignRight);
    grid->addWidget(allHeader_, 0, 2, Qt::AlignRight);
    grid->addWidget(percentHeader_, Deviation + 1, 0, 1, 3, Qt::AlignRight);
    for (int number = 0; number < NumberCount; ++number) {
        NumberRow &row = rows_[number];
        row.name = makeLabel(numbers);
        row.name->setWordWrap(true);
        const int line = number + (number < Deviation ? 1 : 2);
        grid->addWidget(row.name, line, 0);
        for (QLabel **label : {&row.first, &row.second}) {
            *label = new QLabel(numbers);
            (*label)->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            grid->addWidget(*label, line, label == &row.first ? 1 : 2);
        }
    }
    return numbers;
}

// --- values

void DoctorPanel::setDiagnosis(std::shared_ptr<const AttentionTrace> trace,
                               std::shared_ptr<const AttentionDiagnosis> diagnosis)
{
    trace_ = std::move(trace);
    diagnosis_ = trace_ ? std::move(diagnosis) : nullptr;
    chosen_ = named_ = namedStep_ = -1;
    showDiagnosis();
}

void DoctorPanel::setCurrentStep(int step)
{
    if (step == step_)
        return;
    step_ = step;
    entropies_->setCurrent(step_);
    showNumbers();
}

void DoctorPanel::setHighlightedSource(int source) { coverage_->setHighlighted(source); }

void DoctorPanel::setFolded(bool folded) { section_->setFolded(folded); }
bool DoctorPanel::isFolded() const { return section_->isFolded(); }

bool DoctorPanel::attends() const { return diagnosis_ && diagnosis_->report.sentence.attends; }

const StepAttention *DoctorPanel::currentReport() const
{
    return attends() && step_ >= 0 && step_ < static_cast<int>(diagnosis_->report.steps.size())
               ? &diagnosis_->report.steps[static_cast<std::size_t>(step_)]
               : nullptr;
}

void DoctorPanel::showDiagnosis()
{
    setVisible(diagnosis_ != nullptr);
    showFindings();
    showBars();
    showNumbers();
    showMarks();
    updateTitle();
    updateCaptions();
}

void DoctorPanel::showFindings()
{
    const std::size_t all = diagnosis_ ? diagnosis_->findings.size() : 0;
    const std::size_t shown = std::min(all, kMostFindings);
    while (buttons_.size() > shown) {
        buttons_.back()->hide();
        buttons_.back()->deleteLater();
        buttons_.pop_back();
    }
    while (buttons_.size() < shown) {
        auto *button = new FindingButton(section_);
        const int index = static_cast<int>(buttons_.size());
        connect(button, &QAbstractButton::clicked, this, [this, index] { chooseFinding(index); });
        QWidget::setTabOrder(buttons_.empty() ? static_cast<QWidget *>(section_->button()) : buttons_.back(), button);
        findings_->addWidget(button);
        buttons_.push_back(button);
    }
    for (std::size_t i = 0; i < shown; ++i) {
        buttons_[i]->setFinding(findingText(diagnosis_->findings[i], *trace_));
        buttons_[i]->setToolTip(tr("Go to the step and light the source word that this is about; again for the next "
                                   "one"));
    }
    QStringList verdict;
    if (diagnosis_ && !attends())
        verdict << tr("This output has no attention weights to judge (match: none, or a file without weights).");
    if (diagnosis_ && all == 0)
        verdict << (attends() ? tr("Nothing looks broken.") : tr("The output does not repeat itself."));
    if (all > shown)
        verdict << tr("The first %1 of %2 findings:").arg(shown).arg(all);
    verdict_->setText(verdict.join(u' '));
    verdict_->setVisible(!verdict.isEmpty());
}

void DoctorPanel::showBars()
{
    for (QWidget *part : {static_cast<QWidget *>(coverageCaption_), static_cast<QWidget *>(coverage_),
                          static_cast<QWidget *>(entropyCaption_), static_cast<QWidget *>(entropies_), numbers_})
        part->setVisible(attends());
    if (!attends())
        return;
    const AttentionReport &report = diagnosis_->report;
    QStringList sources;
    for (Index i = 0; i < report.coverage.size(); ++i)
        sources << sourceLabel(*trace_, i);
    const double most = report.coverage.size() > 0 ? static_cast<double>(report.coverage.maxCoeff()) : 0;
    const bool picture = trace_->source.kind == SourceAxis::Kind::Grid;
    coverage_->setColumns(picture ? trace_->source.columns : 0);
    coverage_->setValues(toDoubles(report.coverage), sources, picture ? std::max(most, 1e-6) : kFullCoverage);
    std::vector<double> entropies;
    QStringList words;
    for (std::size_t t = 0; t < report.steps.size(); ++t) {
        entropies.push_back(report.steps[t].normalizedEntropy);
        words << targetLabel(*trace_, static_cast<Index>(t));
    }
    entropies_->setValues(std::move(entropies), words, 1);
    entropies_->setCurrent(step_);
}

void DoctorPanel::showNumbers()
{
    if (!attends())
        return;
    const SentenceMetrics &all = diagnosis_->report.sentence;
    const StepAttention *step = currentReport();
    const auto show = [this](Number number, const QString &first, const QString &second) {
        rows_[number].first->setText(first);
        rows_[number].second->setText(second);
    };
    const auto ofStep = [step](double StepAttention::*value) {
        return step ? formatNumber(step->*value, 2) : QStringLiteral("–");
    };
    show(Entropy, ofStep(&StepAttention::normalizedEntropy), formatNumber(all.meanNormalizedEntropy, 2));
    show(Largest, ofStep(&StepAttention::largestWeight), formatNumber(all.meanLargestWeight, 2));
    show(End, ofStep(&StepAttention::endWeight), formatNumber(all.meanEndWeight, 2));
    show(Coverage, {}, formatNumber(all.smallestCoverage, 2));
    const AttentionConfidence &c = all.confidence;
    const auto percent = [](double value) { return tr("%1 %", "share").arg(formatNumber(value, 0)); };
    show(Deviation, formatNumber(c.coverageDeviation, 3), percent(c.coverageDeviationPercent()));
    show(Out, formatNumber(c.absentmindednessOut, 3), percent(c.absentmindednessOutPercent()));
    show(In, formatNumber(c.absentmindednessIn, 3), percent(c.absentmindednessInPercent()));
    show(Confidence, formatNumber(c.confidence, 3), percent(c.confidencePercent()));
    const bool picture = trace_->source.kind != SourceAxis::Kind::Sequence;
    for (QLabel *label : {rows_[End].name, rows_[End].first, rows_[End].second})
        label->setVisible(!picture);
}

// --- findings

std::vector<DoctorPanel::Place> DoctorPanel::placesOf(const Finding &finding) const
{
    std::vector<Place> places;
    if (finding.rows.empty()) { // about source words: each at the step that looked there most
        for (const int source : finding.columns)
            places.push_back({mostAttentiveStep(source), source});
        return places;
    }
    for (const int step : finding.rows) {
        Place place{step, finding.columns.empty() ? -1 : finding.columns.front()};
        if (place.source < 0 && attends() && step < static_cast<int>(diagnosis_->report.steps.size()))
            place.source = static_cast<int>(diagnosis_->report.steps[static_cast<std::size_t>(step)].largest);
        places.push_back(place);
    }
    return places;
}

int DoctorPanel::mostAttentiveStep(int source) const
{
    int best = -1;
    Scalar most = -1;
    for (std::size_t t = 0; trace_ && t < trace_->steps.size(); ++t) {
        const Vector &weights = trace_->steps[t].weights;
        if (source < 0 || source >= weights.size() || !(weights[source] > most))
            continue;
        most = weights[source];
        best = static_cast<int>(t);
    }
    return best;
}

void DoctorPanel::chooseFinding(int index)
{
    if (!diagnosis_ || index >= static_cast<int>(diagnosis_->findings.size()))
        return;
    const std::vector<Place> places = placesOf(diagnosis_->findings[static_cast<std::size_t>(index)]);
    if (places.empty())
        return;
    nextPlace_ = index == chosen_ ? (nextPlace_ + 1) % places.size() : 0;
    chosen_ = index;
    showMarks();
    const Place place = places[nextPlace_];
    if (place.step >= 0)
        emit stepSelected(place.step);
    emit sourceHovered(place.source);
}

/// What the chosen finding is about, or else all that is wrong.
void DoctorPanel::showMarks()
{
    std::vector<int> sources;
    std::vector<int> steps;
    for (int i = 0; diagnosis_ && i < static_cast<int>(diagnosis_->findings.size()); ++i) {
        const Finding &finding = diagnosis_->findings[static_cast<std::size_t>(i)];
        if (i != chosen_ && (chosen_ >= 0 || finding.kind == Finding::Kind::Shifted))
            continue;
        sources.insert(sources.end(), finding.columns.begin(), finding.columns.end());
        steps.insert(steps.end(), finding.rows.begin(), finding.rows.end());
    }
    for (std::vector<int> *items : {&sources, &steps}) {
        std::sort(items->begin(), items->end());
        items->erase(std::unique(items->begin(), items->end()), items->end());
    }
    coverage_->setMarked(std::move(sources));
    entropies_->setMarked(std::move(steps));
}

// --- texts

void DoctorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void DoctorPanel::updateTitle()
{
    const auto count = diagnosis_ ? diagnosis_->findings.size() : 0;
    const QString title = tr("Is this attention broken?");
    section_->setTitle(count > 0 ? tr("%1 · %2", "title, number of findings").arg(title).arg(count) : title,
                       tr("What looks wrong with this attention, and its numbers; click to fold or unfold"));
}

void DoctorPanel::updateCaptions()
{
    const bool picture = trace_ && trace_->source.kind != SourceAxis::Kind::Sequence;
    const QString coverage = picture ? tr("coverage of the picture's places") : tr("coverage of the source words");
    const QString entropy = tr("normalized entropy of the steps");
    const auto named = [](const QString &caption, const QString &item) {
        return item.isEmpty() ? caption : tr("%1 · %2", "caption, item and value").arg(caption, item);
    };
    coverageCaption_->setText(named(coverage, coverage_->itemText(named_)));
    entropyCaption_->setText(named(entropy, entropies_->itemText(namedStep_)));
    coverage_->setAccessibleName(coverage);
    entropies_->setAccessibleName(entropy);
}

void DoctorPanel::retranslateUi()
{
    setAccessibleName(tr("Attention doctor"));
    coverageCaption_->setToolTip(plainToolTip(tr("The sum of the weights that each source position got in all steps. "
                                                 "The dotted line is 1, as much as one word of output gives.")));
    entropyCaption_->setToolTip(
        plainToolTip(tr("How widely each step looked: 0 is one place, 1 all places alike. Click a bar to go there.")));
    stepHeader_->setText(tr("this step"));
    allHeader_->setText(tr("all steps"));
    percentHeader_->setText(tr("of a perfect one"));
    percentHeader_->setToolTip(plainToolTip(tr("100 e^(−x²) for the coverage deviation, 100 e^(−0.05 x²) for the "
                                               "others")));
    retranslateNumbers();
    showDiagnosis();
}

void DoctorPanel::retranslateNumbers()
{
    const auto name = [this](Number number, const QString &text, const QString &toolTip) {
        rows_[number].name->setText(text);
        for (QLabel *label : {rows_[number].name, rows_[number].first, rows_[number].second})
            label->setToolTip(plainToolTip(toolTip));
    };
    name(Entropy, tr("normalized entropy"),
         tr("Entropy of the weights divided by log n: 0 looks at one place, 1 at "
            "all alike. All steps: the mean."));
    name(Largest, tr("largest weight"), tr("The largest weight of the step. All steps: the mean."));
    name(End, tr("weight on the end symbol"),
         tr("How much the step looks at the source's end symbol. All steps: the mean of all but the last."));
    name(Coverage, tr("smallest coverage"), tr("The total weight of the source word that was looked at least"));
    name(Deviation, tr("coverage deviation (CDP)"),
         tr("How far the words' total weights are from 1 (SoftAlignments); 0 is best, worse is more negative"));
    name(Out, tr("absentmindedness out (APout)"),
         tr("How widely the attention that a source word gets is spread over the output; 0 is best"));
    name(In, tr("absentmindedness in (APin)"),
         tr("How widely each output word's attention is spread over the source; 0 is best"));
    name(Confidence, tr("confidence"), tr("CDP + APout + APin: the attention judged as a whole; 0 is best"));
}

} // namespace fovea::ui
