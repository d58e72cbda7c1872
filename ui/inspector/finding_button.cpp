#include "ui/inspector/finding_button.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

#include "ui/style/theme.h"

namespace fovea::ui
{

namespace
{

constexpr int kPadding = 6;
constexpr int kMark = 16;

/// Breaks the text between words, inside one only where it is wider than the line; draws it when there is a painter.
/// Returns its height.
double layOut(const QString &text, const QFont &font, double width, QPainter *painter = nullptr, QPointF at = {})
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    if (painter)
        layout.draw(painter, at);
    return height;
}

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
    const double height = layOut(accessibleName(), font(), textRect(QRect(0, 0, width, 100)).width());
    return std::max(qCeil(height), kMark) + 2 * kPadding;
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
    const QRect room = textRect(rect());
    layOut(accessibleName(), font(), room.width(), &painter, room.topLeft());
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
