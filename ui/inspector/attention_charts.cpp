#include "ui/inspector/attention_charts.h"

#include <QEvent>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/inspector/attention_chart.h"
#include "ui/style/theme.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

std::vector<double> toDoubles(const Vector &values) { return {values.begin(), values.end()}; }

QLabel *makeCaption(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setProperty("role", "caption");
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

QString equationOf(MatchFunction match)
{
    switch (match) {
    case MatchFunction::None:
        return {};
    case MatchFunction::Dot:
        return QStringLiteral("e = hᵀ z");
    case MatchFunction::Cosine:
        return QStringLiteral("e = s · cos(h, z)");
    case MatchFunction::Additive:
        return QStringLiteral("e = vᵀ tanh(W h + U z + b)");
    case MatchFunction::Bilinear:
        return QStringLiteral("e = hᵀ W z");
    }
    return {};
}

AttentionCharts::AttentionCharts(QWidget *parent)
    : QWidget(parent), energyCaption_(makeCaption(this)), weightCaption_(makeCaption(this)),
      energies_(new AttentionChart(AttentionChart::Kind::Energies, this)),
      weights_(new AttentionChart(AttentionChart::Kind::Weights, this)),
      scrollBar_(new QScrollBar(Qt::Horizontal, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(kGrid);
    layout->addWidget(energyCaption_);
    layout->addWidget(energies_);
    layout->addWidget(weightCaption_);
    layout->addWidget(weights_);
    layout->addWidget(scrollBar_);
    scrollBar_->setFocusPolicy(Qt::StrongFocus);
    scrollBar_->hide();
    connect(scrollBar_, &QScrollBar::valueChanged, this, [this](int first) {
        energies_->setWindow(first, visibleCount());
        weights_->setWindow(first, visibleCount());
    });
    connect(energies_, &AttentionChart::positionHovered, this, &AttentionCharts::positionHovered);
    connect(weights_, &AttentionChart::positionHovered, this, &AttentionCharts::positionHovered);
    retranslateUi();
}

void AttentionCharts::setStep(const AttentionTrace &trace, int step)
{
    const AttentionStep &shown = trace.steps.at(static_cast<std::size_t>(step));
    setSource(trace);
    match_ = trace.model.match;
    hasEnergies_ = shown.energies.size() == trace.source.size();
    energies_->setVisible(hasEnergies_);
    if (hasEnergies_)
        energies_->setValues(toDoubles(shown.energies));
    weights_->setValues(toDoubles(shown.weights));
    arrangeWindow();
    revealStrongest();
    retranslateUi();
}

void AttentionCharts::setHighlightedSource(int position)
{
    energies_->setHighlighted(position);
    weights_->setHighlighted(position);
    if (position < 0 || position >= size_)
        return;
    if (position < firstVisible())
        scrollBar_->setValue(position);
    else if (position >= firstVisible() + visibleCount())
        scrollBar_->setValue(position - visibleCount() + 1);
}

void AttentionCharts::setSource(const AttentionTrace &trace)
{
    // Each step of a decode brings a new trace of the same source: its words are converted and measured once.
    const SourceAxis &source = trace.source;
    if (source.kind == source_.kind && source.labels == source_.labels && source.size() == size_)
        return;
    source_ = source;
    size_ = static_cast<int>(source.size());
    QStringList labels;
    for (Index i = 0; i < source.size(); ++i)
        labels << sourceLabel(trace, i);
    energies_->setLabels(labels);
    weights_->setLabels(labels);
}

int AttentionCharts::firstVisible() const { return scrollBar_->value(); }

int AttentionCharts::visibleCount() const
{
    const int fitting = std::max(1, width() / weights_->minimumPitch());
    return std::max(1, std::min(size_, fitting));
}

void AttentionCharts::arrangeWindow()
{
    const int count = visibleCount();
    scrollBar_->setPageStep(count);
    scrollBar_->setRange(0, std::max(0, size_ - count));
    scrollBar_->setVisible(size_ > count);
    energies_->setWindow(scrollBar_->value(), count);
    weights_->setWindow(scrollBar_->value(), count);
}

void AttentionCharts::revealStrongest()
{
    if (weights_->strongest().empty())
        return;
    const int position = weights_->strongest().front();
    if (position < firstVisible() || position >= firstVisible() + visibleCount())
        scrollBar_->setValue(position - visibleCount() / 2);
}

void AttentionCharts::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeWindow();
}

void AttentionCharts::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void AttentionCharts::retranslateUi()
{
    energyCaption_->setText(hasEnergies_ ? tr("energy %1").arg(equationOf(match_))
                                         : tr("This trace has weights but no energies."));
    weightCaption_->setText(tr("weight a = softmax(e)"));
    energyCaption_->setToolTip(
        tr("How well each source word h matches the decoder state z, before the softmax (%1 match)")
            .arg(QString::fromUtf8(name(match_).data(), static_cast<qsizetype>(name(match_).size()))));
    weightCaption_->setToolTip(tr("How much each source word counts in this step; the weights sum to 1"));
    scrollBar_->setAccessibleName(tr("Source words shown in the charts"));
}

} // namespace fovea::ui
