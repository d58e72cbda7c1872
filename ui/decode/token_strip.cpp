#include "ui/decode/token_strip.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>

#include "ui/decode/token_chip.h"
#include "ui/style/theme.h"
#include "ui/text/trace_text.h"
#include "ui/widgets/flow_layout.h"

namespace fovea::ui
{

namespace
{

constexpr int kForcedTextWidth = 152;

} // namespace

TokenStrip::TokenStrip(QWidget *parent)
    : QScrollArea(parent), content_(new QWidget), flow_(new FlowLayout(kGrid, content_)),
      forcedText_(new QLineEdit(content_)), wordEdit_(new QLineEdit(content_))
{
    setWidget(content_);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    content_->setAutoFillBackground(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    flow_->insertWidget(0, forcedText_);
    forcedText_->setObjectName(QStringLiteral("forcedText"));
    forcedText_->setFixedWidth(kForcedTextWidth);
    forcedText_->hide();
    wordEdit_->hide();
    wordEdit_->installEventFilter(this);
    forcedText_->installEventFilter(this);
    connect(forcedText_, &QLineEdit::returnPressed, this, [this] {
        const QString text = forcedText_->text().trimmed();
        if (text.isEmpty())
            return;
        forcedText_->setText(QString()); // clear() could be undone in the field
        emit textForced(stepAfterWords(), text);
    });
    connect(wordEdit_, &QLineEdit::returnPressed, this, [this] { finishEdit(true); });
    updateHeight();
    retranslateUi();
}

void TokenStrip::setTrace(std::shared_ptr<const AttentionTrace> trace)
{
    finishEdit(false);
    trace_ = std::move(trace);
    const std::size_t size = trace_ ? trace_->steps.size() : 0;
    const bool hadFocus = currentStep_ >= 0 && currentStep_ < count() && chip(currentStep_)->hasFocus();
    while (chips_.size() > size) {
        flow_->removeWidget(chips_.back());
        chips_.back()->hide();
        chips_.back()->deleteLater();
        chips_.pop_back();
    }
    for (std::size_t i = 0; i < size; ++i) {
        TokenChip *shown = i < chips_.size() ? chips_[i] : addChip();
        shown->setStep(static_cast<int>(i), targetLabel(*trace_, static_cast<Index>(i)), trace_->steps[i], forcing_);
    }
    showPictures();
    setCurrentStep(std::min(currentStep_, count() - 1));
    if (hadFocus && currentStep_ >= 0)
        chip(currentStep_)->setFocus(Qt::OtherFocusReason);
    forcedText_->setVisible(forcing_ && trace_);
    flow_->invalidate();
}

void TokenStrip::setPictures(std::vector<QImage> pictures)
{
    const auto height = [](const std::vector<QImage> &images) {
        return images.empty() ? 0 : qRound(images.front().height() / images.front().devicePixelRatio());
    };
    const bool arranged = height(pictures) == height(pictures_);
    pictures_ = std::move(pictures);
    showPictures();
    if (arranged)
        return;
    const bool single = !pictures_.empty();
    flow_->setWrapping(!single);
    flow_->setLead(forcedText_, single ? height(pictures_) + 6 : 0);
    setHorizontalScrollBarPolicy(single ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(single ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    updateHeight();
    updateGeometry();
}

void TokenStrip::showPictures()
{
    for (std::size_t i = 0; i < chips_.size(); ++i)
        chips_[i]->setPicture(i < pictures_.size() ? pictures_[i] : QImage());
}

TokenChip *TokenStrip::addChip()
{
    auto *chip = new TokenChip(content_);
    flow_->insertWidget(count(), chip);
    // The tab order is the reading order: words, then the field behind them.
    QWidget::setTabOrder(chip, forcedText_);
    chip->installEventFilter(this);
    connect(chip, &QAbstractButton::clicked, this, [this, chip] { select(chip->step()); });
    connect(chip, &TokenChip::editRequested, this, &TokenStrip::editStep);
    chip->show();
    chips_.push_back(chip);
    return chip;
}

void TokenStrip::setCurrentStep(int step)
{
    step = step >= 0 && step < count() ? step : -1;
    const bool moveFocus = currentStep_ >= 0 && currentStep_ < count() && chip(currentStep_)->hasFocus();
    currentStep_ = step;
    for (TokenChip *chip : chips_)
        chip->setCurrent(chip->step() == step);
    if (step < 0)
        return;
    if (moveFocus)
        chip(step)->setFocus(Qt::OtherFocusReason);
    // Geometry of a new chip is known only after the layout ran.
    QMetaObject::invokeMethod(this, &TokenStrip::revealCurrent, Qt::QueuedConnection);
}

void TokenStrip::revealCurrent()
{
    if (currentStep_ >= 0 && currentStep_ < count())
        ensureWidgetVisible(chip(currentStep_), 0, kGrid);
}

void TokenStrip::setForcingEnabled(bool enabled)
{
    if (forcing_ == enabled)
        return;
    forcing_ = enabled;
    setTrace(trace_);
}

void TokenStrip::focusForcedText()
{
    if (!forcedText_->isVisibleTo(this))
        return;
    forcedText_->setFocus(Qt::ShortcutFocusReason);
    ensureWidgetVisible(forcedText_, 0, kGrid);
}

int TokenStrip::stepAfterWords() const
{
    // The end symbol is not a word: what is typed stands in its place.
    return trace_ && trace_->complete ? count() - 1 : count();
}

void TokenStrip::select(int step)
{
    if (step != currentStep_)
        emit stepSelected(step);
}

bool TokenStrip::moveByKey(int key)
{
    switch (key) {
    case Qt::Key_Left:
        if (currentStep_ > 0)
            select(currentStep_ - 1);
        return true;
    case Qt::Key_Right:
        if (currentStep_ + 1 < count())
            select(currentStep_ + 1);
        else if (trace_ && !trace_->complete && forcing_)
            emit stepRequested();
        return true;
    case Qt::Key_Home:
        select(0);
        return true;
    case Qt::Key_End:
        select(count() - 1);
        return true;
    case Qt::Key_F2:
        editStep(currentStep_);
        return true;
    default:
        return false;
    }
}

void TokenStrip::editStep(int step)
{
    if (!forcing_ || step < 0 || step >= count())
        return;
    editedStep_ = step;
    const QRect box = chip(step)->box().translated(chip(step)->pos());
    wordEdit_->setGeometry(QRect(box.topLeft(), QSize(std::max(box.width(), kForcedTextWidth), box.height())));
    wordEdit_->setText(targetLabel(*trace_, step));
    wordEdit_->selectAll();
    wordEdit_->raise();
    wordEdit_->show();
    wordEdit_->setFocus(Qt::OtherFocusReason);
}

void TokenStrip::finishEdit(bool accept)
{
    if (editedStep_ < 0)
        return;
    const int step = editedStep_;
    const QString text = wordEdit_->text().trimmed();
    const bool changed = accept && trace_ && !text.isEmpty() && text != targetLabel(*trace_, step);
    editedStep_ = -1;
    const bool hadFocus = wordEdit_->hasFocus();
    wordEdit_->hide();
    if (hadFocus && step < count())
        chip(step)->setFocus(Qt::OtherFocusReason);
    if (changed)
        emit textForced(step, text);
}

bool TokenStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == wordEdit_) {
        const bool escape =
            event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
        if (escape || event->type() == QEvent::FocusOut)
            finishEdit(false);
        return escape;
    }
    if (watched == forcedText_) {
        // An undo that finds nothing to undo in the field is the window's: of the words forced last.
        if (event->type() != QEvent::ShortcutOverride)
            return false;
        const auto *key = static_cast<QKeyEvent *>(event);
        return (key->matches(QKeySequence::Undo) && !forcedText_->isUndoAvailable()) ||
               (key->matches(QKeySequence::Redo) && !forcedText_->isRedoAvailable());
    }
    if (event->type() == QEvent::KeyPress && qobject_cast<TokenChip *>(watched))
        return moveByKey(static_cast<QKeyEvent *>(event)->key());
    return QScrollArea::eventFilter(watched, event);
}

void TokenStrip::updateHeight()
{
    const int box = TokenChip::boxHeight(fontMetrics());
    forcedText_->setFixedHeight(box);
    setFixedHeight(sizeHint().height());
}

QSize TokenStrip::sizeHint() const
{
    // Two rows: a third one scrolls, so that a growing output does not take the picture's room.
    const int row = TokenChip::boxHeight(fontMetrics()) + QFontMetrics(scaledFont(font(), 0.82)).height() + 3;
    // With pictures one row and its scroll bar.
    if (!pictures_.empty())
        return {320, qRound(pictures_.front().height() / pictures_.front().devicePixelRatio()) + 6 + row + 12};
    return {320, 2 * row + kGrid};
}

QSize TokenStrip::minimumSizeHint() const { return {160, sizeHint().height()}; }

void TokenStrip::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange && forcedText_)
        updateHeight();
}

void TokenStrip::retranslateUi()
{
    setAccessibleName(tr("Words so far"));
    forcedText_->setPlaceholderText(tr("type to force…"));
    forcedText_->setAccessibleName(tr("Words to put after the last one"));
    forcedText_->setToolTip(tr("Type what comes after the last word and press Enter; decoding goes on from there."));
    wordEdit_->setAccessibleName(tr("Another word for this step"));
}

} // namespace fovea::ui
