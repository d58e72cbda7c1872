#include "ui/pages/translate_page.h"

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
#include "ui/widgets/sentence_edit.h"
#include "ui/widgets/token_strip.h"

namespace fovea::ui
{

TranslatePage::TranslatePage(QWidget *parent)
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
    setFocusProxy(sentenceBar_->edit());
}

TranslatePage::~TranslatePage() = default;

QWidget *TranslatePage::buildCentre()
{
    auto *centre = new QWidget;
    sentenceBar_ = new SentenceBar(centre);
    messageBar_ = new MessageBar(centre);
    viewBar_ = new ViewBar(centre);
    views_ = new QStackedWidget(centre);
    heatmap_ = new HeatmapView;
    outputCaption_ = new QLabel(centre);
    outputCaption_->setProperty("role", "caption");
    busyLine_ = new BusyLine(centre);
    tokenStrip_ = new TokenStrip(centre);
    viewBar_->addView(QString(), QString());
    views_->addWidget(heatmap_);

    auto *input = new QVBoxLayout;
    input->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 0);
    input->setSpacing(kGrid);
    input->addWidget(sentenceBar_);
    input->addWidget(messageBar_);
    auto *outputHeader = new QHBoxLayout;
    outputHeader->addWidget(outputCaption_);
    outputHeader->addStretch(1);
    outputHeader->addWidget(busyLine_);
    auto *output = new QVBoxLayout;
    output->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, 2 * kGrid);
    output->setSpacing(4);
    output->addLayout(outputHeader);
    output->addWidget(tokenStrip_);

    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(input);
    column->addSpacing(kGrid);
    column->addWidget(viewBar_);
    column->addWidget(views_, 1);
    column->addLayout(output);
    return centre;
}

void TranslatePage::connectParts()
{
    connect(sentenceBar_->edit(), &SentenceEdit::edited, this, &TranslatePage::sentenceEdited);
    connect(sentenceBar_, &SentenceBar::submitted, this, &TranslatePage::sentenceSubmitted);
    connect(sentenceBar_, &SentenceBar::decodingChanged, this, &TranslatePage::decodingChanged);
    connect(sentenceBar_->models(), &ModelChooser::modelChosen, this, &TranslatePage::modelChosen);
    connect(sentenceBar_->models(), &ModelChooser::openBundleRequested, this, &TranslatePage::openBundleRequested);
    connect(viewBar_, &ViewBar::viewChanged, views_, &QStackedWidget::setCurrentIndex);
    connect(viewBar_, &ViewBar::optionsChanged, this, [this](const MatrixOptions &options) {
        setMatrixOptions(options);
        emit matrixOptionsChanged(options);
    });
    connect(viewBar_, &ViewBar::zoomInRequested, this, &TranslatePage::zoomIn);
    connect(viewBar_, &ViewBar::zoomOutRequested, this, &TranslatePage::zoomOut);
    connect(viewBar_, &ViewBar::fitRequested, this, &TranslatePage::zoomFit);
    connect(heatmap_, &HeatmapView::stepSelected, this, &TranslatePage::stepSelected);
    connect(inspector_, &Inspector::positionHovered, heatmap_, &HeatmapView::setHighlightedSource);
    connect(inspector_, &Inspector::tokenForced, this, &TranslatePage::tokenForced);
    connect(tokenStrip_, &TokenStrip::stepSelected, this, &TranslatePage::stepSelected);
    connect(tokenStrip_, &TokenStrip::stepRequested, this, &TranslatePage::stepRequested);
    connect(tokenStrip_, &TokenStrip::textForced, this, &TranslatePage::textForced);
    connect(busyLine_, &BusyLine::stopRequested, this, &TranslatePage::stopRequested);
}

void TranslatePage::setModels(const std::vector<ModelChoice> &models) { sentenceBar_->models()->setModels(models); }
void TranslatePage::setCurrentModel(const QString &path) { sentenceBar_->models()->setCurrentModel(path); }
QString TranslatePage::currentModel() const { return sentenceBar_->models()->currentModel(); }
void TranslatePage::setExamples(const QStringList &sentences) { sentenceBar_->setExamples(sentences); }
void TranslatePage::setSentence(const QString &sentence) { sentenceBar_->edit()->setSentence(sentence); }
QString TranslatePage::sentence() const { return sentenceBar_->edit()->toPlainText(); }
void TranslatePage::setDecoding(const DecodingChoice &decoding) { sentenceBar_->setDecoding(decoding); }
DecodingChoice TranslatePage::decoding() const { return sentenceBar_->decoding(); }

void TranslatePage::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    trace_ = std::move(trace);
    const int last = trace_ ? static_cast<int>(trace_->steps.size()) - 1 : -1;
    const bool kept = currentStep_ >= 0 && currentStep_ <= last && !playing_;
    heatmap_->setTrace(trace_);
    tokenStrip_->setTrace(trace_);
    setCurrentStep(kept ? currentStep_ : last);
}

std::shared_ptr<const AttentionTrace> TranslatePage::trace() const { return trace_; }

void TranslatePage::setCurrentStep(int step)
{
    const bool exists = trace_ && step >= 0 && step < static_cast<int>(trace_->steps.size());
    currentStep_ = exists ? step : -1;
    heatmap_->setCurrentStep(currentStep_);
    tokenStrip_->setCurrentStep(currentStep_);
    inspector_->setStep(trace_, currentStep_);
}

int TranslatePage::currentStep() const { return currentStep_; }

void TranslatePage::setForcingEnabled(bool enabled)
{
    forcingEnabled_ = enabled;
    tokenStrip_->setForcingEnabled(enabled);
    inspector_->setForcingEnabled(enabled);
}

bool TranslatePage::isForcingEnabled() const { return forcingEnabled_; }

void TranslatePage::setStepTime(std::optional<double> milliseconds) { inspector_->setStepTime(milliseconds); }

void TranslatePage::setMatrixOptions(const MatrixOptions &options)
{
    viewBar_->setOptions(options);
    heatmap_->setColorMap(options.colorMap);
    heatmap_->setScaleMode(options.scale);
    heatmap_->setShowValues(options.showValues);
}

MatrixOptions TranslatePage::matrixOptions() const { return viewBar_->options(); }
HeatmapView *TranslatePage::heatmap() const { return heatmap_; }

void TranslatePage::setBusy(bool busy, const QString &what) { busyLine_->setBusy(busy, what); }
bool TranslatePage::isBusy() const { return busyLine_->isBusy(); }
void TranslatePage::setPlaying(bool playing) { playing_ = playing; }
void TranslatePage::setMessage(MessageKind kind, const QString &text) { messageBar_->showMessage(kind, text); }
void TranslatePage::clearMessage() { messageBar_->clear(); }
QString TranslatePage::message() const { return messageBar_->text(); }

void TranslatePage::focusSentence()
{
    sentenceBar_->edit()->setFocus(Qt::ShortcutFocusReason);
    sentenceBar_->edit()->selectAll();
}

void TranslatePage::focusForcedText() { tokenStrip_->focusForcedText(); }
void TranslatePage::zoomIn() { heatmap_->zoomIn(); }
void TranslatePage::zoomOut() { heatmap_->zoomOut(); }
void TranslatePage::zoomFit() { heatmap_->fit(); }

void TranslatePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void TranslatePage::retranslateUi()
{
    viewBar_->setViewText(0, tr("Matrix"), tr("Source words across, target words down, weights as colours"));
    outputCaption_->setText(tr("output"));
    heatmap_->setEmptyText(
        tr("Type a sentence and press Enter.\nThe attention of each step appears here, row by row."));
}

} // namespace fovea::ui
