#include "ui/widgets/finding_button.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kPadding = 6;
constexpr int kMark = 16;
constexpr int kWrap = Qt::TextWordWrap | Qt::TextWrapAnywhere | Qt::AlignLeft | Qt::AlignTop;

} // namespace

FindingButton::FindingButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FindingButton::setFinding(const QString &text)
{
    setText(QString(text).replace(u'&', QStringLiteral("&&"))); // no mnemonic for screen readers to find
    setAccessibleName(text);
    updateGeometry();
    update();
}

QRect FindingButton::textRect(const QRect &box) const
{
    return box.adjusted(2 * kPadding + kMark, kPadding, -kPadding, -kPadding);
}

int FindingButton::heightForWidth(int width) const
{
    const QRect room = textRect(QRect(0, 0, width, 10000));
    return std::max(fontMetrics().boundingRect(room, kWrap, accessibleName()).height(), kMark) + 2 * kPadding;
}

QSize FindingButton::sizeHint() const { return {240, heightForWidth(std::max(width(), 240))}; }
QSize FindingButton::minimumSizeHint() const { return {120, fontMetrics().height() + 2 * kPadding}; }

void FindingButton::paintEvent(QPaintEvent *)
{
    const Colors c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasFocus() ? QPen(c.focus, 1.5) : QPen(c.noteLine));
    painter.setBrush(isDown() ? c.accentSoft : underMouse() ? c.hover : c.noteSurface);
    painter.drawRoundedRect(box, kCornerRadius, kCornerRadius);
    paintIcon(&painter, QRectF(kPadding + 2, kPadding, kMark, kMark), QStringLiteral("warning"), c.mutedText);
    painter.setPen(c.text);
    painter.drawText(textRect(rect()), kWrap, accessibleName());
}

void FindingButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event); // Space, and the arrows between buttons
}

void FindingButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void FindingButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace fovea::ui
