#include "ui/inspector/weight_editor.h"

#include <algorithm>

#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QToolButton>

#include "ui/inspector/weight_bars.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

WeightEditor::WeightEditor(QWidget *parent) : QWidget(parent)
{
    buildLayout();
    connectParts();
    retranslateUi();
    setStep(nullptr, -1);
}

void WeightEditor::connectParts()
{
    connect(scrollBar_, &QScrollBar::valueChanged, this,
            [this](int first) { bars_->setWindow(first, visibleCount()); });
    connect(bars_, &WeightBars::selectionChanged, this, &WeightEditor::refreshTools);
    connect(bars_, &WeightBars::positionChosen, this, &WeightEditor::choosePosition);
    connect(bars_, &WeightBars::positionHovered, this, &WeightEditor::positionHovered);
    connect(bars_, &WeightBars::weightDragged, this, [this](int position, double weight, bool starts) {
        endSwap();
        draft_.setWeight(position, weight);
        edited(Tool::Drag, starts);
    });
    connect(bars_, &WeightBars::weightNudged, this, [this](int position, double weight) {
        draft_.setWeight(position, weight);
        edited(Tool::Nudge, false);
    });
    connect(value_, &QDoubleSpinBox::valueChanged, this, &WeightEditor::typeWeight);
    connect(temperature_, &QSlider::sliderPressed, this, [this] { lastTool_ = Tool::Other; });
    connect(temperature_, &QSlider::valueChanged, this, &WeightEditor::slideTemperature);
    connect(allOn_, &QToolButton::clicked, this, [this] { setAllOn(bars_->selected()); });
    connect(uniform_, &QToolButton::clicked, this, [this] {
        draft_.setUniform();
        edited(Tool::Other);
    });
    connect(swap_, &QToolButton::clicked, this, [this] { swapFrom_ < 0 ? beginSwap() : endSwap(); });
    connect(mask_, &QToolButton::clicked, this, &WeightEditor::toggleMask);
    connect(maskFromHere_, &QToolButton::clicked, this, &WeightEditor::maskFromHere);
    connect(apply_, &QPushButton::clicked, this, &WeightEditor::apply);
    connect(cancel_, &QToolButton::clicked, this, &WeightEditor::cancel);
    connect(reset_, &QToolButton::clicked, this, [this] {
        draft_.reset();
        edited(Tool::Other);
    });
}

// --- what is edited

void WeightEditor::setStep(std::shared_ptr<const AttentionTrace> trace, int step, const std::vector<int> &maskedAbove)
{
    const bool exists = trace && step >= 0 && step < static_cast<int>(trace->steps.size());
    const bool sameSource = trace_ && trace && trace_->source.labels == trace->source.labels &&
                            trace_->source.size() == trace->source.size();
    trace_ = exists ? std::move(trace) : nullptr;
    maskedAbove_ = maskedAbove;
    if (!sameSource || !exists) {
        labels_.clear();
        for (Index i = 0; trace_ && i < trace_->source.size(); ++i)
            labels_ << sourceLabel(*trace_, i);
        bars_->setLabels(labels_, !trace_ || trace_->source.kind == SourceAxis::Kind::Sequence);
    }
    draft_ =
        trace_ ? WeightDraft(step, trace_->steps[static_cast<std::size_t>(step)].weights, maskedAbove_) : WeightDraft();
    updateReason(); // of this step, before anything asks whether it can be edited
    endSwap();
    lastTool_ = Tool::Other;
    if (canEdit() && (bars_->selected() < 0 || !sameSource)) {
        const WeightRow &weights = draft_.weights();
        bars_->setDraft(draft_);
        bars_->setSelected(static_cast<int>(std::max_element(weights.begin(), weights.end()) - weights.begin()));
    }
    refresh();
    reveal(bars_->selected());
}

void WeightEditor::setEditable(bool editable)
{
    editable_ = editable;
    updateReason();
    refresh();
}

void WeightEditor::setDraft(const std::optional<WeightDraft> &draft)
{
    lastTool_ = Tool::Other; // what follows an undo is a gesture of its own
    if (!trace_)
        return;
    const Vector &own = trace_->steps[static_cast<std::size_t>(draft_.step())].weights;
    if (draft && draft->step() == draft_.step() && draft->size() == own.size())
        draft_ = *draft;
    else
        draft_ = WeightDraft(draft_.step(), own, maskedAbove_);
    endSwap();
    refresh();
}

void WeightEditor::updateReason()
{
    if (!trace_)
        reason_ = tr("There is no step to edit yet.");
    else if (trace_->model.match == MatchFunction::None)
        reason_ = tr("This model has no attention (match: none), so there are no weights to edit.");
    else if (!editable_)
        reason_ = tr("This trace comes from a file. Without its model nothing can be computed again, so the weights "
                     "cannot be edited.");
    else if (draft_.size() == 0 || draft_.size() != trace_->source.size())
        reason_ = tr("This step has no weights.");
    else
        reason_.clear();
    reasonLabel_->setText(reason_);
    reasonLabel_->setVisible(!reason_.isEmpty());
    tools_->setVisible(reason_.isEmpty());
}

