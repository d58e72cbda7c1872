#include "ui/decode/input_bar.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QToolButton>

#include "ui/style/theme.h"

namespace fovea::ui
{

InputBar::InputBar(QWidget *field, double fieldEms, QWidget *parent)
    : QWidget(parent), field_(field), fieldEms_(fieldEms), models_(new ModelChooser(this)), beam_(new QSpinBox(this)),
      lengthPenalty_(new QDoubleSpinBox(this))
{
    rows_ = new QBoxLayout(QBoxLayout::LeftToRight, this);
    rows_->setContentsMargins({});
    rows_->setSpacing(kGrid);
    rows_->addWidget(field_, 1, Qt::AlignTop);
    controls_ = new QHBoxLayout;
    controls_->setSpacing(kGrid);
    // The penalty comes and goes with the beam: at its left, so that the beam's arrows stay under the pointer.
    for (QWidget *widget : std::initializer_list<QWidget *>{models_, lengthPenalty_, beam_})
        controls_->addWidget(widget, 0, Qt::AlignTop);
    rows_->addLayout(controls_);

    beam_->setRange(1, kMaximumBeam);
    beam_->setKeyboardTracking(false);
    lengthPenalty_->setRange(0, kMaximumPenalty);
    lengthPenalty_->setSingleStep(0.1);
    lengthPenalty_->setDecimals(1);
    lengthPenalty_->setKeyboardTracking(false);
    lengthPenalty_->setVisible(false);
    connect(beam_, &QSpinBox::valueChanged, this, [this](int beam) {
        lengthPenalty_->setVisible(beam > 1);
        emit decodingChanged(decoding());
    });
    connect(lengthPenalty_, &QDoubleSpinBox::valueChanged, this, [this] { emit decodingChanged(decoding()); });
}

QToolButton *InputBar::addButton(const QString &iconName, Side side)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setFocusPolicy(Qt::StrongFocus);
    controls_->insertWidget(
        controls_->indexOf(side == Side::BeforeModel ? static_cast<QWidget *>(models_) : lengthPenalty_), button, 0,
        Qt::AlignTop);
    buttons_.push_back(button);
    // The tab order is the reading order.
    QWidget *before = field_;
    for (int i = 0; i < controls_->count(); ++i) {
        QWidget *widget = controls_->itemAt(i)->widget();
        setTabOrder(before, widget);
        before = widget;
    }
    return button;
}

void InputBar::setDecoding(const DecodingChoice &decoding)
{
    const QSignalBlocker beamBlocker(beam_);
    const QSignalBlocker penaltyBlocker(lengthPenalty_);
    beam_->setValue(decoding.beam);
    lengthPenalty_->setValue(decoding.lengthPenalty);
    coveragePenalty_ = decoding.coveragePenalty;
    lengthPenalty_->setVisible(beam_->value() > 1);
}

DecodingChoice InputBar::decoding() const { return {beam_->value(), lengthPenalty_->value(), coveragePenalty_}; }

QSize InputBar::buttonIconSize() const
{
    const int side = fontMetrics().height() + 4;
    return {side, side};
}

void InputBar::arrange()
{
    const int height = rowHeight();
    for (QWidget *widget : std::initializer_list<QWidget *>{models_, beam_, lengthPenalty_})
        widget->setFixedHeight(height);
    for (QToolButton *button : buttons_) {
        button->setFixedSize(height, height);
        button->setIconSize(buttonIconSize());
    }
}

void InputBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // In a narrow window the controls go below the field instead of squeezing it.
    const int field = width() - controls_->sizeHint().width() - kGrid;
    const bool narrow = field < fieldEms_ * fontMetrics().horizontalAdvance(QLatin1Char('M'));
    rows_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void InputBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && lengthPenalty_)
        arrange();
}

void InputBar::retranslateUi()
{
    beam_->setSpecialValueText(tr("greedy"));
    beam_->setPrefix(tr("beam "));
    beam_->setAccessibleName(tr("Beam width"));
    beam_->setToolTip(tr("Greedy takes the most probable word at each step; a beam keeps several hypotheses."));
    lengthPenalty_->setPrefix(tr("length "));
    lengthPenalty_->setAccessibleName(tr("Length penalty"));
    lengthPenalty_->setToolTip(tr("Length penalty of the beam: 0 favours short outputs, larger values longer ones."));
}

} // namespace fovea::ui
