// How the weight editor is laid out, what it shows and says.
#include <algorithm>
#include <cmath>

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/weight_bars.h"
#include "ui/inspector/weight_editor.h"
#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/widgets/flow_layout.h"

namespace fovea::ui
{

namespace
{

// The slider is -log10 of the temperature in hundredths: 1 in the middle, sharper to the right.
constexpr int kSliderEnd = 100;
constexpr double kSliderUnit = 100;

int sliderOf(double temperature) { return qRound(-std::log10(temperature) * kSliderUnit); }

QLabel *makeLabel(QWidget *parent, const char *role)
{
    auto *label = new QLabel(parent);
    label->setProperty("role", role);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

double WeightEditor::temperatureOf(int slider) { return std::pow(10.0, -slider / kSliderUnit); }

QToolButton *WeightEditor::addTool(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void WeightEditor::buildLayout()
{
    reasonLabel_ = makeLabel(this, "caption");
    reasonLabel_->setWordWrap(true);
    tools_ = new QWidget(this);
    caption_ = makeLabel(tools_, "caption");
    caption_->setWordWrap(true);
    bars_ = new WeightBars(tools_);
    caption_->setBuddy(bars_);
    scrollBar_ = new QScrollBar(Qt::Horizontal, tools_);
    scrollBar_->setFocusPolicy(Qt::StrongFocus);

    word_ = makeLabel(tools_, "value");
    word_->setMinimumWidth(24);
    word_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    value_ = new QDoubleSpinBox(tools_);
    value_->setRange(0, 1);
    value_->setSingleStep(0.01);
    value_->setDecimals(3);
    value_->setKeyboardTracking(false);
    word_->setBuddy(value_);
    allOn_ = addTool(tools_);
    auto *valueRow = new QHBoxLayout;
    valueRow->setSpacing(kGrid);
    valueRow->addWidget(word_, 1);
    valueRow->addWidget(value_);
    valueRow->addWidget(allOn_);

    softer_ = makeLabel(tools_, "caption");
    sharper_ = makeLabel(tools_, "caption");
    temperature_ = new QSlider(Qt::Horizontal, tools_);
    temperature_->setRange(-kSliderEnd, kSliderEnd);
    temperature_->setPageStep(10);
    auto *temperatureRow = new QHBoxLayout;
    temperatureRow->setSpacing(kGrid);
    temperatureRow->addWidget(softer_);
    temperatureRow->addWidget(temperature_, 1);
    temperatureRow->addWidget(sharper_);

    auto *buttons = new QWidget(tools_);
    auto *flow = new FlowLayout(kGrid - 2, buttons);
    for (QToolButton **tool : {&uniform_, &swap_, &mask_, &maskFromHere_}) {
        *tool = addTool(buttons);
        flow->insertWidget(flow->count(), *tool);
    }
    swap_->setCheckable(true);
    mask_->setCheckable(true);

    state_ = makeLabel(tools_, "caption");
    state_->setWordWrap(true);
    apply_ = new QPushButton(tools_);
    reset_ = addTool(tools_);
    cancel_ = addTool(tools_);
    auto *ends = new QHBoxLayout;
    ends->setSpacing(kGrid - 2);
    ends->addWidget(apply_, 1);
    ends->addWidget(reset_);
    ends->addWidget(cancel_);

    auto *column = new QVBoxLayout(tools_);
    column->setContentsMargins({});
    column->setSpacing(kGrid);
    column->addWidget(caption_);
    column->addWidget(bars_);
    column->addWidget(scrollBar_);
    column->addLayout(valueRow);
    column->addLayout(temperatureRow);
    column->addWidget(buttons);
    column->addWidget(state_);
    column->addLayout(ends);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(reasonLabel_);
    layout->addWidget(tools_);
    setFocusProxy(bars_);
}

int WeightEditor::firstVisible() const { return scrollBar_->value(); }

int WeightEditor::visibleCount() const
{
    const int fitting = std::max(1, bars_->width() / bars_->minimumPitch());
    return std::max(1, std::min(draft_.size(), fitting));
}

void WeightEditor::arrangeWindow()
{
    const int count = visibleCount();
    scrollBar_->setPageStep(count);
    scrollBar_->setRange(0, std::max(0, draft_.size() - count));
    scrollBar_->setVisible(draft_.size() > count);
    bars_->setWindow(scrollBar_->value(), count);
}

void WeightEditor::reveal(int position)
{
    if (position >= 0 && (position < firstVisible() || position >= firstVisible() + visibleCount()))
        scrollBar_->setValue(position - visibleCount() / 2);
}

void WeightEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    QMetaObject::invokeMethod(this, &WeightEditor::arrangeWindow, Qt::QueuedConnection); // after the layout
}

void WeightEditor::refresh()
{
    if (!canEdit())
        return;
    bars_->setDraft(draft_);
    arrangeWindow();
    refreshTools();
}

void WeightEditor::refreshTools()
{
    if (!canEdit())
        return;
    showing_ = true;
    const int position = bars_->selected();
    const bool chosen = position >= 0 && position < static_cast<int>(draft_.size());
    const bool movable = chosen && !draft_.isMaskedAbove(position);
    const bool changed = draft_.isChanged();
    word_->setText(
        QFontMetrics(word_->font()).elidedText(selectedLabel(), Qt::ElideRight, std::max(60, word_->width())));
    value_->setValue(chosen ? draft_.weight(position) : 0);
    value_->setEnabled(movable);
    allOn_->setEnabled(movable);
    swap_->setEnabled(movable && draft_.size() > 1);
    swap_->setChecked(swapFrom_ >= 0);
    mask_->setEnabled(movable && (draft_.isMasked(position) || draft_.canMask(position)));
    mask_->setChecked(movable && draft_.isMasked(position));
    maskFromHere_->setEnabled(movable && !changed && draft_.canMask(position));
    temperature_->setValue(sliderOf(draft_.temperature()));
    apply_->setEnabled(changed);
    reset_->setEnabled(changed);
    state_->setText(stateText());
    showing_ = false;
}

QString WeightEditor::selectedLabel() const
{
    const QString label = labels_.value(bars_->selected());
    return label.isEmpty() ? QStringLiteral("–") : label;
}

QString WeightEditor::stateText() const
{
    if (swapFrom_ >= 0)
        return tr("Swap “%1” with: click another word, or move to it and press Enter. Escape leaves it.")
            .arg(labels_.value(swapFrom_));
    if (!draft_.isChanged())
        return tr("Drag a bar or type a weight: the others make room, the sum stays 1.");
    QString text = weightChangeName(draft_.original(), draft_.weights(), labels_);
    if (draft_.temperature() != 1)
        text += QStringLiteral(" · ") + tr("T = %1").arg(formatNumber(draft_.temperature(), 2));
    return tr("Preview: %1").arg(text);
}

void WeightEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && bars_)
        arrangeWindow();
}

void WeightEditor::retranslateUi()
{
    setAccessibleName(tr("Weight editor"));
    caption_->setText(tr("weights a, edited"));
    caption_->setToolTip(tr("The weights of this step in place of softmax(e). A dark line is the weight before."));
    bars_->setAccessibleDescription(tr("Left and Right choose a source word, Up and Down change its weight"));
    scrollBar_->setAccessibleName(tr("Source words shown in the editor"));
    value_->setAccessibleName(tr("Weight of the chosen source word"));
    value_->setToolTip(tr("Weight of the chosen word; the others keep their proportions (type a digit)"));
    temperature_->setAccessibleName(tr("Temperature"));
    temperature_->setToolTip(tr("Sharpen or soften all weights: a^(1/T), renormalized ([ softer, ] sharper)"));
    softer_->setText(tr("softer"));
    sharper_->setText(tr("sharper"));
    const auto tool = [](QAbstractButton *button, const QString &text, const QString &toolTip) {
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(plainToolTip(toolTip));
    };
    tool(allOn_, tr("All on it"), tr("All weight on the chosen word (A)"));
    tool(uniform_, tr("Uniform"), tr("The same weight on every word (U)"));
    tool(swap_, tr("Swap…"), tr("Swap the weights of two words (S)"));
    tool(mask_, tr("Mask"), tr("The chosen word takes no part in this step; its weight goes to the others (M)"));
    tool(maskFromHere_, tr("Mask from here on"),
         tr("The chosen word takes no part in this step and all that follow (Shift+M). Apply or cancel other changes "
            "first."));
    tool(apply_, tr("Apply"), tr("Decode on with these weights, as a new branch; the original stays (Enter)"));
    tool(reset_, tr("Reset"), tr("The weights as they were (R)"));
    tool(cancel_, tr("Cancel"), tr("Leave the editor; nothing is changed (Escape)"));
    updateReason();
    refresh();
}

} // namespace fovea::ui