void WeightEditor::edited(Tool tool, bool starts)
{
    // Key presses of one kind on one word belong together, and so do the moves of one drag.
    const int position = tool == Tool::Temperature ? -1 : bars_->selected();
    const bool repeats = tool == lastTool_ && position == lastPosition_ && tool != Tool::Other;
    if (!repeats || (tool == Tool::Drag && starts))
        ++gesture_;
    lastTool_ = tool;
    lastPosition_ = position;
    refresh();
    emit draftEdited(draft_, gesture_);
}

void WeightEditor::typeWeight(double value)
{
    if (showing_ || bars_->selected() < 0)
        return;
    draft_.setWeight(bars_->selected(), value);
    edited(Tool::Type);
}

void WeightEditor::slideTemperature(int position)
{
    if (showing_)
        return;
    draft_.setTemperature(WeightEditor::temperatureOf(position));
    edited(Tool::Temperature);
}

void WeightEditor::nudgeTemperature(int by) { temperature_->setValue(temperature_->value() + by); }

void WeightEditor::toggleMask()
{
    const int position = bars_->selected();
    if (position < 0)
        return;
    draft_.setMasked(position, !draft_.isMasked(position));
    edited(Tool::Other);
}

void WeightEditor::maskFromHere()
{
    // A branch of its own, at once: edited weights hold for one step, so both together would promise too much.
    if (maskFromHere_->isEnabled())
        emit positionsMasked(draft_.step(), {bars_->selected()}, MaskReach::FromHere);
}

void WeightEditor::beginSwap()
{
    if (bars_->selected() < 0)
        return;
    swapFrom_ = bars_->selected();
    bars_->setPartner(swapFrom_);
    bars_->setFocus(Qt::OtherFocusReason);
    refreshTools();
}

void WeightEditor::endSwap()
{
    swapFrom_ = -1;
    bars_->setPartner(-1);
    refreshTools();
}

void WeightEditor::choosePosition(int position)
{
    reveal(position);
    // With the mouse a click chooses the other word; with the keyboard the way there passes others, so Enter does.
    if (swapFrom_ < 0 || position == swapFrom_ || !bars_->underMouse() || !(QGuiApplication::mouseButtons()))
        return;
    draft_.swapWeights(swapFrom_, position);
    endSwap();
    edited(Tool::Other);
}

void WeightEditor::apply()
{
    if (!canEdit() || !draft_.isChanged())
        return;
    const bool overriddenBefore = trace_->steps[static_cast<std::size_t>(draft_.step())].overridden;
    if (draft_.isOnlyMasked() && !overriddenBefore)
        emit positionsMasked(draft_.step(), draft_.masked(), MaskReach::ThisStep);
    else
        emit weightsApplied(draft_.step(), draft_.values(),
                            weightChangeName(draft_.original(), draft_.weights(), labels_));
}

void WeightEditor::cancel()
{
    endSwap();
    emit cancelled();
}

void WeightEditor::setHighlightedSource(int position) { bars_->setHighlighted(position); }

void WeightEditor::setAllOn(int position)
{
    if (!canEdit() || position < 0 || position >= draft_.size())
        return;
    bars_->setSelected(position);
    reveal(position);
    draft_.setAllOn(position);
    edited(Tool::Other);
}

// --- keys

bool WeightEditor::event(QEvent *event)
{
    // Escape and plain letters are the editor's while the keyboard is in it, not shortcuts of the window.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape && (swapFrom_ >= 0 || draft_.isChanged())) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void WeightEditor::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (!plain || !canEdit()) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_A:
        allOn_->click();
        return;
    case Qt::Key_U:
        uniform_->click();
        return;
    case Qt::Key_M:
        (shift ? maskFromHere_ : mask_)->click();
        return;
    case Qt::Key_S:
        swap_->click();
        return;
    case Qt::Key_R:
        reset_->click();
        return;
    case Qt::Key_BracketLeft:
        nudgeTemperature(-5);
        return;
    case Qt::Key_BracketRight:
        nudgeTemperature(5);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (swapFrom_ >= 0) {
            const int from = swapFrom_;
            endSwap();
            draft_.swapWeights(from, bars_->selected());
            edited(Tool::Other);
        } else {
            apply();
        }
        return;
    case Qt::Key_Escape:
        if (swapFrom_ >= 0)
            endSwap();
        else
            cancel();
        return;
    default:
        break;
    }
    const QString text = event->text();
    if (!text.isEmpty() && (text[0].isDigit() || text[0] == u'.' || text[0] == u',')) {
        value_->setFocus(Qt::OtherFocusReason);
        value_->selectAll();
        QKeyEvent forwarded(QEvent::KeyPress, event->key(), event->modifiers(), text);
        QCoreApplication::sendEvent(value_, &forwarded);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace fovea::ui
