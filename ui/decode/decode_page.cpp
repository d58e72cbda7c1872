#include "ui/decode/decode_page.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/decode/source_menu.h"
#include "ui/decode/token_strip.h"
#include "ui/inspector/doctor_panel.h"
#include "ui/inspector/inspector.h"
#include "ui/style/theme.h"
#include "ui/widgets/busy_line.h"

namespace fovea::ui
{

DecodePage::DecodePage(QWidget *parent)
    : QWidget(parent), inspector_(new Inspector), zones_(new QSplitter(Qt::Horizontal, this))
{
    zones_->addWidget(buildCentre());
    zones_->addWidget(inspector_);
    doctor_ = new DoctorPanel;
    inspector_->addSection(doctor_);
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

DecodePage::~DecodePage()
{
    // A part that loses the keyboard says that nothing is pointed at any more: while there is still a page to hear it.
    if (QWidget *focused = QApplication::focusWidget(); focused && isAncestorOf(focused))
        focused->clearFocus();
}

QWidget *DecodePage::buildCentre()
{
    auto *centre = new QWidget;
    messageBar_ = new MessageBar(centre);
    viewBar_ = new ViewBar(centre);
    viewArea_ = new QSplitter(Qt::Horizontal, centre);
    viewArea_->setHandleWidth(1);
    views_ = new QStackedWidget;
    viewArea_->addWidget(views_);
    viewArea_->setCollapsible(0, false);
    viewRows_ = new QVBoxLayout;
    viewRows_->setContentsMargins({});
    viewRows_->setSpacing(0);
    viewRows_->addWidget(viewArea_, 1);
    outputCaption_ = new QLabel(centre);
    outputCaption_->setProperty("role", "caption");
    outputCaption_->setWordWrap(true); // a long caption must not push the inspector out of the window
    busyLine_ = new BusyLine(centre);
    tokenStrip_ = new TokenStrip(centre);
    difference_ = new DifferenceLine(centre);

    inputRows_ = new QVBoxLayout;
    inputRows_->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 0);
    inputRows_->setSpacing(kGrid);
    inputRows_->addWidget(messageBar_);
    connect(messageBar_, &MessageBar::actionTriggered, this, [this] {
        if (const auto run = messageAction_) // it may say something else itself
            run();
    });
    auto *outputHeader = new QHBoxLayout;
    outputHeader->addWidget(outputCaption_, 1);
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
    column->addLayout(viewRows_, 1);
    column->addLayout(output);
    return centre;
}

void DecodePage::connectParts()
{
    connect(viewBar_, &ViewBar::viewChanged, this, &DecodePage::showView);
    connect(viewBar_, &ViewBar::penaltiesChanged, this, [this](double length, double coverage) {
        DecodingChoice choice = decoding();
        choice.lengthPenalty = length;
        choice.coveragePenalty = coverage;
        emit decodingChanged(choice);
    });
    connect(viewBar_, &ViewBar::optionsChanged, this, [this](const MatrixOptions &options) {
        setMatrixOptions(options);
        emit matrixOptionsChanged(options);
    });
    connect(viewBar_, &ViewBar::zoomInRequested, this, &DecodePage::zoomIn);
    connect(viewBar_, &ViewBar::zoomOutRequested, this, &DecodePage::zoomOut);
    connect(viewBar_, &ViewBar::fitRequested, this, &DecodePage::zoomFit);
    connect(inspector_, &Inspector::positionHovered, this, [this](int source) { highlight(source, inspector_); });
    connect(inspector_, &Inspector::tokenForced, this, &DecodePage::tokenForced);
    connect(doctor_, &DoctorPanel::stepSelected, this, &DecodePage::stepSelected);
    connect(doctor_, &DoctorPanel::sourceHovered, this, [this](int source) { highlight(source, doctor_); });
    connect(tokenStrip_, &TokenStrip::stepSelected, this, &DecodePage::stepSelected);
    connect(tokenStrip_, &TokenStrip::stepRequested, this, &DecodePage::stepRequested);
    connect(tokenStrip_, &TokenStrip::textForced, this, &DecodePage::textForced);
    connect(busyLine_, &BusyLine::stopRequested, this, &DecodePage::stopRequested);
    connectWhatIf();
}

void DecodePage::setInputRow(QWidget *row) { inputRows_->insertWidget(0, row); }
void DecodePage::setOptionsRow(QWidget *row) { viewRows_->insertWidget(0, row); }

void DecodePage::setBeside(QWidget *widget)
{
    viewArea_->addWidget(widget);
    viewArea_->setCollapsible(viewArea_->indexOf(widget), false);
}

QString DecodePage::outputText() const { return tr("output"); }

void DecodePage::taskChanged()
{
    outputCaption_->setText(outputText());
    refreshTask();
}

void DecodePage::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    trace_ = std::move(trace);
    preview_.reset();
    sourceMenu_->setTrace(trace_);
    const int last = trace_ ? static_cast<int>(trace_->steps.size()) - 1 : -1;
    if (currentStep_ < 0 || currentStep_ > last || playing_)
        currentStep_ = last;
    viewsChanged();
    tokenStrip_->setTrace(trace_);
    setCurrentStep(currentStep_);
}

