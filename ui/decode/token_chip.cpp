#include "ui/decode/token_chip.h"

#include <cmath>

#include <QMouseEvent>
#include <QPainter>

#include "ui/style/theme.h"
#include "ui/text/text_format.h"
#include "ui/text/trace_text.h"

namespace fovea::ui
{

namespace
{

constexpr int kPadding = 10;
constexpr int kNumberGap = 3;
constexpr int kMarkSize = 14;
constexpr int kMaximumWordWidth = 240;
constexpr int kPictureGap = 6;

} // namespace

TokenChip::TokenChip(QWidget *parent) : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::ClickFocus);
}

void TokenChip::setStep(int step, const QString &label, const AttentionStep &values, bool forcing)
{
    step_ = step;
    label_ = label;
    probability_ = formatProbability(values.logProbability);
    special_ = isSpecialSymbol(label);
    forced_ = values.forced;
    overridden_ = values.overridden;
    forcing_ = forcing;
    retranslateUi();
    updateGeometry();
    update();
}

void TokenChip::setCurrent(bool current)
{
    if (current_ == current)
        return;
    current_ = current;
    // One tab stop for the whole strip: the current word.
    setFocusPolicy(current ? Qt::StrongFocus : Qt::ClickFocus);
    updateGeometry();
    update();
}

QFont TokenChip::wordFont() const { return scaledFont(font(), 1.1, current_ ? kStrong : QFont::Normal); }
QFont TokenChip::numberFont() const { return scaledFont(font(), 0.82); }
int TokenChip::iconSpace() const { return (forced_ ? kMarkSize + 3 : 0) + (overridden_ ? kMarkSize + 3 : 0); }

int TokenChip::boxHeight(const QFontMetrics &metrics)
{
    return (metrics.height() * 11 / 10 + 2 * kGrid - 2 + 1) / 2 * 2;
}

int TokenChip::pictureHeight() const
{
    return picture_.isNull() ? 0 : qRound(picture_.height() / picture_.devicePixelRatio()) + kPictureGap;
}

QRect TokenChip::box() const { return {0, pictureHeight(), width(), boxHeight(fontMetrics())}; }

void TokenChip::setPicture(const QImage &picture)
{
    const bool moved = picture.size() != picture_.size();
    picture_ = picture;
    if (moved)
        updateGeometry();
    update();
}

QSize TokenChip::sizeHint() const
{
    // The width of the bold word, so that becoming the current one moves nothing.
    const QFontMetrics bold(scaledFont(font(), 1.1, kStrong));
    const int word = std::min(bold.horizontalAdvance(label_), kMaximumWordWidth);
    const QFontMetrics small(numberFont());
    const int picture = picture_.isNull() ? 0 : qRound(picture_.width() / picture_.devicePixelRatio());
    const int width =
        std::max({word + iconSpace() + 2 * kPadding, small.horizontalAdvance(probability_) + kGrid, 36, picture});
    return {width, pictureHeight() + boxHeight(fontMetrics()) + kNumberGap + small.height()};
}

void TokenChip::paintEvent(QPaintEvent *)
{
    const Colors c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(box()).adjusted(0.75, 0.75, -0.75, -0.75);
    const QColor line = current_ ? c.accent : hasFocus() ? c.focus : c.gridLine;
    painter.setPen(QPen(line, current_ && hasFocus() ? 2 : 1));
    painter.setBrush(current_ ? c.accentSoft : underMouse() ? c.hover : c.surface);
    painter.drawRoundedRect(frame, 8, 8);

    if (!picture_.isNull()) {
        const QSizeF size = QSizeF(picture_.size()) / picture_.devicePixelRatio();
        const QRectF place(std::round((width() - size.width()) / 2), 0, size.width(), size.height());
        painter.drawImage(place, picture_);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(current_ ? QPen(c.accent, 2) : underMouse() ? QPen(c.focus, 1) : QPen(Qt::NoPen));
        const double inset = current_ ? 1 : 0.5;
        painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), 4, 4);
    }

    int left = kPadding;
    for (const auto &[shown, name] : {std::pair(forced_, "forced"), std::pair(overridden_, "overridden")})
        if (shown) {
            const QRectF place(left, frame.center().y() - kMarkSize / 2.0, kMarkSize, kMarkSize);
            paintIcon(&painter, place, QLatin1String(name), current_ ? c.accent : c.mutedText);
            left += kMarkSize + 3;
        }
    painter.setFont(wordFont());
    painter.setPen(special_ && !current_ ? c.mutedText : c.text);
    const QRect word(left, box().top(), width() - left - kPadding, box().height());
    painter.drawText(word, Qt::AlignCenter, painter.fontMetrics().elidedText(label_, Qt::ElideRight, word.width() + 1));
    painter.setFont(numberFont());
    painter.setPen(c.mutedText);
    const int below = box().top() + box().height() + kNumberGap;
    painter.drawText(QRect(0, below, width(), height() - below), Qt::AlignHCenter | Qt::AlignTop, probability_);
}

void TokenChip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit editRequested(step_);
}

void TokenChip::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::FontChange)
        updateGeometry();
}

void TokenChip::retranslateUi()
{
    if (step_ < 0)
        return;
    QString text = tr("Step %1: “%2”, probability %3").arg(step_ + 1).arg(label_, probability_);
    if (forced_)
        text += QLatin1Char('\n') + tr("You chose this word.");
    if (overridden_)
        text += QLatin1Char('\n') + tr("You changed the weights of this step.");
    setAccessibleName(text);
    if (forcing_)
        text += QLatin1Char('\n') + tr("Double-click or press F2 to type another word here.");
    setToolTip(plainToolTip(text));
}

} // namespace fovea::ui
