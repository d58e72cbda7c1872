#include "ui/pages/decode_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/theme.h"
#include "ui/widgets/busy_line.h"
#include "ui/widgets/heatmap_view.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/source_menu.h"
#include "ui/widgets/token_strip.h"

namespace fovea::ui
{

DecodePage::DecodePage(QWidget *parent)
    : QWidget(parent), inspector_(new Inspector), zones_(new QSplitter(Qt::Horizontal, this))
{
    zones_->addWidget(buildCentre());
    zones_->addWidget(inspector_);
    zones_->setStretchFactor(0, 1);
    zones_->setStretchFactor(1, 0);
    zones_->setCollapsible(0, false);
    zones_->setHandleWidth(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(zones_);
    connectParts();
    retranslateUi();
    setTrace(nullptr);
}

DecodePage::~DecodePage() = default;

QWidget *DecodePage::buildCentre()
{
    auto *centre = new QWidget;
    messageBar_ = new MessageBar(centre);
    viewBar_ = new ViewBar(centre);
    views_ = new QStackedWidget(centre);
    heatmap_ = new HeatmapView;
    outputCaption_ = new QLabel(centre);
    outputCaption_->setProperty("role", "caption");
    busyLine_ = new BusyLine(centre);
    tokenStrip_ = new TokenStrip(centre);
    difference_ = new DifferenceLine(centre);
    viewBar_->addView(QString(), QString());
    views_->addWidget(heatmap_);

    inputRows_ = new QVBoxLayout;
    inputRows_->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 0);
    inputRows_->setSpacing(kGrid);
    inputRows_->addWidget(messageBar_);
    auto *outputHeader = new QHBoxLayout;
    outputHeader->addWidget(outputCaption_);
    outputHeader->addStretch(1);
    outputHeader->addWidget(busyLine_);
    auto *output = new QVBoxLayout;
    output->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, 2 * kGrid);
    output->setSpacing(4);
    output->addWidget(difference_);
    output->addLayout(outputHeader);
    output->addWidget(tokenStrip_);

    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(inputRows_);
    column->addSpacing(kGrid);
    column->addWidget(viewBar_);
    column->addWidget(views_, 1);
    column->addLayout(output);
    return centre;
}

void DecodePage::connectParts()
{
    connect(viewBar_, &ViewBar::viewChanged, views_, &QStackedWidget::setCurrentIndex);
    connect(viewBar_, &ViewBar::optionsChanged, this, [this](const MatrixOptions &options) {
        setMatrixOptions(options);
        emit matrixOptionsChanged(options);
    });
    connect(viewBar_, &ViewBar::zoomInRequested, this, &DecodePage::zoomIn);
    connect(viewBar_, &ViewBar::zoomOutRequested, this, &DecodePage::zoomOut);
    connect(viewBar_, &ViewBar::fitRequested, this, &DecodePage::zoomFit);
    connect(heatmap_, &HeatmapView::stepSelected, this, &DecodePage::stepSelected);
    connect(inspector_, &Inspector::positionHovered, heatmap_, &HeatmapView::setHighlightedSource);
    connect(inspector_, &Inspector::tokenForced, this, &DecodePage::tokenForced);
    connect(tokenStrip_, &TokenStrip::stepSelected, this, &DecodePage::stepSelected);
    connect(tokenStrip_, &TokenStrip::stepRequested, this, &DecodePage::stepRequested);
    connect(tokenStrip_, &TokenStrip::textForced, this, &DecodePage::textForced);
    connect(busyLine_, &BusyLine::stopRequested, this, &DecodePage::stopRequested);
    connectWhatIf();
}

void DecodePage::setInputRow(QWidget *row) { inputRows_->insertWidget(0, row); }
void DecodePage::setEmptyText(const QString &text) { heatmap_->setEmptyText(text); }

void DecodePage::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    trace_ = std::move(trace);
    preview_.reset();
    sourceMenu_->setTrace(trace_);
    const int last = trace_ ? static_cast<int>(trace_->steps.size()) - 1 : -1;
    const bool kept = currentStep_ >= 0 && currentStep_ <= last && !playing_;
    heatmap_->setTrace(trace_);
    tokenStrip_->setTrace(trace_);
    setCurrentStep(kept ? currentStep_ : last);
}

std::shared_ptr<const AttentionTrace> DecodePage::trace() const { return trace_; }

void DecodePage::setCurrentStep(int step)
{
    const bool exists = trace_ && step >= 0 && step < static_cast<int>(trace_->steps.size());
    currentStep_ = exists ? step : -1;
    heatmap_->setCurrentStep(currentStep_);
    tokenStrip_->setCurrentStep(currentStep_);
    inspector_->setStep(trace_, currentStep_, masksOf(currentStep_));
}

int DecodePage::currentStep() const { return currentStep_; }

void DecodePage::setForcingEnabled(bool enabled)
{
    forcingEnabled_ = enabled;
    tokenStrip_->setForcingEnabled(enabled);
    inspector_->setForcingEnabled(enabled);
    sourceMenu_->setEnabled(enabled);
}

bool DecodePage::isForcingEnabled() const { return forcingEnabled_; }

void DecodePage::setStepTime(std::optional<double> milliseconds) { inspector_->setStepTime(milliseconds); }

void DecodePage::setMatrixOptions(const MatrixOptions &options)
{
    viewBar_->setOptions(options);
    heatmap_->setColorMap(options.colorMap);
    heatmap_->setScaleMode(options.scale);
    heatmap_->setShowValues(options.showValues);
}

MatrixOptions DecodePage::matrixOptions() const { return viewBar_->options(); }
HeatmapView *DecodePage::heatmap() const { return heatmap_; }

void DecodePage::setBusy(bool busy, const QString &what) { busyLine_->setBusy(busy, what); }
bool DecodePage::isBusy() const { return busyLine_->isBusy(); }
void DecodePage::setPlaying(bool playing) { playing_ = playing; }
void DecodePage::setMessage(MessageKind kind, const QString &text) { messageBar_->showMessage(kind, text); }
void DecodePage::clearMessage() { messageBar_->clear(); }
QString DecodePage::message() const { return messageBar_->text(); }

void DecodePage::focusForcedText() { tokenStrip_->focusForcedText(); }
void DecodePage::zoomIn() { heatmap_->zoomIn(); }
void DecodePage::zoomOut() { heatmap_->zoomOut(); }
void DecodePage::zoomFit() { heatmap_->fit(); }

void DecodePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void DecodePage::retranslateUi()
{
    viewBar_->setViewText(0, tr("Matrix"), tr("Source words across, target words down, weights as colours"));
    outputCaption_->setText(tr("output"));
}

} // namespace fovea::ui
