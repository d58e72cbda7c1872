#include "ui/widgets/message_bar.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

#include "ui/theme.h"

namespace fovea::ui
{

namespace
{

QString kindName(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Information:
        return QStringLiteral("information");
    case MessageKind::Warning:
        return QStringLiteral("warning");
    case MessageKind::Error:
        return QStringLiteral("error");
    }
    return QStringLiteral("information");
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), mark_(new QLabel(this)), text_(new QLabel(this)), dismiss_(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    dismiss_->setIcon(icon(QStringLiteral("dismiss")));
    dismiss_->setProperty("flat", true);
    dismiss_->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(kGrid + 4, 4, 4, 4);
    layout->setSpacing(kGrid);
    layout->addWidget(mark_);
    layout->addWidget(text_, 1);
    layout->addWidget(dismiss_);
    connect(dismiss_, &QToolButton::clicked, this, &MessageBar::clear);
    retranslateUi();
    hide();
}

void MessageBar::showMessage(MessageKind kind, const QString &text)
{
    if (text.isEmpty()) {
        clear();
        return;
    }
    kind_ = kind;
    text_->setText(text);
    setProperty("kind", kindName(kind));
    style()->unpolish(this);
    style()->polish(this);
    setAccessibleName(text);
    updateMark();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::clear()
{
    text_->clear();
    hide();
}

QString MessageBar::text() const { return text_->text(); }

void MessageBar::updateMark()
{
    const int size = fontMetrics().height() + 2;
    mark_->setPixmap(icon(kindName(kind_)).pixmap(QSize(size, size), devicePixelRatioF()));
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        clear();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
    else if (event->type() == QEvent::PaletteChange && mark_)
        updateMark();
}

void MessageBar::retranslateUi()
{
    dismiss_->setToolTip(tr("Dismiss"));
    dismiss_->setAccessibleName(tr("Dismiss the message"));
}

} // namespace fovea::ui