void DecodePage::setDiagnosis(const std::shared_ptr<const AttentionTrace> &trace,
                              const std::shared_ptr<const AttentionDiagnosis> &diagnosis)
{
    doctor_->setDiagnosis(trace, diagnosis);
}

std::shared_ptr<const AttentionTrace> DecodePage::trace() const { return trace_; }

void DecodePage::setCurrentStep(int step)
{
    const bool exists = trace_ && step >= 0 && step < static_cast<int>(trace_->steps.size());
    currentStep_ = exists ? step : -1;
    refreshView();
    tokenStrip_->setCurrentStep(currentStep_);
    inspector_->setStep(trace_, currentStep_, masksOf(currentStep_));
    doctor_->setCurrentStep(currentStep_);
    taskChanged();
}

int DecodePage::currentStep() const { return currentStep_; }

void DecodePage::setForcingEnabled(bool enabled)
{
    forcingEnabled_ = enabled;
    tokenStrip_->setForcingEnabled(enabled);
    inspector_->setForcingEnabled(enabled);
    sourceMenu_->setEnabled(enabled);
    taskChanged();
}

bool DecodePage::isForcingEnabled() const { return forcingEnabled_; }

void DecodePage::setStepTime(std::optional<double> milliseconds) { inspector_->setStepTime(milliseconds); }

void DecodePage::setMatrixOptions(const MatrixOptions &options)
{
    viewBar_->setOptions(options);
    viewsChanged();
    taskChanged();
}

MatrixOptions DecodePage::matrixOptions() const { return viewBar_->options(); }

void DecodePage::setBusy(bool busy, const QString &what) { busyLine_->setBusy(busy, what); }
bool DecodePage::isBusy() const { return busyLine_->isBusy(); }
void DecodePage::setPlaying(bool playing) { playing_ = playing; }
void DecodePage::setMessage(MessageKind kind, const QString &text, const MessageAction &action)
{
    messageAction_ = action.run;
    if (action.text.isEmpty())
        messageBar_->showMessage(kind, text);
    else
        messageBar_->showMessage(kind, text, {action.text}, {action.toolTip});
}

void DecodePage::clearMessage() { messageBar_->clear(); }
QString DecodePage::message() const { return messageBar_->text(); }

void DecodePage::focusForcedText() { tokenStrip_->focusForcedText(); }

void DecodePage::focusInEvent(QFocusEvent *) { focusInput(); }

void DecodePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void DecodePage::retranslateUi()
{
    retranslateViews();
    outputCaption_->setText(outputText());
}

} // namespace fovea::ui
