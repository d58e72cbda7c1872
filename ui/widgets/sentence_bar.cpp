#include "ui/widgets/sentence_bar.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

#include "ui/theme.h"
#include "ui/widgets/sentence_edit.h"
#include "ui/widgets/text_format.h"

namespace fovea::ui
{

namespace
{

constexpr int kMaximumExampleWidth = 420;

} // namespace

SentenceBar::SentenceBar(QWidget *parent)
    : QWidget(parent), edit_(new SentenceEdit(this)), examples_(new QToolButton(this)), examplesMenu_(new QMenu(this)),
      models_(new ModelChooser(this)), beam_(new QSpinBox(this)), lengthPenalty_(new QDoubleSpinBox(this))
{
    rows_ = new QBoxLayout(QBoxLayout::LeftToRight, this);
    rows_->setContentsMargins({});
    rows_->setSpacing(kGrid);
    rows_->addWidget(edit_, 1, Qt::AlignTop);
    controls_ = new QHBoxLayout;
    controls_->setSpacing(kGrid);
    for (QWidget *widget : std::initializer_list<QWidget *>{examples_, models_, beam_, lengthPenalty_})
        controls_->addWidget(widget, 0, Qt::AlignTop);
    rows_->addLayout(controls_);

    examples_->setIcon(icon(QStringLiteral("examples")));
    examples_->setMenu(examplesMenu_);
    examples_->setPopupMode(QToolButton::InstantPopup);
    examples_->setFocusPolicy(Qt::StrongFocus);
    examples_->setVisible(false);
    beam_->setRange(1, kMaximumBeam);
    beam_->setKeyboardTracking(false);
    lengthPenalty_->setRange(0, kMaximumPenalty);
    lengthPenalty_->setSingleStep(0.1);
    lengthPenalty_->setDecimals(1);
    lengthPenalty_->setKeyboardTracking(false);
    lengthPenalty_->setVisible(false);

    connect(edit_, &SentenceEdit::submitted, this, &SentenceBar::submitted);
    connect(beam_, &QSpinBox::valueChanged, this, [this](int beam) {
        lengthPenalty_->setVisible(beam > 1);
        emit decodingChanged(decoding());
    });
    connect(lengthPenalty_, &QDoubleSpinBox::valueChanged, this, [this] { emit decodingChanged(decoding()); });
    arrange();
    retranslateUi();
}

void SentenceBar::setExamples(const QStringList &sentences)
{
    examplesMenu_->clear();
    for (const QString &sentence : sentences) {
        QString text = examplesMenu_->fontMetrics().elidedText(sentence, Qt::ElideRight, kMaximumExampleWidth);
        QAction *action = examplesMenu_->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, sentence] {
            edit_->setSentence(sentence);
            emit submitted(sentence);
        });
    }
    examples_->setVisible(!sentences.isEmpty());
}

void SentenceBar::setDecoding(const DecodingChoice &decoding)
{
    const QSignalBlocker beamBlocker(beam_);
    const QSignalBlocker penaltyBlocker(lengthPenalty_);
    beam_->setValue(decoding.beam);
    lengthPenalty_->setValue(decoding.lengthPenalty);
    coveragePenalty_ = decoding.coveragePenalty;
    lengthPenalty_->setVisible(beam_->value() > 1);
}

DecodingChoice SentenceBar::decoding() const { return {beam_->value(), lengthPenalty_->value(), coveragePenalty_}; }

void SentenceBar::arrange()
{
    const int height = edit_->singleLineHeight();
    for (QWidget *widget : std::initializer_list<QWidget *>{examples_, models_, beam_, lengthPenalty_})
        widget->setFixedHeight(height);
    examples_->setFixedWidth(height);
    const int icon = fontMetrics().height() + 4;
    examples_->setIconSize({icon, icon});
}

void SentenceBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // In a narrow window the controls go below the sentence instead of squeezing it.
    const int sentence = width() - controls_->sizeHint().width() - kGrid;
    const bool narrow = sentence < 22 * fontMetrics().horizontalAdvance(QLatin1Char('M'));
    rows_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void SentenceBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && lengthPenalty_)
        arrange();
}

void SentenceBar::retranslateUi()
{
    examples_->setToolTip(tr("Example sentences"));
    examples_->setAccessibleName(tr("Example sentences"));
    beam_->setSpecialValueText(tr("greedy"));
    beam_->setPrefix(tr("beam "));
    beam_->setAccessibleName(tr("Beam width"));
    beam_->setToolTip(tr("Greedy takes the most probable word at each step; a beam keeps several hypotheses."));
    lengthPenalty_->setPrefix(tr("length "));
    lengthPenalty_->setAccessibleName(tr("Length penalty"));
    lengthPenalty_->setToolTip(tr("Length penalty of the beam: 0 favours short outputs, larger values longer ones."));
}

} // namespace fovea::ui
